"""What holds everybody up: since when, until when, and how far the telling of its end has come.

There is a row for each fault that ever did, so the table is read whole.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import incidents
from .upserts import over_what_is_there

_open = Prepared(
    select(incidents.c.fault, incidents.c.opened_at, incidents.c.seen_at).where(incidents.c.over_at.is_(None))
)
_ended = Prepared(
    select(incidents.c.fault, incidents.c.step, incidents.c.told_to)
    .where(incidents.c.told_to.is_not(None))
    .order_by(incidents.c.over_at)
    .limit(1)
)
_save_told = Prepared(
    update(incidents)
    .where(
        incidents.c.fault == bindparam("of_fault"),
        incidents.c.step == bindparam("step_before"),
        incidents.c.told_to == bindparam("told_before"),
    )
    .values(step=bindparam("step_after"), told_to=bindparam("told_after"))
)
_see = Prepared(
    update(incidents)
    .where(incidents.c.fault == bindparam("of_fault"), incidents.c.over_at.is_(None))
    .values(seen_at=bindparam("now"))
)
_end = Prepared(
    update(incidents)
    .where(incidents.c.fault == bindparam("of_fault"), incidents.c.over_at.is_(None))
    .values(over_at=bindparam("now"), step=0, told_to=0)
    .returning(incidents.c.fault)
)
_begin = over_what_is_there(incidents)


async def unended(connection: AsyncConnection) -> Sequence[tuple[str, float, float]]:
    """Those that hold everybody up: fault, since when, and when that was last seen."""
    return [(row[0], row[1], row[2]) for row in await _open.all(connection, {})]


async def begin(connection: AsyncConnection, fault: str, *, now: float) -> None:
    """One has begun, or begun again. Whoever still was to be told of its last end is told of the next."""
    row: Mapping[str, Any] = {"fault": fault, "opened_at": now, "seen_at": now, "over_at": None, "step": 0}
    await connection.execute(_begin[connection.dialect.name], {**row, "told_to": None})


async def see(connection: AsyncConnection, fault: str, *, now: float) -> None:
    """It still is."""
    await _see.run(connection, {"of_fault": fault, "now": now})


async def end(connection: AsyncConnection, fault: str, *, now: float) -> bool:
    """It is over, and those whom it held up are to be told. False: it was before."""
    return await _end.first(connection, {"of_fault": fault, "now": now}) is not None


async def ended(connection: AsyncConnection) -> tuple[str, int, int] | None:
    """One whose end is still being told: its fault, the step, and up to which case it was."""
    row = await _ended.first(connection, {})
    return None if row is None else (row[0], row[1], row[2])


async def save_told(
    connection: AsyncConnection, fault: str, *, before: tuple[int, int], after: tuple[int, int | None]
) -> None:
    """Remember how far the telling has come, step and case, unless another replica has gone on."""
    values = {
        "of_fault": fault,
        "step_before": before[0],
        "told_before": before[1],
        "step_after": after[0],
        "told_after": after[1],
    }
    await _save_told.run(connection, values)
