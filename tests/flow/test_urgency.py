"""Which notices staff must read first."""

import pytest

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, Fault
from bot.flow.urgency import Urgency, urgency_of


@pytest.mark.parametrize(
    ("reason", "fault", "urgency"),
    [
        (Reason.FAULT, Fault.CREDENTIALS, Urgency.ALARM),
        (Reason.FAULT_OVER, Fault.CREDENTIALS, Urgency.ALARM),
        (Reason.TROUBLE, None, Urgency.ALARM),
        (Reason.FAULT, Fault.NOT_MIGRATING, Urgency.WANTED),
        (Reason.PERSON_WANTED, None, Urgency.WANTED),
        (Reason.UNKNOWN_OUTCOME, None, Urgency.WANTED),
        (Reason.BUDGET_USED_UP, None, Urgency.WANTED),
        (Reason.VERIFIED, None, Urgency.NEWS),
        (Reason.UNKNOWN_RESOLVED, None, Urgency.NEWS),
        (Reason.EXTENDED, None, Urgency.NEWS),
    ],
)
def test_who_waits_comes_before_who_does_not(reason: Reason, fault: Fault | None, urgency: Urgency) -> None:
    """What stops everybody first, then whom a person must help; what takes a notice back never before it."""
    assert urgency_of(TellStaff(reason=reason, case=Case(chat_id=7), at=1, fault=fault)) is urgency
