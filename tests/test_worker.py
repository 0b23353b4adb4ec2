"""Rounds of work: when somebody says so, one after the other, and on after whatever fails."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot.worker import ALARM_AFTER, FAILURE_WAITS, Worker

MORE, DONE = True, False
"""What a round answers."""


class Waits:
    """Waits that end at once, and are remembered."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await turn()


class Rounds:
    """Work that a test scripts: what each round answers or raises. Then nothing is left."""

    def __init__(self, *script: bool | BaseException) -> None:
        self.script = list(script)
        self.done = 0
        self.at_once = 0
        self.most_at_once = 0

    async def __call__(self) -> bool:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await turn()
        self.at_once -= 1
        self.done += 1
        answer = self.script.pop(0) if self.script else False
        if isinstance(answer, BaseException):
            raise answer
        return answer


async def turn() -> None:
    """Let everything else have its turn."""
    await asyncio.sleep(0)  # noqa: TID251 -- one turn of the loop, no time


async def until(condition: Callable[[], bool]) -> None:
    """Let the worker go on until something is so; a thousand turns are more than anything here takes."""
    for _ in range(1000):
        if condition():
            return
        await turn()
    raise AssertionError("it never came")


async def idle(worker: asyncio.Task[None]) -> None:
    """Let the worker come to rest."""
    for _ in range(50):
        await turn()
    assert not worker.done()


@asynccontextmanager
async def running(worker: Worker) -> AsyncGenerator[asyncio.Task[None]]:
    """A worker at work; ended with the block."""
    task = asyncio.get_running_loop().create_task(worker.run())
    await turn()
    yield task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_it_works_when_told_to() -> None:
    """Not before, and once for any number of kicks."""
    rounds, waits = Rounds(), Waits()
    worker = Worker("test", rounds, wait=waits, steady=time.monotonic)
    async with running(worker) as task:
        await idle(task)
        assert rounds.done == 0
        for _ in range(5):
            worker.kick()
        await idle(task)

    assert (rounds.done, waits.seconds) == (1, [])


async def test_it_goes_on_while_there_is_more() -> None:
    """A round that says so is followed by another."""
    rounds, waits = Rounds(MORE, MORE, DONE), Waits()
    worker = Worker("test", rounds, wait=waits, steady=time.monotonic)
    async with running(worker) as task:
        worker.kick()
        await idle(task)

    assert (rounds.done, waits.seconds) == (3, [])


async def test_a_kick_in_a_round_is_not_lost() -> None:
    """What comes in while a round looks is looked at by the next one."""
    waits = Waits()
    kicked: list[int] = []

    async def kicks() -> bool:
        if not kicked:
            worker.kick()
        kicked.append(1)
        await turn()
        return False

    worker = Worker("test", kicks, wait=waits, steady=time.monotonic)
    async with running(worker) as task:
        worker.kick()
        await idle(task)

    assert len(kicked) == 2


async def test_rounds_never_overlap() -> None:
    """However it is kicked meanwhile."""
    rounds = Rounds(*[MORE] * 20)
    worker = Worker("test", rounds, wait=Waits(), steady=time.monotonic)
    async with running(worker):
        worker.kick()
        for _ in range(100):
            worker.kick()
            await turn()

    assert rounds.most_at_once == 1


async def test_each_kind_of_work_has_its_turn() -> None:
    """Several rounds are done one after the other."""
    first, second = Rounds(MORE), Rounds()
    worker = Worker("test", first, second, wait=Waits(), steady=time.monotonic)
    async with running(worker) as task:
        worker.kick()
        await idle(task)

    assert (first.done, second.done) == (2, 2)


async def test_it_survives_failures_and_waits_longer_each_time() -> None:
    """A locked database is free soon, a full disk is not; once it works again, waits are short again."""
    failures = [OSError("disk full"), ValueError("x"), RuntimeError("y")] * 3
    rounds, waits = Rounds(*failures, DONE, OSError("again"), DONE), Waits()
    worker = Worker("test", rounds, wait=waits, steady=time.monotonic)
    with capture_logs() as logged:
        async with running(worker) as task:
            worker.kick()
            await until(lambda: rounds.done == 10)
            await idle(task)
            worker.kick()
            await until(lambda: rounds.done == 12)

    most = FAILURE_WAITS[-1]
    assert waits.seconds == [*FAILURE_WAITS, *[most] * (9 - len(FAILURE_WAITS)), FAILURE_WAITS[0]]
    assert logged[0] == {
        "event": "round failed",
        "worker": "test",
        "error": "OSError",
        "failures": 0,
        "log_level": "error",
    }
    assert "disk full" not in str(logged)


async def test_being_stopped_is_no_failure() -> None:
    """A cancelled worker ends, in a round or between rounds."""
    rounds = Rounds(asyncio.CancelledError())
    worker = Worker("test", rounds, wait=Waits(), steady=time.monotonic)
    task = asyncio.get_running_loop().create_task(worker.run())
    worker.kick()

    with pytest.raises(asyncio.CancelledError):
        await task


async def test_an_alarm_is_raised_once_an_outage() -> None:
    """A database that stays away is somebody's business; one that is back at the next try is nobody's."""
    alarms: list[tuple[str, str]] = []

    async def alarm(worker: str, error: str) -> None:
        alarms.append((worker, error))

    rounds = Rounds(*[ZeroDivisionError()] * (ALARM_AFTER + 3), DONE)
    worker = Worker("dispatch", rounds, wait=Waits(), steady=time.monotonic, alarm=alarm)
    worker.kick()
    running = asyncio.ensure_future(worker.run())
    await until(lambda: rounds.done == ALARM_AFTER + 4)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert alarms == [("dispatch", "ZeroDivisionError")]
