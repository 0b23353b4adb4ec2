"""Settlement: what did a call do whose answer never came? Nobody hears «failed» before that is known."""

from typing import Any

import pytest

from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import DeadlinePassed
from bot.flow.model import Case, Fault, Outcome, State, Unknown
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    FIRST_NUDGE,
    HOUR,
    MARK,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    answer,
    lists,
    on_card,
    reads,
    refused,
    shows,
    tells,
    tries,
)
from tests.support.playbook import Playbook

WAITS = (2, 5, 10, 20, 40)
LADDER = len(WAITS)
SLOW = 5 * MINUTE
FAILED = Unknown(reason="no answer")

FAILURES: list[Outcome] = [FAILED, refused(Fault.PROVIDER_DOWN), refused(Fault.WRONG_CODE)]
"""Reads that say nothing, whatever they say."""


def settling(rung: int, **fields: Any) -> Case:
    """A case whose outcome is unknown, with so many reads answered."""
    return a_case(State.SETTLING, reads=rung, call=3 + rung, **fields)


def climbed(story: Playbook, outcome: Outcome, *, to: int = LADDER) -> Playbook:
    """Tell that the reads of the ladder so far end like this, up to a rung."""
    for rung in range(story.case.reads, to):
        call, at = story.case.call, T + rung * HOUR
        is_last = rung + 1 == LADDER
        wait = 0 if is_last else WAITS[rung + 1]
        story.on(
            answer(at, call, outcome),
            lists(call + 1) if is_last else reads(call + 1, wait=wait),
            then=State.SETTLING,
            reads=rung + 1,
            call=call + 1,
            denied=outcome is NOT_VERIFIED,
            deadline=at + wait + 3 * MINUTE,
        )
    return story


@pytest.mark.parametrize("rung", range(LADDER + 3))
def test_verified_at_any_rung(rung: int) -> None:
    """One yes is enough, from the status, from the list, or late; early ones go over the card, later ones notify."""
    shown = on_card(Screen.VERIFIED) if rung < 2 else shows(Screen.VERIFIED, Note.LATE)
    Playbook(settling(rung, denied=True, fault=Fault.MAYBE_VERIFIED, reference="234567")).on(
        answer(T, 3 + rung, VERIFIED),
        shown,
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        then=State.VERIFIED,
        **NO_CODE,
        fault=None,
        reference="",
        reads=0,
        denied=False,
    )


def test_denied_all_the_way() -> None:
    """Every read says no, the list too: only now the customer reads that the code did not go through."""
    story = climbed(Playbook(settling(0)), NOT_VERIFIED)
    story.on(
        answer(T + DAY, 8, NOT_VERIFIED),
        shows(Screen.ASK_CODE, Note.NOT_THROUGH),
        then=State.WAITING_CODE,
        **NO_CODE,
        reads=0,
        denied=False,
        deadline=T + DAY + FIRST_NUDGE,
    )


def test_denied_where_whatsapp_had_said_no() -> None:
    """The refusal that might have meant «verified» was one: the customer reads it as such."""
    story = climbed(Playbook(settling(0, fault=Fault.MAYBE_VERIFIED, reference="234567")), NOT_VERIFIED)
    story.on(
        answer(T + DAY, 8, FAILED),
        shows(Screen.ASK_CODE, Note.REFUSED),
        then=State.WAITING_CODE,
        **NO_CODE,
        reads=0,
        denied=False,
        deadline=T + DAY + FIRST_NUDGE,
    )


def test_denied_with_the_last_try_pauses() -> None:
    """A code that may have been counted is counted."""
    spent = tries(T + 4 * HOUR, T + 4 * HOUR, T + 4 * HOUR, marks=("x", "y", MARK))
    Playbook(settling(LADDER, denied=True, budget=spent)).on(
        answer(T + 4 * HOUR + 60, 8, NOT_VERIFIED),
        shows(Screen.PAUSED, Note.NOT_THROUGH),
        tells(Reason.BUDGET_USED_UP),
        then=State.PAUSED,
        **NO_CODE,
        reads=0,
        denied=False,
        deadline=T + 5 * HOUR,
    )


def test_an_early_no_proves_nothing() -> None:
    """The call may still be running: a no counts at the ladder's end only, and reads that fail then outweigh it."""
    story = climbed(Playbook(settling(0)), NOT_VERIFIED, to=LADDER - 1)
    climbed(story, FAILED).on(
        answer(T + DAY, 8, NOT_VERIFIED),
        reads(9, wait=SLOW),
        shows(Screen.SETTLING),
        tells(Reason.UNKNOWN_OUTCOME),
        then=State.SETTLING,
        reads=LADDER + 1,
        call=9,
        deadline=T + DAY + SLOW + 3 * MINUTE,
    )


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("listed", [NOT_VERIFIED, *FAILURES])
def test_unknown_all_the_way(failure: Outcome, listed: Outcome) -> None:
    """No read tells: customer and staff hear of it once, reads go on at leisure, and nobody is told what is untrue."""
    story = climbed(Playbook(settling(0)), failure)
    story.on(
        answer(T + DAY, 8, listed),
        reads(9, wait=SLOW),
        shows(Screen.SETTLING),
        tells(Reason.UNKNOWN_OUTCOME),
        then=State.SETTLING,
        reads=LADDER + 1,
        call=9,
        deadline=T + DAY + SLOW + 3 * MINUTE,
    )
    for more in range(3):
        story.on(
            answer(T + 2 * DAY, 9 + more, failure),
            reads(10 + more, wait=SLOW),
            then=State.SETTLING,
            reads=LADDER + 2 + more,
            call=10 + more,
            deadline=T + 2 * DAY + SLOW + 3 * MINUTE,
        )


@pytest.mark.parametrize("rung", [LADDER + 1, LADDER + 2, LADDER + 9])
@pytest.mark.parametrize(("fault", "note"), [(None, Note.NOT_THROUGH), (Fault.MAYBE_VERIFIED, Note.REFUSED)])
def test_a_late_no_is_told_to_both(fault: Fault | None, note: Note, rung: int) -> None:
    """Staff were told that the outcome is unknown, so they hear that it is known."""
    Playbook(settling(rung, fault=fault)).on(
        answer(T, 3 + rung, NOT_VERIFIED),
        shows(Screen.ASK_CODE, note),
        tells(Reason.UNKNOWN_RESOLVED),
        then=State.WAITING_CODE,
        **NO_CODE,
        reads=0,
        denied=False,
        deadline=T + FIRST_NUDGE,
    )


@pytest.mark.parametrize("rung", range(LADDER + 3))
def test_the_codes_own_answer_may_come_late(rung: int) -> None:
    """The call was given up, and its yes arrives after all."""
    shown = on_card(Screen.VERIFIED) if rung < 2 else shows(Screen.VERIFIED, Note.LATE)
    Playbook(settling(rung)).on(
        answer(T, 2, ACCEPTED, submitted=True),
        shown,
        tells(Reason.VERIFIED, request_id="R-SUBMIT"),
        then=State.VERIFIED,
        **NO_CODE,
        reads=0,
    )


@pytest.mark.parametrize("outcome", [refused(Fault.WRONG_CODE, try_used=True), TIMED_OUT])
def test_the_codes_own_answer_that_is_no_yes_waits_for_the_reads(outcome: Outcome) -> None:
    """The ladder is under way and will tell."""
    Playbook(settling(2)).on(answer(T, 2, outcome, submitted=True), then=State.SETTLING)


@pytest.mark.parametrize("rung", range(LADDER))
def test_a_lost_read_counts_as_a_failed_one(rung: int) -> None:
    """The ladder goes on when a read is never answered, and what was said before is not proof of anything."""
    is_last = rung + 1 == LADDER
    wait = 0 if is_last else WAITS[rung + 1]
    call = 4 + rung
    Playbook(settling(rung, denied=True)).on(
        DeadlinePassed(at=T + DAY),
        lists(call) if is_last else reads(call, wait=wait),
        then=State.SETTLING,
        reads=rung + 1,
        call=call,
        denied=False,
        deadline=T + DAY + wait + 3 * MINUTE,
    )


def test_a_lost_list_is_as_good_as_a_failed_one() -> None:
    """The status said no at the ladder's end; the list would not have changed that."""
    Playbook(settling(LADDER, denied=True)).on(
        DeadlinePassed(at=T + DAY),
        shows(Screen.ASK_CODE, Note.NOT_THROUGH),
        then=State.WAITING_CODE,
        **NO_CODE,
        reads=0,
        denied=False,
        deadline=T + DAY + FIRST_NUDGE,
    )


def test_staff_hear_of_a_case_that_loses_all_its_reads() -> None:
    """No case is stuck without staff knowing, not even when every single read is lost."""
    story = Playbook(settling(LADDER))
    story.on(
        DeadlinePassed(at=T + DAY),
        reads(9, wait=SLOW),
        shows(Screen.SETTLING),
        tells(Reason.UNKNOWN_OUTCOME),
        then=State.SETTLING,
        reads=LADDER + 1,
        call=9,
        deadline=T + DAY + SLOW + 3 * MINUTE,
    ).on(
        DeadlinePassed(at=T + 2 * DAY),
        reads(10, wait=SLOW),
        then=State.SETTLING,
        reads=LADDER + 2,
        call=10,
        deadline=T + 2 * DAY + SLOW + 3 * MINUTE,
    )


def test_the_code_call_itself_is_lost() -> None:
    """The process died with the call under way: reads find out what it did."""
    Playbook(a_case(State.CHECKING)).on(
        DeadlinePassed(at=T + DAY),
        shows(Screen.SETTLING),
        reads(3, wait=2),
        then=State.SETTLING,
        call=3,
        deadline=T + DAY + 2 + 3 * MINUTE,
    )
