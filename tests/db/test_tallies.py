"""Counts by day, as the database keeps them."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from db import digest, tallies
from db.engine import open_engine, transaction

_LOCKED_OUT = text(
    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
)


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def test_what_is_counted_adds_up(engine: AsyncEngine) -> None:
    """Over transactions, connections and days; each sort by itself, and nothing of other days."""
    for times in (1, 2):
        async with transaction(engine) as connection:
            await tallies.add(connection, {(10, "left", "held"): times, (11, "left", "held"): 5, (11, "took", "3"): 1})
    async with transaction(engine) as connection:
        assert await tallies.totals(connection, first=10, last=10) == {("left", "held"): 3}
        assert await tallies.totals(connection, first=10, last=11) == {("left", "held"): 13, ("took", "3"): 2}
        assert await tallies.by_day(connection, first=10, last=99, most=2) == [
            (10, "left", "held", 3),
            (11, "left", "held", 10),
        ]


async def test_who_counts_at_once_loses_nothing(engine: AsyncEngine) -> None:
    """Several connections add to the same counts, in whatever order they name them."""

    async def count(number: int) -> None:
        async with transaction(engine) as connection:
            keys = [(10, "left", "held"), (0, "arrived", "sms ID"), (10, "took", "3")]
            await tallies.add(connection, dict.fromkeys(keys if number % 2 else keys[::-1], 1))

    await asyncio.gather(*map(count, range(8)))
    async with transaction(engine) as connection:
        assert await tallies.totals(connection, first=10, last=10) == {("left", "held"): 8, ("took", "3"): 8}
        found = await tallies.always(connection, whats=["arrived", "missed"], sorts=["sms ID", "voice ID"])
        assert found == {("arrived", "sms ID"): 8}


async def test_what_is_old_goes_and_what_is_learned_can_begin_anew(engine: AsyncEngine) -> None:
    """Neither takes what the other is about."""
    async with transaction(engine) as connection:
        await tallies.add(connection, {(day, "arrived", "sms ID"): 1 for day in (tallies.ALWAYS, 9, 10)})
        await tallies.forget(connection, before=10)
        assert await tallies.totals(connection, first=tallies.ALWAYS, last=99) == {("arrived", "sms ID"): 2}
        await tallies.begin_anew(connection)
        assert await tallies.by_day(connection, first=tallies.ALWAYS, last=99, most=9) == [(10, "arrived", "sms ID", 1)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # On SQLite who writes is alone.
async def test_who_begins_anew_waits_in_no_circle(engine: AsyncEngine) -> None:
    """They take the counts in the order of those who count, whatever order these stand in on disk."""
    first, second = (0, "arrived", "sms ID XL"), (0, "arrived", "sms ID by.U")

    async def begin_anew() -> None:
        async with transaction(engine) as connection:
            for scan in ("indexscan", "bitmapscan"):  # As where the table is small, and the database knows it.
                await connection.execute(text(f"set local enable_{scan} = off"))
            await tallies.begin_anew(connection)

    async with engine.connect() as connection:
        for key in (second, first):
            await tallies.add(connection, {key: 1})
            await connection.commit()
        await tallies.add(connection, {first: 1})
        waiting = asyncio.create_task(begin_anew())
        async with asyncio.timeout(10), engine.connect() as looking:
            while not (await looking.execute(_LOCKED_OUT)).scalar():
                await looking.rollback()
        await tallies.add(connection, {second: 1})
        await connection.commit()
        await waiting
        assert await tallies.totals(connection, first=0, last=0) == {}


async def test_the_numbers_of_a_day_are_taken_once(engine: AsyncEngine) -> None:
    """Whoever comes second finds the time moved on; who wants none has none."""
    row = {"minute": 540, "zone": "Asia/Jakarta", "next_at": 100.0}
    async with transaction(engine) as connection:
        assert await digest.find(connection) is None
        await digest.save(connection, {**row, "minute": 1})
        await digest.save(connection, row)
        assert [await digest.move(connection, due_at=100.0, then=200.0) for _ in range(2)] == [True, False]
        assert await digest.find(connection) == {**row, "next_at": 200.0}
        await digest.drop(connection)
        assert await digest.find(connection) is None
