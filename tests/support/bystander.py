"""A world with a bot in a process of its own, which may be killed and started again while the world looks on."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from chaos.waiting import PATIENCE, until
from chaos.world import World, nursery, world

__all__ = ["PATIENCE", "World", "bystander", "until"]


@asynccontextmanager
async def bystander(folder: Path, database_url: str, *, by_webhook: bool = False) -> AsyncGenerator[World]:
    """A world, with a parent for bots of its own, that is ended with the block. They ask for updates, or get posts."""
    async with nursery() as parent, world(folder, database_url, parent) as made:
        if by_webhook:
            made.spread(1)
        yield made
