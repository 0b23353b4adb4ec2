"""The bot's first words to Telegram: what it says of itself, in each language."""

from random import Random

from telegram import Bot

from bot.reaching import introduce
from bot.telegram.staff import commands, descriptions
from bot.telegram.transport import AiohttpRequest
from sandbox.clock import SettableClock
from sandbox.telegram import TelegramServer, TelegramWorld

TOKEN = "123456:" + "Secret-token-of-the-test"


async def test_everybody_reads_who_we_are() -> None:
    """In their language where it has a two-letter code, else in the default one: nobody finds nothing."""
    world = TelegramWorld(SettableClock.standing(0.0), TOKEN, Random(1))
    server = TelegramServer(world)
    await server.start()
    requests = [AiohttpRequest() for _ in range(2)]
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        await introduce(bot, "id")
    await server.stop()

    for spoken, read in {"en": "en", "id": "id", "zh-hans": "zh-Hans", "zh-hant": "zh-Hans", "es": "id"}.items():
        person = world.add_person("Budi", spoken)
        short, long = descriptions(read)
        assert [(one["command"], one["description"]) for one in world.commands_for(person)] == list(commands(read))
        assert world.profile.text_seen("short_description", spoken) == short
        assert world.profile.text_seen("description", spoken) == long
