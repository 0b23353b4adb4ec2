"""When staff get a topic for a case, what belongs into it, and when it is closed. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from . import policy
from .effects import Effect, Reason, TellStaff, TellTopic
from .model import CLOSED, Case, Fault, Fixer, Instant, State
from .relaying import KeepTopic
from .urgency import shared_fault

NEEDS_A_PERSON = frozenset({
    Reason.PERSON_WANTED, Reason.PERSON_AWAITED, Reason.BUDGET_USED_UP, Reason.REQUESTS_USED_UP, Reason.NOT_LIVE,
})  # fmt: skip
"""Reasons with which somebody of the staff has to look after this one case. Of faults see `opens_topic`."""

QUIET = frozenset({Reason.EXTENDED, Reason.UNKNOWN_RESOLVED, Reason.REACHABLE, Reason.LIVE})
"""Reasons that ask nobody to do anything: they go into the topic alone, where the case has one.

All others are said in the group as well as in the topic: nobody reads every topic.
"""

TO_ALL = frozenset({Reason.EXPIRED, Reason.FAULT_OVER, Reason.TROUBLE, Reason.FORGOTTEN, Reason.GROUP_MOVED})
"""Reasons that are said in the group alone: about several cases, or about one of which nothing is left."""


class Look(StrEnum):
    """How a topic looks in the list of topics."""

    WAITING = "waiting"
    """Somebody of the staff has to do something."""
    TALKING = "talking"
    """The customer is with a person."""
    UNDER_WAY = "under-way"
    DONE = "done"


def opens_topic(notice: TellStaff) -> bool:
    """Whether staff have to look after this one case: a fault of many cases is an incident, and has no topics."""
    if notice.reason is not Reason.FAULT:
        return notice.reason in NEEDS_A_PERSON
    fault = notice.fault or Fault.UNRECOGNISED
    return policy.FIXER[fault] is Fixer.STAFF and fault not in policy.SHARED


def is_of_one(notice: TellStaff) -> bool:
    """Whether a notice is about one case alone."""
    return bool(notice.case.id) and notice.reason not in TO_ALL and shared_fault(notice) is None


def placed(notice: TellStaff) -> tuple[TellStaff | TellTopic, ...]:
    """The notice as it is said: in the group, in the case's topic, or in both."""
    if not notice.case.topic_at or not is_of_one(notice):
        return (notice,)
    if notice.reason in QUIET:
        return (TellTopic(notice=notice),)
    return (notice, TellTopic(notice=notice, is_said=True))


def follow(before: Case, after: Case, effects: Sequence[Effect], at: Instant) -> tuple[Case, tuple[Effect, ...]]:
    """The case with a topic, if it is to have one, and the effects with what its topic needs because of them."""
    if not after.id:
        return after, tuple(effects)
    if not after.topic_at:
        is_needed = any(_is_its(after, each) and opens_topic(each) for each in effects if isinstance(each, TellStaff))
        if not is_needed and not after.handed_over_at:
            return after, tuple(effects)
        after = replace(after, topic_at=at)
    told = tuple(_in_sight_of(after, each) for each in effects)
    if shown(before) == shown(after):
        return after, told
    # Before the notices: what is said in a topic stands below the card.
    return after, (KeepTopic(case_id=after.id, at=at), *told)


def shown(case: Case) -> tuple[object, ...]:
    """What of a case its topic shows."""
    return (
        case.state, case.fault, case.phone, case.label, case.topic_at, case.handed_over_at, case.unreachable,
        case.budget.tries, case.budget.locked_until, case.budget.extensions, case.verified_at, case.registered_at,
    )  # fmt: skip


def look(case: Case) -> Look:
    """How the case's topic looks."""
    if case.handed_over_at:
        return Look.TALKING
    if case.state in CLOSED:
        return Look.DONE
    if case.state in {State.HELD, State.PAUSED} or case.fault is not None:
        return Look.WAITING
    return Look.UNDER_WAY


def is_closed(case: Case) -> bool:
    """Whether the topic is closed: all is over, and nobody talks with the customer."""
    return case.state in CLOSED and not case.handed_over_at


def _is_its(case: Case, notice: TellStaff) -> bool:
    return notice.case.id == case.id


def _in_sight_of(case: Case, effect: Effect) -> Effect:
    """A notice about the case knows that there is a topic for it."""
    if isinstance(effect, TellStaff) and _is_its(case, effect):
        return replace(effect, case=replace(effect.case, topic_at=case.topic_at))
    return effect
