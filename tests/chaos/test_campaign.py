"""Short campaigns against the real bot: whatever is killed and broken, nothing is lost, doubled or told wrongly."""

import asyncio
from pathlib import Path

import pytest

from chaos.campaign import Order, carry_out
from chaos.databases import Databases
from chaos.injector import Database
from chaos.plan import usual
from chaos.processes import Nursery
from chaos.world import world

pytestmark = pytest.mark.waits

SEED = 3
SECONDS = 4.0

DENSER = 3
"""Faults come so many times as often as in a campaign of minutes, so that seconds have all sorts of them."""

PATIENCE = 300.0
"""Seconds for a campaign on a machine that does ten times as much beside."""


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize(("kind", "replicas"), [("sqlite", 1), ("postgresql", 2)], ids=["sqlite", "postgresql-twice"])
async def test_nothing_is_lost_or_doubled(
    kind: str, replicas: int, databases: Databases, parent: Nursery, tmp_path: Path
) -> None:
    """All guarantees at once, by the sandbox's books, under faults of every sort at the same time."""
    server = Database(databases.crash, databases.stop, databases.start) if kind == "postgresql" else None
    kinds = {name: every / DENSER for name, every in usual(kind, replicas).items()}
    order = Order(seed=SEED, seconds=SECONDS, customers=25, kinds=kinds, replicas=replicas)
    fresh = databases.fresh(kind)
    url = await asyncio.to_thread(next, fresh)  # What makes a database runs a loop of its own.
    async with world(tmp_path, url, parent, seed=SEED) as made:
        if replicas > 1:
            made.spread(replicas)
        outcome = await carry_out(order, made, server)
    await asyncio.to_thread(next, fresh, None)

    assert not outcome.violations
    assert outcome.conversations > 20
    assert outcome.updates > 50
    assert sum(outcome.injected.values()) > 20
