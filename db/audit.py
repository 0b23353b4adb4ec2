"""The chain of what staff did: rows that are only ever added, each with a hash over itself and the one before.

Whoever adds to it holds its head until the commit, so that the chain has one order whichever replica writes. It is
written last in a transaction, when everything else that it locks is locked already; so nobody waits in a circle.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import audit, audit_head
from .upserts import unless_there

Row = Mapping[str, Any]

Chained = Callable[[str, Row], str]
"""The hash of a row, given that of the row before."""

PAGE = 500
"""Rows that are read at once when the chain is gone through: a few milliseconds."""

_ROW = 1

_begin = unless_there(audit_head)
_head = select(audit_head.c.hash, audit_head.c.dropped)
_move_on = update(audit_head).values(hash=bindparam("newest"))
_add = insert(audit)
_page = select(audit).where(audit.c.id > bindparam("after")).order_by(audit.c.id).limit(PAGE)
_of_case = select(audit).where(audit.c.case_id == bindparam("of_case")).order_by(audit.c.id.desc())


async def add(connection: AsyncConnection, rows: Sequence[Row], *, chained: Chained) -> None:
    """Put rows at the end of the chain, in order."""
    if not rows:
        return
    newest = (await connection.execute(_head.with_for_update())).scalar()
    if newest is None:
        await connection.execute(_begin[connection.dialect.name], {"id": _ROW, "hash": "", "dropped": ""})
        newest = (await connection.execute(_head.with_for_update())).scalar_one()
    for row in rows:
        newest = chained(newest, row)
        await connection.execute(_add, {**row, "hash": newest})
    await connection.execute(_move_on, {"newest": newest})


async def verify(connection: AsyncConnection, *, chained: Chained) -> tuple[int, int | None]:
    """Go through the chain: how many rows are as they were written, and the first that is not, if there is one.

    That one is 0 where rows are missing at the end. The caller's transaction sees the chain as it is at one moment.
    """
    head = (await connection.execute(_head.with_for_update())).first()
    newest, expected = ("", "") if head is None else (head.dropped, head.hash)
    seen = after = 0
    while True:
        rows = (await connection.execute(_page, {"after": after})).mappings().all()
        for row in cast("Sequence[Row]", rows):
            newest = chained(newest, row)
            if newest != row["hash"]:
                return seen, row["id"]
            seen, after = seen + 1, row["id"]
        if len(rows) < PAGE:
            return (seen, None) if newest == expected else (seen, 0)


async def of_case(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """What was done about a case, the newest first."""
    return list(map(dict, (await connection.execute(_of_case.limit(limit), {"of_case": case_id})).mappings()))
