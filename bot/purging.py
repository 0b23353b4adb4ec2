"""Use case: erase what is kept of people once its time is over, some rows at a time, while the bot serves.

It holds no data and may be ended at any point: what is left is found by the next run, of whichever replica. Several at
once do each other no harm, for each takes rows that nobody holds.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass

from .flow import policy
from .flow.model import Offers
from .ports import Clock
from .store import START, Erased, Old, Place, Transaction

BATCH = 50
"""Cases in a transaction, with some twenty rows each: ten milliseconds, in which nobody else can write on SQLite."""

PAUSE = 0.05
"""Seconds between transactions: several times what each takes, so that replies come first."""

CASES = "cases"
"""Finished cases, in what a purge counts."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Before when what is finished is erased, and before when what is left of it is dropped."""

    names_before: float
    records_before: float

    @classmethod
    def of(cls, offers: Offers, now: float) -> "Terms":
        """The operator's."""
        return cls(now - offers.kept_days * policy.DAY, now - offers.record_days * policy.DAY)

    def before(self, what: Old) -> float:
        """Before when that is dropped."""
        return self.names_before if what in {Old.LINKS, Old.CHATS, Old.OWED} else self.records_before


class Purge:
    """`work` is one whole purge, `look` counts what it would do."""

    def __init__(
        self,
        *,
        transaction: Callable[[], AbstractAsyncContextManager[Transaction]],
        clock: Clock,
        wait: Callable[[float], Awaitable[None]],
        offers: Offers,
    ) -> None:
        self._transaction = transaction
        self._clock = clock
        self._wait = wait
        self._offers = offers

    async def look(self) -> Mapping[str, int]:
        """How many rows of each sort have outlived their time."""
        now = self._clock()
        terms = Terms.of(self._offers, now)
        async with self._transaction() as tx:
            found = await tx.count_old(before=terms.names_before, records_before=terms.records_before, now=now)
        return asdict(found)

    async def work(self, *, goes_on: Callable[[], bool] = lambda: True) -> Mapping[str, int]:
        """Erase all of it, or as much as there is time for. Returns how many rows of each sort."""
        terms = Terms.of(self._offers, self._clock())
        done: Counter[str] = Counter({CASES: 0, **dict.fromkeys(map(str, Old), 0)})
        place: Place | None = START
        while place is not None and goes_on():
            erased, place = await self._erase(terms, place)
            done[CASES] += erased
            await self._wait(PAUSE)
        for what in Old:
            dropped = BATCH
            while dropped == BATCH and goes_on():
                async with self._transaction() as tx:
                    before = terms.before(what)
                    dropped = await tx.drop_old(what, before=before, now=self._clock(), limit=BATCH)
                done[what] += dropped
                await self._wait(PAUSE)
        return dict(done)

    async def _erase(self, terms: Terms, after: Place) -> tuple[int, Place | None]:
        async with self._transaction() as tx:
            found, place = await tx.finished_cases(before=terms.names_before, after=after, limit=BATCH)
            await tx.erase(found, why=Erased.AGE, now=self._clock())
        return len(found), place
