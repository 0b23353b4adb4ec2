"""Runs SQLite's statements where they are asked for, and only what waits for a disk or a lock in a thread.

aiosqlite hands every step of every statement to a thread and back: four trips for a select, of which each costs more
than the statement, whose pages are in memory (docs/decisions/012). Here a transaction makes one trip: to commit,
because the disk must have it. To begin it makes another only when another process is writing just then.

Speaks as much of aiosqlite's interface as SQLAlchemy's dialect of that name uses.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

Result = TypeVar("Result")

STATEMENTS_KEPT = 256
"""Prepared statements that the driver keeps: more than this program has."""

WAITING = ("PRAGMA",)
"""What may wait for a lock or the disk, beside the beginning and the end of a transaction."""

BEGIN = "BEGIN IMMEDIATE"
"""The right to write is taken at once, so that no transaction fails half-way for want of it."""


class DirectCursor:
    """A cursor. What it is asked for has happened when the call returns, though the calls are coroutines."""

    def __init__(self, connection: "DirectConnection", cursor: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:  # noqa: ANN401 -- the driver's own
        """The columns of the last statement, or None where it has none."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows the last statement changed; -1 where that is no question."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the last row put in."""
        return self._cursor.lastrowid

    @property
    def arraysize(self) -> int:
        """How many rows `fetchmany` gives."""
        return self._cursor.arraysize

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "DirectCursor":
        """Run a statement."""
        if statement == BEGIN:
            await self._connection.begin()
        elif statement.startswith(WAITING):
            await self._connection.in_thread(lambda: self._cursor.execute(statement, parameters))
        else:
            self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> "DirectCursor":
        """Run a statement for each row of parameters."""
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """All rows that are left."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Let the statement go."""
        self._cursor.close()


class DirectConnection:
    """A connection. Only one task may use it at a time, which SQLAlchemy's pool sees to."""

    def __init__(self, database: str, patience_ms: int) -> None:
        # Used by the loop's thread and by ours in turn, never by both at once.
        self._conn = sqlite3.connect(
            database, patience_ms / 1000, check_same_thread=False, cached_statements=STATEMENTS_KEPT
        )
        self._patient = f"PRAGMA busy_timeout = {patience_ms}"
        self._connection: sqlite3.Connection | None = self._conn
        self._conn.isolation_level = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    @property
    def isolation_level(self) -> str | None:
        """None: transactions are begun by us."""
        return self._conn.isolation_level

    @property
    def raw(self) -> sqlite3.Connection:
        """The driver's connection, for statements that neither begin nor end a transaction."""
        return self._conn

    @property
    def in_transaction(self) -> bool:
        """Whether one is open."""
        return self._conn.in_transaction

    def cursor(self) -> DirectCursor:
        """A new cursor."""
        return DirectCursor(self, self._conn.cursor())

    async def create_function(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- the driver's own
        """Let statements call a function of ours."""
        self._conn.create_function(*args, **kwargs)

    async def begin(self) -> None:
        """Take the right to write; another process that has it is waited for in the thread."""
        self._conn.execute("PRAGMA busy_timeout = 0")
        try:
            self._conn.execute(BEGIN)
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # What is above that says which kind of busy.
                raise
        finally:
            self._conn.execute(self._patient)
        if not self._conn.in_transaction:
            await self.in_thread(lambda: self._conn.execute(BEGIN))

    async def commit(self) -> None:
        """Have the disk keep what was done."""
        await self.in_thread(self._conn.commit)

    async def rollback(self) -> None:
        """Undo what was done."""
        if self._conn.in_transaction:  # The pool asks for it at each return, to be sure.
            await self.in_thread(self._conn.rollback)

    async def close(self) -> None:
        """Close, after whatever the thread is still doing. May be called again."""
        if self._connection is not None:
            self._connection = None
            await asyncio.wrap_future(self._thread.submit(self._conn.close))
            self._thread.shutdown(wait=False)

    def stop(self) -> None:
        """Close without waiting for it."""
        if self._connection is not None:
            self._connection = None
            self._thread.submit(self._conn.close)
            self._thread.shutdown(wait=False)

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Do something that may wait, while the loop goes on."""
        return await asyncio.wrap_future(self._thread.submit(work))


async def connect(database: str, patience_ms: int) -> DirectConnection:
    """Open a database. Another process's write is waited for so many milliseconds."""
    return DirectConnection(database, patience_ms)


def driver_of(connection: Connection | AsyncConnection) -> DirectConnection | None:
    """The driver's connection under SQLAlchemy's; None where it is not ours."""
    sync = connection.sync_connection if isinstance(connection, AsyncConnection) else connection
    driver = sync.connection.driver_connection if sync else None
    return driver if isinstance(driver, DirectConnection) else None


def as_sqlalchemys(error: sqlite3.Error, statement: str = "") -> Exception:
    """A driver's error as SQLAlchemy would raise it: without the values, which may be anybody's."""
    return DBAPIError.instance(statement, None, error, sqlite3.Error, hide_parameters=True)
