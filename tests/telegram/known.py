"""A case of which everything is known: each event, state, screen, note and outcome that there is."""

from dataclasses import replace
from itertools import zip_longest
from typing import get_args

from bot.dossier import Dossier, Row
from bot.flow.effects import Note, Screen
from bot.flow.events import Event
from bot.flow.model import State

from .everything import CASE, NOW

NOTED = ("ColleagueOpened", "ColleagueLeft", "ColleagueLinkExpired", "Erased")
"""What history has besides events."""


def everything_known() -> Dossier:
    """The dossier."""
    names = [*(kind.__name__ for kind in get_args(Event)), *NOTED]
    return Dossier(
        case=replace(CASE, phone="6281234567890"),
        created_at=NOW - 100,
        events=[
            event(
                name or "Started", at=at, after=state or "live", shown=f"{screen or 'help'}{f'+{note}' if note else ''}"
            )
            for at, (name, state, screen, note) in enumerate(zip_longest(names, State, Screen, Note))
        ],
        calls=[
            call(number, outcome) for number, outcome in enumerate(("accepted", "refused", "not_sent", "unknown", None))
        ],
        deeds=[deed(0, "extend"), deed(8_000_000_001, "assign", "to 8000000002"), deed(8_000_000_002, "take")],
        undelivered=[{"kind": "Show", "reason": "blocked", "at": NOW}],
        owed=2,
        newest_deed=(7, "ab" * 32),
        is_all=False,
    )


def event(name: str, *, at: float = 0, before: str = "ready", after: str = "ready", shown: str = "") -> Row:
    """A row of history."""
    return {
        "at": NOW - 90 + at / 10, "event": name, "state_before": before, "state_after": after, "detail": "help",
        "shown": shown,
    }  # fmt: skip


def call(number: int, outcome: str | None, **said: str) -> Row:
    """A row of calls."""
    row = {
        "call": number, "action": "ChatappMigrationVerified", "created_at": NOW - 50 + number, "sent_at": NOW - 40,
        "finished_at": NOW - 30, "outcome": outcome, "fault": "wrong-code", "code": "136025",
        "message": "Verify code error", "request_id": "R-1",
    }  # fmt: skip
    return {**row, **said}


def deed(actor: int, action: str, detail: str = "") -> Row:
    """A row of the record of deeds."""
    return {"at": NOW - 20, "actor": actor, "action": action, "detail": detail}
