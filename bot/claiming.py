"""What deciding and carrying out have to do with each other: rows that are owed go one way, reports the other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from .desk import Line
from .flow.effects import Call
from .flow.events import Event
from .flow.model import Outcome
from .store import Claimed, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Something that carrying out a row brought to light. The row is done once the event is decided on."""

    row: Claimed
    chat_id: int
    case_id: int
    event: Event
    answered: tuple[Call, Outcome] | None = None


class Claimer(Protocol):
    """Carries out what is owed; may lease it in the transaction that owes it, which spares a commit."""

    async def claim(self, tx: Transaction, queues: Collection[str], *, now: float) -> Sequence[Claimed]:
        """Lease as much of those queues as can be carried out at once."""
        ...

    def start(self, rows: Sequence[Claimed]) -> None:
        """Carry leased rows out; called once their transaction is committed."""
        ...

    async def line(self, tx: Transaction, *, now: float) -> Line:
        """The line that the read before a code is handed in has to wait in."""
        ...
