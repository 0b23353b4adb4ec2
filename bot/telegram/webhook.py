"""Takes the updates that Telegram posts, and answers 200 once they are on disk.

Telegram posts an update again, ever later, until it is answered with 2xx or a day old; the chat's later ones wait
behind it (docs/decisions/017). So what may pass is answered with 503, and what no repeat would mend is given up.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot import metrics
from bot.ports import Clock
from bot.posted import body_of
from bot.store import Arrival

from .inbound import arrival_of

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name

LARGEST_BODY = 2**20
"""Bytes. A text, a quoted one and the message replied to, of 4096 characters each, with all their entities and buttons,
make some 200,000 when every letter is escaped: what is five times as long does not come from Telegram."""

ANSWER_WITHIN = 30.0
"""Seconds. Telegram gives up on an answer after a minute; a commit waits ten for another process's write at most."""

REFUSALS_LOGGED_EVERY = 60.0
"""Seconds. Whoever tries addresses at random must not fill the log."""


class Webhook:
    """The endpoint. `put` stores updates, or raises; `give_up` tells staff of what can never be stored."""

    def __init__(
        self,
        *,
        secret: str,
        put: Callable[[Sequence[Arrival]], Awaitable[None]],
        give_up: Callable[[], Awaitable[None]],
        steady: Clock,
    ) -> None:
        self._secret = secret.encode()
        self._put = put
        self._give_up = give_up
        self._steady = steady
        self._refused = 0
        self._refusals_logged_at = float("-inf")

    async def receive(self, request: Request) -> Response:
        """Answer one POST."""
        # Latin-1 is how header values come off the wire, so any bytes at all can be compared. Said twice, a secret is
        # none: whoever stands in between may have looked at the other one.
        given = ",".join(request.headers.getlist(SECRET_HEADER)).encode("latin-1")
        if not hmac.compare_digest(given, self._secret):
            metrics.POSTS.labels("refused").inc()
            self._log_refusal()
            return Response(status_code=401)
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                return await self._take(request)
        except ClientDisconnect:
            return Response(status_code=400)  # Nobody is there to read it: half an update came, and it comes again.
        except Exception as exc:  # noqa: BLE001 -- a full disk, a locked database, a stop: all of them may pass
            metrics.POSTS.labels("failed").inc()
            log.warning("update not stored", error=type(exc).__name__)
            return Response(status_code=503)

    async def _take(self, request: Request) -> Response:
        body = await body_of(request, LARGEST_BODY)
        if body is None:
            metrics.POSTS.labels("too_large").inc()
            log.error("update too large")
            return Response(status_code=413)
        try:
            arrival = arrival_of(json.loads(body), body)
        except (ValueError, RecursionError):
            # The same bytes would come for a day, and hold up what this customer writes later.
            metrics.POSTS.labels("unreadable").inc()
            log.error("update unreadable", size=len(body))
            await self._give_up()
        else:
            await self._put([arrival])
            metrics.POSTS.labels("stored").inc()
        # Without a body: Telegram would take one for a call of a method.
        return Response(status_code=200)

    def _log_refusal(self) -> None:
        self._refused += 1
        now = self._steady()
        if now - self._refusals_logged_at >= REFUSALS_LOGGED_EVERY:
            log.warning("posts refused", why="wrong secret", count=self._refused)
            self._refused, self._refusals_logged_at = 0, now
