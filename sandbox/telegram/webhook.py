"""Posting updates to the bot's webhook, as Telegram does: in lanes, with the secret, until they are accepted."""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeAlias
from urllib.parse import urlsplit

import h11

from .updates import Update, UpdateQueue, Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 -- its name
# The second try comes at once, those after it ever later, up to one to two minutes (WebhookActor of the server).
_FIRST_DELAY = 1
_LONGEST_DELAY = 60
# A Retry-After is obeyed up to an hour (the same).
_LONGEST_ASKED = 3600
# The server gives up on an answer after a minute (tdlib/telegram-bot-api, issue 341).
ANSWER_WITHIN = 60.0

# Updates may "get out of order" on their way to a webhook (manual, Update); by how much it does not say.
OVERTAKEN_FOR = 0.5


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What the bot answered. `retry_after` is in seconds, 0 for none."""

    status: int
    retry_after: int = 0


Post: TypeAlias = Callable[[str, Mapping[str, str], bytes], Awaitable[PostAnswer]]
Wait: TypeAlias = Callable[[float], Awaitable[None]]


class WebhookDelivery:
    """Delivers while a webhook is set: the updates of one lane in order, those of others at the same time.

    `post` sends, `wait` waits between tries (seconds), `clock` gives Unix seconds and `random` spreads the waits.
    What is overtaken comes `overtaken_for` seconds late.
    """

    def __init__(
        self,
        queue: UpdateQueue,
        clock: Callable[[], float],
        random: Random,
        post: Post,
        wait: Wait,
        *,
        overtaken_for: float = OVERTAKEN_FOR,
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._random = random
        self._post = post
        self._wait = wait
        self._overtaken_for = overtaken_for
        self._lanes: dict[str, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(1)

    def start(self) -> None:
        """Begin to listen to the queue; deliver what waits, if there is a webhook."""
        self._queue.arrived = self._take
        self._queue.rerouted = self._reroute
        self._reroute()

    async def stop(self) -> None:
        """Break off what is under way; nothing that was not accepted is lost."""
        self._queue.arrived = lambda _: None
        self._queue.rerouted = lambda: None
        self._break_off()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _break_off(self) -> None:
        self._lanes = {}
        for task in self._tasks:
            task.cancel()

    def _reroute(self) -> None:
        self._break_off()
        if self._queue.webhook is not None:
            self._places = asyncio.Semaphore(self._queue.webhook.max_connections)
            for update in self._queue.pending():
                self._take(update)

    def _take(self, update: Update) -> None:
        webhook = self._queue.webhook
        if webhook is None:
            return
        overtaken = self._queue.take_overtaken(update)
        lane = deque[Update]() if overtaken else self._lanes.setdefault(update.lane, deque())
        lane.append(update)
        if len(lane) == 1:
            late = self._overtaken_for if overtaken else 0
            task = asyncio.get_running_loop().create_task(self._empty(webhook, lane, late))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _empty(self, webhook: Webhook, lane: deque[Update], late: float) -> None:
        if late:
            await self._wait(late)
        while lane:
            await self._deliver(webhook, lane[0])
            lane.popleft()

    async def _deliver(self, webhook: Webhook, update: Update) -> None:
        """Try until it is accepted or too old."""
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[SECRET_HEADER] = webhook.secret
        body = json.dumps(update.as_json()).encode()
        delay, failures = _FIRST_DELAY, 0
        while update.expires_at > self._clock():
            async with self._places:
                asked = await self._try(webhook, headers, body)
            if asked is None:
                self._queue.confirm(update)
                return
            if asked == 0 and failures > 0:
                delay = min(delay * 2, self._random.randint(_LONGEST_DELAY, 2 * _LONGEST_DELAY))
                asked = delay
            failures += 1
            await self._wait(asked)
        self._queue.forget(update)

    async def _try(self, webhook: Webhook, headers: Mapping[str, str], body: bytes) -> int | None:
        """Post once: None when it was accepted, else the seconds that the bot asks to wait."""
        try:
            answer = await self._post(webhook.url, headers, body)
        except (OSError, TimeoutError, h11.ProtocolError) as exc:
            error, asked = f"Connection failed: {type(exc).__name__}", 0
        else:
            if 200 <= answer.status < 300:  # noqa: PLR2004 -- what counts as accepted
                return None
            error = f"Wrong response from the webhook: {answer.status}"
            asked = min(max(answer.retry_after, 0), _LONGEST_ASKED)
        webhook.last_error, webhook.last_error_at = error, self._clock()
        return asked


async def post_over_http(url: str, headers: Mapping[str, str], body: bytes) -> PostAnswer:
    """Post one update to an `http://` address on this machine, on a connection of its own.

    Raises:
        OSError, TimeoutError, h11.ProtocolError: when there is no answer.
    """
    parts = urlsplit(url)
    async with asyncio.timeout(ANSWER_WITHIN):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        try:
            return await _exchange(reader, writer, url, headers, body)
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def _exchange(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    url: str,
    headers: Mapping[str, str],
    body: bytes,
) -> PostAnswer:
    parts = urlsplit(url)
    http = h11.Connection(h11.CLIENT)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {
        "Host": parts.netloc,
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    request = h11.Request(method="POST", target=target, headers=list(sent.items()))
    for event in (request, h11.Data(data=body), h11.EndOfMessage()):
        writer.write(http.send(event) or b"")
    await writer.drain()
    while True:
        answer = http.next_event()
        if answer is h11.NEED_DATA:
            http.receive_data(await reader.read(65536))
        elif isinstance(answer, h11.Response):
            asked = dict(answer.headers).get(b"retry-after", b"")
            return PostAnswer(answer.status_code, int(asked) if asked.isdigit() else 0)
        elif not isinstance(answer, h11.InformationalResponse):
            raise ConnectionResetError("no answer")
