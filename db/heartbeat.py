"""Remembers when the bot last served, and how far it is in telling customers that it is back.

One row for all replicas: any of them serving is the bot serving.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import heartbeat
from .upserts import over_what_is_there

_ROW = 1


@dataclass(frozen=True, slots=True)
class Return:
    """A return that customers are being told of: since when the bot is back, and the last case that knows of a step."""

    back_at: float
    step: int
    told_to: int


_row = select(heartbeat).with_for_update()
_save = over_what_is_there(heartbeat)
_return = select(heartbeat.c.back_at, heartbeat.c.step, heartbeat.c.told_to).where(heartbeat.c.back_at.is_not(None))
_tell = update(heartbeat).values(back_at=bindparam("since"), step=0, told_to=0)


async def beat(connection: AsyncConnection, *, now: float) -> tuple[float, bool]:
    """Show that the bot serves. Gives for how long nobody did, and whether customers are being told of a return.

    Of several replicas that begin at once, one finds the gap. Nothing is known of what was before the first beat.
    """
    row = (await connection.execute(_row)).mappings().first()
    known = {"id": _ROW, "back_at": None, "step": 0, "told_to": 0} if row is None else dict(row)
    await connection.execute(_save[connection.dialect.name], {**known, "at": now})
    return (0.0, False) if row is None else (now - row["at"], row["back_at"] is not None)


async def come_back(connection: AsyncConnection, *, since: float) -> None:
    """Have customers told that the bot is back since then; whoever was told of an earlier return is told again."""
    await connection.execute(_tell, {"since": since})


async def returned(connection: AsyncConnection) -> Return | None:
    """The return that customers are being told of, if there is one."""
    row = (await connection.execute(_return)).first()
    return None if row is None else Return(row.back_at, row.step, row.told_to)


async def save(connection: AsyncConnection, told: Return | None) -> None:
    """Remember how far the telling has come; None: all know."""
    values = {"back_at": None} if told is None else {"step": told.step, "told_to": told.told_to}
    await connection.execute(update(heartbeat).values(values))
