"""What time does: deadlines, pauses and their ends, holds and the looks at whether they are over."""

from dataclasses import replace
from typing import Any

import pytest

from bot.flow.effects import Note, Reason, Screen, TellStaff
from bot.flow.events import DeadlinePassed, Mended
from bot.flow.machine import decide
from bot.flow.model import Budget, Fault, Outcome, State, Unknown
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    FIRST_NUDGE,
    HOUR,
    MINUTE,
    NO_CODE,
    NOT_VERIFIED,
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
    tells_fault,
    tries,
)
from tests.support.playbook import Expected, Playbook

TOMORROW = T + DAY
"""When the deadline of a usual case is here."""


@pytest.mark.parametrize("state", sorted(set(State) - {State.UNINVITED}))
def test_a_deadline_that_was_moved_has_not_passed(state: State) -> None:
    """Whoever saw the old deadline, another replica say, does not close a case that has gone on since."""
    Playbook(a_case(state, deadline=TOMORROW)).on(DeadlinePassed(at=TOMORROW - 1), then=state)


@pytest.mark.parametrize("state", [State.UNINVITED, State.LIVE, State.CANCELLED, State.EXPIRED])
def test_what_is_closed_has_no_deadline(state: State) -> None:
    """A deadline that comes twice, or too late, is nothing to a closed case; nor is one that it should not have."""
    Playbook(a_case(state)).on(DeadlinePassed(at=TOMORROW), then=state)
    Playbook(a_case(state, deadline=T)).on(DeadlinePassed(at=TOMORROW), then=state)


def test_a_read_that_never_comes_back_holds_the_case() -> None:
    """The code does not go out; the customer hears it as news, and staff too."""
    Playbook(a_case(State.PRECHECKING)).on(
        DeadlinePassed(at=TOMORROW),
        shows(Screen.HELD),
        tells(Reason.FAULT, fault=Fault.PROVIDER_DOWN, message="no answer"),
        then=State.HELD,
        **NO_CODE,
        fault=Fault.PROVIDER_DOWN,
        deadline=TOMORROW + 5 * MINUTE,
        hold_told_at=TOMORROW,
        code_kept_at=T,
    )


# --- Pauses


@pytest.mark.parametrize("fault", [Fault.WRONG_CODE, Fault.TOO_MANY_TRIES])
def test_a_pause_ends(fault: Fault) -> None:
    """The customer is written to when codes are taken again, without what was the matter then."""
    Playbook(a_case(State.PAUSED, fault=fault, reference="234567")).on(
        DeadlinePassed(at=TOMORROW),
        shows(Screen.ASK_CODE, Note.TRY_AGAIN_NOW),
        then=State.WAITING_CODE,
        fault=None,
        reference="",
        deadline=TOMORROW + FIRST_NUDGE,
    )


@pytest.mark.parametrize(
    ("budget", "until"),
    [
        (tries(TOMORROW - 30, TOMORROW - 20, TOMORROW - 10), TOMORROW - 30 + HOUR),
        (Budget(locked_until=TOMORROW + 1), TOMORROW + 1),
    ],
    ids=["used up", "locked by the provider"],
)
def test_a_pause_goes_on_where_another_chat_used_the_tries(budget: Budget, until: int) -> None:
    """Nobody is asked for a code that could not be handed in."""
    Playbook(a_case(State.PAUSED, budget=budget)).on(
        DeadlinePassed(at=TOMORROW), shows(Screen.PAUSED), then=State.PAUSED, deadline=until
    )


# --- Holds

PROBED = [
    Fault.PROVIDER_DOWN, Fault.THROTTLED, Fault.CREDENTIALS, Fault.CLOCK, Fault.ACCOUNT, Fault.NOT_SUBSCRIBED,
]  # fmt: skip


@pytest.mark.parametrize("fault", PROBED)
def test_a_hold_that_a_read_can_end_is_looked_at(fault: Fault) -> None:
    """Every five minutes; staff are reminded every four hours, and the customer is left in peace."""
    story = Playbook(a_case(State.HELD, fault=fault, call=3, deadline=T + 5 * MINUTE))
    for look in range(1, 48):
        at = T + look * 5 * MINUTE
        story.on(DeadlinePassed(at=at), reads(3 + look), then=State.HELD, call=3 + look, deadline=at + 5 * MINUTE)
    at = T + 4 * HOUR
    story.on(
        DeadlinePassed(at=at),
        reads(51),
        tells(Reason.FAULT, fault=fault),
        then=State.HELD,
        call=51,
        hold_told_at=at,
        deadline=at + 5 * MINUTE,
    )


@pytest.mark.parametrize("fault", sorted(set(Fault) - set(PROBED)))
def test_a_hold_that_only_staff_can_end_is_mentioned_again(fault: Fault) -> None:
    """A read would show nothing."""
    Playbook(a_case(State.HELD, fault=fault, deadline=T + 4 * HOUR)).on(
        DeadlinePassed(at=T + 4 * HOUR),
        tells(Reason.FAULT, fault=fault),
        then=State.HELD,
        hold_told_at=T + 4 * HOUR,
        deadline=T + 8 * HOUR,
    )


def test_a_clock_set_back_does_not_silence_the_reminder() -> None:
    """Staff are rather told once too often."""
    Playbook(a_case(State.HELD, hold_told_at=T + 9 * DAY, call=3, deadline=T)).on(
        DeadlinePassed(at=T),
        reads(4),
        tells(Reason.FAULT, fault=Fault.PROVIDER_DOWN),
        then=State.HELD,
        call=4,
        hold_told_at=T,
        deadline=T + 5 * MINUTE,
    )


def test_a_read_that_works_ends_a_hold() -> None:
    """The customer hears that we can go on; a new code is needed."""
    Playbook(a_case(State.HELD, reference="234567", call=4)).on(
        answer(T, 4, NOT_VERIFIED),
        shows(Screen.ASK_CODE, Note.READY_AGAIN),
        tells(Reason.FAULT_OVER, fault=Fault.PROVIDER_DOWN),
        then=State.WAITING_CODE,
        fault=None,
        reference="",
        deadline=T + FIRST_NUDGE,
    )


def test_a_hold_may_end_in_a_pause() -> None:
    """The obstacle is gone, but the number has no try left."""
    Playbook(a_case(State.HELD, call=4, budget=tries(T - 30, T - 20, T - 10))).on(
        answer(T, 4, NOT_VERIFIED),
        shows(Screen.PAUSED, Note.READY_AGAIN),
        tells(Reason.FAULT_OVER, fault=Fault.PROVIDER_DOWN),
        then=State.PAUSED,
        fault=None,
        deadline=T - 30 + HOUR,
    )


def test_a_hold_may_end_verified() -> None:
    """Somebody verified the number elsewhere meanwhile."""
    Playbook(a_case(State.HELD, call=4)).on(
        answer(T, 4, VERIFIED),
        shows(Screen.VERIFIED, Note.LATE),
        tells(Reason.VERIFIED, request_id="R-READ-2"),
        tells(Reason.FAULT_OVER, fault=Fault.PROVIDER_DOWN),
        then=State.VERIFIED,
        fault=None,
    )


@pytest.mark.parametrize(
    "outcome",
    [
        Unknown(reason="no answer"),
        refused(Fault.PROVIDER_DOWN),
        not_sent(Fault.THROTTLED),
        refused(Fault.CREDENTIALS),
        refused(Fault.UNRECOGNISED),
        refused(Fault.MAYBE_VERIFIED),
    ],
)
def test_a_look_that_shows_nothing_new_is_silent(outcome: Outcome) -> None:
    """The same obstacle, or a passing one, is no news to anybody."""
    case = a_case(State.HELD, fault=Fault.CREDENTIALS, incident=Fault.CREDENTIALS, call=4)
    Playbook(case).on(answer(T, 4, outcome), then=State.HELD)


def test_a_look_that_meets_what_was_taken_for_gone_is_told() -> None:
    """It comes and goes: staff hear of it again, and so everybody is held up again. The customer heard nothing else."""
    Playbook(a_case(State.HELD, fault=Fault.CREDENTIALS, call=4)).on(
        answer(T, 4, refused(Fault.CREDENTIALS)), tells_fault(Fault.CREDENTIALS), then=State.HELD
    )


@pytest.mark.parametrize(
    ("fault", "life"),
    [(Fault.CREDENTIALS, 5 * MINUTE), (Fault.NUMBER_NOT_IN_SPACE, 4 * HOUR), (Fault.NOT_PERMITTED, 4 * HOUR)],
)
@pytest.mark.parametrize("outcome", [refused, not_sent])
def test_a_look_may_show_another_obstacle(fault: Fault, life: int, outcome: Any) -> None:
    """The outage is over, and something else turns out to be in the way: staff hear of it, and the customer."""
    Playbook(a_case(State.HELD, call=4)).on(
        answer(T, 4, outcome(fault)),
        shows(Screen.HELD),
        tells_fault(fault),
        then=State.HELD,
        fault=fault,
        reference="234567",
        deadline=T + life,
        hold_told_at=T,
    )


def test_a_look_may_show_that_the_number_is_invalid() -> None:
    """The customer typed it, and is asked again."""
    Playbook(a_case(State.HELD, call=4)).on(
        answer(T, 4, refused(Fault.NUMBER_INVALID)),
        shows(Screen.ASK_NUMBER, Note.REFUSED),
        then=State.ASKING_NUMBER,
        phone="",
        fault=Fault.NUMBER_INVALID,
        reference="234567",
        deadline=T + FIRST_NUDGE,
    )


def test_a_look_may_show_that_the_number_is_locked() -> None:
    """A hold becomes a pause."""
    Playbook(a_case(State.HELD, call=4)).on(
        answer(T, 4, refused(Fault.TOO_MANY_TRIES)),
        shows(Screen.PAUSED),
        tells_fault(Fault.TOO_MANY_TRIES),
        then=State.PAUSED,
        fault=Fault.TOO_MANY_TRIES,
        reference="234567",
        budget=Budget(locked_until=T + DAY),
        deadline=T + DAY,
    )


# --- Ends of an incident, which another case has shown


@pytest.mark.parametrize("fault", PROBED)
def test_a_hold_that_a_read_can_end_is_looked_at_when_another_ended(fault: Fault) -> None:
    """At once instead of within five minutes; each by a read of its own, for the provider may come and go."""
    Playbook(a_case(State.HELD, fault=fault, call=4)).on(
        Mended(at=T, fault=fault), reads(5), then=State.HELD, call=5, deadline=T + 5 * MINUTE
    )


def test_a_hold_that_no_read_can_end_ends_with_another() -> None:
    """One code got past the missing permission, so that all can: those who wait hear of it."""
    Playbook(a_case(State.HELD, fault=Fault.NOT_PERMITTED, reference="234567")).on(
        Mended(at=T, fault=Fault.NOT_PERMITTED),
        shows(Screen.ASK_CODE, Note.READY_AGAIN),
        then=State.WAITING_CODE,
        fault=None,
        reference="",
        deadline=T + FIRST_NUDGE,
    )


@pytest.mark.parametrize("state", State)
def test_the_end_of_another_incident_is_nothing_to_a_case(state: State) -> None:
    """What holds this one up goes on, and who is not held up has nothing to hear."""
    Playbook(a_case(state)).on(Mended(at=T, fault=Fault.CREDENTIALS), then=state)


@pytest.mark.parametrize("fault", [None, *sorted(set(Fault) - set(PROBED))])
def test_a_read_ends_no_incident_that_reads_do_not_meet(fault: Fault | None) -> None:
    """It works, but that shows nothing of a permission that only code calls need."""
    Playbook(a_case(State.HELD, fault=fault, call=4)).on(
        answer(T, 4, NOT_VERIFIED),
        shows(Screen.ASK_CODE, Note.READY_AGAIN),
        then=State.WAITING_CODE,
        fault=None,
        deadline=T + FIRST_NUDGE,
    )


@pytest.mark.parametrize(
    ("outcome", "shown", "told"),
    [
        (VERIFIED, on_card(Screen.VERIFIED, Note.ALREADY_VERIFIED), [tells(Reason.VERIFIED, request_id="R-READ-2")]),
        (NOT_VERIFIED, submits(2), []),
    ],
)
def test_the_read_before_a_new_code_may_end_an_incident(
    outcome: Outcome, shown: Expected, told: list[Expected]
) -> None:
    """The customer did not wait for the next look: their code's own read shows that the provider answers again."""
    case = a_case(State.PRECHECKING, held_by=Fault.PROVIDER_DOWN)
    step = decide(case, answer(T, 1, outcome))
    expected = [each(step.case, T) if callable(each) else each for each in (shown, *told)]

    over = TellStaff(reason=Reason.FAULT_OVER, case=replace(step.case, **NO_CODE), at=T, fault=Fault.PROVIDER_DOWN)
    assert list(step.effects) == [*expected, over]


@pytest.mark.parametrize("held_by", [None, *Fault])
@pytest.mark.parametrize(
    ("outcome", "is_past"),
    [
        (ACCEPTED, True),
        (refused(Fault.WRONG_CODE, try_used=True), True),
        (refused(Fault.TOO_MANY_TRIES, try_used=True), True),
        (refused(Fault.NOT_PERMITTED), False),
        (refused(Fault.META_ACCESS), False),
        (refused(Fault.UNRECOGNISED, try_used=True), False),
        (not_sent(Fault.CODE_EXPIRED), False),
        (TIMED_OUT, False),
    ],
)
def test_a_code_that_got_past_a_missing_permission_ends_that_incident(
    held_by: Fault | None, outcome: Outcome, *, is_past: bool
) -> None:
    """WhatsApp has had its say about the code, so that the permission is there; nothing else is proven by it."""
    step = decide(a_case(State.CHECKING, held_by=held_by), answer(T, 2, outcome, submitted=True))
    over = [each.fault for each in step.effects if isinstance(each, TellStaff) and each.reason is Reason.FAULT_OVER]

    assert over == ([Fault.NOT_PERMITTED] if held_by is Fault.NOT_PERMITTED and is_past else [])


def test_a_late_yes_ends_that_incident_too() -> None:
    """The answer was lost, and reads found out that the code had got past it."""
    step = decide(a_case(State.SETTLING, held_by=Fault.NOT_PERMITTED, call=3), answer(T, 3, VERIFIED))

    assert [each.reason for each in step.effects if isinstance(each, TellStaff)] == [Reason.VERIFIED, Reason.FAULT_OVER]


def test_the_answer_that_led_to_a_hold_does_not_end_it() -> None:
    """The refused call's answer comes a second time: nothing has changed."""
    held = a_case(State.HELD, fault=Fault.NOT_PERMITTED, call=2, phone=PHONE)
    Playbook(held).on(answer(T, 2, refused(Fault.NOT_PERMITTED), submitted=True), then=State.HELD)
