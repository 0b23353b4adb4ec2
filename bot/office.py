"""The two use cases at work: their workers, the inbox's way in, and an orderly end."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import structlog
from telegram.error import InvalidToken

from db.presence import Presence

from . import metrics
from .announcing import Announcing, Receiver
from .braking import Brake
from .calling import Caller, Pace
from .cams.client import Client
from .claiming import Report
from .conversation import Conversation
from .digesting import Digesting
from .dispatch import Dispatch
from .flow import policy
from .flow.effects import Reason, TellStaff
from .flow.model import Case
from .health import Health
from .homecoming import Homecoming
from .house import House
from .jobs import beating, job_troubles
from .leasing import Leases
from .links import TOKEN_BYTES
from .noticing import Notifier
from .opening import CannotStartError, database_troubles
from .phrase import new_phrase
from .ports import Incident
from .probing import Probing
from .purging import Purge
from .relief import Relief
from .serving import HttpServer
from .settings import Settings
from .sheets.carrying import Making, SheetCarrier
from .staff import moving
from .staff.asking import Staffing
from .store import Arrival, Store
from .telegram.evidence import write_evidence
from .telegram.files import TelegramFiles
from .telegram.group import TelegramGroup
from .telegram.inbound import read_update
from .telegram.outbound import TelegramMessenger
from .telegram.subscription import WebhookRefusedError
from .telegram.words import LANGUAGES, typed_words
from .tempo import Tempo
from .topics.carrying import TopicCarrier
from .whereabouts import Whereabouts
from .witnessing import Witness
from .worker import Worker

log = structlog.get_logger(__name__)

ALARM_PAUSE = 10 * policy.MINUTE
"""Seconds between alarms: who mends the database needs no reminder a minute."""

LIVENESS_CHECK = 5.0
"""Seconds between looks for dead replicas: a customer whose message one of them held waits no longer than that."""

ROUND_PATIENCE = 1.0
"""Seconds for the rounds that are under way when stopping: many times what one takes."""

CATCH_UP_PATIENCE = 30.0
"""Seconds until deadlines are looked at although nobody can say that all that waits at Telegram has come."""

STOP_PATIENCE = 7.0
"""Seconds for what is under way when stopping; with the last transactions, under the ten that a supervisor gives."""

MARGIN = 1.04
"""Calls leave this much slower than the limit, so that eleven of them take more than a second: by 40 ms for the jitter
of clocks, event loops and the network, at the cost of a twenty-fifth of the limit."""

DECIDED_KEPT = 7 * policy.DAY
"""Telegram may number its updates anew after a week without any: until then a repeat must be known as one."""

ANNOUNCEMENTS_KEPT = 7 * policy.DAY
"""For how long events can be sent again: a week is enough to notice that a receiver is gone and to mend it, and no
longer than anything is kept of a case."""

TELLINGS_KEPT = policy.DAY
"""Many times what it takes until staff may be told of anything as often as ever."""

TALLIES_KEPT = 400 * policy.DAY
"""A year, and the month of the year before that it is compared with. They say nothing of anybody."""

COPIES_KEPT = 7 * policy.DAY
"""Telegram lets people edit what they wrote for two days; what was held up may come some days later."""

COPIES_AT_ONCE = 1_000
"""More than a group can be sent in an hour: as many are dropped in one as there can be new."""


class ClosedError(Exception):
    """Nothing is taken in now: the program is starting or stopping."""


class Office:
    """What the program does all day. `health` says how it fares."""

    def __init__(  # noqa: PLR0913 -- its parts, each by its name
        self,
        settings: Settings,
        *,
        store: Store,
        presence: Presence,
        messenger: TelegramMessenger,
        group: TelegramGroup,
        files: TelegramFiles,
        provider: Client,
        tempo: Tempo,
        whereabouts: Whereabouts,
        receiver: Receiver | None = None,
    ) -> None:
        self._whereabouts = whereabouts
        self._store = store
        self._presence = presence
        self._tempo = tempo

        def phrases(language: str) -> str:
            return new_phrase(language or settings.default_language, secrets.choice)

        leases = Leases(new_name=lambda: presence.new_lease(secrets.token_hex(4)), clock=tempo.clock, lived=tempo.lived)
        notifier = Notifier(store=store, messenger=messenger, clock=tempo.clock)
        group.turn = notifier.turn
        self._dispatch = Dispatch(
            store=store,
            messenger=messenger,
            notifier=notifier,
            caller=Caller(
                store=store,
                provider=provider,
                clock=tempo.clock,
                wait=tempo.wait,
                leases=leases,
                pace=Pace(account=settings.account, interval=MARGIN / settings.cams_qps, grace=tempo.grace),
            ),
            topics=TopicCarrier(store=store, group=group, clock=tempo.clock),
            witness=Witness(
                store=store,
                messenger=messenger,
                clock=tempo.clock,
                write=partial(write_evidence, zone=settings.staff_time_zone, vendor=settings.vendor_name),
            ),
            sheets=SheetCarrier(
                store=store,
                messenger=messenger,
                files=files,
                clock=tempo.clock,
                making=Making(languages=LANGUAGES, new_token=_new_token, new_phrase=phrases),
            ),
            brake=Brake(clock=tempo.clock, wait=tempo.wait),
            clock=tempo.clock,
            leases=leases,
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
                offers=settings.offers,
                hours=settings.hours,
                staff=Staffing(
                    group=whereabouts,
                    admins=settings.admin_user_ids,
                    bot_name=lambda: messenger.name,
                    new_token=_new_token,
                    new_phrase=phrases,
                    languages=LANGUAGES,
                ),
            ),
            claimer=self._dispatch,
            new_token=_new_token,
        )
        self._messenger = messenger
        self._alarmed_at = float("-inf")
        self._deciding = self._worker("conversation", self._conversation.work)
        self._dispatching = self._worker("dispatch", self._dispatch.work)
        self._relief = Relief(store=store, clock=tempo.clock, claimer=self._dispatch, offers=settings.offers)
        self._probing = Probing(store=store, clock=tempo.clock, claimer=self._dispatch, offers=settings.offers)
        self._digesting = Digesting(
            store=store,
            clock=tempo.clock,
            claimer=self._dispatch,
            offers=settings.offers,
            chat_id=settings.staff_chat_id,
        )
        self._homecoming = Homecoming(
            store=store,
            clock=tempo.clock,
            lived=tempo.lived,
            claimer=self._dispatch,
            offers=settings.offers,
            asks=not settings.telegram_webhook_url,
        )
        self._purge = Purge(transaction=store.transaction, clock=tempo.clock, wait=tempo.wait, offers=settings.offers)
        self._is_caught_up = False
        self._sweeping = self._worker("sweep", self._sweep)
        self._freeing = self._worker("presence", self.free_the_dead)
        self._workers = [self._deciding, self._dispatching, self._sweeping, self._freeing]
        self._announcing: Announcing | None = None
        if receiver is not None:
            self._announcing = Announcing(
                store=store,
                receiver=receiver,
                clock=tempo.clock,
                chance=random.random,
                leases=leases,
                kick=lambda: self._telling.kick(),  # noqa: PLW0108 -- made below
            )
            self._telling = self._worker("events", self._announcing.work)
            self._workers.append(self._telling)
        self.health = Health(self._workers)

    def _worker(self, name: str, *rounds: Callable[[], Awaitable[bool]]) -> Worker:
        return Worker(name, *rounds, wait=self._tempo.wait, steady=self._tempo.steady, alarm=self._alarm)

    def _report(self, report: Report) -> None:
        self._conversation.report(report)
        self._deciding.kick()

    async def _alarm(self, worker: str, error: str) -> None:
        """Tell staff at once that the program cannot work: the outbox, which tells them else, may be what fails."""
        now = self._tempo.clock()
        if now - self._alarmed_at >= ALARM_PAUSE:
            self._alarmed_at = now
            await self._messenger.tell_staff(self._notice(Reason.TROUBLE, worker, error), Incident())

    def _notice(self, reason: Reason, code: str, message: str) -> TellStaff:
        return TellStaff(reason=reason, case=Case(chat_id=0), at=int(self._tempo.clock()), code=code, message=message)

    async def _sweep(self) -> bool:
        """Decide on what nobody asks for. What customers wrote while we were away comes first: it may be an answer."""
        await self._homecoming.beat()
        if not self._is_caught_up:
            return False
        if await self._conversation.sweep():
            return True
        await self._probing.work()
        await self._relief.work()
        await self._digesting.work()
        return await self._homecoming.work()

    def fetched(self, is_all: bool) -> None:  # noqa: FBT001 -- the one thing that there is to say
        """Telegram answered, and what came is stored; `is_all`: nothing more waits there."""
        self._homecoming.fetched()
        if is_all:
            self.caught_up()

    def caught_up(self) -> None:
        """What waited at Telegram is stored, or nobody can say when it will be."""
        self._homecoming.caught_up()
        if not self._is_caught_up:
            self._is_caught_up = True
            self._sweeping.kick()

    async def _catch_up(self) -> None:
        await self._tempo.wait(CATCH_UP_PATIENCE)
        self.caught_up()

    def kick(self) -> None:
        """Look into the database now."""
        self._deciding.kick()
        self._dispatch.look_everywhere()
        self._sweeping.kick()
        if self._announcing is not None:
            self._telling.kick()

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        """Take updates in: on disk when this returns. Raises `ClosedError`, and what the database raises."""
        if not self.health.serving:
            raise ClosedError
        stored = self._conversation.arrive(arrivals)
        self._deciding.kick()
        await stored

    async def give_up_update(self) -> None:
        """Owe staff a notice of an update that cannot be taken in. Raises as `put` does."""
        if not self.health.serving:
            raise ClosedError
        async with self._store.transaction() as tx:
            await tx.owe([self._notice(Reason.BURIED, "update", "unreadable")], now=self._tempo.clock())
        self._dispatch.look_everywhere()

    async def free_the_dead(self) -> bool:
        """Take over what replicas that are no longer alive had leased. There is never more to do at once."""
        was_away = await self._presence.enter()
        await self._store.follow_keys(self._presence.replica)
        if was_away:
            # The database was, and the others too may have yet to show that they live: they have until the next look.
            return False
        async with self._store.transaction() as tx:
            freed = await tx.free_the_dead(self._presence)
            is_ours = not self._whereabouts.is_kept
            await moving.keep(tx, self._whereabouts, now=self._tempo.clock())
        if is_ours:
            self._whereabouts.is_kept = True
            self._dispatch.look_everywhere()
        if freed:
            metrics.TAKEN_OVER.inc(freed)
            log.warning("took over from the dead", rows=freed)
            self.kick()
        return False

    async def forget(self) -> None:
        """Drop what is kept of updates decided, and of notices given, long ago; and erase what is kept of people."""
        async with self._store.transaction() as tx:
            await tx.forget_updates(before=self._tempo.clock() - DECIDED_KEPT)
            await tx.forget_tellings(before=self._tempo.clock() - TELLINGS_KEPT)
            await tx.forget_copies(before=self._tempo.clock() - COPIES_KEPT, limit=COPIES_AT_ONCE)
            await tx.forget_tallies(before=self._tempo.clock() - TALLIES_KEPT)
            await tx.forget_announcements(before=self._tempo.clock() - ANNOUNCEMENTS_KEPT)
        done = await self._purge.work(goes_on=lambda: self.health.serving)
        if any(done.values()):
            log.info("erased", **done)

    async def run(self, intake: Callable[[], Awaitable[None]], server: HttpServer, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, or until a part of it ends by itself. `intake` brings updates until cancelled.

        Raises `CannotStartError`.
        """
        with database_troubles():  # It may have gone away while Telegram was waited for.
            await self.free_the_dead()
        self.kick()
        workers = [asyncio.ensure_future(worker.run()) for worker in self._workers]
        self.health.serving = True
        taking_in = asyncio.ensure_future(intake())
        catching_up = asyncio.ensure_future(self._catch_up())
        stopping = asyncio.ensure_future(stop.wait())
        log.info("serving", port=server.port)
        try:
            with beating(self._tempo.pulse, self.kick), beating(LIVENESS_CHECK, self._freeing.kick):
                # No part ever ends by itself: without one we would take in what nobody decides on, say.
                parts: list[asyncio.Future[Any]] = [taking_in, stopping, server.ended, *workers]
                ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        finally:
            log.info("stopping")
            self.health.serving = False
            for task in (taking_in, catching_up, stopping):
                task.cancel()
            await asyncio.gather(
                taking_in, catching_up, stopping, server.stop(), self._stop_dispatch(), return_exceptions=True
            )
            for worker in self._workers:
                worker.stop()
            _, late = await asyncio.wait(workers, timeout=ROUND_PATIENCE)
            for task in late:
                task.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            with job_troubles("stop"):
                # What came of it all, decided and settled: nothing of it has to be found out again. One round has
                # all of it; a backlog of updates is for the next start, which may be longer than we have.
                await self._conversation.work()
                await self._dispatch.work()
        if not stop.is_set():
            raise CannotStartError(_why(taking_in if taking_in in ended else None))

    async def _stop_dispatch(self) -> None:
        with job_troubles("stop"):
            await asyncio.gather(
                self._dispatch.stop(STOP_PATIENCE),
                *([self._announcing.stop(STOP_PATIENCE)] if self._announcing is not None else []),
            )


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _why(taking_in: "asyncio.Future[None] | None") -> str:
    """Why the program ended by itself."""
    error = None if taking_in is None else taking_in.exception()
    if isinstance(error, InvalidToken):
        return "Telegram refused the bot's token: was it revoked at BotFather?"
    if isinstance(error, WebhookRefusedError):
        return f"TELEGRAM_WEBHOOK_URL: Telegram does not take it ({error})."
    return "a part of the program ended by itself, which is a defect; start it again"
