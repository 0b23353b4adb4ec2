"""The heartbeat: how long nobody served, told to one of those who begin, and how far the telling has come."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db import heartbeat
from db.engine import open_engine, transaction
from db.heartbeat import Return


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def beat(engine: AsyncEngine, now: float) -> tuple[float, bool]:
    """Serve, in a transaction of its own."""
    async with transaction(engine) as connection:
        return await heartbeat.beat(connection, now=now)


async def come_back(engine: AsyncEngine, since: float) -> None:
    """Have a return told."""
    async with transaction(engine) as connection:
        await heartbeat.come_back(connection, since=since)


async def returned(engine: AsyncEngine) -> Return | None:
    """What customers are being told."""
    async with transaction(engine) as connection:
        return await heartbeat.returned(connection)


async def save(engine: AsyncEngine, told: Return | None) -> None:
    """Remember how far that has come."""
    async with transaction(engine) as connection:
        await heartbeat.save(connection, told)


async def test_the_first_beat_of_all_follows_no_gap(engine: AsyncEngine) -> None:
    """Nor does the first one after an upgrade: nobody knows of one."""
    assert await beat(engine, 1_800_000_000.5) == (0, False)
    assert await returned(engine) is None


async def test_a_gap_is_since_anybody_served(engine: AsyncEngine) -> None:
    """A clock that was set back makes it negative, and what comes after is counted from there."""
    await beat(engine, 1000)
    gaps = [(await beat(engine, now))[0] for now in (1010.5, 5000, 3000, 3010)]

    assert gaps == [10.5, 3989.5, -2000, 10]


async def test_one_of_those_who_begin_together_finds_the_gap(engine: AsyncEngine, database_url: str) -> None:
    """All replicas were started after the same power cut."""
    await beat(engine, 1000)
    replicas = [open_engine(database_url) for _ in range(4)]
    beats = await asyncio.gather(*(beat(replica, 2000) for replica in replicas))
    for replica in replicas:
        await replica.dispose()

    assert sorted(beats) == [(0, False), (0, False), (0, False), (1000, False)]


async def test_all_who_serve_know_that_somebody_is_to_be_told(engine: AsyncEngine) -> None:
    """Whoever found the gap may be dead by now."""
    await beat(engine, 1000)
    await come_back(engine, 2000)
    assert await beat(engine, 2001) == (1001, True)
    await save(engine, Return(2000, 3, 17))
    assert await returned(engine) == Return(2000, 3, 17)
    assert await beat(engine, 2002) == (1, True)
    assert await returned(engine) == Return(2000, 3, 17)
    await save(engine, None)
    assert await returned(engine) is None

    assert await beat(engine, 2003) == (1, False)


async def test_another_return_is_told_from_the_beginning(engine: AsyncEngine) -> None:
    """Everybody has something to hear again, those who were told of the first one too."""
    await beat(engine, 1000)
    await come_back(engine, 2000)
    await save(engine, Return(2000, 3, 17))
    await come_back(engine, 3000)

    assert await returned(engine) == Return(3000, 0, 0)
