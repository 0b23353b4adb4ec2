"""A world with a bot in a process of its own, which may be killed and started again while the world looks on."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from bot.flow.model import Invitation
from bot.store import Store
from db.encryption import Cipher, new_key
from db.engine import open_engine
from sandbox.cams.app import CamsServer
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from sandbox.telegram.people import Person
from sandbox.telegram.server import TelegramServer
from sandbox.telegram.world import TelegramWorld
from tests.support.dying import quick_clock

SPEED = 20.0
"""The ladder of settlement takes 77 seconds; here it takes four."""

PATIENCE = 40.0
"""Seconds until a test gives up waiting: many times what anything here takes, on a busy machine too."""

TOKEN = "123456:" + "a" * 35
SPACE = "cams-test"


class Bystander:
    """Keeps the world and starts the bot in it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.start_time = time.time()
        self.flag = folder / "armed"
        self._log = (folder / "bot.log").open("ab")
        self._database_url = database_url
        self._key = new_key()
        self._folder = folder
        self._store = Store(open_engine(database_url), Cipher([self._key]))
        self._processes: list[asyncio.subprocess.Process] = []
        self.telegram = TelegramWorld(self.clock, TOKEN, Random(1))
        self.cams = CamsWorld(self.clock, Options(hold=0.5), Random(2))
        self.telegram_server = TelegramServer(self.telegram)
        self.cams_server = CamsServer(self.cams)
        self.cams.add_account("LTAItest", "secret-of-the-test")
        self.cams.add_space(SPACE)
        self.staff = self.telegram.add_group("Migration desk", [self.telegram.add_person("Sari", "id")])

    def clock(self) -> float:
        """The time in this world."""
        return quick_clock(self.start_time, SPEED)

    async def open(self) -> None:
        """Listen."""
        await self.telegram_server.start()
        await self.cams_server.start()

    async def close(self) -> None:
        """End every bot that is still alive, and the world."""
        for process in self._processes:
            if process.returncode is None:
                process.kill()
                await process.wait()
        self._log.close()
        await self._store.close()
        await self.telegram_server.stop()
        await self.cams_server.stop()

    async def start_bot(self, point: str = "never") -> asyncio.subprocess.Process:
        """Start a bot that dies at that fault point once it is armed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.dying",
            point,
            str(self.flag),
            str(SPEED),
            repr(self.start_time),
            env={**os.environ, **self.environment()},  # noqa: TID251 -- handed on to the bot
            stderr=self._log,
        )
        self._processes.append(process)
        return process

    def environment(self) -> dict[str, str]:
        """The bot's settings."""
        return {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram_server.url,
            "STAFF_CHAT_ID": str(self.staff.id),
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
            "CAMS_ENDPOINT": f"http://{self.cams_server.endpoint}",
            "DATABASE_URL": self._database_url,
            "ENCRYPTION_KEYS": self._key,
        }

    async def customer(self, number: int) -> tuple[Person, str, str]:
        """A customer with a number that migrates, and a link: the person, the number, the link's token."""
        phone = f"628123456{number:04}"
        self.cams.add_number(SPACE, phone)
        token = f"link-{number}"
        now = self.clock()
        invitation = Invitation(id=0, space=SPACE, phone=phone, language="en", expires_at=int(now) + 86400)
        async with self._store.transaction() as tx:
            await tx.add_invitation(invitation, token, now=now)
        return self.telegram.add_person(f"Customer {number}", "en", f"+{phone}"), phone, token

    def polls(self) -> int:
        """How often bots have begun to poll for updates, or gone on."""
        return sum(call.method == "getUpdates" for call in self.telegram.calls)

    async def undecided(self) -> int:
        """How many chats have updates that wait to be decided on."""
        async with self._store.transaction() as tx:
            return len(await tx.waiting_chats(now=self.clock() + 10**6, limit=100))


@asynccontextmanager
async def bystander(folder: Path, database_url: str) -> AsyncGenerator[Bystander]:
    """A world that is ended with the block."""
    made = Bystander(folder, database_url)
    await made.open()
    try:
        yield made
    finally:
        await made.close()


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is so. It is looked at often: nothing tells us of it, the bot being another process."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"it never came: {what}")
        await asyncio.sleep(0.01)  # noqa: TID251 -- a look, not a guess at how long something takes
