"""The rule by which staff allow a number more than a day's share: never more than the provider is known to stand."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Reason, Screen, TellStaff
from ..events import Extended
from ..model import Case, Instant, State, Unextended
from ..steps import Step, show
from .outcomes import ready

AT_THE_CODE = frozenset({State.READY, State.WAITING_CODE, State.PAUSED})
"""States in which one more code or try is what the customer lacks."""


def why_not(case: Case, at: Instant) -> Unextended | None:
    """Why the case's number cannot be allowed more; None where it can."""
    return policy.why_not_extended(case.budget, at) if case.state in AT_THE_CODE else Unextended.STEP


def extend(case: Case, event: Extended) -> Step:
    """Allow one more, tell the customer what it is good for, and the others of the staff that it was done."""
    at = event.at
    if why_not(case, at) is not None:
        return Step(case)
    case = replace(case, budget=policy.extended(case.budget, at))
    if case.state is State.PAUSED:
        case = replace(ready(case, at), fault=None, reference="")
    screen = Screen.NEW_CODE if case.offers.code_request and case.state is State.WAITING_CODE else None
    told = TellStaff(reason=Reason.EXTENDED, case=case, at=at)
    return Step(case, (*show(case, at, screen=screen, note=Note.EXTENDED).effects, told))
