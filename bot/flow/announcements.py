"""What other systems of the vendor are told of a case: named by what has become true, whatever led there."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .model import CLOSED, Case, CaseId, Fault, Instant, State


class Kind(StrEnum):
    """What is announced. These names are others' to rely on: `docs/events.md` has an example of each."""

    OPENED = "case.opened"
    REOPENED = "case.reopened"
    CODE_REQUESTED = "case.code_requested"
    PAUSED = "case.paused"
    HELD = "case.held"
    RESUMED = "case.resumed"
    """What it was paused or held for is over."""
    VERIFIED = "case.verified"
    VERIFICATION_LOST = "case.verification_lost"
    """It takes a new code before the number can move."""
    MOVE_ORDERED = "case.move_ordered"
    MOVE_REFUSED = "case.move_refused"
    LIVE = "case.live"
    CANCELLED = "case.cancelled"
    EXPIRED = "case.expired"
    ERASED = "case.erased"
    """The customer had everything erased that was kept about them; nothing follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One of them, with nothing in it that says whose number it is."""

    kind: Kind
    case_id: CaseId
    space: str
    state: State
    """Where the case stands since then."""
    at: Instant
    fault: Fault | None = None
    """What is in the way, where the case is held or its move was refused."""
    until: Instant = 0
    """When it goes on by itself, where it is paused."""


_PROVEN = frozenset({State.VERIFIED, State.REGISTERING, State.LIVE})
_STOPPED = frozenset({State.PAUSED, State.HELD})
_GIVEN_UP = frozenset({State.CANCELLED, State.EXPIRED})
_ENTERED = {
    State.REQUESTING: Kind.CODE_REQUESTED,
    State.PAUSED: Kind.PAUSED,
    State.HELD: Kind.HELD,
    State.REGISTERING: Kind.MOVE_ORDERED,
    State.LIVE: Kind.LIVE,
    State.CANCELLED: Kind.CANCELLED,
    State.EXPIRED: Kind.EXPIRED,
}


def announced(before: Case, after: Case, at: Instant) -> tuple[Announcement, ...]:
    """What others are told of one step of a case, in order. `before` has no id where the case is a new one."""
    return tuple(
        Announcement(
            kind=kind,
            case_id=after.id,
            space=after.space,
            state=after.state,
            at=at,
            fault=after.fault if kind in {Kind.HELD, Kind.MOVE_REFUSED} else None,
            until=after.deadline or 0 if kind is Kind.PAUSED else 0,
        )
        for kind in (*_changes(before, after), *_entered(before, after))
    )


def _changes(before: Case, after: Case) -> Iterator[Kind]:
    """What the step means, beside where it leads."""
    was, now = before.state, after.state
    if not before.id:
        yield Kind.OPENED
    elif was in _GIVEN_UP and now not in CLOSED | _PROVEN:
        yield Kind.REOPENED
    elif was in _STOPPED and now not in CLOSED | _PROVEN | _STOPPED:
        yield Kind.RESUMED
    elif was in _PROVEN and now not in _PROVEN:
        yield Kind.VERIFICATION_LOST
    if now in _PROVEN and was not in _PROVEN:
        yield Kind.VERIFIED
    # An order that only did not get through is given again by the next look.
    if (was, now) == (State.REGISTERING, State.VERIFIED) and after.fault and not after.registered_at:
        yield Kind.MOVE_REFUSED


def _entered(before: Case, after: Case) -> Iterator[Kind]:
    if after.state is not before.state and after.state in _ENTERED:
        yield _ENTERED[after.state]
