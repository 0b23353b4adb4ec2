"""Alive and ready, told apart by what the workers' rounds have shown."""

import asyncio

import pytest

from bot.health import HUNG_AFTER, SLOW_AFTER, Health
from bot.worker import Worker


class Steady:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Hand:
    """A worker whose rounds a test ends, well or not."""

    def __init__(self, name: str, steady: Steady) -> None:
        self._answers: asyncio.Queue[bool] = asyncio.Queue()
        self.worker = Worker(name, self._round, wait=self._wait, steady=steady)
        self.begun = 0

    async def _round(self) -> bool:
        self.begun += 1
        if not await self._answers.get():
            raise OSError("disk full")
        return True

    async def _wait(self, seconds: float) -> None:
        pass

    async def ends_a_round(self, *, well: bool) -> None:
        """A round ends, and the next one begins."""
        before = self.begun
        self.worker.kick()
        self._answers.put_nowait(well)
        while self.begun == before:  # noqa: ASYNC110 -- turns of the loop, no time
            await asyncio.sleep(0)  # noqa: TID251 -- the same


@pytest.fixture
def steady() -> Steady:
    """Time stands still until it is moved."""
    return Steady()


async def test_before_and_after_serving_it_is_alive_and_not_ready(steady: Steady) -> None:
    """However long Telegram cannot be reached: a restart would not help, and nobody should send work."""
    health = Health([Hand("deciding", steady).worker])
    steady.now += 10 * HUNG_AFTER

    assert health.ailments() == []
    assert health.obstacles() == ["telegram: not reached yet, or stopping"]


async def test_each_worker_counts(steady: Steady) -> None:
    """Rounds that end keep it well; one worker that hangs makes it slow first, and then ill, by its name."""
    good, bad = Hand("deciding", steady), Hand("sweep", steady)
    health = Health([good.worker, bad.worker])
    health.serving = True
    running = [asyncio.ensure_future(hand.worker.run()) for hand in (good, bad)]
    for hand in (good, bad):
        hand.worker.kick()
        await hand.ends_a_round(well=True)
    steady.now += SLOW_AFTER
    assert (health.ailments(), health.obstacles()) == ([], [])
    await good.ends_a_round(well=True)
    steady.now += 0.1
    assert (health.ailments(), health.obstacles()) == ([], ["sweep: no round has ended lately"])
    steady.now += HUNG_AFTER - SLOW_AFTER
    await good.ends_a_round(well=True)
    assert health.ailments() == ["sweep: hung"]
    await bad.ends_a_round(well=True)
    assert (health.ailments(), health.obstacles()) == ([], [])
    for task in running:
        task.cancel()


async def test_rounds_that_fail_make_it_unready_and_not_ill(steady: Steady) -> None:
    """The database is away: a restart would not bring it back. The first good round makes it ready again."""
    hand = Hand("deciding", steady)
    health = Health([hand.worker])
    health.serving = True
    running = asyncio.ensure_future(hand.worker.run())
    hand.worker.kick()
    for _ in range(20):
        steady.now += HUNG_AFTER / 15
        await hand.ends_a_round(well=False)
        assert (health.ailments(), health.obstacles()) == ([], ["deciding: its last round failed"])
    await hand.ends_a_round(well=True)
    assert health.obstacles() == []
    running.cancel()
