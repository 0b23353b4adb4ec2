"""What happens again and again.

Jobs hold no data: they mean «look into the database now», so that a restart forgets nothing.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import structlog
from telegram.ext import JobQueue

from . import metrics
from .flow import policy

log = structlog.get_logger(__name__)


@contextmanager
def job_troubles(job: str) -> Generator[None]:
    """Say that a job failed: the next run may fare better, and PTB's own words are silenced because they quote."""
    try:
        yield
    except Exception as exc:  # noqa: BLE001 -- whatever it is, the next run may fare better
        metrics.JOBS_FAILED.inc()
        log.error("job failed", job=job, error=type(exc).__name__)


@contextmanager
def beating(every: float, strike: Callable[[], None]) -> Generator[None]:
    """Call `strike` every so many seconds, by the loop's own clock.

    APScheduler goes by the wall clock, and is silent for as long as that is set back.
    """
    loop = asyncio.get_running_loop()
    next_beat: asyncio.TimerHandle

    def beat() -> None:
        nonlocal next_beat
        next_beat = loop.call_later(every, beat)
        strike()

    next_beat = loop.call_later(every, beat)
    try:
        yield
    finally:
        next_beat.cancel()


@asynccontextmanager
async def hourly(jobs: JobQueue[Any], name: str, work: Callable[[], Awaitable[None]]) -> AsyncGenerator[None]:
    """Do something every hour, and soon after the start: what is started anew each night would else never do it.

    Nobody waits for it, so it may well go by the wall clock.
    """

    async def run(_: object) -> None:
        with job_troubles(name):
            await work()

    # A late run is better than none: PTB's default drops a job that is a second late.
    options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    jobs.run_repeating(run, policy.HOUR, first=policy.MINUTE, job_kwargs=options)
    await jobs.start()
    try:
        yield
    finally:
        await jobs.stop(wait=False)
