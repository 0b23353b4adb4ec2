"""Shows cases to staff and to other systems, as documents: numbers masked, times as text."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from .flow import policy
from .flow.model import Case
from .text.phone import masked

_OURS = frozenset({"id", "case_id", "number_key"})
"""What only the database needs of a row of history."""


def summary(case: Case, *, now: int) -> dict[str, object]:
    """A case in a line."""
    return {
        "id": case.id,
        "state": str(case.state),
        "space": case.space,
        "phone_masked": masked(case.phone) if case.phone else "",
        "tries_left": policy.tries_left(case.budget, now),
        "label": case.label,
    }


def told(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Rows of history for people."""
    return [
        {
            key: moment(value) if value is not None and (key == "at" or key.endswith("_at")) else value
            for key, value in row.items()
            if key not in _OURS
        }
        for row in rows
    ]


def moment(at: float) -> str:
    """A time in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
