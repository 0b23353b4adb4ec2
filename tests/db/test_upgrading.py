"""Schema changes at the start of programs: several at once, killed in the middle, held up, older than the database."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import Store
from db import engine as engines
from db import schema
from db.encryption import Cipher
from db.engine import open_engine, transaction
from db.tables import metadata
from tests.support import golden, program, stock
from tests.support.office import KEY
from tests.support.shape import shape_of

pytestmark = pytest.mark.waits

TABLES = {*metadata.tables, "alembic_version"}


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database with the newest schema."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def tables(engine: AsyncEngine) -> set[str]:
    """The tables there are."""
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))


async def held(engine: AsyncEngine) -> dict[str, list[str]]:
    """All that a database holds, table by table, as it holds it."""
    async with engine.connect() as connection:
        return {
            name: sorted(repr(row) for row in await connection.execute(text(f'SELECT * FROM "{name}"')))  # noqa: S608 -- ours
            for name in await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        }


async def run(engine: AsyncEngine, *statements: str) -> None:
    """Run statements."""
    async with transaction(engine) as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.parametrize("revision", ["base", "0001"])
async def test_a_killed_upgrade_leaves_a_database_to_go_on_with(
    engine: AsyncEngine, database_url: str, revision: str
) -> None:
    """After each third of its statements: what there was is there, as it was, and the next start does it all."""
    await schema.downgrade(engine, "base")
    await run(engine, "DROP TABLE alembic_version")
    if revision != "base":
        await schema.upgrade(engine, revision)
        await golden.put(engine, golden.read(revision).rows)
    before = await held(engine)
    await engine.dispose()
    killer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.migrating", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert killer.stdin is not None
    assert killer.stdout is not None

    statements, status = {"base": 0, "0001": -1}[revision], -signal.SIGKILL
    while status == -signal.SIGKILL:
        assert await held(engine) == before
        statements += 3  # Each costs all before it once more. The two revisions are counted from different ones.
        killer.stdin.write(json.dumps({"url": database_url, "statements": statements}).encode() + b"\n")
        status = int(await killer.stdout.readline())
    killer.stdin.close()
    await killer.wait()

    assert status == 0
    assert statements > 10
    assert await tables(engine) == TABLES
    if revision != "base":
        await stock.told(Store(engine, Cipher([KEY])))


async def test_processes_that_start_at_once_change_it_once(database_url: str, tmp_path: Path) -> None:
    """On SQLite as well: who comes second finds it done."""
    engine = open_engine(database_url)
    await schema.downgrade(engine, "base")
    await run(engine, "DROP TABLE alembic_version")
    await engine.dispose()
    settings = {
        "TELEGRAM_BOT_TOKEN": "1:a",
        "STAFF_CHAT_ID": "-1",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "x",
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": KEY,
    }
    both = await asyncio.gather(*(program.run("cases", "--json", settings=settings, folder=tmp_path) for _ in range(2)))

    assert [(ended.code, ended.out, ended.err) for ended in both] == [(0, "[]\n", "")] * 2
    assert await tables(engine) == TABLES
    assert await schema.is_current(engine)
    await engine.dispose()


async def test_nobody_waits_for_ever(engine: AsyncEngine, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps the turn to change the schema, or SQLite's right to write, keeps others from starting, in words."""
    monkeypatch.setattr(schema, "TURN_PATIENCE", 1)
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 100)
    other = open_engine(database_url)
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": schema.LOCK})
        with pytest.raises(schema.LockedError, match="locked for too long"):
            await schema.upgrade(other)
    await schema.upgrade(other)
    await other.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # On SQLite readers keep nobody from writing.
async def test_a_table_that_is_in_use_is_waited_for_briefly(
    engine: AsyncEngine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody else would wait for it behind the change: a backup that reads it for hours would stop the bot."""
    await schema.downgrade(engine, "0001")
    monkeypatch.setattr(schema, "TABLE_PATIENCE", 1)
    other = open_engine(database_url)
    async with engine.begin() as backup:
        await backup.execute(text("SELECT 1 FROM notices"))
        with pytest.raises(schema.LockedError):
            await schema.upgrade(other)
    assert not await schema.is_current(engine)

    await schema.upgrade(other)
    assert await schema.is_current(engine)
    await other.dispose()


async def test_an_older_program_lives_with_what_was_only_added(engine: AsyncEngine) -> None:
    """It goes on, and may be started again, while replicas are updated one by one, or when an update is taken back."""
    await run(
        engine,
        "CREATE TABLE invented_later (id INTEGER)",
        "ALTER TABLE chats ADD COLUMN invented_later INTEGER",
        "UPDATE alembic_version SET version_num = '9999'",
    )
    await schema.upgrade(engine)

    assert not await schema.is_current(engine)
    store = Store(engine, Cipher([KEY]))
    await stock.fill(store)
    assert (await stock.told(store))["cases"]


async def test_an_older_program_leaves_alone_what_it_cannot_live_with(engine: AsyncEngine) -> None:
    """Something that it needs was taken away: the database names a program that it has never heard of."""
    await run(
        engine,
        "UPDATE compatibility SET oldest = '9998'",
        "UPDATE alembic_version SET version_num = '9999'",
    )
    shape = await shape_of(engine)
    with pytest.raises(schema.NewerSchemaError):
        await schema.upgrade(engine)

    assert await shape_of(engine) == shape
