"""Makes a plan's faults happen, each at its time."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sandbox.cams.faults import Fault as CamsFault
from sandbox.telegram.faults import TelegramFault

from .faults import FAULTS, Where
from .fleet import Fleet
from .plan import Strike
from .processes import Bot
from .waiting import NeverCameError, pause, until
from .world import World

RECOVERY = 5.0
"""Seconds after an outage of the database within which a bot may still end because of it."""

REACHED_WITHIN = 5.0
"""Seconds within which a bot comes to a place at which it is to be struck: no code may be on its way for as long."""

TALK = frozenset({"sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"})
"""Calls that are made to fail. A bot that starts meets outages too, but no heap of failures meant for others: those
would add up to minutes of a world in which everything else goes twenty times as fast."""


@dataclass(frozen=True, slots=True)
class Database:
    """What can be done to a database server; SQLite has none."""

    crash: Callable[[], Awaitable[None]]
    stop: Callable[[], Awaitable[None]]
    start: Callable[[], Awaitable[None]]


class Injector:
    """Injects.

    Attributes:
        done: what was really injected, counted by name: a fault that finds no bot alive is none.
        struck: what befell bots, databases and whole servers, and when; not what befell single calls.
    """

    def __init__(self, world: World, fleet: Fleet, database: Database | None) -> None:
        self._world = world
        self._fleet = fleet
        self._database = database
        self._tasks: set[asyncio.Task[None]] = set()
        self._database_busy = asyncio.Lock()
        self.done: Counter[str] = Counter()
        self.struck: list[tuple[float, str]] = []

    async def run(self, strikes: Sequence[Strike]) -> None:
        """Make them all happen; returns after the last one has begun."""
        began = time.monotonic()
        for strike in strikes:
            await pause(max(0.0, began + strike.at * self._world.slowness - time.monotonic()))
            task = asyncio.ensure_future(self._strike(strike))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def heal(self) -> None:
        """Let everything work again, and wait until it does."""
        await asyncio.gather(*self._tasks)
        self._world.cams.switch_off()
        self._world.telegram.heal()
        for slot in range(self._fleet.replicas):
            self._world.disarm(slot)

    def _note(self, strike: Strike) -> None:
        self.done[strike.name] += 1
        if FAULTS[strike.name].where not in {Where.CAMS, Where.TELEGRAM}:
            what = f"{strike.name} of bot {strike.slot}, for {strike.seconds:.1f} s, {strike.amount:+}"
            self.struck.append((self._world.clock(), what))

    async def _strike(self, strike: Strike) -> None:
        fault = FAULTS[strike.name]
        match fault.where:
            case Where.CAMS:
                switch = self._world.cams.switch_on(CamsFault(fault.what), times=strike.amount)
                self._note(strike)
                await self._world.pause(strike.seconds)
                self._world.cams.switch_off(switch)
            case Where.TELEGRAM:
                self._world.telegram.strike(TelegramFault(fault.what), strike.amount, TALK)
                self._note(strike)
            case Where.OUTAGE:
                server = self._world.cams_server if fault.what == "cams" else self._world.telegram_server
                self._note(strike)
                await server.down()
                await self._world.pause(strike.seconds)
                await server.up()
            case Where.DATABASE:
                await self._strike_database(strike, fault.what)
            case Where.POINT | Where.HALT:
                await self._strike_at(strike, fault.where, fault.what)
            case Where.PROCESS | Where.CLOCK | Where.DISK:
                bot = self._fleet.bot(strike.slot)
                if bot is not None and not bot.is_frozen:
                    self._note(strike)
                    await self._strike_bot(strike, fault.where, fault.what, bot)

    async def _strike_at(self, strike: Strike, where: Where, point: str) -> None:
        """Strike whichever bot of the slot comes to that place first, unless another such strike waits for it."""
        if self._world.is_armed(strike.slot):
            return
        self._world.arm(point, strike.slot, by=signal.SIGKILL if where is Where.POINT else signal.SIGSTOP)
        slowness = self._world.slowness
        try:
            await until(lambda: not self._world.is_armed(strike.slot), point, patience=REACHED_WITHIN * slowness)
        except NeverCameError:
            self._world.disarm(strike.slot)
            return
        self._note(strike)
        bot = self._fleet.bot(strike.slot)
        if where is Where.HALT and bot is not None:
            bot.is_frozen = True
            await self._world.pause(strike.seconds)
            bot.thaw()

    async def _strike_bot(self, strike: Strike, where: Where, what: str, bot: Bot) -> None:
        match where, what:
            case Where.PROCESS, "kill":
                self._fleet.kill(bot)
            case Where.PROCESS, "terminate":
                await self._fleet.terminate(bot)
            case Where.PROCESS, "freeze":
                bot.freeze()
                await self._world.pause(strike.seconds)
                bot.thaw()
            case Where.CLOCK, _:
                self._world.clock.put_off(strike.slot, strike.amount)
                await self._world.pause(strike.seconds)
                self._world.clock.put_off(strike.slot, 0)
            case _:  # The disk.
                self._fleet.excuse_for((strike.seconds + RECOVERY) * self._world.slowness)
                bot.fill_disk()
                await self._world.pause(strike.seconds)
                bot.free_disk()

    async def _strike_database(self, strike: Strike, what: str) -> None:
        if self._database is None:
            return
        async with self._database_busy:
            self._note(strike)
            self._fleet.excuse_for()
            await (self._database.crash() if what == "crash" else self._database.stop())
            await self._world.pause(strike.seconds)
            await self._database.start()
            self._fleet.excuse_no_longer_than(RECOVERY * self._world.slowness)
