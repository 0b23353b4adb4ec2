"""Runs schema changes for the connection that `db.schema` gives, or for DATABASE_URL when called by hand."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from db.engine import open_engine
from db.tables import metadata


def _run(connection: Connection) -> None:
    # SQLite cannot change a column in place: batch mode makes a new table and moves the rows.
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=connection.dialect.name == "sqlite"
    )
    context.run_migrations()


async def _by_hand() -> None:
    from bot.settings import load  # noqa: PLC0415 -- only here: a schema change as such knows nothing of the bot

    engine = open_engine(load().database_url.get_secret_value())
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    asyncio.run(_by_hand())
