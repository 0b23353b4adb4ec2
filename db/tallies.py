"""Counts by day, which outlive whatever they count. Every statement about them is here.

Each count is several rows, of which a connection adds to one: who decides holds its rows until the commit, and on
PostgreSQL others that decide at the same time would wait for them.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import cases, tallies
from .upserts import Insert

ALWAYS = 0
"""The «day» of what is counted over all days, until somebody begins it anew."""

_SHARDS = {"postgresql": "pg_backend_pid() % 8", "sqlite": "0"}
"""Which row of a count a connection adds to. Eight: more replicas than that decide nothing faster (docs/scaling.md)."""

Key = tuple[int, str, str]
"""A day, what is counted, and of what sort."""


def _adding(insert: Insert, shard: str) -> Insert:
    made = insert.values(
        day=bindparam("day"),
        what=bindparam("what"),
        sort=bindparam("sort"),
        shard=literal_column(shard),
        times=bindparam("times"),
    )
    times = tallies.c.times + made.excluded.times
    return made.on_conflict_do_update(index_elements=list(tallies.primary_key), set_={"times": times})


_add = Prepared({
    "postgresql": _adding(postgresql.insert(tallies), _SHARDS["postgresql"]),
    "sqlite": _adding(sqlite.insert(tallies), _SHARDS["sqlite"]),
})  # fmt: skip
_sum = func.sum(tallies.c.times)
_between = tallies.c.day.between(bindparam("first"), bindparam("last"))
_totals = Prepared(
    select(tallies.c.what, tallies.c.sort, _sum).where(_between).group_by(tallies.c.what, tallies.c.sort)
)
_by_day = Prepared(
    select(tallies.c.day, tallies.c.what, tallies.c.sort, _sum)
    .where(_between)
    .group_by(tallies.c.day, tallies.c.what, tallies.c.sort)
    .order_by(tallies.c.day, tallies.c.what, tallies.c.sort)
    .limit(bindparam("most"))
)
_always = Prepared(
    select(tallies.c.what, tallies.c.sort, _sum)
    .where(
        tallies.c.day == ALWAYS,
        tallies.c.what.in_(bindparam("whats", expanding=True)),
        tallies.c.sort.in_(bindparam("sorts", expanding=True)),
    )
    .group_by(tallies.c.what, tallies.c.sort)
)
_of_all_days = select(tallies.c.sort).where(tallies.c.day == ALWAYS)
_bytewise = (tallies.c.what.collate("C"), tallies.c.sort.collate("C"), tallies.c.shard)  # As Python sorts.
_hold_always = Prepared({
    "postgresql": _of_all_days.order_by(*_bytewise).with_for_update(),
    "sqlite": _of_all_days,  # Who writes there is alone.
})  # fmt: skip
_begun = Prepared(select(cases.c.created_at).where(cases.c.id == bindparam("case_id")))


async def add(connection: AsyncConnection, counted: Mapping[Key, int]) -> None:
    """Count. In one order everywhere, for the rows are locked from here to the commit."""
    rows: list[Mapping[str, Any]] = [
        {"day": day, "what": what, "sort": sort, "times": counted[day, what, sort]}
        for day, what, sort in sorted(counted)
    ]
    await _add.many(connection, rows)


async def totals(connection: AsyncConnection, *, first: int, last: int) -> Mapping[tuple[str, str], int]:
    """How often what was counted in those days, both included."""
    rows = await _totals.all(connection, {"first": first, "last": last})
    return {(row[0], row[1]): int(row[2]) for row in rows}


async def by_day(
    connection: AsyncConnection, *, first: int, last: int, most: int
) -> Sequence[tuple[int, str, str, int]]:
    """The same, day by day, in order; no more than `most` of them."""
    rows = await _by_day.all(connection, {"first": first, "last": last, "most": most})
    return [(row[0], row[1], row[2], int(row[3])) for row in rows]


async def always(
    connection: AsyncConnection, *, whats: Collection[str], sorts: Collection[str]
) -> Mapping[tuple[str, str], int]:
    """How often those were counted since they were last begun anew."""
    rows = await _always.all(connection, {"whats": sorted(whats), "sorts": sorted(sorts)})
    return {(row[0], row[1]): int(row[2]) for row in rows}


async def begin_anew(connection: AsyncConnection) -> None:
    """Forget what was counted over all days. What was counted day by day stays. Locked in the order of `add`."""
    await _hold_always.all(connection, {})
    await connection.execute(delete(tallies).where(tallies.c.day == ALWAYS))


async def forget(connection: AsyncConnection, *, before: int) -> None:
    """Drop what was counted on days before that one."""
    await connection.execute(delete(tallies).where(tallies.c.day > ALWAYS, tallies.c.day < before))


async def begun_at(connection: AsyncConnection, case_id: int) -> float | None:
    """When a case was begun, to be counted how long it took."""
    row = await _begun.first(connection, {"case_id": case_id})
    return None if row is None else float(row[0])
