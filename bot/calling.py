"""Makes calls to the provider: at their turn, recorded before they leave, at most once where they change something."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from . import faultpoints
from .desk import Line
from .flow import policy
from .flow.effects import Call, SubmitCode
from .flow.model import Fault, NotSent, Outcome, Unknown
from .ports import Clock, Provider
from .store import ACTIONS, Claimed, Store, Transaction

RESEND_WAITS = (1, 2, 4, 8, 15)
"""Seconds before a call that certainly did not run is sent again: half a minute of a code's ten."""

LONGEST_TURN = 30.0
"""Seconds that a call may wait for its turn in our hands: with the call itself, well under the lease on it."""

READS_AGAIN = 1
"""A read without an answer is repeated once at once; after that, its caller knows better what to do."""

INTERRUPTED = "interrupted while the call was under way"
"""Why the outcome is unknown of a call that was recorded as sent by a process that did not live to hear the answer."""


class LeaseLostError(Exception):
    """Somebody else has the row now: a replica that was frozen must not go on where it stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast calls may leave: `account` names whose limit it is, `interval` is in seconds."""

    account: str
    interval: float


class _Turn(Enum):
    GOES = auto()
    LEFT_BEFORE = auto()
    TOO_LATE = auto()


@dataclass(frozen=True, slots=True)
class _Departure:
    """What was settled about a call in the transaction that claimed it: whether it leaves, when, and until when."""

    turn: _Turn
    slot: float
    until: float


class Caller:
    """Makes calls. `prepare` belongs to the transaction that claims a call, `carry_out` comes after its commit."""

    def __init__(
        self,
        *,
        store: Store,
        provider: Provider,
        clock: Clock,
        wait: Callable[[float], Awaitable[None]],
        pace: Pace,
    ) -> None:
        self._store = store
        self._provider = provider
        self._clock = clock
        self._wait = wait
        self._pace = pace
        self._prepared: dict[int, _Departure] = {}
        self._departures: dict[int, _Departure] = {}
        self._free_at: dict[str, float] = {}

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return len(self._departures)

    def line(self, kind: type[Call], *, behind: int, now: float) -> Line:
        """The line that a call of this kind waits in, with so many `behind` those that have their turn already."""
        seconds = max(0.0, self._free_at.get(self._key(kind), now) - now)
        each = self._pace.interval
        return Line(min(self.waiting, ceil(seconds / each)) + behind, seconds + behind * each, each)

    async def prepare(self, tx: Transaction, row: Claimed, call: Call, *, now: float, until: float) -> float | None:
        """Give a claimed call its turn and record that it leaves; its lease ends at `until`.

        Returns None, or, where its turn would come too late to wait for under the lease, when to claim it again:
        recorded as leaving, it would be taken for sent.
        """
        # What was prepared in a transaction that failed is never started, and must not be waited for.
        self._prepared = {key: departure for key, departure in self._prepared.items() if departure.until > now}
        turn = _Turn.GOES
        if isinstance(call, SubmitCode):
            if not await tx.mark_sent(call, now=now):
                turn = _Turn.LEFT_BEFORE
            elif now - (call.written_at or row.owed_at) > policy.CODE_LIFE:
                turn = _Turn.TOO_LATE
        slot = now
        if turn is _Turn.GOES:
            slot = await tx.grant(self._key(type(call)), interval=self._pace.interval, now=now)
            self._free_at[self._key(type(call))] = slot
            if slot - now > LONGEST_TURN:
                await tx.give_back(self._key(type(call)), interval=self._pace.interval)
                if isinstance(call, SubmitCode):
                    await tx.unmark_sent(call)
                return slot
        self._prepared[row.id] = _Departure(turn, slot, until)
        return None

    def start(self, rows: Iterable[Claimed]) -> None:
        """The transaction that prepared these is committed: they will be carried out, or forgotten."""
        self._departures |= {row.id: self._prepared.pop(row.id) for row in rows if row.id in self._prepared}

    async def carry_out(self, row: Claimed, call: Call) -> Outcome:
        """Send a prepared call when its turn comes. Raises `LeaseLostError` when it took too long to come."""
        departure = self._departures[row.id]
        match departure.turn:
            case _Turn.LEFT_BEFORE:
                del self._departures[row.id]
                return Unknown(reason=INTERRUPTED)
            case _Turn.TOO_LATE:
                del self._departures[row.id]
                return NotSent(fault=Fault.CODE_EXPIRED)
            case _Turn.GOES:
                return await self._send(row, call, departure)

    async def _send(self, row: Claimed, call: Call, departure: _Departure) -> Outcome:
        now = self._clock()
        if departure.slot > now:
            await self._wait(departure.slot - now)
        del self._departures[row.id]
        if self._clock() >= departure.until:
            raise LeaseLostError
        faultpoints.reached(f"sending {row.kind}")
        outcome = await self._provider.carry_out(call)
        faultpoints.reached(f"answered {row.kind}")
        if isinstance(outcome, NotSent) and outcome.fault is Fault.THROTTLED:
            async with self._store.transaction() as tx:
                until = self._clock() + (outcome.retry_after or 1)
                await tx.slow_down(self._key(type(call)), until=until)
            self._free_at[self._key(type(call))] = until
        return outcome

    def forget(self, row: Claimed) -> bool:
        """Give a prepared call up before it left. True: it was recorded as leaving, which is to be undone."""
        departure = self._departures.pop(row.id, None)
        return departure is not None and departure.turn is not _Turn.LEFT_BEFORE

    def _key(self, kind: type[Call]) -> str:
        return f"{self._pace.account}:{ACTIONS[kind]}"


def resend_wait(call: Call, outcome: Outcome, attempts: int) -> float | None:
    """How long to wait before sending a call again; None: its outcome is final."""
    match outcome:
        case NotSent(fault=Fault.THROTTLED | Fault.PROVIDER_DOWN, retry_after=after) if attempts < len(RESEND_WAITS):
            return max(after or 0, RESEND_WAITS[attempts])
        case Unknown() if not isinstance(call, SubmitCode) and attempts < READS_AGAIN:
            return 0
        case _:
            return None
