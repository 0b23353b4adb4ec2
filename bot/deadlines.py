"""What falls due by itself: deadlines of cases, colleagues' links that are over, topics that wait for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .awaiting import remind
from .desk import Desk
from .flow import policy
from .flow.events import DeadlinePassed
from .flow.model import Case, Instant, State
from .flow.patience import PATIENT
from .helping import expire
from .store import Transaction
from .text.hours import Hours
from .text.times import night_until

HUSH = policy.MINUTE
"""Seconds until it is looked again whether everybody has heard that the bot is back: it tells twenty in each."""

SPREAD = 30 * policy.MINUTE
"""Seconds over which the first reminders of a morning are spread, a second for each case: so many a minute are noticed
by nobody. It is shorter than the shortest day that all zones of a number have in common, 75 minutes: American toll-free
ones, from Puerto Rico to Guam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due, of each sort no more than was asked for. Cases are given with their chats."""

    deadlines: Mapping[int, int]
    links: Sequence[tuple[int, int, int]]
    """Each with its case and the case's chat."""
    topics: Sequence[tuple[int, int, int]]
    """The cases that they are of, their chats, and how often staff have been reminded."""

    @classmethod
    async def find(cls, tx: Transaction, *, now: float, limit: int) -> "Due":
        """Look for it, locking nothing."""
        return cls(
            deadlines=dict(await tx.due_cases(now=now, limit=limit)),
            links=await tx.due_links(now=now, limit=limit),
            topics=await tx.due_topics(now=now, limit=limit),
        )

    @property
    def cases(self) -> dict[int, int]:
        """All cases that something is due of, with their chats."""
        cases = {**self.deadlines} | {case_id: chat_id for _, case_id, chat_id in self.links}
        return cases | {case_id: chat_id for case_id, chat_id, _ in self.topics}

    @property
    def most(self) -> int:
        """How much there is of the sort that has most."""
        return max(len(self.deadlines), len(self.links), len(self.topics))


async def decide_on(desk: Desk, due: Due, *, hours: Hours, is_returning: bool) -> None:
    """Decide on what is due of the cases in hand. `is_returning`: the bot is telling everybody that it is back."""
    now = desk.now
    for case_id in due.deadlines:
        case = desk.cases.get(case_id)
        if case is None or case.deadline is None or case.deadline > now:
            continue
        if await desk.tx.is_call_owed(case):
            desk.put_off(case, until=int(now) + policy.ANSWER_PATIENCE)
        else:
            quiet_until = _quiet_until(case, int(now), is_returning=is_returning)
            is_aside = desk.chats[case.chat_id].case_id != case.id
            await desk.apply(case, DeadlinePassed(at=int(now), quiet_until=quiet_until, is_aside=is_aside))
    for link_id, case_id, _ in due.links:
        if case_id in desk.cases:
            await expire(desk, desk.cases[case_id], link_id)
    for case_id, _, reminders in due.topics:
        if case_id in desk.cases:
            await remind(desk, desk.cases[case_id], reminders, hours=hours)


def _quiet_until(case: Case, at: Instant, *, is_returning: bool) -> Instant:
    """Until when the customer is not reminded: while the bot tells everybody that it is back, and at night.

    Mornings begin one after the other, for whoever writes then must not wait for the reminders of all.
    """
    if case.state not in PATIENT and case.state is not State.VERIFIED:
        return at  # Nothing that falls due there waits for the morning.
    if is_returning:
        return at + HUSH
    morning = night_until(case.phone or case.expected_phone, case.language, at)
    return morning + case.id % SPREAD if morning > at else at
