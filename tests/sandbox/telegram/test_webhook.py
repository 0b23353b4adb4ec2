"""Posting updates to the bot's webhook."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from random import Random
from typing import Any

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import Person, TelegramWorld
from sandbox.telegram.webhook import PostAnswer, WebhookDelivery, post_over_http

URL = "http://127.0.0.1:8080/telegram"


class Bot:
    """A bot that takes updates and answers as it is told to; what it accepted is in `texts`."""

    def __init__(self) -> None:
        self.answers: list[PostAnswer | Exception] = []
        self.got: list[tuple[str, Mapping[str, str], dict[str, Any]]] = []
        self.texts: list[str] = []
        self.waits: list[float] = []
        self.gate: asyncio.Event | None = None
        self.under_way = 0
        self.most_under_way = 0

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> PostAnswer:
        update = json.loads(body)
        self.got.append((url, headers, update))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            if self.gate is not None:
                await self.gate.wait()
            answer = self.answers.pop(0) if self.answers else PostAnswer(200)
        finally:
            self.under_way -= 1
        if isinstance(answer, Exception):
            raise answer
        if answer.status == 200:
            self.texts.append(update["message"]["text"])
        return answer

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def bot() -> Bot:
    """Give a bot that accepts everything until told otherwise."""
    return Bot()


@pytest.fixture
async def delivery(world: TelegramWorld, clock: SettableClock, bot: Bot) -> AsyncIterator[WebhookDelivery]:
    """Give the delivery, started."""
    running = WebhookDelivery(world.updates, clock, Random(1), bot.post, bot.wait)
    running.start()
    yield running
    await running.stop()


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 -- what is waited for is anything
            await asyncio.sleep(0)  # noqa: TID251 -- turns of the loop, no time


async def _set(world: TelegramWorld, **params: object) -> None:
    answer = await world.call("setWebhook", {"url": URL, **params})
    assert answer.status == 200, answer.body


@pytest.mark.usefixtures("delivery")
async def test_delivers_what_waits_and_what_comes(world: TelegramWorld, budi: Person, bot: Bot) -> None:
    """Updates from before the webhook was set come too, all with the secret, each once."""
    await _set(world, secret_token="s-1")
    budi.says("1")
    await _until(lambda: len(bot.texts) == 2)

    assert bot.texts == ["/start", "1"]
    assert {(url, headers["X-Telegram-Bot-Api-Secret-Token"]) for url, headers, _ in bot.got} == {(URL, "s-1")}
    assert world.updates.pending() == []


@pytest.mark.usefixtures("delivery")
async def test_repeats_until_accepted(world: TelegramWorld, budi: Person, bot: Bot) -> None:
    """Anything but 2xx is repeated: at once, then ever later; the order within the chat holds."""
    bot.answers = [PostAnswer(500), PostAnswer(302), ConnectionRefusedError(), PostAnswer(404), PostAnswer(503, 9)]
    budi.says("1")

    await _set(world)
    await _until(lambda: len(bot.texts) == 2)

    assert bot.texts == ["/start", "1"]
    assert bot.waits == [0, 2, 4, 8, 9]
    info = (await world.call("getWebhookInfo", {})).body["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503"


@pytest.mark.usefixtures("delivery")
async def test_waits_grow_to_a_minute_or_two(world: TelegramWorld, budi: Person, bot: Bot) -> None:
    """No wait is longer than two minutes."""
    bot.answers = [PostAnswer(500)] * 20

    await _set(world)
    await _until(lambda: len(bot.texts) == 1)

    assert budi.id > 0
    assert 60 <= max(bot.waits) <= 120


@pytest.mark.usefixtures("delivery")
async def test_too_old_is_dropped(
    world: TelegramWorld, clock: SettableClock, budi: Person, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update that is refused for a day is given up, and the next one comes."""

    async def a_day(seconds: float) -> None:
        del seconds
        clock.advance(24 * 3600)
        if len(world.updates.book) == 1:
            budi.says("next")

    bot.answers = [PostAnswer(500)]
    monkeypatch.setattr(bot, "wait", a_day)
    delivery = WebhookDelivery(world.updates, clock, Random(1), bot.post, a_day)
    delivery.start()
    await _set(world)
    await _until(lambda: bot.texts == ["next"])
    await delivery.stop()

    assert world.updates.pending() == []


@pytest.mark.usefixtures("delivery")
async def test_lanes_do_not_wait_for_each_other(world: TelegramWorld, bot: Bot) -> None:
    """Chats are served at the same time, up to max_connections; one chat's updates one after the other."""
    bot.gate = asyncio.Event()
    people = [world.add_person(str(number)) for number in range(5)]
    for person in people:
        person.opens_link()
        person.says("second")

    await _set(world, max_connections=3)
    await _until(lambda: bot.under_way == 3)
    bot.gate.set()
    await _until(lambda: len(bot.texts) == 10)

    assert bot.most_under_way == 3
    assert [update["message"]["text"] for _, _, update in bot.got[:3]] == ["/start"] * 3


@pytest.mark.usefixtures("delivery")
async def test_redelivered(world: TelegramWorld, budi: Person, bot: Bot) -> None:
    """An update that was accepted can come again."""
    await _set(world)
    await _until(lambda: len(bot.texts) == 1)

    world.redeliver(world.updates.book[0].update_id)
    await _until(lambda: len(bot.texts) == 2)

    assert budi.id > 0
    assert bot.got[0][2] == bot.got[1][2]


@pytest.mark.usefixtures("delivery")
async def test_deleted_webhook_gets_nothing_more(world: TelegramWorld, budi: Person, bot: Bot) -> None:
    """After deleteWebhook what was not accepted is there for polling."""
    bot.gate = asyncio.Event()
    await _set(world)
    await _until(lambda: bot.under_way == 1)

    await world.call("deleteWebhook", {})
    await _until(lambda: bot.under_way == 0)

    found = (await world.call("getUpdates", {})).body["result"]
    assert budi.id > 0
    assert [one["message"]["text"] for one in found] == ["/start"]


async def test_posts_over_http() -> None:
    """The real post sends the body with its headers and reads status and Retry-After."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        requests.append(head + await reader.readexactly(2))
        writer.write(b"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answer = await post_over_http(f"http://127.0.0.1:{port}/x?y=1", {"X-Secret": "s"}, b"{}")
    server.close()

    assert answer == PostAnswer(503, 7)
    assert requests[0].startswith(b"POST /x?y=1 HTTP/1.1\r\n")
    assert (b"X-Secret: s" in requests[0], requests[0][-2:]) == (True, b"{}")


async def test_post_to_nobody() -> None:
    """A bot that is down is an OSError, which the delivery takes for a failed try."""
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    with pytest.raises(OSError, match=r"."):
        await post_over_http(url, {}, b"{}")
    server.close()
    await server.wait_closed()

    with pytest.raises(OSError, match=r"."):
        await post_over_http(url, {}, b"{}")
