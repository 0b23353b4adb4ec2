"""What is kept about the person of a chat, to be given to them: read only, and no more than a person can read."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .statements import Prepared
from .tables import calls, cases, chats, events, invitations, outbox

Row = Mapping[str, Any]

_chat = Prepared(select(chats.c.language, chats.c.since).where(chats.c.chat_id == bindparam("chat")))
_cases = Prepared(
    select(
        cases.c.id,
        cases.c.state,
        cases.c.space,
        cases.c.invitation_id,
        cases.c.body,
        cases.c.deadline,
        cases.c.created_at,
        cases.c.updated_at,
    )
    .where(cases.c.chat_id == bindparam("chat"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("most"))
)
_link = Prepared(
    select(invitations.c.created_at, invitations.c.expires_at, invitations.c.used_at).where(
        invitations.c.id == bindparam("link")
    )
)
_events = Prepared(
    select(events.c.at, events.c.event, events.c.state_before, events.c.state_after, events.c.detail, events.c.shown)
    .where(events.c.case_id == bindparam("of_case"))
    .order_by(events.c.id.desc())
    .limit(bindparam("most"))
)
_calls = Prepared(
    select(
        calls.c.action,
        calls.c.created_at,
        calls.c.sent_at,
        calls.c.finished_at,
        calls.c.outcome,
        calls.c.code,
        calls.c.message,
        calls.c.request_id,
    )
    .where(calls.c.case_id == bindparam("of_case"))
    .order_by(calls.c.call.desc())
    .limit(bindparam("most"))
)
_owed = Prepared(
    select(outbox.c.kind, outbox.c.owed_at)
    .where(outbox.c.lane == bindparam("in_lane"))
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)


async def chat(connection: AsyncConnection, chat_id: int) -> Row | None:
    """The chat, if anything is kept of it."""
    found = await _chat.mappings(connection, {"chat": chat_id})
    return found[0] if found else None


async def cases_of(connection: AsyncConnection, chat_id: int, *, limit: int) -> Sequence[Row]:
    """The chat's cases, the newest first."""
    return await _cases.mappings(connection, {"chat": chat_id, "most": limit})


async def link(connection: AsyncConnection, invitation_id: int) -> Row | None:
    """When a link was made, ends, and was opened."""
    found = await _link.mappings(connection, {"link": invitation_id})
    return found[0] if found else None


async def events_of(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """What happened to a case, the newest first."""
    return await _events.mappings(connection, {"of_case": case_id, "most": limit})


async def calls_of(connection: AsyncConnection, case_id: int, *, limit: int) -> Sequence[Row]:
    """The calls of a case, the newest first."""
    return await _calls.mappings(connection, {"of_case": case_id, "most": limit})


async def owed(connection: AsyncConnection, lane: str, *, limit: int) -> Sequence[Row]:
    """What is still to be said in a lane."""
    return await _owed.mappings(connection, {"in_lane": lane, "most": limit})
