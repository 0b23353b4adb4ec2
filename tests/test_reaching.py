"""The bot's first words to Telegram: what it says of itself, in each language."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from structlog.testing import capture_logs
from telegram import Bot

from bot.reaching import introduce, show_picture
from bot.settings import LONGEST_VENDOR
from bot.store import Store
from bot.telegram.staff import commands, descriptions
from bot.telegram.transport import AiohttpRequest
from db.encryption import Cipher
from db.engine import open_engine
from sandbox.clock import SettableClock
from sandbox.telegram import TelegramServer, TelegramWorld
from sandbox.telegram.sendables import tiny_jpeg
from tests.support.office import KEY

TOKEN = "123456:" + "Secret-token-of-the-test"


@asynccontextmanager
async def telegram() -> AsyncGenerator[tuple[TelegramWorld, Bot]]:
    """A world, and a client that speaks to it."""
    world = TelegramWorld(SettableClock.standing(0.0), TOKEN, Random(1))
    server = TelegramServer(world)
    await server.start()
    requests = [AiohttpRequest() for _ in range(2)]
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        yield world, bot
    await server.stop()


async def test_everybody_reads_who_we_are() -> None:
    """In their language where it has a two-letter code, else in the default one: nobody finds nothing."""
    async with telegram() as (world, bot):
        given = world.profile.text("name", "")
        await introduce(bot, "id", "")

    for spoken, read in {"en": "en", "id": "id", "zh-hans": "zh-Hans", "zh-hant": "zh-Hans", "es": "id"}.items():
        person = world.add_person("Budi", spoken)
        short, long = descriptions(read)
        assert [(one["command"], one["description"]) for one in world.commands_for(person)] == list(commands(read))
        assert world.profile.text_seen("short_description", spoken) == short
        assert world.profile.text_seen("description", spoken) == long
        assert world.profile.text_seen("name", spoken) == given, "nobody said what else to call it"


async def test_the_bot_is_called_after_the_vendor() -> None:
    """In each language, as text and within what Telegram takes; and once: it lets names be changed seldom."""
    vendor = "Kopi & Teh <Nusantara> Persada Indonesia"
    async with telegram() as (world, bot):
        await introduce(bot, "id", vendor)
        first = [call.method for call in world.calls].count("setMyName")
        await introduce(bot, "id", vendor)
        names = {spoken: world.profile.text_seen("name", spoken) for spoken in ("en", "id", "zh-hans", "es")}
        again = [call.method for call in world.calls].count("setMyName")
        await introduce(bot, "id", "Nusantara")

    assert names == {
        "en": f"{vendor} · number check",
        "id": f"{vendor} · cek nomor",
        "zh-hans": f"{vendor} · 号码验证",
        "es": f"{vendor} · cek nomor",
    }
    assert (len(vendor), again) == (LONGEST_VENDOR, first)
    assert world.profile.text_seen("name", "id") == "Nusantara · cek nomor"


async def test_a_name_that_may_not_be_changed_now_keeps_nobody_waiting() -> None:
    """Telegram would have us wait for hours: the next start tries again."""
    async with telegram() as (world, bot):
        world.flood_next(1, 20_000, ["setMyName"])
        with capture_logs() as logged:
            await introduce(bot, "id", "Nusantara")

    assert [(each["event"], each["error"]) for each in logged] == [("not introduced", "RetryAfter")]


@pytest.fixture
async def store(database_url: str) -> AsyncGenerator[Store]:
    """What remembers the picture."""
    opened = Store(open_engine(database_url), Cipher([KEY]))
    yield opened
    await opened.close()


def times_set(world: TelegramWorld) -> int:
    """How often Telegram was handed a picture."""
    return [call.method for call in world.calls].count("setMyProfilePhoto")


async def test_the_picture_is_set_when_it_is_another(store: Store, tmp_path: Path) -> None:
    """Not at every start: each one set is added to those that customers can leaf through."""
    file = tmp_path / "picture.jpg"
    async with telegram() as (world, bot):
        await show_picture(bot, store, "")
        nothing = (times_set(world), world.profile.photo)
        for size, wanted in ((2, 1), (2, 1), (3, 2), (2, 3)):
            file.write_bytes(tiny_jpeg(size))
            await show_picture(bot, store, str(file))
            assert times_set(world) == wanted
            assert world.profile.photo is not None
            assert world.profile.photo.content == tiny_jpeg(size)

    assert nothing == (0, None)


async def test_a_picture_that_is_not_taken_is_set_at_the_next_start(store: Store, tmp_path: Path) -> None:
    """Whether Telegram has us wait, refuses it, or the file is gone: the bot starts, and the log says why."""
    file = tmp_path / "picture.jpg"
    async with telegram() as (world, bot):
        with capture_logs() as logged:
            await show_picture(bot, store, str(file))
            file.write_bytes(b"no picture")
            await show_picture(bot, store, str(file))
            file.write_bytes(tiny_jpeg())
            world.flood_next(1, 20_000, ["setMyProfilePhoto"])
            await show_picture(bot, store, str(file))
        refused = world.profile.photo
        await show_picture(bot, store, str(file))

    assert refused is None
    assert world.profile.photo is not None
    assert [(each["event"], each["error"]) for each in logged] == [
        ("picture not set", "FileNotFoundError"),
        ("picture not set", "BadRequest"),
        ("picture not set", "RetryAfter"),
    ]
