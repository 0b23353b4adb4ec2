"""The time as the stand-in world sees it; handed around so that tests can move it."""

from collections.abc import Callable

Clock = Callable[[], float]
"""Answers the time in seconds since 1970, UTC."""


class SettableClock:
    """Lets a test or the demo page move the world's time without waiting.

    It follows `base` and adds `offset` seconds, so it keeps ticking after it was moved.
    `SettableClock.standing(at)` does not tick: for tests that count in exact fractions of a second.
    """

    def __init__(self, base: Clock, offset: float = 0.0) -> None:
        self._base = base
        self.offset = offset

    @classmethod
    def standing(cls, at: float) -> "SettableClock":
        """Make a clock that shows `at` until it is moved."""
        return cls(lambda: at)

    def __call__(self) -> float:
        """Answer the time in seconds since 1970."""
        return self._base() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the time forward, or back if `seconds` is negative."""
        self.offset += seconds
