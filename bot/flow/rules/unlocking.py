"""The rule by which staff take the provider's lock off a number: they have it from WhatsApp, we only wait for a day."""

from dataclasses import replace

from .. import policy
from ..effects import Note
from ..events import Unlocked
from ..model import Case, Instant, State, Unchanged
from ..steps import Step, show
from .extending import AT_THE_CODE
from .outcomes import ready


def why_not(case: Case, at: Instant) -> Unchanged | None:
    """Why the case's number cannot be unlocked; None where it can."""
    return policy.why_not_unlocked(case.budget, at) if case.state in AT_THE_CODE else Unchanged.STEP


def unlock(case: Case, event: Unlocked) -> Step:
    """Take the lock off. Tries that were used count as before, so that a pause may go on, for less long."""
    at = event.at
    if why_not(case, at) is not None:
        return Step(case)
    case = replace(case, budget=policy.unlocked(case.budget, at))
    if case.state is State.PAUSED:
        case = replace(ready(case, at), fault=None, reference="")
    return show(case, at, note=None if case.state is State.PAUSED else Note.UNLOCKED)
