"""Rules for what a customer may ask about their data."""

from dataclasses import replace

from .. import policy
from ..effects import Place, Reason, Screen, SendCopy, Show, TellStaff
from ..events import CopyWanted, ForgetConfirmed, ForgetWanted
from ..model import CLOSED, CUSTOMER_DONE, Case, Instant, State
from ..steps import Step, enter, show


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


def not_yet(case: Case, event: ForgetConfirmed) -> Step:
    """What is under way at WhatsApp cannot be called back, and its outcome must be told to somebody."""
    return show(case, event.at, screen=Screen.FORGET_LATER)


def forgotten(case: Case, event: ForgetConfirmed) -> Step:
    """End the case, with a receipt; who keeps it erases it, and all others of the chat. It takes a question first."""
    if not policy.is_recent(case.forget_asked_at, event.at, policy.FORGET_ASKED):
        return forget(case, event)
    if event.is_busy:
        return not_yet(case, event)
    told = told_of(case, event.at)
    if case.state not in CUSTOMER_DONE:
        case = enter(policy.without_code(case), State.CANCELLED, event.at)
    case = replace(case, forgotten_at=event.at)
    # Of whoever it was the receipt has the chat alone, without which it could not be sent.
    receipt = Case(id=case.id, chat_id=case.chat_id, language=case.language, offers=case.offers)
    shown = Show(case=receipt, screen=Screen.FORGOTTEN, at=event.at, place=Place.NEW)
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
