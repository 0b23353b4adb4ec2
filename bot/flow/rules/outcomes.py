"""What an answer of the provider means, whichever call it answers: verified, in the way, or ready for a code."""

from dataclasses import replace

from .. import policy
from ..effects import Effect, Note, Place, Reason, SubmitCode, TellStaff
from ..events import CallAnswered
from ..model import Accepted, Case, Fault, Fixer, Instant, NotSent, Outcome, Refused, State, Unknown, Verification
from ..steps import Step, enter, show


def ready(case: Case, at: Instant) -> Case:
    """The case waiting for a code, or ready for one to be sent, or paused while its number has no try left."""
    case = replace(policy.without_code(case), reads=0, denied=False)
    if policy.tries_left(case.budget, at):
        must_be_sent = case.offers.code_request and not policy.has_code_coming(case, at)
        return enter(case, State.READY if must_be_sent else State.WAITING_CODE, at)
    return enter(case, State.PAUSED, at, life=policy.next_try_at(case.budget, at) - at)


def obstacle(case: Case, at: Instant, fault: Fault, outcome: Outcome, *, place: Place = Place.CARD) -> Step:
    """Something is in the way; whether a try was used has been settled before. Who can mend it decides what follows."""
    kept_at = _kept_at(case)
    case = replace(policy.without_code(case), fault=fault, reference=request_id(outcome)[-6:])
    if fault is Fault.CODE_EXPIRED:
        case = replace(case, requested_at=0)  # It takes a new one, whatever the clock says of the last.
    note: Note | None = Note.REFUSED
    if fault is Fault.TOO_MANY_TRIES:
        case, note = ready(replace(case, budget=policy.locked(case.budget, at)), at), None
    elif fault is Fault.NUMBER_INVALID and not case.expected_phone:
        case = enter(replace(case, phone=""), State.ASKING_NUMBER, at)
    elif policy.FIXER[fault] is Fixer.CUSTOMER and fault is not Fault.NUMBER_INVALID:
        case = ready(case, at)
    else:
        case, note = _held(case, at, fault, kept_at), None
    told: tuple[Effect, ...] = ()
    if case.state is State.HELD or fault in policy.WORTH_TELLING:
        told = (fault_notice(case, at, fault, outcome),)
    if case.state is State.PAUSED and fault is not Fault.TOO_MANY_TRIES:
        told = (*told, TellStaff(reason=Reason.BUDGET_USED_UP, case=case, at=at))
    return Step(case, (*show(case, at, note=note, place=place).effects, *told))


def hold(case: Case, at: Instant, *, code_at: Instant = 0, place: Place = Place.NEW) -> Step:
    """An incident holds everybody up: the customer is told so, and nothing is asked for or handed in."""
    fault = case.incident or Fault.PROVIDER_DOWN
    is_news = case.state is not State.HELD or case.fault is not fault
    case = _held(replace(policy.without_code(case), fault=fault, reference=""), at, fault, code_at or case.code_kept_at)
    told = (fault_notice(case, at, fault),) if is_news else ()
    return Step(case, (*show(case, at, place=place).effects, *told))


def _held(case: Case, at: Instant, fault: Fault, kept_at: Instant) -> Case:
    return replace(enter(case, State.HELD, at, life=held_for(fault)), hold_told_at=at, code_kept_at=kept_at)


def _kept_at(case: Case) -> Instant:
    """When the code in hand was sent, if nobody was asked about it; 0 if there is none."""
    return 0 if policy.was_tried(case.budget, case.fingerprint) else case.code_written_at


def held_for(fault: Fault | None) -> int:
    """Seconds until a case on hold is looked at again."""
    return policy.PROBE_WAIT if fault in policy.PROBED else policy.STAFF_REMINDER


def fault_notice(case: Case, at: Instant, fault: Fault, outcome: Outcome | None = None) -> TellStaff:
    """Word to staff of what is in the way, in the provider's own terms where there are any."""
    match outcome:
        case Refused(fault=fault, code=code, message=message) | NotSent(fault=fault, code=code, message=message):
            pass  # The provider's own, which may say more than what the customer is told.
        case Unknown(reason=message, code=code):
            pass
        case _:
            code = message = ""
    return TellStaff(
        reason=Reason.FAULT,
        case=case,
        at=at,
        fault=fault,
        code=code,
        message=message,
        request_id=request_id(outcome),
    )


def request_id(outcome: Outcome | None) -> str:
    """What the provider calls a request by; empty where it said nothing."""
    return outcome.request_id if outcome is not None else ""


def with_fault(case: Case, refused: Refused) -> Case:
    """The case with what a refusal said, for the customer to quote."""
    return replace(case, fault=refused.fault, reference=refused.request_id[-6:])


def over(step: Step, at: Instant, fault: Fault | None, proven: frozenset[Fault]) -> Step:
    """The step with word to staff that a fault is gone, where it is one of those that are proven gone."""
    if fault is None or fault not in proven:
        return step
    told = TellStaff(reason=Reason.FAULT_OVER, case=step.case, at=at, fault=fault)
    return replace(step, effects=(*step.effects, told))


def is_verified(event: CallAnswered) -> bool:
    """Whether the answer proves the number's owner."""
    match event.outcome:
        case Accepted(verification=verification):
            return event.kind is SubmitCode or verification is Verification.VERIFIED
        case _:
            return False


def fault_of_read(outcome: Refused | NotSent | Unknown) -> Fault:
    """What a read that failed says is the matter: no code was refused, so it cannot say that one was."""
    if isinstance(outcome, Unknown) or outcome.fault in policy.ABOUT_CODES:
        return Fault.PROVIDER_DOWN
    return outcome.fault
