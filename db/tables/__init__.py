"""Every table, with what the database itself promises and why. Others import them from here."""

from .customers import OPEN_STATES, cases, chats, invitations, links, numbers
from .history import announcements, audit, audit_head, events, tallies
from .installation import compatibility, heartbeat, keyring, portrait, replicas, tokens
from .registry import metadata
from .staffing import canned, moved_groups, relayed, staff, staff_links, topics
from .telling import digest, incidents, notices, tellings
from .work import buried, calls, inbox, outbox, pacing

__all__ = [
    "OPEN_STATES",
    "announcements",
    "audit",
    "audit_head",
    "buried",
    "calls",
    "canned",
    "cases",
    "chats",
    "compatibility",
    "digest",
    "events",
    "heartbeat",
    "inbox",
    "incidents",
    "invitations",
    "keyring",
    "links",
    "metadata",
    "moved_groups",
    "notices",
    "numbers",
    "outbox",
    "pacing",
    "portrait",
    "relayed",
    "replicas",
    "staff",
    "staff_links",
    "tallies",
    "tellings",
    "tokens",
    "topics",
]
