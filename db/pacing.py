"""Keeps calls of one action under the provider's limit, over all replicas: virtual scheduling (GCRA) in one row.

The row holds the next free instant; one atomic statement takes it and moves it on. First come, first served.
"""

from sqlalchemy import Double, and_, bindparam, case, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from .statements import Prepared
from .tables import pacing

FARTHEST = 660.0
"""Seconds. The provider may ask for ten minutes; an instant that is farther away is of a clock since set back."""


async def grant(connection: AsyncConnection, key: str, *, interval: float, now: float) -> float:
    """Take the next slot: the instant at which the call may be sent, `now` or later."""
    next_at = await _move(connection, key, first=now + interval, step=interval, not_before=now)
    return next_at - interval


async def give_back(connection: AsyncConnection, key: str, *, interval: float) -> None:
    """Give a slot back in the transaction that took it, whose lock on the row keeps others from having the next."""
    await connection.execute(update(pacing).where(pacing.c.key == key).values(next_at=pacing.c.next_at - interval))


async def slow_down(connection: AsyncConnection, key: str, *, until: float) -> None:
    """Grant nothing before then: the provider throttled us, so another program is using the account."""
    await _move(connection, key, first=until, step=0, not_before=until)


async def _move(connection: AsyncConnection, key: str, *, first: float, step: float, not_before: float) -> float:
    values = {"key": key, "first": first, "step": step, "not_before": not_before}
    ((next_at,),) = await _moved.all(connection, values)
    return float(next_at)


def _statement(new: sqlite.Insert | postgresql.Insert) -> ReturningInsert[float]:
    earliest = bindparam("not_before", type_=Double)
    is_ahead = and_(pacing.c.next_at > earliest, pacing.c.next_at <= earliest + FARTHEST)
    later = case((is_ahead, pacing.c.next_at), else_=earliest)
    return (
        new.values(key=bindparam("key"), next_at=bindparam("first"))
        .on_conflict_do_update(index_elements=[pacing.c.key], set_={"next_at": later + bindparam("step", type_=Double)})
        .returning(pacing.c.next_at)
    )


_moved = Prepared({
    "postgresql": _statement(postgresql.insert(pacing)),
    "sqlite": _statement(sqlite.insert(pacing)),
})  # fmt: skip
