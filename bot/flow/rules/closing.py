"""Rules by which staff end a case that its customer did not, and let one go on that has ended."""

from dataclasses import replace

from .. import policy
from ..effects import Note
from ..events import Closed, Reopened
from ..model import CLOSED, PROVEN, Case, State, Unchanged
from ..steps import Step, enter, show

_UNDER_WAY = frozenset({State.PRECHECKING, State.CHECKING, State.SETTLING})
"""A code is being checked, or nobody knows yet what it did."""


def why_not_closed(case: Case) -> Unchanged | None:
    """Why staff cannot close the case; None where they can."""
    if case.state in PROVEN:
        return Unchanged.PROVEN
    if case.state in CLOSED or case.state is State.UNINVITED:
        return Unchanged.STEP
    return Unchanged.BUSY if case.state in _UNDER_WAY else None


def close(case: Case, event: Closed) -> Step:
    """End it; the customer is told, and cannot go on by themselves."""
    case = enter(policy.without_code(case), State.CANCELLED, event.at)
    return show(replace(case, closed_at=event.at), event.at, note=Note.CLOSED)


def why_not_reopened(case: Case) -> Unchanged | None:
    """Why staff cannot let the customer go on; None where they can."""
    return None if case.state in {State.CANCELLED, State.EXPIRED} else Unchanged.STEP


def reopen(case: Case, event: Reopened) -> Step:
    """Go on where the case ended, as its customer could; but whatever became of the invitation."""
    until = max(case.invitation_expires_at, event.until)
    case = replace(case, closed_at=0, invitation_expires_at=until, fault=None, reference="")
    state = State.CONFIRMING_NUMBER if case.phone else State.ASKING_NUMBER
    return show(enter(case, state, event.at), event.at, note=Note.REOPENED)
