"""The customers of a campaign: who they are, and when each comes, drawn from the seed."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from .behaviours import BEHAVIOURS, UNINVITED
from .customer import Customer
from .waiting import pause
from .world import SPACE, World

FIRST_NUMBER = 628123000000
"""An Indonesian mobile number as examples have it; each customer has the next."""

SECOND_NUMBERS = 505_000
"""So far behind come second numbers: more than any campaign has customers, and the two of a person end differently."""

SHARING = 12
"""As a rule, every so many-th customer has the number of the one before: two chats for one number."""

TYPING = 5
"""Every so many-th link has no number in it, so that the customer types it."""


async def invite(
    world: World, seed: int, count: int, behaviours: Sequence[str], *, sharing: int, patience: float
) -> list[Customer]:
    """Bring in so many customers with their numbers and links; `sharing` 0: each has a number of their own."""
    random = Random(f"{seed} customers")  # noqa: S311 -- it must repeat
    weights = [BEHAVIOURS[name][1] for name in behaviours]
    customers: list[Customer] = []
    for index in range(count):
        is_sharing = sharing > 0 and index % sharing == sharing - 1
        phone = customers[-1].phone if is_sharing else str(FIRST_NUMBER + index)
        if not is_sharing:
            world.cams.add_number(SPACE, phone)
        behaviour = random.choices(behaviours, weights)[0]
        language = random.choice(("en", "en", "id", "zh-hans"))
        token = f"{random.getrandbits(128):032x}"
        typed = index % TYPING == TYPING - 1 and behaviour in {"happy", "mistyping"}
        await world.invite(
            "" if typed else phone, token, label=f"Toko {index}", language=language[:2] if language != "zh-hans" else ""
        )
        person = world.telegram.add_person(f"Customer {index}", language, f"+{phone}")
        customer = Customer(
            person=person,
            space=SPACE,
            phone=phone,
            token=token,
            random=Random(f"{seed} customer {index}"),  # noqa: S311 -- it must repeat
            cams=world.cams,
            behaviour=behaviour,
            patience=patience,
            invited=behaviour not in UNINVITED,
            friend=next((other for other in reversed(customers) if other.invited), None),
        )
        if behaviour == "helped":
            customer.colleague = _colleague(customer, world, seed, index)
        if behaviour == "with_two":
            customer.second = await _second(customer, world, seed, index)
        customers.append(customer)
    return customers


def _colleague(customer: Customer, world: World, seed: int, index: int) -> Customer:
    """Somebody else, who has the phone; their link will be made by the customer."""
    return replace(
        customer,
        person=world.telegram.add_person(f"Colleague {index}", "en"),
        token="",
        random=Random(f"{seed} colleague {index}"),  # noqa: S311 -- it must repeat
        behaviour="colleague",
        invited=False,
        friend=None,
        codes=set(),
        secret_messages=set(),
    )


async def _second(customer: Customer, world: World, seed: int, index: int) -> Customer:
    """The same person, with another number and a link for it."""
    phone = str(FIRST_NUMBER + SECOND_NUMBERS + index)
    token = f"{Random(f'{seed} second {index}').getrandbits(128):032x}"  # noqa: S311 -- it must repeat
    world.cams.add_number(SPACE, phone)
    await world.invite(phone, token, label=f"Toko {index} too")
    return replace(customer, phone=phone, token=token, second=customer)


def everybody(customers: Sequence[Customer]) -> list[Customer]:
    """The customers, and the colleagues whom some of them have."""
    return [each for customer in customers for each in (customer, customer.colleague) if each is not None]


async def come(customer: Customer, after: float) -> None:
    """Let a customer come after so many seconds and do as they do."""
    await pause(after)
    await BEHAVIOURS[customer.behaviour][0](customer)
