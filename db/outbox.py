"""The outbox: effects owed and not yet carried out. Every statement about them is here.

Rows of a lane are carried out one after the other. The oldest row of a lane is its head; whoever leases the head
leases the lane, so the rows behind it are safe from everybody else. A lease that ran out is anybody's.
Every later write names the lease: one that was lost changes nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from .encryption import Cipher, InvalidToken
from .statements import Prepared
from .tables import buried, cases, outbox

ROWS_OF_A_LANE = 20
"""Rows of one lane that are leased at once: as many as are sent in some seconds. A flooded chat has thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Something to be done, as it goes in."""

    queue: str
    lane: str
    kind: str
    payload: bytes = field(repr=False)
    case_id: int = 0
    due_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Something to be done, with the lease under which it may be done, and until when: after that it is anybody's.

    `card_id` is 0 for a case without a card.
    """

    id: int
    lane: str
    kind: str
    payload: bytes = field(repr=False)
    case_id: int
    owed_at: float
    attempts: int
    lease: str
    leased_until: float
    card_id: int


_owe = Prepared(insert(outbox), ("queue", "lane", "kind", "case_id", "payload", "due_at", "owed_at"))


async def owe(connection: AsyncConnection, rows: Sequence[Owed], *, cipher: Cipher, now: float) -> None:
    """Put in what is owed, in order. It becomes true with the caller's transaction, or not at all."""
    await _owe.many(
        connection,
        [
            {
                "queue": row.queue,
                "lane": row.lane,
                "kind": row.kind,
                "case_id": row.case_id,
                "payload": cipher.encrypt(row.payload),
                "due_at": row.due_at,
                "owed_at": now,
            }
            for row in rows
        ],
    )


_older = outbox.alias("older")
_is_head = ~exists().where(_older.c.lane == outbox.c.lane, _older.c.id < outbox.c.id)
_is_free = or_(outbox.c.lease.is_(None), outbox.c.leased_until < bindparam("now"))

_all_heads = (
    select(outbox.c.lane)
    .where(outbox.c.queue == bindparam("queue"), outbox.c.due_at <= bindparam("now"), _is_free, _is_head)
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(bindparam("lanes"))
    .with_for_update(skip_locked=True, of=outbox)
)
_heads = Prepared(_all_heads)
_heads_besides = Prepared(_all_heads.where(outbox.c.kind.not_in(bindparam("besides", expanding=True))))

_ranked = (
    select(outbox.c.id, func.row_number().over(partition_by=outbox.c.lane, order_by=outbox.c.id).label("place"))
    .where(outbox.c.lane.in_(bindparam("claimed", expanding=True)))
    .subquery()
)

_lease_lanes = Prepared(
    update(outbox)
    .where(
        outbox.c.id.in_(select(_ranked.c.id).where(_ranked.c.place <= bindparam("each"))),
        outbox.c.due_at <= bindparam("now"),
        _is_free,
    )
    .values(lease=bindparam("new_lease"), leased_until=bindparam("until"))
    .returning(
        outbox.c.id,
        outbox.c.lane,
        outbox.c.kind,
        outbox.c.payload,
        outbox.c.case_id,
        outbox.c.owed_at,
        outbox.c.attempts,
        select(func.coalesce(func.max(cases.c.card_id), 0)).where(cases.c.id == outbox.c.case_id).scalar_subquery(),
    )
)


async def claim(
    connection: AsyncConnection,
    queue: str,
    *,
    lanes: int,
    each: int = ROWS_OF_A_LANE,
    besides: Sequence[str] = (),
    lease: str,
    now: float,
    until: float,
    cipher: Cipher,
) -> list[Claimed]:
    """Lease what is due in up to so many lanes, the first so many rows of each lane, in order within it.

    Lanes whose oldest row is of the kinds `besides` are left out.
    """
    wanted = {"queue": queue, "now": now, "lanes": lanes}
    if besides:
        heads = await _heads_besides.all(connection, {**wanted, "besides": list(besides)})
    else:
        heads = await _heads.all(connection, wanted)
    claimed = [row[0] for row in heads]
    return await _leased(connection, claimed, each=each, lease=lease, now=now, until=until, cipher=cipher)


_head_of = Prepared(
    select(outbox.c.lane)
    .where(
        outbox.c.id == select(func.min(_older.c.id)).where(_older.c.lane == bindparam("lane")).scalar_subquery(),
        outbox.c.due_at <= bindparam("now"),
        _is_free,
    )
    .with_for_update(skip_locked=True, of=outbox)
)
_owed_in = Prepared(
    select(func.count()).select_from(
        select(outbox.c.id).where(outbox.c.lane == bindparam("lane")).limit(bindparam("most")).subquery()
    )
)


async def owed_in(connection: AsyncConnection, lane: str, *, now: float, most: int) -> int:
    """How many rows a lane has whose turn is here and that nobody has leased; counted up to `most`."""
    if await _head_of.first(connection, {"lane": lane, "now": now}) is None:
        return 0
    ((count,),) = await _owed_in.all(connection, {"lane": lane, "most": most})
    return int(count)


async def claim_lane(
    connection: AsyncConnection, lane: str, *, each: int, lease: str, now: float, until: float, cipher: Cipher
) -> list[Claimed]:
    """Lease the first so many rows of a lane in which `owed_in` has just found some, in the same transaction."""
    return await _leased(connection, [lane], each=each, lease=lease, now=now, until=until, cipher=cipher)


async def _leased(
    connection: AsyncConnection,
    claimed: Sequence[str],
    *,
    each: int,
    lease: str,
    now: float,
    until: float,
    cipher: Cipher,
) -> list[Claimed]:
    """Lease lanes whose heads are locked."""
    if not claimed:
        return []
    terms = {"claimed": list(claimed), "each": each, "now": now, "new_lease": lease, "until": until}
    rows = await _lease_lanes.all(connection, terms)
    return sorted(
        (
            Claimed(
                id=row[0],
                lane=row[1],
                kind=row[2],
                payload=_opened(cipher, row[3]),
                case_id=row[4],
                owed_at=row[5],
                attempts=row[6],
                lease=lease,
                leased_until=until,
                card_id=row[7],
            )
            for row in rows
        ),
        key=lambda row: row.id,
    )


def _opened(cipher: Cipher, payload: bytes) -> bytes:
    """What is owed. What no key opens comes out empty, which is no effect: it is given up, not everybody."""
    try:
        return cipher.decrypt(payload)
    except InvalidToken:
        return b""


_lanes_owed = Prepared(select(outbox.c.lane).where(outbox.c.lane.in_(bindparam("lanes", expanding=True))).distinct())
_is_due = (
    outbox.c.queue == bindparam("queue"),
    outbox.c.kind == bindparam("kind"),
    outbox.c.due_at <= bindparam("now"),
)
_waiting, _due = (
    Prepared(select(func.count()).select_from(select(outbox.c.id).where(*wanted).limit(bindparam("most")).subquery()))
    for wanted in ((*_is_due, outbox.c.lease.is_(None)), _is_due)
)

_is_held = (outbox.c.id == bindparam("row_id"), outbox.c.lease == bindparam("held"))
_settle = Prepared(delete(outbox).where(*_is_held).returning(outbox.c.id))
_is_one_of = {
    "sqlite": outbox.c.id.in_(bindparam("ids", expanding=True)),
    # One value, whatever is in it: written out, each number of rows would be a statement of its own to prepare.
    "postgresql": outbox.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger))),
}
_settle_some = Prepared(
    {
        dialect: delete(outbox).where(outbox.c.lease == bindparam("held"), is_one_of).returning(outbox.c.id)
        for dialect, is_one_of in _is_one_of.items()
    }
)
_holds = Prepared(select(outbox.c.id).where(*_is_held).with_for_update())
_hand_back = Prepared(update(outbox).where(*_is_held).values(lease=None, leased_until=None))
_postpone = Prepared(
    update(outbox)
    .where(*_is_held)
    .values(lease=None, leased_until=None, due_at=bindparam("until"), attempts=outbox.c.attempts + bindparam("tried"))
    .returning(outbox.c.id)
)
_set_aside = Prepared(
    update(outbox)
    .where(*_is_held)
    .values(
        queue=bindparam("other_queue"),
        lane=bindparam("other_lane"),
        lease=None,
        leased_until=None,
        due_at=bindparam("until"),
        attempts=outbox.c.attempts + 1,
    )
    .returning(outbox.c.id)
)
_has_lane = Prepared(select(outbox.c.id).where(outbox.c.lane == bindparam("lane")).limit(1))


async def settle(connection: AsyncConnection, row_id: int, lease: str) -> bool:
    """Mark one row done. False: the lease was lost, and somebody else has done it or will."""
    return await _settle.first(connection, {"row_id": row_id, "held": lease}) is not None


async def holds(connection: AsyncConnection, row_id: int, lease: str) -> bool:
    """Whether a row is still leased as it was; locked, so that it stays so for this transaction."""
    return await _holds.first(connection, {"row_id": row_id, "held": lease}) is not None


async def settle_many(connection: AsyncConnection, rows: Sequence[Claimed]) -> list[Claimed]:
    """Mark rows done. Gives those whose lease was lost: somebody else has done them too, or will."""
    lost: list[Claimed] = []
    for lease, held in groupby(sorted(rows, key=lambda row: row.lease), key=lambda row: row.lease):
        together = list(held)
        found = await _settle_some.all(connection, {"held": lease, "ids": [row.id for row in together]})
        if len(found) < len(together):
            done = {row[0] for row in found}
            lost += [row for row in together if row.id not in done]
    return lost


async def postpone(connection: AsyncConnection, row: Claimed, *, due_at: float, tried: bool) -> bool:
    """Hand a row back until then; `tried` counts this as an attempt. False: the lease was lost."""
    terms = {"row_id": row.id, "held": row.lease, "until": due_at, "tried": int(tried)}
    return await _postpone.first(connection, terms) is not None


async def set_aside(connection: AsyncConnection, row: Claimed, *, queue: str, lane: str, due_at: float) -> bool:
    """Hand a row back into another lane, so that nothing waits for it. False: the lease was lost."""
    terms = {"row_id": row.id, "held": row.lease, "other_queue": queue, "other_lane": lane, "until": due_at}
    return await _set_aside.first(connection, terms) is not None


async def hand_back(connection: AsyncConnection, rows: Sequence[Claimed]) -> None:
    """Give leases up without having tried, as when stopping."""
    await _hand_back.many(connection, [{"row_id": row.id, "held": row.lease} for row in rows])


async def bury(connection: AsyncConnection, row: Claimed, *, reason: str, now: float) -> bool:
    """Give a row up. What it said is gone; that it was owed, and why it was given up, is kept.

    False: the lease was lost, and somebody else has carried it out or will.
    """
    is_ours = await settle(connection, row.id, row.lease)
    if is_ours:
        await connection.execute(insert(buried).values(kind=row.kind, case_id=row.case_id, reason=reason, at=now))
    return is_ours


async def hasten(connection: AsyncConnection, lane: str, *, now: float) -> bool:
    """Let what waits in a lane be due now, unless somebody has it in hand; False where nothing waits."""
    waits = (outbox.c.lane == lane, outbox.c.due_at > now, outbox.c.lease.is_(None))
    return bool((await connection.execute(update(outbox).where(*waits).values(due_at=now))).rowcount)


async def has_lane(connection: AsyncConnection, lane: str) -> bool:
    """Whether anything is owed in a lane, leased or not."""
    return await _has_lane.first(connection, {"lane": lane}) is not None


async def lanes_owed(connection: AsyncConnection, lanes: Collection[str]) -> set[str]:
    """Those of the lanes in which anything is owed, leased or not."""
    return {row[0] for row in await _lanes_owed.all(connection, {"lanes": list(lanes)})}


async def waiting(connection: AsyncConnection, queue: str, kind: str, *, now: float, most: int) -> int:
    """How many rows of a kind are due and not leased; counted up to `most`."""
    terms = {"queue": queue, "kind": kind, "now": now, "most": most}
    ((count,),) = await _waiting.all(connection, terms)
    return int(count)


async def due(connection: AsyncConnection, queue: str, kind: str, *, now: float, most: int) -> int:
    """How many rows of a kind are due, leased or not; counted up to `most`."""
    terms = {"queue": queue, "kind": kind, "now": now, "most": most}
    ((count,),) = await _due.all(connection, terms)
    return int(count)


async def count(engine: AsyncEngine, queue: str) -> int:
    """How many rows of a queue are owed, for who only looks."""
    async with engine.connect() as connection:
        query = select(func.count()).select_from(outbox).where(outbox.c.queue == queue)
        return (await connection.execute(query)).scalar_one()


async def depth(connection: AsyncConnection) -> int:
    """How many rows are owed."""
    return (await connection.execute(select(func.count()).select_from(outbox))).scalar_one()
