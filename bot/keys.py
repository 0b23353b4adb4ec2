"""The commands about encryption keys. Keys are named by ids, never shown."""

import sys
from collections.abc import Mapping

import typer
from rich.table import Table

from db.encryption import key_id, new_key
from db.rotation import Counted, NotKnownError, OvertakenError, Rotated

from .opening import database_losses
from .store import Store
from .tempo import REAL
from .terminal import AsJson, err, fail, out, print_json, read_settings, with_store

keys = typer.Typer(help="Encryption keys.", no_args_is_help=True)


@keys.command("new")
def keys_new() -> None:
    """Make a key for ENCRYPTION_KEYS."""
    sys.stdout.write(new_key() + "\n")


@keys.command("list")
def keys_list(
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Name the keys in their order, and say what each is still needed for. Reads everything that is encrypted."""

    async def inner(store: Store) -> list[Counted]:
        with database_losses():
            return await store.count_keys()

    found = with_store(inner, read_settings())
    unreadable = {name: number for each in found if not each.id for name, number in each.rows.items()}
    listed = [
        {"id": each.id, "encrypts": each.encrypts, "needed": each.needed, "rows": dict(each.rows)}
        for each in found
        if each.id
    ]
    if as_json:
        print_json({"keys": listed, "unreadable": unreadable})
        return
    table = Table("key", "encrypts", "needed", "rows")
    for each in found:
        if each.id:
            table.add_row(each.id, _yes(each.encrypts), _yes(each.needed), _rows(each.rows))
    out.print(table)
    _tell_unreadable(unreadable)


@keys.command("rotate")
def keys_rotate(
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """Encrypt everything anew with the first key, while the bot runs; then the others can be taken away."""
    settings = read_settings()

    async def inner(store: Store) -> Rotated | str:
        with database_losses():
            try:
                return await store.rotate_keys(wait=REAL.wait, tell=_tell)
            except NotKnownError as exc:
                return f"Nothing was changed: {exc}. Start every replica again with the new key in front first."
            except OvertakenError as exc:
                return f"Stopped: {exc}."

    rotated = with_store(inner, settings)
    if isinstance(rotated, str):
        raise fail(rotated)
    newest, *older = dict.fromkeys(key_id(key.get_secret_value()) for key in settings.encryption_keys)
    if as_json:
        print_json(
            {
                "encrypts": newest,
                "done": rotated.is_done,
                "rewritten": dict(rotated.rewritten),
                "unreadable": dict(rotated.unreadable),
                "no_longer_needed": older if rotated.is_done else [],
            }
        )
    else:
        _tell_unreadable(rotated.unreadable)
        if rotated.is_done:
            others = f" No longer needed, take them out: {', '.join(older)}." if older else ""
            out.print(f"Done. Key {newest} is all that the database needs.{others}", highlight=False, soft_wrap=True)
    if not rotated.is_done:
        raise fail(
            "Not done: a running replica may still encrypt with an older key; it may be frozen. All keys are needed."
            " End or start it again, then rotate again."
        )


def _tell(line: str) -> None:
    err.print(line, markup=False, highlight=False, soft_wrap=True)


def _tell_unreadable(rows: Mapping[str, int]) -> None:
    if rows:
        out.print(f"No key opens these rows, which are left as they are: {_rows(rows)}.", highlight=False)


def _rows(rows: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(rows.items()) if number)


def _yes(is_so: bool) -> str:  # noqa: FBT001 -- one word for one truth
    return "yes" if is_so else ""
