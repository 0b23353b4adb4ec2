"""The world that bots are killed in: Telegram, CAMS, the staff group, a database, and the bots' processes."""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncGenerator
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
from sandbox.telegram.balancer import Balancer
from sandbox.telegram.people import Person
from sandbox.telegram.server import TelegramServer
from sandbox.telegram.webhook import OVERTAKEN_FOR
from sandbox.telegram.world import TelegramWorld

from .clock import SharedClock
from .processes import Bot, Nursery
from .waiting import pause

SPEED = 20.0
"""The ladder of settlement takes 77 seconds; here it takes four."""

INVITATION_LIFE = 30 * 86400
"""Seconds that a link lives: longer than any campaign lets pass."""

TOKEN = "123456:" + "a" * 35
KEY_ID = "LTAItest"
KEY_SECRET = "secret-of-the-test"  # noqa: S105 -- opens nothing but the stand-in
SPACE = "cams-test"
WEBHOOK_SECRET = "secret-of-the-webhook"  # noqa: S105 -- as above

WEBHOOK_URL = "http://127.0.0.1/telegram"
"""Where Telegram posts to; the balancer is there."""

BALANCER_PATIENCE = 1.0
"""Seconds that a replica has to answer a post: many times what a commit takes."""


class World:
    """Keeps the world, and starts bots in it. Its parts may be used freely; so may `store`, from outside any bot.

    `http` is how bots that are started from now on get updates: they ask, unless somebody puts a webhook there.
    `prepare` is `module:function` that each bot calls before all else: a test makes a mistake of it. On a busy machine
    everything in it may take `slowness` times as long. Of the staff group, which has topics if it is a `forum`, the
    `clerk` is of the staff, and the `bystander` is not.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str,
        nursery: Nursery,
        *,
        seed: int = 1,
        prepare: str = "",
        slowness: float = 1.0,
        forum: bool = False,
    ) -> None:
        self._folder = folder
        self._clock_file = folder / "clock"
        self.clock = SharedClock.create(self._clock_file, start=time.time(), speed=SPEED / slowness)
        self.slowness = slowness
        self.database_url = database_url
        self.key = new_key()
        self.cipher = Cipher([self.key])
        self.engine = open_engine(database_url)
        self.store = Store(self.engine, self.cipher)
        self.nursery = nursery
        self.bots: list[Bot] = []
        self.telegram = TelegramWorld(self.clock, TOKEN, Random(seed))  # noqa: S311 -- made-up ids that must repeat
        self.cams = CamsWorld(self.clock, Options(hold=0.5), Random(seed + 1))  # noqa: S311 -- the same, and codes
        self.balancer = Balancer(patience=BALANCER_PATIENCE * slowness)
        self.telegram_server = TelegramServer(
            self.telegram, post=self.balancer.post, wait=self._wait, overtaken_for=OVERTAKEN_FOR * SPEED
        )
        self.cams_server = CamsServer(self.cams)
        self.cams.add_account(KEY_ID, KEY_SECRET)
        self.cams.add_space(SPACE)
        self.clerk = self.telegram.add_person("Sari", "id")
        self.bystander = self.telegram.add_person("Joko", "id")
        self.staff = self.telegram.add_group("Migration desk", [self.clerk, self.bystander], forum=forum)
        self.http = {"listen": "127.0.0.1:0"}
        self._listen: dict[int, str] = {}
        self._reserved: list[socket.socket] = []
        self._prepare = prepare
        self._logged_before = len(nursery.log)

    async def pause(self, seconds: float) -> None:
        """Let so many seconds of a plan pass."""
        await pause(seconds * self.slowness)

    async def _wait(self, seconds: float) -> None:
        await pause(seconds / self.clock.speed)

    def spread(self, replicas: int) -> None:
        """Have updates posted, and spread over bots in so many slots, by those that are started from now on."""
        self._reserved = [reserved_port() for _ in range(replicas)]
        self._listen = {slot: f"127.0.0.1:{taken.getsockname()[1]}" for slot, taken in enumerate(self._reserved)}
        self.balancer.upstreams = tuple(self._listen.values())
        self.http = {"telegram_webhook_url": WEBHOOK_URL, "telegram_webhook_secret": WEBHOOK_SECRET}

    @property
    def log(self) -> list[str]:
        """Every line that a bot of this world wrote about itself."""
        return self.nursery.log[self._logged_before :]

    async def open(self) -> None:
        """Listen."""
        await self.telegram_server.start()
        await self.cams_server.start()

    async def close(self) -> None:
        """End every bot that is still alive, and the world."""
        for bot in self.bots:
            if bot.is_alive:
                bot.send(signal.SIGKILL)
                await bot.wait()
        await self.store.close()
        await self.telegram_server.stop()
        await self.cams_server.stop()
        for taken in self._reserved:
            taken.close()

    async def start_bot(self, slot: int = 0) -> Bot:
        """Start a bot; of those that run at once, each has a slot of its own."""
        how = {
            "clock": str(self._clock_file),
            "armed": str(self._armed(slot)),
            "prepare": self._prepare,
            "settings": self._settings(slot),
        }
        bot = await self.nursery.start(slot, how)
        self.bots.append(bot)
        return bot

    def arm(self, point: str, slot: int = 0, *, by: signal.Signals = signal.SIGKILL) -> None:
        """Have the bot killed, or struck by another signal, when it comes to that fault point the next time."""
        armed = self._armed(slot)
        # Whole at once: the bot may be reading it.
        aside = armed.with_suffix(".new")
        aside.write_text(f"{int(by)} {point}")
        aside.rename(armed)

    def is_armed(self, slot: int = 0) -> bool:
        """Whether it has yet to come there."""
        return self._armed(slot).exists()

    def disarm(self, slot: int = 0) -> None:
        """Let it live after all."""
        self._armed(slot).unlink(missing_ok=True)

    def _armed(self, slot: int) -> Path:
        return self._folder / f"armed-{slot}"

    def _settings(self, slot: int) -> dict[str, str]:
        return {
            "telegram_bot_token": TOKEN,
            "telegram_api_url": self.telegram_server.url,
            **self.http,
            **({"listen": self._listen[slot]} if slot in self._listen else {}),
            "staff_chat_id": str(self.staff.id),
            "admin_user_ids": str(self.clerk.id),
            "alibaba_cloud_access_key_id": KEY_ID,
            "alibaba_cloud_access_key_secret": KEY_SECRET,
            "cams_endpoint": f"http://{self.cams_server.endpoint}",
            "database_url": self.database_url,
            "encryption_keys": self.key,
        }

    async def invite(self, phone: str, token: str, *, label: str = "", language: str = "en") -> None:
        """Make a link as staff do; without a number in it where `phone` is empty."""
        now = self.clock()
        invitation = Invitation(
            id=0, space=SPACE, phone=phone, label=label, language=language, expires_at=int(now) + INVITATION_LIFE
        )
        async with self.store.transaction() as tx:
            await tx.add_invitation(invitation, token, now=now)

    async def customer(self, number: int) -> tuple[Person, str, str]:
        """A customer with a number that migrates, and a link: the person, the number, the link's token."""
        phone = f"628123456{number:04}"
        self.cams.add_number(SPACE, phone)
        token = f"link-{number}"
        await self.invite(phone, token)
        return self.telegram.add_person(f"Customer {number}", "en", f"+{phone}"), phone, token

    def starts(self) -> int:
        """How many bots have asked Telegram who they are, which each does first."""
        return sum(call.method == "getMe" for call in self.telegram.calls)

    async def undecided(self) -> int:
        """How many chats have updates that wait to be decided on."""
        async with self.store.transaction() as tx:
            return len(await tx.waiting_chats(now=self.clock() + 10**6, limit=100))


def reserved_port() -> socket.socket:
    """A socket that keeps a port for whoever is told of it, for as long as it is open.

    It does not listen: so a bot may, time and again, and the system gives the port to nobody who asks for any.
    """
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", 0))
    return taken


@asynccontextmanager
async def nursery() -> AsyncGenerator[Nursery]:
    """A parent of bots that is ended with the block."""
    made = Nursery()
    await made.open()
    try:
        yield made
    finally:
        await made.close()


@asynccontextmanager
async def world(
    folder: Path,
    database_url: str,
    parent: Nursery,
    *,
    seed: int = 1,
    prepare: str = "",
    slowness: float = 1.0,
    forum: bool = False,
) -> AsyncGenerator[World]:
    """A world that is ended with the block, and every bot in it."""
    made = World(folder, database_url, parent, seed=seed, prepare=prepare, slowness=slowness, forum=forum)
    await made.open()
    try:
        yield made
    finally:
        await asyncio.shield(made.close())
