"""The inbox: updates taken in and not yet decided on. Every statement about them is here."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .encryption import Cipher, InvalidToken
from .statements import Prepared
from .tables import chats, inbox
from .upserts import unless_there

NOBODY = 0
"""No chat: that of an update which belongs to none, or is decided on, when its number is all that is needed of it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came: `payload` is its JSON, `chat_id` 0 where it belongs to no chat."""

    update_id: int
    chat_id: int
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Undecided:
    """An update that waits to be decided on."""

    update_id: int
    chat_id: int
    payload: bytes = field(repr=False)
    attempts: int = 0
    received_at: float = 0.0


_put_chats = Prepared(unless_there(chats), ("chat_id", "since"))
_put_updates = Prepared(unless_there(inbox), ("update_id", "chat_id", "payload", "received_at"))
_waiting_chats = Prepared(
    select(inbox.c.chat_id)
    # A chat may have been forgotten in the very moment in which it wrote: whoever locks it puts it in anew.
    .outerjoin(chats, chats.c.chat_id == inbox.c.chat_id)
    .where(inbox.c.decided_at.is_(None), func.coalesce(chats.c.blocked_until, 0.0) <= bindparam("now"))
    .group_by(inbox.c.chat_id)
    .order_by(func.min(inbox.c.update_id))
    .limit(bindparam("most"))
)
_undecided_chats = Prepared(
    select(inbox.c.chat_id)
    .where(inbox.c.decided_at.is_(None), inbox.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
    .distinct()
)
_take = Prepared(
    select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.attempts, inbox.c.received_at)
    .where(inbox.c.decided_at.is_(None), inbox.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
    .order_by(inbox.c.update_id)
    .limit(bindparam("most"))
)
_ranked = (
    select(
        inbox.c.update_id,
        func.row_number().over(partition_by=inbox.c.chat_id, order_by=inbox.c.update_id).label("place"),
    )
    .where(inbox.c.decided_at.is_(None), inbox.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
    .subquery()
)
_take_in_turn = Prepared(
    select(inbox.c.update_id, inbox.c.chat_id, inbox.c.payload, inbox.c.attempts, inbox.c.received_at)
    .where(
        inbox.c.update_id.in_(
            select(_ranked.c.update_id).order_by(_ranked.c.place, _ranked.c.update_id).limit(bindparam("most"))
        )
    )
    .order_by(inbox.c.update_id)
)
_decided = Prepared(
    update(inbox)
    .where(inbox.c.update_id.in_(bindparam("update_ids", expanding=True)))
    .values(decided_at=bindparam("now"), payload=None, chat_id=NOBODY)
)


async def put(connection: AsyncConnection, arrivals: Sequence[Arrival], *, cipher: Cipher, now: float) -> None:
    """Store updates; one that is stored already, decided or not, is ignored."""
    if not arrivals:
        return
    chat_ids = sorted({arrival.chat_id for arrival in arrivals})  # in order, so that two replicas cannot deadlock
    await _put_chats.many(connection, [{"chat_id": chat_id, "since": now} for chat_id in chat_ids])
    await _put_updates.many(
        connection,
        [
            {
                "update_id": arrival.update_id,
                "chat_id": arrival.chat_id,
                "payload": cipher.encrypt(arrival.payload),
                "received_at": now,
            }
            for arrival in sorted(arrivals, key=lambda each: each.update_id)
        ],
    )


async def waiting_chats(connection: AsyncConnection, *, now: float, limit: int) -> list[int]:
    """Chats with something to decide, those that wait longest first; chats that are blocked just now are left out."""
    return [row[0] for row in await _waiting_chats.all(connection, {"now": now, "most": limit})]


async def undecided_chats(connection: AsyncConnection, chat_ids: Collection[int]) -> set[int]:
    """Those of the chats in which something waits to be decided on."""
    return {row[0] for row in await _undecided_chats.all(connection, {"chat_ids": list(chat_ids)})}


async def take(
    connection: AsyncConnection, chat_ids: Collection[int], *, cipher: Cipher, limit: int, each: int
) -> list[Undecided]:
    """The undecided updates of chats that the caller has locked, no more than `each` of any, in order within it.

    The oldest ones; where there are more than `limit`, each chat's first before anybody's second, and so on.
    """
    if not chat_ids:
        return []
    wanted = {"chat_ids": list(chat_ids), "most": limit}
    rows = await _take.all(connection, wanted)
    if len(rows) == limit and len(chat_ids) > 1:
        # Not asked for at once: it reads through all that waits, which as a rule is little, and else is a flood.
        rows = await _take_in_turn.all(connection, wanted)
    taken: Counter[int] = Counter()
    updates: list[Undecided] = []
    for update_id, chat_id, payload, attempts, received_at in rows:
        if taken[chat_id] < each:
            taken[chat_id] += 1
            updates.append(Undecided(update_id, chat_id, _opened(cipher, payload), attempts, received_at))
    return updates


def _opened(cipher: Cipher, payload: bytes) -> bytes:
    """What the update says. What no key opens comes out empty, which is no update: it is given up, not everybody."""
    try:
        return cipher.decrypt(payload)
    except InvalidToken:
        return b""


async def decided(connection: AsyncConnection, update_ids: Sequence[int], *, now: float) -> None:
    """Mark updates as decided on and erase what they said, and who said it."""
    if update_ids:
        await _decided.run(connection, {"update_ids": list(update_ids), "now": now})


async def failed(connection: AsyncConnection, poison: Undecided, *, until: float) -> None:
    """An update could not be decided on: its chat waits, so that order within it holds."""
    await connection.execute(
        update(inbox).where(inbox.c.update_id == poison.update_id).values(attempts=poison.attempts + 1)
    )
    await connection.execute(update(chats).where(chats.c.chat_id == poison.chat_id).values(blocked_until=until))


async def bury(connection: AsyncConnection, update_id: int, *, now: float) -> None:
    """Give an update up. What it said is erased; that it was given up is kept."""
    await connection.execute(
        update(inbox)
        .where(inbox.c.update_id == update_id)
        .values(decided_at=now, payload=None, chat_id=NOBODY, buried=True)
    )


async def forget(connection: AsyncConnection, *, before: float) -> int:
    """Drop updates decided before then. Returns how many."""
    result = await connection.execute(delete(inbox).where(inbox.c.decided_at < before))
    return result.rowcount
