"""After a time away: who waits is shown where they are, once, and nobody who has heard from us since."""

import pytest

from bot.flow import policy
from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import CameBack, Started
from bot.flow.model import CUSTOMER_DONE, State
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    DELETES,
    FIRST_NUDGE,
    HOUR,
    MARK,
    NO_CODE,
    PATIENT,
    T,
    a_case,
    a_code,
    answer,
    heard,
    shows,
    tells,
    tries,
)
from tests.support.playbook import Playbook

BACK = T + HOUR
WAITING = sorted(set(State) - CUSTOMER_DONE)

SAID = {
    State.ASKING_NUMBER: (Screen.ASK_NUMBER, Note.BACK),
    State.CONFIRMING_NUMBER: (Screen.CONFIRM_NUMBER, Note.BACK),
    State.PREPARING: (Screen.PREPARING, Note.BACK),
    State.READY: (Screen.READY, Note.BACK),
    State.APPOINTED: (Screen.APPOINTED, Note.BACK),
    State.REQUESTING: (Screen.REQUESTING, Note.BACK_FOR_CODE),
    State.WAITING_CODE: (Screen.ASK_CODE, Note.BACK_FOR_CODE),
    State.PRECHECKING: (Screen.CHECKING, Note.BACK_WITH_CODE),
    State.CHECKING: (Screen.CHECKING, Note.BACK_FINDING_OUT),
    State.SETTLING: (Screen.SETTLING, Note.BACK_FINDING_OUT),
    State.PAUSED: (Screen.PAUSED, Note.BACK),
    State.HELD: (Screen.HELD, Note.BACK),
}


def test_every_waiting_state_is_told_and_in_one_step_or_two() -> None:
    """A state that is left out of the order would never be told."""
    assert set(SAID) == set(WAITING)
    steps = [state for state, _ in policy.MOST_URGENT_FIRST]
    assert set(steps) == set(WAITING)
    assert len(steps) == len(WAITING) + 1
    assert [has_young for state, has_young in policy.MOST_URGENT_FIRST if state is State.WAITING_CODE] == [True, False]


@pytest.mark.parametrize("state", WAITING)
def test_who_waits_is_told_once(state: State) -> None:
    """A message of its own, whose buttons work; where they are, they stay, and no reminder follows on its heels."""
    screen, note = SAID[state]
    back = CameBack(at=BACK + 5, since=BACK)
    Playbook(a_case(state)).on(back, shows(screen, note), then=state, **heard(state, BACK + 5)).on(
        CameBack(at=BACK + 9, since=BACK), then=state
    )


@pytest.mark.parametrize("state", sorted(PATIENT))
def test_a_time_away_is_no_silence_of_theirs_and_no_word_either(state: State) -> None:
    """How often they were reminded stays as it was: who says nothing after it is not reminded from the start."""
    screen, note = SAID[state]
    Playbook(a_case(state, nudges=2)).on(
        CameBack(at=BACK, since=BACK), shows(screen, note), then=state, deadline=BACK + 36 * HOUR
    )


@pytest.mark.parametrize("state", WAITING)
def test_another_time_away_is_told_again(state: State) -> None:
    """What was pressed on the fresh card may be lost as well."""
    screen, note = SAID[state]
    again = BACK + DAY
    Playbook(a_case(state)).on(CameBack(at=BACK, since=BACK), shows(screen, note), then=state, **heard(state, BACK)).on(
        CameBack(at=again, since=again), shows(screen, note), then=state, **heard(state, again)
    )


@pytest.mark.parametrize("state", sorted(CUSTOMER_DONE))
def test_who_waits_for_nothing_is_left_in_peace(state: State) -> None:
    """Nothing they could have pressed is lost that mattered."""
    Playbook(a_case(state)).on(CameBack(at=BACK, since=BACK), then=state)


@pytest.mark.parametrize("state", WAITING)
def test_who_cannot_be_reached_is_not_written_to(state: State) -> None:
    """Telegram refused the last message, and staff know."""
    Playbook(a_case(state, unreachable=True)).on(CameBack(at=BACK, since=BACK), then=state)


def test_who_was_answered_since_is_not_written_to_again() -> None:
    """Their own message came first: one answer, not two."""
    Playbook(a_case(State.PAUSED)).on(Started(at=BACK), shows(Screen.PAUSED), then=State.PAUSED).on(
        CameBack(at=BACK + 1, since=BACK), then=State.PAUSED
    )
    old = a_code(BACK + 1, written_at=T)
    Playbook(a_case(State.WAITING_CODE, budget=tries(T))).on(
        old,
        shows(Screen.ASK_CODE, Note.CODE_SAME),
        DELETES,
        then=State.WAITING_CODE,
        deadline=BACK + 1 + FIRST_NUDGE,
    ).on(CameBack(at=BACK + 2, since=BACK), then=State.WAITING_CODE)


def test_who_had_their_result_since_is_not_written_to_again() -> None:
    """It came as a message, because nobody looks at a card for so long."""
    Playbook(a_case(State.CHECKING)).on(
        answer(BACK, 2, ACCEPTED, submitted=True),
        shows(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        then=State.VERIFIED,
        **NO_CODE,
        budget=tries(BACK, marks=(MARK,)),
    ).on(CameBack(at=BACK + 1, since=BACK), then=State.VERIFIED)
