"""Writes announcements for the vendor's other systems: JSON, the same bytes however often it is sent."""

import json
from datetime import UTC, datetime

from .flow.announcements import Announcement
from .flow.model import Instant


def letter(announcement: Announcement, *, event_id: str, invitation_id: int | None) -> str:
    """The body that is signed and sent. It says which case, and nothing of whose it is (docs/decisions/060)."""
    document = {
        "id": event_id,
        "type": announcement.kind,
        "timestamp": _moment(announcement.at),
        "data": {
            "case_id": announcement.case_id,
            "invitation_id": invitation_id,
            "space": announcement.space,
            "state": announcement.state,
            "fault": announcement.fault,
            "until": _moment(announcement.until) if announcement.until else None,
        },
    }
    return json.dumps(document, separators=(",", ":"))


def id_of(body: bytes) -> str:
    """The event's id, by which a receiver knows a repeat. Raises `ValueError` or `KeyError` for what is no letter."""
    return str(json.loads(body)["id"])


def _moment(at: Instant) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
