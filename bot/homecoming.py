"""Use case: after a time away, show each customer who waits where they are: once, and the most urgent first.

Telegram keeps a press of a button for 150 seconds. Whoever pressed one while nobody fetched it has no answer, and does
not know why. What they wrote comes to us and is answered like anything else; those customers are left out here.
"""

import math
from collections.abc import Sequence

import structlog

from . import faultpoints
from .claiming import Claimer
from .desk import Desk
from .flow import policy
from .flow.events import CameBack
from .flow.listing import page_of
from .flow.model import Offers
from .ports import Clock
from .relief import LOOKED_AT, TURN, room
from .store import Return, Store, Transaction

log = structlog.get_logger(__name__)

BEAT = 10.0
"""Seconds between signs that the bot serves: a gap is known to within that, and it is a write for each."""

SLACK = 30.0
"""Seconds by which a return may be noticed late. Whoever heard from us within them has been answered since; before the
gap, which is five times as long, they did not."""

PATIENCE = 60.0
"""Seconds after a return until customers are told although nobody can say that what they wrote meanwhile has come:
where updates are posted, Telegram posts most of what waits within the half minute that is left of them by then."""

WAITING = frozenset(state for state, _ in policy.MOST_URGENT_FIRST)
"""States of cases whose customers are told."""

ANSWERING = 1.0
"""Seconds that the answers to what waited at Telegram have to themselves: most of them go out in one."""


class Homecoming:
    """Knows when the bot last served. `beat` shows that it does, and notices a return; `work` is one round of telling.

    How far it has come is true together with what is owed to the customers: nobody is told twice or left out, whatever
    is killed. All replicas take the same turns.

    Where updates are asked for, only who gets an answer from Telegram serves. `lived` is a clock that nobody sets, and
    that runs on while the machine sleeps: a process that has served by it was not away, whatever the other clock says.
    """

    def __init__(
        self, *, store: Store, clock: Clock, lived: Clock, claimer: Claimer, asks: bool, offers: Offers
    ) -> None:
        self._store = store
        self._clock = clock
        self._lived = lived
        self._claimer = claimer
        self._asks = asks
        self._offers = offers
        self._has_fetched = not asks
        self._caught_up_at = float("-inf")
        self._beaten_at = float("-inf")
        self._is_telling = False
        self._not_before = float("-inf")

    def fetched(self) -> None:
        """Telegram answered, and what came is stored."""
        self._has_fetched = True

    def caught_up(self) -> None:
        """What waited at Telegram is stored, or nobody can say when it will be."""
        self._caught_up_at = self._clock()

    async def beat(self) -> None:
        """Show that we serve, if we do and if it is time to, and find out for how long nobody did."""
        lived, now = self._lived(), self._clock()
        if not self._has_fetched or lived - self._beaten_at < BEAT:
            return
        async with self._store.transaction() as tx:
            # Another replica may have ended in the middle of telling.
            gap, is_telling = await tx.beat(now=now)
            was_away = min(gap, lived - self._beaten_at) >= policy.AWAY
            if was_away:
                await tx.come_back(since=now - SLACK)
                faultpoints.reached("before commit of the return")
        if (is_telling or was_away) and not self._is_telling:
            self._not_before = now + ANSWERING
        self._is_telling = is_telling or was_away
        self._beaten_at, self._has_fetched = lived, not self._asks
        if was_away:
            faultpoints.reached("after commit of the return")
            log.warning("was away", seconds=round(gap))

    async def work(self) -> bool:
        """Tell some of those who wait. True: there may be more who need not wait a second."""
        return self._is_telling and await self._tell(self._clock())

    async def _tell(self, now: float) -> bool:
        async with self._store.transaction() as tx:
            most = await room(tx, now=now)
            if not most:
                return False
            told = await tx.returned()
            if told is not None and not self._may_tell(told, now):
                await tx.give_back(TURN, interval=1)
                return False
            waiting = [] if told is None else await _next(tx, told)
            cases = [(case_id, chat_id) for _, case_id, chat_id in waiting]
            desk = await Desk.open(tx, chats=(), cases=dict(cases), now=now, offers=self._offers)
            passed = 0
            if told is not None:
                back = CameBack(at=int(now), since=int(told.back_at))
                passed = await desk.put(cases, back, but=await _answered(tx, desk, cases), most=most)
                await desk.save()
                await tx.save_return(_told_to(told, waiting, passed))
            rows = await self._claimer.claim(tx, desk.queues, now=now)
            if not desk.queues:
                await tx.give_back(TURN, interval=1)
            faultpoints.reached("before commit of telling")
        faultpoints.reached("after commit of telling")
        self._claimer.start(rows)
        self._is_telling = passed < len(waiting) or len(waiting) == LOOKED_AT
        return bool(passed) and not desk.queues

    def _may_tell(self, told: Return, now: float) -> bool:
        if 0 < self._not_before - now <= ANSWERING:
            return False
        return self._caught_up_at >= told.back_at or now >= told.back_at + PATIENCE


async def _next(tx: Transaction, told: Return) -> list[tuple[int, int, int]]:
    """The next to be told, of the step that is under way and those after it: step, case and chat."""
    alive_since = told.back_at - policy.CODE_LIFE
    ages = {None: (0.0, math.inf), True: (alive_since, math.inf), False: (0.0, alive_since)}
    found: list[tuple[int, int, int]] = []
    for step, (state, has_young_code) in list(enumerate(policy.MOST_URGENT_FIRST))[told.step :]:
        after = told.told_to if step == told.step else 0
        limit = LOOKED_AT - len(found)
        cases = await tx.cases_in(state, after=after, limit=limit, changed=ages[has_young_code])
        found += [(step, case_id, chat_id) for case_id, chat_id in cases]
        if len(found) == LOOKED_AT:
            break
    return found


def _told_to(told: Return, waiting: Sequence[tuple[int, int, int]], passed: int) -> Return | None:
    """How far it has come; None: nobody is left."""
    if passed == len(waiting) < LOOKED_AT:
        return None
    if not passed:
        return told
    step, case_id, _ = waiting[passed - 1]
    return Return(told.back_at, step, case_id)


async def _answered(tx: Transaction, desk: Desk, cases: Sequence[tuple[int, int]]) -> set[int]:
    """Those of the cases whose customers hear from us anyway, or whom another case of theirs stands for."""
    hearing = await tx.chats_to_be_answered(desk.chats)
    return {
        case_id
        for case_id, chat_id in cases
        if chat_id in hearing or (chat_id in desk.chats and await _speaker(desk, chat_id) != case_id)
    }


async def _speaker(desk: Desk, chat_id: int) -> int:
    """The case of a chat that its customer is told by: the one that it is about, or else the most urgent that waits."""
    about = desk.chats[chat_id].case_id
    if about not in desk.cases or desk.cases[about].state in WAITING:
        return about
    listed = page_of(await desk.numbers(chat_id)).numbers
    return listed[0].case_id if listed else about
