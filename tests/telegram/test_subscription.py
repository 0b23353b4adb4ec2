"""The webhook is set, looked after, and set again, with PTB's own client against the stand-in's server."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from random import Random

import pytest
from structlog.testing import capture_logs
from telegram import Bot
from telegram.error import InvalidToken

from bot.telegram.poller import ALLOWED_UPDATES, RETRY_WAITS
from bot.telegram.subscription import (
    CATCHING_UP,
    CHECK_EVERY,
    MOST_CONNECTIONS,
    SOON,
    Subscription,
    WebhookRefusedError,
)
from bot.telegram.transport import AiohttpRequest
from sandbox.clock import SettableClock
from sandbox.telegram import TelegramServer, TelegramWorld
from sandbox.telegram.updates import Webhook
from sandbox.telegram.webhook import PostAnswer

TOKEN = "123456:" + "Secret-token-of-the-test"
URL = "http://127.0.0.1:8080/telegram"
SECRET = "secret-of-the-webhook"


class Ended(BaseException):
    """The test has seen enough."""


class Waits:
    """Waits that end at once and are remembered. One thing of a script happens in each; after it the test ends."""

    def __init__(self, *script: Callable[[], object]) -> None:
        self.seconds: list[float] = []
        self._script = list(script)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if not self._script:
            raise Ended
        self._script.pop(0)()


class Bots:
    """What updates are posted to; answers as told."""

    def __init__(self) -> None:
        self.status = 200
        self.posted = asyncio.Event()

    async def post(self, *_: object) -> PostAnswer:
        self.posted.set()
        return PostAnswer(self.status)


@pytest.fixture
def bots() -> Bots:
    """A bot that accepts everything."""
    return Bots()


@pytest.fixture
def world() -> TelegramWorld:
    """An empty world."""
    return TelegramWorld(SettableClock.standing(1_800_000_000.0), TOKEN, Random(1))


@pytest.fixture
async def server(world: TelegramWorld, bots: Bots) -> AsyncGenerator[TelegramServer]:
    """The world's server; between two posts of the same update nothing else happens."""
    made = TelegramServer(world, post=bots.post, wait=lambda _: asyncio.Event().wait())  # type: ignore[arg-type, return-value]  # -- for ever
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncGenerator[Bot]:
    """A client that knows who it is."""
    made = Bot(TOKEN, base_url=f"{server.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    async with made:
        yield made


async def look_after(bot: Bot, *script: Callable[[], object], url: str = URL) -> list[float]:
    """Look after the webhook; gives the waits between looks."""
    waits = Waits(*script)
    with pytest.raises(Ended):
        await asyncio.wait_for(Subscription(bot=bot, url=url, secret=SECRET, wait=waits).run(), 20)
    return waits.seconds


def calls(world: TelegramWorld) -> list[str]:
    """What was asked of Telegram, but who the bot is."""
    return [call.method for call in world.calls if call.method != "getMe"]


def nothing() -> None:
    """Nothing happens meanwhile."""


async def test_it_is_set_as_the_design_says(bot: Bot, world: TelegramWorld) -> None:
    """With the secret, for what we act on; nothing is said that would drop what waits."""
    await look_after(bot)

    (asked,) = [call.params for call in world.calls if call.method == "setWebhook"]
    assert asked == {
        "url": URL,
        "secret_token": SECRET,
        "allowed_updates": list(ALLOWED_UPDATES),
        "max_connections": MOST_CONNECTIONS,
    }


async def test_it_is_left_set(bot: Bot, world: TelegramWorld) -> None:
    """Another replica, or the next start, has use for it."""
    await look_after(bot, nothing)

    assert calls(world) == ["setWebhook", "getWebhookInfo"]
    assert world.updates.webhook is not None


@pytest.mark.parametrize(
    ("change", "removed"),
    [
        (lambda world: world.updates.set_webhook(None), True),
        (lambda world: world.updates.set_webhook(Webhook("https://example.org/other")), False),
        (lambda world: world.updates.allow(["poll"]), False),
    ],
    ids=["removed", "elsewhere", "other-updates"],
)
async def test_what_somebody_changed_is_set_again(
    bot: Bot, world: TelegramWorld, change: Callable[[TelegramWorld], None], *, removed: bool
) -> None:
    """Within a minute, and the log says so, without the other address."""
    with capture_logs() as logged:
        waits = await look_after(bot, lambda: change(world), nothing)

    assert waits == [SOON, SOON, CHECK_EVERY]
    assert calls(world) == ["setWebhook", "getWebhookInfo", "setWebhook", "getWebhookInfo"]
    webhook = world.updates.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret, world.updates.allowed) == (URL, SECRET, ALLOWED_UPDATES)
    assert logged == [
        {"event": "webhook was changed by somebody, set again", "removed": removed, "log_level": "warning"}
    ]


async def test_posts_that_fail_are_told_once_each(bot: Bot, bots: Bots, world: TelegramWorld) -> None:
    """A proxy that is down, a certificate that has run out: Telegram says so, and nobody else does."""
    bots.status = 502

    def write() -> None:
        world.add_person("Budi").says("my secret 123456")

    waits = Waits(write, nothing, nothing)

    async def wait(seconds: float) -> None:
        if waits.seconds:
            await asyncio.wait_for(bots.posted.wait(), 5)
        await waits(seconds)

    with capture_logs() as logged, pytest.raises(Ended):
        await Subscription(bot=bot, url=URL, secret=SECRET, wait=wait).run()

    told = {"event": "posts fail", "error": "Wrong response from the webhook: 502", "waiting": 1}
    assert logged == [{**told, "log_level": "warning"}]


async def test_it_is_known_when_nothing_waits_any_more(bot: Bot, bots: Bots, world: TelegramWorld) -> None:
    """Soon, at the start: what customers wrote while nobody was there comes before what happens by itself."""
    bots.status = 502
    world.add_person("Budi").says("hello")
    known: list[int] = []

    def store_it() -> None:
        world.updates.confirm(world.updates.pending()[0])

    waits = Waits(nothing, nothing, store_it)
    subscription = Subscription(
        bot=bot, url=URL, secret=SECRET, wait=waits, caught_up=lambda: known.append(len(waits.seconds))
    )
    with pytest.raises(Ended):
        await asyncio.wait_for(subscription.run(), 20)

    assert (known, waits.seconds) == ([3], [SOON, SOON, SOON, CHECK_EVERY])


async def test_it_does_not_look_closely_for_ever(bot: Bot, bots: Bots, world: TelegramWorld) -> None:
    """Where more comes than is taken, nothing is known, and Telegram is asked once a minute."""
    bots.status = 502
    world.add_person("Budi").says("hello")
    waits = await look_after(bot, *[nothing] * (CATCHING_UP + 1))

    assert waits == [*[SOON] * CATCHING_UP, CHECK_EVERY, CHECK_EVERY]


async def test_it_waits_longer_each_time_and_recovers(bot: Bot, world: TelegramWorld) -> None:
    """A gateway that is out: asked again after the waits stated, at the start and later; a flood limit is obeyed."""
    world.fail_next(2, 502, ["setWebhook"])
    world.flood_next(1, 17, ["getWebhookInfo"])
    waits = await look_after(bot, nothing, nothing, nothing, nothing)

    assert waits == [*RETRY_WAITS[:2], SOON, 17, CHECK_EVERY]
    assert calls(world) == ["setWebhook"] * 3 + ["getWebhookInfo"] * 2


async def test_an_address_that_telegram_refuses_ends_it(bot: Bot) -> None:
    """At the first time: somebody set it up wrongly, and should hear of it at once, in Telegram's words."""
    with pytest.raises(WebhookRefusedError, match=r"(?i)an https url must be provided for webhook"):
        await look_after(bot, url="http://example.org/telegram")


async def test_an_address_that_was_taken_before_is_tried_again(bot: Bot, world: TelegramWorld) -> None:
    """A name that cannot be resolved just now, say: what was right once ends nothing."""

    def break_it() -> None:
        world.updates.set_webhook(None)
        world.fail_next(1, 400, ["setWebhook"])

    waits = await look_after(bot, break_it, nothing)

    assert waits == [SOON, RETRY_WAITS[0], SOON]
    assert world.updates.webhook is not None


@pytest.mark.parametrize("method", ["setWebhook", "getWebhookInfo"])
@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_it(bot: Bot, world: TelegramWorld, method: str, status: int) -> None:
    """Nothing would ever come again: the process must end, so that somebody looks."""
    world.fail_next(1, status, [method])
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(Subscription(bot=bot, url=URL, secret=SECRET, wait=Waits(nothing)).run(), 20)
