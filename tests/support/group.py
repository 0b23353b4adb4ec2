"""A staff group that only remembers: its topics, what is pinned in them, and what was said there."""

from dataclasses import dataclass, field

from bot.flow.effects import TellStaff
from bot.flow.model import Case
from bot.flow.relaying import ToCustomer, ToStaff
from bot.ports import Leave, Undeliverable
from bot.store import Topic
from bot.telegram.relays import in_chat, in_topic
from bot.telegram.topic_cards import draw_topic
from bot.topics.ports import Drawn, GoneError, MovedError, Spot, UndeliveredError


@dataclass
class Thread:
    """A topic as people see it."""

    name: str
    look: str
    cards: list[str] = field(default_factory=list)
    said: list[object] = field(default_factory=list)
    pinned: int = 0
    closed: bool = False


@dataclass
class RememberingGroup:
    """Remembers. `threads` are by number; a group without topics has the one of number 0."""

    chat_id: int = -1001
    has_topics: bool = True
    threads: dict[int, Thread] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    failures_at: dict[str, list[Exception]] = field(default_factory=dict)
    """What fails of one kind only."""
    moves_to: int = 0
    """Where the group goes with whatever is asked next."""
    messages: int = 0
    passed: list[tuple[int, str, int]] = field(default_factory=list)
    """To customers: their chat, what they read, and the message that it was written over."""
    marked: list[int] = field(default_factory=list)

    def draw(self, case: Case, topic: Topic, at: int, *, taken_by: str) -> Drawn:
        return draw_topic(case, topic, at, "en", taken_by=taken_by)

    async def make(self, drawn: Drawn, *, leave: Leave) -> int:
        self._asked("make", leave)
        thread_id = 10 + len(self.threads) if self.has_topics else 0
        self.threads.setdefault(thread_id, Thread(drawn.name, drawn.look))
        return thread_id

    async def rename(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> None:
        thread = self._thread("rename", spot, leave)
        thread.name, thread.look = drawn.name, drawn.look

    async def show_card(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> int:
        thread = self._thread("card", spot, leave)
        thread.cards.append(drawn.card)
        return spot.card_id or self._message()

    async def pin(self, spot: Spot, *, leave: Leave) -> bool:
        self._thread("pin", spot, leave).pinned = spot.card_id
        return True

    async def set_closed(self, spot: Spot, *, is_closed: bool, leave: Leave) -> None:
        self._thread("close" if is_closed else "reopen", spot, leave).closed = is_closed

    async def tell(self, spot: Spot, notice: TellStaff, *, leave: Leave) -> int:
        self._thread("tell", spot, leave).said.append(notice.reason)
        return self._message()

    async def pass_in(self, spot: Spot, effect: ToStaff, copy_id: int, *, leave: Leave) -> int:
        self._thread("pass in", spot, leave).said.append((in_topic(effect, spot, "en") or effect.kind, copy_id))
        return copy_id or self._message()

    async def pass_out(self, effect: ToCustomer, copy_id: int, *, leave: Leave) -> int:
        self._asked("pass out", leave)
        self.passed.append((effect.chat_id, in_chat(effect) or effect.kind, copy_id))
        return copy_id or self._message()

    async def mark_passed(self, effect: ToCustomer) -> None:
        self.marked.append(effect.message_id)

    def _message(self) -> int:
        self.messages += 1
        return 500 + self.messages

    def _asked(self, what: str, leave: Leave) -> None:
        leave()
        failures = self.failures or self.failures_at.get(what)
        if failures:
            raise failures.pop(0)
        if self.moves_to:
            self.chat_id, self.moves_to = self.moves_to, 0
            raise MovedError
        self.asked.append(what)

    def _thread(self, what: str, spot: Spot, leave: Leave) -> Thread:
        if spot.chat_id != self.chat_id:
            raise UndeliveredError(Undeliverable("no such chat"))
        if spot.thread_id not in self.threads:
            raise GoneError
        self._asked(what, leave)
        return self.threads[spot.thread_id]
