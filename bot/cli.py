"""The command line: serve, try out, invite, look at cases, make keys.

Exit codes: 0, 1 failed, 2 wrong use. With `--json`, standard output is one JSON document and nothing else.
"""

import asyncio
import json
import re
import secrets
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from db import schema
from db.encryption import new_key

from . import log
from .flow import policy
from .flow.model import Case, Invitation, State
from .settings import Settings, SettingsError, load
from .store import Store
from .telegram.words import LANGUAGES
from .text.phone import Phone, masked, read_phone
from .wiring import CannotStartError, bot_name, open_store, serve

app = typer.Typer(help="A Telegram bot that verifies WhatsApp numbers moving to Alibaba Cloud CAMS.", no_args_is_help=True)
keys = typer.Typer(help="Encryption keys.", no_args_is_help=True)
app.add_typer(keys, name="keys")

INVITATION_DAYS = 7
"""A link lives a week: long enough to reach a busy customer, short enough not to lie about for ever."""

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]

_out = Console()
_err = Console(stderr=True)


def main() -> None:
    """Run the command line."""
    app()


def _fail(*lines: str) -> typer.Exit:
    for line in lines:
        _err.print(line, markup=False, highlight=False, soft_wrap=True)
    return typer.Exit(1)


def _settings(**given: object) -> Settings:
    try:
        return load(**given)
    except SettingsError as exc:
        raise _fail("These settings must be mended first (environment or .env; see .env.example):", *exc.problems) from None


def _print(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


async def _with_store[T](settings: Settings, use: Callable[[Store], Awaitable[T]]) -> T: ...
