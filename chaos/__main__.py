"""Runs campaigns from the command line. Exit codes: 0 when nothing was violated, 1 else, 2 wrong use."""

import asyncio
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .campaign import Order, Outcome, carry_out
from .databases import Databases
from .injector import Database
from .plan import usual
from .report import render
from .slowness import slowness
from .world import nursery, world

CUSTOMERS_A_SECOND = 4.0
"""So many come, and the two cores of a small machine are still not full: a reply must wait for faults, not for us."""

MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
"""Where databases are kept: each commit waits for the disk, and a disk's speed is not what is looked at."""

SETUPS = ("sqlite", "postgresql")

ALL = (("sqlite", 1), ("postgresql", 1), ("postgresql", 2), ("postgresql", 4))
"""What is attacked unless told otherwise: databases, and bots beside each other."""

app = typer.Typer(pretty_exceptions_enable=False)


@app.command()
def main(
    seed: Annotated[int, typer.Option(help="Repeats a campaign: the same faults and customers; 0: another one.")] = 0,
    minutes: Annotated[float, typer.Option(help="How long faults happen, all setups together.")] = 1.5,
    database: Annotated[str, typer.Option(help=f"One of {', '.join(SETUPS)}, or all.")] = "all",
    replicas: Annotated[int, typer.Option(min=1, max=4, help="Bots beside each other; more than one: PostgreSQL.")] = 1,
    log: Annotated[Path | None, typer.Option(help="Write what is known of violations, and the bots' log.")] = None,
) -> None:
    """Kill, break and delay whatever there is while customers write, and prove that nothing was lost or doubled."""
    chosen = list(ALL) if database == "all" else [(database, replicas)]
    if database not in {"all", *SETUPS}:
        raise typer.BadParameter(f"one of {', '.join(SETUPS)}, all", param_hint="--database")
    if database == "sqlite" and replicas > 1:
        raise typer.BadParameter("SQLite is for one bot", param_hint="--replicas")
    outcomes = run(seed or 1 + secrets.randbelow(10**6), 60 * minutes / len(chosen), chosen)
    console = Console()
    console.print(render(outcomes))
    if log is not None:
        log.write_text("\n".join(line for outcome in outcomes.values() for line in (*outcome.traces, *outcome.log)))
    if any(outcome.violations for outcome in outcomes.values()):
        raise typer.Exit(1)


def run(seed: int, seconds: float, setups: list[tuple[str, int]]) -> dict[str, Outcome]:
    """One campaign for each setup, one after the other."""
    folder = Path(tempfile.mkdtemp(prefix="chaos-", dir=MEMORY if MEMORY.is_dir() else None))
    databases = Databases(folder)
    try:
        return {
            f"{kind} × {replicas}": _campaign(
                databases,
                folder,
                Order(
                    seed=seed,
                    seconds=seconds,
                    customers=round(seconds * CUSTOMERS_A_SECOND),
                    kinds=usual(kind, replicas),
                    replicas=replicas,
                ),
                kind,
            )
            for kind, replicas in setups
        }
    finally:
        databases.close()
        shutil.rmtree(folder, ignore_errors=True)


def _campaign(databases: Databases, folder: Path, order: Order, kind: str) -> Outcome:
    server = Database(databases.crash, databases.stop, databases.start) if kind == "postgresql" else None

    async def inner(url: str) -> Outcome:
        forum = bool(order.seed % 2)  # Staff may have either, and two seeds that follow each other have both.
        async with (
            nursery() as parent,
            world(folder, url, parent, seed=order.seed, slowness=slowness(), forum=forum) as made,
        ):
            if order.replicas > 1:
                made.spread(order.replicas)
            return await carry_out(order, made, server)

    fresh = databases.fresh(kind)
    outcome = asyncio.run(inner(next(fresh)))
    fresh.close()
    return outcome


if __name__ == "__main__":
    app()
