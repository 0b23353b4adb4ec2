"""Tells living replicas from dead ones, so that what a dead one had leased is free at once, not when its lease ends.

A living replica holds a lock that the system takes away when its process ends, however it ends: on PostgreSQL an
advisory lock of its own session, on SQLite a lock on a file beside the database, which also keeps a second bot out.
A replica that is frozen keeps its lock: for that there are leases.
"""

import fcntl
import os
from pathlib import Path

from sqlalchemy import Integer, bindparam, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from .tables import outbox, replicas

LOCKS = 0x626F74
"""First key of our advisory locks: any number that nobody else in this database uses. The second is the replica's."""

LEASE_TAIL = 9
"""What follows the replica in a lease: a dot and eight characters."""


UNNAMED = -1
"""Stands for a replica that shows signs of life and has not said who it is: it is starting, or of an older version."""


class OccupiedError(Exception):
    """Another process has the SQLite file: one at a time."""


class Presence:
    """One replica's sign of life. `replica` is a random number below 2**31, and the first part of its leases."""

    def __init__(self, engine: AsyncEngine, replica: int) -> None:
        self.replica = replica
        self._engine = engine
        self._session: AsyncConnection | None = None
        self._was_seen = False
        self._file: int | None = None

    async def enter(self) -> bool:
        """Show signs of life from now on; called again, see that they are still shown. Raises `OccupiedError`.

        True: they are shown again after none were for a while, because the database was away.
        """
        if self._engine.dialect.name == "sqlite":
            self._lock_file()
            return False
        if self._session is not None and await self._answers(self._session):
            return False
        await self._end_session()
        session = await self._engine.connect()
        self._session = await session.execution_options(isolation_level="AUTOCOMMIT")
        await self._session.execute(select(func.pg_advisory_lock(LOCKS, self.replica)))
        was_seen, self._was_seen = self._was_seen, True
        return was_seen

    async def leave(self) -> None:
        """Stop showing signs of life."""
        await self._end_session()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    async def free_the_dead(self, connection: AsyncConnection) -> int:
        """Take the leases of dead replicas away. Returns how many rows are free because of it."""
        owner = func.substr(outbox.c.lease, 1, func.length(outbox.c.lease) - LEASE_TAIL)
        leased = await connection.execute(select(owner).where(outbox.c.lease.is_not(None)).distinct())
        dead = [name for name in leased.scalars() if await self._is_dead(connection, name)]
        if not dead:
            return 0
        freed = update(outbox).where(owner.in_(dead)).values(lease=None, leased_until=None)
        return (await connection.execute(freed)).rowcount

    def new_lease(self, tail: str) -> str:
        """A lease that says whose it is. `tail` is eight characters that no other lease of this replica has."""
        return f"{self.replica:x}.{tail:0>{LEASE_TAIL - 1}.{LEASE_TAIL - 1}}"

    async def _is_dead(self, connection: AsyncConnection, owner: str) -> bool:
        replica = int(owner, 16)
        if replica == self.replica:
            return False
        if connection.dialect.name == "sqlite":
            return True  # We have the file's lock, so nobody else is alive.
        lock = select(func.pg_try_advisory_xact_lock(LOCKS, bindparam("replica", replica, type_=Integer)))
        return bool((await connection.execute(lock)).scalar_one())

    @staticmethod
    async def _answers(session: AsyncConnection) -> bool:
        """Whether the session still lives. A database that was restarted took the lock with it."""
        try:
            await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return False
        return True

    async def _end_session(self) -> None:
        session, self._session = self._session, None
        if session is not None and not session.closed:
            # Ended, not handed back to the pool: the lock goes with the session.
            await session.invalidate()
            await session.close()

    def _lock_file(self) -> None:
        database = self._engine.url.database
        if self._file is not None or not database:
            return
        file = os.open(Path(f"{database}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            os.close(file)
            raise OccupiedError("another process is serving from this SQLite file") from exc
        self._file = file


async def living(connection: AsyncConnection) -> set[int]:
    """The replicas that show signs of life just now."""
    if connection.dialect.name == "sqlite":
        # There is one at most, and it has the file; what it is called is in its row, which has no other beside it.
        named = set((await connection.execute(select(replicas.c.replica))).scalars())
        return (named or {UNNAMED}) if _is_served(connection.engine.url.database) else set()
    held = await connection.execute(
        text(
            "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :locks AND objsubid = 2 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"locks": LOCKS},
    )
    return set(held.scalars())


def _is_served(database: str | None) -> bool:
    """Whether a bot has the file. Looking takes its lock for an instant."""
    try:
        file = os.open(Path(f"{database}.lock"), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(file)
