"""How much waits, for whoever watches. Asked every few seconds, so each statement reads an index, and only so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import cases, inbox, outbox

MOST_ROWS = 100_000
"""Rows of a mailbox that are counted: an hour's worth at Telegram's pace, counted in some ten milliseconds."""

MOST_CASES = 10_000
"""Cases of a state that are counted: where there are more, it is no longer a number that anybody acts on."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How many rows wait, counted up to `MOST_ROWS`, and since when the oldest of them does; 0 where none."""

    rows: int
    since: float


@dataclass(frozen=True, slots=True)
class Levels:
    """The inbox, the outbox by its queues, and the cases by their states, counted up to `MOST_CASES`."""

    inbox: Mailbox
    outbox: Mapping[str, Mailbox]
    cases: Mapping[str, int]


_some_undecided = (
    select(inbox.c.update_id).where(inbox.c.decided_at.is_(None)).limit(bindparam("most")).subquery("some")
)
_undecided = Prepared(select(func.count(), func.min(_some_undecided.c.update_id)))
_received = Prepared(select(inbox.c.received_at).where(inbox.c.update_id == bindparam("update_id")))
_some_owed = select(outbox.c.id).where(outbox.c.queue == bindparam("queue")).limit(bindparam("most")).subquery("some")
_owed = Prepared(select(func.count(), func.min(_some_owed.c.id)))
_owed_at = Prepared(select(outbox.c.owed_at).where(outbox.c.id == bindparam("row_id")))
_some_cases = select(cases.c.id).where(cases.c.state == bindparam("state")).limit(bindparam("most")).subquery("some")
_cases_in = Prepared(select(func.count()).select_from(_some_cases))


async def read(connection: AsyncConnection, *, queues: Iterable[str], states: Iterable[str]) -> Levels:
    """How much waits now. The order of ids is taken for that of time."""
    ((rows, oldest),) = await _undecided.all(connection, {"most": MOST_ROWS})
    undecided = Mailbox(rows, await _first(connection, _received, {"update_id": oldest}))
    owed: dict[str, Mailbox] = {}
    for queue in queues:
        ((rows, oldest),) = await _owed.all(connection, {"queue": queue, "most": MOST_ROWS})
        owed[queue] = Mailbox(rows, await _first(connection, _owed_at, {"row_id": oldest}))
    counted: dict[str, int] = {}
    for state in states:
        ((counted[state],),) = await _cases_in.all(connection, {"state": state, "most": MOST_CASES})
    return Levels(undecided, owed, counted)


async def _first(connection: AsyncConnection, statement: Prepared, terms: Mapping[str, int | None]) -> float:
    if None in terms.values():
        return 0.0
    row = await statement.first(connection, terms)
    return float(row[0]) if row else 0.0
