"""Finds out, before anything is written, whether the encryption keys are those that the database was written with.

With a wrong key the program would take updates in and then find everybody's case unreadable.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

from .encryption import Cipher, InvalidToken
from .tables import cases, invitations


class WrongKeyError(Exception):
    """The keys do not fit what is stored."""


async def check(engine: AsyncEngine, cipher: Cipher, *, hash_of: Callable[[bytes], str | None]) -> None:
    """Read samples: the oldest and the newest of what is kept for long. Changes nothing; no table need exist.

    `hash_of` says what a case's body, decrypted, is looked up by. Raises `WrongKeyError`.
    """
    async with engine.connect() as connection:
        await connection.run_sync(lambda sync: _check(sync, cipher, hash_of))


def _check(connection: Connection, cipher: Cipher, hash_of: Callable[[bytes], str | None]) -> None:
    there = set(inspect(connection).get_table_names())
    try:
        if invitations.name in there:
            for body in _ends(connection, invitations):
                cipher.decrypt(body)
        if cases.name in there:
            for body in _ends(connection, cases):
                cipher.decrypt(body)
            newest = select(cases.c.number_key, cases.c.body).where(cases.c.number_key.is_not(None))
            row = connection.execute(newest.order_by(cases.c.id.desc()).limit(1)).first()
            if row is not None and hash_of(cipher.decrypt(row.body)) != row.number_key:
                raise WrongKeyError("the last encryption key is not the one that numbers were hashed with")
    except InvalidToken:
        raise WrongKeyError("no encryption key fits") from None


def _ends(connection: Connection, table: Table) -> list[bytes]:
    """The oldest and the newest body: whichever key was taken away, one of them likely needs it."""
    found = (
        connection.execute(select(table.c.body).order_by(order).limit(1)).scalar()
        for order in (table.c.id, table.c.id.desc())
    )
    return [body for body in found if body is not None]
