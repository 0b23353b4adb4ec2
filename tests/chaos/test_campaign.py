"""Short campaigns against the real bot: whatever is killed and broken, nothing is lost, doubled or told wrongly."""

from pathlib import Path

from chaos.campaign import Order, carry_out
from chaos.databases import Databases
from chaos.injector import Database
from chaos.plan import usual
from chaos.world import nursery, world

SEED = 3
SECONDS = 4.0


async def test_nothing_is_lost_or_doubled(database_url: str, databases: Databases, tmp_path: Path) -> None:
    """All guarantees at once, by the sandbox's books, under faults of every sort at the same time."""
    kind = database_url.partition(":")[0]
    server = Database(databases.crash, databases.stop, databases.start) if kind == "postgresql" else None
    kinds = {name: every / 3 for name, every in usual(kind, 1).items()}
    order = Order(seed=SEED, seconds=SECONDS, customers=25, kinds=kinds, linger=4)
    async with nursery() as parent, world(tmp_path, database_url, parent, seed=SEED) as made:
        outcome = await carry_out(order, made, server)
    assert not outcome.violations
    assert outcome.conversations > 20
    assert outcome.updates > 50
    assert sum(outcome.injected.values()) > 20
