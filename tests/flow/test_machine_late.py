"""Answers that nobody waits for any more: good news is good news however late, all else is silent."""

import pytest

from bot.flow.effects import Note, Place, Reason, Screen
from bot.flow.events import Overtaken
from bot.flow.machine import SCREENS
from bot.flow.model import Fault, Outcome, State, Unknown
from tests.flow.cast import (
    ACCEPTED,
    FIRST_NUDGE,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
    OTHER_PHONE,
    PHONE,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    answer,
    not_sent,
    on_card,
    reads,
    refused,
    shows,
    submits,
    tells,
    tries,
)
from tests.support.playbook import Playbook

NO_YES: list[Outcome] = [
    NOT_VERIFIED,
    refused(Fault.WRONG_CODE, try_used=True),
    refused(Fault.CREDENTIALS),
    not_sent(Fault.PROVIDER_DOWN),
    Unknown(reason="no answer"),
]

LATE = [
    State.CONFIRMING_NUMBER, State.WAITING_CODE, State.PRECHECKING, State.CHECKING, State.PAUSED, State.HELD,
    State.CANCELLED, State.EXPIRED,
]  # fmt: skip
"""States with a number, in which the answer to an older call may come. Settlement has its own tests."""


@pytest.mark.parametrize("submitted", [True, False], ids=["a code's", "a read's"])
@pytest.mark.parametrize("state", LATE)
def test_a_late_yes_is_told(state: State, *, submitted: bool) -> None:
    """The customer had perhaps given up; the number is verified all the same."""
    Playbook(a_case(state, call=9)).on(
        answer(T, 4, ACCEPTED if submitted else VERIFIED, submitted=submitted),
        shows(Screen.VERIFIED, Note.LATE),
        tells(Reason.VERIFIED, request_id="R-SUBMIT" if submitted else "R-READ-2"),
        then=State.VERIFIED,
        **NO_CODE,
        fault=None,
    )


@pytest.mark.parametrize("outcome", NO_YES)
@pytest.mark.parametrize("state", [*LATE, State.SETTLING])
def test_any_other_late_answer_is_silent(state: State, outcome: Outcome) -> None:
    """An answer to an older call is told by its number."""
    Playbook(a_case(state, call=9)).on(answer(T, 4, outcome), then=state)


@pytest.mark.parametrize("outcome", [VERIFIED, ACCEPTED, *NO_YES])
@pytest.mark.parametrize("state", [State.UNINVITED, State.VERIFIED, State.LIVE])
def test_some_states_have_nothing_to_hear(state: State, outcome: Outcome) -> None:
    """No number is asked about, or it is verified already: the news is not told twice."""
    case = a_case(state)
    Playbook(case).on(answer(T, case.call, outcome, phone=case.phone or PHONE), then=state)


@pytest.mark.parametrize("state", State)
def test_a_no_about_another_number_is_nobodys(state: State) -> None:
    """The customer exchanged the number meanwhile: what was true of that one is not true of this one."""
    case = a_case(state)
    story = Playbook(case)
    for outcome in NO_YES:
        story.on(answer(T, case.call, outcome, phone=OTHER_PHONE), then=state)
    for outcome in set(NO_YES) - {NOT_VERIFIED}:
        story.on(answer(T, case.call, outcome, submitted=True, phone=OTHER_PHONE), then=state)


@pytest.mark.parametrize("submitted", [True, False], ids=["a code's", "a read's"])
@pytest.mark.parametrize("state", sorted(set(State) - {State.UNINVITED}))
def test_a_yes_about_another_number_is_told_and_changes_nothing(state: State, *, submitted: bool) -> None:
    """The customer went on with another number, and hears of the first one all the same; where they are, they stay."""
    outcome = ACCEPTED if submitted else VERIFIED
    case = a_case(state)
    Playbook(case).on(
        answer(T, case.call, outcome, submitted=submitted, phone=OTHER_PHONE),
        shows(SCREENS[state], Note.OTHER_NUMBER_VERIFIED, other_phone=OTHER_PHONE),
        tells(Reason.VERIFIED, phone=OTHER_PHONE, request_id=outcome.request_id),
        then=state,
    )


@pytest.mark.parametrize("state", [State.READY, State.WAITING_CODE, State.PAUSED])
def test_what_became_of_a_code_that_left_late_is_found_out(state: State) -> None:
    """Its call was held up, settled as not through, and left after all: the customer must not wait for nothing."""
    Playbook(a_case(state, call=8, budget=tries(T - 30, T - 20, T - 10))).on(
        answer(T, 2, TIMED_OUT, submitted=True),
        on_card(Screen.SETTLING),
        reads(9, wait=2),
        then=State.SETTLING,
        call=9,
        deadline=T + 2 + 3 * MINUTE,
    ).on(
        answer(T + 2, 9, VERIFIED),
        on_card(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        then=State.VERIFIED,
    )


@pytest.mark.parametrize("state", [State.READY, State.WAITING_CODE, State.PAUSED])
def test_a_code_that_was_answered_needs_no_settlement(state: State) -> None:
    """Another replica takes its call for interrupted, and is late with that: the answer itself is here."""
    Playbook(a_case(state, call=2)).on(answer(T, 2, TIMED_OUT, submitted=True), then=state)


@pytest.mark.parametrize("place", Place)
@pytest.mark.parametrize("state", State)
def test_who_may_have_been_shown_an_older_screen_is_shown_the_present_one(state: State, place: Place) -> None:
    """In the same place, which costs no notification where it was none; and nothing else happens."""
    Playbook(a_case(state)).on(Overtaken(at=T, place=place), shows(SCREENS[state], place=place), then=state)


def test_who_cannot_be_reached_is_shown_nothing() -> None:
    """It would fail as everything else to them does."""
    case = a_case(State.WAITING_CODE, unreachable=True)
    Playbook(case).on(Overtaken(at=T, place=Place.NEW), then=State.WAITING_CODE)


def test_a_stranger_hears_of_no_number() -> None:
    """Whose case it is not, has none to hear of."""
    Playbook(a_case(State.UNINVITED)).on(answer(T, 1, VERIFIED, phone=OTHER_PHONE), then=State.UNINVITED)


def test_the_read_before_handing_in_answers_twice() -> None:
    """It was sent twice: the code is handed in once all the same."""
    Playbook(a_case(State.PRECHECKING)).on(
        answer(T, 1, NOT_VERIFIED),
        submits(2),
        then=State.CHECKING,
        code="",
        call=2,
        budget=tries(T + 13 * MINUTE),
        deadline=T + 3 * MINUTE,
    ).on(answer(T + 1, 1, NOT_VERIFIED), then=State.CHECKING)


def test_a_read_does_not_answer_for_a_code() -> None:
    """Only the code's own call says what became of the code."""
    Playbook(a_case(State.CHECKING)).on(answer(T, 2, NOT_VERIFIED), then=State.CHECKING)


def test_a_read_given_up_may_still_end_the_hold_it_led_to() -> None:
    """It came back after its deadline, and shows that the provider answers again."""
    Playbook(a_case(State.HELD, call=1)).on(
        answer(T, 1, NOT_VERIFIED),
        shows(Screen.ASK_CODE, Note.READY_AGAIN),
        tells(Reason.FAULT_OVER, fault=Fault.PROVIDER_DOWN),
        then=State.WAITING_CODE,
        fault=None,
        deadline=T + FIRST_NUDGE,
    )
