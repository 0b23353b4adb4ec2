"""Looks for something in everything that a database holds: each column of each row, decrypted where it is encrypted."""

import json
from collections.abc import AsyncGenerator

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db.encryption import Cipher
from db.engine import transaction
from db.tables import keyring, metadata


async def places_of(engine: AsyncEngine, cipher: Cipher, *wanted: str) -> dict[str, set[str]]:
    """Where each of these texts stands: the columns, by the text; those that stand nowhere are left out."""
    found: dict[str, set[str]] = {}
    async for place, text in _everything(engine, cipher):
        for each in wanted:
            if each in text:
                found.setdefault(each, set()).add(place)
    return found


async def _everything(engine: AsyncEngine, cipher: Cipher) -> AsyncGenerator[tuple[str, str]]:
    async with transaction(engine) as connection:
        for table in metadata.sorted_tables:
            if table is keyring:
                continue
            for row in (await connection.execute(select(table))).mappings():
                for column, value in row.items():
                    yield f"{table.name}.{column}", _readable(cipher, value)


def _readable(cipher: Cipher, value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    text = cipher.decrypt(value).decode()
    return json.dumps(json.loads(text), ensure_ascii=False)
