"""Rules for what a customer may ask about their data."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Place, Reason, Screen, SendCopy, Show, TellStaff
from ..events import (
    CodeUnplaced,
    CopyWanted,
    ForgetConfirmed,
    ForgetDue,
    ForgetKept,
    ForgetWanted,
    FromCustomer,
    LanguageChosen,
    NumbersWanted,
    PageWanted,
    PersonWanted,
)
from ..model import CLOSED, CUSTOMER_DONE, PROVEN, Case, Instant, State
from ..steps import Rule, Step, deleting, enter, show


def copy(case: Case, event: CopyWanted) -> Step:
    """Send the customer what is kept about them, once an hour at most: a copy takes reading all of it."""
    if policy.is_recent(case.copied_at, event.at, policy.COPY_AGAIN):
        return show(case, event.at, screen=Screen.MY_DATA_LATER)
    case = replace(case, copied_at=event.at)
    shown = show(case, event.at, screen=Screen.MY_DATA)
    return Step(case, (*shown.effects, SendCopy(chat_id=case.chat_id, case_id=case.id)))


def nothing_kept(case: Case, event: CopyWanted | ForgetWanted | ForgetConfirmed) -> Step:
    """Of somebody without an invitation there is nothing to send."""
    return show(case, event.at, screen=Screen.NOTHING_KEPT)


def forget(case: Case, event: ForgetWanted | ForgetConfirmed) -> Step:
    """Say what would be erased, what stays, and what follows from it."""
    return show(replace(case, forget_asked_at=event.at), event.at, screen=Screen.FORGET)


def wish(case: Case, event: ForgetConfirmed) -> Step:
    """What is under way at WhatsApp cannot be called back, and somebody must hear its outcome: erase it after that."""
    if not event.is_busy and not policy.is_recent(case.forget_asked_at, event.at, policy.FORGET_ASKED):
        return forget(case, event)
    return show(replace(case, forget_wanted_at=event.at), event.at)


def not_yet(case: Case, _: ForgetDue) -> Step:
    """It is still under way, or there is nothing to erase."""
    return Step(case)


def waiting(case: Case, event: FromCustomer) -> Step:
    """Who waits to be forgotten does not go on meanwhile; they are told what is waited for."""
    return deleting(show(case, event.at), getattr(event, "message_id", 0))


WAITING = Rule(waiting)
"""What a customer hears who waits to be forgotten, whatever they say but what is in `HEARD_STILL`."""

HEARD_STILL = frozenset({
    ForgetKept, PageWanted, CopyWanted, NumbersWanted, CodeUnplaced, LanguageChosen, PersonWanted,
})  # fmt: skip
"""What has nothing to do with the case's next step."""


def kept(case: Case, event: ForgetKept) -> Step:
    """Go on after all. What was erased already, and the links that ended, do not come back."""
    return show(replace(case, forget_wanted_at=0, forget_asked_at=0), event.at)


def forgotten(case: Case, event: ForgetConfirmed) -> Step:
    """End the case, with a receipt; who keeps it erases it, and all others of the chat. It takes a question first."""
    if event.is_busy:
        return wish(case, event)
    if not policy.is_recent(case.forget_asked_at, event.at, policy.FORGET_ASKED):
        return forget(case, event)
    return _ended(case, event.at)


def due(case: Case, event: ForgetDue) -> Step:
    """End the case as was wished, with what became of what was under way."""
    if not case.forget_wanted_at:
        return Step(case)
    note = Note.FORGOTTEN_VERIFIED if case.state in PROVEN else Note.FORGOTTEN_UNVERIFIED
    return _ended(case, event.at, note=note)


def _ended(case: Case, at: Instant, *, note: Note | None = None) -> Step:
    told = told_of(case, at)
    if case.state not in CUSTOMER_DONE:
        case = enter(policy.without_code(case), State.CANCELLED, at)
    case = replace(case, forgotten_at=at)
    # Of whoever it was the receipt has the chat alone, without which it could not be sent.
    receipt = Case(id=case.id, chat_id=case.chat_id, language=case.language, offers=case.offers)
    shown = Show(case=receipt, screen=Screen.FORGOTTEN, at=at, note=note, place=Place.NEW)
    return Step(case, (shown, *told))


def told_of(case: Case, at: Instant) -> tuple[TellStaff, ...]:
    """What staff are told of a case that is erased: nothing where all was over."""
    if case.state in CLOSED:
        return ()
    record = Case(
        id=case.id,
        chat_id=0,
        state=case.state,
        space=case.space,
        verified_at=case.verified_at,
        registered_at=case.registered_at,
    )
    return (TellStaff(reason=Reason.FORGOTTEN, case=record, at=at),)
