"""Runs SQLite's statements where they are asked for, and only what waits for a disk or a lock in a thread.

aiosqlite hands every step of every statement to a thread and back: four trips for a select, of which each costs more
than the statement, whose pages are in memory (docs/decisions/012). Here a transaction makes two trips: one to begin,
because another process may be writing, and one to commit, because the disk must have it.

Speaks as much of aiosqlite's interface as SQLAlchemy's dialect of that name uses.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self, TypeVar

Result = TypeVar("Result")

STATEMENTS_KEPT = 256
"""Prepared statements that the driver keeps: more than this program has."""

WAITING = ("BEGIN", "PRAGMA")
"""What may wait for a lock or the disk."""


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
        if statement.startswith(WAITING):
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

    def __init__(self, database: str) -> None:
        # Used by the loop's thread and by ours in turn, never by both at once.
        self._conn = sqlite3.connect(database, check_same_thread=False, cached_statements=STATEMENTS_KEPT)
        self._connection: sqlite3.Connection | None = self._conn
        self._conn.isolation_level = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    @property
    def isolation_level(self) -> str | None:
        """None: transactions are begun by us."""
        return self._conn.isolation_level

    def cursor(self) -> DirectCursor:
        """A new cursor."""
        return DirectCursor(self, self._conn.cursor())

    async def create_function(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- the driver's own
        """Let statements call a function of ours."""
        self._conn.create_function(*args, **kwargs)

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


async def connect(database: str, **_: object) -> DirectConnection:
    """Open a database. What SQLAlchemy adds for its other drivers does not concern us."""
    return DirectConnection(database)
