"""Use case: claim what is owed, carry it out, settle it.

Messages are repeated until they are there; calls that change something at the provider leave at most once.
Rows of a lane are carried out one after the other, lanes beside each other.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import structlog

from . import faultpoints, metrics
from .braking import Brake
from .calling import Caller, resend_wait
from .claiming import Report
from .codec import decode_effect
from .copying import FILE_NAME, copy_of
from .desk import Line
from .flow import policy
from .flow.effects import (
    Call,
    Change,
    DeleteMessage,
    Effect,
    InTelegram,
    Place,
    ReadStatus,
    Reason,
    Screen,
    SendCopy,
    Show,
    TellStaff,
    TellTopic,
)
from .flow.events import CallAnswered, Unreachable
from .flow.model import Case, CaseId
from .flow.patience import NUDGE_LIFE
from .flow.relaying import KeepTopic, ToCustomer, ToStaff
from .flow.sheets import SendCases, SendCodes, SendLinks, TakeList
from .flow.staff import AnswerStaff, SendEvidence
from .leasing import LEASE, LeaseLostError, Leases
from .noticing import PACED, Notifier, Told, retry_after
from .overtaking import repaints
from .ports import Clock, Delivered, Delivery, Later, Messenger, Undeliverable
from .sheets.carrying import SheetCarrier
from .store import ACTIONS, NOTICE_LANES, Claimed, Notice, Queue, Store, Transaction, queue_of, refused_lane
from .telling import worth_telling
from .topics.carrying import TopicCarrier
from .witnessing import Witness

log = structlog.get_logger(__name__)

TO_SPARE = 10.0
"""Seconds of its lease that a message must have left when its first byte leaves, for machines' clocks that differ and
networks that hold things up: it must be there before whoever takes over can send what comes after it."""

LANES_AT_ONCE = {Queue.CUSTOMERS: 128, Queue.NOTICES: 1, Queue.REFUSED: 1, Queue.STAFF: 4, Queue.CALLS: 128}
"""Lanes carried out beside each other: at 50 ms to Telegram and 4 s to the provider, more than either allows. Staff are
answered in few chats, each a lane."""

CALLS_AHEAD = 10
"""Calls of a kind that wait for their turn in our hands: a second's worth. The rest waits in the outbox, safe from a
crash, and for whichever replica is free first."""

LONGEST_LINE = 6_000
"""Calls that are counted: ten minutes' worth, and what is behind them is too old by its turn anyhow."""

COPIED_CASES, COPIED_ROWS = 50, 200
"""What a copy for a customer has of their cases, and of each case's events and calls: some five megabytes at the very
most, where Telegram takes fifty."""

MESSAGE_WAITS = (1, 2, 5, 15, 30, 60)
"""Seconds before a message is sent again; the last one goes on, for as long as `MESSAGE_LIFE`."""

REFUSED_WAIT = policy.HOUR
"""Seconds before a notice that Telegram does not take is tried again: it is a defect of ours as a rule, which takes a
new version; and so many of them as there may be cost nobody's turn."""

MESSAGE_LIFE = policy.DAY
"""What could not be said to a customer within a day is no longer worth saying; staff are told instead."""


ToGroup = TellStaff | AnswerStaff | SendEvidence | SendLinks | SendCodes | SendCases
"""What is a message in the staff's group, as a rule."""


@dataclass(slots=True)
class _Results:
    """What came of rows since the last transaction."""

    settled: list[Claimed] = field(default_factory=list)
    cards: dict[Claimed, int] = field(default_factory=dict)
    postponed: list[tuple[Claimed, float, bool]] = field(default_factory=list)
    set_aside: list[Claimed] = field(default_factory=list)
    buried: list[tuple[Claimed, str]] = field(default_factory=list)
    handed_back: list[Claimed] = field(default_factory=list)
    unsent: list[tuple[Change, Claimed]] = field(default_factory=list)
    notices: dict[str, Notice] = field(default_factory=dict)
    quiet: float = 0
    """For how many seconds staff are to be told nothing."""

    def __bool__(self) -> bool:
        return any((self.settled, self.postponed, self.set_aside, self.buried, self.handed_back, self.unsent))


class Dispatch:
    """Carries out. `work` does one round; `kick` is called when there may be something for a round to do."""

    def __init__(  # noqa: PLR0913 -- its parts, each by its name
        self,
        *,
        store: Store,
        messenger: Messenger,
        notifier: Notifier,
        caller: Caller,
        topics: TopicCarrier,
        witness: Witness,
        sheets: SheetCarrier,
        brake: Brake,
        clock: Clock,
        leases: Leases,
        report: Callable[[Report], None],
        kick: Callable[[], None],
    ) -> None:
        self._store = store
        self._messenger = messenger
        self._notifier = notifier
        self._caller = caller
        self._topics = topics
        self._witness = witness
        self._sheets = sheets
        self._brake = brake
        self._clock = clock
        self._leases = leases
        self._report = report
        self._kick = kick
        self._lanes: dict[str, set[asyncio.Task[None]]] = {queue: set() for queue in LANES_AT_ONCE}
        self._results = _Results()
        self._look = set(LANES_AT_ONCE)
        self._stopping = False
        self._left_calls = False

    # --- Rounds

    def look_everywhere(self) -> None:
        """Let the next round look for everything that has fallen due, not only behind what was just carried out."""
        self._look.update(LANES_AT_ONCE)
        self._kick()

    async def work(self) -> bool:
        """Settle what was carried out and claim what is due. True: there may be more."""
        results, self._results = self._results, _Results()
        queues = self._look
        self._look = set[str]()
        now = self._clock()
        try:
            async with self._store.transaction() as tx:
                faultpoints.reached("before settling")
                lost = await self._settle(tx, results, now)
                rows = await self.claim(tx, queues, now=now)
                faultpoints.reached("before commit of settlements")
            faultpoints.reached("after commit of settlements")
        except BaseException:
            # Nothing of it is true: settle it again with the next round. Leases are ours as long as they run.
            self._results = _merged(results, self._results)
            self._look |= queues
            raise
        for report in repaints(lost, results.cards, at=now):
            self._report(report)
        self.start(rows)
        return bool(self._results)

    async def claim(self, tx: Transaction, queues: Collection[str], *, now: float) -> list[Claimed]:
        """Lease as much of those queues as can be carried out at once."""
        if self._stopping:
            return []
        rows: list[Claimed] = []
        lease, until = self._leases.begin(now=now)
        # Calls last: from there to the commit their turns are locked, which every replica needs.
        for queue in sorted(queues, key=lambda queue: queue == Queue.CALLS):
            free = LANES_AT_ONCE[queue] - len(self._lanes[queue])
            if queue == Queue.CALLS:
                rows += await self._claimed_calls(tx, free, lease=lease, now=now, until=until)
            elif queue == Queue.NOTICES:
                rows += await self._notifier.claim(tx, lease=lease, now=now, until=until) if free > 0 else []
            elif free > 0:
                rows += await tx.claim(queue, lanes=free, lease=lease, now=now, until=until)
        return rows

    async def _claimed_calls(
        self, tx: Transaction, free: int, *, lease: str, now: float, until: float
    ) -> list[Claimed]:
        free = min(free, CALLS_AHEAD - min(map(self._caller.waiting, ACTIONS)))
        # Each kind has a pace of its own: a crowd of one must not keep another's from going on.
        crowded = [kind for kind in ACTIONS if self._is_crowded(kind)]
        if free <= 0 or len(crowded) == len(ACTIONS):
            self._left_calls = True
            return []
        # One of a lane: a turn given to what waits behind another call would be long over when it leaves.
        claimed = await tx.claim(Queue.CALLS, lanes=free, each=1, besides=crowded, lease=lease, now=now, until=until)
        self._left_calls = bool(crowded) or len(claimed) == free
        return await self._prepared(tx, claimed, now=now, until=until)

    def _is_crowded(self, kind: type[Call]) -> bool:
        return self._caller.waiting(kind) > CALLS_AHEAD / 2

    def _call_left(self, kind: type[Call]) -> None:
        """Look for more calls before the last of those in our hands leaves: a turn that nobody takes is lost."""
        if self._left_calls and not self._is_crowded(kind):
            self._look.add(Queue.CALLS)
            self._kick()

    async def _prepared(
        self, tx: Transaction, claimed: Sequence[Claimed], *, now: float, until: float
    ) -> list[Claimed]:
        """Those of the calls whose turn comes soon enough; the others are handed back until then."""
        calls = [(row, _effect_of(row)) for row in claimed]
        ready = [row for row, call in calls if not isinstance(call, Call)]  # Given up when carried out.
        asked = [(row, call) for row, call in calls if isinstance(call, Call)]
        # In the same order everywhere: each action's turns are one row, which stays locked until the commit.
        for row, call in sorted(asked, key=lambda each: ACTIONS[type(each[1])]):
            later = await self._caller.prepare(tx, row, call, now=now, until=until)
            if later is None:
                ready.append(row)
            else:
                await tx.postpone(row, due_at=later, tried=False)
        return ready

    async def line(self, tx: Transaction, *, now: float) -> Line:
        """The line that reads of a status wait in. The database is asked only when the last claim left some there."""
        unclaimed = await tx.waiting_calls(ReadStatus, now=now, most=LONGEST_LINE) if self._left_calls else 0
        return self._caller.line(ReadStatus, behind=unclaimed, now=now)

    def start(self, rows: Sequence[Claimed]) -> None:
        """Carry leased rows out, each lane in order."""
        self._caller.start(rows)
        lanes: dict[str, list[Claimed]] = {}
        for row in sorted(rows, key=lambda row: row.id):  # What was owed first starts first.
            lanes.setdefault(row.lane, []).append(row)
        for batch in lanes.values():
            is_refused = batch[0].lane == refused_lane(batch[0].id)
            queue = Queue.REFUSED if is_refused else queue_of(batch[0].kind)
            telling = self._tell_staff if batch[0].lane in NOTICE_LANES else self._carry_out_lane
            task = asyncio.get_running_loop().create_task(telling(batch))
            tasks = self._lanes[queue]
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    async def stop(self, patience: float) -> None:
        """Let what is under way come to its end, so long; hand the rest back."""
        self._stopping = True
        tasks = {task for lanes in self._lanes.values() for task in lanes}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        while self._results:
            await self.work()

    async def _settle(self, tx: Transaction, results: _Results, now: float) -> list[Claimed]:
        """Write it all down. Gives the rows that may have been carried out under a lease that was lost."""
        lost = await tx.settle_many(results.settled, results.cards)
        for call, row in results.unsent:
            if await tx.holds(row):
                await tx.unmark_sent(call)
        await tx.hand_back(results.handed_back)
        for row, due_at, tried in results.postponed:
            if not await tx.postpone(row, due_at=due_at, tried=tried) and tried:
                lost.append(row)
        for row in results.set_aside:
            await tx.set_aside(row, due_at=now)
        for row, reason in results.buried:
            if await tx.bury(row, reason=reason, now=now):
                await tx.owe(await worth_telling(tx, _burial(row, reason, now), now=now), now=now)
        for key, notice in results.notices.items():
            await tx.save_notice(key, notice)
        if results.quiet:
            await self._notifier.heed(tx, results.quiet, now=now)
        return lost

    # --- Lanes

    async def _carry_out_lane(self, rows: list[Claimed]) -> None:
        cards: dict[int, int] = {}
        done = 0
        try:
            for row in rows:
                if self._stopping or self._leases.left(row) < LEASE / 2:
                    break  # Too little of the lease may be left to finish under it.
                done += 1
                if not await self._tried(row, cards):
                    break  # It comes later, and what is behind it in the lane after it.
        finally:
            for row in rows[done:]:
                self._hand_back(row)
            self._look.add(queue_of(rows[0].kind))
            self._kick()

    def _hand_back(self, row: Claimed) -> None:
        if self._leases.left(row) <= 0:
            self._lost(row)
        call = _effect_of(row) if queue_of(row.kind) == Queue.CALLS else None
        if isinstance(call, Call) and self._caller.forget(row) and isinstance(call, Change):
            self._results.unsent.append((call, row))
        self._results.handed_back.append(row)

    @staticmethod
    def _lost(row: Claimed) -> None:
        metrics.LEASES_LOST.inc()
        log.warning("lease lost", kind=row.kind, case_id=row.case_id)

    async def _tried(self, row: Claimed, cards: dict[int, int]) -> bool:
        """Carry one row out, whatever happens. False: the lane must not go on past it now."""
        try:
            return await self._carry_out(row, cards)
        except asyncio.CancelledError:
            self._hand_back(row)
            raise
        except LeaseLostError:
            self._lost(row)
            if queue_of(row.kind) != Queue.CALLS:
                # Nothing has left. Where nobody has it by now, it need not wait for the lease's end.
                self._results.handed_back.append(row)
            return False
        except Exception as exc:  # noqa: BLE001 -- a row that cannot be carried out must not stop the others
            # The error's text may hold what the row says: its kind must do.
            name = type(exc).__name__
            metrics.delivery_came_to(row.kind, "failed")
            log.error("not carried out", kind=row.kind, case_id=row.case_id, attempts=row.attempts, error=name)
            # Staff must hear of it in the end, unless nobody can say what it was.
            may_end = row.kind != TellStaff.__name__ or _effect_of(row) is None
            if row.attempts >= len(MESSAGE_WAITS):
                return self._given_up(row, name) if may_end else self._refused(row, name)
            wait = MESSAGE_WAITS[min(row.attempts, len(MESSAGE_WAITS) - 1)]
            self._results.postponed.append((row, self._clock() + wait, True))
            return False

    async def _carry_out(self, row: Claimed, cards: dict[int, int]) -> bool:
        effect = decode_effect(row.kind, row.payload)
        faultpoints.reached(f"before {row.kind}")
        if isinstance(effect, Call):
            await self._call(row, effect)
            return True
        if isinstance(effect, Show) and effect.screen is Screen.NUDGE and self._clock() - row.owed_at >= NUDGE_LIFE:
            self._results.settled.append(row)  # Not said at all: it may be night by now, and the next one follows.
            return True
        delivery = await self._said(row, effect, cards)
        faultpoints.reached(f"after {row.kind}")
        # What is settled already was so with what came of it.
        return True if delivery is None else self._delivered(row, effect, delivery, cards)

    async def _said(self, row: Claimed, effect: InTelegram, cards: dict[int, int]) -> Delivery | None:
        leave = partial(self._see_that_it_is_ours, row)
        match effect:
            case Show():
                if self._clock() - row.owed_at >= policy.LOOKED_AWAY:
                    effect = replace(effect, place=Place.NEW)  # Nobody looks at the card any more.
                return await self._show(row, effect, cards.get(row.case_id, row.card_id))
            case DeleteMessage():
                return await self._messenger.delete(effect, leave=leave)
            case SendCopy(chat_id=chat_id):
                return await self._send_copy(row, chat_id)
            case TellStaff() | AnswerStaff() | SendEvidence() | SendLinks() | SendCodes() | SendCases():
                return await self._tell_at_its_turn(row, effect)
            case TellTopic() | KeepTopic() | ToStaff() | ToCustomer():
                return await self._topics.carry_out(effect, leave=leave)
            case TakeList():
                return await self._sheets.carry_out(row, effect, leave=leave)

    async def _tell_at_its_turn(self, row: Claimed, effect: ToGroup) -> Delivery | None:
        """Tell staff a notice that is told alone, or answer one of them in words or with a file."""
        leave = partial(self._see_that_it_is_ours, row)
        wait = await self._notifier.turn() if _is_for_group(effect) else 0.0
        if wait:
            return Later(PACED, after=wait)
        match effect:
            case TellStaff():
                return self._known(await self._notifier.tell([effect], leave))
            case AnswerStaff():
                return await self._messenger.answer_staff(effect, leave=leave)
            case SendEvidence():
                return await self._witness.send(effect, leave=leave)
            case SendLinks() | SendCodes() | SendCases():
                return await self._sheets.carry_out(row, effect, leave=leave)

    def _see_that_it_is_ours(self, row: Claimed) -> None:
        """Raise `LeaseLostError` if somebody else may carry it out meanwhile: we were frozen, say, and have woken."""
        if self._leases.left(row) < TO_SPARE:
            raise LeaseLostError

    async def _show(self, row: Claimed, show: Show, card_id: int) -> Delivery:
        """Show a screen when its turn is here; where Telegram refuses everybody, once more before it is put off."""
        leave = partial(self._see_that_it_is_ours, row)
        await self._brake.turn()
        delivery = await self._messenger.show(show, card_id=card_id, leave=leave)
        if (
            isinstance(delivery, Later)
            and delivery.after is not None
            and await self._brake.keeps(row.lane, delivery.after)
        ):
            await self._brake.turn()
            delivery = await self._messenger.show(show, card_id=card_id, leave=leave)
        return delivery

    async def _send_copy(self, row: Claimed, chat_id: int) -> Delivery:
        """Write what is kept of a chat, as it is now, and send it."""
        async with self._store.transaction() as tx:
            held = await tx.held_about(chat_id, cases=COPIED_CASES, rows=COPIED_ROWS)
        content = copy_of(held, at=self._clock())
        await self._brake.turn()
        leave = partial(self._see_that_it_is_ours, row)
        return await self._messenger.send_file(chat_id, FILE_NAME, content, leave=leave)

    def _delivered(self, row: Claimed, effect: Effect, delivery: Delivery, cards: dict[int, int]) -> bool:
        now = self._clock()
        match delivery:
            case Delivered(message_id=message_id):
                metrics.delivery_came_to(row.kind, "delivered", after=now - row.owed_at)
                self._results.settled.append(row)
                if isinstance(effect, Show) and row.case_id and message_id not in {0, row.card_id}:
                    cards[row.case_id] = self._results.cards[row] = message_id
                return True
            case Later():
                return self._put_off(row, effect, delivery, now)
            case Undeliverable(gone=True) if isinstance(effect, DeleteMessage | SendCopy) or not row.case_id:
                # A file that nobody can be sent, or somebody who never was a customer: nobody need hear of it.
                metrics.delivery_came_to(row.kind, "gone")
                self._results.settled.append(row)
                return True
            case Undeliverable(gone=True) if isinstance(effect, Show | ToCustomer):
                metrics.delivery_came_to(row.kind, "gone")
                event = Unreachable(at=int(now))
                chat_id = effect.case.chat_id if isinstance(effect, Show) else effect.chat_id
                self._report(Report(row=row, chat_id=chat_id, case_id=row.case_id, event=event))
                return True
            case Undeliverable(reason=reason):
                return self._given_up(row, reason)

    def _put_off(self, row: Claimed, effect: Effect, delivery: Later, now: float) -> bool:
        reason, after = delivery.reason, delivery.after
        if reason == PACED and after is not None:
            self._results.postponed.append((row, now + after, False))
            return False
        if delivery.is_refused and row.attempts >= len(MESSAGE_WAITS):
            return self._refused(row, reason)
        if isinstance(effect, ToGroup | TellTopic | KeepTopic | ToStaff):
            self._results.quiet = max(self._results.quiet, after or 0)  # It is the same group that notices go to.
        if not isinstance(effect, TellStaff) and now - row.owed_at >= MESSAGE_LIFE:
            return self._given_up(row, reason)
        wait = after if after is not None else MESSAGE_WAITS[min(row.attempts, len(MESSAGE_WAITS) - 1)]
        metrics.delivery_came_to(row.kind, "put_off")
        log.warning("delivery put off", kind=row.kind, case_id=row.case_id, reason=reason, wait=wait)
        self._results.postponed.append((row, now + wait, True))
        return False

    def _given_up(self, row: Claimed, reason: str) -> bool:
        metrics.delivery_came_to(row.kind, "given_up")
        log.error("delivery given up", kind=row.kind, case_id=row.case_id, reason=reason)
        self._results.buried.append((row, reason))
        return True

    # --- Staff

    def _refused(self, row: Claimed, reason: str) -> bool:
        """Let a notice that Telegram does not take wait beside the others. It stays owed; alone it may be taken."""
        metrics.delivery_came_to(row.kind, "put_off")
        log.error("notice refused", case_id=row.case_id, attempts=row.attempts, reason=reason)
        if row.lane == refused_lane(row.id):
            self._results.postponed.append((row, self._clock() + REFUSED_WAIT, True))
        else:
            self._results.set_aside.append(row)
        return False

    async def _tell_staff(self, rows: Sequence[Claimed]) -> None:
        """Say the first of the notices, and with it those of the others that are of its kind."""
        said: Collection[Claimed] = ()
        try:
            if not self._stopping and self._leases.left(rows[0]) >= LEASE / 2:
                said = rows[:1]
                notices = {row: notice for row in rows if isinstance(notice := _effect_of(row), TellStaff)}
                if rows[0] in notices:
                    said = await self._told(notices)
                else:
                    await self._tried(rows[0], {})  # Nobody can read it, which is said as of any other row.
        finally:
            for row in rows:
                if row not in said:
                    self._hand_back(row)
            self._look.add(Queue.NOTICES)
            self._kick()

    async def _told(self, notices: Mapping[Claimed, TellStaff]) -> Collection[Claimed]:
        """Those of the notices that something has come of, whatever it is."""
        rows = list(notices)
        leave = partial(self._see_that_it_is_ours, rows[0])
        faultpoints.reached("before TellStaff")
        try:
            told = await self._notifier.tell(list(notices.values()), leave)
        except LeaseLostError:
            self._lost(rows[0])
            return ()  # Nothing has left.
        except Exception as exc:  # noqa: BLE001 -- a notice that cannot be told must not stop the others
            # The error's text may hold what the notice says.
            metrics.delivery_came_to(TellStaff.__name__, "failed")
            log.error("not carried out", kind=TellStaff.__name__, case_id=rows[0].case_id, error=type(exc).__name__)
            if rows[0].attempts >= len(MESSAGE_WAITS):
                self._refused(rows[0], type(exc).__name__)
                return rows[:1]
            wait = MESSAGE_WAITS[min(rows[0].attempts, len(MESSAGE_WAITS) - 1)]
            self._results.postponed.append((rows[0], self._clock() + wait, True))
            return rows[:1]
        faultpoints.reached("after TellStaff")
        said = [rows[place] for place in told.places]
        for row in said:
            self._delivered(row, notices[row], self._known(told), {})
        return said

    def _known(self, told: Told) -> Delivery:
        """What came of telling staff. What they know of an incident by now is written down with it."""
        if told.incident is not None:
            key, known = told.incident
            self._results.notices[key] = known
        self._results.quiet = max(self._results.quiet, retry_after(told.delivery) or 0)
        return told.delivery

    # --- Calls

    async def _call(self, row: Claimed, call: Call) -> None:
        outcome = await self._caller.carry_out(row, call, lambda: self._call_left(type(call)))
        metrics.call_came_to(ACTIONS[type(call)], outcome)
        now = self._clock()
        again = resend_wait(call, outcome, row.attempts)
        if again is not None:
            log.info("call put off", case_id=call.case_id, action=ACTIONS[type(call)], wait=again)
            if isinstance(call, Change):
                self._results.unsent.append((call, row))
            self._results.postponed.append((row, now + again, True))
            return
        log.info(
            "call answered",
            case_id=call.case_id,
            action=ACTIONS[type(call)],
            outcome=type(outcome).__name__,
            code=getattr(outcome, "code", ""),
            request_id=outcome.request_id,
        )
        event = CallAnswered(
            at=int(now),
            call=call.call,
            phone=call.phone,
            kind=type(call),
            outcome=outcome,
        )
        answered = (call, outcome)
        self._report(Report(row=row, chat_id=call.chat_id, case_id=call.case_id, event=event, answered=answered))


def _burial(row: Claimed, reason: str, now: float) -> TellStaff:
    """Tell staff what was given up: for a message, whom it was for."""
    effect = _effect_of(row)
    case = effect.case if isinstance(effect, Show | TellStaff) else Case(id=CaseId(row.case_id), chat_id=0)
    return TellStaff(reason=Reason.BURIED, case=case, at=int(now), code=row.kind, message=reason)


def _is_for_group(effect: ToGroup) -> bool:
    """Whether it is written into a group: what lets go of a button, or welcomes somebody in private, is not."""
    if isinstance(effect, TellStaff):
        return True
    is_said = bool(effect.paragraphs) if isinstance(effect, AnswerStaff) else True
    return effect.chat_id < 0 and is_said


def _effect_of(row: Claimed) -> Effect | None:
    """What a row says; None where it cannot be read: no key opens it, or another version wrote it."""
    try:
        return decode_effect(row.kind, row.payload)
    except (KeyError, ValueError):
        return None


def _merged(first: _Results, second: _Results) -> _Results:
    return _Results(
        settled=first.settled + second.settled,
        cards=first.cards | second.cards,
        postponed=first.postponed + second.postponed,
        set_aside=first.set_aside + second.set_aside,
        buried=first.buried + second.buried,
        handed_back=first.handed_back + second.handed_back,
        unsent=first.unsent + second.unsent,
        notices=first.notices | second.notices,
        quiet=max(first.quiet, second.quiet),
    )
