"""Copies of an SQLite database that is being written to."""

import sqlite3
from pathlib import Path

import pytest

from db import backup
from db.backup import DamagedError


def test_what_was_committed_is_in_the_copy(tmp_path: Path) -> None:
    """Though it stands beside the file only, in `-wal`; what is not yet committed is not; nobody is held up."""
    source, target = tmp_path / "a?b#c.db", tmp_path / "copy.db"
    writer = sqlite3.connect(source, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (a)")
    writer.execute("INSERT INTO t VALUES (1)")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO t VALUES (2)")
    target.touch()
    backup.copy(source, target)
    writer.execute("COMMIT")
    writer.close()

    with sqlite3.connect(target) as copied:
        assert copied.execute("SELECT a FROM t").fetchall() == [(1,)]
    assert {each.name for each in tmp_path.iterdir()} == {source.name, target.name}


def test_damage_is_found(tmp_path: Path) -> None:
    """Before somebody relies on it."""
    source, target = tmp_path / "source.db", tmp_path / "copy.db"
    with sqlite3.connect(source) as writer:
        writer.execute("CREATE TABLE t (a)")
        writer.executemany("INSERT INTO t VALUES (?)", [("x" * 500,) for _ in range(200)])
    writer.close()
    broken = bytearray(source.read_bytes())
    broken[2 * 4096 : 3 * 4096] = b"\xff" * 4096
    source.write_bytes(broken)

    with pytest.raises((DamagedError, sqlite3.DatabaseError)):
        backup.copy(source, target)


def test_no_database_is_made(tmp_path: Path) -> None:
    """Where there is none."""
    with pytest.raises(sqlite3.OperationalError):
        backup.copy(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "none.db").exists()
