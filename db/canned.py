"""Answers that staff have ready, by name and language. Every statement about them is here."""

import json

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from .encryption import Cipher
from .tables import canned

_all = select(canned.c.name, canned.c.language).order_by(canned.c.name, canned.c.language)
_named = select(canned.c.language, canned.c.body).where(canned.c.name == bindparam("named"))
_drop = delete(canned).where(canned.c.name == bindparam("named"), canned.c.language == bindparam("of_language"))
_add = insert(canned)


async def names(connection: AsyncConnection) -> list[tuple[str, str]]:
    """What there is: names and languages, in order."""
    return [(row[0], row[1]) for row in await connection.execute(_all)]


async def find(connection: AsyncConnection, name: str, *, cipher: Cipher) -> dict[str, str]:
    """An answer in each of its languages."""
    rows = await connection.execute(_named, {"named": name})
    return {row[0]: json.loads(cipher.decrypt(row[1])) for row in rows}


async def put(connection: AsyncConnection, name: str, language: str, text: str, *, cipher: Cipher) -> None:
    """Keep an answer, in place of the one that was there."""
    await drop(connection, name, language)
    await connection.execute(
        _add, {"name": name, "language": language, "body": cipher.encrypt(json.dumps(text).encode())}
    )


async def drop(connection: AsyncConnection, name: str, language: str) -> None:
    """Forget an answer."""
    await connection.execute(_drop, {"named": name, "of_language": language})
