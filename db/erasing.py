"""Erases what is kept of people once nobody needs it any more, some rows at a time. Every statement about it is here.

Rows that are locked just now are passed over: nobody waits for this for longer than a batch, and it waits for nobody.
What is left of a case says what happened and when, and not to whom.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .inbox import NOBODY
from .statements import Prepared
from .tables import buried, calls, cases, chats, events, inbox, invitations, links, numbers, outbox

Place = tuple[float, int]
"""Where the search for finished cases has come to: when a case changed last, and its id."""

START: Place = (0.0, 0)

TOO_OLD = "too old"
"""Why something was given up that could not be delivered for so long."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A case that is over, locked, with what is needed to erase it."""

    id: int
    chat_id: int
    invitation_id: int | None
    state: str
    space: str
    place: Place


# --- Cases

_is_finished = (cases.c.deadline.is_(None), cases.c.erased_at.is_(None))
_finished = Prepared(
    select(cases.c.id, cases.c.chat_id, cases.c.invitation_id, cases.c.state, cases.c.space, cases.c.updated_at)
    .where(
        *_is_finished,
        cases.c.updated_at < bindparam("before"),
        cases.c.updated_at >= bindparam("since"),
        or_(cases.c.updated_at > bindparam("since"), cases.c.id > bindparam("last")),
    )
    .order_by(cases.c.updated_at, cases.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_chats = select(chats.c.chat_id).where(chats.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
_known_chats, _free_chats = Prepared(_chats), Prepared(_chats.with_for_update(skip_locked=True))
_of_chat = Prepared(
    select(cases.c.id)
    .where(cases.c.chat_id == bindparam("chat"), cases.c.erased_at.is_(None))
    .order_by(cases.c.id)
    .limit(bindparam("most"))
)
_all_of_chat = Prepared(
    select(cases.c.id, cases.c.chat_id, cases.c.invitation_id, cases.c.state, cases.c.space, cases.c.updated_at)
    .where(cases.c.chat_id == bindparam("chat"), cases.c.erased_at.is_(None))
    .order_by(cases.c.id)
    .with_for_update()
)
_erase_cases = Prepared(
    update(cases)
    .where(cases.c.id == bindparam("key"))
    .values(
        chat_id=NOBODY,
        number_key=None,
        invitation_id=None,
        card_id=None,
        deadline=None,
        state=bindparam("left_as"),
        body=bindparam("body"),
        erased_at=bindparam("now"),
    )
)
_erase_calls = Prepared(
    update(calls).where(calls.c.case_id.in_(bindparam("case_ids", expanding=True))).values(message="", request_id="")
)
_erase_events = Prepared(
    update(events)
    .where(events.c.case_id.in_(bindparam("case_ids", expanding=True)), events.c.detail != "")
    .values(detail="")
)
_drop_colleagues = Prepared(delete(links).where(links.c.case_id.in_(bindparam("case_ids", expanding=True))))
_drop_links = Prepared(delete(invitations).where(invitations.c.id.in_(bindparam("ids", expanding=True))))
_is_free = or_(outbox.c.lease.is_(None), outbox.c.leased_until < bindparam("now"))
_drop_owed = Prepared(
    delete(outbox).where(
        outbox.c.lane.in_(bindparam("lanes", expanding=True)),
        outbox.c.case_id.in_(bindparam("case_ids", expanding=True)),
        _is_free,
    )
)
# Of the chat's other cases the one that goes on, or the newest.
_left = (
    select(cases.c.id)
    .where(cases.c.chat_id == chats.c.chat_id, cases.c.erased_at.is_(None))
    .order_by(cases.c.deadline.is_(None), cases.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_point_elsewhere = Prepared(
    update(chats)
    .where(
        chats.c.chat_id.in_(bindparam("chat_ids", expanding=True)),
        chats.c.case_id.in_(bindparam("case_ids", expanding=True)),
    )
    .values(case_id=_left)
)
_is_nobodys = (
    chats.c.chat_id != NOBODY,  # It is no chat, and the erased cases are all its own.
    chats.c.case_id.is_(None),
    chats.c.blocked_until <= bindparam("now"),
    chats.c.silent_until <= bindparam("now"),
    ~exists().where(cases.c.chat_id == chats.c.chat_id, cases.c.erased_at.is_(None)),
    ~exists().where(links.c.id == chats.c.link_id),  # A colleague's: it goes once the case is erased.
    ~exists().where(inbox.c.chat_id == chats.c.chat_id, inbox.c.decided_at.is_(None)),
)
_drop_chats = Prepared(delete(chats).where(chats.c.chat_id.in_(bindparam("chat_ids", expanding=True)), *_is_nobodys))


async def finished(
    connection: AsyncConnection, *, before: float, after: Place, limit: int
) -> tuple[list[Finished], Place | None]:
    """Cases that were over before then and are nobody's to hold just now, locked with their chats; and how far it came.

    The place is None when there are no more.
    """
    terms = {"before": before, "since": after[0], "last": after[1], "most": limit}
    rows = [
        Finished(row[0], row[1], row[2], row[3], row[4], (row[5], row[0]))
        for row in await _finished.all(connection, terms)
    ]
    wanted = {"chat_ids": sorted({row.chat_id for row in rows})}
    free = {row[0] for row in await _free_chats.all(connection, wanted)}
    held = {row[0] for row in await _known_chats.all(connection, wanted)} - free
    place = rows[-1].place if len(rows) == limit else None
    return [row for row in rows if row.chat_id not in held], place


async def cases_of(connection: AsyncConnection, chat_id: int, *, limit: int) -> list[int]:
    """What a chat has of cases that are not erased."""
    return [row[0] for row in await _of_chat.all(connection, {"chat": chat_id, "most": limit})]


async def all_of(connection: AsyncConnection, chat_id: int) -> list[Finished]:
    """Every case of a locked chat that is not erased, locked, whatever its state."""
    rows = await _all_of_chat.all(connection, {"chat": chat_id})
    return [Finished(row[0], row[1], row[2], row[3], row[4], (row[5], row[0])) for row in rows]


async def erase(
    connection: AsyncConnection,
    rows: Sequence[Finished],
    *,
    bodies: Mapping[int, bytes],
    lanes: Collection[str],
    now: float,
) -> None:
    """Erase cases that are locked, with their links, what their calls and history say, and chats that have no other.

    `bodies` is what is left of each; in `lanes` is what need no longer be done for them.
    """
    if not rows:
        return
    case_ids = [row.id for row in rows]
    chat_ids = sorted({row.chat_id for row in rows})
    left = [{"key": row.id, "left_as": row.state, "body": bodies[row.id], "now": now} for row in rows]
    await _erase_cases.many(connection, left)
    await _erase_calls.run(connection, {"case_ids": case_ids})
    await _erase_events.run(connection, {"case_ids": case_ids})
    await _drop_colleagues.run(connection, {"case_ids": case_ids})
    await _drop_links.run(connection, {"ids": [row.invitation_id for row in rows if row.invitation_id]})
    await _drop_owed.run(connection, {"lanes": list(lanes), "case_ids": case_ids, "now": now})
    await _point_elsewhere.run(connection, {"chat_ids": chat_ids, "case_ids": case_ids})
    await _drop_chats.run(connection, {"chat_ids": chat_ids, "now": now})


# --- What is dropped for its age alone

_old_links = select(invitations.c.id).where(
    invitations.c.used_at.is_(None), invitations.c.expires_at < bindparam("before")
)
_old_chats = select(chats.c.chat_id).where(chats.c.since < bindparam("before"), *_is_nobodys)
_old_numbers = select(numbers.c.key).where(numbers.c.updated_at < bindparam("before"))
_old_buried = select(buried.c.id).where(buried.c.at < bindparam("before"))
_old_cases = select(cases.c.id).where(cases.c.erased_at.is_not(None), cases.c.erased_at < bindparam("before"))


def _some(wanted: Any) -> Any:  # noqa: ANN401 -- a selection of any key
    return wanted.limit(bindparam("most")).with_for_update(skip_locked=True)


_old_owed = select(outbox.c.id, outbox.c.kind, outbox.c.case_id).where(
    outbox.c.queue.in_(bindparam("queues", expanding=True)),
    outbox.c.owed_at < bindparam("before"),
    _is_free,
)
_stale = Prepared(_some(_old_owed))
_drop_stale = Prepared(delete(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))))
_bury = Prepared(insert(buried).values(reason=TOO_OLD), ("kind", "case_id", "at"))
_drop_old_links = Prepared(
    delete(invitations).where(invitations.c.id.in_(_some(_old_links))).returning(invitations.c.id)
)
_drop_old_chats = Prepared(delete(chats).where(chats.c.chat_id.in_(_some(_old_chats))).returning(chats.c.chat_id))
_drop_old_numbers = Prepared(delete(numbers).where(numbers.c.key.in_(_some(_old_numbers))).returning(numbers.c.key))
_drop_old_buried = Prepared(delete(buried).where(buried.c.id.in_(_some(_old_buried))).returning(buried.c.id))
_some_old_cases = Prepared(_some(_old_cases))
_drop_cases, _drop_calls, _drop_events = (
    Prepared(delete(table).where(column.in_(bindparam("case_ids", expanding=True))))
    for table, column in ((cases, cases.c.id), (calls, calls.c.case_id), (events, events.c.case_id))
)


async def drop_unused_links(connection: AsyncConnection, *, before: float, limit: int) -> int:
    """Drop links that ended before then, and that nobody had opened. Returns how many."""
    return len(await _drop_old_links.all(connection, {"before": before, "most": limit}))


async def drop_idle_chats(connection: AsyncConnection, *, before: float, now: float, limit: int) -> int:
    """Drop chats without a case that wrote first before then. Returns how many."""
    return len(await _drop_old_chats.all(connection, {"before": before, "now": now, "most": limit}))


async def drop_numbers(connection: AsyncConnection, *, before: float, limit: int) -> int:
    """Drop numbers with which nothing was done since, or ever. Returns how many."""
    return len(await _drop_old_numbers.all(connection, {"before": before, "most": limit}))


async def drop_buried(connection: AsyncConnection, *, before: float, limit: int) -> int:
    """Drop what was given up before then. Returns how many."""
    return len(await _drop_old_buried.all(connection, {"before": before, "most": limit}))


async def drop_owed(
    connection: AsyncConnection, queues: Collection[str], *, before: float, now: float, limit: int
) -> int:
    """Give up what has been owed in those queues since before then and cannot be delivered. Returns how many."""
    terms = {"queues": list(queues), "before": before, "now": now, "most": limit}
    rows = await _stale.mappings(connection, terms)
    if rows:
        await _drop_stale.run(connection, {"ids": [row["id"] for row in rows]})
        await _bury.many(connection, [{"kind": row["kind"], "case_id": row["case_id"], "at": now} for row in rows])
    return len(rows)


async def drop_cases(connection: AsyncConnection, *, before: float, limit: int) -> int:
    """Drop cases that were erased before then, with their calls and their history. Returns how many."""
    case_ids = [row[0] for row in await _some_old_cases.all(connection, {"before": before, "most": limit})]
    if case_ids:
        for drop in (_drop_calls, _drop_events, _drop_cases):
            await drop.run(connection, {"case_ids": case_ids})
    return len(case_ids)


# --- How much that would be

_old_finished = select(cases.c.id).where(*_is_finished, cases.c.updated_at < bindparam("before"))
_count_cases, _count_links, _count_chats, _count_erased, _count_numbers, _count_buried, _count_owed = (
    Prepared(select(func.count()).select_from(wanted.subquery("old")))
    for wanted in (_old_finished, _old_links, _old_chats, _old_cases, _old_numbers, _old_buried, _old_owed)
)


@dataclass(frozen=True, slots=True)
class Erasable:
    """How many rows of each sort are old enough."""

    cases: int
    links: int
    chats: int
    records: int
    numbers: int
    buried: int
    owed: int


async def count(
    connection: AsyncConnection, *, queues: Collection[str], before: float, records_before: float, now: float
) -> Erasable:
    """How much is old enough: whatever names people before the one moment, what is left of it before the other."""
    names, records = {"before": before}, {"before": records_before}
    return Erasable(
        cases=await _number(connection, _count_cases, names),
        links=await _number(connection, _count_links, names),
        chats=await _number(connection, _count_chats, {**names, "now": now}),
        records=await _number(connection, _count_erased, records),
        numbers=await _number(connection, _count_numbers, records),
        buried=await _number(connection, _count_buried, records),
        owed=await _number(connection, _count_owed, {**names, "now": now, "queues": list(queues)}),
    )


async def _number(connection: AsyncConnection, counted: Prepared, terms: Mapping[str, object]) -> int:
    ((rows,),) = await counted.all(connection, terms)
    return int(rows)
