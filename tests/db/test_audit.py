"""The chain of deeds: it has one order, and whatever is changed later shows."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text

from bot.store import Chain, Deed, Store
from db import audit
from db.encryption import Cipher
from db.engine import open_engine
from tests.support.office import KEY

DEEDS = [Deed(actor=number, action="close", case_id=number % 2, detail="live") for number in range(1, 6)]


@pytest.fixture
async def store(database_url: str) -> AsyncGenerator[Store]:
    """An open store."""
    opened = Store(open_engine(database_url), Cipher([KEY]))
    yield opened
    await opened.close()


async def write(store: Store, *deeds: Deed, at: float = 1_800_000_000.25) -> None:
    """Write deeds in a transaction of their own."""
    async with store.transaction() as tx:
        await tx.add_deeds(deeds, now=at)


async def verify(store: Store) -> Chain:
    """What a look at the chain finds."""
    async with store.transaction() as tx:
        return await tx.verify_deeds()


async def run(store: Store, *statements: str) -> None:
    """What somebody does who can write into the database and has no key."""
    async with store.transaction() as tx:
        for statement in statements:
            await tx._connection.execute(text(statement))


async def test_a_chain_that_nobody_touched_is_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one too, and one that is longer than what is read at once."""
    assert await verify(store) == Chain(0, None)
    await write(store)
    monkeypatch.setattr(audit, "PAGE", 2)
    monkeypatch.setattr(audit, "_page", audit._page.limit(2))
    await write(store, *DEEDS[:2])
    await write(store, *DEEDS[2:])

    assert await verify(store) == Chain(5, None)
    async with store.transaction() as tx:
        about = await tx.deeds_about(1, limit=2)
    assert [(row["actor"], row["at"]) for row in about] == [(5, 1_800_000_000.25), (3, 1_800_000_000.25)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET actor = 9 WHERE id = 3", Chain(2, 3)),
        ("UPDATE audit SET at = at + 1 WHERE id = 3", Chain(2, 3)),
        ("UPDATE audit SET action = 'x' WHERE id = 3", Chain(2, 3)),
        ("UPDATE audit SET case_id = 7 WHERE id = 3", Chain(2, 3)),
        ("UPDATE audit SET detail = '' WHERE id = 3", Chain(2, 3)),
        ("DELETE FROM audit WHERE id = 3", Chain(2, 4)),
        ("DELETE FROM audit WHERE id = 1", Chain(0, 2)),
        ("DELETE FROM audit WHERE id = 5", Chain(4, 0)),
        ("DELETE FROM audit", Chain(0, 0)),
        ("UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE id = 4)", Chain(5, 0)),
    ],
)
async def test_what_is_changed_shows(store: Store, statement: str, found: Chain) -> None:
    """A field, a row in the middle, at the beginning or at the end, or all of it."""
    await write(store, *DEEDS)
    await run(store, statement)

    assert await verify(store) == found


async def test_nobody_without_the_key_can_make_it_fit(store: Store) -> None:
    """Who changes a row and makes all hashes anew needs the key for hashes."""
    await write(store, *DEEDS)
    forger = Store(store._engine, Cipher(["5mUtAHVINgZkTOBVqmtmVeVLX7v5F2WcF2w4zs9TrhE="]))
    await run(forger, "DELETE FROM audit", "UPDATE audit_head SET hash = ''")
    await write(forger, *DEEDS[:4])

    assert (await verify(forger)).broken_at is None
    assert (await verify(store)).broken_at is not None


async def test_who_writes_at_once_writes_one_after_the_other(store: Store) -> None:
    """Also the very first time, when there is no chain yet."""
    await asyncio.gather(*(write(store, deed, DEEDS[0]) for deed in DEEDS))

    assert await verify(store) == Chain(10, None)
