"""Use case: a customer has everything erased that is kept about them, in the transaction that hears it.

All of a chat's cases or none: while WhatsApp may still be doing something for one of them, nothing is erased, and the
customer is told so. Counters of tries are the number's, and stay: coming back gives nobody another try.
"""

from dataclasses import replace

from .desk import Desk
from .flow.events import ForgetConfirmed
from .flow.model import Case, CaseId, State
from .flow.rules.privacy import told_of
from .store import Finished

BUSY = frozenset({
    State.PREPARING, State.REQUESTING, State.PRECHECKING, State.CHECKING, State.SETTLING, State.REGISTERING,
})  # fmt: skip
"""Where something may have left for the provider whose outcome somebody must hear."""

ONLY_READ = frozenset({State.HELD, State.VERIFIED})
"""Where what is owed are looks at how things stand, for days if need be: nobody has to wait for them."""


async def forget(desk: Desk, case: Case, event: ForgetConfirmed, *, tap: str) -> None:
    """Erase all that is kept of the case's chat, if its customer was asked, and if nothing is under way."""
    rows = await desk.tx.all_of_chat(case.chat_id)
    is_busy = any([await _is_busy(desk, row) for row in rows])
    after = await desk.apply(case, replace(event, is_busy=is_busy), tap=tap)
    if not after.forgotten_at:
        return
    for row in rows:
        if row.id != case.id:
            await desk.owe(*told_of(_as_it_is(desk, row), event.at))
    desk.forget(case.chat_id, rows)


async def _is_busy(desk: Desk, row: Finished) -> bool:
    case = _as_it_is(desk, row)
    return case.state in BUSY or (case.state not in ONLY_READ and await desk.tx.is_call_owed(case))


def _as_it_is(desk: Desk, row: Finished) -> Case:
    """The case as far as it matters here: as it is by now, also where it cannot be read."""
    known = desk.cases.get(row.id)
    state = State(row.state) if known is None else known.state
    return Case(id=CaseId(row.id), chat_id=row.chat_id, state=state, space=row.space)
