"""The clock and the waits, handed to everybody who needs them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .ports import Clock

PULSE = 1.0
"""Seconds between looks into the database for what has fallen due: no deadline of ours is finer than two."""

GRACE = 0.02
"""Seconds by which somebody who waited for an instant may come late: what the machine and the event loop take. Who was
frozen comes later. Half of what `office.MARGIN` leaves: the network wants some of it too."""


_LIVED = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Linux leaves a machine's sleep out of the one; elsewhere the other has it."""


def lived() -> float:
    """Seconds that nobody sets, from some instant on, those in which the machine slept among them."""
    return time.clock_gettime(_LIVED)


@dataclass(frozen=True, slots=True)
class Tempo:
    """The clock, and how to wait by it. The sandbox may let time run faster; then everything does."""

    clock: Clock = time.time
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep  # noqa: TID251 -- the one real wait, handed to everybody
    pulse: float = PULSE
    grace: float = GRACE
    steady: Clock = time.monotonic
    """Seconds that nobody sets, from some instant on: for how long something has been going on."""
    lived: Clock = lived
    """The same, with the machine's sleep."""


REAL = Tempo()
"""Time as it is."""
