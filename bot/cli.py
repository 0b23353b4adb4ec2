"""The command line: serve, try out, check, invite, look at cases, make keys.

Exit codes: 0, 1 failed, 2 wrong use. With `--json`, standard output is one JSON document and nothing else.
"""

import asyncio
import gc
import os
import resource
import signal
import sys
import threading
import time
import traceback
from typing import Annotated

import structlog
import typer
import uvloop
from rich.table import Table
from rich.text import Text

from . import log
from .backing_up import backup
from .doctor.command import doctor
from .erasures import purge
from .extending import extend
from .flow.model import Case, State
from .inviting import invite
from .keys import keys
from .moves import register
from .opening import CannotStartError
from .replaying import events
from .settings import is_env_file_open
from .setup.command import init
from .showing import summary, told
from .store import Store
from .terminal import AsJson, fail, out, print_json, read_settings, with_store
from .tokens import tokens
from .verifying import audit, verify_evidence
from .wiring import serve

YOUNG = 20_000
"""New objects until the collector looks for cycles among them. Python's 700 are there within an update or two, most of
them still in use; of so many of ours, all of them garbage at the worst, there are some ten megabytes."""

app = typer.Typer(
    help="Verify WhatsApp numbers that move to Alibaba Cloud CAMS, in Telegram.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # keys are among them; older versions of typer show them by default
)
app.add_typer(keys, name="keys")
app.add_typer(events, name="events")
app.add_typer(tokens, name="token")
app.add_typer(audit, name="audit")
app.command()(invite)
app.command()(register)
app.command()(extend)
app.command()(doctor)
app.command()(backup)
app.command()(init)
app.command()(purge)
app.command()(verify_evidence)

ENDED_WITHIN = 9.5
"""Seconds from SIGTERM until the process ends in any case: supervisors are patient for ten."""

LISTED = 200
"""As many cases as somebody reads in a terminal."""

logger = structlog.get_logger(__name__)


def main() -> None:
    """Run the command line. What nobody foresaw ends it with where it happened, and nothing of what it said.

    Texts of exceptions quote URLs, which hold the token, and values, which hold what people wrote.
    """
    # A core dump would hold keys and codes. Where the system pipes dumps to a program, it has to be told there.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    try:
        app()
    except Exception as exc:  # noqa: BLE001 -- as said above
        what, where = type(exc).__name__, [line.rstrip() for line in traceback.format_tb(exc.__traceback__)]
    else:
        return
    # Only here, where no exception is under way: if printing fails too, Python quotes no other beside it.
    fail(f"Stopped by a defect or a failure that nobody foresaw: {what}.", *where)
    sys.exit(1)


@app.command()
def run() -> None:
    """Bring the schema up to date, then serve until told to stop (SIGTERM, Ctrl-C)."""
    settings = read_settings()
    log.set_up(settings.log_format, secrets=settings.secrets)
    if is_env_file_open():
        logger.warning("others on this machine can read .env", mend="chmod 600 .env")

    async def inner() -> None:
        stop = asyncio.Event()

        def end() -> None:
            if not stop.is_set():
                stop.set()
                # In a thread of its own: neither a loop nor a database that hangs can hold it up.
                last_resort = threading.Timer(ENDED_WITHIN, _end_at_once)
                last_resort.daemon = True
                last_resort.start()

        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, end)
        await serve(settings, stop=stop)

    spare_the_collector()
    try:
        uvloop.run(inner())
    except CannotStartError as exc:
        raise fail(str(exc)) from None


def spare_the_collector() -> None:
    """Have garbage looked for among what the program makes, not among the objects that the program is made of.

    For the whole process and for good; it took a sixth of an update's CPU time (benchmarks/README.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def _end_at_once() -> None:
    """End as `kill -9` would, which loses nothing: a database that is locked or away can be handed nothing back."""
    structlog.get_logger(__name__).error("stopped without an orderly end", after=ENDED_WITHIN)
    os._exit(1)


@app.command()
def demo(
    script: Annotated[str, typer.Option(help="Play this conversation in the terminal instead of opening a page.")] = "",
    list_scripts: Annotated[bool, typer.Option("--list-scripts", help="Name the scripts, one a line.")] = False,  # noqa: FBT002 -- a flag of the command line
    port: Annotated[int, typer.Option(help="Port of the page; 0 for any.")] = 8000,
) -> None:
    """Try everything on this machine: the real bot in a world that is played for it. No account needed."""
    from .demonstration import list_names, play, show  # noqa: PLC0415 -- the sandbox is not part of serving

    if list_scripts:
        for name in list_names():
            sys.stdout.write(name + "\n")
        return
    if script and script not in list_names():
        raise typer.BadParameter(f"there is no script of that name: {script}", param_hint="--script")
    passed = asyncio.run(play(script) if script else show(port))
    if not passed:
        raise typer.Exit(1)


@app.command()
def cases(
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """List the newest cases."""
    settings = read_settings()

    async def inner(store: Store) -> list[Case]:
        async with store.transaction() as tx:
            return await tx.list_cases(state=state, limit=LISTED)

    found = [summary(case, now=int(time.time())) for case in with_store(inner, settings)]
    if as_json:
        print_json(found)
        return
    table = Table("case", "state", "space", "number", "tries left", "label")
    for each in found:
        shown = (each[key] for key in ("id", "state", "space", "phone_masked", "tries_left", "label"))
        table.add_row(*(Text(_printable(value)) for value in shown))
    out.print(table)


@app.command()
def case(
    case_id: Annotated[int, typer.Argument(metavar="ID", min=1)],
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Show one case with everything that happened to it."""
    settings = read_settings()

    async def inner(store: Store) -> tuple[dict[str, object], list[dict[str, object]], list[dict[str, object]]] | None:
        async with store.transaction() as tx:
            found = await tx.with_budgets(await tx.lock_cases([case_id], erased=True))
            if case_id not in found:
                return None
            events, calls = await tx.history(case_id)
        return summary(found[case_id], now=int(time.time())), told(events), told(calls)

    document = with_store(inner, settings)
    if document is None:
        raise fail(f"There is no case {case_id}.")
    if as_json:
        print_json({**document[0], "events": document[1], "calls": document[2]})
        return
    shown, events, calls = document
    _lines(shown)
    for name, rows in (("events", events), ("calls", calls)):
        for row in rows:
            out.print(f"\n{name.removesuffix('s')}", style="bold")
            _lines(row)


def _lines(row: dict[str, object]) -> None:
    """A row as lines, what is empty left out: tables of so many columns break in a terminal."""
    for key, value in row.items():
        if value not in {None, ""}:
            out.print(f"{key:14} {_printable(value)}", markup=False, highlight=False, soft_wrap=True)


def _printable(value: object) -> str:
    """A value that changes nothing in the terminal but the place where it stands."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(value))
