"""The command that makes a backup of an SQLite database while the bot runs."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from db import backup as copies
from db.engine import async_url

from .private_file import private_file
from .terminal import AsJson, fail, out, print_json, read_settings


def backup(
    file: Annotated[Path, typer.Argument(help="Where to put it; must not exist.")],
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Copy the SQLite database as it is at this moment, while the bot runs, and check the copy."""
    url = async_url(read_settings().database_url.get_secret_value())
    if url.get_backend_name() != "sqlite":
        raise fail("PostgreSQL is backed up by its own pg_dump; docs/operations.md says how.")
    source = Path(url.database or "")
    if not source.is_file():
        raise fail(f"DATABASE_URL: there is no file {source}.")
    try:
        with private_file(file) as made:
            copies.copy(source, made)
        size = file.stat().st_size
    except copies.DamagedError:
        raise fail("Nothing was written: the database is damaged. Stop the bot, and restore an older copy.") from None
    except FileExistsError:
        raise fail(f"Nothing was written: {file} is there already.") from None
    except OSError as exc:
        raise fail(f"Nothing was written: {file}: {exc.strerror}.") from None
    except sqlite3.Error as exc:
        raise fail(f"Nothing was written: SQLite cannot copy it ({exc}).") from None
    if as_json:
        print_json({"file": str(file), "bytes": size})
    else:
        said = f"{file}: {size} bytes, checked. Keep it apart from ENCRYPTION_KEYS, without which it is of no use."
        out.print(said, markup=False, highlight=False, soft_wrap=True)
