"""Opens the database: an embedded SQLite file for one process, or PostgreSQL for any number of replicas."""

import asyncio
import socket
import sqlite3
import sys
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from .direct_sqlite import BEGIN, as_sqlalchemys, connect, driver_of

BUSY_TIMEOUT_MS = 10_000
"""How long SQLite waits for another process's write, say `python -m bot invite`: far longer than any of ours takes."""

POOL_SIZE = 5
"""PostgreSQL connections of one replica: one decides, two carry out, one sweeps, one is spare."""

FROZEN_AFTER_MS = 5_000
"""PostgreSQL ends a session that does nothing for so long within a transaction, of which none of ours lasts a second:
a replica that was frozen there keeps numbers and the calls' turns locked, and all others waiting."""

GONE_AFTER = 25
"""Seconds without a sign of the other side until a connection to PostgreSQL is given up, by both sides: a machine that
vanished answers nothing, and without this its presence would be believed, or an answer waited for, for hours."""

ASKED_AFTER, ASKED_AGAIN_AFTER, ASKED = 10, 5, 3
"""Its parts: a connection that is quiet for ten seconds is asked for a sign three times, every five seconds."""

QUEUE_TIMEOUT = 60
"""Seconds a transaction waits for its turn: as long as a slow disk may take over the ones before it."""

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

_TLS_FILES = frozenset({"sslrootcert", "sslcert", "sslkey", "sslcrl"})
"""What libpq takes in an address beside `sslmode`."""


class UnusableUrlError(ValueError):
    """The database's address is not one of SQLite or PostgreSQL. The text never quotes it: a password may be in it."""


def async_url(url: str) -> URL:
    """The address with its async driver: plain `sqlite:///…` and `postgresql://…` are accepted."""
    try:
        parsed = make_url(url)
        name = parsed.drivername.split("+")[0]
        parsed = parsed.set(drivername=_DRIVERS[name])
    except (ArgumentError, KeyError):
        raise UnusableUrlError("the address must begin with sqlite:/// or postgresql://") from None
    except ValueError:
        raise UnusableUrlError("the address has a port that is no number") from None
    for file in sorted(_TLS_FILES & parsed.query.keys()):
        # asyncpg takes them from the environment only, when it is not given a whole address.
        raise UnusableUrlError(f"{file} is not taken in the address: say PG{file.upper()} in the environment instead")
    if "sslmode" in parsed.query and name != "sqlite":
        # As hosters give it, and as libpq has it; asyncpg calls it otherwise.
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": parsed.query["sslmode"]})
    return parsed


def open_engine(url: str) -> AsyncEngine:
    """An engine for that address; the folder of an SQLite file is made if it is missing."""
    parsed = async_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    return _open_postgresql(parsed)


def open_to_look(url: str) -> AsyncEngine | None:
    """An engine that reads only. None where the SQLite file is not there, which it does not make."""
    parsed = async_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _open_postgresql(parsed).execution_options(postgresql_readonly=True)
    if not Path(parsed.database or "").is_file():
        return None
    read_only = URL.create(
        parsed.drivername, database=f"file:{quote(parsed.database or '')}", query={"mode": "ro", "uri": "true"}
    )
    return create_async_engine(read_only, hide_parameters=True)


def _open_postgresql(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=QUEUE_TIMEOUT,
        hide_parameters=True,
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's own connection
        cursor = connection.cursor()
        cursor.execute(f"SET idle_in_transaction_session_timeout = {FROZEN_AFTER_MS}")
        # Whether the other side is still there, the server asks us and we the server; asyncpg has no setting for it.
        cursor.execute(f"SET tcp_keepalives_idle = {ASKED_AFTER}")
        cursor.execute(f"SET tcp_keepalives_interval = {ASKED_AGAIN_AFTER}")
        cursor.execute(f"SET tcp_keepalives_count = {ASKED}")
        cursor.execute(f"SET tcp_user_timeout = {GONE_AFTER * 1000}")
        cursor.close()
        connection.commit()
        peer: socket.socket = connection.driver_connection._transport.get_extra_info("socket")  # noqa: SLF001 -- see above
        if sys.platform == "linux" and peer.family != socket.AF_UNIX:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, ASKED_AFTER)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ASKED_AGAIN_AFTER)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, ASKED)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER * 1000)

    return engine


def _open_sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        file = Path(url.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        # For us alone; SQLite gives the files that it puts beside it the same permissions.
        file.touch(mode=0o600)
    # One connection: SQLite has one writer anyway, and waiting for a turn here is fairer than its busy loop.
    database = url.database or ":memory:"
    engine = create_async_engine(
        url,
        async_creator=lambda: connect(database, BUSY_TIMEOUT_MS),
        pool_size=1,
        max_overflow=0,
        pool_timeout=QUEUE_TIMEOUT,
        hide_parameters=True,  # An error's text would quote what was to be stored.
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's own connection
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        # FULL: a commit survives power loss. NORMAL would survive a crash of this process only.
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        driver = driver_of(connection)
        if driver is None or not driver.in_transaction:  # Otherwise `transaction` has begun it.
            connection.exec_driver_sql(BEGIN)

    return engine


@asynccontextmanager
async def transaction(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """A transaction that commits at the end of the block and rolls back on any exception."""
    if engine.dialect.name != "sqlite":
        async with engine.begin() as connection:
            yield connection
        return
    async with engine.connect() as connection:
        # Begun and ended by the driver itself: SQLAlchemy's way to it costs as much as three statements.
        driver = driver_of(connection)
        if driver is None:
            raise TypeError("not a connection of ours")
        await _done(connection, driver.begin())
        try:
            yield connection
        except BaseException:
            await _done(connection, driver.rollback())
            raise
        await _done(connection, driver.commit())


async def _done(connection: AsyncConnection, work: Coroutine[Any, Any, None]) -> None:
    """See that it is done, or fails as if SQLAlchemy had done it."""
    try:
        await work
    except sqlite3.Error as exc:
        raise as_sqlalchemys(exc) from exc
    except asyncio.CancelledError:
        await connection.invalidate()  # The thread is still at it: nobody else may have this connection.
        raise
