"""Opening the database: brought up to date where it may be, or one line that says what is in the way."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.opening import CannotStartError, database_losses, ready_store
from bot.settings import Settings, load
from db import engine as engines
from db import schema
from db.encryption import new_key
from db.engine import open_engine, transaction
from tests.support.office import KEY, Office


def settings(database_url: str, *, keys: str = KEY) -> Settings:
    """Settings for that database, from nowhere else."""
    return load(
        _env_file=None,
        telegram_bot_token="1:a",
        staff_chat_id=-100,
        alibaba_cloud_access_key_id="LTAI",
        alibaba_cloud_access_key_secret="x",
        database_url=database_url,
        encryption_keys=keys,
    )


async def refusal(given: Settings) -> str:
    """The one line that the database is refused with."""
    with pytest.raises(CannotStartError) as caught:
        async with ready_store(given):
            pytest.fail("it was opened")
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_an_empty_database_is_given_its_tables(database_url: str) -> None:
    """At the first start; and what was stored by one is there for the next."""
    engine = open_engine(database_url)
    await schema.downgrade(engine, "base")
    async with ready_store(settings(database_url)) as store, store.transaction() as tx:
        assert await tx.list_cases(state=None, limit=1) == []
    assert await schema.is_current(engine)
    await engine.dispose()


async def test_a_wrong_key_changes_nothing(database_url: str) -> None:
    """Not even the schema, should it be an older one."""
    office = Office(database_url)
    await office.to_code()
    await office.close()

    said = await refusal(settings(database_url, keys=new_key()))
    assert said.startswith("ENCRYPTION_KEYS: they cannot read what is stored in the database")
    async with ready_store(settings(database_url, keys=f"{new_key()},{KEY}")) as store, store.transaction() as tx:
        (case,) = await tx.list_cases(state=None, limit=9)
    assert case.chat_id == 7


async def test_a_newer_schema_is_left_alone(database_url: str) -> None:
    """After a step back to an older program."""
    engine = open_engine(database_url)
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("UPDATE compatibility SET oldest = '9999'"))
    await engine.dispose()

    assert await refusal(settings(database_url)) == (
        "DATABASE_URL: the database was changed by a newer version of this program."
    )


async def test_a_locked_database_is_waited_for_and_then_named(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else has it, who may be done the next time."""
    monkeypatch.setattr(schema, "TURN_PATIENCE", 1)
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 100)
    engine = open_engine(database_url)
    async with transaction(engine) as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": schema.LOCK})
        said = await refusal(settings(database_url))
    await engine.dispose()

    assert said.startswith("DATABASE_URL: ")
    assert "locked" in said


async def test_what_drivers_say_is_passed_on_without_secrets(tmp_path: Path) -> None:
    """What is wrong, as far as the driver knows, and no password."""
    said = await refusal(settings("postgresql://bot:hunter2@127.0.0.1:9/bot"))
    assert said.startswith("DATABASE_URL: the database cannot be used (ConnectionRefusedError: ")
    assert "hunter2" not in said

    said = await refusal(settings("postgresql://bot:hunter2@127.0.0.1:9/bot?application_name=x"))
    assert "application_name" in said
    assert "hunter2" not in said

    (tmp_path / "none.db").write_bytes(b"this is no database" * 1000)
    assert await refusal(settings(f"sqlite:///{tmp_path}/none.db")) == (
        "DATABASE_URL: the database cannot be used (DatabaseError: file is not a database)."
    )


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # A file is not lost while it is open.
async def test_a_database_that_is_lost_on_the_way_is_one_line(database_url: str) -> None:
    """What was done is done, and the rest can be begun anew; what the driver says is not quoted."""
    engine = open_engine(database_url)
    with pytest.raises(CannotStartError) as caught, database_losses():
        async with transaction(engine) as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    await engine.dispose()

    assert re.fullmatch(r"DATABASE_URL: the database was lost on the way \(\w+\); begin again\.", str(caught.value))
