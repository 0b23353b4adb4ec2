"""Says whether the process is alive and whether work should be given to it, by what its own rounds have shown.

Nothing is asked of the database for it: each worker looks into it every second anyhow. So an answer costs nothing,
comes at once even when the database hangs, and a prober can put no load on anybody.
"""

from collections.abc import Sequence

from .worker import Worker

HUNG_AFTER = 150.0
"""Seconds without the end of a round, good or bad, until a worker counts as hung. A round may wait a minute for its
turn at the database and another for a connection; a restart helps only against what waits for nothing."""

SLOW_AFTER = 15.0
"""The same until it counts as not ready: rounds end every second; SQLite waits up to ten for another process."""


class Health:
    """What is wrong, in words for whoever looks. `serving` is set while updates are taken in and decided on."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._workers = workers
        self.serving = False

    def ailments(self) -> list[str]:
        """Why the process should be ended and started anew. While it waits for Telegram there is no reason to."""
        if not self.serving:
            return []
        return [f"{worker.name}: hung" for worker in self._workers if worker.quiet_for() > HUNG_AFTER]

    def obstacles(self) -> list[str]:
        """Why it should be given no work just now."""
        if not self.serving:
            return ["telegram: not reached yet, or stopping"]
        failing = [f"{worker.name}: its last round failed" for worker in self._workers if worker.failing]
        slow = [
            f"{worker.name}: no round has ended lately" for worker in self._workers if worker.quiet_for() > SLOW_AFTER
        ]
        return failing + slow
