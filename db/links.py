"""Statements about links for colleagues: each lets one person enter one code for one case.

A link is read and written under its case's lock, but for the look by which its case is found.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import cases, links

Row = Mapping[str, Any]

OVER = "over"

# As it stands in the index, or SQLite would not use that.
_IS_AWAITED = text("links.state IN ('made', 'opened')")

_cases_of = Prepared(
    select(links.c.id, links.c.case_id).where(links.c.id.in_(bindparam("link_ids", expanding=True))),
)
_of_case = Prepared(
    select(links)
    .where(
        links.c.case_id == bindparam("of_case"),
        or_(links.c.state != OVER, links.c.id.in_(bindparam("besides", expanding=True))),
    )
    .order_by(links.c.id)
)
_due = Prepared(
    select(links.c.id, links.c.case_id, cases.c.chat_id)
    .join(cases, cases.c.id == links.c.case_id)
    .where(links.c.expires_at <= bindparam("now"), _IS_AWAITED)
    .order_by(links.c.expires_at)
    .limit(bindparam("most"))
)
_of_chat = Prepared(select(links.c.id, links.c.case_id).where(links.c.chat_id == bindparam("chat")))
_save = Prepared(
    update(links)
    .where(links.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in ("state", "chat_id", "language", "ending")})
)


async def add(connection: AsyncConnection, row: Row) -> int:
    """Put a link in and return its id. Raises `IntegrityError` where the case has a live one already."""
    return int((await connection.execute(insert(links).values(**row).returning(links.c.id))).scalar_one())


async def find(connection: AsyncConnection, token_hash: str) -> tuple[int, int] | None:
    """The link with that token, and its case; not locked. Looked up by its hash: timing says nothing of the token."""
    is_there = cases.c.id == links.c.case_id  # Or nobody could lock it.
    query = select(links.c.id, links.c.case_id).join(cases, is_there).where(links.c.token_hash == token_hash)
    row = (await connection.execute(query)).first()
    return None if row is None else (row[0], row[1])


async def cases_of(connection: AsyncConnection, link_ids: Collection[int]) -> dict[int, int]:
    """The cases of links, which never change."""
    return {row[0]: row[1] for row in await _cases_of.all(connection, {"link_ids": list(link_ids)})}


async def of_chat(connection: AsyncConnection, chat_id: int) -> dict[int, int]:
    """The links that a chat has opened, with their cases; not locked."""
    return {row[0]: row[1] for row in await _of_chat.all(connection, {"chat": chat_id})}


async def of_case(connection: AsyncConnection, case_id: int, *, besides: Collection[int]) -> Sequence[Row]:
    """The links of a case, which is locked, that are not over, and those of `besides` however they stand."""
    return await _of_case.mappings(connection, {"of_case": case_id, "besides": list(besides)})


async def due(connection: AsyncConnection, *, now: float, limit: int) -> Sequence[tuple[int, int, int]]:
    """Links whose time is over before their code came: link, case, and the case's chat."""
    return [(row[0], row[1], row[2]) for row in await _due.all(connection, {"now": now, "most": limit})]


async def save(connection: AsyncConnection, rows: Sequence[Row]) -> None:
    """Write how far links have come; `key` is the link's id."""
    await _save.many(connection, rows)
