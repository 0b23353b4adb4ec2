"""Whether the keys fit what is stored is found out by reading only."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import nullcontext

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import schema
from db.encryption import Cipher, key_id, new_key
from db.engine import open_engine, transaction
from db.keyring import WrongKeyError, check, open_ring, read
from db.tables import cases, invitations, keyring

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


def number_key(cipher: Cipher, body: bytes) -> str:
    """What such a case is looked up by."""
    return cipher.keyed_hash("number", body.decode())


async def fits(engine: AsyncEngine, *keys: str) -> bool:
    """Whether these keys fit."""
    cipher = Cipher(list(keys))
    try:
        await check(engine, cipher, hash_of=number_key)
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


# --- The ring


async def test_a_new_database_hashes_with_a_key_of_its_own(engine: AsyncEngine) -> None:
    """No encryption key gives it away; and it needs only the key that encrypts."""
    await schema.downgrade(engine, "base")
    assert await check(engine, Cipher([NEW, OLD]), hash_of=number_key)
    await schema.upgrade(engine)
    made = await open_ring(engine, Cipher([NEW, OLD]), new_hash_key=b"h" * 32)

    assert made.encrypts_with == key_id(NEW)
    assert made.keyed_hash("number", "1") not in {Cipher([key]).keyed_hash("number", "1") for key in (NEW, OLD)}
    again = await open_ring(engine, Cipher([NEW]), new_hash_key=b"other" * 6)
    assert again.keyed_hash("number", "1") == made.keyed_hash("number", "1")
    with pytest.raises(WrongKeyError, match=key_id(NEW)):
        await open_ring(engine, Cipher([OLD]), new_hash_key=None)


async def test_an_older_database_goes_on_hashing_as_it_did(engine: AsyncEngine) -> None:
    """With a key derived from the last one; each of the keys may have written something, so each is needed."""
    await add_case(engine, OLD)
    await add_case(engine, NEW, OLD)
    assert not await check(engine, Cipher([NEW, OLD]), hash_of=number_key)
    made = await open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None)

    assert made.keyed_hash("number", "6281") == Cipher([OLD]).keyed_hash("number", "6281")
    assert made.encrypts_with == key_id(NEW)
    async with transaction(engine) as connection:
        assert {held.id for held in await read(connection)} == {key_id(NEW), key_id(OLD)}


async def test_several_that_fill_the_ring_at_once_agree(database_url: str) -> None:
    """Replicas start together: one makes the key for hashes, the others find it."""
    engines = [open_engine(database_url) for _ in range(4)]
    made = await asyncio.gather(
        *(open_ring(each, Cipher([OLD]), new_hash_key=bytes([n]) * 32) for n, each in enumerate(engines))
    )
    for each in engines:
        await each.dispose()

    assert len({cipher.keyed_hash("number", "1") for cipher in made}) == 1


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ((OLD,), ""),
        ((NEW, OLD), ""),
        ((OLD, NEW), ""),
        ((OTHER, NEW, OLD), ""),
        ((OTHER,), OLD),
        ((NEW,), OLD),
    ],
    ids=["as-before", "new-in-front", "new-behind", "two-in-front", "another", "taken-away-too-early"],
)
async def test_with_a_ring_it_is_exact(engine: AsyncEngine, keys: tuple[str, ...], missing: str) -> None:
    """Nothing need be stored to tell: the database names what it needs, in whatever order it is given."""
    await open_ring(engine, Cipher([OLD]), new_hash_key=None)
    with pytest.raises(WrongKeyError, match=key_id(missing)) if missing else nullcontext():
        await check(engine, Cipher(keys), hash_of=number_key)


async def test_a_ring_from_elsewhere_does_not_fit(engine: AsyncEngine) -> None:
    """Put together from two backups: the key is there, and its hashes are others."""
    await add_case(engine, OLD)
    await open_ring(engine, Cipher([OLD]).hashing_with(b"h" * 32), new_hash_key=None)

    assert not await fits(engine, OLD)


async def test_a_ring_that_was_damaged_does_not_fit(engine: AsyncEngine) -> None:
    """Its key for hashes cannot be opened: numbers could not be found."""
    await open_ring(engine, Cipher([OLD]), new_hash_key=None)
    async with transaction(engine) as connection:
        await connection.execute(update(keyring).values(hash_key=b"damaged"))

    assert not await fits(engine, OLD)


async def test_one_key_encrypts(engine: AsyncEngine) -> None:
    """The database itself refuses two."""
    row = {"id": "a", "encrypts": True, "hash_key": b"x"}
    async with transaction(engine) as connection:
        await connection.execute(insert(keyring), [row, {**row, "id": "b", "encrypts": False}])
    with pytest.raises(IntegrityError):
        async with transaction(engine) as connection:
            await connection.execute(insert(keyring), {**row, "id": "c"})
