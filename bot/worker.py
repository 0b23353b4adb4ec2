"""Runs rounds of work whenever somebody says that there may be something to do, and survives whatever fails in them."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from . import metrics
from .ports import Clock

Alarm = Callable[[str, str], Awaitable[None]]
"""Tells somebody which worker cannot work, and the kind of error."""

log = structlog.get_logger(__name__)

FAILURE_WAITS = (0.1, 0.5, 1, 2, 5)
"""Seconds before the next round after one that failed: a locked database is free soon, a full disk is not."""

ALARM_AFTER = 4
"""Rounds that failed on end, after some two seconds, before somebody is told: a lock that is soon gone is nobody's."""


class Worker:
    """One loop. `kick` may be called as often as one likes: rounds never overlap.

    `steady` is a clock that nobody sets. `failing` says whether the last round failed.
    """

    def __init__(
        self,
        name: str,
        *rounds: Callable[[], Awaitable[bool]],
        wait: Callable[[float], Awaitable[None]],
        steady: Clock,
        alarm: Alarm | None = None,
    ) -> None:
        self.name = name
        self.failing = False
        self._rounds = rounds
        self._wait = wait
        self._steady = steady
        self._alarm = alarm
        self._ended_at = steady()
        self._kicked = asyncio.Event()
        self._stopped = False

    def kick(self) -> None:
        """There may be something to do."""
        self._kicked.set()

    def stop(self) -> None:
        """End `run` after the round it is in: one cancelled while it commits would not know what has become true."""
        self._stopped = True
        self._kicked.set()

    def quiet_for(self) -> float:
        """Seconds since a round ended, well or not, or since the work was begun."""
        return self._steady() - self._ended_at

    async def run(self) -> None:
        """Work until stopped."""
        failures = 0
        self._ended_at = self._steady()
        while True:
            await self._kicked.wait()
            if self._stopped:
                return
            self._kicked.clear()
            try:
                for work in self._rounds:
                    if await work():
                        self.kick()
                failures = 0
                metrics.ROUNDS.labels(self.name, "done").inc()
                self._ended(failing=False)
            except Exception as exc:  # noqa: BLE001 -- whatever it is, the next round may fare better
                log.error("round failed", worker=self.name, error=type(exc).__name__, failures=failures)
                metrics.ROUNDS.labels(self.name, "failed").inc()
                self._ended(failing=True)
                await self._wait(FAILURE_WAITS[min(failures, len(FAILURE_WAITS) - 1)])
                failures += 1
                if failures == ALARM_AFTER:
                    await self._raise_alarm(type(exc).__name__)
                self.kick()

    def _ended(self, *, failing: bool) -> None:
        self.failing = failing
        self._ended_at = self._steady()

    async def _raise_alarm(self, error: str) -> None:
        if self._alarm is None:
            return
        try:
            await self._alarm(self.name, error)
        except Exception as exc:  # noqa: BLE001 -- an alarm that fails must not end what it is raised for
            log.error("alarm failed", worker=self.name, error=type(exc).__name__)
