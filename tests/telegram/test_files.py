"""Files of staff are fetched as Telegram has them, and no larger than is asked for."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from random import Random

import pytest
from telegram import Bot

from bot.ports import Undeliverable
from bot.telegram.files import TelegramFiles
from bot.telegram.transport import AiohttpRequest
from sandbox.clock import SettableClock
from sandbox.telegram import Group, Person, TelegramServer, TelegramWorld

TOKEN = "123456:" + "Secret-token-of-the-test"
CONTENT = "space\ncams-1\n智慧".encode()


@dataclass
class Desk:
    """A staff group, somebody in it, and the bot's hands for files."""

    world: TelegramWorld
    sari: Person
    staff: Group
    files: TelegramFiles


@pytest.fixture
async def desk() -> AsyncGenerator[Desk]:
    """Everybody in place."""
    world = TelegramWorld(SettableClock.standing(1_800_000_000.0), TOKEN, Random(1))
    server = TelegramServer(world)
    await server.start()
    sari = world.add_person("Sari")
    staff = world.add_group("Desk", [sari])
    requests = [AiohttpRequest() for _ in range(2)]
    async with Bot(
        TOKEN,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    ) as bot:
        yield Desk(world, sari, staff, TelegramFiles(bot))
    await server.stop()


async def test_what_somebody_sent_is_fetched(desk: Desk) -> None:
    """Byte for byte; one that is larger than wanted, or that nobody sent, is not."""
    sent = desk.sari.sends("document", content=CONTENT, name="list.csv", chat=desk.staff)
    file_id = str(sent.media["document"]["file_id"])

    assert await desk.files.fetch(file_id, most=len(CONTENT)) == CONTENT
    assert await desk.files.fetch(file_id, most=len(CONTENT) - 1) == Undeliverable("too large")
    assert await desk.files.fetch("DOCnone", most=100) == Undeliverable("BadRequest")


async def test_a_link_has_the_bots_name(desk: Desk) -> None:
    """As Telegram's apps open it."""
    assert desk.files.address("a-token") == f"https://t.me/{desk.world.bot.username}?start=a-token"
