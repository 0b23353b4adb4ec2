"""How the campaign and the tests wait: for something to become so, by looking often, because nothing tells us of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable

PATIENCE = 40.0
"""Seconds until somebody gives up waiting: many times what anything here takes, on a busy machine too."""

LOOK = 0.01
"""Seconds between looks: less than a person, or a test's figure, would notice."""


class NeverCameError(AssertionError):
    """What was waited for did not come."""


async def pause(seconds: float) -> None:
    """Let real time pass: the campaign's faults and customers have their times."""
    await asyncio.sleep(seconds)  # noqa: TID251 -- this is the time that a plan speaks of, and a look's interval


async def until(condition: Callable[[], bool], what: str, *, patience: float = PATIENCE, look: float = LOOK) -> None:
    """Wait until something is so. Raises `NeverCameError`, which names `what` was waited for."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise NeverCameError(f"it never came: {what}")
        await pause(look)


async def until_true(
    condition: Callable[[], Awaitable[bool]], what: str, *, patience: float = PATIENCE, look: float = LOOK
) -> None:
    """The same for what has to be asked for. Raises `NeverCameError`."""
    deadline = time.monotonic() + patience
    while not await condition():
        if time.monotonic() > deadline:
            raise NeverCameError(f"it never came: {what}")
        await pause(look)
