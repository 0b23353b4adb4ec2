"""Where staff read and answer of cases, and which message is the copy of which. Every statement about it is here."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import cases, relayed, topics
from .upserts import over_what_is_there, unless_there

Row = Mapping[str, Any]

_begin = unless_there(topics)
_find = select(topics).where(topics.c.case_id == bindparam("key"))
_placed = (
    update(topics)
    .where(topics.c.case_id == bindparam("key"))
    .values(
        {name: bindparam(name) for name in ("chat_id", "thread_id", "card_id", "named", "shown", "pinned", "closed")}
    )
)
_waits = (
    update(topics)
    .where(topics.c.case_id == bindparam("key"), topics.c.waits_since.is_(None))
    .values(waits_since=bindparam("since"), remind_at=bindparam("remind_at"), reminders=0)
)
_answered = (
    update(topics).where(topics.c.case_id == bindparam("key")).values(waits_since=None, remind_at=None, reminders=0)
)
_take = update(topics).where(topics.c.case_id == bindparam("key")).values(taken_by=bindparam("by"))
_later = (
    update(topics)
    .where(topics.c.case_id == bindparam("key"), topics.c.waits_since.is_not(None))
    .values(remind_at=bindparam("remind_at"), reminders=topics.c.reminders + bindparam("told"))
)
_due = Prepared(
    select(topics.c.case_id, cases.c.chat_id, topics.c.reminders)
    .join(cases, cases.c.id == topics.c.case_id)
    .where(topics.c.remind_at <= bindparam("now"))
    .order_by(topics.c.remind_at)
    .limit(bindparam("most"))
)
_of_thread = select(topics.c.case_id).where(
    topics.c.chat_id == bindparam("chat"), topics.c.thread_id == bindparam("thread")
)
_of_card = select(topics.c.case_id).where(
    topics.c.chat_id == bindparam("chat"), topics.c.thread_id == 0, topics.c.card_id == bindparam("card")
)

_keep_copy = over_what_is_there(relayed)
_copy_of = select(relayed.c.copy_id).where(
    relayed.c.case_id == bindparam("of_case"),
    relayed.c.by_staff == bindparam("staffs"),
    relayed.c.source_id == bindparam("source"),
)
_of_copy = (
    select(relayed.c.case_id)
    .where(relayed.c.copy_id == bindparam("copy"), relayed.c.by_staff.is_(False))
    .order_by(relayed.c.at.desc())
    .limit(1)
)
_old = (
    select(relayed.c.case_id, relayed.c.by_staff, relayed.c.source_id)
    .where(relayed.c.at < bindparam("before"))
    .limit(bindparam("most"))
)


async def begin(connection: AsyncConnection, case_ids: Collection[int]) -> None:
    """Give cases a topic, which is yet to be made; one that has one keeps it."""
    if case_ids:
        rows = [{"case_id": case_id} for case_id in sorted(case_ids)]
        await connection.execute(_begin[connection.dialect.name], rows)


async def find(connection: AsyncConnection, case_id: int, *, lock: bool = False) -> RowMapping | None:
    """A case's topic."""
    statement = _find.with_for_update() if lock else _find
    return (await connection.execute(statement, {"key": case_id})).mappings().first()


async def save_place(connection: AsyncConnection, case_id: int, row: Row) -> None:
    """Write where a topic is, and what it shows."""
    await connection.execute(_placed, {"key": case_id, **row})


async def waits(connection: AsyncConnection, case_id: int, *, since: float, remind_at: float) -> None:
    """The customer waits for a person, unless they do already."""
    await connection.execute(_waits, {"key": case_id, "since": since, "remind_at": remind_at})


async def answered(connection: AsyncConnection, case_id: int) -> None:
    """The customer waits for nobody any more."""
    await connection.execute(_answered, {"key": case_id})


async def take(connection: AsyncConnection, case_id: int, *, by: int) -> None:
    """Somebody of the staff looks after it from now on; 0: nobody."""
    await connection.execute(_take, {"key": case_id, "by": by})


async def remind_later(connection: AsyncConnection, case_id: int, *, at: float, told: bool) -> None:
    """Look again then, if the customer still waits; `told`: staff have heard of it once more."""
    await connection.execute(_later, {"key": case_id, "remind_at": at, "told": int(told)})


async def due(connection: AsyncConnection, *, now: float, limit: int) -> list[tuple[int, int, int]]:
    """Cases whose customer has waited for a person until then: case, chat, and how often staff have heard of it."""
    return [(row[0], row[1], row[2]) for row in await _due.all(connection, {"now": now, "most": limit})]


async def of_thread(connection: AsyncConnection, chat_id: int, thread_id: int) -> int:
    """The case whose topic that is; 0 for none."""
    found = (await connection.execute(_of_thread, {"chat": chat_id, "thread": thread_id})).first()
    return found[0] if found is not None else 0


async def of_message(connection: AsyncConnection, chat_id: int, message_id: int) -> int:
    """The case whose card, or whose customer's message, was written there; 0 for none."""
    found = (await connection.execute(_of_card, {"chat": chat_id, "card": message_id})).first()
    if found is None:
        found = (await connection.execute(_of_copy, {"copy": message_id})).first()
    return found[0] if found is not None else 0


# --- Copies


async def keep_copy(connection: AsyncConnection, row: Row) -> None:
    """Remember which message is the copy of which."""
    await connection.execute(_keep_copy[connection.dialect.name], row)


async def copy_of(connection: AsyncConnection, case_id: int, source_id: int, *, by_staff: bool) -> int:
    """The copy of a message; 0 for none."""
    terms = {"of_case": case_id, "source": source_id, "staffs": by_staff}
    found = (await connection.execute(_copy_of, terms)).first()
    return found[0] if found is not None else 0


async def forget_copies(connection: AsyncConnection, *, before: float, limit: int) -> int:
    """Drop what was copied before then, as nobody can edit it any more. Returns how many."""
    rows: Sequence[Any] = (await connection.execute(_old, {"before": before, "most": limit})).all()
    for row in rows:
        await connection.execute(
            delete(relayed).where(
                relayed.c.case_id == row[0], relayed.c.by_staff == row[1], relayed.c.source_id == row[2]
            )
        )
    return len(rows)


async def drop(connection: AsyncConnection, case_ids: Collection[int]) -> None:
    """Drop all that is known of the topics of erased cases."""
    if case_ids:
        for table in (topics, relayed):
            await connection.execute(delete(table).where(table.c.case_id.in_(list(case_ids))))
