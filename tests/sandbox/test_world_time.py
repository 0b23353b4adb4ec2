"""The stand-in world's time: it can run faster, and jump, and waits follow."""

import asyncio

import pytest

from sandbox.clock import SettableClock
from sandbox.world_time import WorldTime

NOON = 1_800_000_000.0


def test_time_runs_at_its_speed_from_where_it_was() -> None:
    """Changing the speed never moves the time shown."""
    base = SettableClock.standing(NOON)
    time = WorldTime(base, speed=10)
    base.advance(3)
    assert time() == NOON + 30
    time.run(1)
    assert time() == NOON + 30
    base.advance(3)
    assert time() == NOON + 33


def test_time_can_be_skipped() -> None:
    """A skip is seen at once, whatever the speed."""
    base = SettableClock.standing(NOON)
    time = WorldTime(base, speed=10)
    time.skip(300)
    base.advance(1)
    assert time() == NOON + 310


async def test_a_wait_ends_when_the_time_is_skipped() -> None:
    """Nobody sits out what the world has left behind: here the base never moves at all."""
    time = WorldTime(SettableClock.standing(NOON))
    waiting = asyncio.ensure_future(time.wait(3600))
    await asyncio.sleep(0)  # noqa: TID251 -- lets the wait begin
    time.skip(3599)
    await asyncio.sleep(0)  # noqa: TID251 -- lets it notice
    assert not waiting.done()
    time.skip(1)
    await asyncio.wait_for(waiting, 1)


async def test_a_wait_takes_as_long_as_the_speed_says() -> None:
    """A minute at a thousandfold speed is 60 milliseconds, measured by the loop's own clock."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    await WorldTime(loop.time, speed=1000).wait(60)
    assert loop.time() - began >= 0.06 - 1e-9


async def test_a_wait_follows_when_the_speed_changes() -> None:
    """An hour that has begun to be waited for is over soon once time flies."""
    loop = asyncio.get_running_loop()
    time = WorldTime(loop.time)
    waiting = asyncio.ensure_future(time.wait(3600))
    await asyncio.sleep(0)  # noqa: TID251 -- lets the wait begin
    time.run(1_000_000)
    await asyncio.wait_for(waiting, 1)


@pytest.mark.parametrize("seconds", [0, -5])
async def test_no_wait_is_none(seconds: float) -> None:
    """A wait that is over already ends without a turn of the loop."""
    waiting = WorldTime(SettableClock.standing(NOON)).wait(seconds)
    with pytest.raises(StopIteration):
        waiting.send(None)
