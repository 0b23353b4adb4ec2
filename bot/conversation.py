"""Use case: take what came in, decide, save and owe, in one transaction.

What came in is updates from the inbox, reports of what carrying out brought to light, and deadlines that are here.
Whole chats are decided at a time, in order within each. An update that cannot be decided on is tried again and then
given up, with a notice to staff; only its own chat waits for it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from . import faultpoints, metrics
from .claiming import Claimer, Report
from .deadlines import Due, decide_on
from .desk import Desk, HeldElsewhereError
from .flow import policy
from .flow.effects import Note, Place, Reason, Show, TellStaff
from .flow.model import Case, CaseId
from .flow.moderation import Demand, remember
from .flow.steps import screen_of
from .forgetting import forget_what_was_wished
from .hearing import Hearing
from .house import House
from .ports import Clock, Reader
from .reading import Words
from .store import Arrival, Store, Transaction, Undecided
from .telling import worth_telling

log = structlog.get_logger(__name__)

CHATS_AT_ONCE = 100
"""Chats decided in one transaction: enough to share a commit among, few enough to keep it under a tenth of a second."""

UPDATES_AT_ONCE = 400
"""The same for updates, should chats send very many."""

UPDATES_OF_A_CHAT = 50
"""What one of them may take of a round; nobody in earnest has so many waiting. The rest is for the next round."""

BYTES_OF_A_CHAT = 2**14
"""The same for their size: forty messages of the usual size, or four as long as Telegram allows, which take ten
milliseconds each to be read. The first one is read whatever its size."""

RETRY_WAITS = (1, 5, 15)
"""Seconds before an update that failed is tried again. Together less than the half minute that a chat may wait."""


class Conversation:
    """Decides. `report` hands it what carrying out brought to light; `work` and `sweep` do one round."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        reader: Reader,
        words: Words,
        house: House,
        claimer: Claimer,
        new_token: Callable[[], str],
    ) -> None:
        self._store = store
        self._clock = clock
        self._hearing = Hearing(
            reader=reader, words=words, fingerprint=store.fingerprint, house=house, new_token=new_token
        )
        self._claimer = claimer
        self._reports: list[Report] = []
        self._arrived: list[tuple[Sequence[Arrival], asyncio.Future[None]]] = []
        self._demands: dict[int, Demand] = {}

    def arrive(self, arrivals: Sequence[Arrival]) -> asyncio.Future[None]:
        """Take updates in with the next round, which stores them and, as a rule, decides on them at once.

        They are on disk when the result is done; what the database refused is its exception. One commit for both
        halves the time that a reply waits for the disk.
        """
        stored = asyncio.get_running_loop().create_future()
        self._arrived.append((arrivals, stored))
        return stored

    def report(self, report: Report) -> None:
        """Take an event in that the next round decides on. It is lost with the process; its row's lease is not."""
        self._reports.append(report)

    async def work(self) -> bool:
        """Decide on what is there. True: there may be more."""
        try:
            return await self._round()
        except DBAPIError as exc:
            if not _is_ones_own(exc):
                raise
            # Two chats wanted the same number at the same moment, say: decided one by one, the later one is told.
            await self._store_only()
            log.warning("decided one by one")
            return await self._one_by_one()

    async def sweep(self) -> bool:
        """Decide on deadlines that are here. True: there may be more."""
        now = self._clock()
        async with self._store.transaction() as tx:
            due = await Due.find(tx, now=now, limit=CHATS_AT_ONCE)
            if not due.most:
                return False
            is_returning = await tx.returned() is not None
            house = self._hearing.house
            desk = await Desk.open(tx, chats=(), cases=due.cases, now=now, offers=house.offers)
            await decide_on(desk, due, hours=house.hours, is_returning=is_returning)
            await forget_what_was_wished(desk)
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)
        return due.most == CHATS_AT_ONCE

    async def _round(self, only: int | None = None, *, most: int = UPDATES_AT_ONCE) -> bool:
        now = self._clock()
        reports = [report for report in self._reports if only in {None, report.chat_id}]
        async with self._storing(now) as tx:
            waiting = await tx.waiting_chats(now=now, limit=CHATS_AT_ONCE) if only is None else [only]
            if not waiting and not reports:
                return False
            about = {report.case_id: report.chat_id for report in reports}
            faultpoints.reached("before deciding")
            chats = {*waiting, *(report.chat_id for report in reports)}
            desk = await Desk.open(
                tx, chats=chats, cases=about, now=now, offers=self._hearing.house.offers, demands=self._demands
            )
            decided = [report for report in reports if report.chat_id in desk.chats]
            for report in decided:
                await self._hearing.reported(desk, report)
            locked = [chat for chat in waiting if chat in desk.chats]
            updates = await tx.take(locked, limit=most, each=min(most, UPDATES_OF_A_CHAT))
            shares, are_cut = _shares(updates)
            is_put_off = await self._updates(desk, shares)
            await forget_what_was_wished(desk)
            if desk.has_new_codes:
                desk.line_up(await self._claimer.line(tx, now=now))
            await desk.save()
            answers = [report.answered for report in decided if report.answered is not None]
            await tx.finish_calls(answers, known=desk.cases, now=now)
            rows = await self._claimer.claim(tx, desk.queues, now=now)
            faultpoints.reached("before commit of decisions")
        faultpoints.reached("after commit of decisions")
        metrics.DECIDING.observe(max(0.0, self._clock() - now))
        done = {id(report) for report in decided}
        self._reports = [report for report in self._reports if id(report) not in done]
        remember(self._demands, desk.demands)
        self._claimer.start(rows)
        return len(waiting) == CHATS_AT_ONCE or len(updates) == most or are_cut or is_put_off

    @asynccontextmanager
    async def _storing(self, now: float, *, may_wait: bool = True) -> AsyncGenerator[Transaction]:
        """A transaction that stores first what has arrived, and says so once it is committed.

        `may_wait`: should one chat's data make it fail, what has arrived is stored with another one.
        """
        arrived = list(self._arrived)
        try:
            async with self._store.transaction() as tx:
                if arrived:
                    faultpoints.reached("before inbox")
                    await tx.put([arrival for arrivals, _ in arrived for arrival in arrivals], now=now)
                    faultpoints.reached("after inbox")
                yield tx
        except Exception as exc:
            if not (may_wait and _is_ones_own(exc)):
                self._answer(arrived, exc)
            raise
        self._answer(arrived, None)

    def _answer(
        self, arrived: Sequence[tuple[Sequence[Arrival], "asyncio.Future[None]"]], error: Exception | None
    ) -> None:
        self._arrived = self._arrived[len(arrived) :]
        for _, stored in arrived:
            if stored.done():
                continue  # Whoever brought them has gone; Telegram will bring them again.
            if error is None:
                stored.set_result(None)
            else:
                stored.set_exception(error)

    async def _store_only(self) -> None:
        """Store what has arrived without deciding on anything."""
        async with self._storing(self._clock(), may_wait=False):
            pass

    async def _one_by_one(self) -> bool:
        async with self._store.transaction() as tx:
            waiting = await tx.waiting_chats(now=self._clock(), limit=CHATS_AT_ONCE)
        for chat_id in dict.fromkeys([*waiting, *(report.chat_id for report in self._reports)]):
            try:
                await self._round(chat_id)
            except DBAPIError as exc:
                if not _is_ones_own(exc):
                    raise
                await self._oldest(chat_id)
        return True

    async def _oldest(self, chat_id: int) -> None:
        """Decide on what is reported of the chat alone, then on its oldest update: only what is refused is blamed."""
        refused = await self._refused(chat_id, most=0)
        if refused is not None:
            await self._bury_reports(chat_id, refused)
        refused = await self._refused(chat_id, most=1)
        if refused is not None:
            await self._blame(chat_id, refused)

    async def _refused(self, chat_id: int, *, most: int) -> DBAPIError | None:
        """Decide on so many of the chat's updates, and on all that is reported of it; gives why that is refused."""
        try:
            await self._round(chat_id, most=most)
        except DBAPIError as exc:
            if not _is_ones_own(exc):
                raise
            return exc
        return None

    async def _bury_reports(self, chat_id: int, error: Exception) -> None:
        """What is reported of the chat cannot be decided on: staff hear of it, and the cases' deadlines see to them."""
        now = self._clock()
        gone = [report for report in self._reports if report.chat_id == chat_id]
        async with self._store.transaction() as tx:
            for report in gone:
                await tx.settle(report.row)
                case = Case(id=CaseId(report.case_id), chat_id=0)
                notice = TellStaff(
                    reason=Reason.BURIED, case=case, at=int(now), code=report.row.kind, message=type(error).__name__
                )
                await tx.owe(await worth_telling(tx, notice, now=now), now=now)
                log.error("report not decided", case_id=report.case_id, error=type(error).__name__)
            answers = [report.answered for report in gone if report.answered is not None]
            await tx.finish_calls(answers, known={report.case_id for report in gone}, now=now)
        self._reports = [report for report in self._reports if report.chat_id != chat_id]

    async def _blame(self, chat_id: int, error: Exception) -> None:
        """The chat's oldest update is what the database refused."""
        now = self._clock()
        async with self._store.transaction() as tx:
            desk = await Desk.open(tx, chats=[chat_id], cases={}, now=now, offers=self._hearing.house.offers)
            updates = await tx.take(desk.chats, limit=1, each=1)
            for update in updates:
                await self._failed(desk, update, error)
            await desk.save()

    async def _updates(self, desk: Desk, updates: Sequence[Undecided]) -> bool:
        """Decide on updates. True: one is put off to the next round, with what is behind it in its chat."""
        decided: list[int] = []
        stuck: set[int] = set()
        is_put_off = False
        albums: set[str] = set()
        for update in updates:
            if update.chat_id in stuck:
                continue
            desk.update_id = update.update_id
            try:
                await self._hearing.heard(desk, update, albums)
            except HeldElsewhereError:
                is_put_off = True
                stuck.add(update.chat_id)
            except SQLAlchemyError:
                raise  # The transaction is beyond use, and the update not to blame.
            except Exception as exc:  # noqa: BLE001 -- whatever it is, only this chat may wait for it
                if await self._failed(desk, update, exc):
                    stuck.add(update.chat_id)
            else:
                decided.append(update.update_id)
        await desk.tx.decided(decided, now=desk.now)
        metrics.UPDATES.labels("decided").inc(len(decided))
        return is_put_off

    async def _failed(self, desk: Desk, update: Undecided, error: Exception) -> bool:
        """True: it will be tried again, and what is behind it waits; False: it is given up."""
        # The error's text may hold what the customer wrote: its kind must do.
        log.error(
            "update not decided", update_id=update.update_id, attempts=update.attempts, error=type(error).__name__
        )
        if update.attempts < len(RETRY_WAITS):
            metrics.UPDATES.labels("postponed").inc()
            await desk.tx.failed(update, until=desk.now + RETRY_WAITS[update.attempts])
            return True
        metrics.UPDATES.labels("buried").inc()
        await desk.tx.bury_update(update.update_id, now=desk.now)
        chat, at = desk.chats[update.chat_id], int(desk.now)
        case = desk.cases.get(chat.case_id) or self._hearing.new_case(chat, "")
        case = await desk.whole(policy.without_code(case))  # What is owed keeps no code, and counts the tries.
        if update.chat_id > 0:  # A group, whose id is negative, did not ask for an answer.
            await desk.owe(Show(case=case, screen=screen_of(case), at=at, note=Note.CANNOT_READ, place=Place.NEW))
        await desk.owe(TellStaff(reason=Reason.BURIED, case=case, at=at, code="update", message=type(error).__name__))
        return False


def _is_ones_own(error: Exception) -> bool:
    """Whether the database refused one chat's data, for which the others must not wait."""
    # Class 22 is «data exception» (PostgreSQL's appendix A): a text too long for its column, say.
    state = str(getattr(error.orig, "sqlstate", "")) if isinstance(error, DBAPIError) else ""
    return isinstance(error, IntegrityError) or state.startswith("22")


def _shares(updates: Sequence[Undecided]) -> tuple[list[Undecided], bool]:
    """Of each chat's updates what it may take of one round, and whether any chat may have more."""
    shares: list[Undecided] = []
    counts: Counter[int] = Counter()
    sizes: Counter[int] = Counter()
    for update in updates:
        counts[update.chat_id] += 1
        sizes[update.chat_id] += len(update.payload)
        if counts[update.chat_id] == 1 or sizes[update.chat_id] <= BYTES_OF_A_CHAT:
            shares.append(update)
    return shares, len(shares) < len(updates) or UPDATES_OF_A_CHAT in counts.values()
