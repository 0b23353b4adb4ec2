"""Tells staff what is owed to them: the most urgent first, and no faster than their group takes it.

Telegram takes some twenty messages a minute into a group. So a message leaves at its turn, and where more is owed than
a minute allows, what is of a kind goes into one message. Each notice stays a row of its own until the message that has
it was taken: nothing is lost, whatever is killed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .flow import policy
from .flow.effects import Reason, TellStaff
from .flow.model import State
from .flow.urgency import Urgency, shared_fault
from .ports import Clock, Delivered, Delivery, Incident, Later, Leave, Messenger
from .store import Claimed, Notice, Store, Transaction, incident_key

TURN = "group"
"""What the row of the pace is called that all replicas take turns from."""

EVERY = 5.2
"""Seconds from one turn to the next: with `AT_ONCE`, nineteen messages in the fullest minute, where Telegram takes
twenty («Bots FAQ: My bot is hitting limits»)."""

AT_ONCE = {Urgency.ALARM: 8, Urgency.WANTED: 6, Urgency.NEWS: 5}
"""Turns that may be taken on end, after a pause. Some are left for what stops everybody, however much else is told."""

ANSWERS_AT_ONCE = 7
"""The same for answers to staff and for what goes into topics: as many as somebody asks for in a row. They come before
notices that stop nobody, however many of those there are, and after those that do."""

NOTHING = 0.001
"""Seconds that are none: times since 1970 are exact to less than a millionth, and sums of them less than that."""

QUICK_TURN, QUICK_EVERY, QUICK_AT_ONCE = "group-quick", 1.0, 3
"""A second row of the pace, of another limit of Telegram's: about one message a second into a chat, a few on end. The
last of them is left for what stops everybody, too."""

PACED = "its turn"
"""Why something was put off that is to wait for its turn."""

A_MINUTE = 16
"""Notices of an urgency that each have a message of their own: what a minute has turns for."""

MOST_TOGETHER = 100
"""Notices that are looked through for what goes into one message: more of them than it has room for."""

INCIDENT_LIFE = policy.HOUR
"""The same fault within an hour of the last notice is the same incident: the notice is written over, not repeated."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of telling: of which of the notices, by their place, and of which incident what staff know now."""

    places: Sequence[int]
    delivery: Delivery
    incident: tuple[str, Notice] | None = None


class Notifier:
    """Tells staff. `claim` belongs to a transaction, `tell` comes after its commit: one message, at its turn.

    `every` is `EVERY`, or 0 for a group that takes everything.
    """

    def __init__(self, *, store: Store, messenger: Messenger, clock: Clock, every: float = EVERY) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._every = every

    async def claim(self, tx: Transaction, *, lease: str, now: float, until: float) -> list[Claimed]:
        """Lease the notices that one message is made of, if there are any and its turn is here."""
        for urgency in Urgency:
            owed = await tx.notices_owed(urgency, now=now, most=A_MINUTE + 1)
            if not owed:
                continue
            if not await self._take_turn(tx, urgency, now=now):
                return []  # What is less urgent has no turn either.
            is_alone = owed <= A_MINUTE and urgency is not Urgency.ALARM
            return await tx.claim_notices(
                urgency, most=1 if is_alone else MOST_TOGETHER, lease=lease, now=now, until=until
            )
        return []

    async def turn(self) -> float:
        """Take a turn for what somebody of the staff waits for; else the seconds until there may be one."""
        if not self._every:
            return 0.0
        async with self._store.transaction() as tx:
            return await self._wait(tx, ANSWERS_AT_ONCE, now=self._clock())

    async def _take_turn(self, tx: Transaction, urgency: Urgency, *, now: float) -> bool:
        return not self._every or not await self._wait(tx, AT_ONCE[urgency], now=now)

    async def _wait(self, tx: Transaction, at_once: float, *, now: float) -> float:
        """Take a turn, if it is there for who may take so many on end; else the seconds until it may be."""
        quick = QUICK_AT_ONCE if at_once >= AT_ONCE[Urgency.ALARM] else QUICK_AT_ONCE - 1
        paces = ((TURN, self._every, at_once), (QUICK_TURN, QUICK_EVERY, quick))
        waits = [
            await tx.grant(name, interval=every, now=now) - now - (most - 1) * every for name, every, most in paces
        ]
        if max(waits) < NOTHING:
            return 0.0
        for name, every, _ in paces:
            await tx.give_back(name, interval=every)
        return max(waits)

    async def heed(self, tx: Transaction, after: float, *, now: float) -> None:
        """Tell nothing for so many seconds: Telegram refused it, for others write into the group, or to us."""
        await tx.slow_down(TURN, until=now + after + (max(AT_ONCE.values()) - 1) * self._every)

    async def tell(self, notices: Sequence[TellStaff], leave: Leave) -> Told:
        """Say the first of the notices, with those of the others that belong into its message."""
        first = notices[0]
        if key := key_of(first):
            return await self._tell_incident(key, notices, leave)
        if len(notices) == 1:
            return Told([0], await self._messenger.tell_staff(first, Incident(), leave=leave))
        apart = [place for place, notice in enumerate(notices) if not key_of(notice)]
        places, delivery = await self._messenger.tell_staff_together([notices[place] for place in apart], leave=leave)
        return Told([apart[place] for place in places], delivery)

    async def _tell_incident(self, key: str, notices: Sequence[TellStaff], leave: Leave) -> Told:
        places = of_one_incident(notices)
        notice = notices[places[-1]]
        now = self._clock()
        async with self._store.transaction() as tx:
            known = await tx.notice(key)
            waiting = await tx.waiting_in(State.HELD)
        is_over = notice.reason is Reason.FAULT_OVER
        is_open = known is not None and not known.is_over
        if is_over and not is_open:
            return Told(places, Delivered())  # Staff know: it is said once.
        more = 0 if is_over else len(places)
        if known is not None and is_open and (is_over or now - known.updated_at < INCIDENT_LIFE):
            incident = Incident(cases=known.cases + more, waiting=waiting, message_id=known.message_id)
            opened_at = known.opened_at
        else:
            incident, opened_at = Incident(cases=more, waiting=waiting), now
        delivery = await self._messenger.tell_staff(notice, incident, leave=leave)
        if not isinstance(delivery, Delivered):
            return Told(places, delivery)
        told = Notice(delivery.message_id, incident.cases, opened_at, now, is_over)
        return Told(places, delivery, (key, told))


def key_of(notice: TellStaff) -> str:
    """What is the same incident; empty for what is each customer's own."""
    if notice.reason is Reason.EXPIRED:
        return notice.reason  # Many may end in one morning: one notice, with how many.
    fault = shared_fault(notice)
    return incident_key(fault) if fault is not None else ""


def of_one_incident(notices: Sequence[TellStaff]) -> list[int]:
    """Which of the notices are told together with the first, of an incident: all up to its end, or of its end all."""
    key, reason = key_of(notices[0]), notices[0].reason
    places: list[int] = []
    for place, notice in enumerate(notices):
        if key_of(notice) != key:
            continue
        if notice.reason is not reason:
            break
        places.append(place)
    return places


def retry_after(delivery: Delivery) -> float | None:
    """For how long Telegram wants to hear nothing, where that is why it was not taken."""
    return delivery.after if isinstance(delivery, Later) else None
