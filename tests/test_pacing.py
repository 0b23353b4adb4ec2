"""Calls leave as often as the provider allows and not more often, however many replicas make them.

Counted by when they arrive at the sandbox: the limit is ten of each action in any second.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from bot.dispatch import CALLS_AHEAD
from bot.flow.effects import Call, ReadStatus, SubmitCode
from bot.store import ACTIONS
from chaos.processes import Nursery
from chaos.waiting import pause, until
from chaos.world import SPEED as USUAL
from chaos.world import World, world
from tests.support.crowd import send_codes, verified, waiting_for_codes

pytestmark = pytest.mark.waits

LIMIT = 10

SPEED = 0.25
"""Time runs slowly here: what a busy machine takes to get round to something, the bots' work and the counting of it, is
then a quarter as long beside the second that counts."""

CUSTOMERS = 30
"""Three seconds' worth of calls of each of two actions, which take four times as long here."""

KINDS = (ReadStatus, SubmitCode)

LATECOMERS = 5
"""Customers whose codes come a second after those of the others."""

PATIENCE = 300.0
"""Seconds for a test on a machine that does ten times as much beside."""


@dataclass(slots=True)
class Loop:
    """How late the sandbox may have been to notice what arrived: its event loop is this test's. In seconds."""

    lag: float = 0.0


@asynccontextmanager
async def watched() -> AsyncGenerator[Loop]:
    """Measures how late this event loop is."""
    loop, tick = Loop(), 0.005

    async def watch() -> None:
        while True:
            due = time.monotonic() + tick
            await pause(tick)
            loop.lag = max(loop.lag, time.monotonic() - due)

    watching = asyncio.ensure_future(watch())
    try:
        yield loop
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


@asynccontextmanager
async def replicas_in(folder: Path, database_url: str, parent: Nursery, count: int) -> AsyncGenerator[World]:
    """A world with so many replicas that serve."""
    async with world(folder, database_url, parent, slowness=USUAL / SPEED) as made:
        made.spread(count)
        for slot in range(count):
            await made.start_bot(slot)
        await until(lambda: sum("serving" in line for line in made.log) == count, "all replicas")
        yield made


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("replicas", [2, 4])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_replicas_use_the_limit_and_keep_it(
    database_url: str, replicas: int, parent: Nursery, tmp_path: Path
) -> None:
    """A crowd sends its codes at the same moment. Both kinds of call use their own limit, at the same time.

    First come, first served, whichever replica has whose call.
    """
    async with replicas_in(tmp_path, database_url, parent, replicas) as made:
        crowd = await waiting_for_codes(made, CUSTOMERS)
        latecomers = await waiting_for_codes(made, LATECOMERS, first=CUSTOMERS)
        async with watched() as loop:
            send_codes(made, crowd)
            await pause(1 / SPEED)
            send_codes(made, latecomers)
            await until(lambda: verified(made) == CUSTOMERS + LATECOMERS, "the last code", look=0.1, patience=PATIENCE)

    for kind in KINDS:
        arrivals = _arrivals(made, kind)
        gaps = [later - earlier for earlier, later in pairwise(arrivals)]
        assert len(arrivals) == CUSTOMERS + LATECOMERS
        assert _is_kept(arrivals, loop)
        # As a rule a turn is taken; a machine that is busy with other tests may miss one now and then.
        assert 1 / median(gaps) >= 0.95 * LIMIT
        assert len(gaps) / sum(gaps) >= 0.85 * LIMIT
    order = [entry.phone for entry in made.cams.books.entries(ACTIONS[ReadStatus])]
    # Some turns are given to one replica while another one has yet to take those before them.
    assert min(map(order.index, latecomers)) >= CUSTOMERS - CALLS_AHEAD
    firsts, lasts = zip(*((each[0], each[-1]) for each in (_arrivals(made, kind) for kind in KINDS)), strict=True)
    assert max(firsts) - min(firsts) < 1
    assert max(lasts) - min(lasts) < 1


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_replica_that_wakes_comes_between_nobody(database_url: str, parent: Nursery, tmp_path: Path) -> None:
    """Frozen with calls in hand whose turns pass: they do not leave all at once, among those of the others."""
    async with replicas_in(tmp_path, database_url, parent, 2) as made:
        crowd = await waiting_for_codes(made, CUSTOMERS)
        async with watched() as loop:
            send_codes(made, crowd)
            await until(lambda: verified(made) >= CALLS_AHEAD, "the first codes", look=0.1, patience=PATIENCE)
            made.bots[0].freeze()
            await pause(2 / SPEED)
            made.bots[0].thaw()
            await until(lambda: verified(made) == CUSTOMERS, "the last code", look=0.1, patience=PATIENCE)

    for kind in KINDS:
        arrivals = _arrivals(made, kind)
        assert len(arrivals) == CUSTOMERS
        assert _is_kept(arrivals, loop)


def _is_kept(arrivals: Sequence[float], loop: Loop) -> bool:
    """Whether no eleven arrive within a second, as far as can be known."""
    return all(
        eleventh - first >= 1 - loop.lag * SPEED for first, eleventh in zip(arrivals, arrivals[LIMIT:], strict=False)
    )


def _arrivals(made: World, kind: type[Call]) -> list[float]:
    return sorted(entry.at for entry in made.cams.books.entries(ACTIONS[kind]))
