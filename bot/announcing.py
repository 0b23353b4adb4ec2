"""Use case: tell another system of the vendor what became of cases, in order for each case, until it has taken it.

It has a queue of its own with few sent at once, so that a receiver that is dead or slow holds up nothing else. What was
not taken for a day is given up, and staff are told; it can be sent again (docs/decisions/060).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from . import faultpoints, metrics
from .flow import policy
from .flow.effects import Reason, TellStaff
from .flow.model import Case
from .flow.moderation import tell
from .leasing import Leases
from .ports import Clock
from .store import Claimed, Queue, Store, Transaction

log = structlog.get_logger(__name__)

AT_ONCE = 4
"""Cases whose announcements are under way at once: at 100 ms each it is 40 a second, more than cases can move."""

LONGEST_POST = 15.0
"""Seconds for one of them, from looking the address up to the answer's status."""

TO_SPARE = 5.0
"""Seconds of its lease that must be left beside that: for the commit that settles it."""

WAITS = (5, 30, 120, 300, 900, 1800, 3600)
"""Seconds before it is sent again; the last one goes on. A restart of the receiver is over in half a minute; after an
hour somebody has to come, and a look each hour is enough."""

SPREAD = 0.25
"""What a wait is longer or shorter by, at the most: what failed together must not come back together."""

LIFE = policy.DAY
"""Seconds after which what was not taken is given up. A day has somebody's working hours in it, everywhere."""

NOBODYS_CHAT = 0
"""Under which is counted what staff were told of the receiver."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the receiver said. `reason` is in words of ours; `after` is how long it wants to be left alone."""

    is_taken: bool
    reason: str = ""
    after: float | None = None


class Receiver(Protocol):
    """The other system."""

    async def post(self, body: bytes) -> Answered:
        """Send it one announcement. Raises nothing that the world can cause."""
        ...


@dataclass(slots=True)
class _Results:
    settled: list[Claimed] = field(default_factory=list)
    postponed: list[tuple[Claimed, float]] = field(default_factory=list)
    given_up: list[tuple[Claimed, str]] = field(default_factory=list)
    handed_back: list[Claimed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any((self.settled, self.postponed, self.given_up, self.handed_back))


class Announcing:
    """Sends what is owed. `work` does one round; `kick` is called when there may be something for a round to do."""

    def __init__(
        self,
        *,
        store: Store,
        receiver: Receiver,
        clock: Clock,
        chance: Callable[[], float],
        leases: Leases,
        kick: Callable[[], None],
    ) -> None:
        self._store = store
        self._receiver = receiver
        self._clock = clock
        self._chance = chance
        self._leases = leases
        self._kick = kick
        self._results = _Results()
        self._lanes: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def work(self) -> bool:
        """Settle what was sent and claim what is due. True: there may be more."""
        results, self._results = self._results, _Results()
        now = self._clock()
        try:
            async with self._store.transaction() as tx:
                await self._settle(tx, results, now)
                rows = await self._claim(tx, now)
        except BaseException:
            # Nothing of it is true: settle it again with the next round.
            self._results = _merged(results, self._results)
            raise
        self._start(rows)
        return bool(self._results)

    async def stop(self, patience: float) -> None:
        """Let what is under way come to its end, so long; hand the rest back."""
        self._stopping = True
        if self._lanes:
            _, late = await asyncio.wait(set(self._lanes), timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        while self._results:
            await self.work()

    async def finish(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._lanes)

    async def _claim(self, tx: Transaction, now: float) -> list[Claimed]:
        free = AT_ONCE - len(self._lanes)
        if self._stopping or free <= 0:
            return []
        lease, until = self._leases.begin(now=now)
        return await tx.claim(Queue.EVENTS, lanes=free, lease=lease, now=now, until=until)

    async def _settle(self, tx: Transaction, results: _Results, now: float) -> None:
        await tx.settle_many(results.settled, {})
        await tx.hand_back(results.handed_back)
        for row, due_at in results.postponed:
            await tx.postpone(row, due_at=due_at)
        for row, reason in results.given_up:
            if await tx.bury(row, reason=reason, now=now):
                await tx.owe(await _worth_telling(tx, row, reason, now), now=now)

    def _start(self, rows: list[Claimed]) -> None:
        lanes: dict[str, list[Claimed]] = {}
        for row in rows:
            lanes.setdefault(row.lane, []).append(row)
        for batch in lanes.values():
            task = asyncio.get_running_loop().create_task(self._send_lane(batch))
            self._lanes.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._lanes.discard(task)
        self._kick()

    async def _send_lane(self, rows: list[Claimed]) -> None:
        done = 0
        try:
            for row in rows:
                if self._stopping or self._leases.left(row) < LONGEST_POST + TO_SPARE:
                    break
                if not await self._send(row):
                    done += 1
                    break  # It comes later, and what is behind it in the lane after it.
                done += 1
        finally:
            self._results.handed_back += rows[done:]

    async def _send(self, row: Claimed) -> bool:
        """Send one. False: the lane must not go on past it now."""
        now = self._clock()
        if not row.payload:
            return self._given_up(row, "unreadable")
        faultpoints.reached("before Announcement")
        answered = await self._receiver.post(row.payload)
        faultpoints.reached("after Announcement")
        if answered.is_taken:
            metrics.EVENTS.labels("delivered").inc()
            self._results.settled.append(row)
            return True
        wait = wait_before_next(row.attempts, after=answered.after, chance=self._chance())
        if now - row.owed_at >= LIFE:
            return self._given_up(row, answered.reason)
        metrics.EVENTS.labels("put_off").inc()
        log.warning("event put off", case_id=row.case_id, reason=answered.reason, attempts=row.attempts, wait=wait)
        self._results.postponed.append((row, now + wait))
        return False

    def _given_up(self, row: Claimed, reason: str) -> bool:
        metrics.EVENTS.labels("given_up").inc()
        log.error("event given up", case_id=row.case_id, reason=reason)
        self._results.given_up.append((row, reason))
        return True


def wait_before_next(attempts: int, *, after: float | None, chance: float) -> float:
    """Seconds until something is sent again that was tried so often; `chance` is between 0 and 1.

    `after` is what the receiver asked for: never sooner than that, but no later than we would come at the latest.
    """
    wait = WAITS[min(attempts, len(WAITS) - 1)] * (1 + SPREAD * (2 * chance - 1))
    return wait if after is None else max(wait, min(after, WAITS[-1]))


async def _worth_telling(tx: Transaction, row: Claimed, reason: str, now: float) -> tuple[TellStaff, ...]:
    """What staff are told: once for a receiver that is gone, with how many more, and not once for each case."""
    known = await tx.telling(NOBODYS_CHAT, Reason.EVENTS_LOST)
    is_told, telling = tell(known, now)
    await tx.save_telling(NOBODYS_CHAT, Reason.EVENTS_LOST, telling)
    if not is_told:
        return ()
    untold = known.untold if known else 0
    return (
        TellStaff(
            reason=Reason.EVENTS_LOST, case=Case(chat_id=0), at=int(now), code=row.kind, message=reason, untold=untold
        ),
    )


def _merged(first: _Results, second: _Results) -> _Results:
    return _Results(
        settled=first.settled + second.settled,
        postponed=first.postponed + second.postponed,
        given_up=first.given_up + second.given_up,
        handed_back=first.handed_back + second.handed_back,
    )
