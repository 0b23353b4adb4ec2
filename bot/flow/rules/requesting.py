"""Rules for having a code sent: when it may be, what the customer must have said, and what comes of it.

A request is an SMS or a call to a real phone, and WhatsApp counts them. So it is made only on a fresh «the phone is in
my hand», never repeated by itself, and counted for the number before it leaves.
"""

from dataclasses import replace

from .. import policy
from ..effects import Note, Place, Reason, RequestCode, Screen, TellStaff
from ..events import CallAnswered, ChannelChosen, CodeProposed, CodeWanted, DeadlinePassed
from ..model import Accepted, Case, Channel, Fault, Instant, NotSent, Refused, State, Unchanged, Unknown
from ..steps import Step, asking, enter, show
from .anywhere import late_truth
from .outcomes import fault_notice, hold, obstacle, ready, with_fault
from .preparing import ask_status, go_on


def choose(case: Case, event: ChannelChosen) -> Step:
    """Have a code sent as the customer wants it, if one may be sent now."""
    at = event.at
    if not case.offers.code_request:
        return show(case, at, note=Note.NOT_NOW)
    if event.written_at and not policy.is_recent(min(event.written_at, at), at, policy.IN_HAND):
        return show(case, at, note=Note.IN_HAND_AGAIN)
    if not policy.tries_left(case.budget, at):
        return show(ready(case, at), at)  # Another chat has used them up: a code could not be handed in.
    if not case.is_prepared:
        return _look_again(case, at)
    if case.incident is not None:
        return hold(case, at)  # A code that nobody could hand in would be one less of the day's.
    if policy.next_request_at(case.budget, at) > at:
        return want_code(case, CodeWanted(at=at))
    return _request(case, at, event.channel, in_hand_at=at)


def why_not_proposed(case: Case, at: Instant) -> Unchanged | None:
    """Why no code is sent although staff want one; None where one is. `NOT_IN_HAND`: the customer is asked first."""
    if not case.offers.code_request:
        return Unchanged.NOT_OURS
    if case.state not in {State.READY, State.WAITING_CODE} or not case.is_prepared:
        return Unchanged.STEP
    if case.forget_wanted_at:
        return Unchanged.STEP  # Nothing more is asked for, for who waits to be forgotten.
    if not policy.tries_left(case.budget, at):
        return Unchanged.NO_TRIES
    if case.incident is not None:
        return Unchanged.HELD_UP
    if policy.next_request_at(case.budget, at) > at:
        return Unchanged.NOT_YET
    # They said so when they had the last one sent: nothing else is as good as their own word.
    return None if policy.is_recent(case.requested_at, at, policy.IN_HAND) else Unchanged.NOT_IN_HAND


def propose(case: Case, event: CodeProposed) -> Step:
    """Have a code sent for staff, if the customer has said that the phone is in their hand; or else ask them."""
    reason = why_not_proposed(case, event.at)
    if reason is None:
        return _request(case, event.at, event.channel, in_hand_at=case.requested_at)
    if reason is not Unchanged.NOT_IN_HAND:
        return Step(case)
    screen = Screen.NEW_CODE if case.state is State.WAITING_CODE else None
    return show(case, event.at, screen=screen, note=Note.CODE_PROPOSED)


def _request(case: Case, at: Instant, channel: Channel, *, in_hand_at: Instant) -> Step:
    case, request = asking(case, RequestCode, channel=channel, language=case.language, in_hand_at=in_hand_at)
    case = replace(
        case,
        budget=policy.requested(case.budget, at),
        requested_at=at,
        channel=channel,
        sms_requests=case.sms_requests + (channel is Channel.SMS),
        appointment_at=0,
        fault=None,
        reference="",
    )
    case = enter(case, State.REQUESTING, at, life=policy.ANSWER_PATIENCE)
    return Step(case, (*show(case, at, place=Place.CARD).effects, request))


def want_code(case: Case, event: CodeWanted) -> Step:
    """Offer another code, or say from when on there can be one. Staff hear where it takes them to get one."""
    at = event.at
    if case.state is State.READY and not case.is_prepared:
        return _look_again(case, at)
    step = show(case, at, screen=Screen.NEW_CODE)
    if policy.requests_left(case.budget, at) or policy.is_recent(case.code_wanted_at, at, policy.ASK_AGAIN):
        return step
    case = replace(case, code_wanted_at=at)
    told = TellStaff(reason=Reason.REQUESTS_USED_UP, case=case, at=at)
    return Step(case, (*show(case, at, screen=Screen.NEW_CODE).effects, told))


def _look_again(case: Case, at: Instant) -> Step:
    """What was in the way before any code may be gone: that is asked first, and no SMS goes out on a guess."""
    return go_on(replace(case, fault=None, reference=""), at)


def requested(case: Case, event: CallAnswered) -> Step:
    """The answer to a request for a code."""
    if event.call != case.call or event.kind is not RequestCode:
        return late_truth(case, event)
    match event.outcome:
        case Accepted():
            return show(enter(case, State.WAITING_CODE, event.at), event.at, place=Place.CARD)
        case Unknown():
            return _unsure(case, event.at, place=Place.CARD)
        case NotSent(fault=fault) as outcome:
            return _not_made(case, event.at, fault, outcome)
        case Refused(fault=fault) as outcome:
            return _refused(case, event.at, fault, outcome)


def no_answer_came(case: Case, event: DeadlinePassed) -> Step:
    """The answer was lost: a code may be on its way all the same."""
    return _unsure(case, event.at, place=Place.NEW)


def _unsure(case: Case, at: Instant, *, place: Place) -> Step:
    """Nothing tells whether a code was sent, and a second one would make the first worthless: so the customer waits."""
    budget = policy.no_request_before(case.budget, at + policy.UNSURE_WAIT)
    case = replace(case, budget=budget, channel=None)  # No screen may say that it is being sent.
    return show(enter(case, State.WAITING_CODE, at), at, note=Note.REQUEST_UNSURE, place=place)


def _not_made(case: Case, at: Instant, fault: Fault, outcome: NotSent) -> Step:
    case = replace(_taken_back(case), budget=policy.not_requested(case.budget, case.requested_at))
    return obstacle(case, at, fault, outcome)


def _refused(case: Case, at: Instant, fault: Fault, outcome: Refused) -> Step:
    """Whether WhatsApp counts what it refuses is not known, so we do."""
    case = _taken_back(case)
    if fault is Fault.MAYBE_VERIFIED:
        return ask_status(with_fault(case, outcome), at)
    if fault is Fault.TOO_MANY_REQUESTS:
        budget = policy.no_request_before(case.budget, at + policy.REQUEST_LOCK)
        case = with_fault(replace(case, budget=budget), outcome)
        case = ready(case, at)
        told = fault_notice(case, at, fault, outcome)
        return Step(case, (*show(case, at, note=Note.REFUSED, place=Place.CARD).effects, told))
    return obstacle(case, at, fault, outcome)


def _taken_back(case: Case) -> Case:
    """The case without a code to wait for."""
    is_sms = case.channel is Channel.SMS
    return replace(case, requested_at=0, channel=None, sms_requests=max(0, case.sms_requests - is_sms))


def code_life_over(case: Case, event: DeadlinePassed) -> Step:
    """A code that did not come in time would be too old; or the customer has been silent for days."""
    return show(ready(replace(case, requested_at=0), event.at), event.at, note=Note.CODE_LIFE_OVER)
