"""Use case: while an incident goes on, ask for all whom it holds up whether it is over, by one read at a time."""

from .claiming import Claimer
from .desk import Desk
from .flow import policy
from .flow.events import ProbeDue
from .flow.model import Case, Fault, Offers, State
from .incidents import turn_of
from .ports import Clock
from .store import Store, Transaction

PAGE, PAGES = 100, 20
"""Cases on hold that are looked at together, and how often: 2,000 are opened in a fifth of a second."""


class Probing:
    """Asks. `work` is one round: it does nothing as long as nothing is the matter."""

    def __init__(self, *, store: Store, clock: Clock, claimer: Claimer, offers: Offers) -> None:
        self._store = store
        self._clock = clock
        self._claimer = claimer
        self._offers = offers

    async def work(self) -> None:
        """Have one case ask, if it is time to."""
        now = self._clock()
        async with self._store.transaction() as tx:
            due = [
                fault
                for fault in sorted(await tx.open_incidents())
                if fault in policy.PROBED and await tx.take_turn(turn_of(fault), interval=policy.PROBE_EVERY, now=now)
            ]
            if not due:
                return
            asking = {fault: case for fault in due if (case := await _who_asks(tx, fault, now=now)) is not None}
            cases: dict[int, int] = {case.id: case.chat_id for case in asking.values()}
            desk = await Desk.open(tx, chats=(), cases=cases, now=now, offers=self._offers)
            for fault, found in asking.items():
                case = desk.cases.get(found.id)
                if case is not None and case.state is State.HELD:
                    await desk.apply(case, ProbeDue(at=int(now), fault=fault))
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)


async def _who_asks(tx: Transaction, fault: Fault, *, now: float) -> Case | None:
    """Another one each time, for one may be held up by more than that; none while one's read is under way.

    They are looked at without being locked, the newest first: behind them may be any number that wait for days,
    each for something of its own.
    """
    before: int | None = None
    for _ in range(PAGES):
        held = await tx.page_of_cases(state=State.HELD, before=before, limit=PAGE)
        waiting = [case for case in held if case.fault is fault]
        if waiting:
            is_asked = await tx.are_calls_owed(waiting)
            return None if is_asked else waiting[int(now // policy.PROBE_EVERY) % len(waiting)]
        if not held:
            break
        before = held[-1].id
    return None
