"""How time passes in the stand-in world: it can run faster than outside, and jump, for everybody in it at once."""

import asyncio
from contextlib import suppress

from .clock import Clock


class WorldTime:
    """A clock, and how to wait by it. Hand both to the bot, and a settlement of 77 seconds takes one.

    `base` answers seconds since 1970; `speed` is how many seconds pass here while one passes there.
    Waits that are under way follow at once when the speed changes or time is skipped.
    """

    def __init__(self, base: Clock, speed: float = 1.0) -> None:
        self._base = base
        self._speed = speed
        self._anchor = base()
        self._shown = self._anchor
        self._changed = asyncio.Event()

    def __call__(self) -> float:
        """Answer the world's time in seconds since 1970."""
        return self._shown + (self._base() - self._anchor) * self._speed

    @property
    def speed(self) -> float:
        """How many seconds pass here while one passes outside."""
        return self._speed

    def run(self, speed: float) -> None:
        """Go on at another speed; the time shown does not jump."""
        self._shown, self._anchor = self(), self._base()
        self._speed = speed
        self._notify()

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self._shown += seconds
        self._notify()

    async def wait(self, seconds: float) -> None:
        """Wait until so many of the world's seconds have passed."""
        due = self() + seconds
        while (left := due - self()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left / self._speed):
                    await self._changed.wait()

    def _notify(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
