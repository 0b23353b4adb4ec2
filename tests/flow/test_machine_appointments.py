"""A code at a better time: the customer chooses it, and is asked again before anything is sent."""

import pytest

from bot.flow.effects import Note, Screen
from bot.flow.events import Cancelled, CodeWanted, DeadlinePassed, Postponed, Resumed
from bot.flow.model import Budget, State, Try
from tests.flow.cast import DAY, FIRST_NUDGE, HOUR, MINUTE, T, heard, our_case, shows
from tests.support.playbook import Playbook

APPOINTED = our_case(State.APPOINTED, deadline=T + 50 * MINUTE)


@pytest.mark.parametrize("state", [State.READY, State.WAITING_CODE])
def test_a_time_is_chosen(state: State) -> None:
    """First which times there are, then the choice; ten minutes before it the case wakes up."""
    Playbook(our_case(state)).on(Postponed(at=T), shows(Screen.APPOINTMENT), then=state, **heard(state, T)).on(
        Postponed(at=T, until=T + HOUR),
        shows(Screen.APPOINTED),
        then=State.APPOINTED,
        appointment_at=T + HOUR,
        deadline=T + 50 * MINUTE,
    )


def test_another_time_may_be_chosen() -> None:
    """A choice is not for ever."""
    Playbook(APPOINTED).on(Postponed(at=T), shows(Screen.APPOINTMENT), then=State.APPOINTED).on(
        Postponed(at=T, until=T + DAY),
        shows(Screen.APPOINTED),
        then=State.APPOINTED,
        appointment_at=T + DAY,
        deadline=T + DAY - 10 * MINUTE,
    )


@pytest.mark.parametrize("until", [T - HOUR, T, T + 10 * MINUTE])
def test_a_time_that_is_past_or_too_near_is_no_appointment(until: int) -> None:
    """An old button may mean a time that is over: it is said, and others are offered."""
    Playbook(our_case(State.READY)).on(
        Postponed(at=T, until=until),
        shows(Screen.APPOINTMENT, Note.APPOINTMENT_PAST),
        then=State.READY,
        **heard(State.READY, T),
    )


def test_the_customer_is_asked_when_it_is_near() -> None:
    """A message that notifies asks whether the phone is there; no code is sent by the clock alone."""
    Playbook(APPOINTED).on(
        DeadlinePassed(at=T + 50 * MINUTE),
        shows(Screen.READY, Note.APPOINTMENT_NEAR),
        then=State.READY,
        appointment_at=0,
        deadline=T + 50 * MINUTE + FIRST_NUDGE,
    )


@pytest.mark.parametrize("event", [CodeWanted(at=T), Resumed(at=T)])
def test_it_may_be_now_after_all(event: CodeWanted | Resumed) -> None:
    """Nobody has to wait for a time of their own."""
    Playbook(APPOINTED).on(event, shows(Screen.READY), then=State.READY, appointment_at=0, **heard(State.READY, T))


def test_tries_may_be_used_up_meanwhile() -> None:
    """Another chat may have used the number's tries until then."""
    now = T + 50 * MINUTE
    spent = Budget(tuple(Try(now - number, str(number)) for number in (3, 2, 1)))
    case = our_case(State.APPOINTED, deadline=now, budget=spent)
    Playbook(case).on(
        DeadlinePassed(at=now),
        shows(Screen.PAUSED, Note.APPOINTMENT_NEAR),
        then=State.PAUSED,
        appointment_at=0,
        deadline=now - 3 + HOUR,
    )


def test_the_customer_may_stop() -> None:
    """An appointment binds nobody."""
    Playbook(APPOINTED).on(Cancelled(at=T), shows(Screen.CANCELLED), then=State.CANCELLED, deadline=None)
