"""The customers of a campaign: who they are, and when each comes, drawn from the seed."""

from collections.abc import Sequence
from random import Random

from .behaviours import BEHAVIOURS, UNINVITED
from .customer import Customer
from .waiting import pause
from .world import SPACE, World

FIRST_NUMBER = 628123000000
"""An Indonesian mobile number as examples have it; each customer has the next."""

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
        customers.append(
            Customer(
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
        )
    return customers


async def come(customer: Customer, after: float) -> None:
    """Let a customer come after so many seconds and do as they do."""
    await pause(after)
    await BEHAVIOURS[customer.behaviour][0](customer)
