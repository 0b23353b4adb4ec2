"""In which order staff are told what they are told, when their group cannot take all of it at once."""

from enum import IntEnum

from . import policy
from .effects import Reason, TellStaff
from .model import Fault


class Urgency(IntEnum):
    """How soon staff must read of it, the most urgent first."""

    ALARM = 0
    """It stops everybody."""
    WANTED = 1
    """One customer waits for a person."""
    NEWS = 2
    """It is good to know, or to be done within days."""


_WANTED = frozenset({
    Reason.FAULT, Reason.PERSON_WANTED, Reason.PERSON_AWAITED, Reason.CODE_WANTED, Reason.BUDGET_USED_UP,
    Reason.REQUESTS_USED_UP, Reason.UNKNOWN_OUTCOME, Reason.NUMBER_TAKEN, Reason.LINK_USED, Reason.NOT_LIVE,
    Reason.BURIED, Reason.EVENTS_LOST,
})  # fmt: skip
"""Reasons with which somebody waits, or may be robbed. What takes one back, that the outcome is known say, is news: so
it is never read before what it takes back."""


def urgency_of(notice: TellStaff) -> Urgency:
    """How urgent a notice is. An incident's end is as urgent as the incident: they are told in order."""
    if notice.reason is Reason.TROUBLE or shared_fault(notice) is not None:
        return Urgency.ALARM
    return Urgency.WANTED if notice.reason in _WANTED else Urgency.NEWS


def shared_fault(notice: TellStaff) -> Fault | None:
    """The fault over several cases that a notice tells of, or the end of; None for any other."""
    if notice.reason not in {Reason.FAULT, Reason.FAULT_OVER} or notice.fault not in policy.SHARED:
        return None
    return notice.fault
