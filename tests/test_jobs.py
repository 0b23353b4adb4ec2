"""What happens again and again. That the beat goes by the loop's clock is in tests/test_attack.py."""

import asyncio

from structlog.testing import capture_logs
from telegram.ext import ApplicationBuilder

from bot.jobs import beating, hourly, job_troubles


def test_jobs_that_fail_are_logged() -> None:
    """And tried again; PTB's own words about them are silenced, because they quote."""
    with capture_logs() as logged, job_troubles("forget"):
        _fail()

    assert logged == [{"event": "job failed", "job": "forget", "error": "ZeroDivisionError", "log_level": "error"}]


def _fail() -> None:
    raise ZeroDivisionError("with a secret in it")


async def test_a_beat_ends_with_its_block() -> None:
    """It strikes on and on until then, even when what it strikes fails."""
    struck = asyncio.Event()
    strikes = 0
    failures: list[object] = []

    def strike() -> None:
        nonlocal strikes
        strikes += 1
        if strikes == 3:
            struck.set()
        _fail()

    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context["exception"]))
    with beating(0.001, strike):
        await asyncio.wait_for(struck.wait(), 5)
    before = strikes
    await asyncio.sleep(0.02)  # noqa: TID251 -- twenty beats' time, in which none may come
    assert strikes == before
    assert [type(failure) for failure in failures] == [ZeroDivisionError] * before


async def test_an_hourly_job_is_never_dropped_for_being_late() -> None:
    """PTB's default drops a run that is a second late. A run that fails is logged, and the job goes on."""
    application = ApplicationBuilder().token("1:A").updater(None).build()
    jobs = application.job_queue
    assert jobs is not None

    async def work() -> None:
        _fail()

    async with hourly(jobs, "forget", work):
        (job,) = jobs.jobs()
        assert (job.job.misfire_grace_time, job.job.coalesce, job.job.max_instances) == (None, True, 1)
        assert job.job.trigger.interval.total_seconds() == 3600
        with capture_logs() as logged:
            await job.callback(None)  # type: ignore[arg-type]  # -- what is passed is not looked at
    assert [entry["job"] for entry in logged] == ["forget"]
    assert not jobs.scheduler.running
