"""Shows at /metrics what this process has counted, and how much waits in the database, which all replicas share."""

import asyncio
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from .flow.model import CLOSED, State
from .health import Health
from .metrics import REGISTRY
from .ports import Clock
from .store import Levels, Queue, Store

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The format that every version of Prometheus reads. Two pieces of it on end are one."""

KEPT = 1.0
"""Seconds for which an answer is given again: whoever asks a thousand times a second costs what one does."""

PATIENCE = 5.0
"""Seconds for the database: half of what Prometheus waits for an answer. Then the rest is told without it."""

_QUEUES = (Queue.CUSTOMERS, Queue.NOTICES, Queue.REFUSED, Queue.STAFF, Queue.CALLS, Queue.EVENTS)
_STATES = tuple(state for state in State if state not in CLOSED)
"""What is over is not counted there: it grows for ever. `bot_cases_entered_total` has how many came to it."""


class Exposition:
    """Answers scrapes. `close` before the store is."""

    def __init__(self, store: Store, health: Health, *, clock: Clock, steady: Clock) -> None:
        self._store = store
        self._health = health
        self._clock = clock
        self._steady = steady
        self._reading: asyncio.Task[Levels] | None = None
        self._answer = b""
        self._answered_at = float("-inf")
        self._turn = asyncio.Lock()

    async def receive(self, _: Request) -> Response:
        """Answer one scrape."""
        async with self._turn:
            if self._steady() - self._answered_at >= KEPT:
                levels = await self._levels()
                waiting = CollectorRegistry()
                waiting.register(_Waiting(levels, self._health, self._clock()))
                self._answer = generate_latest(REGISTRY) + generate_latest(waiting)
                self._answered_at = self._steady()
        return Response(self._answer, headers={"Content-Type": CONTENT_TYPE})

    async def close(self) -> None:
        """Let go of the database."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait([self._reading])

    async def _levels(self) -> Levels | None:
        """What waits; None where the database does not say. A look that hangs is waited on again, and not doubled."""
        if self._reading is None:
            self._reading = asyncio.get_running_loop().create_task(self._read())
        await asyncio.wait([self._reading], timeout=PATIENCE)
        if not self._reading.done():
            return None
        reading, self._reading = self._reading, None
        return None if reading.cancelled() or reading.exception() is not None else reading.result()

    async def _read(self) -> Levels:
        async with self._store.transaction() as tx:
            return await tx.levels(queues=_QUEUES, states=_STATES)


class _Waiting(Collector):
    """What is measured and not counted, as it is at one moment."""

    def __init__(self, levels: Levels | None, health: Health, now: float) -> None:
        self._levels = levels
        self._health = health
        self._now = now

    def collect(self) -> Iterator[Metric]:
        health, levels = self._health, self._levels
        yield _gauge("bot_serving", "Whether updates are taken in and decided on.", health.serving)
        yield _gauge("bot_ready", "Whether it should be given work, as /readyz says.", not health.obstacles())
        yield _gauge("bot_database_read", "Whether the database told what waits in it.", levels is not None)
        if levels is None:
            return
        yield _gauge("bot_inbox_updates", "Updates that wait to be decided on.", levels.inbox.rows)
        yield _gauge("bot_inbox_oldest_seconds", "For how long the oldest of them has.", self._age(levels.inbox.since))
        rows = GaugeMetricFamily("bot_outbox_rows", "What is owed and not carried out yet.", labels=["queue"])
        ages = GaugeMetricFamily("bot_outbox_oldest_seconds", "Since when the oldest of it is.", labels=["queue"])
        for queue, mailbox in levels.outbox.items():
            rows.add_metric([queue], mailbox.rows)
            ages.add_metric([queue], self._age(mailbox.since))
        found = GaugeMetricFamily("bot_cases", "Cases that are not over.", labels=["state"])
        for state, number in levels.cases.items():
            found.add_metric([state], number)
        yield from (rows, ages, found)

    def _age(self, since: float) -> float:
        return max(0.0, self._now - since) if since else 0.0


def _gauge(name: str, said: str, value: float) -> Metric:
    return GaugeMetricFamily(name, said, value=value)
