"""Brings the schema up to date. Several replicas may start at once: one does it, the others wait and find it done."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

ROOT = Path(__file__).resolve().parent.parent

LOCK = 0x77_61_6D_69_67
"""Number of PostgreSQL's advisory lock for schema changes: any number that nobody else in this database uses."""


class NewerSchemaError(Exception):
    """The database has been changed by a newer version of this program."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, for our scripts and, where one is given, for that connection."""
    made = Config(toml_file=ROOT / "pyproject.toml")
    made.set_main_option("script_location", str(ROOT / "alembic"))
    made.attributes["connection"] = connection
    return made


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Run what is missing, in one transaction. Raises `NewerSchemaError`."""
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        try:
            await connection.run_sync(lambda sync: command.upgrade(config(sync), revision))
        except CommandError as exc:
            # All that can be wrong here: the revision that the database names is not among ours.
            raise NewerSchemaError("the database was changed by a newer version of this program") from exc


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Undo revisions down to that one, in one transaction."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(config(sync), revision))


async def is_current(engine: AsyncEngine) -> bool:
    """Whether the database has the schema that this program expects."""
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())
    return found == ScriptDirectory.from_config(config()).get_current_head()
