"""Encrypts what is stored anew with the newest key, while replicas serve, so that older keys can be taken away.

1. The newest key becomes the one that encrypts, in the ring; every running replica must have it.
2. Replicas take that up within seconds and say so. From then on nothing new needs an older key.
3. Every encrypted column is gone through, some rows at a time. A row that is locked just now is tried again; one that
   somebody changes meanwhile is encrypted with the newest key by that. So one time through is enough.
4. The older keys are taken out of the ring: a start no longer asks for them.

Killed at any point, it is begun anew and passes over what is done. Hashes do not change: see `db.keyring`.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from . import keyring as ring
from .encryption import Cipher
from .engine import transaction
from .presence import living
from .tables import keyring, metadata, replicas

ENCRYPTED: Sequence[Column[Any]] = [
    column
    for table in metadata.sorted_tables
    for column in table.c
    if isinstance(column.type, LargeBinary) and table is not keyring
]
"""Every column of bytes but the ring's own: we store no bytes that are not encrypted."""

BATCH = 200
"""Rows in a transaction: a few milliseconds, on SQLite too, where nobody else can write meanwhile."""

PAUSE = 0.05
"""Seconds between transactions that changed rows: several times what each takes, so that replies come first."""

LOOK = 1.0
"""Seconds between looks at what replicas say."""

PATIENCE = 60
"""Looks until a replica that has not taken the key up is no longer waited for: many times what a living one takes."""

GONE = 10
"""Looks at which a replica must show no sign of life until it counts as dead: twice as long as a living one takes to
show itself again after its session with the database broke."""

TOLD_EVERY = 50
"""Pages between two lines of progress: ten thousand rows."""

Wait = Callable[[float], Awaitable[None]]
Tell = Callable[[str], None]


class NotKnownError(Exception):
    """A running replica does not have the newest key: it could not read what the others would write."""


class OvertakenError(Exception):
    """Another key than ours encrypts: somebody rotates to another one at the same time."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it. `is_done`: no key but the newest is needed any more."""

    is_done: bool
    rewritten: Mapping[str, int]
    unreadable: Mapping[str, int]
    """Rows that no key opens, by table. They need none of ours, and are left as they are."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A key's standing. `rows` are those that it wrote, by table; the key of no id opened none of them."""

    id: str
    encrypts: bool
    needed: bool
    rows: Mapping[str, int]


async def rotate(engine: AsyncEngine, cipher: Cipher, *, wait: Wait, tell: Tell) -> Rotated:
    """Do it. Raises `NotKnownError`, having changed nothing, and `OvertakenError`."""
    newest = cipher.ids[0]
    await _begin(engine, cipher, wait)
    tell(f"key {newest} encrypts from now on")
    async with transaction(engine) as connection:
        cipher = await ring.follow(connection, cipher)
    is_followed = await _is_followed(engine, newest, wait)
    tell("every running replica encrypts with it" if is_followed else "a replica does not take it up")
    rewritten: Counter[str] = Counter()
    unreadable: Counter[str] = Counter()
    for column in ENCRYPTED:
        name = column.table.name
        pages = 0
        async for done, lost in _rewrite(engine, column, cipher, wait):
            rewritten[name] += done
            unreadable[name] += lost
            pages += 1
            if pages % TOLD_EVERY == 0:
                tell(f"{name}: {pages * BATCH} rows read, {rewritten[name]} encrypted anew")
        tell(f"{name}: {rewritten[name]} rows encrypted anew")
    if is_followed:
        await _finish(engine, newest)
    return Rotated(is_followed, dict(rewritten), dict(+unreadable))


async def count(engine: AsyncEngine, cipher: Cipher) -> list[Counted]:
    """How many rows each key wrote, ours in their order; then those that no key of ours opens, if there are any."""
    rows: dict[str, Counter[str]] = {key: Counter() for key in (*cipher.ids, "")}
    for column in ENCRYPTED:
        async for page in _pages(engine, column):
            for _, data in page:
                rows[cipher.key_of(data)][column.table.name] += 1
    async with transaction(engine) as connection:
        held = {each.id: each for each in await ring.read(connection)}
    return [
        Counted(key, encrypts=key in held and held[key].encrypts, needed=key in held, rows=dict(found))
        for key, found in rows.items()
        if key or found
    ]


# --- The ring


async def _begin(engine: AsyncEngine, cipher: Cipher, wait: Wait) -> None:
    newest = cipher.ids[0]
    for look in range(PATIENCE):
        async with transaction(engine) as connection:
            await _hold_alone(connection)
            held = await ring.read(connection)
            if any(each.encrypts and each.id == newest for each in held):
                return
            known = {row.replica: row.known.split() for row in await connection.execute(select(replicas))}
            alive = await living(connection)
            if any(newest not in known[replica] for replica in alive & set(known)):
                raise NotKnownError("a running replica does not have the newest key")
            if alive <= set(known):
                following = await ring.follow(connection, cipher)
                if newest not in {each.id for each in held}:
                    row = {"id": newest, "encrypts": False, "hash_key": following.wrapped(newest)}
                    await connection.execute(insert(keyring), row)
                # One after the other: two may not encrypt, not even for an instant.
                await connection.execute(update(keyring).values(encrypts=False).where(keyring.c.encrypts))
                await connection.execute(update(keyring).values(encrypts=True).where(keyring.c.id == newest))
                return
        if look + 1 < PATIENCE:
            await wait(LOOK)
    raise NotKnownError("a running replica does not say which keys it has: it is of an older version")


async def _hold_alone(connection: AsyncConnection) -> None:
    """Keep the ring from being changed, or held, by others until the end of the transaction."""
    await connection.execute(select(keyring.c.id).order_by(keyring.c.id).with_for_update())


async def _behind(connection: AsyncConnection, newest: str) -> tuple[bool, bool]:
    """Whether a living replica may still encrypt with another key, and whether a dead one might have."""
    found = await connection.execute(select(replicas.c.replica, replicas.c.encrypts_with))
    with_it = {row.replica: row.encrypts_with == newest for row in found}
    alive = await living(connection)
    return any(not with_it.get(replica, False) for replica in alive), not all(with_it.values())


async def _is_followed(engine: AsyncEngine, newest: str, wait: Wait) -> bool:
    """Wait until no replica encrypts with another key. False: one has not taken the key up, however long we waited."""
    quiet = 0
    for look in range(PATIENCE):
        async with transaction(engine) as connection:
            alive, dead = await _behind(connection, newest)
            quiet = 0 if alive else quiet + 1
            if not alive and not dead:
                return True
            if quiet > GONE:
                await connection.execute(delete(replicas).where(replicas.c.encrypts_with != newest))
                return True
        if look + 1 < PATIENCE:
            await wait(LOOK)
    return False


async def _finish(engine: AsyncEngine, newest: str) -> None:
    async with transaction(engine) as connection:
        await _hold_alone(connection)
        await _see_that_it_encrypts(connection, newest)
        await connection.execute(delete(keyring).where(keyring.c.id != newest))
        await connection.execute(delete(replicas).where(replicas.c.replica.not_in(await living(connection))))


async def _see_that_it_encrypts(connection: AsyncConnection, newest: str) -> None:
    if not any(held.encrypts and held.id == newest for held in await ring.read(connection)):
        raise OvertakenError("the keys are being rotated to another one by somebody else")


# --- The rows


async def _pages(engine: AsyncEngine, column: Column[Any]) -> AsyncGenerator[list[tuple[int, bytes]]]:
    """What a column holds, with the rows' ids, some rows at a time. Rows put in meanwhile may be among them."""
    (key,) = column.table.primary_key
    last: int | None = None
    while True:
        page = select(key, column).order_by(key).limit(BATCH)
        async with transaction(engine) as connection:
            rows = (await connection.execute(page if last is None else page.where(key > last))).all()
        if not rows:
            return
        last = rows[-1][0]
        yield [(row[0], row[1]) for row in rows if row[1] is not None]


async def _rewrite(
    engine: AsyncEngine, column: Column[Any], cipher: Cipher, wait: Wait
) -> AsyncGenerator[tuple[int, int]]:
    """Encrypt a column anew. Gives how many rows were, and how many no key opens, page by page."""
    async for page in _pages(engine, column):
        written_by = {row_id: cipher.key_of(data) for row_id, data in page}
        # Made outside of a transaction: nobody waits for it.
        changes = {
            row_id: (data, cipher.encrypt(cipher.decrypt(data)))
            for row_id, data in page
            if written_by[row_id] not in {"", cipher.encrypts_with}
        }
        done = 0
        while changes:
            async with transaction(engine) as connection:
                await ring.hold(connection)
                await _see_that_it_encrypts(connection, cipher.encrypts_with)
                written, changes = await _replace(connection, column, changes)
            done += written
            await wait(PAUSE)
        yield done, sum(not key for key in written_by.values())


async def _replace(
    connection: AsyncConnection, column: Column[Any], changes: Mapping[int, tuple[bytes, bytes]]
) -> tuple[int, dict[int, tuple[bytes, bytes]]]:
    """Put in what is not locked. Gives how many rows that were, and what is to be tried again.

    Nothing is waited for, so nobody can wait in a circle with us. A row that is gone needs nothing; one that holds
    something else by now was written by somebody who encrypts with the newest key.
    """
    (key,) = column.table.primary_key
    rows = select(key, column).where(key.in_(changes)).order_by(key)
    locked = {row[0]: row[1] for row in await connection.execute(rows.with_for_update(skip_locked=True))}
    ours = [{"row": row_id, "new": changes[row_id][1]} for row_id, data in locked.items() if data == changes[row_id][0]]
    if ours:
        change = update(column.table).where(key == bindparam("row")).values({column.name: bindparam("new")})
        await connection.execute(change, ours)
    found = {row[0]: row[1] for row in await connection.execute(rows)}
    return len(ours), {
        row_id: change for row_id, change in changes.items() if row_id not in locked and found.get(row_id) == change[0]
    }
