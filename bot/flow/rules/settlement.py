"""Settlement: what did a call do whose answer never came?"""

from dataclasses import replace

from .. import policy
from ..effects import Effect, Note, Place, ReadNumbers, ReadStatus, Reason, SubmitCode, TellStaff
from ..events import CallAnswered, DeadlinePassed
from ..model import Accepted, Case, Instant, State, Unknown
from ..steps import Step, asking, enter, show
from .anywhere import late_truth
from .outcomes import is_verified, over, ready
from .registering import verified


def settle(case: Case, at: Instant) -> Step:
    """Find out by reads, from the first rung on."""
    case = replace(case, reads=0, denied=False)
    step = _read_again(case, at)
    return Step(step.case, (*show(step.case, at, place=Place.CARD).effects, *step.effects))


def _read_again(case: Case, at: Instant) -> Step:
    """Owe the next read of the ladder: the status, at its end the list of numbers, after it the status at leisure."""
    waits = policy.SETTLEMENT_WAITS
    if case.reads == len(waits):
        kind: type[ReadStatus | ReadNumbers] = ReadNumbers
        wait = 0
    else:
        kind = ReadStatus
        wait = waits[case.reads] if case.reads < len(waits) else policy.SETTLEMENT_SLOW_WAIT
    case, read = asking(enter(case, State.SETTLING, at, life=wait + policy.ANSWER_PATIENCE), kind, wait=wait)
    return Step(case, (read,))


def settled(case: Case, event: CallAnswered) -> Step:
    """A settlement read is back.

    Only a status read can prove that nothing was verified, and only at the ladder's end, when whatever was still
    running at the provider has ended. The list of numbers may be a stale copy, so its no is weak and its yes strong.
    """
    place = Place.CARD if case.reads < policy.SOON_ENOUGH else Place.NEW
    if is_verified(event):
        note = Note.LATE if place is Place.NEW else None
        step = verified(case, event.at, event.outcome, note=note, place=place)
        return over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
    if event.call != case.call or event.kind is SubmitCode:
        return Step(case)
    return _climb(case, event.at, denied=isinstance(event.outcome, Accepted))


def unknown_again(case: Case, event: CallAnswered) -> Step:
    """An answer after settlement: its call may have left late, from where it was held up. If it says nothing, find out.

    Where the call itself was answered, and not settled by reads, that answer stands.
    """
    if event.kind is SubmitCode and isinstance(event.outcome, Unknown) and event.call != case.call:
        return settle(replace(case, fault=None, reference=""), event.at)
    return late_truth(case, event)


def _climb(case: Case, at: Instant, *, denied: bool) -> Step:
    """Go on after a read that did not find the number verified; `denied` where it succeeded and said so."""
    rung = case.reads
    ladder = len(policy.SETTLEMENT_WAITS)
    if rung != ladder:
        case = replace(case, denied=denied)
    case = replace(case, reads=rung + 1)
    if rung < ladder:
        return _read_again(case, at)
    if case.denied:
        return not_through(case, at)
    step = _read_again(case, at)
    if rung == ladder:
        shown = show(step.case, at, place=Place.CARD).effects
        told = TellStaff(reason=Reason.UNKNOWN_OUTCOME, case=step.case, at=at)
        return Step(step.case, (*step.effects, *shown, told))
    return step


def not_through(case: Case, at: Instant, *, place: Place = Place.NEW) -> Step:
    """Known now: nothing was verified. The try stays counted, because the provider may have counted it."""
    was_staff_told = case.reads > len(policy.SETTLEMENT_WAITS) + 1
    note = Note.NOT_THROUGH if case.fault is None else Note.REFUSED
    case = ready(case, at)
    told: tuple[Effect, ...] = ()
    if was_staff_told:
        told = (TellStaff(reason=Reason.UNKNOWN_RESOLVED, case=case, at=at),)
    if case.state is State.PAUSED:
        told = (*told, TellStaff(reason=Reason.BUDGET_USED_UP, case=case, at=at))
    return Step(case, (*show(case, at, note=note, place=place).effects, *told))


def settlement_stalled(case: Case, event: DeadlinePassed) -> Step:
    """A read that was lost counts as one that failed: otherwise staff would never hear of a case that loses all."""
    return _climb(case, event.at, denied=False)
