"""What topics need from Telegram, and what it tells them."""

from dataclasses import dataclass, field
from typing import Protocol

from ..flow.effects import TellStaff
from ..flow.model import Case
from ..flow.relaying import ToCustomer, ToStaff
from ..flow.topics import Look
from ..ports import Delivery, Leave
from ..store import Topic

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of labels, and what a press carries."""


class GoneError(Exception):
    """Somebody has deleted the topic."""


class MovedError(Exception):
    """The group has another id from now on: it became a supergroup."""


class UndeliveredError(Exception):
    """Telegram did not do it; `delivery` says what that means."""

    def __init__(self, delivery: Delivery) -> None:
        super().__init__(type(delivery).__name__)
        self.delivery = delivery


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is written: a topic, or in a plain group (`thread_id` 0) the answers to a card."""

    chat_id: int
    thread_id: int
    card_id: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A topic as it is to be seen. `card` is HTML."""

    name: str = field(repr=False)
    look: Look
    card: str = field(repr=False)
    buttons: Buttons = ()


class Group(Protocol):
    """The staff group, as far as topics go.

    Everything may raise `UndeliveredError` and `MovedError`, and what `leave` does; what is done in a topic also
    `GoneError`.
    """

    @property
    def chat_id(self) -> int:
        """The group as it is called now."""
        ...

    def draw(self, case: Case, topic: Topic, at: int, *, taken_by: str) -> Drawn:
        """How a case's topic is to look. `taken_by` is the name of whoever looks after it, if it is known."""
        ...

    async def make(self, drawn: Drawn, *, leave: Leave) -> int:
        """Make a topic; 0 in a group that has none, or where we may not."""
        ...

    async def rename(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> None:
        """Give a topic its name and look."""
        ...

    async def show_card(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> int:
        """Show the card, over the one that is there if it still is; gives the message."""
        ...

    async def pin(self, spot: Spot, *, leave: Leave) -> bool:
        """Pin the card; False where we may not."""
        ...

    async def set_closed(self, spot: Spot, *, is_closed: bool, leave: Leave) -> None:
        """Close a topic, or open it again; nothing where we may not."""
        ...

    async def tell(self, spot: Spot, notice: TellStaff, *, leave: Leave) -> int:
        """Say a notice there; gives the message."""
        ...

    async def pass_in(self, spot: Spot, effect: ToStaff, copy_id: int, *, leave: Leave) -> int:
        """Say there what a customer wrote, over the copy where there is one; gives the message."""
        ...

    async def pass_out(self, effect: ToCustomer, copy_id: int, *, leave: Leave) -> int:
        """Say to a customer what somebody of the staff wrote, over the copy where there is one; gives the message.

        It is their chat that may refuse: what that means for them, `UndeliveredError` says.
        """
        ...

    async def mark_passed(self, effect: ToCustomer) -> None:
        """Put a sign on what somebody of the staff wrote. It raises nothing: the message is there without it."""
        ...
