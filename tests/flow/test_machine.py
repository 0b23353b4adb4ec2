"""The table as a whole: what must hold for every state and every event."""

from collections import defaultdict
from typing import get_args

import pytest

from bot.codec import encode_effect
from bot.flow.effects import Effect, Reason, RequestCode, Show, SubmitCode, TellStaff
from bot.flow.events import (
    CallAnswered,
    ChannelChosen,
    CodeProposed,
    DeadlinePassed,
    Event,
    Extended,
    FromCustomer,
    MoveOrdered,
    Unlocked,
)
from bot.flow.machine import SCREENS, TRANSITIONS, Step, decide
from bot.flow.model import CLOSED, Case, State
from tests.flow.cast import CODE
from tests.flow.everything import NOW, cases, events, said

pytestmark = pytest.mark.xdist_group("table")
"""All by one worker: what everything leads to takes seconds to work out, and every test looks at it."""


@pytest.fixture(scope="module")
def steps() -> list[tuple[Case, Event, Step]]:
    """What every event does to every case."""
    return [(case, event, decide(case, event)) for case in cases() for event in events(case)]


Steps = list[tuple[Case, Event, Step]]
Told = Show | TellStaff


def test_every_state_has_a_row_and_a_screen() -> None:
    """A new state cannot be forgotten."""
    assert set(TRANSITIONS) == set(State)
    assert set(SCREENS) == set(State)


def test_every_event_is_expected_somewhere() -> None:
    """An event that no state knows would be one that nobody handles."""
    assert {event for rules in TRANSITIONS.values() for event in rules} == set(get_args(Event))


def test_these_are_all_events() -> None:
    """What follows is about every event, and about every state."""
    of_customers = {type(event) for event in said()}

    assert of_customers == set(get_args(FromCustomer))
    assert {case.state for case in cases()} == set(State)


def test_rules_name_exactly_the_states_they_lead_to(steps: Steps) -> None:
    """The diagram is drawn from what they name: neither more nor less than what they do."""
    reached: dict[tuple[State, type], set[State]] = defaultdict(set)
    for case, event, step in steps:
        reached[case.state, type(event)].add(step.case.state)

    named = {
        (state, event): set(rule.to) - {state} for state, rules in TRANSITIONS.items() for event, rule in rules.items()
    }
    assert {key: states - {key[0]} for key, states in reached.items() if key in named} == named
    assert all(states == {state} for (state, event), states in reached.items() if (state, event) not in named)


def test_nothing_is_handed_in_or_asked_for_while_an_incident_goes_on(steps: Steps) -> None:
    """But for the code that is to show whether it still does, where no read can."""
    done = [
        (case.state, type(event), type(effect))
        for case, event, step in steps
        for effect in step.effects
        if case.incident is not None and isinstance(effect, SubmitCode | RequestCode)
        if not (isinstance(effect, SubmitCode) and effect.trial is case.incident is case.held_by)
    ]

    assert done == []


def test_every_customer_is_answered(steps: Steps) -> None:
    """Whatever somebody says, wherever the case stands: there is a screen for them."""
    unanswered = [
        (case.state, type(event))
        for case, event, step in steps
        if isinstance(event, get_args(FromCustomer)) and not any(isinstance(each, Show) for each in step.effects)
    ]

    assert unanswered == []


def test_nobody_is_shown_more_than_one_screen_at_a_time(steps: Steps) -> None:
    """One event, one message."""
    assert max(sum(isinstance(each, Show) for each in step.effects) for *_, step in steps) == 1


def test_only_what_is_closed_has_no_deadline(steps: Steps) -> None:
    """No case waits without end, and none that is over wakes up. A verified number is let go, and staff told of it."""
    wrong = [
        (case.state, type(event), step.case.state)
        for case, event, step in steps
        if (step.case.deadline is None) != (step.case.state in CLOSED or _is_let_go(case, step))
    ]

    assert wrong == []


def _is_let_go(before: Case, step: Step) -> bool:
    """Whether a verified number is not looked at any more, and nobody is unaware of it."""
    told = any(isinstance(each, TellStaff) and each.reason is Reason.LET_GO for each in step.effects)
    was_so = before.state is State.VERIFIED and before.deadline is None
    return step.case.state is State.VERIFIED and step.case.deadline is None and (told or was_so)


def test_new_deadlines_are_in_the_future(steps: Steps) -> None:
    """A deadline that was here already would fire at once, and again and again."""
    wrong = [
        (case.state, type(event), step.case.state)
        for case, event, step in steps
        if (step.case.state, step.case.deadline) != (case.state, case.deadline)
        and step.case.deadline is not None
        and step.case.deadline <= NOW
    ]

    assert wrong == []


def test_the_code_stays_in_its_case_and_then_in_its_call(steps: Steps) -> None:
    """Neither screens nor notices nor later states have it."""
    leaks = [
        (case.state, type(event))
        for case, event, step in steps
        if (step.case.code and step.case.state is not State.PRECHECKING)
        or any(CODE in _stored(each) for each in step.effects if not isinstance(each, SubmitCode))
    ]

    assert leaks == []


def _stored(effect: Effect) -> str:
    return encode_effect(effect)[1].decode()


def test_nobody_gives_a_number_more_tries_by_what_they_do(steps: Steps) -> None:
    """Only the provider's answers change a budget of tries; what else changes it only takes, and only of requests."""
    for case, event, step in steps:
        before, after = case.budget, step.case.budget
        if isinstance(event, CallAnswered) or before == after:
            continue
        assert isinstance(event, ChannelChosen | CodeProposed | DeadlinePassed | MoveOrdered | Extended | Unlocked)
        assert before.tries == after.tries
        assert before.locked_until == after.locked_until or isinstance(event, Unlocked)
        assert set(before.requests) <= set(after.requests)
        assert set(before.registrations) <= set(after.registrations)
        assert before.no_request_until <= after.no_request_until
