"""Rules for what follows a verification: the move is ordered, by staff or by us, and followed until the number is live.

«Verified» is never called «live»: until the move, WhatsApp works with the old provider. A verification lasts for 14
days, within which the move must be ordered. Orders are few, so one whose outcome is unknown is not repeated: the list
of numbers shows what came of it.
"""

from dataclasses import replace

from .. import policy
from ..effects import Effect, Note, Place, ReadNumbers, ReadStatus, Reason, Register, TellStaff
from ..events import CallAnswered, CodeWanted, DeadlinePassed, MoveOrdered
from ..model import (
    Accepted,
    Case,
    Fault,
    Instant,
    NotSent,
    Outcome,
    Refused,
    Registering,
    Standing,
    State,
    Unknown,
    Verification,
)
from ..steps import Step, asking, enter, show
from .outcomes import fault_notice, ready, request_id, with_fault


def verified(case: Case, at: Instant, outcome: Outcome, *, note: Note | None = None, place: Place) -> Step:
    """The number's owner is proven. Where the move is ours to order at once, it is."""
    case = replace(
        policy.without_code(case),
        fault=None,
        reference="",
        reads=0,
        denied=False,
        verified_at=at,
        registered_at=0,
        followed_from=0,
        reminders=0,
        is_lateness_told=False,
    )
    case = _followed(case, at)
    is_ours = case.offers.register is Registering.AUTO and not case.forget_wanted_at
    step = _order(case, at) if is_ours else Step(case)
    told = TellStaff(reason=Reason.VERIFIED, case=step.case, at=at, request_id=request_id(outcome))
    shown = show(step.case, at, note=note, place=place).effects
    return Step(step.case, (*shown, told, *step.effects))


def _followed(case: Case, at: Instant) -> Case:
    """The verified case with its next look."""
    life = policy.next_look(_since(case) or at, at)
    return enter(case, State.VERIFIED, at, life=life)


def _since(case: Case) -> Instant:
    """Since when there has been something to look for."""
    return max(case.registered_at or case.verified_at, case.followed_from)


def _order(case: Case, at: Instant) -> Step:
    """Order the move, if WhatsApp may be asked once more."""
    if not policy.registrations_left(case.budget, at):
        case = replace(_followed(case, at), fault=Fault.REGISTER_LIMIT)
        return Step(case, (fault_notice(case, at, Fault.REGISTER_LIMIT),))
    case = enter(case, State.REGISTERING, at, life=policy.ANSWER_PATIENCE)
    case = replace(case, budget=policy.registered(case.budget, at), registered_at=at)
    case, order = asking(case, Register)
    return Step(case, (order,))


def ordered(case: Case, event: MoveOrdered) -> Step:
    """Staff say so. An order that is under way, or whose outcome is unknown, is not given a second time."""
    if case.offers.register is Registering.OFF or case.registered_at:
        return Step(case)
    step = _order(replace(case, fault=None, reference=""), event.at)
    if step.case.state is not State.REGISTERING:
        return step
    return Step(step.case, (*show(step.case, event.at).effects, *step.effects))


def answered(case: Case, event: CallAnswered) -> Step:
    """An answer to the order, or to a look at whether the number is live."""
    if event.kind is Register:
        return _ordered(case, event)
    match event.outcome:
        case Accepted(standing=Standing.LIVE):
            return _live(case, event.at)
        case Accepted(verification=verification) if event.kind is ReadStatus and _is_old(case, event.at):
            # Of a number that is live WhatsApp may say anything: only together with the list it means something.
            return _read(replace(case, denied=verification is Verification.NOT_VERIFIED), ReadNumbers)
        case Accepted(standing=Standing.NOT_LIVE) if case.denied and event.call == case.call:
            return _over(case, event)
        case _:
            return Step(case)


def _ordered(case: Case, event: CallAnswered) -> Step:
    at = event.at
    match event.outcome:
        case Accepted() | Unknown():
            return Step(_followed(case, at))  # It shows in the list, or staff hear that it does not.
        case NotSent(fault=fault) as outcome:
            budget = policy.not_registered(case.budget, case.registered_at)
            case = _followed(replace(case, budget=budget, registered_at=0), at)
            if fault in policy.PASSING:
                return Step(case)  # The next look orders it again.
            case = replace(case, fault=fault)
            return Step(case, (fault_notice(case, at, fault, outcome),))
        case Refused(fault=Fault.VERIFY_AGAIN):
            return _over(case, event)
        case Refused(fault=fault) as outcome:
            # Not again by itself: what WhatsApp refuses it counts. Staff decide, and the customer knows that they do.
            case = _followed(replace(with_fault(case, outcome), registered_at=0), at)
            return Step(case, (*show(case, at, place=Place.CARD).effects, fault_notice(case, at, fault, outcome)))


def no_answer_came(case: Case, event: DeadlinePassed) -> Step:
    """The order's answer was lost: the list of numbers will show what came of it."""
    return Step(_followed(case, event.at))


def look(case: Case, event: DeadlinePassed) -> Step:
    """See whether the number is live; remind staff of what does not wait."""
    at = event.at
    if at - _since(case) >= policy.FOLLOWED:
        return _let_go(case, event)
    if case.offers.register is Registering.AUTO and not case.registered_at and case.fault is None:
        return _order(case, at)
    step = _read(replace(_followed(case, at), denied=False), ReadStatus if _is_old(case, at) else ReadNumbers)
    case, told = _reminded(step.case, at)
    return Step(case, (*step.effects, *told))


def _let_go(case: Case, event: DeadlinePassed) -> Step:
    """Look no more. Staff hear of it; the customer too, since they wait for word of us, but not at night."""
    if event.quiet_until > event.at:
        return Step(replace(case, deadline=event.quiet_until))
    case = replace(case, deadline=None, denied=False)
    told = TellStaff(reason=Reason.LET_GO, case=case, at=event.at)
    shown = () if case.unreachable else show(case, event.at).effects
    return Step(case, (*shown, told))


def look_again(case: Case, event: CodeWanted) -> Step:
    """Follow a number anew that was let go, from a look at once."""
    if case.deadline is not None:
        return show(case, event.at, note=Note.NOT_NOW)
    case = _followed(replace(case, followed_from=event.at), event.at)
    step = _read(case, ReadNumbers)
    return Step(step.case, (*show(step.case, event.at).effects, *step.effects))


def _read(case: Case, kind: type[ReadStatus | ReadNumbers]) -> Step:
    case, read = asking(case, kind)
    return Step(case, (read,))


def _is_old(case: Case, at: Instant) -> bool:
    """Whether the verification may have ended. Before, a read that says so is an old copy, or answers an older call."""
    return at - case.verified_at >= policy.VERIFICATION_LIFE and not case.registered_at


def _reminded(case: Case, at: Instant) -> tuple[Case, tuple[Effect, ...]]:
    if case.registered_at:
        if case.is_lateness_told or at - case.registered_at < policy.REGISTRATION_PATIENCE:
            return case, ()
        case = replace(case, is_lateness_told=True)
        return case, (TellStaff(reason=Reason.NOT_LIVE, case=case, at=at),)
    due = sum(1 for each in policy.REMINDERS if at - case.verified_at >= each)
    if due <= case.reminders:
        return case, ()
    case = replace(case, reminders=due)
    return case, (TellStaff(reason=Reason.REGISTER_DUE, case=case, at=at),)


def _live(case: Case, at: Instant) -> Step:
    case = replace(enter(case, State.LIVE, at), fault=None, reference="")
    return Step(case, (*show(case, at).effects, TellStaff(reason=Reason.LIVE, case=case, at=at)))


def _over(case: Case, event: CallAnswered) -> Step:
    """The number is not verified any more: it takes a new code, and so the customer, or another case that has begun."""
    at = event.at
    if event.is_taken:
        case = replace(enter(case, State.VERIFIED, at), deadline=None, denied=False)
        return Step(case, (TellStaff(reason=Reason.VERIFICATION_OVER, case=case, at=at),))
    case = replace(case, verified_at=0, registered_at=0, requested_at=0, denied=False, fault=None, reference="")
    case = ready(case, at)
    told = TellStaff(reason=Reason.VERIFICATION_OVER, case=case, at=at)
    return Step(case, (*show(case, at, note=Note.VERIFICATION_OVER).effects, told))
