"""What other systems were told of cases, kept for some days so that it can be sent again. It names nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import announcements, cases


@dataclass(frozen=True, slots=True)
class Announced:
    """One of them, as it was sent."""

    id: int
    case_id: int
    body: str


_invitations_of = Prepared(
    select(cases.c.id, cases.c.invitation_id).where(cases.c.id.in_(bindparam("case_ids", expanding=True)))
)
_add = Prepared(insert(announcements), ("case_id", "kind", "at", "body"))
_kept = select(announcements.c.id, announcements.c.case_id, announcements.c.body).order_by(announcements.c.id)
_since = Prepared(
    _kept.where(announcements.c.id > bindparam("after"), announcements.c.at >= bindparam("since")).limit(
        bindparam("most")
    )
)
_of_case = Prepared(
    _kept.where(
        announcements.c.case_id == bindparam("of_case"),
        announcements.c.id > bindparam("after"),
        announcements.c.at >= bindparam("since"),
    ).limit(bindparam("most"))
)
_forget = Prepared(delete(announcements).where(announcements.c.at < bindparam("before")))


async def invitations_of(connection: AsyncConnection, case_ids: Collection[int]) -> dict[int, int | None]:
    """The invitations that cases came from, by the cases' ids."""
    return {row[0]: row[1] for row in await _invitations_of.all(connection, {"case_ids": list(case_ids)})}


async def add(connection: AsyncConnection, rows: Sequence[dict[str, object]]) -> None:
    """Keep what is being told."""
    await _add.many(connection, rows)


async def kept(
    connection: AsyncConnection, *, since: float, case_id: int | None, after: int, limit: int
) -> list[Announced]:
    """What was told since then, of one case or all, in order, from behind `after` on."""
    terms = {"since": since, "after": after, "most": limit}
    if case_id is None:
        rows = await _since.all(connection, terms)
    else:
        rows = await _of_case.all(connection, {**terms, "of_case": case_id})
    return [Announced(row[0], row[1], row[2]) for row in rows]


async def forget(connection: AsyncConnection, *, before: float) -> None:
    """Drop what was told before then."""
    await _forget.run(connection, {"before": before})
