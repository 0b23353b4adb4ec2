"""Builds the program out of its parts and runs it. The only place that knows the clock, and everybody else."""

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder

from db.presence import Presence

from .calling import Caller, Pace
from .cams.client import Client, http_client
from .cams.signature import Credentials
from .conversation import Conversation, House, Report
from .dispatch import Dispatch
from .flow import policy
from .flow.effects import Reason, TellStaff
from .flow.model import Case
from .opening import CannotStartError, database_troubles, open_store, prepare
from .ports import Clock, Incident
from .relief import Relief
from .settings import Settings
from .store import Arrival, Store
from .telegram.inbound import read_update
from .telegram.outbound import TelegramMessenger
from .telegram.poller import RETRY_WAITS, Poller
from .telegram.staff import commands, descriptions
from .telegram.transport import AiohttpRequest
from .telegram.words import LANGUAGES, typed_words
from .worker import Worker

log = structlog.get_logger(__name__)

PULSE = 1.0
"""Seconds between looks into the database for what has fallen due: no deadline of ours is finer than two."""

ALARM_PAUSE = 10 * policy.MINUTE
"""Seconds between alarms: who mends the database needs no reminder a minute."""

LIVENESS_CHECK = 5.0
"""Seconds between looks for dead replicas: a customer whose message one of them held waits no longer than that."""

ROUND_PATIENCE = 1.0
"""Seconds for the rounds that are under way when stopping: many times what one takes."""

STOP_PATIENCE = 7.0
"""Seconds for what is under way when stopping; with the last transactions, under the ten that a supervisor gives."""

MARGIN = 1.02
"""Calls leave this much slower than the limit, so that the network's jitter never puts eleven into one second."""

DECIDED_KEPT = 7 * policy.DAY
"""Telegram may number its updates anew after a week without any: until then a repeat must be known as one."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """The clock, and how to wait by it. The sandbox may let time run faster; then everything does."""

    clock: Clock = time.time
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep  # noqa: TID251 -- the one real wait, handed to everybody
    pulse: float = PULSE


async def serve(settings: Settings, *, stop: asyncio.Event, tempo: Tempo = Tempo()) -> None:
    """Bring the schema up to date, then serve until `stop` is set; finish or hand back what is under way.

    Raises `CannotStartError`.
    """
    async with AsyncExitStack() as stack:
        with database_troubles():
            engine, store = open_store(settings)
            stack.push_async_callback(store.close)
            presence = Presence(engine, secrets.randbelow(2**31))
            stack.push_async_callback(presence.leave)
            # Before the schema is touched: another process may be serving from the same file.
            await presence.enter()
            await prepare(engine, settings)
        transports = AiohttpRequest(), AiohttpRequest()
        application = _application(settings, transports)
        stack.push_async_callback(_close_transports, transports)
        await _reach_telegram(application, stop)
        if stop.is_set():
            return
        stack.push_async_callback(application.shutdown)
        http = await stack.enter_async_context(http_client(settings.cams_endpoint))
        messenger = TelegramMessenger(
            bot=application.bot, staff_chat_id=settings.staff_chat_id, staff_language=settings.default_language
        )
        provider = Client(
            http,
            settings.cams_endpoint,
            credentials=lambda: _credentials(settings),
            now=lambda: datetime.fromtimestamp(tempo.clock(), UTC),
            nonce=lambda: secrets.token_hex(16),
        )
        office = _Office(settings, store=store, presence=presence, messenger=messenger, provider=provider, tempo=tempo)
        await _introduce(application.bot)
        async with _jobs(application, office, tempo):
            await office.run(application.bot, stop)


class _Office:
    """The two use cases, their workers, and the inbox's way in."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Store,
        presence: Presence,
        messenger: TelegramMessenger,
        provider: Client,
        tempo: Tempo,
    ) -> None:
        self._store = store
        self._presence = presence
        self._tempo = tempo
        self._dispatch = Dispatch(
            store=store,
            messenger=messenger,
            caller=Caller(
                store=store,
                provider=provider,
                clock=tempo.clock,
                wait=tempo.wait,
                pace=Pace(account=settings.alibaba_cloud_access_key_id, interval=MARGIN / settings.cams_qps),
            ),
            clock=tempo.clock,
            new_lease=lambda: presence.new_lease(secrets.token_hex(4)),
            report=self._report,
            kick=lambda: self._dispatching.kick(),  # noqa: PLW0108 -- made below
        )
        self._conversation = Conversation(
            store=store,
            clock=tempo.clock,
            reader=read_update,
            words=typed_words(),
            house=House(
                languages=LANGUAGES,
                default_language=settings.default_language,
                open_space=settings.cust_space_id if settings.access == "open" else "",
            ),
            claimer=self._dispatch,
        )
        self._messenger = messenger
        self._alarmed_at = float("-inf")
        self._deciding = Worker("conversation", self._conversation.work, wait=tempo.wait, alarm=self._alarm)
        self._dispatching = Worker("dispatch", self._dispatch.work, wait=tempo.wait, alarm=self._alarm)
        relief = Relief(store=store, clock=tempo.clock, claimer=self._dispatch)
        self._sweeping = Worker("sweep", self._conversation.sweep, relief.work, wait=tempo.wait, alarm=self._alarm)

    def _report(self, report: Report) -> None:
        self._conversation.report(report)
        self._deciding.kick()

    async def _alarm(self, worker: str, error: str) -> None:
        """Tell staff at once that the program cannot work: the outbox, which tells them else, may be what fails."""
        now = self._tempo.clock()
        if now - self._alarmed_at >= ALARM_PAUSE:
            self._alarmed_at = now
            case = Case(chat_id=0)
            trouble = TellStaff(reason=Reason.TROUBLE, case=case, at=int(now), code=worker, message=error)
            await self._messenger.tell_staff(trouble, Incident())

    def kick(self) -> None:
        """Look into the database now."""
        self._deciding.kick()
        self._dispatch.look_everywhere()
        self._sweeping.kick()

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        """Take updates in: on disk when this returns."""
        stored = self._conversation.arrive(arrivals)
        self._deciding.kick()
        await stored

    async def free_the_dead(self) -> None:
        """Take over what replicas that are no longer alive had leased."""
        await self._presence.enter()
        async with self._store.transaction() as tx:
            freed = await tx.free_the_dead(self._presence)
        if freed:
            log.warning("took over from the dead", rows=freed)
            self.kick()

    async def forget(self) -> None:
        """Drop what is kept of updates decided long ago."""
        async with self._store.transaction() as tx:
            await tx.forget_updates(before=self._tempo.clock() - DECIDED_KEPT)

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, or until the poller finds that it can never poll again."""
        poller = Poller(bot=bot, put=self.put, wait=self._tempo.wait)
        await self.free_the_dead()
        self.kick()
        workers = [
            asyncio.ensure_future(worker.run()) for worker in (self._deciding, self._dispatching, self._sweeping)
        ]
        polling = asyncio.ensure_future(poller.run())
        stopping = asyncio.ensure_future(stop.wait())
        log.info("serving")
        try:
            # A worker never ends by itself: without one we would take in what nobody decides on.
            await asyncio.wait([polling, stopping, *workers], return_when=asyncio.FIRST_COMPLETED)
            dead = [worker for worker in workers if worker.done()]
        finally:
            log.info("stopping")
            polling.cancel()
            stopping.cancel()
            await asyncio.gather(polling, stopping, return_exceptions=True)
            with _job_troubles("stop"):
                await self._dispatch.stop(STOP_PATIENCE)
            for worker in (self._deciding, self._dispatching, self._sweeping):
                worker.stop()
            _, late = await asyncio.wait(workers, timeout=ROUND_PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            with _job_troubles("stop"):
                # What came of it all, decided and settled: nothing of it has to be found out again. One round has
                # all of it; a backlog of updates is for the next start, which may be longer than we have.
                await self._conversation.work()
                await self._dispatch.work()
        if dead and not stop.is_set():
            raise CannotStartError("a part of the program ended by itself, which is a defect; start it again")
        if not stop.is_set():
            raise CannotStartError("Telegram refused the bot's token: was it revoked at BotFather?")


def _credentials(settings: Settings) -> Credentials:
    return Credentials(
        settings.alibaba_cloud_access_key_id,
        settings.alibaba_cloud_access_key_secret.get_secret_value(),
        settings.alibaba_cloud_security_token.get_secret_value(),
    )


async def bot_name(settings: Settings) -> str:
    """The bot's user name, which its links are made of. Raises `TelegramError`."""
    async with _bot(settings, (AiohttpRequest(), AiohttpRequest())) as bot:
        return bot.username


def _bot(settings: Settings, transports: tuple[AiohttpRequest, AiohttpRequest]) -> Bot:
    return Bot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=transports[0],
        get_updates_request=transports[1],
    )


def _application(
    settings: Settings, transports: tuple[AiohttpRequest, AiohttpRequest]
) -> Application[Any, Any, Any, Any, Any, Any]:
    # The application gives us its job queue; updates come by our own poller, straight into the inbox.
    return ApplicationBuilder().bot(_bot(settings, transports)).updater(None).build()


async def _reach_telegram(application: Application[Any, Any, Any, Any, Any, Any], stop: asyncio.Event) -> None:
    """Wait until Telegram answers: what comes in meanwhile waits there for us."""
    failures = 0
    while not stop.is_set():
        try:
            await application.initialize()
            # A webhook that somebody set once would keep every update from us. What waits is kept.
            await application.bot.delete_webhook()
        except InvalidToken:
            raise CannotStartError("Telegram does not know TELEGRAM_BOT_TOKEN: is it whole, and not revoked?") from None
        except TelegramError as exc:
            wait = RETRY_WAITS[min(failures, len(RETRY_WAITS) - 1)]
            failures += 1
            log.warning("telegram not reached", error=type(exc).__name__, wait=wait)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
        else:
            return


async def _close_transports(transports: Sequence[AiohttpRequest]) -> None:
    """Close the pools, which PTB leaves open where it was never told who the bot is."""
    for request in transports:
        await request.shutdown()


async def _introduce(bot: Bot) -> None:
    """Say who we are, in each language. Nothing depends on it, so a failure waits for the next start."""
    try:
        for language in LANGUAGES:
            short, long = descriptions(language)
            listed = [BotCommand(name, text) for name, text in commands(language)]
            await bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), language_code=language)
            await bot.set_my_short_description(short, language_code=language)
            await bot.set_my_description(long, language_code=language)
    except TelegramError as exc:
        log.warning("not introduced", error=type(exc).__name__)


@contextmanager
def _job_troubles(job: str) -> Generator[None]:
    """Say that a job failed: the next run may fare better, and PTB's own words are silenced because they quote."""
    try:
        yield
    except Exception as exc:  # noqa: BLE001 -- whatever it is, the next run may fare better
        log.error("job failed", job=job, error=type(exc).__name__)


@asynccontextmanager
async def _jobs(
    application: Application[Any, Any, Any, Any, Any, Any], office: _Office, tempo: Tempo
) -> AsyncGenerator[None]:
    """Jobs hold no data: they mean «look into the database now», so that a restart forgets nothing."""
    loop = asyncio.get_running_loop()
    beat: asyncio.TimerHandle

    def pulse() -> None:
        # By the loop's own clock: APScheduler goes by the wall clock, and is silent for as long as that is set back.
        nonlocal beat
        beat = loop.call_later(tempo.pulse, pulse)
        office.kick()

    async def free_the_dead(_: object) -> None:
        with _job_troubles("free the dead"):
            await office.free_the_dead()

    async def forget(_: object) -> None:
        with _job_troubles("forget"):
            await office.forget()

    jobs = application.job_queue
    if jobs is None:
        raise CannotStartError("python-telegram-bot was installed without its job queue")
    # A late look is better than none: PTB's default drops a job that is a second late.
    options = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    jobs.run_repeating(free_the_dead, LIVENESS_CHECK, job_kwargs=options)
    jobs.run_repeating(forget, policy.HOUR, job_kwargs=options)
    await jobs.start()
    beat = loop.call_later(tempo.pulse, pulse)
    try:
        yield
    finally:
        beat.cancel()
        await jobs.stop(wait=False)
