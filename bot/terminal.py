"""What all commands share: reading settings, opening the database, printing, and ending with a readable line."""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from .opening import CannotStartError, ready_store
from .settings import Settings, SettingsError, load
from .store import Store

Result = TypeVar("Result")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]

out = Console()
err = Console(stderr=True)


def fail(*lines: str) -> typer.Exit:
    """Say why a command failed; to be raised."""
    for line in lines:
        err.print(line, markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


def read_settings(**given: object) -> Settings:
    """The settings, or the end with a line for each that is wrong."""
    try:
        return load(**given)
    except SettingsError as exc:
        title = "These settings must be mended first (environment or .env; see .env.example):"
        raise fail(title, *exc.problems) from None


def print_json(document: object) -> None:
    """The one document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def with_store(work: Callable[[Store], Coroutine[Any, Any, Result]], settings: Settings) -> Result:
    """Do something with the database, of the schema that this version expects."""

    async def inner() -> Result:
        async with ready_store(settings) as store:
            return await work(store)

    try:
        return asyncio.run(inner())
    except CannotStartError as exc:
        raise fail(str(exc)) from None
