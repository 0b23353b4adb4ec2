"""The budget's sums, against a model that counts by hand; and the tables of faults."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.model import Budget, Case, Fault, Try
from tests.flow.cast import DAY, HOUR, T

NOW = T

moments = st.one_of(
    st.integers(NOW - 2 * DAY, NOW + HOUR),
    st.builds(
        lambda base, near: base + near,
        st.sampled_from([NOW, NOW - HOUR, NOW - DAY, NOW + HOUR]),
        st.integers(-2, 2),
    ),
)
budgets = st.builds(
    lambda tried, locked_until: Budget(tuple(Try(at, f"mark {index}") for index, at in enumerate(tried)), locked_until),
    st.lists(moments, max_size=9),
    st.one_of(st.just(0), moments),
)


def may_try(budget: Budget, at: int, already: int = 0) -> bool:
    """The rules as one would tell them: not while locked, not a fourth in an hour, not a seventh in a day."""
    in_hour = len([each for each in budget.tries if each.at + HOUR > at]) + already
    in_day = len([each for each in budget.tries if each.at + DAY > at]) + already
    return at >= budget.locked_until and in_hour < 3 and in_day < 6


@given(budgets)
def test_tries_left_is_how_often_one_may_try(budget: Budget) -> None:
    """Trying as often as allowed, one counts as many tries as were left."""
    allowed = 0
    while may_try(budget, NOW, allowed):
        allowed += 1

    assert policy.tries_left(budget, NOW) == allowed


@given(budgets)
def test_the_next_try_is_at_the_first_moment_that_allows_one(budget: Budget) -> None:
    """Not a second before, and no later."""
    turning_points = [NOW, budget.locked_until, *(each.at + span for each in budget.tries for span in (HOUR, DAY))]
    first = min(at for at in turning_points if at >= NOW and may_try(budget, at))

    assert policy.next_try_at(budget, NOW) == first
    assert first == NOW or not may_try(budget, first - 1)


@given(budgets)
def test_a_pause_ends_with_a_try_left(budget: Budget) -> None:
    """Who waits until then may try, and who has a try left need not wait."""
    at = policy.next_try_at(budget, NOW)

    assert policy.tries_left(budget, at) > 0
    assert (at == NOW) == (policy.tries_left(budget, NOW) > 0)


@given(budgets)
def test_a_try_that_is_spent_counts_at_once(budget: Budget) -> None:
    """One try fewer is left, and the code is known."""
    spent = policy.spent(budget, NOW, "new")

    assert policy.tries_left(spent, NOW) == max(0, policy.tries_left(budget, NOW) - 1)
    assert policy.was_tried(spent, "new")
    assert not policy.was_tried(budget, "new")
    assert spent.locked_until == budget.locked_until


@given(budgets)
def test_only_what_no_longer_matters_is_forgotten(budget: Budget) -> None:
    """Spending drops tries that are out of every window, and no others."""
    assert policy.spent(budget, NOW, "new").tries == (
        *(each for each in budget.tries if each.at > NOW - DAY),
        Try(NOW, "new"),
    )


@given(budgets)
def test_a_refund_undoes_a_try(budget: Budget) -> None:
    """A code that did not reach WhatsApp leaves the budget as it was, and may be sent again."""
    refunded = policy.refunded(policy.spent(budget, NOW, "new"), "new")

    assert refunded == replace(budget, tries=tuple(each for each in budget.tries if each.at > NOW - DAY))


@given(budgets, moments)
def test_a_try_can_be_dated_anew(budget: Budget, at: int) -> None:
    """The one try moves, the others stay, and they stay in order."""
    dated = policy.dated(policy.spent(budget, NOW, "new"), "new", at)
    others = [each for each in budget.tries if each.at > NOW - DAY]

    assert sorted(dated.tries, key=lambda each: each.fingerprint) == sorted(
        [*others, Try(at, "new")], key=lambda each: each.fingerprint
    )
    assert list(dated.tries) == sorted(dated.tries, key=lambda each: each.at)
    assert dated.locked_until == budget.locked_until


@given(budgets)
def test_a_lock_lasts_a_day(budget: Budget) -> None:
    """No try is left until then; the tries themselves are untouched."""
    locked = policy.locked(budget, NOW)

    assert locked == replace(budget, locked_until=NOW + DAY)
    assert policy.tries_left(locked, NOW + DAY - 1) == 0


@given(st.lists(st.integers(0, 3 * HOUR), max_size=60))
def test_the_greediest_customer_stays_within_the_limits(waits: list[int]) -> None:
    """Whoever tries whenever they may never has more than three in any hour, nor six in any day."""
    budget, now, tried = Budget(), T, list[int]()
    for number, wait in enumerate(waits):
        now += wait
        while policy.tries_left(budget, now):
            budget = policy.spent(budget, now, f"mark {number} {len(tried)}")
            tried.append(now)

    for last in tried:
        assert len([at for at in tried if last - HOUR < at <= last]) <= policy.TRIES_PER_HOUR
        assert len([at for at in tried if last - DAY < at <= last]) <= policy.TRIES_PER_DAY


def test_the_clock_may_be_set_back() -> None:
    """Tries dated by a clock that was fast still count, and are not forgotten by the next one."""
    budget = policy.spent(Budget(), T + HOUR, "a")
    budget = policy.spent(budget, T, "b")

    assert budget == Budget((Try(T + HOUR, "a"), Try(T, "b")))
    assert policy.tries_left(budget, T) == 1


def test_recent_is_neither_long_ago_nor_in_the_future() -> None:
    """What a fast clock dated ahead did not just happen."""
    assert [policy.is_recent(T - back, T, 60) for back in (-1, 0, 59, 60)] == [False, True, True, False]


def test_a_case_without_code_keeps_all_else() -> None:
    """Neither the code nor what tells it again remains."""
    case = Case(chat_id=1, phone="628", code="123456", fingerprint="mark")

    assert policy.without_code(case) == Case(chat_id=1, phone="628")


def test_every_fault_has_somebody_who_can_mend_it() -> None:
    """A new fault must be thought about."""
    assert set(policy.FIXER) == set(Fault)


def test_a_ladder_ends_before_a_customer_gives_up() -> None:
    """Under two minutes, each wait longer than the one before."""
    assert list(policy.SETTLEMENT_WAITS) == sorted(set(policy.SETTLEMENT_WAITS))
    assert sum(policy.SETTLEMENT_WAITS) < 120


def test_a_try_counts_for_longer_than_its_call_may_wait() -> None:
    """While a call waits for its turn its try must not run out of the window."""
    assert policy.CODE_LIFE + policy.ANSWER_PATIENCE < HOUR
