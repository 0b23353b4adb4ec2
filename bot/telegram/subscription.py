"""Tells Telegram to post updates to us, and looks now and then whether it still does.

Any replica may do so at any time: saying the same again changes nothing, and what waits is kept.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from .poller import ALLOWED_UPDATES, wait_after

log = structlog.get_logger(__name__)

CHECK_EVERY = 60.0
"""Seconds. A button that was pressed while nobody got updates is gone at Telegram after 150: in less than half of it
the way is open again, and there is time for another try."""

SOON, CATCHING_UP = 1.0, 30
"""Seconds between looks at the start, and how many there are, until nothing waits at Telegram: most of what came while
nobody was there is posted within a few, and where it goes on for longer nobody need know when it ends."""

MOST_CONNECTIONS = 100
"""As many as Telegram allows. Whatever is posted at the same moment is stored by one commit, so more cost nothing;
and all replicas share them."""


class WebhookRefusedError(Exception):
    """Telegram does not take the address. The text is Telegram's."""


class Subscription:
    """Keeps the webhook set until it is cancelled, and leaves it then: other replicas, or the next start, need it."""

    def __init__(
        self,
        *,
        bot: Bot,
        url: str,
        secret: str,
        wait: Callable[[float], Awaitable[None]],
        caught_up: Callable[[], None] = lambda: None,
    ) -> None:
        """`caught_up` is called when Telegram says that nothing waits to be posted: all that came is stored."""
        self._caught_up = caught_up
        self._looks_soon = CATCHING_UP
        self._bot = bot
        self._url = url
        self._secret = secret
        self._wait = wait
        self._is_set = False
        self._failed_at: datetime | None = None

    async def run(self) -> None:
        """Look after it for ever.

        Raises `InvalidToken` when Telegram does not know the bot, `WebhookRefusedError` when not the address.
        """
        failures = 0
        while True:
            try:
                await self._look() if self._is_set else await self._set()
                failures = 0
                wait = SOON if self._looks_soon else CHECK_EVERY
            except (InvalidToken, EndPointNotFound):
                raise InvalidToken("Telegram no longer knows the bot") from None
            except Exception as exc:  # noqa: BLE001 -- no network, a flood limit: all of them may pass
                if isinstance(exc, BadRequest) and not self._is_set:
                    raise WebhookRefusedError(exc.message) from None
                wait = wait_after(exc, failures)
                failures += 1
                log.warning("webhook not looked after", error=type(exc).__name__, wait=wait)
            await self._wait(wait)

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=MOST_CONNECTIONS,
        )
        self._is_set = True

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        if self._is_ours(info):
            self._log_failures(info)
            self._looks_soon = max(0, self._looks_soon - 1)
            if not info.pending_update_count:
                self._looks_soon = 0
                self._caught_up()
        else:
            log.warning("webhook was changed by somebody, set again", removed=not info.url)
            await self._set()

    def _is_ours(self, info: WebhookInfo) -> bool:
        # The secret is not told. Who has changed that alone is seen by what the endpoint refuses.
        return info.url == self._url and set(info.allowed_updates) == set(ALLOWED_UPDATES)

    def _log_failures(self, info: WebhookInfo) -> None:
        if info.last_error_date is not None and info.last_error_date != self._failed_at:
            self._failed_at = info.last_error_date
            log.warning("posts fail", error=info.last_error_message, waiting=info.pending_update_count)
