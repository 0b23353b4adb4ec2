"""Use case: a customer has everything erased that is kept about them, in the transaction that hears it.

All of a chat's cases or none: while WhatsApp may still be doing something for one of them, nothing is erased, and the
customer is told so. Counters of tries are the number's, and stay: coming back gives nobody another try.
"""

from dataclasses import replace

from .desk import Desk
from .flow.colleagues import over
from .flow.effects import Ending
from .flow.events import ForgetConfirmed
from .flow.machine import TRANSITIONS
from .flow.model import Case, CaseId, State
from .flow.rules import privacy
from .store import Finished

BUSY = frozenset(
    state
    for state, rules in TRANSITIONS.items()
    if ForgetConfirmed in rules and rules[ForgetConfirmed].handler is privacy.not_yet
)
"""Where something may have left for the provider whose outcome somebody must hear: the table says so."""

ONLY_READ = frozenset({State.HELD, State.VERIFIED})
"""Where what is owed are looks at how things stand, for days if need be: nobody has to wait for them."""


async def forget(desk: Desk, case: Case, event: ForgetConfirmed, *, tap: str) -> None:
    """Erase all that is kept of the case's chat, if its customer was asked, and if nothing is under way."""
    rows = await desk.tx.all_of_chat(case.chat_id)
    others = [await _as_it_is(desk, row) for row in rows if row.id != case.id]
    is_busy = any([await _is_busy(desk, each) for each in (case, *others)])
    after = await desk.apply(case, replace(event, is_busy=is_busy), tap=tap)
    if not after.forgotten_at:
        return
    for other in others:
        await _end_links(desk, other, event)
        await desk.owe(*privacy.told_of(other, event.at))
    desk.forget(case.chat_id, rows)


async def _is_busy(desk: Desk, case: Case) -> bool:
    return case.state in BUSY or (case.state not in ONLY_READ and await desk.tx.is_call_owed(case))


async def _as_it_is(desk: Desk, row: Finished) -> Case:
    """The case of a row; where it cannot be read, as far as it matters here."""
    case = await desk.case_of(row.chat_id, row.id)
    return case or Case(id=CaseId(row.id), chat_id=row.chat_id, state=State(row.state), space=row.space)


async def _end_links(desk: Desk, case: Case, event: ForgetConfirmed) -> None:
    """Tell colleagues that no code is wanted any more; for the case that the chat is about its end does it."""
    for link in await desk.links.of(case):
        if link.is_live:
            ended, shown = over(link, Ending.STOPPED, event.at)
            desk.links.keep(ended)
            await desk.owe(*shown)
