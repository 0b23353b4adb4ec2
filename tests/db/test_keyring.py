"""Whether the keys fit what is stored is found out by reading only."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from db import schema
from db.encryption import Cipher, new_key
from db.engine import open_engine, transaction
from db.keyring import WrongKeyError, check
from db.tables import cases, invitations

OLD, NEW, OTHER = new_key(), new_key(), new_key()


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def add_case(engine: AsyncEngine, *keys: str, number: str = "6281") -> None:
    """Store a case as a program with these keys does."""
    cipher = Cipher(list(keys))
    row = {
        "chat_id": 7,
        "state": "verified",
        "space": "s",
        "number_key": cipher.keyed_hash("number", number),
        "body": cipher.encrypt(number.encode()),
        "created_at": 1,
        "updated_at": 1,
    }
    async with transaction(engine) as connection:
        await connection.execute(insert(cases), row)


async def fits(engine: AsyncEngine, *keys: str) -> bool:
    """Whether these keys fit."""
    cipher = Cipher(list(keys))
    try:
        await check(engine, cipher, hash_of=lambda body: cipher.keyed_hash("number", body.decode()))
    except WrongKeyError:
        return False
    return True


async def test_any_key_fits_an_empty_database(engine: AsyncEngine) -> None:
    """With tables or without."""
    assert await fits(engine, OTHER)
    await schema.downgrade(engine, "base")
    assert await fits(engine, OTHER)


async def test_the_key_that_wrote_fits(engine: AsyncEngine) -> None:
    """No other does, alone; a new one in front does no harm, one behind takes the place that hashes are made with."""
    await add_case(engine, OLD)

    assert [
        await fits(engine, OLD),
        await fits(engine, OTHER),
        await fits(engine, NEW, OLD),
        await fits(engine, OLD, NEW),
    ] == [True, False, True, False]


async def test_a_key_taken_away_too_early_is_missed(engine: AsyncEngine) -> None:
    """The oldest case needs it, whatever wrote the newest."""
    await add_case(engine, OLD)
    await add_case(engine, NEW, OLD)

    assert [await fits(engine, NEW, OLD), await fits(engine, NEW), await fits(engine, OLD)] == [True, False, False]


async def test_an_invitation_is_enough_to_tell(engine: AsyncEngine) -> None:
    """A database in which nothing but a link was made yet."""
    row = {"token_hash": "t", "space": "s", "body": Cipher([OLD]).encrypt(b"{}"), "created_at": 1, "expires_at": 2}
    async with transaction(engine) as connection:
        await connection.execute(insert(invitations), row)

    assert [await fits(engine, OLD), await fits(engine, OTHER)] == [True, False]
