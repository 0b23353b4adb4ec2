"""Groups that have become supergroups, and what they are called by since. Every statement about them is here."""

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import moved_groups, notices
from .upserts import unless_there

_find = select(moved_groups.c.moved_to).where(moved_groups.c.chat_id == bindparam("called"))
_move = {
    dialect: statement.returning(moved_groups.c.chat_id) for dialect, statement in unless_there(moved_groups).items()
}
_forget_messages = update(notices).values(message_id=None)


async def moved_to(connection: AsyncConnection, chat_id: int) -> int:
    """What the group is called by since; 0 if it has not moved."""
    return int((await connection.execute(_find, {"called": chat_id})).scalar() or 0)


async def move(connection: AsyncConnection, chat_id: int, *, to: int, now: float) -> bool:
    """Remember that the group has moved. False: that was known.

    Messages are numbered anew where it is now: none that staff read before can be written over.
    """
    row = {"chat_id": chat_id, "moved_to": to, "at": now}
    is_new = (await connection.execute(_move[connection.dialect.name], row)).first() is not None
    if is_new:
        await connection.execute(_forget_messages)
    return is_new
