"""The command with which operators see what is to be erased, or have it erased now."""

import time
from typing import Annotated

import typer
from rich.table import Table

from .opening import database_losses
from .purging import Purge
from .store import Store
from .tempo import REAL
from .terminal import AsJson, out, print_json, read_settings, with_store


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count only; erase nothing.")] = False,  # noqa: FBT002 -- a flag of the command line
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Erase what has outlived RETENTION_DAYS and RETENTION_DAYS_RECORDS. The bot does it every hour by itself."""
    settings = read_settings()

    async def inner(store: Store) -> dict[str, int]:
        purging = Purge(transaction=store.passing_transaction, clock=time.time, wait=REAL.wait, offers=settings.offers)
        with database_losses():
            return dict(await (purging.look() if dry_run else purging.work()))

    found = with_store(inner, settings)
    if as_json:
        print_json({"erased": not dry_run, **found})
        return
    table = Table("what", "to be erased" if dry_run else "erased")
    for what, rows in found.items():
        table.add_row(what, str(rows))
    out.print(table)
