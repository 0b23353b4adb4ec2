"""Pacing: over all replicas never more calls in any second than allowed, first come, first served."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import count, pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from db import pacing
from db.engine import open_engine, transaction

INTERVAL = 0.102
"""Ten in a second, with the margin that the program leaves."""

ALLOWED = 10
START = 1_800_000_000.0

_keys = count()


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def grant(engine: AsyncEngine, now: float, *, key: str = "account:action") -> float:
    """Take a slot in a transaction of its own."""
    async with transaction(engine) as connection:
        return await pacing.grant(connection, key, interval=INTERVAL, now=now)


async def slow_down(engine: AsyncEngine, until: float, *, key: str = "account:action") -> None:
    """Slow an action down in a transaction of its own."""
    async with transaction(engine) as connection:
        await pacing.slow_down(connection, key, until=until)


def most_in_a_second(slots: Sequence[float]) -> int:
    """The most slots in any second, both ends included."""
    return max(sum(first <= slot <= first + 1 for slot in slots) for first in slots)


async def test_the_first_goes_at_once(engine: AsyncEngine) -> None:
    """Then one every so often; after a pause again at once."""
    slots = [await grant(engine, START) for _ in range(3)]
    later = await grant(engine, START + 60)

    assert slots == pytest.approx([START, START + INTERVAL, START + 2 * INTERVAL], abs=1e-5)
    assert later == pytest.approx(START + 60, abs=1e-5)


async def test_actions_do_not_wait_for_each_other(engine: AsyncEngine) -> None:
    """The limit is each action's own, in each account."""
    slots = [await grant(engine, START, key=key) for key in ("a:one", "a:two", "b:one")]

    assert slots == pytest.approx([START] * 3, abs=1e-5)


async def test_a_throttled_action_waits(engine: AsyncEngine) -> None:
    """Nothing is granted before then; being told to wait less changes nothing; other actions go on."""
    await slow_down(engine, START + 5)
    await slow_down(engine, START + 2)

    assert await grant(engine, START) == pytest.approx(START + 5, abs=1e-5)
    assert await grant(engine, START) == pytest.approx(START + 5 + INTERVAL, abs=1e-5)
    assert await grant(engine, START, key="other") == pytest.approx(START, abs=1e-5)


async def test_slowing_down_takes_no_slot(engine: AsyncEngine) -> None:
    """What was granted before stays granted, and the next comes after it."""
    slots = [await grant(engine, START) for _ in range(20)]
    await slow_down(engine, START + 1)

    assert await grant(engine, START) == pytest.approx(slots[-1] + INTERVAL, abs=1e-5)


async def test_what_is_rolled_back_took_no_slot(engine: AsyncEngine) -> None:
    """A transaction that fails leaves the turn to the next."""

    async def fails() -> None:
        async with transaction(engine) as connection:
            await pacing.grant(connection, "account:action", interval=INTERVAL, now=START)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()

    assert await grant(engine, START) == pytest.approx(START, abs=1e-5)


async def test_replicas_together_never_exceed_it(engine: AsyncEngine, database_url: str) -> None:
    """Three replicas with clocks that differ, thirty calls each at once: one line of slots, none too close."""
    replicas = [engine, open_engine(database_url), open_engine(database_url)]
    random = Random(5)
    wanted = [(replica, START + random.random() * 2) for replica in replicas for _ in range(30)]
    random.shuffle(wanted)
    slots = await asyncio.gather(*(grant(replica, now) for replica, now in wanted))
    for replica in replicas[1:]:
        await replica.dispose()

    assert len(set(slots)) == 90
    assert all(later - earlier >= INTERVAL - 1e-4 for earlier, later in pairwise(sorted(slots)))
    assert most_in_a_second(slots) <= ALLOWED
    assert all(slot >= now - 1e-5 for slot, (_, now) in zip(slots, wanted, strict=True))


steps = st.lists(
    st.tuples(st.sampled_from(["grant", "grant", "grant", "slow down"]), st.floats(0, 3, allow_nan=False)), max_size=30
)


@given(steps)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
async def test_any_order_of_asking_keeps_it(engine: AsyncEngine, asked: list[tuple[str, float]]) -> None:
    """By whatever clocks, and however often it is slowed down: slots come in order, none too close to another."""
    key = f"account:{next(_keys)}"
    slots: list[float] = []
    not_before = 0.0
    for what, after in asked:
        if what == "slow down":
            not_before = max(not_before, START + after)
            await slow_down(engine, START + after, key=key)
        else:
            slots.append(await grant(engine, START + after, key=key))
            assert slots[-1] >= max(not_before, START + after) - 1e-4

    assert all(later - earlier >= INTERVAL - 1e-4 for earlier, later in pairwise(slots))
