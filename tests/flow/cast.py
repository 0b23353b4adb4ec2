"""Who and what the workflow's stories are about, and short words for what is owed in them."""

from dataclasses import replace
from typing import Any

from bot.flow.effects import (
    Call,
    DeleteMessage,
    Effect,
    Initiate,
    Note,
    Place,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Reason,
    Register,
    RequestCode,
    Screen,
    Show,
    SubmitCode,
    TellStaff,
)
from bot.flow.events import CallAnswered, CodeGiven
from bot.flow.model import (
    CLOSED,
    Accepted,
    Budget,
    Case,
    CaseId,
    Channel,
    Fault,
    Instant,
    Invitation,
    NotSent,
    Offers,
    Outcome,
    Refused,
    Registering,
    Review,
    Standing,
    State,
    Try,
    Unknown,
    Verification,
)
from tests.support.playbook import Expected

T = 1_800_000_000
"""When the stories begin."""

MINUTE, HOUR, DAY = 60, 3_600, 86_400

FIRST_NUDGE = 4 * HOUR
"""How long a customer may be silent before they are reminded."""

CHAT = 42
ID = CaseId(7)
PHONE = "6281234567890"
OTHER_PHONE = "6289876543210"
SPACE = "cams-space"
CODE, MARK = "012345", "mark-a"
OTHER_CODE, OTHER_MARK = "678901", "mark-b"
LINK_ENDS = T + 30 * DAY

PATIENT = {State.ASKING_NUMBER, State.CONFIRMING_NUMBER, State.READY, State.WAITING_CODE}
"""States that wait for nobody but the customer."""

INVITATION = Invitation(id=3, space=SPACE, expires_at=LINK_ENDS, label="PT Maju", language="id")

NOT_VERIFIED = Accepted(request_id="R-READ-1", verification=Verification.NOT_VERIFIED)
VERIFIED = Accepted(request_id="R-READ-2", verification=Verification.VERIFIED)
ACCEPTED = Accepted(request_id="R-SUBMIT")
TIMED_OUT = Unknown(reason="no answer within 30 s", request_id="R-LATE-9")


OF_STATE: dict[State, dict[str, Any]] = {
    State.UNINVITED: {"space": "", "phone": "", "id": 0},
    State.ASKING_NUMBER: {"phone": ""},
    State.PREPARING: {"call": 1},
    State.READY: {"is_prepared": True},
    State.APPOINTED: {"is_prepared": True, "appointment_at": T + HOUR},
    State.REQUESTING: {
        "is_prepared": True,
        "requested_at": T,
        "channel": Channel.SMS,
        "sms_requests": 1,
        "call": 2,
        "budget": Budget(requests=(T,)),
    },
    State.PRECHECKING: {"code": CODE, "fingerprint": MARK, "code_written_at": T, "call": 1},
    State.CHECKING: {"fingerprint": MARK, "code_written_at": T, "call": 2, "budget": Budget((Try(T, MARK),))},
    State.SETTLING: {"fingerprint": MARK, "code_written_at": T, "call": 2, "budget": Budget((Try(T, MARK),))},
    State.HELD: {"fault": Fault.PROVIDER_DOWN, "hold_told_at": T},
    State.VERIFIED: {"verified_at": T},
    State.REGISTERING: {"verified_at": T, "registered_at": T, "call": 3, "budget": Budget(registrations=(T,))},
    State.LIVE: {"verified_at": T},
}
"""What a case has in each state, beside a space and a number."""


def a_case(state: State, **fields: Any) -> Case:
    """A case as it is in that state, unless told otherwise."""
    deadline = None if state in CLOSED else T + DAY
    usual = {"deadline": deadline, "space": SPACE, "phone": PHONE, **heard(state, T), **OF_STATE.get(state, {})}
    usual |= {"id": ID, "invitation_expires_at": LINK_ENDS, "seen_at": T} | fields
    return Case(chat_id=CHAT, state=state, **usual)


def heard(state: State, at: Instant) -> dict[str, Any]:
    """What changes because a customer wrote: where only they are waited for, their silence begins anew."""
    return {"deadline": at + FIRST_NUDGE} if state in PATIENT else {}


def tries(
    *moments: Instant, marks: tuple[str, ...] = (MARK, "mark-2", "mark-3", "mark-4", "mark-5", "mark-6")
) -> Budget:
    """A budget with tries at these moments."""
    return Budget(tuple(Try(moment, mark) for moment, mark in zip(moments, marks, strict=False)))


def a_code(at: Instant, code: str = CODE, mark: str = MARK, *, written_at: Instant = 0) -> CodeGiven:
    """The customer's message with a code."""
    return CodeGiven(at=at, code=code, fingerprint=mark, message_id=5, written_at=written_at)


def answer(at: Instant, call: int, outcome: Outcome, *, submitted: bool = False, phone: str = PHONE) -> CallAnswered:
    """The provider's answer to a call: a read's, unless told otherwise."""
    kind = SubmitCode if submitted else ReadStatus
    return CallAnswered(at=at, call=call, phone=phone, kind=kind, outcome=outcome)


def refused(fault: Fault, *, try_used: bool = False) -> Refused:
    """A refusal with all that a provider says."""
    return Refused(fault=fault, code="Some.Code", message="some words", request_id="R-1234567", try_used=try_used)


def not_sent(fault: Fault) -> NotSent:
    """A call that certainly did not run."""
    return NotSent(fault=fault, code="Some.Code", message="some words", request_id="R-1234567")


NO_CODE: dict[str, Any] = {"code": "", "fingerprint": "", "code_written_at": 0, "held_by": None}
"""What of a code is left in its case when it is nobody's business any more."""


# --- What is owed. A screen or notice shows the case as it is after the event, without the code.


def _discreet(case: Case) -> Case:
    return replace(case, **NO_CODE)


def shows(screen: Screen, note: Note | None = None, place: Place = Place.NEW, **fields: Any) -> Expected:
    """The customer sees a screen."""

    def show(case: Case, at: Instant) -> Effect:
        return Show(case=_discreet(case), screen=screen, at=at, note=note, place=place, **fields)

    return show


def on_card(screen: Screen, note: Note | None = None) -> Expected:
    """The customer sees a screen in the place of the last card."""
    return shows(screen, note, Place.CARD)


def tells(reason: Reason, *, phone: str = "", **fields: Any) -> Expected:
    """Staff are told; of another number than the case's where there is one."""

    def tell(case: Case, at: Instant) -> Effect:
        case = replace(case, phone=phone or case.phone)
        return TellStaff(reason=reason, case=_discreet(case), at=at, **fields)

    return tell


def tells_fault(fault: Fault) -> Expected:
    """Staff are told of a fault in the provider's words."""
    return tells(Reason.FAULT, fault=fault, code="Some.Code", message="some words", request_id="R-1234567")


def reads(call: int, wait: int = 0) -> Effect:
    """The status is read."""
    return ReadStatus(chat_id=CHAT, case_id=ID, call=call, space=SPACE, phone=PHONE, wait=wait)


def lists(call: int) -> Effect:
    """The list of numbers is read."""
    return ReadNumbers(chat_id=CHAT, case_id=ID, call=call, space=SPACE, phone=PHONE)


def submits(call: int, code: str = CODE, *, written_at: Instant = T) -> Effect:
    """The code is handed in."""
    return SubmitCode(chat_id=CHAT, case_id=ID, call=call, space=SPACE, phone=PHONE, code=code, written_at=written_at)


DELETES = DeleteMessage(chat_id=CHAT, message_id=5)


# --- Of an operator who lets the program do every step

OURS = Offers(code_request=True, initiate=True, register=Registering.AUTO)
APPROVED = Accepted(request_id="R-WABA", review=Review.APPROVED)
LIVE_NOW = Accepted(request_id="R-LIST", verification=Verification.VERIFIED, standing=Standing.LIVE)
NOT_YET_LIVE = Accepted(request_id="R-LIST", verification=Verification.VERIFIED, standing=Standing.NOT_LIVE)


def our_case(state: State, **fields: Any) -> Case:
    """A case of that operator, as it is in that state, with its questions asked unless told otherwise."""
    return a_case(state, **{"offers": OURS, "is_prepared": True} | fields)


def answers(at: Instant, kind: type[Call], call: int, outcome: Outcome) -> CallAnswered:
    """The provider's answer to a call of that kind."""
    return CallAnswered(at=at, call=call, phone=PHONE, kind=kind, outcome=outcome)


def asks(kind: type[ReadStatus | ReadWaba | Initiate | ReadNumbers | Register], call: int) -> Effect:
    """The provider is asked."""
    return kind(chat_id=CHAT, case_id=ID, call=call, space=SPACE, phone=PHONE)


def requests(call: int, channel: Channel, at: Instant) -> Effect:
    """A code is asked for, on a yes of that moment."""
    return RequestCode(
        chat_id=CHAT, case_id=ID, call=call, space=SPACE, phone=PHONE, channel=channel, language="en", in_hand_at=at
    )
