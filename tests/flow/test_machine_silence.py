"""Customers who say nothing: reminded three times and no more, never at night, and then let go politely."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.effects import Effect, Reason, Screen, Show, TellStaff
from bot.flow.events import CameBack, DeadlinePassed, Postponed, Started
from bot.flow.machine import SCREENS, decide
from bot.flow.model import CLOSED, CUSTOMER_DONE, Case, State
from bot.flow.patience import LAST_WAIT, NUDGE_WAITS, PATIENT, WAITS_FOR, Whom
from bot.text.times import night_until
from tests.flow.cast import (
    DAY,
    FIRST_NUDGE,
    HOUR,
    MINUTE,
    OURS,
    PHONE,
    T,
    a_case,
    heard,
    our_case,
    shows,
    tells,
)
from tests.support.playbook import Playbook

patient = pytest.mark.parametrize("state", sorted(PATIENT))

MORNING = T + 9 * HOUR


def test_every_state_says_whom_it_waits_for() -> None:
    """A new state must say whether its customer is reminded, or why not."""
    assert set(WAITS_FOR) == set(State)
    assert {state for state, whom in WAITS_FOR.items() if whom is Whom.NOBODY} == CLOSED
    assert set(State) - CUSTOMER_DONE >= PATIENT


def test_all_waits_together_are_what_the_customer_is_told() -> None:
    """«We have heard nothing for 3 days» is said at the end."""
    assert sum(NUDGE_WAITS) + LAST_WAIT == policy.STEP_LIFE


@patient
def test_silence_ends_a_case_after_three_reminders(state: State) -> None:
    """After 4, 24 and 60 hours; at 72 the customer reads that it is closed for now, and staff that nothing moves."""
    story = Playbook(a_case(state))
    at = T
    for nudges, (wait, then) in enumerate(zip((4, 20, 36), (20, 36, 12), strict=True), start=1):
        at += wait * HOUR
        deadline = at + then * HOUR
        story.on(DeadlinePassed(at=at), shows(Screen.NUDGE), then=state, nudges=nudges, deadline=deadline)
    story.on(
        DeadlinePassed(at=T + 3 * DAY),
        shows(Screen.EXPIRED),
        tells(Reason.EXPIRED),
        then=State.EXPIRED,
        nudges=0,
        deadline=None,
    )


@patient
def test_whatever_comes_begins_it_anew(state: State) -> None:
    """It is silence that ends a case, not time: who only asks where things stand is reminded from the start."""
    Playbook(a_case(state, nudges=3)).on(
        Started(at=T + 2 * DAY), shows(SCREENS[state]), then=state, nudges=0, deadline=T + 2 * DAY + FIRST_NUDGE
    ).on(DeadlinePassed(at=T + 2 * DAY), then=state)


@patient
@pytest.mark.parametrize("nudges", [0, 3])
def test_neither_reminder_nor_end_comes_at_night(state: State, nudges: int) -> None:
    """It waits for the morning, and nobody hears anything."""
    case = a_case(state, nudges=nudges, deadline=T)
    Playbook(case).on(DeadlinePassed(at=T, quiet_until=MORNING), then=state, deadline=MORNING)


def test_only_reminders_wait_for_the_morning() -> None:
    """What the customer was told would come then, comes."""
    for state in sorted(set(State) - PATIENT - CLOSED):
        case = a_case(state, deadline=T)
        assert decide(case, DeadlinePassed(at=T, quiet_until=MORNING)) == decide(case, DeadlinePassed(at=T)), state


@patient
def test_nothing_is_said_to_whoever_blocked_the_bot(state: State) -> None:
    """Time passes for them all the same, and staff hear of the end."""
    case = a_case(state, unreachable=True)
    told: list[Effect] = []
    while case.deadline is not None:
        step = decide(case, DeadlinePassed(at=case.deadline))
        case = step.case
        told += step.effects

    assert case.state is State.EXPIRED
    assert [(type(each), getattr(each, "reason", None)) for each in told] == [(TellStaff, Reason.EXPIRED)]


@patient
def test_only_the_number_that_the_chat_is_about_is_worth_a_reminder(state: State) -> None:
    """Who has ten numbers and goes on with none is reminded three times, not thirty; of each end they are told."""
    story = Playbook(a_case(state))
    story.on(DeadlinePassed(at=T + 4 * HOUR, is_aside=True), then=state, nudges=1, deadline=T + 24 * HOUR)
    story.on(DeadlinePassed(at=T + 24 * HOUR), shows(Screen.NUDGE), then=state, nudges=2, deadline=T + 60 * HOUR)


@pytest.mark.parametrize("state", [State.ASKING_NUMBER, State.CONFIRMING_NUMBER, State.WAITING_CODE])
def test_who_does_not_want_now_is_asked_the_next_day(state: State) -> None:
    """«Not now» is an answer: no reminder on the same day, and then as before."""
    story = Playbook(a_case(state, nudges=1))
    story.on(Postponed(at=T), shows(Screen.PUT_OFF), then=state, nudges=1, deadline=T + 20 * HOUR)
    again = DeadlinePassed(at=T + 20 * HOUR)
    story.on(again, shows(Screen.NUDGE), then=state, nudges=2, deadline=T + 56 * HOUR)


def test_a_time_that_was_chosen_is_kept() -> None:
    """«Tomorrow evening» can be typed where no button offers it."""
    Playbook(a_case(State.CONFIRMING_NUMBER)).on(
        Postponed(at=T, until=T + 30 * HOUR),
        shows(Screen.PUT_OFF),
        then=State.CONFIRMING_NUMBER,
        deadline=T + 30 * HOUR,
    )


@pytest.mark.parametrize("state", [State.READY, State.WAITING_CODE])
def test_a_code_is_put_off_to_a_time(state: State) -> None:
    """Where codes are ours to send, «Not now» leads to the choice of a time."""
    Playbook(our_case(state)).on(Postponed(at=T), shows(Screen.APPOINTMENT), then=state, **heard(state, T))


def test_a_code_that_runs_out_is_told_at_once() -> None:
    """They asked for it minutes ago, at night too."""
    case = our_case(State.WAITING_CODE, requested_at=T, deadline=T + 10 * MINUTE)
    step = decide(case, DeadlinePassed(at=T + 10 * MINUTE, quiet_until=MORNING))

    assert step.case.state is State.READY
    assert [type(each) for each in step.effects] == [Show]


# --- Any timeline

TICK = 5 * MINUTE
"""How often deadlines are looked at here; in life it is every second."""

PHONES = (PHONE, "13125550100", "18005550100", "4915112345678", "61212345678", "")
"""Jakarta; zones whose clocks change; a number that is at home in many; none."""

BEGINNINGS = (1_772_900_000, 1_774_700_000, 1_793_400_000, 1_793_900_000, T)
"""Before the clocks change in Chicago and Berlin, in spring and in autumn, and an ordinary day."""

cases = st.builds(
    lambda state, phone, language, ours, at: enter_anew(
        a_case(state, phone=phone, language=language, is_prepared=True), at, ours=ours
    ),
    st.sampled_from(sorted(PATIENT)),
    st.sampled_from(PHONES),
    st.sampled_from(["en", "id", "zh-Hant"]),
    st.booleans(),
    st.builds(lambda begins, later: begins + later, st.sampled_from(BEGINNINGS), st.integers(0, 2 * DAY)),
)


def enter_anew(case: Case, at: int, *, ours: bool) -> Case:
    """The case as it is when its customer has just asked where things stand."""
    case = replace(case, offers=OURS) if ours else case
    return decide(case, Started(at=at)).case


@given(
    case=cases,
    gaps=st.lists(st.integers(1, 4 * DAY), max_size=6),
    returns=st.sets(st.integers(0, 5)),
)
def test_silence_costs_at_most_four_messages_none_of_them_at_night_and_ends(
    case: Case, gaps: list[int], returns: set[int]
) -> None:
    """Whatever the zone and however long the bot is away: three reminders and an end, hours between any two."""
    now = case.seen_at
    heard_at, told_at = now, [now]
    away = [(now + sum(gaps[: number + 1]), number in returns) for number in range(len(gaps))]
    while case.deadline is not None:
        assert now - heard_at < 60 * DAY, "it never ends"
        due = -(-case.deadline // TICK) * TICK
        # Somebody looks when it is due, unless the bot is away: then when it is back, and it says so first.
        while away and away[0][0] <= due:
            now, tells_of_it = away.pop(0)
            if tells_of_it and (step := decide(case, CameBack(at=now, since=now))).effects:
                case, told_at = step.case, [*told_at, now]
                due = max(due, case.deadline or due)
        now = max(now, due)
        quiet_until = night_until(case.phone, case.language, now)
        step = decide(case, DeadlinePassed(at=now, quiet_until=quiet_until))
        shown = [each.screen for each in step.effects if isinstance(each, Show)]
        if shown:
            assert quiet_until == now, "it is night"
            assert now - told_at[-1] >= FIRST_NUDGE, "on the heels of another message"
            told_at.append(now)
        assert shown in ([], [Screen.NUDGE], [Screen.EXPIRED])
        case = step.case

    assert case.state is State.EXPIRED
    returned = len(returns & set(range(len(gaps))))
    assert len(told_at) - 1 <= len(NUDGE_WAITS) + 1 + returned
