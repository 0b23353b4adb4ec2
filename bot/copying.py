"""Writes the copy of what is kept about a customer: JSON for people, with times and words that can be read. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .flow.model import Budget, Case
from .text.phone import formatted

FILE_NAME = "my-data.json"
"""It says nothing of anybody: files lie about in folders for downloads."""

Row = Mapping[str, Any]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one case. `is_all`: there are no older events and calls than these."""

    case: Case = field(repr=False)
    row: Row = field(repr=False)
    link: Row | None
    events: Sequence[Row]
    calls: Sequence[Row]
    budget: Budget
    is_all: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a chat. `is_all`: it has no older cases than these."""

    chat_id: int
    language: str
    cases: Sequence[Kept]
    owed: Sequence[Row]
    is_all: bool = True


def copy_of(held: Held, *, at: float) -> bytes:
    """The file. No secrets of ours are in it, and nothing about anybody else."""
    document = {
        "about": "What this bot keeps about you. Times are in UTC. The newest comes first.",
        "made_at": _moment(at),
        "telegram_account": held.chat_id,
        "language": held.language,
        "is_complete": held.is_all and all(kept.is_all for kept in held.cases),
        "cases": [_case(kept) for kept in held.cases],
        "messages_on_their_way_to_you": [
            {"what": _words(row["kind"]), "since": _moment(row["owed_at"])} for row in held.owed
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _case(kept: Kept) -> dict[str, object]:
    case, row = kept.case, kept.row
    return {
        "case": row["id"],
        "number": formatted(case.phone) if case.phone else "",
        "for": case.label,
        "space": row["space"],
        "state": _words(row["state"]),
        "language": case.language,
        "begun_at": _moment(row["created_at"]),
        "changed_at": _moment(row["updated_at"]),
        "waits_until": _moment(row["deadline"]),
        **({"to_be_erased_as_you_asked_at": _moment(case.forget_wanted_at)} if case.forget_wanted_at else {}),
        "link": {name: _moment(value) for name, value in (kept.link or {}).items()},
        "codes_handed_in_at": [_moment(each.at) for each in kept.budget.tries],
        "codes_asked_for_at": [_moment(each) for each in kept.budget.requests],
        "what_happened": [
            {
                "at": _moment(each["at"]),
                "what": _words(each["event"]),
                "from": _words(each["state_before"]),
                "to": _words(each["state_after"]),
                **({"detail": _words(each["detail"])} if each["detail"] else {}),
                **({"shown": _words(each["shown"].replace("+", ", "))} if each["shown"] else {}),
            }
            for each in kept.events
        ],
        "asked_of_whatsapp": [
            {name: _moment(value) if name.endswith("_at") else value for name, value in each.items() if value}
            for each in kept.calls
        ],
    }


def _words(name: str) -> str:
    """A name of ours as words: `CodeGiven` and `waiting_code` are «code given» and «waiting code»."""
    return _CAPITAL.sub(" ", name).replace("_", " ").replace("-", " ").lower()


def _moment(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
