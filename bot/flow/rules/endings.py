"""Rules for stopping, going quiet, and going on after all."""

from .. import policy
from ..effects import Note, Reason, Screen, TellStaff
from ..events import Cancelled, DeadlinePassed, Resumed
from ..model import Case, State
from ..steps import Step, enter, show


def expire(case: Case, event: DeadlinePassed) -> Step:
    """The customer has been silent for too long."""
    case = enter(case, State.EXPIRED, event.at)
    told = TellStaff(reason=Reason.EXPIRED, case=case, at=event.at)
    shown = () if case.unreachable else show(case, event.at).effects
    return Step(case, (*shown, told))


def cancel(case: Case, event: Cancelled) -> Step:
    """The customer stops. Nothing is under way at the provider."""
    return show(enter(policy.without_code(case), State.CANCELLED, event.at), event.at)


def cannot_cancel(case: Case, event: Cancelled) -> Step:
    """What is under way cannot be called back."""
    return show(case, event.at, note=Note.CANNOT_CANCEL)


def resume(case: Case, event: Resumed) -> Step:
    """Go on where the case ended, while the invitation lasts, and unless staff have closed it."""
    if case.closed_at:
        return show(case, event.at, note=Note.CLOSED)
    if event.at >= case.invitation_expires_at:
        return show(case, event.at, screen=Screen.NEED_INVITATION, note=Note.LINK_EXPIRED)
    state = State.CONFIRMING_NUMBER if case.phone else State.ASKING_NUMBER
    return show(enter(case, state, event.at), event.at)
