"""Copies an SQLite database while others write to it."""

import sqlite3
from pathlib import Path


class DamagedError(Exception):
    """SQLite finds the copy damaged, and so most likely what it was made of."""


def copy(source: Path, target: Path) -> None:
    """Copy into an empty file: all that was committed at one moment, what is in `-wal` too. Holds nobody up.

    Raises `DamagedError` and `sqlite3.Error`. It blocks.
    """
    reading = sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)
    writing = sqlite3.connect(target)
    try:
        reading.backup(writing)  # In one go: a copy in steps is begun anew whenever somebody writes.
        ((found,),) = writing.execute("PRAGMA integrity_check(1)").fetchall()
        # One file that needs no other beside it, and that may be looked at without making one.
        writing.execute("PRAGMA journal_mode = DELETE")
    finally:
        writing.close()
        reading.close()
    if found != "ok":
        raise DamagedError(found)
