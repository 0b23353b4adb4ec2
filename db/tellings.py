"""What staff were told of each chat, and how often it came since: so that one chat cannot fill their group."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import tellings
from .upserts import over_what_is_there

_find = (
    select(tellings)
    .where(tellings.c.chat_id == bindparam("of_chat"), tellings.c.reason == bindparam("of_reason"))
    .with_for_update()
)
_save = over_what_is_there(tellings)


async def find(connection: AsyncConnection, *, chat_id: int, reason: str) -> RowMapping | None:
    """What staff were told of a chat for that reason, locked for this transaction."""
    return (await connection.execute(_find, {"of_chat": chat_id, "of_reason": reason})).mappings().first()


async def save(connection: AsyncConnection, row: Mapping[str, Any]) -> None:
    """Write a row: a new one, or over the one of the same chat and reason."""
    await connection.execute(_save[connection.dialect.name], row)


async def forget_chats(connection: AsyncConnection, chat_ids: Collection[int]) -> None:
    """Drop what was told of those chats."""
    await connection.execute(delete(tellings).where(tellings.c.chat_id.in_(chat_ids)))


async def forget(connection: AsyncConnection, *, before: float) -> None:
    """Drop what was told before then."""
    await connection.execute(delete(tellings).where(tellings.c.told_at < before))
