"""Statements about staff, and about the links by which they join."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import staff, staff_links
from .upserts import over_what_is_there

Row = Mapping[str, Any]

_one = Prepared(select(staff).where(staff.c.user_id == bindparam("user")))
_all = select(staff).where(staff.c.ended_at.is_(None)).order_by(staff.c.added_at, staff.c.user_id)
_save = over_what_is_there(staff)
_end = (
    update(staff)
    .where(staff.c.user_id == bindparam("user"), staff.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
)
_link = select(staff_links).where(staff_links.c.token_hash == bindparam("hashed")).with_for_update()
_use = update(staff_links).where(staff_links.c.token_hash == bindparam("hashed")).values(used_at=bindparam("now"))


async def one(connection: AsyncConnection, user_id: int) -> Row | None:
    """Somebody who is, or was, of the staff."""
    rows = await _one.mappings(connection, {"user": user_id})
    return rows[0] if rows else None


async def everybody(connection: AsyncConnection) -> Sequence[Row]:
    """Who is of the staff, in the order in which they joined."""
    return list(map(dict, (await connection.execute(_all)).mappings()))


async def save(connection: AsyncConnection, row: Row) -> None:
    """Put somebody in, or write over what was there."""
    await connection.execute(_save[connection.dialect.name], row)


async def end(connection: AsyncConnection, user_id: int, *, now: float) -> bool:
    """End somebody's time with the staff; False where they were none of it."""
    return bool((await connection.execute(_end, {"user": user_id, "now": now})).rowcount)


async def add_link(connection: AsyncConnection, row: Row) -> None:
    """Put a link in."""
    await connection.execute(insert(staff_links), row)


async def find_link(connection: AsyncConnection, token_hash: str) -> Row | None:
    """The link with that token, locked for this transaction; looked up by its hash: timing tells nothing of it."""
    row = (await connection.execute(_link, {"hashed": token_hash})).mappings().first()
    return None if row is None else dict(row)


async def use_link(connection: AsyncConnection, token_hash: str, *, now: float) -> None:
    """Mark a locked link as used."""
    await connection.execute(_use, {"hashed": token_hash, "now": now})


async def drop_links(connection: AsyncConnection, *, before: float) -> None:
    """Drop links that ended before then, used or not."""
    await connection.execute(delete(staff_links).where(staff_links.c.expires_at < before))
