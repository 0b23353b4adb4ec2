"""A world in this process, in real time, for the program as it is run by people: `python -m bot …` lives in it."""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from random import Random

from sandbox.cams.app import CamsServer
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from sandbox.telegram import Person, TelegramServer, TelegramWorld
from sandbox.telegram.views import MessageView

TOKEN = "123456:" + "a" * 35
SPACE = "cams-test"
KEY_ID = "LTAItest"
KEY_SECRET = "secret-of-the-test"


class Town:
    """CAMS, Telegram and the people in it."""

    def __init__(self) -> None:
        self.telegram = TelegramWorld(time.time, TOKEN, Random(1))
        self.cams = CamsWorld(time.time, Options(hold=0.3), Random(2))
        self.telegram_server = TelegramServer(self.telegram)
        self.cams_server = CamsServer(self.cams)
        self.cams.add_account(KEY_ID, KEY_SECRET)
        self.cams.add_space(SPACE)
        self.staff = self.telegram.add_group("Migration desk", [self.telegram.add_person("Sari", "id")])

    def settings(self, database_url: str, key: str) -> dict[str, str]:
        """The settings of a bot that lives here, by their names in the environment."""
        return {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram_server.url,
            "LISTEN": "127.0.0.1:0",
            "STAFF_CHAT_ID": str(self.staff.id),
            "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
            "CAMS_ENDPOINT": f"http://{self.cams_server.endpoint}",
            "DATABASE_URL": database_url,
            "ENCRYPTION_KEYS": key,
        }

    @property
    def calls(self) -> int:
        """How many calls have reached anybody."""
        return len(self.telegram.calls) + len(self.cams.books.entries())


@asynccontextmanager
async def town() -> AsyncGenerator[Town]:
    """A town that listens until the end of the block."""
    made = Town()
    await made.telegram_server.start()
    await made.cams_server.start()
    try:
        yield made
    finally:
        await made.telegram_server.stop()
        await made.cams_server.stop()


def last(person: Person) -> MessageView | None:
    """What the bot said to somebody last, as it reads now."""
    return next((message for message in reversed(person.chat.messages) if message.from_bot), None)


def says(person: Person, phrase: str) -> bool:
    """Whether a phrase stands in what the bot said to somebody last."""
    message = last(person)
    return message is not None and phrase in message.text
