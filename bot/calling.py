"""Makes calls to the provider: at their turn, recorded before they leave, at most once where they change something."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from . import faultpoints, metrics
from .desk import Line
from .flow import policy
from .flow.effects import Call, Change, Initiate, Read, Register, RequestCode, SubmitCode
from .flow.model import Fault, NotSent, Outcome, Unknown
from .leasing import LeaseLostError, Leases
from .ports import Clock, Provider
from .store import ACTIONS, Claimed, Store, Transaction

RESEND_WAITS = (1, 2, 4, 8, 15)
"""Seconds before a call that certainly did not run is sent again: half a minute of a code's ten."""

LONGEST_TURN = 10.0
"""Seconds that a call may wait for its turn in our hands: with the call itself (40 s), under the lease on it."""

CONNECTING = 0.3
"""Seconds before its turn at which a call looks for a connection: a new one takes four round trips with TLS, and what
leaves that much late may meet the calls after it."""

TURNS_TAKEN = 3
"""Turns that a call may miss by coming late before it leaves as it is: who is late so often is not frozen but slow."""

READS_AGAIN = 1
"""A read without an answer is repeated once at once; after that, its caller knows better what to do."""

INTERRUPTED = "interrupted while the call was under way"
"""Why the outcome is unknown of a call that was recorded as sent by a process that did not live to hear the answer."""


class _NoTurnError(Exception):
    """A call that missed its turn cannot have another one for so many seconds. It has not left."""

    def __init__(self, after: float) -> None:
        super().__init__(after)
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast calls may leave: `account` names whose limit it is, `interval` are the seconds between two turns.

    Who comes to a turn more than `grace` seconds late has missed it: others have theirs by then.
    """

    account: str
    interval: float
    grace: float


class _Turn(Enum):
    GOES = auto()
    LEFT_BEFORE = auto()
    TOO_LATE = auto()
    HELD_UP = auto()


@dataclass(frozen=True, slots=True)
class _Departure:
    """What was settled about a call in the transaction that claimed it: whether it leaves, when, and until when."""

    kind: type[Call]
    turn: _Turn
    slot: float
    until: float
    held_by: Fault | None = None


class Caller:
    """Makes calls. `prepare` belongs to the transaction that claims a call, `carry_out` comes after its commit."""

    def __init__(
        self,
        *,
        store: Store,
        provider: Provider,
        clock: Clock,
        wait: Callable[[float], Awaitable[None]],
        leases: Leases,
        pace: Pace,
    ) -> None:
        self._store = store
        self._provider = provider
        self._clock = clock
        self._wait = wait
        self._leases = leases
        self._pace = pace
        self._prepared: dict[int, _Departure] = {}
        self._departures: dict[int, _Departure] = {}
        self._free_at: dict[str, float] = {}

    def waiting(self, kind: type[Call]) -> int:
        """How many calls of a kind wait for their turn."""
        return sum(departure.kind is kind for departure in self._departures.values())

    def line(self, kind: type[Call], *, behind: int, now: float) -> Line:
        """The line that a call of this kind waits in, with so many `behind` those that have their turn already."""
        seconds = max(0.0, self._free_at.get(self._key(kind), now) - now)
        each = self._pace.interval
        return Line(min(self.waiting(kind), ceil(seconds / each)) + behind, seconds + behind * each, each)

    async def prepare(self, tx: Transaction, row: Claimed, call: Call, *, now: float, until: float) -> float | None:
        """Give a claimed call its turn and record that it leaves; its lease ends at `until`.

        Returns None, or, where its turn would come too late to wait for under the lease, when to claim it again:
        recorded as leaving, it would be taken for sent.
        """
        # What was prepared in a transaction that failed is never started, and must not be waited for.
        self._prepared = {key: departure for key, departure in self._prepared.items() if departure.until > now}
        turn = _Turn.GOES
        held_by: Fault | None = None
        if isinstance(call, Change):
            if not await tx.mark_sent(call, now=now):
                turn = _Turn.LEFT_BEFORE
            elif _is_too_late(call, row.owed_at, now):
                turn = _Turn.TOO_LATE
            elif (held_by := await _held_by(tx, call, now=now)) is not None:
                turn = _Turn.HELD_UP
        slot = now
        if turn is _Turn.GOES:
            slot = await tx.grant(self._key(type(call)), interval=self._pace.interval, now=now)
            self._free_at[self._key(type(call))] = slot
            if slot - now > LONGEST_TURN:
                await tx.give_back(self._key(type(call)), interval=self._pace.interval)
                if isinstance(call, Change):
                    await tx.unmark_sent(call)
                return slot
        self._prepared[row.id] = _Departure(type(call), turn, slot, until, held_by)
        return None

    def start(self, rows: Iterable[Claimed]) -> None:
        """The transaction that prepared these is committed: they will be carried out, or forgotten."""
        self._departures |= {row.id: self._prepared.pop(row.id) for row in rows if row.id in self._prepared}

    async def carry_out(self, row: Claimed, call: Call, left: Callable[[], None]) -> Outcome:
        """Send a prepared call when its turn comes; `left` is called then.

        Raises `LeaseLostError` when it took too long to come: then nothing has left.
        """
        departure = self._departures.get(row.id)
        if departure is None:
            raise LeaseLostError  # It was over before what had been prepared was started.
        match departure.turn:
            case _Turn.LEFT_BEFORE:
                del self._departures[row.id]
                return Unknown(reason=INTERRUPTED)
            case _Turn.TOO_LATE:
                del self._departures[row.id]
                return NotSent(fault=Fault.CODE_EXPIRED if isinstance(call, SubmitCode) else Fault.MOMENT_PASSED)
            case _Turn.HELD_UP:
                del self._departures[row.id]
                return NotSent(fault=departure.held_by or Fault.PROVIDER_DOWN, is_held_up=True)
            case _Turn.GOES:
                return await self._send(row, call, departure, left)

    async def _send(self, row: Claimed, call: Call, departure: _Departure, left: Callable[[], None]) -> Outcome:
        action = ACTIONS[type(call)]
        left_at: float | None = None

        async def leave() -> None:
            nonlocal left_at
            await self._take_turn(row, call, departure)
            # It comes here once more where the provider refused the key and there is another by now.
            if left_at is None:
                if not row.attempts:
                    metrics.TURNS.labels(action).observe(max(0.0, self._clock() - row.owed_at - call.wait))
                del self._departures[row.id]
                left()
            left_at = self._clock()

        await self._wait_until(departure.slot - CONNECTING)
        try:
            outcome = await self._provider.carry_out(call, leave)
        except _NoTurnError as exc:
            outcome = NotSent(fault=Fault.THROTTLED, retry_after=exc.after)
        except LeaseLostError:
            self._departures.pop(row.id, None)
            raise
        else:
            faultpoints.reached(f"answered {row.kind}")
            if left_at is not None:
                metrics.CALLING.labels(action).observe(max(0.0, self._clock() - left_at))
            await self._heed(call, outcome)
        self._departures.pop(row.id, None)  # It may have found no connection, and never come to its turn.
        return outcome

    async def _take_turn(self, row: Claimed, call: Call, departure: _Departure) -> None:
        """Come back at the very moment at which the call may leave. Raises `LeaseLostError` and `_NoTurnError`."""
        slot = departure.slot
        for others in reversed(range(TURNS_TAKEN)):
            await self._wait_until(slot)
            faultpoints.reached(f"sending {row.kind}")
            now = self._clock()
            if self._leases.left(row) <= 0:
                raise LeaseLostError
            if now - slot <= self._pace.grace or not others:
                return
            slot = await self._another_turn(self._key(type(call)), departure.until)

    async def _another_turn(self, key: str, until: float) -> float:
        now = self._clock()
        try:
            async with self._store.transaction() as tx:
                slot = await tx.grant(key, interval=self._pace.interval, now=now)
                is_too_far = slot > min(now + LONGEST_TURN, until)
                if is_too_far:
                    await tx.give_back(key, interval=self._pace.interval)
        except Exception as exc:
            raise _NoTurnError(RESEND_WAITS[0]) from exc
        if is_too_far:
            raise _NoTurnError(slot - now)
        return slot

    async def _wait_until(self, moment: float) -> None:
        seconds = moment - self._clock()
        if seconds > 0:
            # Never longer: the moment may be of a clock that was set back since.
            await self._wait(min(seconds, LONGEST_TURN))

    async def _heed(self, call: Call, outcome: Outcome) -> None:
        """Slow all calls of a kind down when the provider says that there are too many: others use the account too."""
        if isinstance(outcome, NotSent) and outcome.fault is Fault.THROTTLED:
            async with self._store.transaction() as tx:
                until = self._clock() + (outcome.retry_after or 1)
                await tx.slow_down(self._key(type(call)), until=until)
            self._free_at[self._key(type(call))] = until

    def forget(self, row: Claimed) -> bool:
        """Give a prepared call up before it left. True: it was recorded as leaving, which is to be undone."""
        departure = self._departures.pop(row.id, None)
        return departure is not None and departure.turn is not _Turn.LEFT_BEFORE

    def _key(self, kind: type[Call]) -> str:
        return f"{self._pace.account}:{ACTIONS[kind]}"


async def _held_by(tx: Transaction, call: Change, *, now: float) -> Fault | None:
    """The incident for which a code is neither handed in nor asked for, though it was to be; None: it may leave."""
    if not isinstance(call, SubmitCode | RequestCode):
        return None
    trial = call.trial if isinstance(call, SubmitCode) else None
    holding = (
        fault
        for fault, seen_at in sorted((await tx.open_incidents()).items())
        if fault is not trial and policy.holds_everybody_up(fault, seen_at, now)
    )
    return next(holding, None)


def _is_too_late(call: Change, owed_at: float, now: float) -> bool:
    """Whether the moment has passed for which a call was good: what leaves after it does harm."""
    match call:
        case SubmitCode():
            return now - (call.written_at or owed_at) > policy.CODE_LIFE
        case RequestCode():
            return now - (call.in_hand_at or owed_at) > policy.IN_HAND
        case Initiate() | Register():
            return False


def resend_wait(call: Call, outcome: Outcome, attempts: int) -> float | None:
    """How long to wait before sending a call again; None: its outcome is final."""
    match outcome:
        case NotSent(fault=Fault.THROTTLED | Fault.PROVIDER_DOWN, is_held_up=False, retry_after=after) if (
            attempts < len(RESEND_WAITS)
        ):
            return max(after or 0, RESEND_WAITS[attempts])
        case Unknown() if isinstance(call, Read) and attempts < READS_AGAIN:
            return 0
        case _:
            return None
