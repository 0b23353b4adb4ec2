"""Use case: when what held several cases up is gone, put that to the others that it holds up."""

from .conversation import Claimer
from .desk import Desk
from .flow.events import Mended
from .flow.model import State
from .ports import Clock
from .store import Store

RELIEVED_AT_ONCE = 20
"""Cases in one round, of which there is one a second: some messages of Telegram's 30 are left for who writes."""


class Relief:
    """Goes through the cases on hold after the end of an incident, which dispatch has written down."""

    def __init__(self, *, store: Store, clock: Clock, claimer: Claimer) -> None:
        self._store = store
        self._clock = clock
        self._claimer = claimer

    async def work(self) -> bool:
        """Tell some of the cases on hold. False: whatever is left is for the next second.

        How far it came is true together with what was decided, so that nobody is told twice, whatever is killed.
        """
        now = self._clock()
        async with self._store.transaction() as tx:
            ended = await tx.ended()
            if ended is None:
                return False
            fault, told_to = ended
            held = await tx.cases_in(State.HELD, after=told_to, limit=RELIEVED_AT_ONCE)
            desk = await Desk.open(tx, chats=(), cases=dict(held), now=now)
            passed = await desk.put(held, Mended(at=int(now), fault=fault))
            await desk.save()
            after = held[passed - 1][0] if passed else told_to
            is_last = passed == len(held) < RELIEVED_AT_ONCE
            # Last, because settling has its rows before it writes a notice: the other way round they would meet.
            await tx.told_of_end(fault, before=told_to, after=None if is_last else after)
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)
        return False
