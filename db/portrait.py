"""Remembers which picture the bot was given last. One row: all replicas are one bot."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import portrait
from .upserts import over_what_is_there

_ROW = 1

_digest = select(portrait.c.digest)
_save = over_what_is_there(portrait)


async def shown(connection: AsyncConnection) -> str:
    """The digest of the picture that was set last; empty where none was."""
    return (await connection.execute(_digest)).scalar() or ""


async def save(connection: AsyncConnection, digest: str) -> None:
    """Remember that it was set."""
    await connection.execute(_save[connection.dialect.name], {"id": _ROW, "digest": digest})
