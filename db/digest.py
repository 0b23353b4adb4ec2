"""When staff want the numbers of a day. One row, or none; every statement about it is here."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import digest
from .upserts import over_what_is_there

Row = Mapping[str, Any]

_ROW = 1
_find = Prepared(select(digest.c.minute, digest.c.zone, digest.c.next_at).where(digest.c.id == _ROW))
_save = over_what_is_there(digest)
_move = Prepared(
    update(digest)
    .where(digest.c.id == _ROW, digest.c.next_at == bindparam("due_at"))
    .values(next_at=bindparam("then"))
    .returning(digest.c.id)
)


async def find(connection: AsyncConnection) -> Row | None:
    """When they want them."""
    rows = await _find.mappings(connection, {})
    return rows[0] if rows else None


async def save(connection: AsyncConnection, row: Row) -> None:
    """They want them then."""
    await connection.execute(_save[connection.dialect.name], {"id": _ROW, **row})


async def move(connection: AsyncConnection, *, due_at: float, then: float) -> bool:
    """Take the one that was due at `due_at`. False: somebody else has, or it is not wanted any more."""
    return await _move.first(connection, {"due_at": due_at, "then": then}) is not None


async def drop(connection: AsyncConnection) -> None:
    """They want none."""
    await connection.execute(delete(digest))
