"""Tells staff of customers who wait for a person too long."""

from .desk import Desk
from .flow import policy
from .flow.events import PersonAwaited
from .flow.model import Case
from .text.hours import Hours


async def remind(desk: Desk, case: Case, reminders: int, *, hours: Hours) -> None:
    """Tell staff that nobody has answered a customer, if anybody of them is there; and look again later.

    Each wait is twice as long as the one before, up to a day: who has not come by then does not come for a notice more.
    """
    if not case.handed_over_at:
        await desk.tx.waits_for_nobody(case.id)
        return
    at = int(desk.now)
    opens = hours.open_from(at)
    if opens > at:
        await desk.tx.remind_later(case.id, at=opens + policy.PERSON_PATIENCE, told=False)
        return
    await desk.apply(case, PersonAwaited(at=at))
    wait = min(policy.PERSON_PATIENCE * 2 ** min(reminders + 1, policy.MOST_DOUBLINGS), policy.DAY)
    await desk.tx.remind_later(case.id, at=at + wait, told=True)
