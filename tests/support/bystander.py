"""A world with a bot in a process of its own, which may be killed and started again while the world looks on."""

import asyncio
import json
import os
import signal
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


class Bot:
    """A bot's process."""

    def __init__(self, world: "Bystander", pid: int) -> None:
        self._world = world
        self._pid = pid
        self.alive = True

    def kill(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self._pid, number)

    async def wait(self) -> int:
        """Wait for its end: its exit code, or minus the signal that ended it."""
        code = int(await asyncio.wait_for(self._world.tell({"wait": self._pid}), PATIENCE))
        self.alive = False
        return code


class Bystander:
    """Keeps the world and starts the bot in it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.start_time = time.time()
        self.flag = folder / "armed"
        self._log = str(folder / "bot.log")
        self._database_url = database_url
        self._key = new_key()
        self._store = Store(open_engine(database_url), Cipher([self._key]))
        self._parent: asyncio.subprocess.Process | None = None
        self._bots: list[Bot] = []
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
        """Listen, and have the bots' parent ready."""
        await self.telegram_server.start()
        await self.cams_server.start()
        self._parent = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.support.dying",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )

    async def close(self) -> None:
        """End every bot that is still alive, and the world."""
        for bot in self._bots:
            if bot.alive:
                bot.kill(signal.SIGKILL)
                await bot.wait()
        if self._parent is not None and self._parent.stdin is not None:
            self._parent.stdin.close()
            await self._parent.wait()
        await self._store.close()
        await self.telegram_server.stop()
        await self.cams_server.stop()

    async def start_bot(self, point: str = "never") -> "Bot":
        """Start a bot that dies at that fault point once it is armed."""
        how = {
            "point": point,
            "flag": str(self.flag),
            "speed": SPEED,
            "start": self.start_time,
            "settings": self._settings(),
        }
        bot = Bot(self, int(await self.tell({"start": how, "log": self._log})))
        self._bots.append(bot)
        return bot

    async def tell(self, told: dict[str, object]) -> str:
        """Tell the bots' parent something and hear its answer."""
        parent = self._parent
        assert parent is not None, "the world is not open"
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(json.dumps(told).encode() + b"\n")
        return (await parent.stdout.readline()).decode()

    def _settings(self) -> dict[str, str]:
        return {
            "telegram_bot_token": TOKEN,
            "telegram_api_url": self.telegram_server.url,
            "listen": "127.0.0.1:0",
            "staff_chat_id": str(self.staff.id),
            "alibaba_cloud_access_key_id": "LTAItest",
            "alibaba_cloud_access_key_secret": "secret-of-the-test",
            "cams_endpoint": f"http://{self.cams_server.endpoint}",
            "database_url": self._database_url,
            "encryption_keys": self._key,
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

    def starts(self) -> int:
        """How many bots have asked Telegram who they are, which each does first."""
        return sum(call.method == "getMe" for call in self.telegram.calls)

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
