"""Which encryption keys the database needs, which of them encrypts, and the key that hashes are made with.

The key that encrypts is the one that the database names, not the first that a replica was given: so a new key can be
given to one replica after the other, and none meets what it cannot read. The key for hashes is stored encrypted with
each key that is needed: encryption keys come and go, hashes stay (docs/decisions/022).

Before anything is written it is found out whether the keys fit. With a wrong key the program would take updates in and
then find everybody's case unreadable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, delete, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from .encryption import Cipher, InvalidToken
from .tables import cases, invitations, keyring, replicas
from .upserts import over_what_is_there, unless_there

RING = 0x6B_65_79_73
"""Number of PostgreSQL's advisory lock for filling the ring: any number that nobody else in this database uses."""

HashOf = Callable[[Cipher, bytes], str]
"""What a case's body, decrypted, is looked up by."""


class WrongKeyError(Exception):
    """The keys do not fit what is stored. The text names keys by their ids."""


@dataclass(frozen=True, slots=True)
class Held:
    """A key that the database needs. `hash_key` is the key for hashes, encrypted with this one."""

    id: str
    encrypts: bool
    hash_key: bytes = field(repr=False)


_ring = select(keyring.c.id, keyring.c.encrypts, keyring.c.hash_key).order_by(keyring.c.id)
_keep = unless_there(keyring)
_register = over_what_is_there(replicas)
_hold = select(keyring.c.id).order_by(keyring.c.id).with_for_update(read=True)


async def check(engine: AsyncEngine, cipher: Cipher, *, hash_of: HashOf) -> bool:
    """See whether the keys fit, reading only; no table need exist. Returns whether the database is a new one.

    Raises `WrongKeyError`.
    """
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: _check(sync, cipher, hash_of))


def _check(connection: Connection, cipher: Cipher, hash_of: HashOf) -> bool:
    there = set(inspect(connection).get_table_names())
    try:
        if keyring.name in there:
            cipher = _following(cipher, [Held(*row) for row in connection.execute(_ring)])
        # Samples: what was stored before there was a ring, or put together from two backups, is found by nothing else.
        for table in (invitations, cases):
            for body in _ends(connection, table) if table.name in there else ():
                cipher.decrypt(body)
        if cases.name in there:
            newest = select(cases.c.number_key, cases.c.body).where(cases.c.number_key.is_not(None))
            row = connection.execute(newest.order_by(cases.c.id.desc()).limit(1)).first()
            if row is not None and hash_of(cipher, cipher.decrypt(row.body)) != row.number_key:
                raise WrongKeyError("the last key is not the one that numbers were hashed with")
    except InvalidToken:
        raise WrongKeyError("no key fits") from None
    return cases.name not in there


def _ends(connection: Connection, table: Table) -> list[bytes]:
    """The oldest and the newest body: whichever key was taken away, one of them likely needs it."""
    found = (
        connection.execute(select(table.c.body).order_by(order).limit(1)).scalar()
        for order in (table.c.id, table.c.id.desc())
    )
    return [body for body in found if body is not None]


def _following(cipher: Cipher, ring: Sequence[Held]) -> Cipher:
    """The cipher as the database wants it. Raises `WrongKeyError` when it lacks a key that is needed."""
    missing = [held.id for held in ring if held.id not in cipher.ids]
    if missing:
        raise WrongKeyError(f"key {', '.join(missing)} is missing")
    for held in ring:
        opened = cipher.following(held.id, held.hash_key)
        if held.encrypts:
            cipher = opened
    return cipher


async def open_ring(engine: AsyncEngine, cipher: Cipher, *, new_hash_key: bytes | None) -> Cipher:
    """The cipher as the database wants it. A database without a ring gets one of all the keys, the first encrypting.

    `new_hash_key` is for a database in which nothing was hashed yet. Raises `WrongKeyError`.
    """
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": RING})
        if not await read(connection):
            filled = cipher if new_hash_key is None else cipher.hashing_with(new_hash_key)
            # What earlier programs wrote may need any of them; in a new database there is nothing.
            needed = filled.ids if new_hash_key is None else filled.ids[:1]
            await connection.execute(
                insert(keyring),
                [{"id": key, "encrypts": key == filled.ids[0], "hash_key": filled.wrapped(key)} for key in needed],
            )
        return await follow(connection, cipher)


async def read(connection: AsyncConnection) -> list[Held]:
    """The keys that the database needs."""
    return [Held(*row) for row in await connection.execute(_ring)]


async def hold(connection: AsyncConnection) -> None:
    """Keep the ring as it is until the end of the transaction. To be read afterwards, not before."""
    await connection.execute(_hold)


async def follow(connection: AsyncConnection, cipher: Cipher) -> Cipher:
    """The cipher as the database wants it now. Raises `WrongKeyError` when it lacks a key that is needed."""
    return _following(cipher, await read(connection))


async def keep(connection: AsyncConnection, cipher: Cipher, key: str) -> None:
    """See that a key counts as needed: something may have been encrypted with it until now."""
    row = {"id": key, "encrypts": False, "hash_key": cipher.wrapped(key)}
    await connection.execute(_keep[connection.dialect.name], row)


# --- Replicas, and what they do with keys


async def register(connection: AsyncConnection, replica: int, cipher: Cipher) -> None:
    """Say which keys a replica has, and that nothing of it encrypts with another than this any more."""
    row = {"known": " ".join(cipher.ids), "encrypts_with": cipher.encrypts_with}
    said = select(replicas.c.known, replicas.c.encrypts_with).where(replicas.c.replica == replica)
    found = (await connection.execute(said)).mappings().first()
    if found is not None and dict(found) == row:
        return
    if connection.dialect.name == "sqlite":
        await connection.execute(delete(replicas))  # We have the file, so whoever else is named is dead.
    await connection.execute(_register[connection.dialect.name], {"replica": replica, **row})
