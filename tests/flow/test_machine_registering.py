"""After the verification: the move is ordered once, and the number is followed until it is live."""

from dataclasses import replace

import pytest

from bot.flow.effects import Note, Place, ReadNumbers, ReadStatus, Reason, Register, Screen
from bot.flow.events import CodeWanted, DeadlinePassed, MoveOrdered
from bot.flow.machine import decide
from bot.flow.model import Accepted, Budget, Fault, Offers, Registering, State
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    FIRST_NUDGE,
    HOUR,
    LIVE_NOW,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
    NOT_YET_LIVE,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    answer,
    answers,
    asks,
    not_sent,
    on_card,
    our_case,
    refused,
    shows,
    tells,
    tells_fault,
)
from tests.support.playbook import Playbook

FOLLOWED = a_case(State.VERIFIED, deadline=T + MINUTE)
ORDERED = our_case(State.REGISTERING, deadline=T + 3 * MINUTE)


def test_the_good_path() -> None:
    """Verified, ordered in the same breath, followed, live: the customer and staff hear of both ends."""
    case = our_case(State.CHECKING)
    Playbook(case).on(
        answer(T, 2, ACCEPTED, submitted=True),
        on_card(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        asks(Register, 3),
        then=State.REGISTERING,
        **NO_CODE,
        verified_at=T,
        registered_at=T,
        call=3,
        budget=replace(case.budget, registrations=(T,)),
        deadline=T + 3 * MINUTE,
    ).on(
        answers(T + 2, Register, 3, Accepted(request_id="R-REG")),
        then=State.VERIFIED,
        verified_at=T,
        deadline=T + 2 + MINUTE,
    ).on(
        DeadlinePassed(at=T + 2 + MINUTE),
        asks(ReadNumbers, 4),
        then=State.VERIFIED,
        call=4,
        deadline=T + 2 + 2 * MINUTE,
    ).on(
        answers(T + 63, ReadNumbers, 4, LIVE_NOW),
        shows(Screen.LIVE),
        tells(Reason.LIVE),
        then=State.LIVE,
        deadline=None,
    )


def test_what_staff_move_is_followed_too() -> None:
    """The customer hears that the number is live, whoever ordered it."""
    Playbook(FOLLOWED).on(
        DeadlinePassed(at=T + MINUTE), asks(ReadNumbers, 1), then=State.VERIFIED, call=1, deadline=T + 2 * MINUTE
    ).on(answers(T + 61, ReadNumbers, 1, NOT_YET_LIVE), then=State.VERIFIED).on(
        DeadlinePassed(at=T + HOUR), asks(ReadNumbers, 2), then=State.VERIFIED, call=2, deadline=T + HOUR + 15 * MINUTE
    ).on(
        answers(T + HOUR + 1, ReadNumbers, 2, LIVE_NOW),
        shows(Screen.LIVE),
        tells(Reason.LIVE),
        then=State.LIVE,
        deadline=None,
    )


@pytest.mark.parametrize(
    "outcome", [TIMED_OUT, not_sent(Fault.PROVIDER_DOWN), refused(Fault.PROVIDER_DOWN), NOT_VERIFIED]
)
@pytest.mark.parametrize("kind", [ReadNumbers, ReadStatus])
def test_a_look_that_finds_nothing_changes_nothing(outcome: Accepted, kind: type[ReadNumbers | ReadStatus]) -> None:
    """The list may be an old copy, and a verified number is not unverified by a stale read within its 14 days."""
    Playbook(FOLLOWED).on(answers(T, kind, 0, outcome), then=State.VERIFIED)


@pytest.mark.parametrize(("days", "reminders"), [(3, 0), (7, 1), (11, 2), (13, 3)])
def test_staff_are_reminded_while_a_verification_lasts(days: int, reminders: int) -> None:
    """After 14 days the customer would need another code: four reminders, each once."""
    at = T + days * DAY
    case = a_case(State.VERIFIED, deadline=at, reminders=reminders)
    Playbook(case).on(
        DeadlinePassed(at=at),
        asks(ReadNumbers, 1),
        tells(Reason.REGISTER_DUE),
        then=State.VERIFIED,
        call=1,
        reminders=reminders + 1,
        deadline=at + 6 * HOUR,
    ).on(DeadlinePassed(at=at + 6 * HOUR), asks(ReadNumbers, 2), then=State.VERIFIED, call=2, deadline=at + 12 * HOUR)


def test_a_verification_that_is_over_takes_a_new_code() -> None:
    """The status says so, and the list says that the number is not live: the customer hears it, and staff too."""
    at = T + 14 * DAY
    case = a_case(State.VERIFIED, deadline=at, reminders=4)
    Playbook(case).on(
        DeadlinePassed(at=at), asks(ReadStatus, 1), then=State.VERIFIED, call=1, deadline=at + 6 * HOUR
    ).on(
        answers(at + 2, ReadStatus, 1, NOT_VERIFIED), asks(ReadNumbers, 2), then=State.VERIFIED, call=2, denied=True
    ).on(
        answers(at + 3, ReadNumbers, 2, NOT_YET_LIVE),
        shows(Screen.ASK_CODE, Note.VERIFICATION_OVER),
        tells(Reason.VERIFICATION_OVER),
        then=State.WAITING_CODE,
        verified_at=0,
        denied=False,
        deadline=at + 3 + FIRST_NUDGE,
    )


@pytest.mark.parametrize("outcome", [TIMED_OUT, not_sent(Fault.PROVIDER_DOWN), refused(Fault.NOT_PERMITTED)])
def test_nobody_is_asked_for_a_code_while_the_number_may_be_live(outcome: Accepted) -> None:
    """WhatsApp may call a live number's verification expired: without the list nobody is told that."""
    at = T + 14 * DAY
    case = a_case(State.VERIFIED, reminders=4, denied=True, call=2, deadline=at)
    Playbook(case).on(answers(at, ReadNumbers, 2, outcome), then=State.VERIFIED).on(
        DeadlinePassed(at=at), asks(ReadStatus, 3), then=State.VERIFIED, call=3, denied=False, deadline=at + 6 * HOUR
    ).on(answers(at, ReadNumbers, 2, NOT_YET_LIVE), then=State.VERIFIED)


def test_a_live_number_is_live_whatever_its_status_says() -> None:
    """The list's yes is strong."""
    at = T + 14 * DAY
    Playbook(a_case(State.VERIFIED, denied=True, call=2, deadline=at)).on(
        answers(at, ReadNumbers, 2, LIVE_NOW), shows(Screen.LIVE), tells(Reason.LIVE), then=State.LIVE, deadline=None
    )


@pytest.mark.parametrize("event", [answers(T, Register, 3, TIMED_OUT), DeadlinePassed(at=T + 3 * MINUTE)])
def test_an_order_without_an_answer_is_not_repeated(event: DeadlinePassed) -> None:
    """Orders are few, and a second may lock the number for days: the list shows what came of the first."""
    Playbook(ORDERED).on(event, then=State.VERIFIED, verified_at=T, deadline=event.at + MINUTE).on(
        DeadlinePassed(at=T + 10 * MINUTE), asks(ReadNumbers, 4), then=State.VERIFIED, call=4, deadline=T + 750
    )


def test_staff_hear_of_an_order_that_came_to_nothing() -> None:
    """An hour is many times what a move takes; said once."""
    at = T + HOUR
    case = our_case(State.VERIFIED, registered_at=T, deadline=at)
    Playbook(case).on(
        DeadlinePassed(at=at),
        asks(ReadNumbers, 1),
        tells(Reason.NOT_LIVE),
        then=State.VERIFIED,
        call=1,
        is_lateness_told=True,
        deadline=at + 15 * MINUTE,
    ).on(
        DeadlinePassed(at=at + 15 * MINUTE),
        asks(ReadNumbers, 2),
        then=State.VERIFIED,
        call=2,
        deadline=at + 15 * MINUTE + 75 * MINUTE // 4,
    )


def test_an_order_that_did_not_leave_is_made_again() -> None:
    """It does not count, and the next look makes it."""
    Playbook(ORDERED).on(
        answers(T, Register, 3, not_sent(Fault.PROVIDER_DOWN)),
        then=State.VERIFIED,
        registered_at=0,
        budget=Budget(),
        deadline=T + MINUTE,
    ).on(
        DeadlinePassed(at=T + MINUTE),
        asks(Register, 4),
        then=State.REGISTERING,
        call=4,
        registered_at=T + MINUTE,
        budget=Budget(registrations=(T + MINUTE,)),
        deadline=T + 4 * MINUTE,
    )


@pytest.mark.parametrize("fault", [Fault.TWO_STEP_ON, Fault.REGISTER_LIMIT, Fault.NOT_PERMITTED, Fault.UNEXPLAINED])
def test_a_refused_order_is_for_staff(fault: Fault) -> None:
    """What WhatsApp refuses it may count: no second order by itself. The customer learns that staff see to it."""
    Playbook(ORDERED).on(
        answers(T, Register, 3, refused(fault)),
        shows(Screen.VERIFIED, None, Place.CARD),
        tells_fault(fault),
        then=State.VERIFIED,
        registered_at=0,
        fault=fault,
        reference="234567",
        deadline=T + MINUTE,
    ).on(DeadlinePassed(at=T + MINUTE), asks(ReadNumbers, 4), then=State.VERIFIED, call=4, deadline=T + 2 * MINUTE)


def test_an_order_that_finds_the_number_unverified_takes_a_new_code() -> None:
    """The verification did not last: it says so itself."""
    Playbook(ORDERED).on(
        answers(T, Register, 3, refused(Fault.VERIFY_AGAIN)),
        shows(Screen.READY, Note.VERIFICATION_OVER, Place.NEW),
        tells(Reason.VERIFICATION_OVER),
        then=State.READY,
        verified_at=0,
        registered_at=0,
        deadline=T + FIRST_NUDGE,
    )


def test_a_verification_that_is_over_leaves_the_number_to_a_case_that_has_begun() -> None:
    """A verified number keeps nobody away: who was invited anew has it, and this case wants no code for it."""
    Playbook(ORDERED).on(
        replace(answers(T, Register, 3, refused(Fault.VERIFY_AGAIN)), is_taken=True),
        tells(Reason.VERIFICATION_OVER),
        then=State.VERIFIED,
        deadline=None,
    )


def test_no_order_comes_near_the_providers_limit() -> None:
    """Ten orders in 72 hours lock a number for as long; ours are three, and staff hear that there will be no fourth."""
    spent = Budget(registrations=(T - 3 * HOUR, T - 2 * HOUR, T - HOUR))
    case = our_case(State.VERIFIED, budget=spent, deadline=T)
    Playbook(case).on(
        DeadlinePassed(at=T),
        tells(Reason.FAULT, fault=Fault.REGISTER_LIMIT),
        then=State.VERIFIED,
        fault=Fault.REGISTER_LIMIT,
        deadline=T + MINUTE,
    )


def test_staff_order_where_they_want_to() -> None:
    """The program waits for their word, and then orders once, however often they say it."""
    offers = Offers(code_request=True, register=Registering.STAFF)
    Playbook(our_case(State.VERIFIED, offers=offers, deadline=T)).on(
        DeadlinePassed(at=T), asks(ReadNumbers, 1), then=State.VERIFIED, call=1, deadline=T + MINUTE
    ).on(
        MoveOrdered(at=T + HOUR),
        shows(Screen.VERIFIED),
        asks(Register, 2),
        then=State.REGISTERING,
        registered_at=T + HOUR,
        call=2,
        budget=Budget(registrations=(T + HOUR,)),
        deadline=T + HOUR + 3 * MINUTE,
    ).on(MoveOrdered(at=T + HOUR), then=State.REGISTERING).on(
        answers(T + HOUR, Register, 2, TIMED_OUT), then=State.VERIFIED, verified_at=T, deadline=T + HOUR + MINUTE
    ).on(MoveOrdered(at=T + HOUR), then=State.VERIFIED)


def test_a_refused_order_may_be_given_again_by_staff() -> None:
    """They have mended what was in the way: two-step verification, say."""
    offers = Offers(register=Registering.STAFF)
    case = our_case(State.VERIFIED, offers=offers, fault=Fault.TWO_STEP_ON, reference="234567", call=3)
    Playbook(case).on(
        MoveOrdered(at=T),
        shows(Screen.VERIFIED),
        asks(Register, 4),
        then=State.REGISTERING,
        fault=None,
        reference="",
        registered_at=T,
        call=4,
        budget=Budget(registrations=(T,)),
        deadline=T + 3 * MINUTE,
    )


def test_nobody_orders_where_the_operator_has_not_given_the_step() -> None:
    """`REGISTER=off` is off."""
    Playbook(a_case(State.VERIFIED)).on(MoveOrdered(at=T), then=State.VERIFIED)


# --- The end of following

LATE = our_case(State.VERIFIED, registered_at=T, is_lateness_told=True, deadline=T + 15 * DAY)


def test_a_number_that_never_becomes_live_is_let_go() -> None:
    """After 15 days no look will mend it: staff and the customer hear so. The customer may have it looked at again."""
    again = T + 20 * DAY
    Playbook(LATE).on(
        DeadlinePassed(at=T + 15 * DAY),
        shows(Screen.VERIFIED),
        tells(Reason.LET_GO),
        then=State.VERIFIED,
        deadline=None,
    ).on(DeadlinePassed(at=T + 16 * DAY), then=State.VERIFIED).on(
        CodeWanted(at=again),
        shows(Screen.VERIFIED),
        asks(ReadNumbers, 1),
        then=State.VERIFIED,
        followed_from=again,
        call=1,
        deadline=again + MINUTE,
    ).on(
        answers(again + 3, ReadNumbers, 1, LIVE_NOW),
        shows(Screen.LIVE),
        tells(Reason.LIVE),
        then=State.LIVE,
        deadline=None,
    )


def test_looks_are_ever_rarer_and_come_to_an_end() -> None:
    """An order whose number never becomes live costs some ninety reads in all, and not one more."""
    case, reads = replace(LATE, deadline=T + MINUTE), 0
    while case.deadline is not None:
        step = decide(case, DeadlinePassed(at=case.deadline))
        case, reads = step.case, reads + sum(isinstance(each, ReadNumbers) for each in step.effects)

    assert 80 < reads < 100


def test_bad_news_waits_for_the_morning() -> None:
    """Nobody need wake up for it; who blocked the bot does not hear of it at all."""
    at = T + 15 * DAY
    Playbook(LATE).on(DeadlinePassed(at=at, quiet_until=at + HOUR), then=State.VERIFIED, deadline=at + HOUR)
    Playbook(replace(LATE, unreachable=True)).on(
        DeadlinePassed(at=at), tells(Reason.LET_GO), then=State.VERIFIED, deadline=None
    )


def test_who_asks_while_it_is_followed_is_told_where_it_stands() -> None:
    """It is looked at anyway, and what WhatsApp is asked is counted."""
    Playbook(FOLLOWED).on(CodeWanted(at=T), shows(Screen.VERIFIED, Note.NOT_NOW), then=State.VERIFIED)


def test_a_number_that_becomes_live_after_its_fourteen_days_is_noticed() -> None:
    """The status may say «verified» of it for ever: the list tells."""
    at = T + 14 * DAY
    Playbook(a_case(State.VERIFIED, deadline=at, reminders=4)).on(
        DeadlinePassed(at=at), asks(ReadStatus, 1), then=State.VERIFIED, call=1, deadline=at + 6 * HOUR
    ).on(answers(at + 1, ReadStatus, 1, VERIFIED), asks(ReadNumbers, 2), then=State.VERIFIED, call=2).on(
        answers(at + 2, ReadNumbers, 2, LIVE_NOW),
        shows(Screen.LIVE),
        tells(Reason.LIVE),
        then=State.LIVE,
        deadline=None,
    )
