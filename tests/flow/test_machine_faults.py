"""What each fault leads to: of a code that was handed in, and of the read before it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.flow.effects import Note, Reason, Screen
from bot.flow.model import Budget, Fault, State, Unknown
from tests.flow.cast import (
    DAY,
    FIRST_NUDGE,
    HOUR,
    MARK,
    MINUTE,
    NO_CODE,
    PHONE,
    TIMED_OUT,
    T,
    a_case,
    answer,
    not_sent,
    on_card,
    reads,
    refused,
    tells,
    tells_fault,
    tries,
)
from tests.support.playbook import Expected, Playbook

HELD_AND_PROBED = {
    Fault.NOT_SUBSCRIBED, Fault.CREDENTIALS, Fault.CLOCK, Fault.ACCOUNT, Fault.THROTTLED, Fault.PROVIDER_DOWN,
}  # fmt: skip
"""Looked at every five minutes, because a read shows when they are gone."""

HELD_FOR_STAFF = {
    Fault.NUMBER_NOT_IN_SPACE, Fault.NOT_MIGRATING, Fault.SPACE_NOT_BOUND, Fault.NOT_PERMITTED, Fault.META_ACCESS,
    Fault.PROGRAM, Fault.ALREADY_IN_SPACE, Fault.ADD_INSTEAD, Fault.UNEXPLAINED, Fault.TOO_MANY_REQUESTS,
    Fault.REGISTER_LIMIT, Fault.NUMBER_BUSY, Fault.WABA_INCOMPLETE,
}  # fmt: skip
"""Mentioned again after four hours, because no read can tell."""

ASK_AGAIN = {Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.MOMENT_PASSED, Fault.VERIFY_AGAIN}
"""The customer sends another code; staff need not know."""

ASK_AGAIN_AND_TELL = {
    Fault.TWO_STEP_ON, Fault.CUSTOMER_ACCOUNT, Fault.NAME_NOT_APPROVED, Fault.WABA_NOT_APPROVED, Fault.UNRECOGNISED,
}  # fmt: skip
"""The customer may send another code, and will likely need a person."""

DIFFERENT = {Fault.TOO_MANY_TRIES, Fault.MAYBE_VERIFIED, Fault.NUMBER_INVALID}
"""Each with a test of its own."""

DOUBTED = {Fault.UNRECOGNISED}
"""As the refusal of a code it is not believed at once: tests/flow/test_machine_doubt.py."""


def expected(fault: Fault, at: int) -> tuple[list[Expected], State, dict[str, Any]]:
    """What an obstacle leads to while there are tries left."""
    known: dict[str, Any] = {"fault": fault, "reference": "234567", **NO_CODE}
    if fault in HELD_AND_PROBED:
        owed = [on_card(Screen.HELD), tells_fault(fault)]
        return owed, State.HELD, known | {"deadline": at + 5 * MINUTE, "hold_told_at": at, "code_kept_at": T}
    if fault in HELD_FOR_STAFF:
        owed = [on_card(Screen.HELD), tells_fault(fault)]
        return owed, State.HELD, known | {"deadline": at + 4 * HOUR, "hold_told_at": at, "code_kept_at": T}
    owed = [on_card(Screen.ASK_CODE, Note.REFUSED)]
    if fault in ASK_AGAIN_AND_TELL:
        owed.append(tells_fault(fault))
    return owed, State.WAITING_CODE, known | {"deadline": at + FIRST_NUDGE}


def test_the_tables_know_every_fault() -> None:
    """A new fault must be given a place here."""
    named = [HELD_AND_PROBED, HELD_FOR_STAFF, ASK_AGAIN, ASK_AGAIN_AND_TELL, DIFFERENT]

    assert sorted(fault for group in named for fault in group) == sorted(Fault)


@pytest.mark.parametrize("fault", sorted(set(Fault) - DIFFERENT - DOUBTED))
@pytest.mark.parametrize("try_used", [True, False], ids=["a try was used", "no try was used"])
def test_a_code_is_refused(fault: Fault, *, try_used: bool) -> None:
    """The fault decides what follows, the provider's answer whether the try counts."""
    owed, state, changes = expected(fault, T + 4)
    if try_used and state is State.HELD:
        changes["code_kept_at"] = 0  # It was not kept from WhatsApp.
    Playbook(a_case(State.CHECKING)).on(
        answer(T + 4, 2, refused(fault, try_used=try_used), submitted=True),
        *owed,
        then=state,
        **changes,
        budget=tries(T + 4) if try_used else Budget(),
    )


@pytest.mark.parametrize("fault", sorted(set(Fault) - DIFFERENT))
def test_a_code_is_not_sent(fault: Fault) -> None:
    """What never reached WhatsApp costs no try, and may be sent again."""
    owed, state, changes = expected(fault, T + 4)
    Playbook(a_case(State.CHECKING)).on(
        answer(T + 4, 2, not_sent(fault), submitted=True), *owed, then=state, **changes, budget=Budget()
    )


ABOUT_CODES = {
    Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.UNRECOGNISED, Fault.MAYBE_VERIFIED,
}  # fmt: skip
"""A read hands no code in, so that one refused with these words says nothing about the customer's code."""


@pytest.mark.parametrize("fault", sorted({*Fault} - DIFFERENT - ABOUT_CODES))
@pytest.mark.parametrize("outcome", [refused, not_sent])
def test_the_read_before_handing_in_is_refused(fault: Fault, outcome: Any) -> None:
    """The code does not go out, and no try is counted."""
    owed, state, changes = expected(fault, T)
    Playbook(a_case(State.PRECHECKING)).on(answer(T, 1, outcome(fault)), *owed, then=state, **changes)


@pytest.mark.parametrize("fault", sorted(ABOUT_CODES))
@pytest.mark.parametrize("outcome", [refused, not_sent])
def test_a_read_cannot_say_that_a_code_was_refused(fault: Fault, outcome: Any) -> None:
    """Nobody is told «refused» of a code that was not handed in; staff see what the provider said."""
    Playbook(a_case(State.PRECHECKING)).on(
        answer(T, 1, outcome(fault)),
        on_card(Screen.HELD),
        tells_fault(fault),
        then=State.HELD,
        **NO_CODE,
        fault=Fault.PROVIDER_DOWN,
        reference="234567",
        deadline=T + 5 * MINUTE,
        hold_told_at=T,
        code_kept_at=T,
    )


def test_the_read_before_handing_in_has_no_answer() -> None:
    """Only a plain «not verified» lets the code go out."""
    Playbook(a_case(State.PRECHECKING)).on(
        answer(T, 1, Unknown(reason="no answer", code="InternalError", request_id="R-1234567")),
        on_card(Screen.HELD),
        tells(
            Reason.FAULT,
            fault=Fault.PROVIDER_DOWN,
            code="InternalError",
            message="no answer",
            request_id="R-1234567",
        ),
        then=State.HELD,
        **NO_CODE,
        fault=Fault.PROVIDER_DOWN,
        reference="234567",
        deadline=T + 5 * MINUTE,
        hold_told_at=T,
        code_kept_at=T,
    )


@pytest.mark.parametrize("state", [State.PRECHECKING, State.CHECKING])
def test_too_many_tries_locks_the_number_for_a_day(state: State) -> None:
    """Asking earlier may lengthen the lock, so that it is the number's, whatever chat or invitation comes next."""
    case = a_case(state)
    submitted = state is State.CHECKING
    Playbook(case).on(
        answer(T + 4, case.call, refused(Fault.TOO_MANY_TRIES, try_used=True), submitted=submitted),
        on_card(Screen.PAUSED),
        tells_fault(Fault.TOO_MANY_TRIES),
        then=State.PAUSED,
        **NO_CODE,
        fault=Fault.TOO_MANY_TRIES,
        reference="234567",
        budget=replace(tries(T + 4) if submitted else Budget(), locked_until=T + 4 + DAY),
        deadline=T + 4 + DAY,
    )


@pytest.mark.parametrize("state", [State.PRECHECKING, State.CHECKING])
def test_an_invalid_number_is_asked_for_again(state: State) -> None:
    """The customer typed it, so the customer can mend it."""
    case = a_case(state)
    submitted = state is State.CHECKING
    Playbook(case).on(
        answer(T + 4, case.call, refused(Fault.NUMBER_INVALID), submitted=submitted),
        on_card(Screen.ASK_NUMBER, Note.REFUSED),
        then=State.ASKING_NUMBER,
        phone="",
        **NO_CODE,
        fault=Fault.NUMBER_INVALID,
        reference="234567",
        budget=Budget(),
        deadline=T + 4 + FIRST_NUDGE,
    )


@pytest.mark.parametrize("state", [State.PRECHECKING, State.CHECKING])
def test_an_invalid_number_of_an_invitation_is_for_staff(state: State) -> None:
    """Staff wrote it, so only staff can mend it."""
    case = a_case(state, expected_phone=PHONE)
    submitted = state is State.CHECKING
    Playbook(case).on(
        answer(T + 4, case.call, refused(Fault.NUMBER_INVALID), submitted=submitted),
        on_card(Screen.HELD),
        tells_fault(Fault.NUMBER_INVALID),
        then=State.HELD,
        **NO_CODE,
        fault=Fault.NUMBER_INVALID,
        reference="234567",
        budget=Budget(),
        deadline=T + 4 + 4 * HOUR,
        hold_told_at=T + 4,
        code_kept_at=T,
    )


def test_a_refusal_that_may_mean_verified_is_not_believed() -> None:
    """WhatsApp also gives it for a number that is verified: reads find out, and nobody is told «refused» before."""
    Playbook(a_case(State.CHECKING)).on(
        answer(T + 4, 2, refused(Fault.MAYBE_VERIFIED, try_used=True), submitted=True),
        on_card(Screen.SETTLING),
        reads(3, wait=2),
        then=State.SETTLING,
        call=3,
        fault=Fault.MAYBE_VERIFIED,
        reference="234567",
        budget=tries(T + 4),
        deadline=T + 4 + 2 + 3 * MINUTE,
    )


def test_no_answer_to_a_code_is_not_a_failure() -> None:
    """A code whose answer never came is looked into; the customer reads that we are checking."""
    Playbook(a_case(State.CHECKING)).on(
        answer(T + 30, 2, TIMED_OUT, submitted=True),
        on_card(Screen.SETTLING),
        reads(3, wait=2),
        then=State.SETTLING,
        call=3,
        budget=tries(T + 30),
        deadline=T + 30 + 2 + 3 * MINUTE,
    )


@pytest.mark.parametrize("fault", sorted((ASK_AGAIN | ASK_AGAIN_AND_TELL) - DOUBTED))
def test_the_last_try_pauses_the_number(fault: Fault) -> None:
    """The third code in an hour was refused: the customer reads until when, staff hear that the tries are used up."""
    fault_notice = [tells_fault(fault)] if fault in ASK_AGAIN_AND_TELL else []
    Playbook(a_case(State.CHECKING, budget=tries(T - 60, T - 30, T, marks=("x", "y", MARK)))).on(
        answer(T + 4, 2, refused(fault, try_used=True), submitted=True),
        on_card(Screen.PAUSED, Note.REFUSED),
        *fault_notice,
        tells(Reason.BUDGET_USED_UP),
        then=State.PAUSED,
        **NO_CODE,
        fault=fault,
        reference="234567",
        budget=tries(T - 60, T - 30, T + 4, marks=("x", "y", MARK)),
        deadline=T - 60 + HOUR,
    )


def test_an_answer_without_request_id_has_no_reference() -> None:
    """There is nothing then that a customer could quote."""
    Playbook(a_case(State.PRECHECKING)).on(
        answer(T, 1, replace(refused(Fault.CODE_EXPIRED), request_id="", fault=Fault.CLOCK)),
        on_card(Screen.HELD),
        tells(Reason.FAULT, fault=Fault.CLOCK, code="Some.Code", message="some words"),
        then=State.HELD,
        **NO_CODE,
        fault=Fault.CLOCK,
        deadline=T + 5 * MINUTE,
        hold_told_at=T,
        code_kept_at=T,
    )
