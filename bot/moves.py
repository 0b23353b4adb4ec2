"""The command with which staff let a verified number move."""

import time
from typing import Annotated

import typer

from .desk import Desk
from .flow.events import MoveOrdered
from .flow.model import Case, Registering, State
from .store import Store
from .terminal import fail, out, read_settings, with_store
from .text.phone import masked

LAST_DIGITS = 4
"""What a person reads off the case to show that they mean this one."""


def register(
    case_id: Annotated[int, typer.Argument(metavar="ID", min=1)],
    confirmed: Annotated[str, typer.Option("--number-ends-in", help="The number's last four digits: do not ask.")] = "",
) -> None:
    """Let a verified number move (ChatappMigrationRegister). It cannot be undone."""
    settings = read_settings()
    if settings.offers.register is Registering.OFF:
        raise fail("REGISTER: it is off, so staff do this in the CAMS console; set it to staff or auto.")
    case = with_store(lambda store: _found(store, case_id), settings)
    if case is None:
        raise fail(f"There is no case {case_id}.")
    if case.state is not State.VERIFIED:
        raise fail(f"Case {case_id} is not verified but {case.state}: only verified numbers can move.")
    if case.registered_at:
        raise fail(f"Case {case_id} was registered already. Look at the number in the CAMS console.")
    if not confirmed:
        out.print(f"Case {case_id}, {masked(case.phone)}, moves into {case.space}.", markup=False, highlight=False)
        out.print("This cannot be undone: the old provider stops working with it.", markup=False)
        confirmed = typer.prompt("To go on, type the last four digits of the number")
    if confirmed.strip() != case.phone[-LAST_DIGITS:]:
        raise fail("Those are not its last four digits. Nothing was done.")

    async def inner(store: Store) -> bool:
        now = time.time()
        async with store.passing_transaction() as tx:
            desk = await Desk.open(tx, chats=(), cases={case.id: case.chat_id}, now=now, offers=settings.offers)
            if case.id not in desk.cases:
                return False
            after = await desk.apply(desk.cases[case.id], MoveOrdered(at=int(now)))
            await desk.save()
        return after.state is State.REGISTERING

    if not with_store(inner, settings):
        raise fail("It was not ordered: the case is just being worked on, or WhatsApp would take no further order.")
    out.print(
        "Ordered. The bot carries it out, and tells the customer and staff when the number is live.", markup=False
    )


async def _found(store: Store, case_id: int) -> Case | None:
    async with store.transaction() as tx:
        return (await tx.lock_cases([case_id])).get(case_id)
