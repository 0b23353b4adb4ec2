"""Customers who all send their code at the same moment: more calls than the limit lets leave in seconds."""

from bot.flow.model import Case, State
from chaos.world import SPACE, World
from db.engine import transaction
from db.tables import chats
from sandbox.telegram.people import Person

HOUR = 3600


async def waiting_for_codes(world: World, count: int, *, first: int = 0) -> dict[str, Person]:
    """So many customers whom the bot has asked for their code, by their numbers, which count from `first` on."""
    now = int(world.clock())
    numbers = range(first, first + count)
    crowd = {f"62812400{number:04}": world.telegram.add_person(f"Customer {number}") for number in numbers}
    async with world.store.transaction() as tx:
        cases = [
            await tx.add_case(
                Case(
                    chat_id=person.id,
                    state=State.WAITING_CODE,
                    space=SPACE,
                    phone=phone,
                    invitation_expires_at=now + HOUR,
                    deadline=now + HOUR,
                ),
                invitation_id=0,
                now=now,
            )
            for phone, person in crowd.items()
        ]
    rows = [{"chat_id": case.chat_id, "language": "en", "case_id": case.id} for case in cases]
    async with transaction(world.engine) as connection:
        await connection.execute(chats.insert(), rows)
    for phone in crowd:
        world.cams.add_number(SPACE, phone)
    return crowd


def send_codes(world: World, crowd: dict[str, Person]) -> None:
    """Have all of them send their code at once."""
    codes = {phone: world.cams.issue_code(SPACE, phone) for phone in crowd}
    for phone, person in crowd.items():
        person.says(codes[phone])


def verified(world: World) -> int:
    """How many numbers are verified."""
    return sum(world.cams.verified(SPACE, number.phone) for number in world.cams.numbers(SPACE))
