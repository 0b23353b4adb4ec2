"""The command that sets up: `python -m bot init`."""

import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.hooks.signing import new_secret
from bot.private_file import private_file
from bot.settings import ENVIRONMENT, SECRETS, in_environment, in_text
from bot.terminal import AsJson, fail, out, print_json
from db.encryption import new_key
from db.schema import ROOT

from .dialogue import Dialogue
from .filling import UnsayableError, filled, policy

STANDARD_INPUT = "-"


def init(
    *,
    file: Annotated[Path, typer.Option(help="The file to write.")] = Path(".env"),
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting that is no secret.")
    ] = None,
    taken_from: Annotated[
        str, typer.Option("--from", metavar="FILE", help="Settings in the form of .env; - for standard input.")
    ] = "",
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing: end where something is missing.")] = False,
    no_check: Annotated[bool, typer.Option("--no-check", help="Try nothing out at Telegram and CAMS.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over the file; its keys and settings are kept.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Ask for what is needed, try it out, make the keys, and write .env so that nobody else can read it.

    What the environment or --from has is not asked for where --no-input is given. Secrets belong there, or are typed
    unseen: what stands on a command line, others on the machine can read.
    """
    asks = not (no_input or as_json or taken_from == STANDARD_INPUT)
    there = _there_already(file, replace=replace, asks=asks)
    before = there or {}
    values = {**before, **in_environment(), **_taken(taken_from), **_set(given or [])}
    _make_secrets(values, before)
    dialogue = Dialogue(values, asks=asks, tries=not no_check, is_quiet=as_json)
    dialogue.go_through()
    _make_secrets(values, before)
    settings = dialogue.settings()
    try:
        text = filled((ROOT / ".env.example").read_text(encoding="utf-8"), values)
        with private_file(file, replace=there is not None) as made:
            made.write_text(text, encoding="utf-8")
    except UnsayableError as exc:
        raise fail(
            f"Nothing was written: {exc} has a quote, a backslash or ${{ in it; in an address write it as %XX."
        ) from None
    except OSError as exc:
        raise fail(f"Nothing was written: {file}: {exc.strerror}.") from None
    following = "python -m bot doctor"
    if as_json:
        print_json({"written": str(file), "bot": dialogue.name, "policy": policy(settings.offers), "next": following})
        return
    for line in (
        f"{file} is written; only you can read it.",
        "Keep a copy of its ENCRYPTION_KEYS, apart from the database: without it nothing that is stored can be read.",
        f"Next: {following}, then make run.",
    ):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _there_already(file: Path, *, replace: bool, asks: bool) -> dict[str, str] | None:
    """What the file says that is to be written over; None where there is none. Ends where it is to be left."""
    if not file.exists():
        return None
    if not replace and not (
        asks and typer.confirm(f"{file} is there already. Write it anew? What it says is kept unless you change it")
    ):
        raise fail(f"{file} is there already, and was left as it is; --replace writes it anew.")
    return _settings_in(file.read_text, str(file))


def _taken(taken_from: str) -> dict[str, str]:
    if not taken_from:
        return {}
    return _settings_in(sys.stdin.read if taken_from == STANDARD_INPUT else Path(taken_from).read_text, taken_from)


def _settings_in(read: Callable[[], str], name: str) -> dict[str, str]:
    try:
        return in_text(read())
    except OSError as exc:
        raise fail(f"{name} cannot be read: {exc.strerror}.") from None
    except UnicodeDecodeError:
        raise fail(f"{name} is not UTF-8 text.") from None


def _set(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in given:
        name, _, value = each.partition("=")
        if name in SECRETS:
            raise typer.BadParameter(f"{name} is a secret: put it into the environment or a file", param_hint="--set")
        if name not in ENVIRONMENT:
            raise typer.BadParameter("there is no setting of that name; .env.example has them all", param_hint="--set")
        values[name] = value
    return values


def _make_secrets(values: dict[str, str], before: dict[str, str]) -> None:
    """Make what nobody has to think of. Keys that something may be stored with stay."""
    kept = before.get("ENCRYPTION_KEYS", "")
    if kept and values.get("ENCRYPTION_KEYS", kept) != kept:
        raise fail(
            "ENCRYPTION_KEYS: what is stored needs those in the file; docs/operations.md says how to change them."
        )
    values.setdefault("ENCRYPTION_KEYS", new_key())
    if values.get("TELEGRAM_WEBHOOK_URL"):
        values.setdefault("TELEGRAM_WEBHOOK_SECRET", secrets.token_hex(32))
    if values.get("EVENT_WEBHOOK_URL"):
        values.setdefault("EVENT_WEBHOOK_SECRET", new_secret(secrets.token_bytes(32)))
