"""Use case: when what held several cases up is gone, put that to the others that it holds up."""

from .claiming import Claimer
from .desk import Desk
from .flow import policy
from .flow.events import Mended
from .flow.model import Offers, State
from .ports import Clock
from .store import Store, Transaction

TURN = "unasked"
"""Messages that nobody asked for go out in turns, one a second, over all replicas and whatever they are about."""

AT_ONCE = 20
"""Customers told in a turn: of Telegram's 30 messages a second, a third is left for those who write. As many fewer are
told as others wait for a message of theirs: answers come first, and where Telegram slows us down so does this."""

LOOKED_AT = 100
"""Cases looked at in a turn, most of which may have nothing to hear: few enough for a short transaction."""

WITH_A_CODE, ALL_OTHERS = range(2)
"""Who is told of an end first, and who then: a code lives for ten minutes."""


async def room(tx: Transaction, *, now: float) -> int:
    """Take a turn, if it is there. How many customers may be told in it."""
    if not await tx.take_turn(TURN, interval=1, now=now):
        return 0
    return AT_ONCE - await tx.messages_due(now=now, most=AT_ONCE)


class Relief:
    """Goes through the cases on hold after the end of an incident."""

    def __init__(self, *, store: Store, clock: Clock, claimer: Claimer, offers: Offers) -> None:
        self._store = store
        self._clock = clock
        self._claimer = claimer
        self._offers = offers

    async def work(self) -> bool:
        """Tell some of the cases on hold. False: whatever is left is for the next second.

        How far it came is true together with what was decided, so that nobody is told twice, whatever is killed.
        """
        now = self._clock()
        async with self._store.transaction() as tx:
            if await tx.ended() is None or not (most := await room(tx, now=now)):
                return False
            ended = await tx.ended()  # Again: while we waited for our turn, another replica may have had its own.
            if ended is None:
                return False
            held = await tx.cases_in(State.HELD, after=ended.told_to, limit=LOOKED_AT)
            desk = await Desk.open(tx, chats=(), cases=dict(held), now=now, offers=self._offers)
            but = {
                case_id
                for case_id, case in desk.cases.items()
                if policy.may_have_code(case, int(now)) is not (ended.step == WITH_A_CODE)
            }
            passed = await desk.put(held, Mended(at=int(now), fault=ended.fault), but=but, most=most)
            if not passed == len(held) < LOOKED_AT:
                after: tuple[int, int | None] = ended.step, held[passed - 1][0] if passed else ended.told_to
            else:
                after = (ALL_OTHERS, 0) if ended.step == WITH_A_CODE else (ALL_OTHERS, None)
            # Incidents before what is counted, as wherever decisions are saved: the other way round they would meet.
            await tx.told_of_end(ended, step=after[0], told_to=after[1])
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)
        return False
