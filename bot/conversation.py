"""Use case: take what came in, decide, save and owe, in one transaction.

What came in is updates from the inbox, reports of what carrying out brought to light, and deadlines that are here.
Whole chats are decided at a time, in order within each. An update that cannot be decided on is tried again and then
given up, with a notice to staff; only its own chat waits for it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from . import faultpoints, metrics
from .addressing import address
from .awaiting import remind
from .desk import Desk, HeldElsewhereError, Line
from .flow import policy
from .flow.effects import Call, Note, Place, Reason, Show, TellStaff
from .flow.events import (
    Agreed,
    CallAnswered,
    ColleagueWanted,
    DeadlinePassed,
    Event,
    ForgetConfirmed,
    ForgetWanted,
    Forwarded,
    FromCustomer,
    Invited,
    LinkRefused,
    NumbersWanted,
    Overtaken,
    PersonWanted,
    Reachable,
    Started,
    Unreachable,
)
from .flow.listing import page_of
from .flow.model import CUSTOMER_DONE, Case, CaseId, Instant, Invitation, Offers, Outcome, State
from .flow.moderation import Demand, remember
from .flow.patience import PATIENT
from .flow.steps import screen_of
from .forgetting import forget, forget_stranger, forget_what_was_wished
from .helping import expire, hear, open_link
from .ports import Clock, Person, Posted, Reader, Said, Tap, Unsayable
from .reading import Fingerprint, Opened, Words, read
from .staff import front, people
from .staff.asking import Staffing
from .store import Arrival, Chat, Claimed, Found, Store, Transaction, Undecided
from .telling import worth_telling
from .text.hours import Hours
from .text.language import language_of
from .text.phone import region_of
from .text.times import night_until

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

HUSH = policy.MINUTE
"""Seconds until it is looked again whether everybody has heard that the bot is back: it tells twenty in each."""

SPREAD = 30 * policy.MINUTE
"""Seconds over which the first reminders of a morning are spread, a second for each case: so many a minute are noticed
by nobody. It is shorter than the shortest day that all zones of a number have in common, 75 minutes: American toll-free
ones, from Puerto Rico to Guam."""

OPEN_ACCESS_LIFE = 30 * policy.DAY
"""How long a case may be gone on with where there is no invitation whose expiry would say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Something that carrying out a row brought to light. The row is done once the event is decided on."""

    row: Claimed
    chat_id: int
    case_id: int
    event: Event
    answered: tuple[Call, Outcome] | None = None


class Claimer(Protocol):
    """Carries out what is owed; may lease it in the transaction that owes it, which spares a commit."""

    async def claim(self, tx: Transaction, queues: Collection[str], *, now: float) -> Sequence[Claimed]:
        """Lease as much of those queues as can be carried out at once."""
        ...

    def start(self, rows: Sequence[Claimed]) -> None:
        """Carry leased rows out; called once their transaction is committed."""
        ...

    async def line(self, tx: Transaction, *, now: float) -> Line:
        """The line that the read before a code is handed in has to wait in."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The house rules: who may come in, and how they are spoken to until they say otherwise."""

    languages: tuple[str, ...]
    default_language: str
    open_space: str = ""
    """Where anybody may come in, the space that their numbers move into; empty: only invited people may."""
    offers: Offers = field(default_factory=Offers)
    """The steps that the program does itself."""
    hours: Hours = field(default_factory=Hours)
    """When somebody of the staff is there."""
    staff: Staffing = field(default_factory=Staffing)
    """Who looks after customers, and where."""

    def language_of(self, tag: str) -> str:
        """Our language for a client's IETF tag, or the default."""
        language = language_of(tag)
        return language if language in self.languages else self.default_language


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
        self._reader = reader
        self._words = words
        self._fingerprint: Fingerprint = store.fingerprint
        self._house = house
        self._claimer = claimer
        self._new_token = new_token
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
            due = dict(await tx.due_cases(now=now, limit=CHATS_AT_ONCE))
            links = await tx.due_links(now=now, limit=CHATS_AT_ONCE)
            waiting = await tx.due_topics(now=now, limit=CHATS_AT_ONCE)
            if not due and not links and not waiting:
                return False
            is_returning = await tx.returned() is not None
            cases = due | {case_id: chat_id for _, case_id, chat_id in links}
            cases |= {case_id: chat_id for case_id, chat_id, _ in waiting}
            desk = await Desk.open(tx, chats=(), cases=cases, now=now, offers=self._house.offers)
            for case_id in due:
                case = desk.cases.get(case_id)
                if case is None or case.deadline is None or case.deadline > now:
                    continue
                if await tx.is_call_owed(case):
                    desk.put_off(case, until=int(now) + policy.ANSWER_PATIENCE)
                else:
                    quiet_until = _quiet_until(case, int(now), is_returning=is_returning)
                    is_aside = desk.chats[case.chat_id].case_id != case.id
                    passed = DeadlinePassed(at=int(now), quiet_until=quiet_until, is_aside=is_aside)
                    await desk.apply(case, passed)
            for link_id, case_id, _ in links:
                if case_id in desk.cases:
                    await expire(desk, desk.cases[case_id], link_id)
            for case_id, _, reminders in waiting:
                if case_id in desk.cases:
                    await remind(desk, desk.cases[case_id], reminders, hours=self._house.hours)
            await forget_what_was_wished(desk)
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)
        return CHATS_AT_ONCE in {len(due), len(links), len(waiting)}

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
                tx, chats=chats, cases=about, now=now, offers=self._house.offers, demands=self._demands
            )
            decided = [report for report in reports if report.chat_id in desk.chats]
            for report in decided:
                await self._reported(desk, report)
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
            desk = await Desk.open(tx, chats=[chat_id], cases={}, now=now, offers=self._house.offers)
            updates = await tx.take(desk.chats, limit=1, each=1)
            for update in updates:
                await self._failed(desk, update, error)
            await desk.save()

    async def _reported(self, desk: Desk, report: Report) -> None:
        await desk.tx.settle(report.row)
        # What came last in a chat hides the case that the chat is about, whichever it was itself about.
        is_overtaken = isinstance(report.event, Overtaken)
        case = await desk.case(desk.chats[report.chat_id].case_id if is_overtaken else report.case_id)
        # Even with the lease lost: what really happened is worth knowing, and the workflow knows what is late.
        if case is not None and isinstance(report.event, Unreachable):
            await self._reached(desk, case, report.event)
        elif case is not None:
            await desk.apply(case, await _with_what_others_have(desk, case, report.event))

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
                await self._heard(desk, update, albums)
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

    async def _heard(self, desk: Desk, update: Undecided, albums: set[str]) -> None:
        said = self._reader(update.payload)
        if said is not None and not said.written_at:
            said = replace(said, written_at=int(update.received_at))  # A tap has no time of its own.
        if isinstance(said, Posted):
            await front.hear(desk, said, self._house.staff)
        elif said is not None and (not _is_rest_of_album(said, albums) or _is_with_person(desk, said)):
            await self._said(desk, said)

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
        case = desk.cases.get(chat.case_id) or self._new_case(chat, "")
        case = await desk.whole(policy.without_code(case))  # What is owed keeps no code, and counts the tries.
        if update.chat_id > 0:  # A group, whose id is negative, did not ask for an answer.
            await desk.owe(Show(case=case, screen=screen_of(case), at=at, note=Note.CANNOT_READ, place=Place.NEW))
        await desk.owe(TellStaff(reason=Reason.BURIED, case=case, at=at, code="update", message=type(error).__name__))
        return False

    def _case_of(self, desk: Desk, chat_id: int, tag: str) -> Case:
        chat = desk.chats[chat_id]
        if chat.case_id:
            return desk.cases[chat.case_id]
        return self._new_case(chat, tag)

    def _new_case(self, chat: Chat, tag: str) -> Case:
        return Case(chat_id=chat.id, language=chat.language or self._house.language_of(tag))

    async def _said(self, desk: Desk, said: Said) -> None:
        desk.written_at = said.written_at
        current = self._case_of(desk, said.chat_id, said.language)
        if await hear(desk, said, current, words=self._words, fingerprint=self._fingerprint):
            return
        if _has_its_answer(said, current):
            return  # The rest of an album that came with an earlier poll: it has its answer.
        about = await address(desk, said, current, fingerprint=self._fingerprint)
        case = about.case
        tap = said.what.tap_id if isinstance(said.what, Tap) else ""
        meant = about.meant or read(said, case, int(desk.now), words=self._words, fingerprint=self._fingerprint)
        match meant:
            case NumbersWanted(after=after):
                page = page_of(await desk.numbers(said.chat_id), after=after)
                await desk.apply(case, replace(meant, page=page), tap=tap)
            case Opened(token=token):
                await self._opened(desk, case, token, by=said.name)
            case Agreed():
                taken = bool(case.phone) and await desk.is_number_taken(case)
                await desk.apply(case, replace(meant, taken=taken), tap=tap)
            case Reachable() | Unreachable():
                await self._reached(desk, case, meant)
            case ForgetWanted() | ForgetConfirmed() if not case.id:
                await forget_stranger(desk, case, meant, tap=tap)
            case ForgetConfirmed():
                await forget(desk, case, meant, tap=tap)
            case ColleagueWanted():
                await desk.apply(case, replace(meant, token=self._new_token()), tap=tap)
            case _:
                await desk.apply(case, self._with_hours(meant, int(desk.now)), tap=tap)

    def _with_hours(self, meant: FromCustomer, at: Instant) -> FromCustomer:
        """What is for a person, with when one is there."""
        if isinstance(meant, PersonWanted | Forwarded):
            return replace(meant, answered_from=self._house.hours.open_from(at))
        return meant

    async def _reached(self, desk: Desk, case: Case, meant: Reachable | Unreachable) -> None:
        """It is the chat that is out of reach, or back: so are all its numbers, of which one speaks."""
        await desk.apply(case, meant)
        for other in await desk.numbers(case.chat_id) if desk.chats[case.chat_id].has_others else ():
            is_news = other.id != case.id and other.unreachable is not isinstance(meant, Unreachable)
            own = await desk.case_of(case.chat_id, other.id) if is_news else None
            if own is not None:
                await desk.apply(own, replace(meant, is_aside=True))

    async def _opened(self, desk: Desk, case: Case, token: str, *, by: str) -> None:
        at = int(desk.now)
        fresh = Case(chat_id=case.chat_id, language=case.language)
        if not token:
            if self._house.open_space and case.state in CUSTOMER_DONE and not desk.is_flooded(case.chat_id):
                invitation = Invitation(id=0, space=self._house.open_space, expires_at=at + OPEN_ACCESS_LIFE)
                await desk.apply(fresh, Invited(at=at, invitation=invitation))
            else:
                await desk.apply(case, Started(at=at))
            return
        found = await desk.tx.find_invitation(token)
        if found is None:
            link = await desk.tx.find_link(token)
            if link is not None:
                await open_link(desk, case, *link)
            elif not await people.join(desk, self._house.staff, Person(case.chat_id, by), token):
                await desk.apply(case, LinkRefused(at=at, note=Note.LINK_UNKNOWN))
        elif found.chat_id == case.chat_id:
            own = await desk.case_of(case.chat_id, found.case_id)
            await desk.apply(own or case, Started(at=at, is_aside=own is not None and own.id != case.id))
        elif found.chat_id:
            await desk.apply(case, LinkRefused(at=at, note=Note.LINK_USED, whose=_named(found, by=case.chat_id)))
        elif found.invitation.expires_at <= at:
            await desk.apply(case, LinkRefused(at=at, note=Note.LINK_EXPIRED))
        else:
            invited = Invited(at=at, invitation=found.invitation, region=region_of(found.invitation.phone))
            begun = await desk.apply(fresh, invited, invitation_id=found.invitation.id)
            await desk.tx.bind_invitation(found.invitation.id, chat_id=begun.chat_id, case_id=begun.id, now=desk.now)


async def _with_what_others_have(desk: Desk, case: Case, event: Event) -> Event:
    """An answer after a verification, with whether the number is another case's: a verified one keeps nobody away."""
    if isinstance(event, CallAnswered) and case.state in {State.VERIFIED, State.REGISTERING} and case.phone:
        return replace(event, is_taken=await desk.is_number_taken(case))
    return event


def _named(found: Found, *, by: int) -> Case:
    """The case that a link led to, as far as the invitation knows it: it is another chat's, and is not locked.

    What the opener can repeat at will is counted for them, so the chat is theirs.
    """
    to = found.invitation
    return Case(id=CaseId(found.case_id), chat_id=by, space=to.space, label=to.label, phone=to.phone)


def _quiet_until(case: Case, at: Instant, *, is_returning: bool) -> Instant:
    """Until when the customer is not reminded: while the bot tells everybody that it is back, and at night.

    Mornings begin one after the other, for whoever writes then must not wait for the reminders of all.
    """
    if case.state not in PATIENT and case.state is not State.VERIFIED:
        return at  # Nothing that falls due there waits for the morning.
    if is_returning:
        return at + HUSH
    morning = night_until(case.phone or case.expected_phone, case.language, at)
    return morning + case.id % SPREAD if morning > at else at


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


def _has_its_answer(said: Said, current: Case) -> bool:
    """Whether it is the rest of an album that was answered, and goes to no person."""
    is_rest = isinstance(said.what, Unsayable) and bool(said.what.album) and said.what.album == current.album
    return is_rest and not current.handed_over_at


def _is_with_person(desk: Desk, said: Said) -> bool:
    """Whether the customer's pictures go to a person, each of them."""
    case = desk.cases.get(desk.chats[said.chat_id].case_id)
    return case is not None and bool(case.handed_over_at)


def _is_rest_of_album(said: Said, albums: set[str]) -> bool:
    """Whether it belongs to an album that has its answer already: one answer, not ten."""
    if not isinstance(said.what, Unsayable) or not said.what.album:
        return False
    known = said.what.album in albums
    albums.add(said.what.album)
    return known
