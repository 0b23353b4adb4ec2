"""The demonstration: the real bot in the stand-in world, on a page to play in or in conversations that play themselves.

The only module of the product that knows the sandbox. The bot is served by `bot.wiring` like any other; it is merely
told other addresses, and the time of that world.
"""

import asyncio
import io
import secrets
import signal
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random, SystemRandom
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from rich.console import Console

from db.encryption import new_key
from sandbox.app import SPACE, Customer, Sandbox
from sandbox.cams.options import Options
from sandbox.page.server import PageServer
from sandbox.scripts import SCRIPTS, Narrator, Script, perform
from sandbox.steps import MOVE
from sandbox.world_time import WorldTime

from . import log
from .flow import policy
from .flow.model import Invitation
from .opening import CannotStartError, ready_store
from .phrase import new_phrase
from .settings import Settings, load
from .store import Store
from .wiring import Tempo, serve

PAGE_OPTIONS = Options(hold=4.0, latency=0.4, slow=4.0)
"""Seconds. Answers take their time, so that «checking» can be read; nobody has to watch the real 40 of a lost one."""

SCRIPT_OPTIONS = Options(hold=0.3, slow=1.0)
"""Seconds of real time, which the scripts do not hurry: enough to be seen, short enough to run them all."""

SCRIPT_SPEED = 5.0
"""So many times faster than life: a tap must still be answered within 15 of these seconds on a busy machine."""

SCRIPT_PULSE = 0.1
"""Real seconds between looks into the database: what is due is seen within half a second of the scripts' time."""

SEED = 20
"""The scripts' codes and ids are the same each time, so that a failure can be looked at again."""

LOG_LINES = 12
"""Of the bot's log, after a script that failed: what went before is the same in every script."""


def list_names() -> tuple[str, ...]:
    """The scripts that can be played."""
    return tuple(SCRIPTS)


async def show(port: int, options: Options = PAGE_OPTIONS) -> bool:
    """Serve the page until Ctrl-C or SIGTERM, on another port if that one is taken. False: the bot ended by itself."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with TemporaryDirectory(prefix="demo-") as folder:
        journal = Path(folder, "bot.log")
        with _line_by_line(journal) as stream:
            log.set_up("console", stream)
            try:
                await _show(port, options, Path(folder), journal, stop)
            except CannotStartError as exc:
                _say(str(exc))
                return False
    return stop.is_set()


async def _show(port: int, options: Options, folder: Path, journal: Path, stop: asyncio.Event) -> None:
    sandbox = Sandbox(WorldTime(time.time), SystemRandom(), options, steps=MOVE, has_topics=True)
    async with _alive(sandbox, folder, Tempo(sandbox.time, sandbox.time.wait)) as bot:
        await sandbox.welcome()
        page = PageServer(sandbox)
        await page.start(port)
        _say(f"Open {page.url} in a browser. Ctrl-C ends the demo.")
        _say(f"The bot's log, until then: {journal}")
        ends = [asyncio.ensure_future(bot.ended.wait()), asyncio.ensure_future(stop.wait())]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        await page.stop()


async def play(script: str, *, out: Console | None = None) -> bool:
    """Play a script in the terminal. True: the conversation went, and ended, as it must."""
    return await play_through(SCRIPTS[script], out or Console())


async def play_through(script: Script, out: Console) -> bool:
    """Play any script, also one that is not on the list."""
    journal = io.StringIO()
    log.set_up("console", journal)
    with TemporaryDirectory(prefix="demo-") as folder:
        sandbox = Sandbox(
            WorldTime(time.time, SCRIPT_SPEED),
            Random(SEED),  # noqa: S311 -- made-up codes and ids of a made-up world
            SCRIPT_OPTIONS,
            steps=script.steps,
        )
        tempo = Tempo(sandbox.time, sandbox.time.wait, SCRIPT_PULSE)
        try:
            async with _alive(sandbox, Path(folder), tempo):
                await sandbox.welcome()
                passed = await perform(script, sandbox, Narrator(sandbox, out))
        except CannotStartError as exc:
            out.print(str(exc), markup=False)
            return False
    if not passed:
        out.print("The bot's log ends:", style="bold")
        for line in journal.getvalue().splitlines()[-LOG_LINES:]:
            out.print(line, markup=False, highlight=False)
    return passed


@asynccontextmanager
async def _alive(sandbox: Sandbox, folder: Path, tempo: Tempo) -> AsyncGenerator["_Bot"]:
    """Start the world and a bot in it, with a new database. Raises `CannotStartError`."""
    await sandbox.start()
    bot = _Bot(sandbox, folder, tempo)
    try:
        async with ready_store(bot.settings()) as store:
            sandbox.invite = lambda customer, with_number: _invite(
                store, customer, sandbox.time(), with_number=with_number
            )
            sandbox.restart = bot.restart
            bot.start()
            try:
                yield bot
            finally:
                await bot.stop()
    finally:
        await sandbox.stop()


class _Bot:
    """The bot that lives in a world and keeps its data in a folder. `ended` is done once it has ended by itself."""

    def __init__(self, sandbox: Sandbox, folder: Path, tempo: Tempo) -> None:
        self._sandbox = sandbox
        self._data = {
            "database_url": f"sqlite:///{folder / 'bot.db'}",
            "encryption_keys": new_key(),
            "listen": "127.0.0.1:0",
        }
        self._tempo = tempo
        self._turn = asyncio.Lock()
        self._stop = asyncio.Event()
        self._serving: asyncio.Future[None] | None = None
        self.ended = asyncio.Event()

    def settings(self) -> Settings:
        """Give its settings, as its world has them now.

        All are given, defaults too: neither `.env` nor the environment of whoever starts the demo may reach into it.
        """
        defaults: dict[str, Any] = {
            str(field.validation_alias or name): field.get_default()
            for name, field in Settings.model_fields.items()
            if not field.is_required()
        }
        given: dict[str, Any] = {
            name if name in defaults else name.lower(): value for name, value in self._sandbox.environment().items()
        }
        return load(_env_file=None, **{**defaults, **given, **self._data})

    def start(self) -> None:
        """Let it serve, and come back at once: what people write meanwhile waits for it."""
        stop = self._stop = asyncio.Event()
        self._serving = asyncio.ensure_future(serve(self.settings(), stop=stop, tempo=self._tempo))
        self._serving.add_done_callback(lambda _: None if stop.is_set() else self.ended.set())

    async def stop(self) -> None:
        """Let it end in an orderly way. Raises what it ended with, if that was not so."""
        self._stop.set()
        if self._serving is not None:
            await self._serving

    async def restart(self) -> None:
        """Let it end, and start anew with the settings that its world has now; once at a time."""
        async with self._turn:
            await self.stop()
            self.start()


async def _invite(store: Store, customer: Customer, now: float, *, with_number: bool) -> str:
    """Invite a customer as `python -m bot invite` does; answers what their link carries."""
    token = secrets.token_urlsafe(16)
    invitation = Invitation(
        id=0,
        space=SPACE,
        phone=customer.number if with_number else "",
        label=customer.business,
        phrase=new_phrase("en", secrets.choice),
        expires_at=int(now) + 7 * policy.DAY,
    )
    async with store.transaction() as tx:
        await tx.add_invitation(invitation, token, now=now)
    return token


def _line_by_line(path: Path) -> TextIO:
    """Open a file for writing in which each line can be read at once."""
    return path.open("w", encoding="utf-8", buffering=1)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
