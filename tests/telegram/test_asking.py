"""Asking Telegram in JSON: what arrives, what comes back, and that a body is in no repr."""

from collections.abc import AsyncGenerator
from random import Random

import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken

from bot.telegram.asking import ask
from bot.telegram.transport import AiohttpRequest, Json
from sandbox.telegram import TelegramServer, TelegramWorld

TOKEN = "123456:" + "Secret-token-of-the-test"


@pytest.fixture
def world() -> TelegramWorld:
    """An empty world whose time stands."""
    return TelegramWorld(lambda: 1_800_000_000.0, TOKEN, Random(1))


@pytest.fixture
async def bot(world: TelegramWorld) -> AsyncGenerator[Bot]:
    """PTB's client of the world, over our transport."""
    server = TelegramServer(world)
    await server.start()
    request = AiohttpRequest()
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=request, get_updates_request=request) as made:
        yield made
    await server.stop()


async def test_parameters_arrive_as_they_were(bot: Bot, world: TelegramWorld) -> None:
    """Any script, nested values, and nothing for what is not given; what comes back is Telegram's own JSON."""
    budi = world.add_person("Budi")
    budi.opens_link()
    keyboard = {"inline_keyboard": [[{"text": "Ya ✓", "callback_data": "y"}]]}
    said = {"chat_id": budi.id, "text": "Halo — 你好 & <b>", "reply_markup": keyboard, "parse_mode": None}
    sent = await ask(bot, "sendMessage", said)

    assert (sent["text"], sent["message_id"]) == ("Halo — 你好 & <b>", budi.chat.last.message_id)
    assert sent["reply_markup"] == keyboard


@pytest.mark.parametrize(("status", "error"), [(400, BadRequest), (401, InvalidToken), (404, InvalidToken)])
async def test_errors_are_ptbs(bot: Bot, world: TelegramWorld, status: int, error: type[Exception]) -> None:
    """The callers know what to do about those."""
    world.fail_next(1, status)
    with pytest.raises(error):
        await ask(bot, "getMe", {})


def test_a_body_is_in_no_repr() -> None:
    """What customers write and read is in it."""
    assert "Budi" not in repr(Json(b'{"text":"Budi"}'))
