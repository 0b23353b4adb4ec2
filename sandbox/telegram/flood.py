"""Telegram's limits on sending, which it describes as about 1 a second a chat, 30 a second, 20 a minute a group."""

import math
from collections import deque
from dataclasses import dataclass, field

# «Bots FAQ: My bot is hitting limits». Short bursts are allowed; three is what nobody was seen to be refused.
CHAT_EVERY = 1.0
CHAT_BURST = 3
ALL_EVERY = 1 / 30
ALL_BURST = 30
GROUP_MOST = 20
GROUP_WINDOW = 60.0


@dataclass(slots=True)
class _Paced:
    """One message every so often, with a burst: the time at which an empty backlog would be reached."""

    every: float
    burst: int
    free_at: float = 0.0

    def wait(self, now: float) -> float:
        return max(0.0, max(self.free_at, now) - now - (self.burst - 1) * self.every)

    def take(self, now: float) -> None:
        self.free_at = max(self.free_at, now) + self.every


@dataclass(slots=True)
class FloodLimits:
    """Counts what the bot sends and says how long it must wait. A refused message does not count."""

    _all: _Paced = field(default_factory=lambda: _Paced(ALL_EVERY, ALL_BURST))
    _chats: dict[int, _Paced] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)

    def wait(self, chat_id: int, now: float) -> int:
        """Give the whole seconds that the next message to a chat must wait, 0 for none."""
        chat = self._chats.get(chat_id, _Paced(CHAT_EVERY, CHAT_BURST))
        return math.ceil(max(self._all.wait(now), chat.wait(now), self._group_wait(chat_id, now)))

    def count(self, chat_id: int, now: float) -> None:
        """Note a message that was sent."""
        self._all.take(now)
        self._chats.setdefault(chat_id, _Paced(CHAT_EVERY, CHAT_BURST)).take(now)
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque()).append(now)

    def _group_wait(self, chat_id: int, now: float) -> float:
        sent = self._groups.get(chat_id, deque())
        while sent and sent[0] <= now - GROUP_WINDOW:
            sent.popleft()
        return sent[-GROUP_MOST] + GROUP_WINDOW - now if len(sent) >= GROUP_MOST else 0.0
