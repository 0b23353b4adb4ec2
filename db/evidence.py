"""What is kept of one case, to be shown to somebody else: read only, and nothing of it is locked."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import audit, audit_head, buried, calls, cases, events, outbox

Row = Mapping[str, Any]

_begun = select(cases.c.created_at).where(cases.c.id == bindparam("of_case"))
_events, _calls, _undelivered = (
    select(table).where(table.c.case_id == bindparam("of_case")).order_by(newest.desc()).limit(bindparam("most"))
    for table, newest in ((events, events.c.id), (calls, calls.c.call), (buried, buried.c.id))
)
_owed = select(func.count()).where(outbox.c.lane == bindparam("in_lane"), outbox.c.case_id == bindparam("of_case"))
_newest_deed = select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1)
_deed = select(audit.c.hash).where(audit.c.id == bindparam("deed"))
_oldest_deed = select(func.min(audit.c.id))
_dropped = select(audit_head.c.dropped)


async def begun_at(connection: AsyncConnection, case_id: int) -> float:
    """When a case was begun."""
    return float((await connection.execute(_begun, {"of_case": case_id})).scalar() or 0.0)


async def events_of(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """What happened to a case, the newest first."""
    return await _rows(connection, _events, case_id, limit)


async def calls_of(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """The calls of a case, the newest first."""
    return await _rows(connection, _calls, case_id, limit)


async def undelivered_of(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """What was given up that a case was owed, the newest first. All that was given up is gone through: it is little."""
    return await _rows(connection, _undelivered, case_id, limit)


async def _rows(connection: AsyncConnection, wanted: Any, case_id: int, limit: int) -> Sequence[Row]:  # noqa: ANN401 -- a selection of any columns
    found = await connection.execute(wanted, {"of_case": case_id, "most": limit})
    return list(map(dict, found.mappings()))


async def owed_in(connection: AsyncConnection, lane: str, case_id: int) -> int:
    """How much is still to be said in a lane of a case."""
    return int((await connection.execute(_owed, {"in_lane": lane, "of_case": case_id})).scalar_one())


async def newest_deed(connection: AsyncConnection) -> tuple[int, str]:
    """The newest row of the chain, and its hash."""
    row = (await connection.execute(_newest_deed)).first()
    return (0, "") if row is None else (row[0], row[1])


async def deed_hash(connection: AsyncConnection, deed_id: int) -> str | None:
    """The hash of a row of the chain; None if it is not there. Empty where rows of its age were dropped in order."""
    found = (await connection.execute(_deed, {"deed": deed_id})).scalar()
    if found is not None:
        return str(found)
    oldest = (await connection.execute(_oldest_deed)).scalar()
    is_dropped = bool((await connection.execute(_dropped)).scalar()) and (oldest is None or deed_id < oldest)
    return "" if is_dropped else None
