"""Reads for whoever only looks: nothing is locked, so that nobody who works waits for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import cases, invitations

NEWEST = 2**63 - 1
"""An id that is past every other."""

Row = Mapping[str, Any]

_case = Prepared(select(cases.c.id, cases.c.body).where(cases.c.id == bindparam("case_id")))
_newest = (
    select(cases.c.id, cases.c.body)
    .where(cases.c.id < bindparam("before"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)
_cases = Prepared(_newest)
_cases_in = Prepared(_newest.where(cases.c.state == bindparam("state")))
_invitation = Prepared(select(invitations).where(invitations.c.id == bindparam("invitation_id")))
_with_token = Prepared(select(invitations).where(invitations.c.token_hash == bindparam("token_hash")))


async def case(connection: AsyncConnection, case_id: int) -> list[tuple[int, bytes]]:
    """A case's id and body; nothing where there is none."""
    return [(row[0], row[1]) for row in await _case.all(connection, {"case_id": case_id})]


async def newest(
    connection: AsyncConnection, *, state: str | None, before: int, limit: int
) -> Sequence[tuple[int, bytes]]:
    """The newest cases before that one, of one state or all: ids and bodies."""
    wanted = {"before": before, "most": limit}
    rows = await (
        _cases.all(connection, wanted) if state is None else _cases_in.all(connection, {**wanted, "state": state})
    )
    return [(row[0], row[1]) for row in rows]


async def invitation(connection: AsyncConnection, invitation_id: int) -> Row | None:
    """An invitation by its id."""
    rows = await _invitation.mappings(connection, {"invitation_id": invitation_id})
    return rows[0] if rows else None


async def invitation_with(connection: AsyncConnection, token_hash: str) -> Row | None:
    """An invitation by the hash of its token."""
    rows = await _with_token.mappings(connection, {"token_hash": token_hash})
    return rows[0] if rows else None
