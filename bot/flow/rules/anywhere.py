"""Rules that hold wherever a case stands, and what is told although nobody waits for it any more."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Place, Reason, Show, TellStaff
from ..events import (
    CallAnswered,
    CameBack,
    CodeUnclear,
    LanguageChosen,
    LinkRefused,
    NumberUnclear,
    Overtaken,
    PageWanted,
    Reachable,
    Started,
    Unreachable,
    Unreadable,
)
from ..model import Case, State
from ..patience import PATIENT
from ..steps import Step, deleting, enter, screen_of, show
from .outcomes import is_verified, request_id
from .registering import verified

BACK = {
    State.REQUESTING: Note.BACK_FOR_CODE,
    State.WAITING_CODE: Note.BACK_FOR_CODE,
    State.PRECHECKING: Note.BACK_WITH_CODE,
    State.CHECKING: Note.BACK_FINDING_OUT,
    State.SETTLING: Note.BACK_FINDING_OUT,
}
"""What is said above the screen after a time away, where it is about a code."""


def link_refused(case: Case, event: LinkRefused) -> Step:
    """Say why; of a link that is somebody else's tell staff, for it may have been opened by the wrong one first."""
    step = show(case, event.at, note=event.note)
    if event.whose is None:
        return step
    return Step(step.case, (*step.effects, TellStaff(reason=Reason.LINK_USED, case=event.whose, at=event.at)))


def where(case: Case, event: Started | CodeUnclear | NumberUnclear) -> Step:
    """Show where things stand. Where that was just shown to somebody who came back, it is the same once more."""
    if isinstance(event, Started):
        is_said = policy.is_recent(case.reached_at, event.at, policy.TOGETHER) and not event.is_aside
        return show(case, event.at, note=Note.REACHABLE_AGAIN, place=Place.CARD) if is_said else show(case, event.at)
    return deleting(show(case, event.at, note=event.note), getattr(event, "message_id", 0))


def unreadable(case: Case, event: Unreadable) -> Step:
    """Say what could not be read, and where things stand."""
    step = show(replace(case, album=event.album or case.album), event.at, note=event.note)
    return deleting(step, event.message_id)


def page(case: Case, event: PageWanted) -> Step:
    """Show a page that changes nothing."""
    return show(case, event.at, screen=event.screen)


def language(case: Case, event: LanguageChosen) -> Step:
    """Go on in another language."""
    case = replace(case, language=event.language)
    return show(case, event.at, note=Note.LANGUAGE_CHANGED, place=Place.CARD)


def unreachable(case: Case, event: Unreachable) -> Step:
    """Tell staff that Telegram no longer reaches the customer, once."""
    if case.unreachable or case.state is State.UNINVITED:
        return Step(case)
    if policy.is_recent(case.reached_at, event.at, policy.TOGETHER):
        return Step(case)  # Of a message from before they came back.
    case = replace(case, unreachable=True)
    told = TellStaff(reason=Reason.UNREACHABLE, case=case, at=event.at)
    return Step(case, () if event.is_aside else (told,))


def reachable(case: Case, event: Reachable) -> Step:
    """The customer unblocked the bot: they go on at the same place. Who was never out of reach has nothing to hear."""
    if not case.unreachable:
        return Step(case)
    case = replace(case, unreachable=False, reached_at=event.at, nudges=0)
    if case.state in PATIENT:
        case = enter(case, case.state, event.at)
    if event.is_aside:
        return Step(case)
    told = TellStaff(reason=Reason.REACHABLE, case=case, at=event.at)
    return Step(case, (*show(case, event.at, note=Note.REACHABLE_AGAIN).effects, told))


def came_back(case: Case, event: CameBack) -> Step:
    """Show a customer who may have pressed in vain where they are, unless they have had word of us since."""
    if case.unreachable or case.seen_at >= event.since:
        return Step(case)
    if case.state in PATIENT:
        case = enter(case, case.state, event.at)  # A reminder must not follow on its heels.
    return show(case, event.at, note=BACK.get(case.state, Note.BACK))


def overtaken(case: Case, event: Overtaken) -> Step:
    """Show once more where things stand, in the place where an older screen may be now."""
    return Step(case) if case.unreachable else show(case, event.at, place=event.place)


def late_truth(case: Case, event: CallAnswered) -> Step:
    """Good news is good news however late; any other answer that nobody waits for says nothing."""
    if is_verified(event):
        return verified(case, event.at, event.outcome, note=Note.LATE, place=Place.NEW)
    return Step(case)


def truth_of_another_number(case: Case, event: CallAnswered) -> Step:
    """The customer has exchanged the number meanwhile: that it is verified is told, and this case is as it was."""
    if case.state is State.UNINVITED or not is_verified(event):
        return Step(case)
    news = Show(
        case=case,
        screen=screen_of(case),
        at=event.at,
        note=Note.OTHER_NUMBER_VERIFIED,
        other_phone=event.phone,
    )
    other = replace(case, phone=event.phone)
    told = TellStaff(reason=Reason.VERIFIED, case=other, at=event.at, request_id=request_id(event.outcome))
    return Step(case, (news, told))
