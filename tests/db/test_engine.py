"""The engine: addresses, what every connection is set to, and transactions that are whole or not at all."""

import asyncio
import os
import socket
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import engine as engines
from db.engine import UnusableUrlError, async_url, open_engine, transaction
from db.tables import pacing
from tests.support.way import way_to

ADDRESSES = {
    "sqlite:///data/bot.db": "sqlite+aiosqlite:///data/bot.db",
    "sqlite:////var/lib/bot.db": "sqlite+aiosqlite:////var/lib/bot.db",
    "sqlite+aiosqlite:///bot.db": "sqlite+aiosqlite:///bot.db",
    "postgresql://bot:p%40ss@host:5432/name": "postgresql+asyncpg://bot:p%40ss@host:5432/name",
    "postgres://host/name": "postgresql+asyncpg://host/name",
    "postgresql+psycopg://host/name": "postgresql+asyncpg://host/name",
    "postgresql://host/name?sslmode=require": "postgresql+asyncpg://host/name?ssl=require",
    "postgresql:///name?host=/run/postgresql": "postgresql+asyncpg:///name?host=%2Frun%2Fpostgresql",
}


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def add(engine: AsyncEngine, key: str, failure: BaseException | None = None) -> None:
    """Put a row in, and fail if so told."""
    async with transaction(engine) as connection:
        await connection.execute(insert(pacing), {"key": key, "next_at": 1.0})
        if failure is not None:
            raise failure


async def keys(engine: AsyncEngine) -> list[str]:
    """The rows that are there."""
    async with transaction(engine) as connection:
        return sorted((await connection.execute(select(pacing.c.key))).scalars())


@pytest.mark.parametrize("given", ADDRESSES, ids=range(len(ADDRESSES)))
def test_addresses_are_given_their_driver(given: str) -> None:
    """As people and hosters write them."""
    assert async_url(given).render_as_string(hide_password=False) == ADDRESSES[given]


@pytest.mark.parametrize(
    "given",
    [
        "",
        "data/bot.db",
        "mysql://root:hunter2@host/x",
        "postgresql://bot:hunter2@host:x/y",
        "://",
        "sqlite",
    ],
    ids=range(6),
)
def test_other_addresses_are_refused(given: str) -> None:
    """Without quoting them: a password may be in one."""
    with pytest.raises(UnusableUrlError) as caught:
        async_url(given)

    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_certificates_are_given_elsewhere() -> None:
    """The driver would fail on them without a word of what to do; it takes them from the environment."""
    with pytest.raises(UnusableUrlError, match=r"^sslrootcert is not taken .* say PGSSLROOTCERT in the environment"):
        async_url("postgresql://bot:hunter2@host/y?sslmode=verify-full&sslrootcert=/etc/ca.pem")


async def test_the_folder_is_made(tmp_path: Path) -> None:
    """Nobody has to make `data/` by hand."""
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/bot.db")
    async with transaction(engine) as connection:
        await connection.execute(text("CREATE TABLE t (x)"))
    await engine.dispose()

    assert (tmp_path / "a" / "b" / "bot.db").exists()


async def test_sqlite_is_durable_and_patient(sqlite_url: str) -> None:
    """A commit survives power loss, readers do not block the writer, another process's write is waited for."""
    engine = open_engine(sqlite_url)
    async with transaction(engine) as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    await engine.dispose()

    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 10_000, "foreign_keys": 1}


async def test_a_transaction_is_whole_or_not_at_all(engine: AsyncEngine) -> None:
    """What fails half-way has not happened, whatever it fails with."""
    await add(engine, "kept")
    for failure in (ZeroDivisionError(), asyncio.CancelledError()):
        with pytest.raises(type(failure)):
            await add(engine, "lost", failure)

    assert await keys(engine) == ["kept"]


async def test_transactions_take_turns(engine: AsyncEngine) -> None:
    """Many at once wait for each other and all come to their end."""
    await asyncio.gather(*(add(engine, str(number)) for number in range(30)))

    assert len(await keys(engine)) == 30


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # On SQLite there is but one process.
async def test_a_replica_frozen_in_mid_transaction_holds_nobody_up(
    engine: AsyncEngine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had locked is free after a while, and what it had not committed has not happened."""
    monkeypatch.setattr(engines, "FROZEN_AFTER_MS", 100)
    await add(engine, "held")
    change = update(pacing).values(next_at=pacing.c.next_at + 1)

    async def freeze() -> None:
        async with transaction(frozen) as connection:
            await connection.execute(change)
            async with transaction(engine) as others:
                await others.execute(change)  # Which waits for the row.

    frozen = open_engine(database_url)
    with pytest.raises(DBAPIError):
        await freeze()
    await frozen.dispose()

    async with transaction(engine) as connection:
        assert (await connection.execute(select(pacing.c.next_at))).scalars().all() == [2.0]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite is not far away.
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the options have other names")
async def test_a_server_that_vanished_is_noticed(database_url: str) -> None:
    """Its machine answers nothing any more: a connection that waits for it ends within half a minute."""
    async with way_to(database_url) as way:
        engine = open_engine(way.url)
        async with engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            peer = raw._transport.get_extra_info("socket")
            options = [
                peer.getsockopt(level, option)
                for level, option in (
                    (socket.SOL_SOCKET, socket.SO_KEEPALIVE),
                    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
                    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL),
                    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT),
                    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT),
                )
            ]
        await engine.dispose()

    assert options == [1, 10, 5, 3, 25_000]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # As above.
async def test_connections_that_broke_are_made_anew(database_url: str) -> None:
    """All at once, or the server was started anew: one transaction fails for it, and none after it."""
    async with way_to(database_url) as way:
        engine = open_engine(way.url)
        await asyncio.gather(*(add(engine, str(number)) for number in range(5)))
        for word in ("one", "two"):
            way.reset()
            with pytest.raises(DBAPIError):
                await add(engine, "lost")
            await asyncio.gather(*(add(engine, f"{word} {number}") for number in range(5)))
        assert len(await keys(engine)) == 15
        await engine.dispose()


async def test_one_that_is_cancelled_while_it_waits_harms_nobody(sqlite_url: str) -> None:
    """Another process is writing, and whoever waits for it is told to stop: the engine goes on working."""
    engine = open_engine(sqlite_url)
    await add(engine, "before")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = asyncio.ensure_future(add(engine, "cancelled"))
        done, _ = await asyncio.wait([waiting], timeout=0.05)
        assert not done
        waiting.cancel()
        other.execute("COMMIT")
        await asyncio.gather(waiting, return_exceptions=True)
    await asyncio.wait_for(add(engine, "after"), 5)

    assert await asyncio.wait_for(keys(engine), 5) == ["after", "before"]
    await engine.dispose()


async def test_another_writer_is_waited_for(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So long as the time-out says, while this process goes on; then it is an error, which may pass."""
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 50)
    engine = open_engine(sqlite_url)
    assert await keys(engine) == []
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="database is locked"):
            await add(engine, "refused")
        other.execute("ROLLBACK")
    await add(engine, "taken")

    assert await keys(engine) == ["taken"]
    await engine.dispose()


async def test_a_new_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    """Whatever the umask, and so are the files that SQLite puts beside it; one that is there keeps its permissions."""
    before = os.umask(0)
    try:
        engine = open_engine(f"sqlite:///{tmp_path}/new/bot.db")
        async with transaction(engine) as connection:
            await connection.execute(text("CREATE TABLE t (a INTEGER)"))
            modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new").iterdir()}
        await engine.dispose()
    finally:
        os.umask(before)

    assert modes == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm"), 0o600)
