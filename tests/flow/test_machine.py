"""The table as a whole: what must hold for every state and every event."""

from collections import defaultdict
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.codec import encode_effect
from bot.flow.effects import DeleteMessage, Effect, ReadNumbers, ReadStatus, Screen, Show, SubmitCode, TellStaff
from bot.flow.events import CallAnswered, Event, FromCustomer
from bot.flow.machine import SCREENS, TRANSITIONS, Step, decide
from bot.flow.model import CLOSED, Case, State
from tests.flow.cast import CHAT, CODE, ID
from tests.flow.everything import NOW, cases, events, said


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
    """No case waits without end, and none that is over wakes up."""
    wrong = [
        (case.state, type(event), step.case.state)
        for case, event, step in steps
        if (step.case.deadline is None) != (step.case.state in CLOSED)
    ]

    assert wrong == []


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


def test_only_the_provider_changes_a_budget(steps: Steps) -> None:
    """Nothing that a customer does gives a number another budget, least of all that of another number."""
    changing = {type(event) for case, event, step in steps if step.case.budget != case.budget}

    assert changing == {CallAnswered}


def test_codes_leave_after_a_read_only(steps: Steps) -> None:
    """The one way to the provider leads through a read that said «not verified»."""
    states = {case.state for case, _, step in steps if any(isinstance(each, SubmitCode) for each in step.effects)}

    assert states == {State.PRECHECKING}


def test_calls_are_about_the_case_and_carry_its_newest_number(steps: Steps) -> None:
    """An answer finds its case by these, and is known to be late by the number."""
    strange = [
        (case.state, type(event))
        for case, event, step in steps
        for call in _calls(step)
        if (call.chat_id, call.case_id, call.space, call.phone, call.call)
        != (CHAT, ID, case.space, step.case.phone, step.case.call)
        or step.case.call != case.call + 1
    ]

    assert strange == []


def _calls(step: Step) -> Iterator[ReadStatus | ReadNumbers | SubmitCode]:
    for effect in step.effects:
        if isinstance(effect, ReadStatus | ReadNumbers | SubmitCode):
            yield effect


def test_screens_and_notices_show_the_case_they_are_about(steps: Steps) -> None:
    """What a screen is rendered from is the case after the event; no button on it is old before it is seen."""
    strange = [
        (case.state, type(event))
        for case, event, step in steps
        for effect in step.effects
        if isinstance(effect, Show) and (effect.case.state, effect.case.phone) != (step.case.state, step.case.phone)
    ]

    assert strange == []


def test_effects_happen_when_the_event_does(steps: Steps) -> None:
    """Moments in texts are reckoned from there."""
    assert {
        effect.at == event.at
        for _, event, step in steps
        for effect in step.effects
        if isinstance(effect, Show | TellStaff)
    } == {True}


def test_messages_are_deleted_in_the_chat_they_were_written_in(steps: Steps) -> None:
    """A customer's own message, and no other."""
    deletions = {each for *_, step in steps for each in step.effects if isinstance(each, DeleteMessage)}

    assert deletions == {DeleteMessage(chat_id=CHAT, message_id=5)}


def test_the_uninvited_are_asked_for_nothing(steps: Steps) -> None:
    """Without an invitation no event leads to a question for a number or a code."""
    shown = {
        effect.screen
        for case, event, step in steps
        if case.state is State.UNINVITED and step.case.state is State.UNINVITED
        for effect in step.effects
        if isinstance(effect, Show)
    }

    assert shown == {Screen.NEED_INVITATION, Screen.HELP}


def test_a_person_in_reach_is_not_out_of_reach(steps: Steps) -> None:
    """Whoever writes can be written to."""
    assert not any(step.case.unreachable for _, event, step in steps if isinstance(event, get_args(FromCustomer)))
