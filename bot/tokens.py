"""The commands about the tokens with which other systems ask: `python -m bot token …`."""

import secrets
import time
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from .api.tokens import SECRET_BYTES, Scope, token_of
from .showing import moment
from .store import Store, Token
from .terminal import AsJson, fail, out, print_json, read_settings, with_store
from .when import instant_of, seconds_of

LONGEST_NAME = 64

tokens = typer.Typer(help="What other systems may ask with, at /api.", no_args_is_help=True)


@tokens.command()
def create(
    *,
    name: Annotated[str, typer.Option(help="Which system it is for.")],
    scope: Annotated[list[Scope], typer.Option(help="What it is good for; may be given several times.")],
    expires: Annotated[str, typer.Option(help="When it ends: 90d, or a time as in 2027-01-31 (UTC).")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, this once: only a hash of it is kept. With the first one, /api begins to answer."""
    if not name.isprintable() or not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise typer.BadParameter(f"one line of at most {LONGEST_NAME} characters", param_hint="--name")
    now = time.time()
    expires_at = _end(expires, now) if expires else None
    scopes = sorted(set(scope))
    token = token_of(secrets.token_bytes(SECRET_BYTES))

    async def inner(store: Store) -> int:
        async with store.passing_transaction() as tx:
            return await tx.add_token(token, name=name.strip(), scopes=scopes, now=now, expires_at=expires_at)

    token_id = with_store(inner, read_settings())
    when = moment(expires_at) if expires_at else None
    if as_json:
        print_json({"id": token_id, "token": token, "scopes": scopes, "expires_at": when})
        return
    for line in (
        token,
        f"Token {token_id} for {name.strip()}, good for {' and '.join(scopes)}"
        + (f", until {when}." if when else ", until it is revoked."),
        "It is not shown again. Put it where that system keeps its secrets.",
    ):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


@tokens.command("list")
def list_all(as_json: AsJson = False) -> None:  # noqa: FBT002 -- a flag of the command line
    """List all tokens, those that are over too, and when each was last used, to the hour."""

    async def inner(store: Store) -> list[Token]:
        async with store.transaction() as tx:
            return await tx.tokens()

    now = time.time()
    rows = [_shown(token, now) for token in with_store(inner, read_settings())]
    if as_json:
        print_json(rows)
        return
    table = Table("token", "name", "state", "scopes", "made", "ends", "last used")
    for row in rows:
        table.add_row(
            *(Text(" ".join(value) if isinstance(value, list) else str(value or "")) for value in row.values())
        )
    out.print(table)


@tokens.command()
def revoke(token_id: Annotated[int, typer.Argument(metavar="ID", min=1)]) -> None:
    """Let a token open nothing any more, from the next second on."""

    async def inner(store: Store) -> bool:
        async with store.passing_transaction() as tx:
            return await tx.revoke_token(token_id, now=time.time())

    if not with_store(inner, read_settings()):
        raise fail(f"There is no token {token_id}, or it was revoked before.")
    out.print(f"Token {token_id} opens nothing any more.", markup=False, highlight=False)


def _end(expires: str, now: float) -> float:
    span = seconds_of(expires)
    end = now + span if span is not None else instant_of(expires)
    if end is None or end <= now:
        raise typer.BadParameter("90d, or a time to come as in 2027-01-31", param_hint="--expires")
    return end


def _shown(token: Token, now: float) -> dict[str, int | str | list[str] | None]:
    state = "revoked" if token.revoked_at else "good" if token.is_good(now) else "over"
    return {
        "id": token.id,
        "name": token.name,
        "state": state,
        "scopes": list(token.scopes),
        "created_at": moment(token.created_at),
        "expires_at": moment(token.expires_at) if token.expires_at else None,
        "used_at": moment(token.used_at) if token.used_at else None,
    }
