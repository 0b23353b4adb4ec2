"""Use case: a customer has everything erased that is kept about them, in the transaction that hears it.

All of a chat's cases go at once but those for which something is under way at WhatsApp. These remember the wish, are
not gone on with, and go in the transaction that hears how it ended. Counters of tries are the number's, and stay:
coming back gives nobody another try.
"""

from dataclasses import replace

from .desk import Desk
from .flow import policy
from .flow.colleagues import over
from .flow.effects import Ending, Note, Place, Screen, Show
from .flow.events import ForgetConfirmed, ForgetDue, ForgetWanted
from .flow.machine import TRANSITIONS
from .flow.model import Case, CaseId, State
from .flow.rules import privacy
from .helping import forget_helping, opened_in
from .store import Finished

BUSY = frozenset(
    state
    for state, rules in TRANSITIONS.items()
    if ForgetConfirmed in rules and rules[ForgetConfirmed].handler is privacy.wish
)
"""Where something may have left for the provider whose outcome somebody must hear: the table says so."""

ONLY_READ = frozenset({State.HELD, State.VERIFIED})
"""Where what is owed are looks at how things stand, for days if need be: nobody has to wait for them."""


async def forget(desk: Desk, case: Case, event: ForgetConfirmed, *, tap: str) -> None:
    """Erase all that is kept of the case's chat, if its customer was asked; what is under way, once that has ended."""
    if case.forget_wanted_at or not policy.is_recent(case.forget_asked_at, event.at, policy.FORGET_ASKED):
        await desk.apply(case, event, tap=tap)
        return
    helped = await opened_in(desk, case.chat_id)
    rows = await desk.tx.all_of_chat(case.chat_id)
    cases = [case, *[await _as_it_is(desk, row) for row in rows if row.id != case.id]]
    busy = [each for each in cases if desk.holds(each) and await _is_busy(desk, each)]
    for each in busy:
        await desk.apply(each, replace(event, is_busy=True), tap=tap)
        tap = ""
    if not busy:
        await desk.apply(case, event, tap=tap)
    waiting = {each.id for each in busy}
    for other in cases:
        if other.id not in waiting and (busy or other is not case):
            await _end_links(desk, other, event)
            await desk.owe(*privacy.told_of(other, event.at))
    await forget_helping(desk, case.chat_id, helped)
    await desk.forget(case.chat_id, [row for row in rows if row.id not in waiting])


async def forget_stranger(desk: Desk, case: Case, event: ForgetWanted | ForgetConfirmed, *, tap: str) -> None:
    """Somebody has no case: all that may be kept of them is that they helped. It goes at once, as they may stop."""
    helped = await opened_in(desk, case.chat_id)
    if not helped:
        await desk.apply(case, event, tap=tap)
        return
    await forget_helping(desk, case.chat_id, helped)
    note = Note.COLLEAGUE_FORGOTTEN
    receipt = Show(case=case, screen=Screen.NOTHING_KEPT, at=event.at, note=note, place=Place.NEW)
    await desk.answer(case.chat_id, receipt, tap=tap)


async def forget_what_was_wished(desk: Desk) -> None:
    """Erase those of the cases in hand whose customers wanted it while something was under way that has ended."""
    for case in list(desk.cases.values()):
        if not case.forget_wanted_at or case.chat_id not in desk.chats or await _is_busy(desk, case):
            continue
        rows = await desk.tx.all_of_chat(case.chat_id)
        await desk.apply(case, ForgetDue(at=int(desk.now)))
        await desk.forget(case.chat_id, [row for row in rows if row.id == case.id])


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
