"""From the code to the provider's plain answer, and every way a code can be turned away before it costs a try."""

import pytest

from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import CodeUnclear, CodeWanted
from bot.flow.model import Budget, State, Try
from tests.flow.cast import (
    ACCEPTED,
    CODE,
    DELETES,
    FIRST_NUDGE,
    HOUR,
    MARK,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
    VERIFIED,
    T,
    a_case,
    a_code,
    answer,
    on_card,
    reads,
    shows,
    submits,
    tells,
    tries,
)
from tests.support.playbook import Playbook


def test_the_good_path() -> None:
    """A read first, then the code is handed in once; its message goes, staff hear one thing, nothing of it remains."""
    Playbook(a_case(State.WAITING_CODE)).on(
        a_code(T),
        shows(Screen.CHECKING),
        reads(1),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=T,
        call=1,
        deadline=T + 3 * MINUTE,
    ).on(
        answer(T + 1, 1, NOT_VERIFIED),
        submits(2),
        then=State.CHECKING,
        code="",
        call=2,
        # It may reach the provider as late as this; until its answer is here, that is what counts.
        budget=tries(T + 1 + 13 * MINUTE),
        deadline=T + 1 + 3 * MINUTE,
    ).on(
        answer(T + 4, 2, ACCEPTED, submitted=True),
        on_card(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        then=State.VERIFIED,
        **NO_CODE,
        budget=tries(T + 4),
    )


def test_a_number_that_is_verified_already_costs_no_try() -> None:
    """The read before handing in spares the code."""
    Playbook(a_case(State.PRECHECKING)).on(
        answer(T, 1, VERIFIED),
        on_card(Screen.VERIFIED, Note.ALREADY_VERIFIED),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        then=State.VERIFIED,
        **NO_CODE,
    )


@pytest.mark.parametrize("message_id", [0, 5])
@pytest.mark.parametrize(
    ("state", "screen"),
    [
        (State.WAITING_CODE, Screen.ASK_CODE),
        (State.PRECHECKING, Screen.CHECKING),
        (State.CHECKING, Screen.CHECKING),
        (State.SETTLING, Screen.SETTLING),
        (State.PAUSED, Screen.PAUSED),
        (State.HELD, Screen.HELD),
    ],
)
def test_an_unclear_code_costs_nothing(state: State, screen: Screen, message_id: int) -> None:
    """The customer reads what was wrong with it; what holds a secret is deleted from the chat."""
    deletes = (DELETES,) if message_id else ()
    Playbook(a_case(state)).on(
        CodeUnclear(at=T, note=Note.CODE_TOO_SHORT, message_id=message_id),
        shows(screen, Note.CODE_TOO_SHORT),
        *deletes,
        then=state,
    )


def test_a_code_that_waited_too_long_costs_no_try() -> None:
    """After an outage a code is read long after it was sent: WhatsApp takes none that is older than ten minutes.

    It is refused only once a read worked: a clock of ours that is wrong makes each code look old, and a read that
    fails for it tells staff so.
    """
    old = T - 10 * MINUTE
    Playbook(a_case(State.PRECHECKING, code_written_at=old)).on(
        answer(T + 1, 1, NOT_VERIFIED),
        on_card(Screen.ASK_CODE, Note.CODE_OLD),
        then=State.WAITING_CODE,
        **NO_CODE,
        deadline=T + 1 + FIRST_NUDGE,
    )


@pytest.mark.parametrize(
    ("written_at", "known_as"),
    [(T - 10 * MINUTE, T - 10 * MINUTE), (0, T), (T + HOUR, T)],
    ids=["just in time", "nobody knows when", "by a clock that is ahead of ours"],
)
def test_a_code_is_as_old_as_its_message(written_at: int, known_as: int) -> None:
    """Its time to live runs from when the customer sent it, and never from later than now."""
    Playbook(a_case(State.WAITING_CODE)).on(
        a_code(T, written_at=written_at),
        shows(Screen.CHECKING),
        reads(1),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=known_as,
        call=1,
        deadline=T + 3 * MINUTE,
    )


def test_a_code_may_grow_old_during_the_read() -> None:
    """The read came back after the code's life: it is not handed in, and no try is wasted."""
    at = T + 10 * MINUTE + 1
    Playbook(a_case(State.PRECHECKING)).on(
        answer(at, 1, NOT_VERIFIED),
        shows(Screen.ASK_CODE, Note.CODE_OLD),
        then=State.WAITING_CODE,
        **NO_CODE,
        deadline=at + FIRST_NUDGE,
    )


def test_a_code_that_is_just_young_enough_is_handed_in() -> None:
    """Ten minutes are ten minutes."""
    at = T + 10 * MINUTE
    Playbook(a_case(State.PRECHECKING)).on(
        answer(at, 1, NOT_VERIFIED),
        submits(2),
        then=State.CHECKING,
        code="",
        call=2,
        budget=tries(at + 13 * MINUTE),
        deadline=at + 3 * MINUTE,
    )


@pytest.mark.parametrize("state", [State.WAITING_CODE, State.HELD, State.PAUSED])
def test_no_code_is_taken_without_a_try_left(state: State) -> None:
    """Another chat may have used the number's tries up since this one was asked for a code."""
    Playbook(a_case(state, budget=tries(T - 30, T - 20, T - 10, marks=("x", "y", "z")))).on(
        a_code(T), shows(Screen.PAUSED), DELETES, then=State.PAUSED, deadline=T - 30 + HOUR
    )


@pytest.mark.parametrize("state", [State.HELD, State.PAUSED])
def test_a_code_is_taken_as_soon_as_the_number_has_a_try(state: State) -> None:
    """Who does not wait to be written to is not made to: it may be mended, a try may have been given back."""
    case = a_case(state, call=4, reference="234567", budget=tries(T - 30, marks=("x",)))
    Playbook(case).on(
        a_code(T),
        shows(Screen.CHECKING),
        reads(5),
        DELETES,
        then=State.PRECHECKING,
        code=CODE,
        fingerprint=MARK,
        code_written_at=T,
        call=5,
        fault=None,
        reference="",
        held_by=case.fault,
        deadline=T + 3 * MINUTE,
    )


def test_a_try_spent_elsewhere_during_the_read_is_noticed() -> None:
    """The number's last try went while we were reading: the code is not handed in, and none is wasted."""
    spent = tries(T - 30, T - 20, T - 10, marks=("x", "y", "z"))
    Playbook(a_case(State.PRECHECKING, budget=spent)).on(
        answer(T, 1, NOT_VERIFIED),
        on_card(Screen.PAUSED),
        then=State.PAUSED,
        **NO_CODE,
        deadline=T - 30 + HOUR,
    )


def test_a_code_handed_in_elsewhere_during_the_read_is_noticed() -> None:
    """Two chats, one number, the same code at the same moment: it is handed in once."""
    Playbook(a_case(State.PRECHECKING, budget=tries(T - 1))).on(
        answer(T, 1, NOT_VERIFIED),
        on_card(Screen.ASK_CODE, Note.CODE_SAME),
        then=State.WAITING_CODE,
        **NO_CODE,
        deadline=T + FIRST_NUDGE,
    )


@pytest.mark.parametrize(
    ("state", "screen"),
    [
        (State.UNINVITED, Screen.NEED_INVITATION),
        (State.ASKING_NUMBER, Screen.ASK_NUMBER),
        (State.CONFIRMING_NUMBER, Screen.CONFIRM_NUMBER),
        (State.VERIFIED, Screen.VERIFIED),
        (State.CANCELLED, Screen.CANCELLED),
        (State.EXPIRED, Screen.EXPIRED),
    ],
)
def test_a_code_that_nobody_asked_for_is_deleted_too(state: State, screen: Screen) -> None:
    """Wherever a code turns up, it does not stay in the chat, and goes nowhere."""
    Playbook(a_case(state)).on(a_code(T), shows(screen, Note.NOT_NOW), DELETES, then=state)


def test_a_code_is_asked_for_once_a_minute() -> None:
    """Staff hear that a code is needed; who asks again at once is told that they know."""
    Playbook(a_case(State.WAITING_CODE)).on(
        CodeWanted(at=T),
        shows(Screen.CODE_WANTED),
        tells(Reason.CODE_WANTED),
        then=State.WAITING_CODE,
        code_wanted_at=T,
    ).on(
        CodeWanted(at=T + 59),
        shows(Screen.CODE_WANTED, Note.CODE_ASKED_ALREADY),
        then=State.WAITING_CODE,
        deadline=T + 59 + FIRST_NUDGE,
    ).on(
        CodeWanted(at=T + 60),
        shows(Screen.CODE_WANTED),
        tells(Reason.CODE_WANTED),
        then=State.WAITING_CODE,
        code_wanted_at=T + 60,
        deadline=T + 60 + FIRST_NUDGE,
    )


def test_a_clock_set_back_does_not_silence_the_call_for_a_code() -> None:
    """Staff were told «in an hour» by a clock that was wrong: that is not «a moment ago»."""
    Playbook(a_case(State.WAITING_CODE, code_wanted_at=T + HOUR)).on(
        CodeWanted(at=T),
        shows(Screen.CODE_WANTED),
        tells(Reason.CODE_WANTED),
        then=State.WAITING_CODE,
        code_wanted_at=T,
    )


def test_a_call_that_waits_for_its_turn_keeps_its_try_open() -> None:
    """A code decided on ten minutes ago may arrive now: the hour of its try has not begun before its answer."""
    waiting = Budget((Try(T - 50 * MINUTE, "x"), Try(T - 49 * MINUTE, "y"), Try(T + 13 * MINUTE, MARK)))
    Playbook(a_case(State.CHECKING, budget=waiting)).on(
        answer(T + 9 * MINUTE, 2, ACCEPTED, submitted=True),
        shows(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        then=State.VERIFIED,
        **NO_CODE,
        budget=tries(T - 50 * MINUTE, T - 49 * MINUTE, T + 9 * MINUTE, marks=("x", "y", MARK)),
    )
