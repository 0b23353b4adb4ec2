"""Rules for the code: taking it, asking whether it is still needed, handing it in, and the answer."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Place, ReadStatus, Reason, Screen, SubmitCode, TellStaff
from ..events import CallAnswered, CodeGiven, CodeWanted, ColleagueCode, DeadlinePassed
from ..model import Accepted, Case, Fault, Instant, NotSent, Refused, State, Unknown, Verification
from ..steps import Step, asking, deleting, enter, show
from . import requesting
from .anywhere import late_truth
from .outcomes import fault_notice, fault_of_read, hold, obstacle, over, ready, with_fault
from .registering import verified
from .settlement import not_through, settle
from .silence import silent


def code(case: Case, event: CodeGiven) -> Step:
    """Take a code, and ask whether the number is verified already before a try is spent."""
    if policy.was_tried(case.budget, event.fingerprint):
        return deleting(show(case, event.at, note=Note.CODE_SAME), event.message_id)
    if not policy.tries_left(case.budget, event.at):
        # Another chat may have used up the number's tries since this one was asked for a code.
        return deleting(show(ready(case, event.at), event.at), event.message_id)
    if case.incident is not None:
        step = hold(case, event.at, code_at=_written_at(event))
        return deleting(step, event.message_id)
    return deleting(take(case, event), event.message_id)


def take(case: Case, event: CodeGiven | ColleagueCode, *, note: Note | None = None) -> Step:
    """Go on with a code that may be handed in."""
    case = replace(
        enter(case, State.PRECHECKING, event.at, life=policy.ANSWER_PATIENCE),
        code=event.code,
        fingerprint=event.fingerprint,
        code_written_at=_written_at(event),
        fault=None,
        reference="",
        held_by=case.trial or (case.fault if case.state is State.HELD else None),
        code_kept_at=0,
        sms_requests=0,
        appointment_at=0,
    )
    case, read = asking(case, ReadStatus)
    return Step(case, (*show(case, event.at, note=note).effects, read))


def _written_at(event: CodeGiven | ColleagueCode) -> Instant:
    """When the code was sent to us. Telegram's clock may be ahead of ours."""
    return min(event.written_at or event.at, event.at)


def code_in_hand(case: Case, event: CodeGiven) -> Step:
    """Another code is on its way: this one must not overtake it."""
    return deleting(show(case, event.at, note=Note.CODE_IN_HAND), event.message_id)


def want_code(case: Case, event: CodeWanted) -> Step:
    """Offer another code where they are ours to send; else tell staff that one is wanted, once a minute at most."""
    if case.offers.code_request:
        return requesting.want_code(case, event)
    if policy.is_recent(case.code_wanted_at, event.at, policy.ASK_AGAIN):
        return show(case, event.at, screen=Screen.CODE_WANTED, note=Note.CODE_ASKED_ALREADY)
    case = replace(case, code_wanted_at=event.at)
    told = TellStaff(reason=Reason.CODE_WANTED, case=case, at=event.at)
    return Step(case, (*show(case, event.at, screen=Screen.CODE_WANTED).effects, told))


def prechecked(case: Case, event: CallAnswered) -> Step:
    """The read before handing in: only a plain «not verified» lets the code go out."""
    if event.call != case.call:
        return late_truth(case, event)
    match event.outcome:
        case Accepted(verification=Verification.VERIFIED):
            step = verified(case, event.at, event.outcome, note=Note.ALREADY_VERIFIED, place=Place.CARD)
            return over(step, event.at, case.held_by, policy.PROBED)
        case Accepted():
            return over(submit(case, event.at), event.at, case.held_by, policy.PROBED)
        case Refused() | NotSent() | Unknown() as outcome:
            return obstacle(case, event.at, fault_of_read(outcome), outcome)


def submit(case: Case, at: Instant) -> Step:
    """Hand the code in, after a last look at what else may have happened to the number."""
    # The same number in another space's case may have spent this very code, or a try, in the meantime.
    if policy.was_tried(case.budget, case.fingerprint):
        return show(ready(case, at), at, note=Note.CODE_SAME, place=Place.CARD)
    if not policy.tries_left(case.budget, at):
        return show(ready(case, at), at, place=Place.CARD)
    # Only now: a clock of ours that is wrong makes every code look old, and the read before this one tells staff so.
    if case.code_written_at and at - case.code_written_at > policy.CODE_LIFE:
        return show(ready(case, at), at, note=Note.CODE_OLD, place=Place.CARD)
    if case.incident is not None and case.incident is not case.held_by:
        return hold(case, at, code_at=case.code_written_at, place=Place.CARD)  # It began while the read was under way.
    case, submit = asking(case, SubmitCode, code=case.code, written_at=case.code_written_at, trial=case.incident)
    spent = policy.spent(case.budget, at, case.fingerprint)
    case = replace(
        enter(case, State.CHECKING, at, life=policy.ANSWER_PATIENCE),
        code="",  # The call carries it from here on.
        budget=policy.dated(spent, case.fingerprint, at + policy.CODE_LIFE + policy.ANSWER_PATIENCE),
    )
    return Step(case, (submit,))


def checked(case: Case, event: CallAnswered) -> Step:
    """The answer to the code that was handed in, or to the read that a doubt has led to."""
    if event.call == case.call and event.kind is not SubmitCode and case.fault is not None:
        return _doubted(case, event)
    if event.call != case.call or event.kind is not SubmitCode:
        return late_truth(case, event)
    case = replace(case, budget=policy.dated(case.budget, case.fingerprint, event.at))
    match event.outcome:
        case Accepted():
            step = verified(case, event.at, event.outcome, place=Place.CARD)
            return over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
        case Refused(fault=Fault.MAYBE_VERIFIED):
            return settle(with_fault(case, event.outcome), event.at)
        case Refused(fault=fault, try_used=try_used):
            if not try_used:
                case = replace(case, budget=policy.refunded(case.budget, case.fingerprint))
            if fault is Fault.UNRECOGNISED:
                return _doubt(case, event.at, event.outcome)
            step = obstacle(case, event.at, fault, event.outcome)
            return step if fault in policy.SHARED else over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
        case NotSent(fault=fault):
            case = replace(case, budget=policy.refunded(case.budget, case.fingerprint))
            return obstacle(case, event.at, fault, event.outcome)
        case Unknown():
            return settle(case, event.at)


def _doubt(case: Case, at: Instant, refused: Refused) -> Step:
    """No list has this refusal, so perhaps it is none: a read tells, while the customer still reads «checking».

    Staff hear of it at once: a code that nobody knows is worth knowing, whatever it turns out to mean.
    """
    case = enter(with_fault(case, refused), State.CHECKING, at, life=policy.ANSWER_PATIENCE)
    case, read = asking(case, ReadStatus)
    return Step(case, (read, fault_notice(case, at, refused.fault, refused)))


def _doubted(case: Case, event: CallAnswered) -> Step:
    """The read that a refusal nobody knows has led to. One that fails says nothing, so that others must."""
    match event.outcome:
        case Accepted(verification=Verification.VERIFIED):
            return verified(case, event.at, event.outcome, place=Place.CARD)
        case Accepted():
            return not_through(case, event.at, place=Place.CARD)
        case Refused() | NotSent() | Unknown():
            return settle(case, event.at)


def waited(case: Case, event: DeadlinePassed) -> Step:
    """The code that was sent would be too old by now; or the customer has been silent for too long."""
    if case.offers.code_request and case.requested_at:
        return requesting.code_life_over(case, event)
    return silent(case, event)


def no_read_came(case: Case, event: DeadlinePassed) -> Step:
    """The read was lost. Nothing was handed in."""
    return obstacle(case, event.at, Fault.PROVIDER_DOWN, Unknown(reason="no answer"), place=Place.NEW)


def no_answer_came(case: Case, event: DeadlinePassed) -> Step:
    """The answer was lost. What the code did must be found out."""
    return settle(case, event.at)
