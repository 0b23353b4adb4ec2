"""Statements about the tokens with which other systems ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import tokens

_add = insert(tokens).returning(tokens.c.id)
_all = select(tokens).order_by(tokens.c.id)
_revoke = (
    update(tokens)
    .where(tokens.c.id == bindparam("token_id"), tokens.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
    .returning(tokens.c.id)
)
_used = Prepared(
    update(tokens)
    .where(tokens.c.id == bindparam("token_id"), or_(tokens.c.used_at.is_(None), tokens.c.used_at < bindparam("at")))
    .values(used_at=bindparam("at"))
)


async def add(connection: AsyncConnection, row: Mapping[str, object]) -> int:
    """Put a token in and return its id."""
    return int((await connection.execute(_add, row)).scalar_one())


async def every(connection: AsyncConnection) -> Sequence[Mapping[str, Any]]:
    """All of them, the oldest first; they are few."""
    return [dict(row) for row in (await connection.execute(_all)).mappings()]


async def revoke(connection: AsyncConnection, token_id: int, *, now: float) -> bool:
    """Let a token open nothing any more. False: there is none of that id that did."""
    return (await connection.execute(_revoke, {"token_id": token_id, "now": now})).first() is not None


async def used(connection: AsyncConnection, token_id: int, *, at: float) -> None:
    """Remember that it was used."""
    await _used.run(connection, {"token_id": token_id, "at": at})
