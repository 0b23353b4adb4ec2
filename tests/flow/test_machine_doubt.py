"""A refusal that nobody documents is doubted: one read tells whether it was one, before anybody is told so."""

import pytest

from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import CodeGiven, DeadlinePassed, Started
from bot.flow.model import Budget, Case, Fault, Outcome, State, Unknown
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    DELETES,
    FIRST_NUDGE,
    HOUR,
    MARK,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
    OTHER_CODE,
    OTHER_MARK,
    VERIFIED,
    T,
    a_case,
    answer,
    not_sent,
    on_card,
    reads,
    refused,
    shows,
    tells,
    tells_fault,
    tries,
)
from tests.support.playbook import Playbook

STRANGE = refused(Fault.UNRECOGNISED, try_used=True)
NO_ANSWERS: list[Outcome] = [Unknown(reason="no answer"), refused(Fault.CREDENTIALS), not_sent(Fault.THROTTLED)]


def doubting(**fields: object) -> Case:
    """A case whose code was refused in words that no list has."""
    return a_case(
        State.CHECKING, call=3, fault=Fault.UNRECOGNISED, reference="234567", **{"budget": tries(T), **fields}
    )


@pytest.mark.parametrize("try_used", [True, False], ids=["a try was used", "no try was used"])
def test_a_refusal_that_nobody_knows_is_doubted(*, try_used: bool) -> None:
    """The customer still reads «checking» while the status is read; staff hear of the code that nobody knows."""
    Playbook(a_case(State.CHECKING)).on(
        answer(T + 4, 2, refused(Fault.UNRECOGNISED, try_used=try_used), submitted=True),
        reads(3),
        tells_fault(Fault.UNRECOGNISED),
        then=State.CHECKING,
        call=3,
        fault=Fault.UNRECOGNISED,
        reference="234567",
        budget=tries(T + 4) if try_used else Budget(),
        deadline=T + 4 + 3 * MINUTE,
    )


def test_it_meant_yes() -> None:
    """The customer never hears of the doubt."""
    Playbook(doubting()).on(
        answer(T + 5, 3, VERIFIED),
        on_card(Screen.VERIFIED),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        then=State.VERIFIED,
        **NO_CODE,
        fault=None,
        reference="",
    )


def test_it_meant_no() -> None:
    """The refusal is told as one, a second later than one that everybody knows."""
    Playbook(doubting()).on(
        answer(T + 5, 3, NOT_VERIFIED),
        on_card(Screen.ASK_CODE, Note.REFUSED),
        then=State.WAITING_CODE,
        **NO_CODE,
        deadline=T + 5 + FIRST_NUDGE,
    )


def test_it_meant_no_to_the_last_try() -> None:
    """The pause and its notice come with the refusal."""
    spent = tries(T - 60, T - 30, T, marks=("x", "y", MARK))
    Playbook(doubting(budget=spent)).on(
        answer(T + 5, 3, NOT_VERIFIED),
        on_card(Screen.PAUSED, Note.REFUSED),
        tells(Reason.BUDGET_USED_UP),
        then=State.PAUSED,
        **NO_CODE,
        deadline=T - 60 + HOUR,
    )


@pytest.mark.parametrize("outcome", NO_ANSWERS)
def test_a_read_that_fails_does_not_tell(outcome: Outcome) -> None:
    """Neither yes nor no is known, so that nothing final is said: the ladder finds out."""
    Playbook(doubting()).on(
        answer(T + 5, 3, outcome),
        on_card(Screen.SETTLING),
        reads(4, wait=2),
        then=State.SETTLING,
        call=4,
        deadline=T + 5 + 2 + 3 * MINUTE,
    )


def test_a_read_that_is_lost_does_not_tell_either() -> None:
    """The process died with it under way."""
    Playbook(doubting()).on(
        DeadlinePassed(at=T + DAY),
        shows(Screen.SETTLING),
        reads(4, wait=2),
        then=State.SETTLING,
        call=4,
        deadline=T + DAY + 2 + 3 * MINUTE,
    )


@pytest.mark.parametrize("outcome", [STRANGE, NOT_VERIFIED, *NO_ANSWERS])
def test_older_answers_do_not_end_the_doubt(outcome: Outcome) -> None:
    """The refusal comes a second time, or the read before handing in: the newest call is awaited."""
    Playbook(doubting()).on(answer(T + 5, 2, outcome), then=State.CHECKING).on(
        answer(T + 5, 2, STRANGE, submitted=True), then=State.CHECKING
    )


def test_the_codes_own_yes_ends_the_doubt() -> None:
    """However it comes about."""
    Playbook(doubting()).on(
        answer(T + 5, 2, ACCEPTED, submitted=True),
        shows(Screen.VERIFIED, Note.LATE),
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        then=State.VERIFIED,
        **NO_CODE,
        fault=None,
        reference="",
    )


def test_meanwhile_the_code_is_in_hand() -> None:
    """Who asks, or sends another code, reads the same as while any code is being checked."""
    another = CodeGiven(at=T + 5, code=OTHER_CODE, fingerprint=OTHER_MARK, message_id=5)
    Playbook(doubting()).on(Started(at=T + 5), shows(Screen.CHECKING), then=State.CHECKING).on(
        another, shows(Screen.CHECKING, Note.CODE_IN_HAND), DELETES, then=State.CHECKING
    )
