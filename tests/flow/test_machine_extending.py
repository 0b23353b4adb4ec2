"""Staff allow a number more: one code and one try at a time, seldom, and never where the provider would not take it."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import DeadlinePassed, Extended
from bot.flow.machine import decide
from bot.flow.model import Budget, Case, State, Unextended
from bot.flow.rules.extending import AT_THE_CODE, why_not
from tests.flow.cast import DAY, HOUR, MINUTE, T, a_case, our_case, shows, tells, tries
from tests.support.playbook import Playbook

BY = "telegram 7"
SPENT = Budget(requests=(T - 3 * HOUR, T - 2 * HOUR, T - HOUR))


def test_a_customer_without_codes_can_have_one_more() -> None:
    """They read that there is one, and may have it sent at once; the others of the staff read that it was allowed."""
    case = replace(our_case(State.WAITING_CODE), budget=SPENT)
    after = (
        Playbook(case)
        .on(
            Extended(at=T, by=BY),
            shows(Screen.NEW_CODE, note=Note.EXTENDED),
            tells(Reason.EXTENDED),
            then=State.WAITING_CODE,
            budget=replace(SPENT, extensions=(T,)),
        )
        .case
    )

    assert policy.requests_left(after.budget, T) == 1
    assert policy.next_request_at(after.budget, T) == T


def test_a_pause_of_ours_is_over() -> None:
    """One more try is one that can be used: the customer is where codes are taken again."""
    paused = replace(a_case(State.PAUSED), budget=tries(T - 30, T - 20, T - 10), deadline=T + HOUR)
    step = decide(paused, Extended(at=T, by=BY))

    assert (step.case.state, step.case.fault) == (State.WAITING_CODE, None)
    assert policy.tries_left(step.case.budget, T) == 1
    assert decide(step.case, DeadlinePassed(at=T + HOUR)).effects == ()


@pytest.mark.parametrize(
    ("budget", "why"),
    [
        (Budget(), Unextended.LEFT),
        (replace(SPENT, locked_until=T + 1), Unextended.LOCKED),
        (replace(SPENT, extensions=(T - HOUR + 1,), requests=(T - 3, T - 2, T - 1, T - 1)), Unextended.OFTEN),
        (replace(SPENT, extensions=(T - 9 * HOUR, T - 2 * HOUR), requests=(T - HOUR,) * 5), Unextended.OFTEN),
        (replace(SPENT, extensions=(T - 9 * HOUR,), requests=(T - HOUR,) * 4), None),
        (replace(SPENT, extensions=(T - DAY, T - 2 * HOUR), requests=(T - HOUR,) * 4), None),
    ],
)
def test_what_cannot_be_allowed(budget: Budget, why: Unextended | None) -> None:
    """Nothing to what is left, nothing past a lock, and no more often than is safe."""
    case = replace(our_case(State.WAITING_CODE), budget=budget)

    assert why_not(case, T) is why
    if why is not None:
        assert decide(case, Extended(at=T, by=BY)) == decide(case, DeadlinePassed(at=0)), "nothing at all happens"


@pytest.mark.parametrize("state", set(State) - AT_THE_CODE)
def test_elsewhere_it_means_nothing(state: State) -> None:
    """What is under way is not disturbed, and what is over stays so."""
    case = replace(our_case(state), budget=SPENT)

    assert why_not(case, T) is Unextended.STEP
    assert decide(case, Extended(at=T, by=BY)).case.budget == SPENT


def test_most_that_a_number_can_have() -> None:
    """However staff hammer: four tries in any hour, eight in any day, five codes in any day."""
    case: Case = our_case(State.WAITING_CODE)
    codes: list[int] = []
    used: list[int] = []
    for at in range(T, T + 3 * DAY, 5 * MINUTE):
        budget = decide(case, Extended(at=at, by=BY)).case.budget
        if policy.tries_left(budget, at):
            used.append(at)
            budget = policy.spent(budget, at, str(at))
        if policy.next_request_at(budget, at) == at:
            codes.append(at)
            budget = policy.requested(budget, at)
        case = replace(case, budget=budget)

    assert max(sum(at <= each < at + HOUR for each in used) for at in used) == policy.TRIES_PER_HOUR + 1
    assert max(sum(at <= each < at + DAY for each in used) for at in used) <= policy.TRIES_PER_DAY + 2
    assert max(sum(at <= each < at + DAY for each in codes) for at in codes) <= policy.REQUESTS_PER_DAY + 2


@pytest.mark.parametrize("ago", [0, 30 * MINUTE, 5 * HOUR, DAY - 1])
def test_what_is_promised_of_the_next_holds(ago: int) -> None:
    """The moment that a customer is told is the first at which there is one, though extensions are forgotten too."""
    budget = replace(
        SPENT,
        tries=tuple(policy.spent(Budget(), T - 7 * HOUR + each * HOUR, str(each)).tries[0] for each in range(7)),
        requests=(T - 9 * HOUR, T - 8 * HOUR, T - 2 * HOUR, T - HOUR),
        extensions=(T - ago,),
    )
    for next_at, left in (
        (policy.next_try_at(budget, T), policy.tries_left),
        (policy.next_request_at(budget, T), policy.requests_left),
    ):
        assert left(budget, next_at) > 0
        assert next_at == T or not left(budget, next_at - 1)
