"""Keys are rotated under running replicas: nothing is lost, or needs the old key, and nothing is said too early."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import Store
from db import keyring as ring
from db import rotation
from db.encryption import Cipher, InvalidToken, key_id, new_key
from db.engine import open_engine, transaction
from db.presence import Presence
from db.tables import cases, keyring, metadata, replicas
from tests.support import stock
from tests.support.office import NUMBER

OLD, NEW, NEXT = new_key(), new_key(), new_key()


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database, with one of everything that is ever stored, under the old key."""
    opened = open_engine(database_url)
    await stock.fill(Store(opened, Cipher([OLD])))
    yield opened
    await opened.dispose()


async def at_once(_: float) -> None:
    """Wait for nothing: what is looked for again and again is looked for at once."""


async def rotate(engine: AsyncEngine, *keys: str, wait: rotation.Wait = at_once) -> rotation.Rotated:
    """Rotate to the first of these keys."""
    cipher = await ring.open_ring(engine, Cipher(list(keys)), new_hash_key=None)
    return await rotation.rotate(engine, cipher, wait=wait, tell=lambda _: None)


async def written_by(engine: AsyncEngine, *keys: str) -> set[str]:
    """The keys that wrote any byte that is stored; empty for what none of these did."""
    cipher = Cipher(list(keys))
    binary = [each for table in metadata.sorted_tables for each in table.c if isinstance(each.type, LargeBinary)]
    async with transaction(engine) as connection:
        return {
            cipher.key_of(data)
            for column in binary
            for data in (await connection.execute(select(column).where(column.is_not(None)))).scalars()
        }


async def needed(engine: AsyncEngine) -> dict[str, bool]:
    """The keys that the database asks for, and which of them encrypts."""
    async with transaction(engine) as connection:
        return {held.id: held.encrypts for held in await ring.read(connection)}


async def means(engine: AsyncEngine, *keys: str) -> dict[str, Any]:
    """Everything that is stored, as a program with these keys understands it, but for what it encrypts with."""
    store = Store(engine, await ring.open_ring(engine, Cipher(list(keys)), new_hash_key=None))
    return {**await stock.told(store), "encrypts_with": ""}


async def test_everything_is_encrypted_anew(engine: AsyncEngine) -> None:
    """It means what it meant, is found as it was found, and the old key opens none of it and is not asked for."""
    before = await means(engine, OLD)
    old = await ring.open_ring(engine, Cipher([OLD]), new_hash_key=None)
    rotated = await rotate(engine, NEW, OLD)

    assert rotated.is_done
    assert rotated.unreadable == {}
    assert set(rotated.rewritten) == {"canned", "cases", "inbox", "invitations", "links", "outbox", "staff"}
    assert all(rotated.rewritten.values())
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}
    assert await needed(engine) == {key_id(NEW): True}
    assert await means(engine, NEW) == before
    new = await ring.open_ring(engine, Cipher([NEW]), new_hash_key=None)
    assert new.keyed_hash("number", NUMBER) == old.keyed_hash("number", NUMBER)
    with pytest.raises(ring.WrongKeyError, match=key_id(NEW)):
        await ring.open_ring(engine, Cipher([OLD]), new_hash_key=None)


async def test_it_is_done_once(engine: AsyncEngine) -> None:
    """Done again, it finds nothing to do; and from then on to the next key."""
    await rotate(engine, NEW, OLD)
    again = await rotate(engine, NEW, OLD)
    following = await rotate(engine, NEXT, NEW)

    assert again.is_done
    assert not any(again.rewritten.values())
    assert following.is_done
    assert await written_by(engine, NEXT, NEW, OLD) == {key_id(NEXT)}
    assert await needed(engine) == {key_id(NEXT): True}


async def test_a_new_key_encrypts_nothing_before(engine: AsyncEngine) -> None:
    """Replicas are given it one after the other: what one writes the others must be able to read."""
    store = Store(engine, await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None))
    async with store.transaction() as tx:
        case = (await tx.list_cases(state=None, limit=1))[0]
        await tx.save_cases([case], now=1)

    assert await written_by(engine, NEW, OLD) == {key_id(OLD)}
    assert await needed(engine) == {key_id(OLD): True}


async def test_killed_anywhere_it_goes_on(engine: AsyncEngine, database_url: str) -> None:
    """After each of its statements: all is read by who has both keys, and the next run does the rest."""
    before = await means(engine, OLD)
    async with transaction(engine) as connection:
        await connection.execute(replicas.delete())  # Nobody is running.
    await engine.dispose()
    killer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.migrating", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert killer.stdin is not None
    assert killer.stdout is not None
    statements, status = 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        statements += 1
        told = {"url": database_url, "statements": statements, "keys": [NEW, OLD], "batch": 30}
        killer.stdin.write(json.dumps(told).encode() + b"\n")
        status = int(await killer.stdout.readline())
        if status == -signal.SIGKILL and statements % 5 == 0:
            assert await means(engine, NEW, OLD) == before
    killer.stdin.close()
    await killer.wait()

    assert status == 0
    assert statements > 20
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}
    assert await means(engine, NEW) == before


# --- Beside running replicas


@pytest.fixture
async def replica(engine: AsyncEngine, database_url: str) -> AsyncGenerator[Callable[..., Any]]:
    """A replica that shows signs of life. What it says of its keys is what it is called with: nothing, if nothing."""
    other = open_engine(database_url)
    presence = Presence(other, 17)
    await presence.enter()
    async with transaction(engine) as connection:
        await connection.execute(replicas.delete())

    async def say(*keys: str, encrypts_with: str) -> None:
        async with transaction(other) as connection:
            row = {"replica": 17, "known": " ".join(map(key_id, keys)), "encrypts_with": key_id(encrypts_with)}
            await connection.execute(replicas.delete())
            await connection.execute(replicas.insert(), row)

    yield say
    await presence.leave()
    await other.dispose()


@pytest.mark.parametrize("says", [True, False], ids=["who-says-so", "who-says-nothing"])
async def test_a_replica_without_the_key_stops_it(
    engine: AsyncEngine, replica: Callable[..., Any], *, says: bool
) -> None:
    """It could not read what the others write; one of an older version says nothing. Nothing was changed."""
    if says:
        await replica(OLD, encrypts_with=OLD)
    with pytest.raises(rotation.NotKnownError):
        await rotate(engine, NEW, OLD)

    assert await needed(engine) == {key_id(OLD): True}
    assert await written_by(engine, NEW, OLD) == {key_id(OLD)}


async def test_a_replica_that_is_frozen_keeps_the_old_key_needed(
    engine: AsyncEngine, replica: Callable[..., Any]
) -> None:
    """It has not said that it encrypts with the new one: when it wakes it may finish what it had begun."""
    await replica(NEW, OLD, encrypts_with=OLD)
    frozen = await rotate(engine, NEW, OLD)
    assert not frozen.is_done
    assert await needed(engine) == {key_id(NEW): True, key_id(OLD): False}

    async with transaction(engine) as connection:
        body = Cipher([OLD]).encrypt(b"what it had begun")
        await connection.execute(update(cases).where(cases.c.id == 1).values(body=body))
    await replica(NEW, OLD, encrypts_with=NEW)
    awake = await rotate(engine, NEW, OLD)
    assert awake.is_done
    assert awake.rewritten == {
        "canned": 0,
        "cases": 1,
        "inbox": 0,
        "invitations": 0,
        "links": 0,
        "outbox": 0,
        "staff": 0,
    }
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}


async def test_a_replica_takes_the_key_up(engine: AsyncEngine, database_url: str) -> None:
    """Between transactions: what is under way goes on with the old key, and until it ends nothing else is said."""
    both = await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None)
    other = open_engine(database_url)
    store = Store(other, both)
    presence = Presence(other, 23)
    await presence.enter()
    await store.follow_keys(23)
    said: list[str] = []

    async def look(_: float) -> None:
        await store.follow_keys(23)
        async with transaction(engine) as connection:
            said.extend((await connection.execute(select(replicas.c.encrypts_with))).scalars())

    rotated = await rotate(engine, NEW, OLD, wait=look)
    assert rotated.is_done
    assert key_id(NEW) in said
    async with store.transaction() as tx:
        assert tx._cipher.encrypts_with == key_id(NEW)
    await presence.leave()
    await other.dispose()


async def test_replicas_are_waited_for_before_rows_are_gone_through(
    engine: AsyncEngine, replica: Callable[..., Any]
) -> None:
    """What one still encrypts with the old key behind our back would be left behind."""
    await replica(NEW, OLD, encrypts_with=OLD)
    has_followed = False

    async def while_it_works(seconds: float) -> None:
        nonlocal has_followed
        if seconds == rotation.PAUSE and not has_followed:
            async with transaction(engine) as connection:
                late = Cipher([OLD]).encrypt(b"late")
                await connection.execute(update(cases).where(cases.c.id == 1).values(body=late))
        has_followed = True
        await replica(NEW, OLD, encrypts_with=NEW)

    assert (await rotate(engine, NEW, OLD, wait=while_it_works)).is_done
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}


async def test_who_was_taken_for_dead_makes_its_key_needed_again(engine: AsyncEngine) -> None:
    """A machine that slept through it all wakes and writes with the old key, until it looks."""
    store = Store(engine, await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None))
    await store.follow_keys(5)
    assert (await rotate(engine, NEW, OLD)).is_done
    async with store.transaction() as tx:
        await tx.add_invitation(stock.INVITATION, "late", now=1)
    await store.follow_keys(5)

    assert await written_by(engine, NEW, OLD) == {key_id(NEW), key_id(OLD)}
    assert await needed(engine) == {key_id(NEW): True, key_id(OLD): False}
    assert (await rotate(engine, NEW, OLD)).is_done
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one transaction at a time.
async def test_what_is_under_way_is_waited_for(engine: AsyncEngine) -> None:
    """A replica does not say that it is done with a key while a transaction of it may still write with it."""
    store = Store(engine, await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None))
    await store.follow_keys(5)
    async with store.transaction():
        async with transaction(engine) as connection:
            await rotation._hold_alone(connection)
            await connection.execute(update(keyring).values(encrypts=False))
            row = {"id": key_id(NEW), "encrypts": True, "hash_key": store._cipher.wrapped(key_id(NEW))}
            await connection.execute(keyring.insert(), row)
        await store.follow_keys(5)
        assert await _says(engine, 5) == key_id(OLD)
    await store.follow_keys(5)
    assert await _says(engine, 5) == key_id(NEW)


async def _says(engine: AsyncEngine, replica: int) -> str | None:
    async with transaction(engine) as connection:
        found = select(replicas.c.encrypts_with).where(replicas.c.replica == replica)
        return (await connection.execute(found)).scalar()


async def test_a_passing_process_encrypts_with_what_the_database_names(engine: AsyncEngine) -> None:
    """`python -m bot invite` was started before, and stores its link after the key has changed."""
    store = Store(engine, await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None))
    await rotate(engine, NEW, OLD)
    assert store._cipher.encrypts_with == key_id(OLD)
    async with store.passing_transaction() as tx:
        await tx.add_invitation(stock.INVITATION, "late", now=1)

    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}


async def test_two_that_rotate_to_different_keys_do_not_undo_each_other(engine: AsyncEngine) -> None:
    """The one that came first stops; the other one does it all."""
    others: list[rotation.Rotated] = []

    async def meanwhile(_: float) -> None:
        if not others:
            others.append(await rotate(engine, NEXT, NEW, OLD))

    with pytest.raises(rotation.OvertakenError):
        await rotate(engine, NEW, OLD, NEXT, wait=meanwhile)
    assert others[0].is_done
    assert await written_by(engine, NEXT, NEW, OLD) == {key_id(NEXT)}
    assert await needed(engine) == {key_id(NEXT): True}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # On SQLite no row is locked by itself.
async def test_a_row_that_is_locked_is_tried_again(engine: AsyncEngine, database_url: str) -> None:
    """It is not waited for, so that nobody waits in a circle; and it is not passed over."""
    other = open_engine(database_url)
    session = await other.connect()
    await session.execute(select(cases).where(cases.c.id == 3).with_for_update())
    waits = 0

    async def until_it_is_free(seconds: float) -> None:
        nonlocal waits
        waits += seconds == rotation.PAUSE
        if waits == 3:
            await session.rollback()

    assert (await rotate(engine, NEW, OLD, wait=until_it_is_free)).is_done
    assert waits >= 3
    assert await written_by(engine, NEW, OLD) == {key_id(NEW)}
    await session.close()
    await other.dispose()


async def test_what_somebody_writes_meanwhile_stays(engine: AsyncEngine) -> None:
    """A row is only put back as long as it holds what was read; one that is gone stays gone."""
    changed, gone, same = Cipher([NEW]).encrypt(b"changed"), b"was read", b"as it was"
    async with transaction(engine) as connection:
        await connection.execute(update(cases).where(cases.c.id == 1).values(body=changed))
        await connection.execute(update(cases).where(cases.c.id == 2).values(body=same))
        changes = {1: (b"was read", b"late"), 2: (same, b"anew"), 10**6: (gone, b"late")}
        assert await rotation._replace(connection, cases.c.body, changes) == (1, {})
        found = select(cases.c.id, cases.c.body).where(cases.c.id.in_([1, 2, 10**6])).order_by(cases.c.id)
        assert [tuple(row) for row in await connection.execute(found)] == [(1, changed), (2, b"anew")]


async def test_what_no_key_opens_is_told_and_left(engine: AsyncEngine) -> None:
    """It was lost before; it needs none of our keys."""
    async with transaction(engine) as connection:
        await connection.execute(update(cases).where(cases.c.id == 5).values(body=b"nobody's"))
    rotated = await rotate(engine, NEW, OLD)

    assert rotated.is_done
    assert rotated.unreadable == {"cases": 1}
    assert await written_by(engine, NEW, OLD) == {key_id(NEW), ""}
    with pytest.raises(InvalidToken):
        Cipher([NEW, OLD]).decrypt(b"nobody's")


async def test_rows_are_counted_by_key(engine: AsyncEngine) -> None:
    """Each key's own, and what none opens."""
    cipher = await ring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None)
    async with transaction(engine) as connection:
        await connection.execute(update(cases).where(cases.c.id == 5).values(body=b"nobody's"))
        await connection.execute(update(cases).where(cases.c.id == 6).values(body=Cipher([NEW]).encrypt(b"x")))
        total = {
            table: (await connection.execute(text(f"SELECT count({column}) FROM {table}"))).scalar_one()  # noqa: S608 -- our own names
            for table, column in (
                ("cases", "body"),
                ("inbox", "payload"),
                ("invitations", "body"),
                ("links", "body"),
                ("outbox", "payload"),
                ("staff", "body"),
                ("canned", "body"),
            )
        }
    counted = await rotation.count(engine, cipher)

    assert counted == [
        rotation.Counted(key_id(NEW), encrypts=False, needed=False, rows={"cases": 1}),
        rotation.Counted(key_id(OLD), encrypts=True, needed=True, rows={**total, "cases": total["cases"] - 2}),
        rotation.Counted("", encrypts=False, needed=False, rows={"cases": 1}),
    ]
