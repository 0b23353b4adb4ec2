"""Between the number and the code: the questions that spare a customer an SMS which could lead nowhere."""

import pytest

from bot.flow.effects import Initiate, Note, ReadStatus, ReadWaba, Reason, Register, Screen
from bot.flow.events import Agreed, Cancelled, DeadlinePassed
from bot.flow.model import Accepted, Budget, Fault, Offers, Registering, Review, State
from tests.flow.cast import (
    APPROVED,
    CODE,
    DAY,
    DELETES,
    FIRST_NUDGE,
    MARK,
    MINUTE,
    NOT_VERIFIED,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    a_code,
    answers,
    asks,
    heard,
    not_sent,
    on_card,
    our_case,
    reads,
    refused,
    shows,
    tells,
    tells_fault,
)
from tests.support.playbook import Playbook

ASKED = our_case(State.PREPARING, is_prepared=False)


def test_the_good_path() -> None:
    """Is the account approved, start the move, is the number verified already: then the phone is asked for."""
    Playbook(our_case(State.CONFIRMING_NUMBER, is_prepared=False)).on(
        Agreed(at=T),
        on_card(Screen.PREPARING),
        asks(ReadWaba, 1),
        then=State.PREPARING,
        call=1,
        deadline=T + 3 * MINUTE,
    ).on(
        answers(T + 1, ReadWaba, 1, APPROVED),
        asks(Initiate, 2),
        then=State.PREPARING,
        call=2,
        deadline=T + 1 + 3 * MINUTE,
    ).on(
        answers(T + 2, Initiate, 2, Accepted()),
        asks(ReadStatus, 3),
        then=State.PREPARING,
        call=3,
        deadline=T + 2 + 3 * MINUTE,
    ).on(
        answers(T + 3, ReadStatus, 3, NOT_VERIFIED),
        on_card(Screen.READY),
        then=State.READY,
        is_prepared=True,
        deadline=T + 3 + FIRST_NUDGE,
    )


def test_a_move_that_staff_start_is_not_started() -> None:
    """What the operator has not given to the program it does not do."""
    case = our_case(State.PREPARING, is_prepared=False, offers=Offers(code_request=True))
    Playbook(case).on(
        answers(T, ReadWaba, 1, APPROVED), asks(ReadStatus, 2), then=State.PREPARING, call=2, deadline=T + 3 * MINUTE
    )


def test_nothing_is_asked_where_no_step_is_ours() -> None:
    """An operator who has switched nothing on sees what there was before."""
    Playbook(a_case(State.CONFIRMING_NUMBER)).on(
        Agreed(at=T), on_card(Screen.ASK_CODE), then=State.WAITING_CODE, **heard(State.WAITING_CODE, T)
    )


def test_what_is_known_is_not_asked_again() -> None:
    """Who stopped and goes on with the same number goes straight on."""
    Playbook(our_case(State.CONFIRMING_NUMBER)).on(
        Agreed(at=T), on_card(Screen.READY), then=State.READY, **heard(State.READY, T)
    )


@pytest.mark.parametrize("review", [Review.PENDING, Review.NOT_APPROVED])
def test_an_account_that_is_not_approved_is_said_before_any_sms(review: Review) -> None:
    """The customer hears what is missing; a code could not have worked."""
    outcome = Accepted(request_id="R-1234567", review=review)
    Playbook(ASKED).on(
        answers(T, ReadWaba, 1, outcome),
        on_card(Screen.READY, Note.REFUSED),
        tells(Reason.FAULT, fault=Fault.WABA_NOT_APPROVED, request_id="R-1234567"),
        then=State.READY,
        fault=Fault.WABA_NOT_APPROVED,
        reference="234567",
        **heard(State.READY, T),
    )


def test_a_number_that_is_verified_already_needs_no_code() -> None:
    """No SMS, no try; and the move is ordered where that is ours."""
    Playbook(ASKED).on(
        answers(T, ReadStatus, 1, VERIFIED),
        on_card(Screen.VERIFIED, Note.ALREADY_VERIFIED),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        asks(Register, 2),
        then=State.REGISTERING,
        verified_at=T,
        registered_at=T,
        call=2,
        budget=Budget(registrations=(T,)),
        deadline=T + 3 * MINUTE,
    )


@pytest.mark.parametrize("fault", [Fault.ALREADY_IN_SPACE, Fault.MAYBE_VERIFIED])
def test_a_move_that_was_started_before_goes_on(fault: Fault) -> None:
    """Staff, or an earlier attempt of ours whose answer was lost, may have started it: the read tells."""
    Playbook(ASKED).on(
        answers(T, Initiate, 1, refused(fault)),
        asks(ReadStatus, 2),
        then=State.PREPARING,
        call=2,
        deadline=T + 3 * MINUTE,
    )


def test_a_start_without_an_answer_is_not_repeated() -> None:
    """The read that follows tells whether the number is there."""
    Playbook(ASKED).on(
        answers(T, Initiate, 1, TIMED_OUT), asks(ReadStatus, 2), then=State.PREPARING, call=2, deadline=T + 3 * MINUTE
    )


def test_a_start_that_is_refused_holds_the_case() -> None:
    """What staff must mend they hear, with the provider's words."""
    Playbook(ASKED).on(
        answers(T, Initiate, 1, refused(Fault.ADD_INSTEAD)),
        on_card(Screen.HELD),
        tells_fault(Fault.ADD_INSTEAD),
        then=State.HELD,
        fault=Fault.ADD_INSTEAD,
        reference="234567",
        hold_told_at=T,
        deadline=T + 4 * 60 * MINUTE,
    )


@pytest.mark.parametrize("kind", [ReadWaba, ReadStatus])
def test_a_question_that_fails_is_asked_again_later(kind: type[ReadWaba | ReadStatus]) -> None:
    """A provider that is down is probed every five minutes; the customer need not come back for that."""
    Playbook(ASKED).on(
        answers(T, kind, 1, not_sent(Fault.PROVIDER_DOWN)),
        on_card(Screen.HELD),
        tells_fault(Fault.PROVIDER_DOWN),
        then=State.HELD,
        fault=Fault.PROVIDER_DOWN,
        reference="234567",
        hold_told_at=T,
        deadline=T + 5 * MINUTE,
    ).on(
        answers(T + 5 * MINUTE, ReadStatus, 1, NOT_VERIFIED),
        shows(Screen.PREPARING, Note.READY_AGAIN),
        asks(ReadWaba, 2),
        tells(Reason.FAULT_OVER, fault=Fault.PROVIDER_DOWN),
        then=State.PREPARING,
        fault=None,
        reference="",
        call=2,
        deadline=T + 8 * MINUTE,
    )


def test_a_lost_answer_holds_the_case() -> None:
    """No case waits without end for a question."""
    Playbook(ASKED).on(
        DeadlinePassed(at=T + DAY),
        shows(Screen.HELD),
        tells(Reason.FAULT, fault=Fault.PROVIDER_DOWN, message="no answer"),
        then=State.HELD,
        fault=Fault.PROVIDER_DOWN,
        hold_told_at=T + DAY,
        deadline=T + DAY + 5 * MINUTE,
    )


def test_an_answer_to_an_older_question_says_nothing() -> None:
    """The case has gone on since."""
    Playbook(our_case(State.PREPARING, call=5)).on(answers(T, ReadWaba, 4, APPROVED), then=State.PREPARING)


def test_a_code_is_welcome_at_once() -> None:
    """Staff may have sent one from the console: nobody is made to wait for our questions."""
    Playbook(ASKED).on(
        a_code(T),
        shows(Screen.CHECKING),
        reads(2),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=T,
        call=2,
        deadline=T + 3 * MINUTE,
    )


def test_the_customer_may_stop() -> None:
    """Questions change nothing."""
    Playbook(ASKED).on(Cancelled(at=T), shows(Screen.CANCELLED), then=State.CANCELLED, deadline=None)


def test_a_verification_is_left_to_staff_where_they_move_numbers() -> None:
    """Without leave to order the move, the program follows the number only."""
    offers = Offers(code_request=True, register=Registering.OFF)
    Playbook(our_case(State.PREPARING, offers=offers)).on(
        answers(T, ReadStatus, 1, VERIFIED),
        on_card(Screen.VERIFIED, Note.ALREADY_VERIFIED),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        then=State.VERIFIED,
    )


def test_a_hold_before_the_move_was_started_is_looked_at_by_the_first_question() -> None:
    """A number that is with its old provider has no status yet: a read of it would find an obstacle that is none."""
    held = our_case(State.HELD, is_prepared=False, fault=Fault.NOT_SUBSCRIBED, hold_told_at=T, call=4, deadline=T)
    Playbook(held).on(DeadlinePassed(at=T), asks(ReadWaba, 5), then=State.HELD, call=5, deadline=T + 5 * MINUTE).on(
        answers(T + 1, ReadWaba, 5, APPROVED),
        shows(Screen.PREPARING, Note.READY_AGAIN),
        asks(ReadWaba, 6),
        tells(Reason.FAULT_OVER, fault=Fault.NOT_SUBSCRIBED),
        then=State.PREPARING,
        call=6,
        fault=None,
        deadline=T + 1 + 3 * MINUTE,
    )
