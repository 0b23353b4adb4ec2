"""Signs of life: what a dead replica had leased is free at once, what a living one has leased is not."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from db import outbox as statements
from db.encryption import Cipher, new_key
from db.engine import open_engine, transaction
from db.presence import LEASE_TAIL, OccupiedError, Presence
from db.tables import outbox
from tests.support.way import way_to


@pytest.fixture
async def url(database_url: str) -> str:
    """Where the database is."""
    return database_url


@pytest.fixture
async def engine(url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(url)
    yield opened
    await opened.dispose()


class Replicas:
    """Replicas of one database, each with an engine of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def alive(self, replica: int) -> Presence:
        """Start one that shows signs of life."""
        engine = open_engine(self._url)
        self._stack.push_async_callback(engine.dispose)
        presence = Presence(engine, replica)
        self._stack.push_async_callback(presence.leave)
        await presence.enter()
        return presence


@pytest.fixture
async def replicas(url: str) -> AsyncGenerator[Replicas]:
    """Replicas that have all gone at the end."""
    async with Replicas(url) as made:
        yield made


async def lease(engine: AsyncEngine, name: str, lane: str) -> None:
    """Have a row leased by somebody."""
    row = {
        "queue": "customers",
        "lane": lane,
        "kind": "Show",
        "payload": b"x",
        "due_at": 1.0,
        "owed_at": 1.0,
        "lease": name,
        "leased_until": 2.0**40,
    }
    async with transaction(engine) as connection:
        await connection.execute(insert(outbox), row)


async def free_the_dead(engine: AsyncEngine, presence: Presence) -> int:
    """Let one look for dead ones, in a transaction of its own."""
    async with transaction(engine) as connection:
        return await presence.free_the_dead(connection)


async def leased(engine: AsyncEngine) -> list[str]:
    """The lanes that are leased."""
    async with transaction(engine) as connection:
        query = select(outbox.c.lane).where(outbox.c.lease.is_not(None), outbox.c.leased_until.is_not(None))
        return sorted((await connection.execute(query)).scalars())


async def test_the_dead_are_freed_and_oneself_is_not(engine: AsyncEngine, replicas: Replicas) -> None:
    """Nobody shows signs of life for the first two; the third is the one that looks."""
    presence = await replicas.alive(3)
    await lease(engine, Presence(engine, 1).new_lease("a"), "dead")
    await lease(engine, Presence(engine, 2**31 - 1).new_lease("a"), "dead too")
    await lease(engine, presence.new_lease("a"), "mine")
    await lease(engine, presence.new_lease("b"), "mine too")

    assert await free_the_dead(engine, presence) == 2
    assert await leased(engine) == ["mine", "mine too"]
    assert await free_the_dead(engine, presence) == 0


async def test_what_was_freed_can_be_claimed(engine: AsyncEngine, replicas: Replicas) -> None:
    """At once, long before the lease of the dead one would have ended."""
    presence = await replicas.alive(3)
    cipher = Cipher([new_key()])
    owed = statements.Owed(queue="customers", lane="a", kind="Show", payload=b"x", due_at=1)
    async with transaction(engine) as connection:
        await statements.owe(connection, [owed], cipher=cipher, now=1)
        lost = Presence(engine, 1).new_lease("a")
        await statements.claim(connection, "customers", lanes=1, lease=lost, now=1, until=1000, cipher=cipher)
    await free_the_dead(engine, presence)
    async with transaction(engine) as connection:
        mine = presence.new_lease("a")
        rows = await statements.claim(connection, "customers", lanes=1, lease=mine, now=2, until=1000, cipher=cipher)

    assert [row.payload for row in rows] == [b"x"]


async def test_a_lease_says_whose_it_is(engine: AsyncEngine) -> None:
    """Every lease fits its column and is told apart, whatever the numbers are."""
    leases = {Presence(engine, replica).new_lease(tail) for replica in (0, 2**31 - 1) for tail in ("", "a", "12345678")}

    assert len(leases) == 6
    for each in leases:
        assert len(each) <= 32
        assert int(each[:-LEASE_TAIL], 16) in {0, 2**31 - 1}


# --- PostgreSQL


@pytest.fixture
def only_postgresql(database_url: str) -> None:
    """Several replicas serve from PostgreSQL only."""
    if not database_url.startswith("postgresql"):
        pytest.skip("one process at a time on SQLite")


@pytest.mark.usefixtures("only_postgresql")
async def test_the_living_are_left_alone(engine: AsyncEngine, replicas: Replicas) -> None:
    """Until they leave, and however often others look."""
    first, second = await replicas.alive(1), await replicas.alive(2)
    await lease(engine, first.new_lease("a"), "of the first")
    assert [await free_the_dead(engine, second) for _ in range(3)] == [0, 0, 0]
    assert await leased(engine) == ["of the first"]
    await first.leave()

    assert await free_the_dead(engine, second) == 1


@pytest.mark.usefixtures("only_postgresql")
async def test_being_looked_for_does_not_kill(engine: AsyncEngine, replicas: Replicas) -> None:
    """Who looks takes the dead one's lock for a moment; a replica that starts just then can still enter."""
    looker = await replicas.alive(2)
    await lease(engine, Presence(engine, 1).new_lease("a"), "dead")
    await free_the_dead(engine, looker)
    reborn = await replicas.alive(1)
    await lease(engine, reborn.new_lease("a"), "reborn")

    assert await free_the_dead(engine, looker) == 0


@pytest.mark.usefixtures("only_postgresql")
async def test_a_database_that_was_restarted_is_told_again(engine: AsyncEngine, replicas: Replicas) -> None:
    """The session with the lock was ended: the next look at it shows signs of life again."""
    first, second = await replicas.alive(1), await replicas.alive(2)
    await lease(engine, first.new_lease("a"), "of the first")
    async with transaction(engine) as connection:
        end_others = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
        await connection.execute(text(end_others))
    assert [await first.enter(), await second.enter()] == [True, True]
    assert [await first.enter(), await second.enter()] == [False, False]

    assert await free_the_dead(engine, second) == 0
    assert await leased(engine) == ["of the first"]


@pytest.mark.usefixtures("only_postgresql")
async def test_a_database_that_is_away_lets_one_go(url: str) -> None:
    """A replica that is told to end meanwhile ends in good order, and one that waits for it comes back by itself."""
    async with way_to(url) as way:
        engine = open_engine(way.url)
        presence = Presence(engine, 1)
        await presence.enter()
        await way.close()
        for _ in range(2):
            with pytest.raises(ConnectionRefusedError):
                await presence.enter()
        await presence.leave()
        await way.open()
        assert [await presence.enter(), await presence.enter()] == [True, False]
        await presence.leave()
        await engine.dispose()


# --- SQLite


async def test_a_second_process_is_kept_out(tmp_path: Path) -> None:
    """Until the first has gone; entering twice is nothing; the lock's file is nobody else's to read."""
    address = f"sqlite:///{tmp_path}/bot.db"
    engines = [open_engine(address) for _ in range(2)]
    first, second = Presence(engines[0], 1), Presence(engines[1], 2)
    await first.enter()
    await first.enter()
    with pytest.raises(OccupiedError, match="another process is serving from this SQLite file"):
        await second.enter()
    await second.leave()
    with pytest.raises(OccupiedError):
        await second.enter()
    await first.leave()
    await second.enter()
    await second.leave()
    for engine in engines:
        await engine.dispose()

    assert (tmp_path / "bot.db.lock").stat().st_mode & 0o077 == 0
