"""What holds everybody up, as the database keeps it."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from db import incidents
from db.engine import open_engine, transaction


@pytest.fixture
async def connection(database_url: str) -> AsyncGenerator[AsyncConnection]:
    """A transaction that lasts for a whole test."""
    engine = open_engine(database_url)
    async with transaction(engine) as opened:
        yield opened
    await engine.dispose()


async def test_one_goes_on_until_it_ends(connection: AsyncConnection) -> None:
    """It ends once; what is seen of it after that is nothing; it may begin again."""
    await incidents.begin(connection, "clock", now=5)
    await incidents.see(connection, "clock", now=7)
    assert await incidents.unended(connection) == [("clock", 5, 7)]
    assert (await incidents.end(connection, "clock", now=9), await incidents.end(connection, "clock", now=9)) == (
        True,
        False,
    )
    await incidents.see(connection, "clock", now=11)
    assert await incidents.unended(connection) == []
    await incidents.begin(connection, "clock", now=12)

    assert await incidents.unended(connection) == [("clock", 12, 12)]


async def test_an_end_is_told_step_by_step(connection: AsyncConnection) -> None:
    """The one that ended first comes first; a step that another replica has taken is not taken back."""
    assert await incidents.ended(connection) is None
    for fault, now in (("a", 9), ("b", 8)):
        await incidents.begin(connection, fault, now=1)
        await incidents.end(connection, fault, now=now)
    assert await incidents.ended(connection) == ("b", 0, 0)
    await incidents.save_told(connection, "b", before=(0, 0), after=(0, 12))
    await incidents.save_told(connection, "b", before=(0, 0), after=(0, 3))
    await incidents.save_told(connection, "b", before=(0, 12), after=(1, 0))
    assert await incidents.ended(connection) == ("b", 1, 0)
    await incidents.save_told(connection, "b", before=(1, 0), after=(1, None))
    assert await incidents.ended(connection) == ("a", 0, 0)
    await incidents.begin(connection, "a", now=20)

    assert await incidents.ended(connection) is None
