"""Drive one measurement: so many customers at a time, until the time is up and everybody has their answer."""

import asyncio
import resource
from dataclasses import asdict, dataclass

from .customers import Act, Crowd, Leave
from .fake_telegram import FakeTelegram
from .figures import percentile
from .process import cpu_seconds, peak_rss_mib

GIVE_UP = 10.0
"""Seconds of the bot's silence to everybody after which whoever still waits is stuck: longer than any bot's queue."""

NOTICES_SILENT = 3.0
"""Seconds without a staff notice after which those still missing are held to have been put into the others."""

LONGEST_RUN = 120.0
"""Seconds; a bot that babbles for ever ends here, and whoever waits is stuck too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One measurement: `customers` at a time, a pause before each act, new ones for `seconds`, and the bot's pid."""

    customers: int
    pause: float
    seconds: float
    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement found. Milliseconds, microseconds and MiB as the names say.

    The clock runs from the first customer's coming to the last progress of anybody; every conversation begun is
    finished and counted, so that none is cut off at an edge. The CPU time runs on until staff have their notices,
    so that work put off is counted too.
    """

    seconds: float
    begun: int
    completed: int
    answered: int
    stuck: int
    untrue: int
    staff_notices: int
    notices_late_s: float
    """From the last customer's result to the last staff notice."""
    verifications_per_s: float
    updates_per_s: float
    cpu_us_per_update: float
    reply_p50_ms: float
    reply_p99_ms: float
    result_p50_ms: float
    result_p99_ms: float
    peak_rss_mib: float
    server_cpu_share: float
    """Of one core; near 1 the server is what was measured."""
    calls: dict[str, int]

    def to_json(self) -> dict[str, object]:
        """Give the fields for the line to the harness."""
        return asdict(self)


class Load:
    """The customers' coming, going and waiting, on the event loop's clock."""

    def __init__(self, crowd: Crowd) -> None:
        self._loop = asyncio.get_running_loop()
        self._crowd = crowd
        self._pause = 0.0
        self._until = 0.0
        self._ended = asyncio.Event()
        self._noticed = asyncio.Event()
        self.telegram: FakeTelegram

    def act(self, act: Act) -> None:
        """Do what a customer wants, after the pause; who leaves makes room for the next while time is left."""
        if isinstance(act, Leave):
            if self._loop.time() < self._until:
                self.act(self._crowd.join())
            elif not self._crowd.waiting:
                self._ended.set()
        elif self._pause:
            self._loop.call_later(self._pause, self.telegram.bring, act)
        else:
            self.telegram.bring(act)

    async def run(self, order: Order) -> Measured:
        """Measure once."""
        crowd, telegram = self._crowd, self.telegram
        crowd.open()
        telegram.calls.clear()
        telegram.staff_notices = 0
        self._pause = order.pause
        self._ended.clear()
        self._noticed.clear()
        begun_at, cpu, own_cpu = self._loop.time(), cpu_seconds(order.pid), own_cpu_seconds()
        self._until = begun_at + order.seconds
        for _ in range(order.customers):
            self.act(crowd.join())
        watch = self._loop.call_later(1, self._watch, begun_at)
        await self._ended.wait()
        watch.cancel()
        tally = crowd.tally
        self._await_notices()
        await self._noticed.wait()
        elapsed = max(tally.last_progress - begun_at, 1e-9)
        answered = max(tally.answered, 1)
        milli = 1e3
        return Measured(
            seconds=round(elapsed, 3),
            begun=tally.begun,
            completed=tally.completed,
            answered=tally.answered,
            stuck=crowd.waiting,
            untrue=tally.untrue,
            staff_notices=telegram.staff_notices,
            notices_late_s=max(telegram.last_notice - tally.last_progress, 0),
            verifications_per_s=tally.completed / elapsed,
            updates_per_s=tally.answered / elapsed,
            cpu_us_per_update=(cpu_seconds(order.pid) - cpu) / answered * 1e6,
            reply_p50_ms=percentile(tally.replies, 50) * milli,
            reply_p99_ms=percentile(tally.replies, 99) * milli,
            result_p50_ms=percentile(tally.results, 50) * milli,
            result_p99_ms=percentile(tally.results, 99) * milli,
            peak_rss_mib=peak_rss_mib(order.pid),
            server_cpu_share=(own_cpu_seconds() - own_cpu) / (self._loop.time() - begun_at),
            calls=dict(telegram.calls),
        )

    def _await_notices(self) -> None:
        """Let the run end when staff know of everybody, or nothing more comes."""
        since = max(self.telegram.last_notice, self._crowd.tally.last_progress)
        done = self.telegram.staff_notices >= self._crowd.tally.completed
        if done or self._loop.time() - since > NOTICES_SILENT:
            self._noticed.set()
        else:
            self._loop.call_later(0.01, self._await_notices)

    def _watch(self, begun_at: float) -> None:
        """End the run when nobody was spoken to for too long."""
        now = self._loop.time()
        silent = now - max(self._crowd.tally.last_spoken, begun_at)
        if silent > GIVE_UP or now - begun_at > LONGEST_RUN:
            self._ended.set()
        else:
            self._loop.call_later(1, self._watch, begun_at)


def own_cpu_seconds() -> float:
    """Measure what this server itself used, user and system."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
