"""Every rule of the workflow, in one table.

Rule 1: whatever changes a case is in this file or in `rules`, which it alone uses.
Rule 2: neither does I/O nor reads a clock. They are told what happened, and when.

`TRANSITIONS` has a row for each state; a rule names the states it may lead to, and the diagram is drawn from that.
"""

from collections.abc import Mapping
from dataclasses import replace

from . import policy
from .effects import Effect, Note, Place, Reason, Show, TellStaff
from .events import (
    Agreed,
    BotWanted,
    CallAnswered,
    CameBack,
    Cancelled,
    ChannelChosen,
    Closed,
    CodeGiven,
    CodeProposed,
    CodeUnclear,
    CodeUnplaced,
    CodeWanted,
    ColleagueCode,
    ColleagueWanted,
    CopyWanted,
    DeadlinePassed,
    Declined,
    Event,
    Extended,
    ForgetConfirmed,
    ForgetDue,
    ForgetKept,
    ForgetWanted,
    Forwarded,
    FromCustomer,
    HandedBack,
    HandedOver,
    Invited,
    LanguageChosen,
    LinkRefused,
    Mended,
    MoveOrdered,
    NumberChosen,
    NumberGiven,
    NumbersWanted,
    NumberUnclear,
    Overtaken,
    PageWanted,
    PersonAwaited,
    PersonWanted,
    Postponed,
    ProbeDue,
    Reachable,
    Reopened,
    Resumed,
    Started,
    Unlocked,
    Unreachable,
    Unreadable,
)
from .model import Case, Instant, State
from .patience import PATIENT
from .rules import (
    anywhere,
    appointments,
    closing,
    codes,
    colleagues,
    endings,
    extending,
    holds,
    numbers,
    persons,
    preparing,
    privacy,
    registering,
    requesting,
    settlement,
    several,
    silence,
    unlocking,
)
from .steps import SCREENS, Rule, Step, deleting, enter, show

__all__ = ["SCREENS", "TRANSITIONS", "Rule", "Step", "decide"]


def decide(case: Case, event: Event) -> Step:
    """Say what `event` does to `case`.

    An event that a state does not expect is not an error: people tap old buttons, and effects are delivered
    at least once. The case stays as it was; a person is told so, a machine is not.
    """
    if isinstance(event, DeadlinePassed) and (case.deadline is None or event.at < case.deadline):
        return Step(case)  # It was moved since somebody saw it.
    is_from_customer = isinstance(event, FromCustomer)
    is_back = is_from_customer and case.unreachable
    if is_from_customer:
        case = _heard_from(case, event.at)
    rule = TRANSITIONS[case.state].get(type(event))
    if is_from_customer and case.forget_wanted_at and type(event) not in privacy.HEARD_STILL:
        rule = privacy.WAITING
    if isinstance(event, CallAnswered) and event.phone != case.phone:
        step = anywhere.truth_of_another_number(case, event)
    elif rule is not None:
        step = rule.handler(case, event)
    elif is_from_customer:
        step = deleting(show(case, event.at, note=Note.NOT_NOW), getattr(event, "message_id", 0))
    else:
        step = Step(case)
    if is_from_customer and case.handed_over_at:
        step = persons.withheld(step, event)
    if is_back:
        step = _welcomed(step, event)
    step = _noticed(step, event.at)
    return Step(step.case, tuple(_discreet(effect) for effect in step.effects))


def _heard_from(case: Case, at: Instant) -> Case:
    """The case of a customer who wrote: they can be reached, and it is silence that ends a case, not time."""
    case = replace(case, unreachable=False, seen_at=at, nudges=0)
    return enter(case, case.state, at) if case.state in PATIENT else case


def _welcomed(step: Step, event: Event) -> Step:
    """The step of a customer who was out of reach: staff hear of it, and who asked for nothing else does as well."""
    told = TellStaff(reason=Reason.REACHABLE, case=step.case, at=event.at)
    if not isinstance(event, Started):
        return Step(step.case, (*step.effects, told))
    shown = (replace(each, note=Note.REACHABLE_AGAIN) if isinstance(each, Show) else each for each in step.effects)
    return Step(step.case, (*shown, told))


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


_ONWARD = (State.READY, State.WAITING_CODE, State.PAUSED)
"""Where a case goes on to the code: it must be sent, it is awaited, or there is no try left for it."""

_PROVEN = (State.VERIFIED, State.REGISTERING)
"""Where a proof of the number's owner leads to: on to staff, or to the order of the move."""

_ANYWHERE: Mapping[type, Rule] = {
    Started: Rule(anywhere.where),
    LinkRefused: Rule(anywhere.link_refused),
    Unreadable: Rule(anywhere.unreadable),
    PageWanted: Rule(anywhere.page),
    CopyWanted: Rule(privacy.copy),
    ForgetWanted: Rule(privacy.forget),
    ForgetConfirmed: Rule(privacy.forgotten),
    ForgetKept: Rule(privacy.kept),
    ForgetDue: Rule(privacy.due),
    NumbersWanted: Rule(several.numbers),
    NumberChosen: Rule(several.choose),
    CodeUnplaced: Rule(several.which_number),
    LanguageChosen: Rule(anywhere.language),
    PersonWanted: Rule(persons.person),
    Forwarded: Rule(persons.forwarded),
    BotWanted: Rule(persons.back),
    HandedOver: Rule(persons.taken),
    HandedBack: Rule(persons.back),
    PersonAwaited: Rule(persons.awaited),
    Overtaken: Rule(anywhere.overtaken),
    Unreachable: Rule(anywhere.unreachable),
    Reachable: Rule(anywhere.reachable),
    CallAnswered: Rule(anywhere.late_truth, _PROVEN),
}

_WAITING: Mapping[type, Rule] = {**_ANYWHERE, CameBack: Rule(anywhere.came_back)}

_SETTLED: Mapping[type, Rule] = {
    **_WAITING,
    CallAnswered: Rule(settlement.unknown_again, (*_PROVEN, State.SETTLING)),
}
"""Where settlement leads to when it finds that nothing was verified."""

_FORGETTABLE: Mapping[type, Rule] = {
    ForgetConfirmed: Rule(privacy.forgotten, (State.CANCELLED,)),
    ForgetDue: Rule(privacy.due, (State.CANCELLED,)),
}

_BUSY: Mapping[type, Rule] = {ForgetConfirmed: Rule(privacy.wish), ForgetDue: Rule(privacy.not_yet)}
"""Something may be under way at the provider that changes something there."""

_CLOSABLE: Mapping[type, Rule] = {
    Cancelled: Rule(endings.cancel, (State.CANCELLED,)),
    Closed: Rule(closing.close, (State.CANCELLED,)),
}
"""Nothing is under way that has to end first: the customer may stop, and staff may close the case."""

_ENDED: Mapping[type, Rule] = {
    **_ANYWHERE,
    Resumed: Rule(endings.resume, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER)),
    Reopened: Rule(closing.reopen, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER)),
}

_STOPPABLE: Mapping[type, Rule] = {
    **_FORGETTABLE,
    **_CLOSABLE,
    DeadlinePassed: Rule(silence.silent, (State.EXPIRED,)),
}

_IN_FLIGHT: Mapping[type, Rule] = {
    **_BUSY,
    CodeGiven: Rule(codes.code_in_hand),
    CodeUnclear: Rule(anywhere.where),
    Cancelled: Rule(endings.cannot_cancel),
}

_CODE_WELCOME: Mapping[type, Rule] = {
    CodeGiven: Rule(codes.code, (State.PRECHECKING, State.PAUSED, State.HELD)),
    CodeUnclear: Rule(anywhere.where),
    ColleagueCode: Rule(colleagues.code, (State.PRECHECKING, State.PAUSED)),
}

_SENDABLE: Mapping[type, Rule] = {
    ChannelChosen: Rule(requesting.choose, (State.REQUESTING, State.PREPARING, State.PAUSED, State.HELD)),
    CodeWanted: Rule(codes.want_code),
    ColleagueWanted: Rule(colleagues.want_colleague),
    Postponed: Rule(appointments.postpone, (State.APPOINTED,)),
}

_AFTER_REFUSAL = (*_ONWARD, State.HELD, State.ASKING_NUMBER)

TRANSITIONS: Mapping[State, Mapping[type, Rule]] = {
    State.UNINVITED: {
        **_ANYWHERE,
        Invited: Rule(numbers.begin, (State.ASKING_NUMBER, State.CONFIRMING_NUMBER)),
        PersonWanted: Rule(lambda case, event: show(case, event.at)),
        BotWanted: Rule(lambda case, event: show(case, event.at)),
        HandedOver: Rule(lambda case, _: Step(case)),
        CopyWanted: Rule(privacy.nothing_kept),
        ForgetWanted: Rule(privacy.nothing_kept),
        ForgetConfirmed: Rule(privacy.nothing_kept),
        ForgetKept: Rule(lambda case, event: show(case, event.at)),
        ForgetDue: Rule(privacy.not_yet),
        NumbersWanted: Rule(lambda case, event: show(case, event.at)),
        NumberChosen: Rule(lambda case, event: show(case, event.at)),
        CodeUnplaced: Rule(lambda case, event: deleting(show(case, event.at), event.message_id)),
        CallAnswered: Rule(lambda case, _: Step(case)),
    },
    State.ASKING_NUMBER: {
        **_WAITING,
        **_STOPPABLE,
        NumberGiven: Rule(numbers.number, (State.CONFIRMING_NUMBER,)),
        NumberUnclear: Rule(anywhere.where),
        Postponed: Rule(silence.put_off),
    },
    State.CONFIRMING_NUMBER: {
        **_WAITING,
        **_STOPPABLE,
        NumberGiven: Rule(numbers.number, (State.CONFIRMING_NUMBER,)),
        NumberUnclear: Rule(anywhere.where),
        Agreed: Rule(numbers.agree, (State.PREPARING, *_AFTER_REFUSAL)),
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
        Postponed: Rule(silence.put_off),
    },
    State.PREPARING: {
        **_WAITING,
        **_BUSY,
        **_CODE_WELCOME,
        **_CLOSABLE,
        CallAnswered: Rule(preparing.prepared, (State.PREPARING, *_PROVEN, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(preparing.no_answer_came, (State.HELD,)),
    },
    State.READY: {
        **_SETTLED,
        **_STOPPABLE,
        **_CODE_WELCOME,
        **_SENDABLE,
        Extended: Rule(extending.extend),
        Unlocked: Rule(unlocking.unlock),
        CodeProposed: Rule(requesting.propose, (State.REQUESTING,)),
        CodeWanted: Rule(codes.want_code, (State.PREPARING, State.HELD)),
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
    },
    State.APPOINTED: {
        **_WAITING,
        **_FORGETTABLE,
        **_CODE_WELCOME,
        CodeWanted: Rule(appointments.now_after_all, _ONWARD),
        Resumed: Rule(appointments.now_after_all, _ONWARD),
        Postponed: Rule(appointments.postpone),
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
        **_CLOSABLE,
        DeadlinePassed: Rule(appointments.near, _ONWARD),
    },
    State.REQUESTING: {
        **_WAITING,
        **_BUSY,
        **_CODE_WELCOME,
        ColleagueWanted: Rule(colleagues.want_colleague),
        **_CLOSABLE,
        CallAnswered: Rule(requesting.requested, (State.PREPARING, *_PROVEN, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(requesting.no_answer_came, (State.WAITING_CODE,)),
    },
    State.WAITING_CODE: {
        **_SETTLED,
        **_STOPPABLE,
        **_CODE_WELCOME,
        **_SENDABLE,
        Extended: Rule(extending.extend),
        Unlocked: Rule(unlocking.unlock),
        CodeProposed: Rule(requesting.propose, (State.REQUESTING,)),
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
        DeadlinePassed: Rule(codes.waited, (State.EXPIRED, *_ONWARD)),
    },
    State.PRECHECKING: {
        **_WAITING,
        **_IN_FLIGHT,
        CallAnswered: Rule(codes.prechecked, (State.CHECKING, *_PROVEN, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(codes.no_read_came, (State.HELD,)),
    },
    State.CHECKING: {
        **_WAITING,
        **_IN_FLIGHT,
        CallAnswered: Rule(codes.checked, (*_PROVEN, State.SETTLING, *_AFTER_REFUSAL)),
        DeadlinePassed: Rule(codes.no_answer_came, (State.SETTLING,)),
    },
    State.SETTLING: {
        **_WAITING,
        **_IN_FLIGHT,
        CallAnswered: Rule(settlement.settled, (State.SETTLING, *_PROVEN, *_ONWARD)),
        DeadlinePassed: Rule(settlement.settlement_stalled, (State.SETTLING, *_ONWARD)),
    },
    State.PAUSED: {
        **_SETTLED,
        **_STOPPABLE,
        **_CODE_WELCOME,
        Extended: Rule(extending.extend, _ONWARD),
        Unlocked: Rule(unlocking.unlock, _ONWARD),
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
        DeadlinePassed: Rule(holds.pause_over, _ONWARD),
    },
    State.HELD: {
        **_WAITING,
        **_STOPPABLE,
        **_CODE_WELCOME,
        Declined: Rule(numbers.decline, (State.ASKING_NUMBER,)),
        CodeWanted: Rule(holds.try_again, (State.PREPARING,)),
        CallAnswered: Rule(holds.probed, (State.PREPARING, *_PROVEN, *_AFTER_REFUSAL)),
        ProbeDue: Rule(holds.probe),
        Mended: Rule(holds.mended, (State.HELD, State.PREPARING, *_ONWARD)),
        DeadlinePassed: Rule(holds.still_held, (State.HELD,)),
    },
    State.VERIFIED: {
        **_ANYWHERE,
        MoveOrdered: Rule(registering.ordered, (State.REGISTERING,)),
        CodeWanted: Rule(registering.look_again),
        CallAnswered: Rule(registering.answered, (State.LIVE, *_ONWARD)),
        DeadlinePassed: Rule(registering.look, (State.REGISTERING,)),
    },
    State.REGISTERING: {
        **_ANYWHERE,
        **_BUSY,
        CallAnswered: Rule(registering.answered, (State.VERIFIED, State.LIVE, *_ONWARD)),
        DeadlinePassed: Rule(registering.no_answer_came, (State.VERIFIED,)),
    },
    State.LIVE: {**_ANYWHERE, CallAnswered: Rule(lambda case, _: Step(case))},
    State.CANCELLED: _ENDED,
    State.EXPIRED: _ENDED,
}
