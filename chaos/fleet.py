"""Keeps so many bots running, as a supervisor does: whoever ends is started again."""

import asyncio
import signal
import time
from math import inf
from random import Random

from .processes import Bot
from .waiting import pause, until
from .world import World

RESTART_AFTER = (0.05, 0.5)
"""Seconds until a bot is started again."""

END_WITHIN = 10.0
"""Seconds in which a bot that is told to end must have ended (guarantee 10)."""

LOOK = 0.05
"""Seconds between looks whether it is frozen."""


class Fleet:
    """The bots of a campaign, one in each slot.

    Attributes:
        deaths: times of the world at which a process was killed.
        complaints: what no bot may do: end by itself, or be slow to end.
        excuse: until when, by our monotonic time, a bot may give up because its database cannot be reached.
    """

    def __init__(self, world: World, replicas: int, random: Random) -> None:
        self._world = world
        self.replicas = replicas
        self._random = random
        self._bots: dict[int, Bot] = {}
        self._tending: list[asyncio.Task[None]] = []
        self._is_open = False
        self.deaths: list[float] = []
        self.complaints: list[str] = []
        self.excuse = 0.0

    async def open(self) -> None:
        """Start all of them."""
        self._is_open = True
        self._tending = [asyncio.ensure_future(self._tend(slot)) for slot in range(self.replicas)]
        await self.complete()

    def bot(self, slot: int) -> Bot | None:
        """The bot in a slot; None while there is none."""
        bot = self._bots.get(slot)
        return bot if bot is not None and bot.is_alive else None

    async def complete(self) -> None:
        """Wait until every slot has a bot."""
        await until(lambda: all(self.bot(slot) is not None for slot in range(self.replicas)), "a bot in every slot")

    async def close(self) -> None:
        """Tell all of them to end, and wait for it."""
        self._is_open = False
        for bot in self._bots.values():
            bot.send(signal.SIGTERM)
        for bot in self._bots.values():
            await self._see_end(bot)
        await asyncio.gather(*self._tending)

    def kill(self, bot: Bot) -> None:
        """End a bot without a word."""
        bot.send(signal.SIGKILL)

    async def terminate(self, bot: Bot) -> None:
        """Tell a bot to end, and see that it does."""
        bot.send(signal.SIGTERM)
        await self._see_end(bot)

    async def _see_end(self, bot: Bot) -> None:
        """Complain if it takes too long, not counting the time for which it is frozen: nobody can end then."""
        left, looked = END_WITHIN, time.monotonic()
        while bot.is_alive and left > 0:
            await asyncio.wait([bot.ended], timeout=LOOK)
            now = time.monotonic()
            left -= 0 if bot.is_frozen else now - looked
            looked = now
        if bot.is_alive:
            self.complaints.append(f"a bot had not ended {END_WITHIN:.0f} s after SIGTERM")
            bot.send(signal.SIGKILL)
            await bot.wait()

    async def _tend(self, slot: int) -> None:
        while self._is_open:
            bot = self._bots[slot] = await self._world.start_bot(slot)
            code = await bot.ended
            if code == -signal.SIGKILL:
                self.deaths.append(self._world.clock())
            elif code != 0 and time.monotonic() > self.excuse:
                self.complaints.append(f"a bot ended by itself with {code}")
            if self._is_open:
                await pause(self._random.uniform(*RESTART_AFTER))

    def excuse_for(self, seconds: float = inf) -> None:
        """Its database goes away: a bot that starts meanwhile may say so and end. Without a time: until it is back."""
        self.excuse = max(self.excuse, time.monotonic() + seconds)

    def excuse_no_longer_than(self, seconds: float) -> None:
        """The database is back: so long those may still end who found it away."""
        self.excuse = time.monotonic() + seconds
