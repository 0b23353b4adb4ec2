"""Use case: once a day, tell staff the numbers of the day before.

When is a row. Whoever finds it due moves it on, with what is owed because of it: so it is said once, by whichever
replica; and after a time away once, late, and not for each day that was missed.
"""

from .claiming import Claimer
from .desk import Desk
from .flow.model import Offers
from .flow.staff import AnswerStaff
from .ports import Clock
from .staff.numbers import in_short, picture, said
from .store import Store
from .text.daily import next_at


class Digesting:
    """Sends the numbers into the group of that id; 0: there is none."""

    def __init__(self, *, store: Store, clock: Clock, claimer: Claimer, offers: Offers, chat_id: int) -> None:
        self._store = store
        self._clock = clock
        self._claimer = claimer
        self._offers = offers
        self._chat_id = chat_id

    async def work(self) -> bool:
        """Send them, if it is time. There is never more to do at once."""
        now = self._clock()
        async with self._store.transaction() as tx:
            wanted = await tx.digest()
            if wanted is None or wanted.next_at > now or not self._chat_id:
                return False
            if not await tx.take_digest(wanted, then=next_at(wanted.minute, wanted.zone, now)):
                return False
            desk = await Desk.open(tx, chats=(), cases={}, now=now, offers=self._offers)
            at = int(now)
            await desk.owe(
                AnswerStaff(chat_id=self._chat_id, at=at, paragraphs=await said(desk, "yesterday")),
                AnswerStaff(
                    chat_id=self._chat_id,
                    at=at,
                    paragraphs=(await in_short(desk, "week"),),
                    chart=await picture(desk, "week"),
                ),
            )
            await desk.save()
            rows = await self._claimer.claim(tx, desk.queues, now=now)
        self._claimer.start(rows)
        return False
