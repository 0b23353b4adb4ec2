"""Brings the schema up to date. Several replicas may start at once: one does it, the others wait and find it done.

Revisions only add (docs/decisions/021), so that replicas of the release before go on, and may be started again, while
the schema is newer than they are. The database says which programs that holds for.
"""

import sqlite3
from enum import StrEnum
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from .tables import compatibility

ROOT = Path(__file__).resolve().parent.parent

LOCK = 0x77_61_6D_69_67
"""Number of PostgreSQL's advisory lock for schema changes: any number that nobody else in this database uses."""

TURN_PATIENCE = 60
"""Seconds that a start waits while another replica changes the schema: longer than a change of ours takes."""

TABLE_PATIENCE = 4
"""Seconds that a change waits for a table. No transaction of ours lasts one; but behind a change that waits, for a
backup of hours say, everybody else waits for the table too."""

_LOCK_NOT_AVAILABLE = "55P03"


class NewerSchemaError(Exception):
    """The database has been changed by a newer version of this program, in a way that this one cannot live with."""


class LockedError(Exception):
    """Somebody else kept the database, or a table that was to be changed, for too long. Nothing was changed."""


class Standing(StrEnum):
    """How a database's schema and this program stand to each other."""

    EMPTY = "empty"
    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"
    """A newer program changed it, in a way that this one can live with."""
    TOO_NEW = "too new"


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, for our scripts and, where one is given, for that connection."""
    made = Config(toml_file=ROOT / "pyproject.toml")
    made.set_main_option("script_location", str(ROOT / "alembic"))
    made.attributes["connection"] = connection
    return made


@cache
def _scripts() -> ScriptDirectory:
    # Read once: each reading runs every revision's file, and health is asked for all the time.
    return ScriptDirectory.from_config(config())


@cache
def _ours() -> frozenset[str]:
    """The revisions that this program knows."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def _newest() -> str | None:
    """The revision that this program expects."""
    return _scripts().get_current_head()


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Run what is missing, in one transaction. Raises `NewerSchemaError` and `LockedError`."""
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await _wait_at_most(connection, TURN_PATIENCE)
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                await _wait_at_most(connection, TABLE_PATIENCE)
            await connection.run_sync(lambda sync: _upgrade(sync, revision))
    except DBAPIError as exc:
        if _is_of_a_lock(exc.orig):
            raise LockedError(
                "the database, or a table to be changed, was locked for too long; start again later"
            ) from exc
        raise


def _upgrade(connection: Connection, revision: str) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None or found in _ours():
        command.upgrade(config(connection), revision)
    elif _oldest(connection) not in _ours():
        raise NewerSchemaError("the database was changed by a newer version of this program")


async def standing(engine: AsyncEngine) -> tuple[Standing, str]:
    """How the schema stands, and its revision. Reads only."""
    async with engine.connect() as connection:
        return await connection.run_sync(_standing)


def _standing(connection: Connection) -> tuple[Standing, str]:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        return Standing.EMPTY, ""
    if found == _newest():
        return Standing.CURRENT, found
    if found in _ours():
        return Standing.BEHIND, found
    return Standing.AHEAD if _oldest(connection) in _ours() else Standing.TOO_NEW, found


def _oldest(connection: Connection) -> str | None:
    """The oldest revision whose program can use this database, if it says so."""
    if not inspect(connection).has_table(compatibility.name):
        return None
    return connection.execute(select(compatibility.c.oldest)).scalar()


async def _wait_at_most(connection: AsyncConnection, seconds: int) -> None:
    await connection.execute(text(f"SET LOCAL lock_timeout = '{seconds}s'"))


def _is_of_a_lock(error: BaseException | None) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return getattr(error, "sqlstate", None) == _LOCK_NOT_AVAILABLE


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Undo revisions down to that one, in one transaction."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(config(sync), revision))


async def is_current(engine: AsyncEngine) -> bool:
    """Whether the database has the schema that this program expects."""
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    return found == _newest()
