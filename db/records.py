"""Statements about chats, cases, numbers, their calls and their history.

Rows in and rows out, as dictionaries named like the columns; what they mean is the store's business.
Whatever is locked is locked in the order of its key, so that two replicas cannot wait for each other.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, func, insert, or_, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import OPEN_STATES, calls, cases, chats, events, notices, numbers, outbox
from .upserts import over_what_is_there, unless_there

Row = Mapping[str, Any]

EVER = (0.0, 1e15)
"""Between these seconds everything happened: longer than any clock runs, and still exact."""

_IS_LISTED = or_(cases.c.deadline.is_not(None), cases.c.updated_at > bindparam("since"))
"""What is open, and what has not been over for long."""

_lock_chats = Prepared(
    select(
        chats,
        exists()
        .where(cases.c.chat_id == chats.c.chat_id, cases.c.id != chats.c.case_id, _IS_LISTED)
        .label("has_others"),
    )
    .where(chats.c.chat_id.in_(bindparam("chat_ids", expanding=True)))
    .order_by(chats.c.chat_id)
    .with_for_update(skip_locked=True)
)
_add_chats = Prepared(unless_there(chats), ("chat_id",))
_lock_cases = Prepared(
    select(cases).where(cases.c.id.in_(bindparam("case_ids", expanding=True))).order_by(cases.c.id).with_for_update()
)
_lock_case_of = Prepared(
    select(cases).where(cases.c.id == bindparam("case_id"), cases.c.chat_id == bindparam("chat")).with_for_update()
)
_cases_of = Prepared(
    select(cases.c.id, cases.c.body)
    .where(cases.c.chat_id == bindparam("chat"), _IS_LISTED)
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)
_read_numbers = Prepared(
    select(numbers.c.key, numbers.c.budget).where(numbers.c.key.in_(bindparam("keys", expanding=True)))
)
_lock_free_case = Prepared(select(cases).where(cases.c.id == bindparam("case_id")).with_for_update(skip_locked=True))
_chat_of = Prepared(select(cases.c.chat_id).where(cases.c.id == bindparam("case_id"), cases.c.erased_at.is_(None)))
_lock_numbers = Prepared(
    select(numbers)
    .where(numbers.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(numbers.c.key)
    .with_for_update()
)
_add_numbers = Prepared(unless_there(numbers), ("key", "budget", "updated_at"))
_save_chats = Prepared(
    update(chats)
    .where(chats.c.chat_id == bindparam("key"))
    .values(
        language=bindparam("language"),
        case_id=bindparam("case_id"),
        silent_until=bindparam("silent_until"),
        link_id=bindparam("link_id"),
    )
)
_add_case = Prepared(
    insert(cases).returning(cases.c.id),
    (
        "chat_id",
        "state",
        "space",
        "invitation_id",
        "number_key",
        "deadline",
        "body",
        "created_at",
        "updated_at",
    ),
)
_save_cases = Prepared(
    update(cases)
    .where(cases.c.id == bindparam("key"))
    .values(
        {
            name: bindparam(name)
            for name in ("chat_id", "state", "space", "number_key", "deadline", "body", "updated_at")
        }
    )
)
_save_cards = Prepared(
    update(cases)
    .where(
        cases.c.id == bindparam("key"),
        cases.c.erased_at.is_(None),
        exists().where(outbox.c.id == bindparam("row_id"), outbox.c.lease == bindparam("held")),
    )
    .values(card_id=bindparam("card"))
)
_save_numbers = Prepared(
    update(numbers)
    .where(numbers.c.key == bindparam("number"))
    .values(budget=bindparam("budget"), updated_at=bindparam("updated_at"))
)
_open_number = Prepared(
    select(cases.c.id)
    .where(
        cases.c.space == bindparam("space"),
        cases.c.number_key == bindparam("number_key"),
        cases.c.state.in_(OPEN_STATES),
        cases.c.id.not_in(bindparam("besides", expanding=True)),
    )
    .limit(1)
)
_due_cases = Prepared(
    select(cases.c.id, cases.c.chat_id)
    .where(cases.c.deadline <= bindparam("now"))
    .order_by(cases.c.deadline)
    .limit(bindparam("most"))
)
_cases_in = Prepared(
    select(cases.c.id, cases.c.chat_id)
    .where(
        cases.c.state == bindparam("state"),
        cases.c.id > bindparam("after"),
        cases.c.updated_at.between(bindparam("since"), bindparam("until")),
    )
    .order_by(cases.c.id)
    .limit(bindparam("most"))
)
_save_notice = over_what_is_there(notices)
_add_events = Prepared(insert(events), ("case_id", "at", "event", "state_before", "state_after", "detail", "shown"))
_add_calls = Prepared(insert(calls), ("case_id", "call", "action", "number_key", "created_at"))
_mark_sent = Prepared(
    update(calls)
    .where(calls.c.case_id == bindparam("of_case"), calls.c.call == bindparam("number"), calls.c.sent_at.is_(None))
    .values(sent_at=bindparam("now"))
    .returning(calls.c.call)
)
_finish_calls = Prepared(
    update(calls)
    .where(calls.c.case_id == bindparam("of_case"), calls.c.call == bindparam("number"))
    .values({name: bindparam(name) for name in ("finished_at", "outcome", "fault", "code", "message", "request_id")})
)


async def lock_chats(connection: AsyncConnection, chat_ids: Collection[int], *, since: float = 0.0) -> Sequence[Row]:
    """Lock chats for this transaction. Those that another replica holds are left out; missing ones get a row.

    `has_others`: beside the case that it is about, the chat has one that is open, or has changed `since` then.
    """
    if not chat_ids:
        return []
    wanted = {"chat_ids": list(chat_ids), "since": since}
    rows = await _lock_chats.mappings(connection, wanted)
    missing = sorted(set(chat_ids) - {row["chat_id"] for row in rows})
    if not missing:
        return rows
    # Held by others, or forgotten in the very moment in which they wrote: putting in tells, and waits for nobody.
    await _add_chats.many(connection, [{"chat_id": chat_id} for chat_id in missing])
    return await _lock_chats.mappings(connection, wanted)


async def lock_cases(connection: AsyncConnection, case_ids: Collection[int]) -> Sequence[Row]:
    """Lock cases, always after their chats."""
    if not case_ids:
        return []
    return await _lock_cases.mappings(connection, {"case_ids": list(case_ids)})


async def lock_case_of(connection: AsyncConnection, case_id: int, *, chat_id: int) -> Row | None:
    """Lock a case if it is that chat's, which is locked: the case of another is not even waited for."""
    rows = await _lock_case_of.mappings(connection, {"case_id": case_id, "chat": chat_id})
    return rows[0] if rows else None


async def chat_of(connection: AsyncConnection, case_id: int) -> int | None:
    """The chat of a case that is not erased, to be locked before it."""
    rows = await _chat_of.all(connection, {"case_id": case_id})
    return rows[0][0] if rows else None


async def cases_of(
    connection: AsyncConnection, chat_id: int, *, since: float, limit: int
) -> Sequence[tuple[int, bytes]]:
    """A chat's newest cases that are open or have changed since then: ids and bodies."""
    rows = await _cases_of.all(connection, {"chat": chat_id, "since": since, "most": limit})
    return [(row[0], row[1]) for row in rows]


async def read_numbers(connection: AsyncConnection, keys: Collection[str]) -> Sequence[Row]:
    """Numbers as they are, for looking only; one that was never tried has no row."""
    return await _read_numbers.mappings(connection, {"keys": list(keys)})


async def lock_free_case(connection: AsyncConnection, case_id: int) -> Row | None:
    """Lock a case that nobody else holds, whose chat may be another's; None: somebody holds it, or there is none."""
    rows = await _lock_free_case.mappings(connection, {"case_id": case_id})
    return rows[0] if rows else None


async def lock_numbers(connection: AsyncConnection, keys: Collection[str]) -> Sequence[Row]:
    """Lock numbers, always after the cases: their budgets are shared by all chats. Missing ones get a row first."""
    if not keys:
        return []
    wanted = {"keys": list(keys)}
    rows = await _lock_numbers.mappings(connection, wanted)
    missing = sorted(set(keys) - {row["key"] for row in rows})
    if not missing:
        return rows
    blank = [{"key": key, "budget": "", "updated_at": 0.0} for key in missing]
    await _add_numbers.many(connection, blank)
    return await _lock_numbers.mappings(connection, wanted)


async def save_chats(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Write chats' `language`, `case_id`, `silent_until` and `link_id`; `key` is the chat's id."""
    await _save_chats.many(connection, rows)


async def add_case(connection: AsyncConnection, row: Row) -> int:
    """Put a new case in and return its id."""
    ((case_id,),) = await _add_case.all(connection, row)
    return int(case_id)


async def save_cases(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Write cases; `key` is the case's id. Raises `IntegrityError` when another open case took the number."""
    await _save_cases.many(connection, rows)


async def save_cards(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Remember which message (`card`) shows where a case (`key`) stands, if it was shown under a lease still held.

    `row_id` and `held` are the row of the outbox and its lease. Somebody else may have shown a newer one since.
    """
    await _save_cards.many(connection, rows)


async def save_numbers(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Write numbers' budgets; `number` is the key."""
    await _save_numbers.many(connection, rows)


async def is_number_open(connection: AsyncConnection, *, space: str, number_key: str, besides: Collection[int]) -> bool:
    """Whether another case than these is open for the number in that space."""
    wanted = {"space": space, "number_key": number_key, "besides": list(besides)}
    return await _open_number.first(connection, wanted) is not None


async def due_cases(connection: AsyncConnection, *, now: float, limit: int) -> Sequence[tuple[int, int]]:
    """Cases whose deadline is here, the oldest first: case and chat."""
    return [(row[0], row[1]) for row in await _due_cases.all(connection, {"now": now, "most": limit})]


async def waiting(connection: AsyncConnection, state: str) -> int:
    """How many cases are in a state."""
    query = select(func.count()).select_from(cases).where(cases.c.state == state)
    return (await connection.execute(query)).scalar_one()


async def add_events(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Write history. It is only ever added to."""
    await _add_events.many(connection, rows)


async def add_calls(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Record calls before they are sent."""
    await _add_calls.many(connection, rows)


async def mark_sent(connection: AsyncConnection, *, case_id: int, call: int, now: float) -> bool:
    """Record that a call leaves now. False: it left before, and what it did is unknown."""
    return await _mark_sent.first(connection, {"of_case": case_id, "number": call, "now": now}) is not None


async def unmark_sent(connection: AsyncConnection, *, case_id: int, call: int) -> None:
    """Record that a call certainly did not run, so that it may leave again."""
    await connection.execute(update(calls).where(calls.c.case_id == case_id, calls.c.call == call).values(sent_at=None))


async def finish_calls(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Record outcomes; `of_case` and `number` name the call."""
    await _finish_calls.many(connection, rows)


async def page_of_cases(
    connection: AsyncConnection, *, state: str | None, before: int | None, limit: int
) -> Sequence[tuple[int, bytes]]:
    """The newest cases that are not erased, of one state or all, older than `before`: ids and bodies."""
    query = select(cases.c.id, cases.c.body).where(cases.c.erased_at.is_(None)).order_by(cases.c.id.desc())
    if state is not None:
        query = query.where(cases.c.state == state)
    if before is not None:
        query = query.where(cases.c.id < before)
    return [(row[0], row[1]) for row in await connection.execute(query.limit(limit))]


async def list_cases(connection: AsyncConnection, *, state: str | None, limit: int) -> Sequence[RowMapping]:
    """The newest cases, of one state or all."""
    query = select(cases).order_by(cases.c.id.desc()).limit(limit)
    if state is not None:
        query = query.where(cases.c.state == state)
    return (await connection.execute(query)).mappings().all()


async def history(connection: AsyncConnection, case_id: int) -> tuple[Sequence[RowMapping], Sequence[RowMapping]]:
    """A case's events and calls, oldest first."""
    happened = await connection.execute(select(events).where(events.c.case_id == case_id).order_by(events.c.id))
    called = await connection.execute(select(calls).where(calls.c.case_id == case_id).order_by(calls.c.call))
    return happened.mappings().all(), called.mappings().all()


async def notice(connection: AsyncConnection, key: str) -> RowMapping | None:
    """The open incident of that key, if there is one."""
    return (await connection.execute(select(notices).where(notices.c.key == key))).mappings().first()


async def cases_in(
    connection: AsyncConnection,
    state: str,
    *,
    after: int,
    limit: int,
    changed: tuple[float, float] = EVER,
) -> Sequence[tuple[int, int]]:
    """Cases in a state with ids after that one, in order, that changed last between those times: case and chat."""
    since, until = changed
    wanted = {"state": state, "after": after, "since": since, "until": until, "most": limit}
    return [(row[0], row[1]) for row in await _cases_in.all(connection, wanted)]


async def save_notice(connection: AsyncConnection, row: Row) -> None:
    """Write an incident: a new one, or over the one of the same key."""
    await connection.execute(_save_notice[connection.dialect.name], row)
