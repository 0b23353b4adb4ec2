"""Statements that are written once, and run as they are."""

import re
import sqlite3
from collections.abc import AsyncGenerator, Generator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql import ClauseElement

import db
from chaos.databases import Databases
from db import records
from db.engine import open_engine, transaction
from db.statements import Prepared
from db.tables import chats, metadata
from db.upserts import unless_there

SPOKEN = "id"

put = Prepared(insert(chats), ("chat_id", "language"))
put_unless_there = Prepared(unless_there(chats), ("chat_id",))
find = Prepared(
    select(chats.c.chat_id, chats.c.language)
    .where(chats.c.chat_id.in_(bindparam("ids", expanding=True)), chats.c.language.in_(["", SPOKEN]))
    .order_by(chats.c.chat_id)
)
silence = Prepared(update(chats).where(chats.c.chat_id == bindparam("key")).values(case_id=None, silent_until=5.0))


@pytest.fixture
async def connection(database_url: str) -> AsyncGenerator[AsyncConnection]:
    """A transaction that lasts for a whole test."""
    engine: AsyncEngine = open_engine(database_url)
    async with transaction(engine) as opened:
        yield opened
    await engine.dispose()


async def test_lists_of_any_length_are_one_statement(connection: AsyncConnection) -> None:
    """None, one or many; what the statement itself lists is looked for too."""
    await put.many(connection, [{"chat_id": 7, "language": SPOKEN}, {"chat_id": 2**40, "language": ""}])
    await put.many(connection, [{"chat_id": 9, "language": "zh"}])

    assert [tuple(row) for row in await find.all(connection, {"ids": [9, 2**40, 7, 4]})] == [(7, SPOKEN), (2**40, "")]
    assert await find.mappings(connection, {"ids": [7]}) == [{"chat_id": 7, "language": SPOKEN}]
    assert await find.first(connection, {"ids": []}) is None


async def test_values_of_its_own_are_written(connection: AsyncConnection) -> None:
    """Null is one of them."""
    await put.many(connection, [{"chat_id": 7, "language": ""}])
    await silence.run(connection, {"key": 7})

    found = (await connection.execute(select(chats.c.case_id, chats.c.silent_until))).all()
    assert [tuple(row) for row in found] == [(None, 5.0)]


async def test_nothing_to_do_is_nothing_done(connection: AsyncConnection) -> None:
    """An empty list is no error."""
    await put.many(connection, [])
    await put_unless_there.many(connection, [])

    assert await find.all(connection, {"ids": [7]}) == []


async def test_errors_are_sqlalchemys(sqlite_url: str) -> None:
    """Who decides one by one when a row is refused knows those; and they quote no value."""
    engine = open_engine(sqlite_url)
    async with transaction(engine) as connection:
        await put.many(connection, [{"chat_id": 7, "language": ""}])
        for failing in (
            put.many(connection, [{"chat_id": 7, "language": "secret"}]),
            put.run(connection, {"chat_id": 7, "language": "secret"}),
        ):
            with pytest.raises(IntegrityError) as caught:
                await failing
            assert isinstance(caught.value.orig, sqlite3.IntegrityError)
            assert "secret" not in str(caught.value)
        await connection.exec_driver_sql("DROP TABLE cases")
        with pytest.raises(OperationalError):
            await records.lock_cases(connection, [1])
    await engine.dispose()


FEW = {"SCAN inbox USING INDEX ix_inbox_undecided", "SCAN incidents"}
"""What is read whole because little is in it: the updates that wait, and what held everybody up."""

HOT = {
    f"{module.name}.{name}": value
    for module in iter_modules(db.__path__)
    for name, value in vars(import_module(f"db.{module.name}")).items()
    if isinstance(value, Prepared)
}
"""Every one that is written once, those of tomorrow's modules too."""


@pytest.mark.parametrize("name", HOT)
async def test_no_table_is_read_from_end_to_end(sqlite_url: str, name: str) -> None:
    """With a million cases stored they cost what they cost with a thousand."""
    engine = open_engine(sqlite_url)
    async with transaction(engine) as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        given = dict.fromkeys(HOT[name].names)
        steps = [row[-1] for row in driver.raw.execute(f"EXPLAIN QUERY PLAN {HOT[name].text}", given)]
    await engine.dispose()

    whole = {step for step in steps if step.startswith("SCAN") and step.split()[1] in metadata.tables}
    assert whole <= FEW


READING = {"Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"}
"""What PostgreSQL calls it when rows or an index are read."""

FEW_ON_POSTGRESQL = {
    "levels._undecided: ix_inbox_undecided",
    "incidents._ended: incidents",
    "incidents._open: incidents",
}
"""The same on PostgreSQL."""


@pytest.fixture
def postgresql_url(databases: Databases) -> Generator[str]:
    """An empty PostgreSQL with the newest schema: its plans are another thing than SQLite's."""
    yield from databases.fresh("postgresql")


async def test_postgresql_need_not_read_a_table_from_end_to_end(postgresql_url: str) -> None:
    """Reading few rows whole is cheaper, so it is told to avoid that: where it does so all the same, it has to."""
    engine = open_engine(postgresql_url)
    whole: set[str] = set()
    async with transaction(engine) as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        await driver.execute("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan")
        for name, prepared in HOT.items():
            statement = prepared._for(connection)
            assert isinstance(statement, ClauseElement)
            text = re.sub(r"__\[POSTCOMPILE_[^]]*\]", "'1', '2'", str(statement.compile(dialect=engine.dialect)))
            given = max((int(place) for place in re.findall(r"\$(\d+)", text)), default=0)
            nothing = f"({', '.join(['NULL'] * given)})" if given else ""
            await driver.execute(f"PREPARE hot AS {text}")
            plan = await driver.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE hot{nothing}")
            await driver.execute("DEALLOCATE hot")
            whole |= {f"{name}: {read}" for read in _read_whole(plan[0]["Plan"])}
    await engine.dispose()

    assert whole <= FEW_ON_POSTGRESQL


def _read_whole(node: dict[str, Any]) -> Generator[str]:
    """The tables and indexes that a plan reads from end to end."""
    if node["Node Type"] in READING and "Index Cond" not in node:
        yield node.get("Index Name") or node.get("Relation Name", "")
    for part in node.get("Plans", ()):
        yield from _read_whole(part)
