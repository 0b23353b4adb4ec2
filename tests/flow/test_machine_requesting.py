"""Having a code sent: only on a fresh yes, a few times a day, never repeated by itself."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.effects import Note, ReadStatus, ReadWaba, Reason, RequestCode, Screen
from bot.flow.events import Cancelled, ChannelChosen, CodeWanted, DeadlinePassed
from bot.flow.model import Accepted, Budget, Channel, Fault, State
from tests.flow.cast import (
    ACCEPTED,
    CODE,
    DAY,
    DELETES,
    FIRST_NUDGE,
    HOUR,
    MARK,
    MINUTE,
    NOT_VERIFIED,
    TIMED_OUT,
    T,
    a_case,
    a_code,
    answer,
    answers,
    asks,
    heard,
    not_sent,
    on_card,
    our_case,
    reads,
    refused,
    requests,
    shows,
    submits,
    tells,
    tells_fault,
    tries,
)
from tests.support.playbook import Playbook

READY = our_case(State.READY)
ASKED = our_case(State.REQUESTING)
SMS = ChannelChosen(at=T, channel=Channel.SMS)
SENT = Accepted(request_id="R-SENT")


def test_the_good_path() -> None:
    """The customer has the phone, the code is asked for once, and it is awaited for as long as it lives."""
    Playbook(READY).on(
        SMS,
        on_card(Screen.REQUESTING),
        requests(1, Channel.SMS, T),
        then=State.REQUESTING,
        call=1,
        budget=Budget(requests=(T,)),
        requested_at=T,
        channel=Channel.SMS,
        sms_requests=1,
        deadline=T + 3 * MINUTE,
    ).on(
        answers(T + 2, RequestCode, 1, SENT),
        on_card(Screen.ASK_CODE),
        then=State.WAITING_CODE,
        deadline=T + 10 * MINUTE,
    ).on(
        a_code(T + MINUTE),
        shows(Screen.CHECKING),
        reads(2),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=T + MINUTE,
        call=2,
        sms_requests=0,
        deadline=T + 4 * MINUTE,
    )


def test_a_call_is_asked_for_as_a_call() -> None:
    """The customer's choice reaches the provider."""
    Playbook(READY).on(
        ChannelChosen(at=T, channel=Channel.VOICE),
        on_card(Screen.REQUESTING),
        requests(1, Channel.VOICE, T),
        then=State.REQUESTING,
        call=1,
        budget=Budget(requests=(T,)),
        requested_at=T,
        channel=Channel.VOICE,
        deadline=T + 3 * MINUTE,
    )


@pytest.mark.parametrize("age", [policy.IN_HAND, DAY])
def test_an_old_yes_sends_nothing(age: int) -> None:
    """After an outage nobody may be holding the phone any more: the customer is asked again."""
    Playbook(READY).on(
        replace(SMS, written_at=T - age),
        shows(Screen.READY, Note.IN_HAND_AGAIN),
        then=State.READY,
        **heard(State.READY, T),
    )


def test_a_yes_that_is_young_enough_is_taken() -> None:
    """Ten minutes are what a code lives, too."""
    case = our_case(State.READY)
    step = Playbook(case)
    step.on(
        replace(SMS, written_at=T - policy.IN_HAND + 1),
        on_card(Screen.REQUESTING),
        requests(1, Channel.SMS, T),
        then=State.REQUESTING,
        call=1,
        budget=Budget(requests=(T,)),
        requested_at=T,
        channel=Channel.SMS,
        sms_requests=1,
        deadline=T + 3 * MINUTE,
    )


@pytest.mark.parametrize(("count", "wait"), [(1, 30), (2, 60)])
def test_the_next_request_must_wait(count: int, wait: int) -> None:
    """Each request lets the next one wait longer; a customer who is early is told from when on."""
    asked = Budget(requests=tuple(T - 1000 * number for number in reversed(range(count))))
    case = our_case(State.WAITING_CODE, budget=asked, requested_at=T, channel=Channel.SMS)
    Playbook(case).on(
        replace(SMS, at=T + wait - 1),
        shows(Screen.NEW_CODE),
        then=State.WAITING_CODE,
        deadline=T + 10 * MINUTE,
    )
    assert policy.next_request_at(asked, T) == T + wait


def test_three_a_day_then_staff_are_told() -> None:
    """WhatsApp blocks numbers that ask too often: a person may know why no code arrives."""
    asked = Budget(requests=(T - 3 * HOUR, T - 2 * HOUR, T - HOUR))
    case = our_case(State.READY, budget=asked)
    Playbook(case).on(
        SMS,
        shows(Screen.NEW_CODE),
        tells(Reason.REQUESTS_USED_UP),
        then=State.READY,
        code_wanted_at=T,
        **heard(State.READY, T),
    ).on(replace(SMS, at=T + 1), shows(Screen.NEW_CODE), then=State.READY, **heard(State.READY, T + 1))
    assert policy.next_request_at(asked, T) == T - 3 * HOUR + DAY


def test_no_code_is_sent_for_a_number_without_tries() -> None:
    """It could not be handed in."""
    spent = tries(T - 30, T - 20, T - 10)
    Playbook(our_case(State.READY, budget=spent)).on(
        SMS, shows(Screen.PAUSED), then=State.PAUSED, deadline=T - 30 + HOUR
    )


def test_what_was_in_the_way_is_looked_at_again_first() -> None:
    """After a refusal before the code, a press means «it is mended»: no SMS goes out on a guess."""
    for event in (SMS, CodeWanted(at=T)):
        Playbook(our_case(State.READY, is_prepared=False, fault=Fault.WABA_NOT_APPROVED)).on(
            event,
            shows(Screen.PREPARING),
            asks(ReadWaba, 1),
            then=State.PREPARING,
            fault=None,
            call=1,
            deadline=T + 3 * MINUTE,
        )


def test_an_operator_who_sends_codes_by_hand_keeps_doing_so() -> None:
    """A typed «SMS» is no order where the program sends none."""
    Playbook(a_case(State.WAITING_CODE)).on(
        SMS, shows(Screen.ASK_CODE, Note.NOT_NOW), then=State.WAITING_CODE, **heard(State.WAITING_CODE, T)
    )


def test_a_request_without_an_answer_is_not_repeated() -> None:
    """A code may be on its way, and a second would make it worthless: the customer is asked to wait."""
    waiting = replace(ASKED.budget, no_request_until=T + 5 + 3 * MINUTE)
    Playbook(ASKED).on(
        answers(T + 5, RequestCode, 2, TIMED_OUT),
        on_card(Screen.ASK_CODE, Note.REQUEST_UNSURE),
        then=State.WAITING_CODE,
        budget=waiting,
        channel=None,
        deadline=T + 10 * MINUTE,
    ).on(CodeWanted(at=T + 6), shows(Screen.NEW_CODE), then=State.WAITING_CODE, deadline=T + 10 * MINUTE).on(
        replace(SMS, at=T + 6 * MINUTE),
        on_card(Screen.REQUESTING),
        requests(3, Channel.SMS, T + 6 * MINUTE),
        then=State.REQUESTING,
        call=3,
        budget=replace(waiting, requests=(T, T + 6 * MINUTE)),
        requested_at=T + 6 * MINUTE,
        channel=Channel.SMS,
        sms_requests=2,
        deadline=T + 9 * MINUTE,
    )


def test_a_lost_answer_is_one_that_nobody_knows() -> None:
    """The deadline says what a time-out says."""
    Playbook(ASKED).on(
        DeadlinePassed(at=T + DAY),
        shows(Screen.ASK_CODE, Note.REQUEST_UNSURE),
        then=State.WAITING_CODE,
        budget=replace(ASKED.budget, no_request_until=T + DAY + 3 * MINUTE),
        channel=None,
        deadline=T + DAY + FIRST_NUDGE,
    )


def test_a_request_that_did_not_leave_does_not_count() -> None:
    """Nobody waits for a code that was never asked for, and the number keeps its request."""
    Playbook(ASKED).on(
        answers(T, RequestCode, 2, not_sent(Fault.PROVIDER_DOWN)),
        on_card(Screen.HELD),
        tells_fault(Fault.PROVIDER_DOWN),
        then=State.HELD,
        budget=Budget(),
        requested_at=0,
        channel=None,
        sms_requests=0,
        fault=Fault.PROVIDER_DOWN,
        reference="234567",
        hold_told_at=T,
        deadline=T + 5 * MINUTE,
    )


def test_a_moment_that_passed_asks_again() -> None:
    """The call waited for its turn for so long that nobody may be at the phone."""
    Playbook(ASKED).on(
        answers(T, RequestCode, 2, not_sent(Fault.MOMENT_PASSED)),
        on_card(Screen.READY, Note.REFUSED),
        then=State.READY,
        budget=Budget(),
        requested_at=0,
        channel=None,
        sms_requests=0,
        fault=Fault.MOMENT_PASSED,
        reference="234567",
        **heard(State.READY, T),
    )


def test_too_many_requests_wait_for_an_hour() -> None:
    """A number that WhatsApp sends no code to is not asked for again before it may help; staff hear of it."""
    Playbook(ASKED).on(
        answers(T, RequestCode, 2, refused(Fault.TOO_MANY_REQUESTS)),
        on_card(Screen.READY, Note.REFUSED),
        tells_fault(Fault.TOO_MANY_REQUESTS),
        then=State.READY,
        budget=replace(ASKED.budget, no_request_until=T + HOUR),
        requested_at=0,
        channel=None,
        sms_requests=0,
        fault=Fault.TOO_MANY_REQUESTS,
        reference="234567",
        **heard(State.READY, T),
    )


def test_a_refusal_that_may_mean_verified_is_read_first() -> None:
    """WhatsApp also refuses to send a code to a number that needs none."""
    Playbook(ASKED).on(
        answers(T, RequestCode, 2, refused(Fault.MAYBE_VERIFIED)),
        on_card(Screen.PREPARING),
        asks(ReadStatus, 3),
        then=State.PREPARING,
        call=3,
        requested_at=0,
        channel=None,
        sms_requests=0,
        fault=Fault.MAYBE_VERIFIED,
        reference="234567",
        deadline=T + 3 * MINUTE,
    ).on(
        answers(T + 1, ReadStatus, 3, NOT_VERIFIED),
        on_card(Screen.READY, Note.REFUSED),
        then=State.READY,
        deadline=T + 1 + FIRST_NUDGE,
    )


def test_a_code_that_nobody_sent_us_becomes_too_old() -> None:
    """The customer hears that it is over before they paste it in vain, and can have another one sent."""
    case = our_case(State.WAITING_CODE, requested_at=T, channel=Channel.SMS, sms_requests=1, deadline=T + 10 * MINUTE)
    Playbook(case).on(
        DeadlinePassed(at=T + 10 * MINUTE),
        shows(Screen.READY, Note.CODE_LIFE_OVER),
        then=State.READY,
        requested_at=0,
        deadline=T + 10 * MINUTE + FIRST_NUDGE,
    )


def test_a_typo_keeps_the_code_that_is_there() -> None:
    """After a wrong code the customer can look again: a new SMS is not forced on them."""
    case = our_case(State.CHECKING, requested_at=T, channel=Channel.SMS)
    Playbook(case).on(
        answer(T + 30, 2, refused(Fault.WRONG_CODE, try_used=True), submitted=True),
        on_card(Screen.ASK_CODE, Note.REFUSED),
        then=State.WAITING_CODE,
        fingerprint="",
        code_written_at=0,
        budget=tries(T + 30),
        fault=Fault.WRONG_CODE,
        reference="234567",
        deadline=T + 10 * MINUTE,
    )


def test_a_code_that_was_too_old_takes_a_new_one() -> None:
    """What WhatsApp calls expired is not waited for."""
    case = our_case(State.CHECKING, requested_at=T, channel=Channel.SMS)
    Playbook(case).on(
        answer(T + 30, 2, refused(Fault.CODE_EXPIRED, try_used=True), submitted=True),
        on_card(Screen.READY, Note.REFUSED),
        then=State.READY,
        fingerprint="",
        code_written_at=0,
        budget=tries(T + 30),
        fault=Fault.CODE_EXPIRED,
        reference="234567",
        requested_at=0,
        deadline=T + 30 + FIRST_NUDGE,
    )


def test_a_code_may_overtake_the_answer() -> None:
    """An SMS can be there before the provider says that it was sent; the answer then says nothing new."""
    Playbook(ASKED).on(
        a_code(T),
        shows(Screen.CHECKING),
        reads(3),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=T,
        call=3,
        sms_requests=0,
        deadline=T + 3 * MINUTE,
    ).on(answers(T + 1, RequestCode, 2, SENT), then=State.PRECHECKING).on(
        answer(T + 2, 3, NOT_VERIFIED),
        submits(4),
        then=State.CHECKING,
        code="",
        call=4,
        budget=replace(tries(T + 2 + 13 * MINUTE), requests=(T,)),
        deadline=T + 2 + 3 * MINUTE,
    )


def test_the_customer_may_stop_while_it_is_asked_for() -> None:
    """A code that comes all the same is nobody's business; its answer changes nothing."""
    Playbook(ASKED).on(Cancelled(at=T), shows(Screen.CANCELLED), then=State.CANCELLED, deadline=None).on(
        answers(T + 1, RequestCode, 2, SENT), then=State.CANCELLED
    )


def test_an_answer_to_another_request_says_nothing() -> None:
    """Only the newest request is awaited."""
    Playbook(ASKED).on(answers(T, RequestCode, 1, SENT), then=State.REQUESTING).on(
        answers(T, ReadStatus, 2, ACCEPTED), then=State.REQUESTING
    )


def test_a_held_case_can_be_looked_at_again_by_its_customer() -> None:
    """«It is done»: the questions are asked anew, once a minute at most."""
    held = our_case(State.HELD, fault=Fault.NOT_MIGRATING)
    Playbook(held).on(
        CodeWanted(at=T),
        shows(Screen.PREPARING),
        asks(ReadWaba, 1),
        then=State.PREPARING,
        fault=None,
        is_prepared=False,
        code_wanted_at=T,
        call=1,
        deadline=T + 3 * MINUTE,
    )
    Playbook(replace(held, code_wanted_at=T)).on(CodeWanted(at=T + 59), shows(Screen.HELD), then=State.HELD)


@pytest.mark.parametrize(
    "case", [our_case(State.HELD), a_case(State.HELD, fault=Fault.NOT_MIGRATING)], ids=["probed", "staff's"]
)
def test_nobody_need_ask_where_it_is_asked_anyway(case: object) -> None:
    """A provider that is down is probed by itself; and where staff do every step, they say when it is done."""
    assert isinstance(case, type(READY))
    Playbook(case).on(CodeWanted(at=T), shows(Screen.HELD, Note.NOT_NOW), then=State.HELD)
