"""Backups are made and restored, as docs/operations.md says, and the bot goes on from them."""

import json
import os
import shutil
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.flow.effects import Screen
from bot.flow.model import State
from chaos.databases import Databases
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, Office
from tests.support.town import KEY_ID, KEY_SECRET, TOKEN


def backup(url: str, *arguments: str) -> Result:
    """The command, with a database's settings."""
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "STAFF_CHAT_ID": "-5",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
        "ENCRYPTION_KEYS": KEY,
        "DATABASE_URL": url,
    }
    return CliRunner().invoke(app, ["backup", *arguments], env=settings)


async def go_on(url: str) -> None:
    """A customer who was asked for a code before the backup sends it now, and is verified; later ones are unknown."""
    office = Office(url)
    assert (await office.case_of(7)).state is State.WAITING_CODE
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put({**office.message(7, text="123456"), "update_id": 1000})
    await office.settle_down()
    await office.put({**office.message(8, text="hello"), "update_id": 1001})
    await office.settle_down()
    assert office.messenger.screens[-2:] == [Screen.VERIFIED, Screen.NEED_INVITATION]
    await office.close()


async def test_an_sqlite_file_is_restored(sqlite_url: str, tmp_path: Path) -> None:
    """Copied while it is open, put in the place of the one that was lost; what came after the copy is gone."""
    office, copy = Office(sqlite_url), tmp_path / "backup.db"
    await office.to_code()
    result = backup(sqlite_url, str(copy), "--json")
    assert (result.exit_code, json.loads(result.output)) == (0, {"file": str(copy), "bytes": copy.stat().st_size})
    assert copy.stat().st_mode & 0o777 == 0o600
    await office.to_code(8, "t2")
    await office.close()

    place = Path(make_url(sqlite_url).database or "")
    for lost in place.parent.glob(f"{place.name}*"):
        lost.unlink()
    shutil.copy(copy, place)
    await go_on(sqlite_url)


@pytest.fixture
def postgresql_url(databases: Databases) -> Generator[str]:
    """An empty database on PostgreSQL."""
    yield from databases.fresh("postgresql")


async def test_postgresql_is_restored(postgresql_url: str, databases: Databases, tmp_path: Path) -> None:
    """Dumped while it is open, restored into an empty database by the commands that are written down."""
    office = Office(postgresql_url)
    await office.to_code()
    server, dump = databases.postgresql(), tmp_path / "backup.dump"
    at = make_url(postgresql_url)
    reached = {**os.environ, "PGHOST": str(at.query["host"]), "PGUSER": at.username or ""}  # noqa: TID251 -- for libpq

    def run(program: str, *arguments: str) -> None:
        subprocess.run([server.bin_path / program, *arguments], env=reached, check=True, timeout=60)  # noqa: S603 -- ours

    run("pg_dump", "--format=custom", "--file", str(dump), at.database or "")
    await office.to_code(8, "t2")
    await office.close()
    again = f"{at.database}_again"
    run("createdb", "--template=template0", again)
    run("pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--dbname", again, str(dump))
    await go_on(at.set(database=again).render_as_string(hide_password=False))
    run("dropdb", again)


def test_what_cannot_be_backed_up_is_said(sqlite_url: str, tmp_path: Path) -> None:
    """In a line, with nothing written: a file that is there, a folder that is not, no database, PostgreSQL."""
    there = tmp_path / "there"
    there.write_text("mine")
    somewhere = str(tmp_path / "new")
    said = {
        backup(sqlite_url, str(there)).output,
        backup(sqlite_url, str(tmp_path / "no folder" / "new")).output,
        backup(f"sqlite:///{tmp_path}/none.db", somewhere).output,
        backup("postgresql://bot@localhost/bot", somewhere).output,
        backup(f"sqlite:///{there}", somewhere).output,
    }
    assert {line.partition(str(tmp_path))[0].partition(" (")[0].strip() for line in said} == {
        "Nothing was written:",
        "DATABASE_URL: there is no file",
        "PostgreSQL is backed up by its own pg_dump; docs/operations.md says how.",
        "Nothing was written: SQLite cannot copy it",
    }
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
    assert there.read_text() == "mine"
