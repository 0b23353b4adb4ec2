"""Use case: while an incident goes on, ask for all whom it holds up whether it is over, by one read at a time."""

from .conversation import Claimer
from .desk import Desk
from .flow import policy
from .flow.events import ProbeDue
from .flow.model import Fault, Offers, State
from .incidents import turn_of
from .ports import Clock
from .relief import LOOKED_AT
from .store import Store, Transaction


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
            held = await tx.cases_in(State.HELD, after=0, limit=LOOKED_AT)
            desk = await Desk.open(tx, chats=(), cases=dict(held), now=now, offers=self._offers)
            for fault in due:
                await self._ask(tx, desk, fault)
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)

    @staticmethod
    async def _ask(tx: Transaction, desk: Desk, fault: Fault) -> None:
        """Another one each time, for one may be held up by more than that; none while one's read is under way."""
        waiting = [case for _, case in sorted(desk.cases.items()) if case.state is State.HELD and case.fault is fault]
        if waiting and not await tx.are_calls_owed(waiting):
            asks = waiting[int(desk.now // policy.PROBE_EVERY) % len(waiting)]
            await desk.apply(asks, ProbeDue(at=int(desk.now), fault=fault))
