"""Everything that is known of a case, to be written down for somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .flow.model import Case

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is kept of a case; what happened comes in order. `is_all`: there is no more than this."""

    case: Case = field(repr=False)
    created_at: float
    events: Sequence[Row]
    calls: Sequence[Row]
    deeds: Sequence[Row]
    """What staff did about it."""
    undelivered: Sequence[Row]
    """What was given up that it was owed."""
    owed: int
    """How much is still to be said to its customer."""
    newest_deed: tuple[int, str]
    """Where the record of all deeds ends: the entry, and its hash. 0 for an empty one."""
    is_all: bool = True
