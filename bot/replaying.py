"""The commands about events for another system: `python -m bot events …`."""

import time
from typing import Annotated

import typer

from .store import Store
from .terminal import fail, out, read_settings, with_store
from .when import instant_of, seconds_of

TOGETHER = 500
"""Events that are owed again in one transaction, which takes some ten milliseconds."""

events = typer.Typer(help="What another system is told of cases (EVENT_WEBHOOK_URL).", no_args_is_help=True)


@events.callback()
def _group() -> None:
    """Make «replay» a command of a group, although it is the only one yet."""


@events.command()
def replay(
    since: Annotated[str, typer.Option(help="From when on: 30m, 6h, 2d, or a time as in 2026-11-24T09:00 (UTC).")] = "",
    case: Annotated[int | None, typer.Option(metavar="ID", min=1, help="Only those of this case.")] = None,
) -> None:
    """Send again what was sent in the last seven days, with the ids that it had: who has it all does nothing."""
    if not since and case is None:
        raise typer.BadParameter("say since when, or which case", param_hint="--since, --case")
    settings = read_settings()
    if not settings.event_webhook_url.get_secret_value():
        raise fail("EVENT_WEBHOOK_URL: it is not set, so no event is sent.")
    now = time.time()
    start = _start(since, now) if since else 0.0

    async def inner(store: Store) -> int:
        count, after = 0, 0
        while True:
            async with store.passing_transaction() as tx:
                sent = await tx.announce_again(since=start, case_id=case, after=after, now=now, limit=TOGETHER)
            count += len(sent)
            if len(sent) < TOGETHER:
                return count
            after = sent[-1]

    count = with_store(inner, settings)
    out.print(f"{count} events will be sent again, in order for each case.", markup=False, highlight=False)


def _start(since: str, now: float) -> float:
    """The moment that was meant."""
    span = seconds_of(since)
    start = now - span if span is not None else instant_of(since)
    if start is None:
        raise typer.BadParameter("30m, 6h, 2d, or a time as in 2026-11-24T09:00", param_hint="--since")
    return start
