"""Every rule of the workflow.

Rule 1: whatever changes a case is in this file.
Rule 2: this file does no I/O and reads no clock. It is told what happened, and when.

`TRANSITIONS` has a row for each state; a rule names the states it may lead to, and the diagram is drawn from that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from . import policy
from .effects import (
    DeleteMessage,
    Effect,
    Note,
    Place,
    ReadNumbers,
    ReadStatus,
    Reason,
    Screen,
    Show,
    SubmitCode,
    TellStaff,
)
from .events import (
    Agreed,
    CallAnswered,
    Cancelled,
    CodeGiven,
    CodeUnclear,
    CodeWanted,
    DeadlinePassed,
    Declined,
    Event,
    FromCustomer,
    Invited,
    LanguageChosen,
    LinkRefused,
    Mended,
    NumberGiven,
    NumberUnclear,
    PageWanted,
    PersonWanted,
    Resumed,
    Started,
    Unreachable,
    Unreadable,
)
from .model import (
    CLOSED,
    Accepted,
    Case,
    Fault,
    Fixer,
    Instant,
    NotSent,
    Outcome,
    Refused,
    State,
    Unknown,
    Verification,
)

SCREENS = {
    State.UNINVITED: Screen.NEED_INVITATION,
    State.ASKING_NUMBER: Screen.ASK_NUMBER,
    State.CONFIRMING_NUMBER: Screen.CONFIRM_NUMBER,
    State.WAITING_CODE: Screen.ASK_CODE,
    State.PRECHECKING: Screen.CHECKING,
    State.CHECKING: Screen.CHECKING,
    State.SETTLING: Screen.SETTLING,
    State.PAUSED: Screen.PAUSED,
    State.HELD: Screen.HELD,
    State.VERIFIED: Screen.VERIFIED,
    State.CANCELLED: Screen.CANCELLED,
    State.EXPIRED: Screen.EXPIRED,
}
"""What a customer in each state sees when they ask where things stand."""


_PATIENT = frozenset({State.ASKING_NUMBER, State.CONFIRMING_NUMBER, State.WAITING_CODE})
"""States that wait for nobody but the customer."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: the case as it is now, and what is owed because of it, in order."""

    case: Case
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What an event does in a state, and the states that it may lead to."""

    handler: Callable[[Case, Any], Step]
    to: tuple[State, ...] = ()


def decide(case: Case, event: Event) -> Step:
    """Say what `event` does to `case`.

    An event that a state does not expect is not an error: people tap old buttons, and effects are delivered
    at least once. The case stays as it was; a person is told so, a machine is not.
    """
    if isinstance(event, DeadlinePassed) and (case.deadline is None or event.at < case.deadline):
        return Step(case)  # It was moved since somebody saw it.
    is_from_customer = isinstance(event, FromCustomer)
    if is_from_customer:
        case = _heard_from(case, event.at)
    rule = TRANSITIONS[case.state].get(type(event))
    if isinstance(event, CallAnswered) and event.phone != case.phone:
        step = _truth_of_another_number(case, event)
    elif rule is not None:
        step = rule.handler(case, event)
    elif is_from_customer:
        step = _deleting(show(case, event.at, note=Note.NOT_NOW), getattr(event, "message_id", 0))
    else:
        step = Step(case)
    step = _noticed(step, event.at)
    return Step(step.case, tuple(_discreet(effect) for effect in step.effects))


def _heard_from(case: Case, at: Instant) -> Case:
    """The case of a customer who wrote: they can be reached, and it is silence that ends a case, not time."""
    case = replace(case, unreachable=False, seen_at=at)
    return enter(case, case.state, at) if case.state in _PATIENT else case


def _noticed(step: Step, at: Instant) -> Step:
    """The step with nothing written over a card that nobody looks at: it becomes a message, which notifies."""
    is_looking = policy.is_recent(step.case.seen_at, at, policy.LOOKED_AWAY)
    effects = tuple(
        replace(effect, place=Place.NEW) if isinstance(effect, Show) and not is_looking else effect
        for effect in step.effects
    )
    if any(isinstance(effect, Show) and effect.place is Place.NEW for effect in effects):
        return Step(replace(step.case, seen_at=at), effects)
    return Step(step.case, effects)


def _discreet(effect: Effect) -> Effect:
    """Whatever is told to anybody is told without the code, which a case in `PRECHECKING` still has."""
    if isinstance(effect, Show | TellStaff) and (effect.case.code or effect.case.fingerprint):
        return replace(effect, case=policy.without_code(effect.case))
    return effect


def show(
    case: Case,
    at: Instant,
    *,
    screen: Screen | None = None,
    note: Note | None = None,
    place: Place = Place.NEW,
) -> Step:
    """Show the customer where the case stands, or a page."""
    return Step(case, (Show(case=case, screen=screen or SCREENS[case.state], at=at, note=note, place=place),))


def enter(case: Case, state: State, at: Instant, *, life: int = policy.STEP_LIFE) -> Case:
    """The case in a state, with the deadline that every state but a closed one must have."""
    return replace(case, state=state, deadline=None if state in CLOSED else at + life)


# --- Anywhere


def _where(case: Case, event: Started | LinkRefused | CodeUnclear | NumberUnclear) -> Step:
    note = None if isinstance(event, Started) else event.note
    step = show(case, event.at, note=note)
    return _deleting(step, getattr(event, "message_id", 0))


def _unreadable(case: Case, event: Unreadable) -> Step:
    step = show(replace(case, album=event.album or case.album), event.at, note=event.note)
    return _deleting(step, event.message_id)


def _page(case: Case, event: PageWanted) -> Step:
    return show(case, event.at, screen=event.screen)


def _language(case: Case, event: LanguageChosen) -> Step:
    case = replace(case, language=event.language)
    return show(case, event.at, note=Note.LANGUAGE_CHANGED, place=Place.CARD)


def _person(case: Case, event: PersonWanted) -> Step:
    effects: tuple[Effect, ...] = ()
    if not policy.is_recent(case.person_wanted_at, event.at, policy.ASK_AGAIN):
        case = replace(case, person_wanted_at=event.at)
        effects = (TellStaff(reason=Reason.PERSON_WANTED, case=case, at=event.at),)
    return Step(case, (*show(case, event.at, screen=Screen.PERSON_CALLED).effects, *effects))


def _unreachable(case: Case, event: Unreachable) -> Step:
    if case.unreachable or case.state is State.UNINVITED:
        return Step(case)
    case = replace(case, unreachable=True)
    return Step(case, (TellStaff(reason=Reason.UNREACHABLE, case=case, at=event.at),))


def _late_truth(case: Case, event: CallAnswered) -> Step:
    """Good news is good news however late; any other answer that nobody waits for says nothing."""
    if _is_verified(event):
        return _verified(case, event.at, event.outcome, note=Note.LATE, place=Place.NEW)
    return Step(case)


def _truth_of_another_number(case: Case, event: CallAnswered) -> Step:
    """The customer has exchanged the number meanwhile: that it is verified is told, and this case is as it was."""
    if case.state is State.UNINVITED or not _is_verified(event):
        return Step(case)
    news = Show(
        case=case,
        screen=SCREENS[case.state],
        at=event.at,
        note=Note.OTHER_NUMBER_VERIFIED,
        other_phone=event.phone,
    )
    other = replace(case, phone=event.phone)
    told = TellStaff(reason=Reason.VERIFIED, case=other, at=event.at, request_id=_request_id(event.outcome))
    return Step(case, (news, told))


# --- The number


def _begin(case: Case, event: Invited) -> Step:
    invitation = event.invitation
    case = replace(
        case,
        space=invitation.space,
        label=invitation.label,
        language=invitation.language or case.language,
        region=event.region,
        expected_phone=invitation.phone,
        phone=invitation.phone,
        invitation_expires_at=invitation.expires_at,
    )
    state = State.CONFIRMING_NUMBER if case.phone else State.ASKING_NUMBER
    return show(enter(case, state, event.at), event.at)


def _number(case: Case, event: NumberGiven) -> Step:
    if case.expected_phone and event.phone != case.expected_phone:
        return show(case, event.at, note=Note.NUMBER_FIXED)
    return show(enter(_with_number(case, event.phone), State.CONFIRMING_NUMBER, event.at), event.at)


def _agree(case: Case, event: Agreed) -> Step:
    if event.taken:
        staff = TellStaff(reason=Reason.NUMBER_TAKEN, case=case, at=event.at)
        if not case.expected_phone:
            case = enter(_with_number(case, ""), State.ASKING_NUMBER, event.at)
        return Step(case, (*show(case, event.at, note=Note.NUMBER_TAKEN).effects, staff))
    return show(_ready(case, event.at), event.at, place=Place.CARD)


def _decline(case: Case, event: Declined) -> Step:
    if case.expected_phone:
        return show(case, event.at, note=Note.NUMBER_FIXED)
    return show(enter(_with_number(case, ""), State.ASKING_NUMBER, event.at), event.at)


def _with_number(case: Case, phone: str) -> Case:
    """The case with another number, or none: what was the matter with the last one is past."""
    return replace(case, phone=phone, fault=None, reference="")


def _ready(case: Case, at: Instant) -> Case:
    """The case waiting for a code, or paused while its number has no try left."""
    case = replace(policy.without_code(case), reads=0, denied=False)
    if policy.tries_left(case.budget, at):
        return enter(case, State.WAITING_CODE, at)
    return enter(case, State.PAUSED, at, life=policy.next_try_at(case.budget, at) - at)


# --- The code


def _code(case: Case, event: CodeGiven) -> Step:
    if policy.was_tried(case.budget, event.fingerprint):
        return _deleting(show(case, event.at, note=Note.CODE_SAME), event.message_id)
    written_at = min(event.written_at or event.at, event.at)  # Telegram's clock may be ahead of ours.
    if not policy.tries_left(case.budget, event.at):
        # Another chat may have used up the number's tries since this one was asked for a code.
        return _deleting(show(_ready(case, event.at), event.at), event.message_id)
    case = replace(
        enter(case, State.PRECHECKING, event.at, life=policy.ANSWER_PATIENCE),
        code=event.code,
        fingerprint=event.fingerprint,
        code_written_at=written_at,
        call=case.call + 1,
        fault=None,
        reference="",
        held_by=case.fault if case.state is State.HELD else None,
    )
    read = ReadStatus(chat_id=case.chat_id, case_id=case.id, call=case.call, space=case.space, phone=case.phone)
    return _deleting(Step(case, (*show(case, event.at).effects, read)), event.message_id)


def _code_in_hand(case: Case, event: CodeGiven) -> Step:
    return _deleting(show(case, event.at, note=Note.CODE_IN_HAND), event.message_id)


def _deleting(step: Step, message_id: int) -> Step:
    if not message_id:
        return step
    return replace(step, effects=(*step.effects, DeleteMessage(chat_id=step.case.chat_id, message_id=message_id)))


def _want_code(case: Case, event: CodeWanted) -> Step:
    if policy.is_recent(case.code_wanted_at, event.at, policy.ASK_AGAIN):
        return show(case, event.at, screen=Screen.CODE_WANTED, note=Note.CODE_ASKED_ALREADY)
    case = replace(case, code_wanted_at=event.at)
    told = TellStaff(reason=Reason.CODE_WANTED, case=case, at=event.at)
    return Step(case, (*show(case, event.at, screen=Screen.CODE_WANTED).effects, told))


# --- Answers of the provider


def _prechecked(case: Case, event: CallAnswered) -> Step:
    """The read before handing in: only a plain «not verified» lets the code go out."""
    if event.call != case.call:
        return _late_truth(case, event)
    match event.outcome:
        case Accepted(verification=Verification.VERIFIED):
            step = _verified(case, event.at, event.outcome, note=Note.ALREADY_VERIFIED, place=Place.CARD)
            return _over(step, event.at, case.held_by, policy.PROBED)
        case Accepted():
            return _over(_submit(case, event.at), event.at, case.held_by, policy.PROBED)
        case Refused() | NotSent() | Unknown() as outcome:
            return _obstacle(case, event.at, _fault_of_read(outcome), outcome)


def _fault_of_read(outcome: Refused | NotSent | Unknown) -> Fault:
    """What a read that failed says is the matter: no code was refused, so it cannot say that one was."""
    if isinstance(outcome, Unknown) or outcome.fault in policy.ABOUT_CODES:
        return Fault.PROVIDER_DOWN
    return outcome.fault


def _submit(case: Case, at: Instant) -> Step:
    # The same number in another space's case may have spent this very code, or a try, in the meantime.
    if policy.was_tried(case.budget, case.fingerprint):
        return show(_ready(case, at), at, note=Note.CODE_SAME, place=Place.CARD)
    if not policy.tries_left(case.budget, at):
        return show(_ready(case, at), at, place=Place.CARD)
    # Only now: a clock of ours that is wrong makes every code look old, and the read before this one tells staff so.
    if case.code_written_at and at - case.code_written_at > policy.CODE_LIFE:
        return show(_ready(case, at), at, note=Note.CODE_OLD, place=Place.CARD)
    submit = SubmitCode(
        chat_id=case.chat_id,
        case_id=case.id,
        call=case.call + 1,
        space=case.space,
        phone=case.phone,
        code=case.code,
        written_at=case.code_written_at,
    )
    spent = policy.spent(case.budget, at, case.fingerprint)
    case = replace(
        enter(case, State.CHECKING, at, life=policy.ANSWER_PATIENCE),
        code="",  # The call carries it from here on.
        call=submit.call,
        budget=policy.dated(spent, case.fingerprint, at + policy.CODE_LIFE + policy.ANSWER_PATIENCE),
    )
    return Step(case, (submit,))


def _checked(case: Case, event: CallAnswered) -> Step:
    if event.call == case.call and not event.submitted and case.fault is not None:
        return _doubted(case, event)
    if event.call != case.call or not event.submitted:
        return _late_truth(case, event)
    case = replace(case, budget=policy.dated(case.budget, case.fingerprint, event.at))
    match event.outcome:
        case Accepted():
            step = _verified(case, event.at, event.outcome, place=Place.CARD)
            return _over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
        case Refused(fault=Fault.MAYBE_VERIFIED):
            return _settle(_with_fault(case, event.outcome), event.at)
        case Refused(fault=fault, try_used=try_used):
            if not try_used:
                case = replace(case, budget=policy.refunded(case.budget, case.fingerprint))
            if fault is Fault.UNRECOGNISED:
                return _doubt(case, event.at, event.outcome)
            step = _obstacle(case, event.at, fault, event.outcome)
            return step if fault in policy.SHARED else _over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
        case NotSent(fault=fault):
            case = replace(case, budget=policy.refunded(case.budget, case.fingerprint))
            return _obstacle(case, event.at, fault, event.outcome)
        case Unknown():
            return _settle(case, event.at)


def _doubt(case: Case, at: Instant, refused: Refused) -> Step:
    """No list has this refusal, so perhaps it is none: a read tells, while the customer still reads «checking».

    Staff hear of it at once: a code that nobody knows is worth knowing, whatever it turns out to mean.
    """
    case = replace(
        enter(_with_fault(case, refused), State.CHECKING, at, life=policy.ANSWER_PATIENCE), call=case.call + 1
    )
    read = ReadStatus(chat_id=case.chat_id, case_id=case.id, call=case.call, space=case.space, phone=case.phone)
    return Step(case, (read, _fault_notice(case, at, refused.fault, refused)))


def _doubted(case: Case, event: CallAnswered) -> Step:
    """The read that a refusal nobody knows has led to. One that fails says nothing, so that others must."""
    match event.outcome:
        case Accepted(verification=Verification.VERIFIED):
            return _verified(case, event.at, event.outcome, place=Place.CARD)
        case Accepted():
            return _not_through(case, event.at, place=Place.CARD)
        case Refused() | NotSent() | Unknown():
            return _settle(case, event.at)


def _verified(case: Case, at: Instant, outcome: Outcome, *, note: Note | None = None, place: Place) -> Step:
    case = replace(
        policy.without_code(enter(case, State.VERIFIED, at)), fault=None, reference="", reads=0, denied=False
    )
    told = TellStaff(reason=Reason.VERIFIED, case=case, at=at, request_id=_request_id(outcome))
    return Step(case, (*show(case, at, note=note, place=place).effects, told))


def _obstacle(case: Case, at: Instant, fault: Fault, outcome: Outcome, *, place: Place = Place.CARD) -> Step:
    """Something is in the way; whether a try was used has been settled before. Who can mend it decides what follows."""
    case = replace(policy.without_code(case), fault=fault, reference=_request_id(outcome)[-6:])
    note: Note | None = Note.REFUSED
    if fault is Fault.TOO_MANY_TRIES:
        case, note = _ready(replace(case, budget=policy.locked(case.budget, at)), at), None
    elif fault is Fault.NUMBER_INVALID and not case.expected_phone:
        case = enter(replace(case, phone=""), State.ASKING_NUMBER, at)
    elif policy.FIXER[fault] is Fixer.CUSTOMER and fault is not Fault.NUMBER_INVALID:
        case = _ready(case, at)
    else:
        case, note = replace(enter(case, State.HELD, at, life=_held_for(fault)), hold_told_at=at), None
    told: tuple[Effect, ...] = ()
    if case.state is State.HELD or fault in policy.WORTH_TELLING:
        told = (_fault_notice(case, at, fault, outcome),)
    if case.state is State.PAUSED and fault is not Fault.TOO_MANY_TRIES:
        told = (*told, TellStaff(reason=Reason.BUDGET_USED_UP, case=case, at=at))
    return Step(case, (*show(case, at, note=note, place=place).effects, *told))


def _held_for(fault: Fault | None) -> int:
    return policy.PROBE_WAIT if fault in policy.PROBED else policy.STAFF_REMINDER


def _fault_notice(case: Case, at: Instant, fault: Fault, outcome: Outcome | None = None) -> TellStaff:
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
        request_id=_request_id(outcome),
    )


def _request_id(outcome: Outcome | None) -> str:
    return outcome.request_id if outcome is not None else ""


def _with_fault(case: Case, refused: Refused) -> Case:
    return replace(case, fault=refused.fault, reference=refused.request_id[-6:])


def _over(step: Step, at: Instant, fault: Fault | None, proven: frozenset[Fault]) -> Step:
    """The step with word to staff that a fault is gone, where it is one of those that are proven gone."""
    if fault is None or fault not in proven:
        return step
    told = TellStaff(reason=Reason.FAULT_OVER, case=step.case, at=at, fault=fault)
    return replace(step, effects=(*step.effects, told))


def _is_verified(event: CallAnswered) -> bool:
    match event.outcome:
        case Accepted(verification=verification):
            return event.submitted or verification is Verification.VERIFIED
        case _:
            return False


# --- Settlement: what did a call do whose answer never came?


def _settle(case: Case, at: Instant) -> Step:
    case = replace(case, reads=0, denied=False)
    step = _read_again(case, at)
    return Step(step.case, (*show(step.case, at, place=Place.CARD).effects, *step.effects))


def _read_again(case: Case, at: Instant) -> Step:
    """Owe the next read of the ladder: the status, at its end the list of numbers, after it the status at leisure."""
    call = case.call + 1
    rung = case.reads
    if rung == len(policy.SETTLEMENT_WAITS):
        read: ReadStatus | ReadNumbers = ReadNumbers(
            chat_id=case.chat_id, case_id=case.id, call=call, space=case.space, phone=case.phone
        )
    else:
        waits = policy.SETTLEMENT_WAITS
        wait = waits[rung] if rung < len(waits) else policy.SETTLEMENT_SLOW_WAIT
        read = ReadStatus(
            chat_id=case.chat_id, case_id=case.id, call=call, space=case.space, phone=case.phone, wait=wait
        )
    case = replace(enter(case, State.SETTLING, at, life=read.wait + policy.ANSWER_PATIENCE), call=call)
    return Step(case, (read,))


def _settled(case: Case, event: CallAnswered) -> Step:
    """A settlement read is back.

    Only a status read can prove that nothing was verified, and only at the ladder's end, when whatever was still
    running at the provider has ended. The list of numbers may be a stale copy, so its no is weak and its yes strong.
    """
    place = Place.CARD if case.reads < policy.SOON_ENOUGH else Place.NEW
    if _is_verified(event):
        note = Note.LATE if place is Place.NEW else None
        step = _verified(case, event.at, event.outcome, note=note, place=place)
        return _over(step, event.at, case.held_by, policy.PASSED_BY_A_CODE)
    if event.call != case.call or event.submitted:
        return Step(case)
    return _climb(case, event.at, denied=isinstance(event.outcome, Accepted))


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
        return _not_through(case, at)
    step = _read_again(case, at)
    if rung == ladder:
        shown = show(step.case, at, place=Place.CARD).effects
        told = TellStaff(reason=Reason.UNKNOWN_OUTCOME, case=step.case, at=at)
        return Step(step.case, (*step.effects, *shown, told))
    return step


def _not_through(case: Case, at: Instant, *, place: Place = Place.NEW) -> Step:
    """Known now: nothing was verified. The try stays counted, because the provider may have counted it."""
    was_staff_told = case.reads > len(policy.SETTLEMENT_WAITS) + 1
    note = Note.NOT_THROUGH if case.fault is None else Note.REFUSED
    case = _ready(case, at)
    told: tuple[Effect, ...] = ()
    if was_staff_told:
        told = (TellStaff(reason=Reason.UNKNOWN_RESOLVED, case=case, at=at),)
    if case.state is State.PAUSED:
        told = (*told, TellStaff(reason=Reason.BUDGET_USED_UP, case=case, at=at))
    return Step(case, (*show(case, at, note=note, place=place).effects, *told))


# --- Deadlines


def _expire(case: Case, event: DeadlinePassed) -> Step:
    case = enter(case, State.EXPIRED, event.at)
    told = TellStaff(reason=Reason.EXPIRED, case=case, at=event.at)
    return Step(case, (*show(case, event.at).effects, told))


def _no_read_came(case: Case, event: DeadlinePassed) -> Step:
    return _obstacle(case, event.at, Fault.PROVIDER_DOWN, Unknown(reason="no answer"), place=Place.NEW)


def _no_answer_came(case: Case, event: DeadlinePassed) -> Step:
    return _settle(case, event.at)


def _settlement_stalled(case: Case, event: DeadlinePassed) -> Step:
    """A read that was lost counts as one that failed: otherwise staff would never hear of a case that loses all."""
    return _climb(case, event.at, denied=False)


def _pause_over(case: Case, event: DeadlinePassed) -> Step:
    case = replace(_ready(case, event.at), fault=None, reference="")
    note = Note.TRY_AGAIN_NOW if case.state is State.WAITING_CODE else None
    return show(case, event.at, note=note)


def _still_held(case: Case, event: DeadlinePassed) -> Step:
    """Look whether the obstacle is gone, where a read can tell, and remind staff of it from time to time."""
    case, effects = _looked_at(case, event.at)
    if not policy.is_recent(case.hold_told_at, event.at, policy.STAFF_REMINDER):
        case = replace(case, hold_told_at=event.at)
        effects = (*effects, _fault_notice(case, event.at, case.fault or Fault.UNRECOGNISED))
    return Step(case, effects)


def _looked_at(case: Case, at: Instant) -> tuple[Case, tuple[Effect, ...]]:
    """Hold the case for some more time, with a probe where one can tell."""
    case = enter(case, State.HELD, at, life=_held_for(case.fault))
    if case.fault not in policy.PROBED:
        return case, ()
    case = replace(case, call=case.call + 1)
    read = ReadStatus(chat_id=case.chat_id, case_id=case.id, call=case.call, space=case.space, phone=case.phone)
    return case, (read,)


def _mended(case: Case, event: Mended) -> Step:
    """Another case has got past what holds this one up. Where a read can tell, it is asked: each case has its own."""
    if event.fault is not case.fault:
        return Step(case)
    if case.fault in policy.PROBED:
        return Step(*_looked_at(case, event.at))
    return _ready_again(case, event.at)


def _ready_again(case: Case, at: Instant) -> Step:
    return show(replace(_ready(case, at), fault=None, reference=""), at, note=Note.READY_AGAIN)


def _probed(case: Case, event: CallAnswered) -> Step:
    """A read that works shows that the obstacle is gone; one that meets another obstacle is held up by that one."""
    if event.call != case.call or event.submitted:
        return _late_truth(case, event)
    if isinstance(event.outcome, Accepted):
        step = _late_truth(case, event) if _is_verified(event) else _ready_again(case, event.at)
        return _over(step, event.at, case.fault, policy.PROBED)
    fault = _fault_of_read(event.outcome)
    if fault is case.fault or fault in policy.PASSING:
        return Step(case)
    return _obstacle(case, event.at, fault, event.outcome, place=Place.NEW)


# --- Stopping, and going on after all


def _cancel(case: Case, event: Cancelled) -> Step:
    return show(enter(policy.without_code(case), State.CANCELLED, event.at), event.at)


def _cannot_cancel(case: Case, event: Cancelled) -> Step:
    return show(case, event.at, note=Note.CANNOT_CANCEL)


def _resume(case: Case, event: Resumed) -> Step:
    if event.at >= case.invitation_expires_at:
        return show(case, event.at, screen=Screen.NEED_INVITATION, note=Note.LINK_EXPIRED)
    state = State.CONFIRMING_NUMBER if case.phone else State.ASKING_NUMBER
    return show(enter(case, state, event.at), event.at)


_ANYWHERE: Mapping[type, Rule] = {
    Started: Rule(_where),
    LinkRefused: Rule(_where),
    Unreadable: Rule(_unreadable),
    PageWanted: Rule(_page),
    LanguageChosen: Rule(_language),
    PersonWanted: Rule(_person),
    Unreachable: Rule(_unreachable),
    CallAnswered: Rule(_late_truth, (State.VERIFIED,)),
}

_STOPPABLE: Mapping[type, Rule] = {
    Cancelled: Rule(_cancel, (State.CANCELLED,)),
    DeadlinePassed: Rule(_expire, (State.EXPIRED,)),
}

_IN_FLIGHT: Mapping[type, Rule] = {
    CodeGiven: Rule(_code_in_hand),
    CodeUnclear: Rule(_where),
    Cancelled: Rule(_cannot_cancel),
}

_AFTER_REFUSAL = (State.WAITING_CODE, State.PAUSED, State.HELD, State.ASKING_NUMBER)

TRANSITIONS: Mapping[State, Mapping[type, Rule]] = {
    State.UNINVITED: {
        **_ANYWHERE,
        Invited: Rule(_begin, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER)),
        PersonWanted: Rule(lambda case, event: show(case, event.at)),
        CallAnswered: Rule(lambda case, _: Step(case)),
    },
    State.ASKING_NUMBER: {
        **_ANYWHERE,
        **_STOPPABLE,
        NumberGiven: Rule(_number, (State.CONFIRMING_NUMBER,)),
        NumberUnclear: Rule(_where),
    },
    State.CONFIRMING_NUMBER: {
        **_ANYWHERE,
        **_STOPPABLE,
        NumberGiven: Rule(_number, (State.CONFIRMING_NUMBER,)),
        NumberUnclear: Rule(_where),
        Agreed: Rule(_agree, (State.WAITING_CODE, State.PAUSED, State.ASKING_NUMBER)),
        Declined: Rule(_decline, (State.ASKING_NUMBER,)),
    },
    State.WAITING_CODE: {
        **_ANYWHERE,
        **_STOPPABLE,
        CodeGiven: Rule(_code, (State.PRECHECKING, State.PAUSED)),
        CodeUnclear: Rule(_where),
        CodeWanted: Rule(_want_code),
        Declined: Rule(_decline, (State.ASKING_NUMBER,)),
    },
    State.PRECHECKING: {
        **_ANYWHERE,
        **_IN_FLIGHT,
        CallAnswered: Rule(_prechecked, (State.CHECKING, State.VERIFIED, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(_no_read_came, (State.HELD,)),
    },
    State.CHECKING: {
        **_ANYWHERE,
        **_IN_FLIGHT,
        CallAnswered: Rule(_checked, (State.VERIFIED, State.SETTLING, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(_no_answer_came, (State.SETTLING,)),
    },
    State.SETTLING: {
        **_ANYWHERE,
        **_IN_FLIGHT,
        CallAnswered: Rule(_settled, (State.SETTLING, State.VERIFIED, State.WAITING_CODE, State.PAUSED)),
        DeadlinePassed: Rule(_settlement_stalled, (State.SETTLING, State.WAITING_CODE, State.PAUSED)),
    },
    State.PAUSED: {
        **_ANYWHERE,
        **_STOPPABLE,
        CodeGiven: Rule(_code, (State.PRECHECKING, State.PAUSED)),
        CodeUnclear: Rule(_where),
        Declined: Rule(_decline, (State.ASKING_NUMBER,)),
        DeadlinePassed: Rule(_pause_over, (State.WAITING_CODE, State.PAUSED)),
    },
    State.HELD: {
        **_ANYWHERE,
        **_STOPPABLE,
        CodeGiven: Rule(_code, (State.PRECHECKING, State.PAUSED)),
        CodeUnclear: Rule(_where),
        Declined: Rule(_decline, (State.ASKING_NUMBER,)),
        CallAnswered: Rule(_probed, (State.VERIFIED, *_AFTER_REFUSAL)),
        Mended: Rule(_mended, (State.HELD, State.WAITING_CODE, State.PAUSED)),
        DeadlinePassed: Rule(_still_held, (State.HELD,)),
    },
    State.VERIFIED: {**_ANYWHERE, CallAnswered: Rule(lambda case, _: Step(case))},
    State.CANCELLED: {**_ANYWHERE, Resumed: Rule(_resume, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER))},
    State.EXPIRED: {**_ANYWHERE, Resumed: Rule(_resume, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER))},
}
