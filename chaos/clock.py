"""One time for the world and all bots in it, kept in a small file that every process maps into its memory.

It runs faster than ours, can be moved on or stopped for everybody at once, and can be wrong for one bot.
"""

import mmap
import struct
import time
from collections.abc import Callable
from pathlib import Path

SLOTS = 8
"""Bots that may have a clock of their own: twice the most replicas of a campaign."""

_NUMBER = struct.Struct("d")
_START, _SPEED, _SKIPPED, _STOPPED_AT, _STEPS = range(5)
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
        return self._read(_STOPPED_AT) or self._running()

    def _running(self) -> float:
        return self.start + (time.time() - self.start) * self.speed + self._read(_SKIPPED)

    def of(self, slot: int) -> Callable[[], float]:
        """The clock of a bot: the world's, and what it is off."""
        return lambda: self() + self._read(_STEPS + slot)

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed, for everybody. Not while it is stopped."""
        self._write(_SKIPPED, self._read(_SKIPPED) + seconds)

    def stop(self) -> None:
        """Let no time pass for anybody, so that nothing falls due."""
        self._write(_STOPPED_AT, self())

    def go_on(self) -> None:
        """Let time pass again, from where it was stopped."""
        if stopped_at := self._read(_STOPPED_AT):
            self.skip(stopped_at - self._running())
            self._write(_STOPPED_AT, 0)

    def put_off(self, slot: int, seconds: float) -> None:
        """Let a bot's clock be so many seconds ahead from now on, or behind if `seconds` is negative; 0 mends it."""
        self._write(_STEPS + slot, seconds)

    def _read(self, place: int) -> float:
        return float(_NUMBER.unpack_from(self._shared, place * _NUMBER.size)[0])

    def _write(self, place: int, value: float) -> None:
        _NUMBER.pack_into(self._shared, place * _NUMBER.size, value)
