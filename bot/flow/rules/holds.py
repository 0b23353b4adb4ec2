"""Rules for what waits until something is mended, or for tries to come back."""

from dataclasses import replace

from .. import policy
from ..effects import Effect, Note, Place, ReadStatus, ReadWaba, SubmitCode
from ..events import CallAnswered, CodeWanted, DeadlinePassed, Mended, ProbeDue
from ..model import Accepted, Case, Fault, Instant, State
from ..steps import Step, asking, enter, show
from .anywhere import late_truth
from .outcomes import fault_notice, fault_of_read, held_for, is_verified, obstacle, over, ready
from .preparing import go_on


def pause_over(case: Case, event: DeadlinePassed) -> Step:
    """The number has tries again, or another chat has used them up meanwhile."""
    case = replace(ready(case, event.at), fault=None, reference="")
    note = None if case.state is State.PAUSED else Note.TRY_AGAIN_NOW
    return show(case, event.at, note=note)


def still_held(case: Case, event: DeadlinePassed) -> Step:
    """Look whether the obstacle is gone, where a read can tell, and remind staff of it from time to time.

    Of an incident's cases one looks for all: see `probe`.
    """
    effects: tuple[Effect, ...] = ()
    if case.incident is not None and case.incident is case.fault:
        case = enter(case, State.HELD, event.at, life=held_for(case.fault))
    else:
        case, effects = _looked_at(case, event.at)
    if not policy.is_recent(case.hold_told_at, event.at, policy.STAFF_REMINDER):
        case = replace(case, hold_told_at=event.at)
        effects = (*effects, fault_notice(case, event.at, case.fault or Fault.UNRECOGNISED))
    return Step(case, effects)


def probe(case: Case, event: ProbeDue) -> Step:
    """Look for all that the same holds up whether it is gone."""
    is_its = event.fault is case.fault and case.fault in policy.PROBED
    return Step(*_looked_at(case, event.at)) if is_its else Step(case)


def _looked_at(case: Case, at: Instant) -> tuple[Case, tuple[Effect, ...]]:
    """Hold the case for some more time, with a probe where one can tell."""
    case = enter(case, State.HELD, at, life=held_for(case.fault))
    if case.fault not in policy.PROBED:
        return case, ()
    # A number whose move has not been started has no status to read: that would look like another obstacle.
    case, read = asking(case, ReadWaba if case.offers.prepares and not case.is_prepared else ReadStatus)
    return case, (read,)


def mended(case: Case, event: Mended) -> Step:
    """Another case has got past what holds this one up. Where a read can tell, it is asked: each case has its own."""
    if event.fault is not case.fault:
        return Step(case)
    if case.fault in policy.PROBED:
        return Step(*_looked_at(case, event.at))
    return _ready_again(case, event.at)


def _ready_again(case: Case, at: Instant) -> Step:
    """The customer hears that it is gone; one whose code was not used, that it may still be good."""
    has_code = policy.is_recent(case.code_kept_at, at, policy.CODE_LIFE)
    note = Note.READY_WITH_CODE if has_code else Note.READY_AGAIN
    return go_on(replace(case, fault=None, reference="", code_kept_at=0), at, note=note)


def try_again(case: Case, event: CodeWanted) -> Step:
    """The customer says that it is mended. Ask from the first question on, once a minute at most."""
    if not case.offers.prepares or case.fault in policy.PROBED:
        return show(case, event.at, note=Note.NOT_NOW)
    if policy.is_recent(case.code_wanted_at, event.at, policy.ASK_AGAIN):
        return show(case, event.at)
    case = replace(case, code_wanted_at=event.at, is_prepared=False, fault=None, reference="")
    return go_on(case, event.at)


def probed(case: Case, event: CallAnswered) -> Step:
    """A read that works shows that the obstacle is gone; one that meets another obstacle is held up by that one."""
    if event.call != case.call or event.kind is SubmitCode:
        return late_truth(case, event)
    if isinstance(event.outcome, Accepted):
        if case.incident is case.fault:
            case = replace(case, incident=None)  # This very read shows that it is gone.
        step = late_truth(case, event) if is_verified(event) else _ready_again(case, event.at)
        return over(step, event.at, case.fault, policy.PROBED)
    fault = fault_of_read(event.outcome)
    if fault is case.fault and case.incident is not fault:
        # It was taken for gone, or never for everybody's.
        return Step(case, (fault_notice(case, event.at, fault, event.outcome),))
    if fault is case.fault or fault in policy.PASSING:
        return Step(case)
    return obstacle(case, event.at, fault, event.outcome, place=Place.NEW)
