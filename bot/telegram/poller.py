"""Takes updates from Telegram by long polling and puts them into the inbox.

Telegram forgets an update once a later poll names a higher offset. So the offset moves only after what came is stored,
and one transaction stores a whole answer (docs/decisions/002 says why PTB's Updater does not do this for us).
"""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot import metrics
from bot.store import Arrival

from .asking import ask
from .inbound import arrival_of

log = structlog.get_logger(__name__)

LONG_POLL = 30
"""Seconds that Telegram holds a poll open: fewer idle requests, and still under what middle boxes cut."""

BATCH = 100
"""The most that Telegram gives at once."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""What we act on; Telegram remembers the last list given, so it is given with each poll."""

RETRY_WAITS = (1, 2, 5, 10, 30)
"""Seconds before the next poll after one that failed."""


class Poller:
    """Polls until it is cancelled. Whatever fails, it goes on, and what was not stored comes again."""

    def __init__(
        self,
        *,
        bot: Bot,
        put: Callable[[Sequence[Arrival]], Awaitable[None]],
        wait: Callable[[float], Awaitable[None]],
        fetched: Callable[[bool], None] = lambda _is_all: None,
    ) -> None:
        """`fetched` is called after each poll, once what came is stored; True: that was all that waited."""
        self._bot = bot
        self._put = put
        self._wait = wait
        self._fetched = fetched

    async def run(self) -> None:
        """Poll for ever. Raises `InvalidToken` when Telegram no longer knows the bot: nothing would come again."""
        offset: int | None = None
        failures = 0
        is_current = False
        while True:
            try:
                # Until it is known that nothing more waits, an answer must not be held back for something to come.
                updates = await self._poll(offset, LONG_POLL if is_current else 0)
                if updates:
                    await self._put([_arrival(update) for update in updates])
                    offset = updates[-1]["update_id"] + 1
                failures = 0
                metrics.POLLS.labels("answered").inc()
                is_current = len(updates) < BATCH
                self._fetched(is_current)
            except InvalidToken:
                raise InvalidToken("Telegram no longer knows the bot") from None
            except Exception as exc:  # noqa: BLE001 -- a full disk, a locked database, no network: all of them may pass
                wait = wait_after(exc, failures)
                failures += 1
                is_current = False
                metrics.POLLS.labels("failed").inc()
                log.warning("poll failed", error=type(exc).__name__, wait=wait)
                await self._wait(wait)

    async def _poll(self, offset: int | None, patience: int) -> list[dict[str, Any]]:
        updates: list[dict[str, Any]] = await ask(
            self._bot,
            "getUpdates",
            {"offset": offset, "limit": BATCH, "timeout": patience, "allowed_updates": ALLOWED_UPDATES},
            read_timeout=LONG_POLL + 10,
        )
        return updates


def _arrival(update: Any) -> Arrival:  # noqa: ANN401 -- JSON as it came
    return arrival_of(update, json.dumps(update, separators=(",", ":")).encode())


def wait_after(error: Exception, failures: int) -> float:
    """Seconds to wait after something Telegram was asked for failed, for the so manieth time on end, from 0."""
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return after if isinstance(after, int) else after.total_seconds()
    if isinstance(error, Conflict):
        # Another poller has the token. It should be stopped; meanwhile, taking turns helps nobody.
        return RETRY_WAITS[-1]
    if isinstance(error, TelegramError | OSError):
        return RETRY_WAITS[min(failures, len(RETRY_WAITS) - 1)]
    return RETRY_WAITS[min(failures + 1, len(RETRY_WAITS) - 1)]
