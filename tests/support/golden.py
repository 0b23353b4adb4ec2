"""Rows as the program of a revision wrote them, kept as files, so that no later program forgets how to read them.

`python -m tests.support.golden` records those of the newest revision. Do it before that revision gets a successor;
a file that is there is never written again.
"""

import asyncio
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, LargeBinary, MetaData, Table, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import Store
from db import schema
from db.encryption import Cipher
from db.engine import open_engine, transaction
from tests.support import stock
from tests.support.office import KEY

FOLDER = Path(__file__).parents[1] / "db" / "golden"

NOT_ROWS = {"alembic_version", "compatibility"}
"""What the revisions write about themselves."""

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Golden:
    """What a program wrote, table by table, and what it meant by it: the latter as `stock.told` gives it."""

    rows: Rows
    means: dict[str, Any]


def path_of(revision: str) -> Path:
    """Where the rows of a revision are kept."""
    return FOLDER / f"{revision}.json"


def read(revision: str) -> Golden:
    """The rows of a revision."""
    document = json.loads(path_of(revision).read_text(encoding="utf-8"))
    return Golden(rows=document["rows"], means=document["means"])


async def rows_in(engine: AsyncEngine) -> Rows:
    """Every row of every table that a database has, in a form that JSON can hold: what is encrypted is ASCII."""
    tables = await reflected(engine)
    async with transaction(engine) as connection:
        return {
            name: sorted(
                (
                    {key: value.decode() if isinstance(value, bytes) else value for key, value in row.items()}
                    for row in (await connection.execute(table.select())).mappings()
                ),
                key=repr,
            )
            for name, table in tables.items()
        }


async def put(engine: AsyncEngine, rows: Rows) -> None:
    """Put rows in as they were written, naming the columns that there were then and no others."""
    tables = await reflected(engine)
    async with transaction(engine) as connection:
        for name, each in rows.items():
            if each:
                table = tables[name]
                binary = {column.name for column in table.c if isinstance(column.type, LargeBinary)}
                values = [
                    {
                        key: value.encode() if key in binary and value is not None else value
                        for key, value in row.items()
                    }
                    for row in each
                ]
                await connection.execute(insert(table), values)


async def reflected(engine: AsyncEngine) -> dict[str, Table]:
    """The tables as a database of that kind has them at that revision, whatever this program thinks of them."""
    async with engine.connect() as connection:
        kind = (engine.dialect.name, await connection.run_sync(_revision))
        if kind not in _REFLECTED:
            found = MetaData()
            await connection.run_sync(found.reflect)
            _REFLECTED[kind] = {table.name: table for table in found.sorted_tables if table.name not in NOT_ROWS}
    return _REFLECTED[kind]


_REFLECTED: dict[tuple[str, str | None], dict[str, Table]] = {}
"""By kind of database and revision: to look takes longer than all that is done with it."""


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def record(folder: Path) -> Golden:
    """What this program writes."""
    engine = open_engine(f"sqlite:///{folder}/golden.db")
    await schema.upgrade(engine)
    store = Store(engine, Cipher([KEY]))
    await stock.fill(store)
    golden = Golden(rows=await rows_in(engine), means=await stock.told(store))
    await store.close()
    return golden


def main() -> None:
    """Write the file of the newest revision."""
    revision = ScriptDirectory.from_config(schema.config()).get_current_head()
    assert revision is not None
    if path_of(revision).exists():
        sys.exit(f"{path_of(revision)} is there already: what was written then is what it must go on to be")
    with tempfile.TemporaryDirectory() as folder:
        golden = asyncio.run(record(Path(folder)))
    path_of(revision).write_text(_lines(golden), encoding="utf-8")


def _lines(golden: Golden) -> str:
    """JSON with a line for each row, so that it can be looked at."""
    parts = []
    for part, content in (("rows", golden.rows), ("means", golden.means)):
        named = []
        for name, value in content.items():
            each = value if isinstance(value, list) else None
            text = json.dumps(value) if each is None else "[\n" + ",\n".join(json.dumps(row) for row in each) + "\n]"
            named.append(f"{json.dumps(name)}: {text}")
        parts.append(f"{json.dumps(part)}: {{\n" + ",\n".join(named) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
