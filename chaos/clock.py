"""One time for the world and all bots in it, kept in a small file that every process maps into its memory.

It runs faster than ours, can be moved on for everybody at once, and can be wrong for one bot.
"""

import mmap
import struct
import time
from collections.abc import Callable
from pathlib import Path

SLOTS = 8
"""Bots that may have a clock of their own: twice the most replicas of a campaign."""

_NUMBER = struct.Struct("d")
_START, _SPEED, _SKIPPED, _STEPS = range(4)
_SIZE = _NUMBER.size * (_STEPS + SLOTS)


class SharedClock:
    """Answers the world's time in seconds since 1970. Made by `create`, opened by the path in other processes."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _SIZE)
        self.start = self._read(_START)
        self.speed = self._read(_SPEED)

    @classmethod
    def create(cls, path: Path, *, start: float, speed: float) -> "SharedClock":
        """Make a clock that shows `start` at that moment of our time, and runs so much faster from then on."""
        path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            file.write(_NUMBER.pack(start) + _NUMBER.pack(speed))
        return cls(path)

    def __call__(self) -> float:
        """Answer the time of the world."""
        return self.start + (time.time() - self.start) * self.speed + self._read(_SKIPPED)

    def of(self, slot: int) -> Callable[[], float]:
        """The clock of a bot: the world's, and what it is off."""
        return lambda: self() + self._read(_STEPS + slot)

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed, for everybody."""
        self._write(_SKIPPED, self._read(_SKIPPED) + seconds)

    def put_off(self, slot: int, seconds: float) -> None:
        """Let a bot's clock be so many seconds ahead from now on, or behind if `seconds` is negative; 0 mends it."""
        self._write(_STEPS + slot, seconds)

    def _read(self, place: int) -> float:
        return float(_NUMBER.unpack_from(self._shared, place * _NUMBER.size)[0])

    def _write(self, place: int, value: float) -> None:
        _NUMBER.pack_into(self._shared, place * _NUMBER.size, value)
