"""What is counted of the cases that decisions are made on: how far they come, where they end, what became of codes.

The counts outlive the cases, so nothing in them says whose one was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from .events import (
    CallAnswered,
    ChannelChosen,
    Closed,
    CodeGiven,
    CodeProposed,
    ColleagueCode,
    DeadlinePassed,
    Event,
)
from .model import CLOSED, PROVEN, Case, Channel, Milestone, NotSent, Refused, State, Unknown


class What(StrEnum):
    """What is counted. Behind each, of what sort the counts are."""

    MILESTONE = "milestone"
    """A case came so far for the first time: a `Milestone`."""
    LEFT = "left"
    """A customer stopped, or fell silent: the state in which they did."""
    FAULT = "fault"
    """A call came to nothing: the fault, and the provider's code."""
    ARRIVED = "arrived"
    """A code that was asked for came: the channel, and the number's country and carrier."""
    MISSED = "missed"
    """One did not."""
    TOOK = "took"
    """From the opened link until the number was verified: one of `spans`."""


MILESTONES = tuple(Milestone)

OF_PLACE = frozenset({What.ARRIVED, What.MISSED})
"""What depends on the network that the number is in."""

LONGEST_CODE = 64
"""Characters of a provider's code: the longest that is known has 44."""

UNKNOWN_OUTCOME = "unknown"
"""The «fault» of a call whose outcome nobody knows."""

SHORTEST_SPAN = 8
"""Seconds: nobody is faster than this from the link to the end."""

SPANS_IN_DOUBLE = 4
"""Spans from a time to twice that time: each is a fifth longer than the one before, closer than anybody asks."""

MOST_SPANS = 74
"""The last one is for all that took longer than a month, which no invitation lasts."""

_BY_STATE: Mapping[State, Milestone] = {
    State.ASKING_NUMBER: Milestone.OPENED,
    State.CONFIRMING_NUMBER: Milestone.OPENED,
    State.PREPARING: Milestone.NUMBER,
    State.READY: Milestone.NUMBER,
    State.APPOINTED: Milestone.NUMBER,
    State.REQUESTING: Milestone.NUMBER,
    State.WAITING_CODE: Milestone.CODE_SENT,
    State.PRECHECKING: Milestone.CODE_GIVEN,
    State.CHECKING: Milestone.CODE_GIVEN,
    State.SETTLING: Milestone.CODE_GIVEN,
    State.VERIFIED: Milestone.VERIFIED,
    State.REGISTERING: Milestone.VERIFIED,
    State.LIVE: Milestone.LIVE,
}
"""How far a case has come that is in a state. Those that can be reached from anywhere say nothing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Something to be counted once. Of `OF_PLACE` the sort is a channel: the network is for whoever knows it to add."""

    what: What
    sort: str


def tallied(before: Case, after: Case, event: Event) -> tuple[Case, tuple[Tally, ...]]:
    """The case with what has been counted of it, and what is to be counted because of the event."""
    after, reached = _farther(before, after)
    after, codes = _fate(before, after, event)
    return after, (*reached, *_left(before, after, event), *_faults(event), *codes)


def span_of(seconds: float) -> int:
    """The span that a time falls into."""
    span, ends = 0, float(SHORTEST_SPAN)
    while seconds > ends and span < MOST_SPANS:
        span += 1
        ends *= 2 ** (1 / SPANS_IN_DOUBLE)
    return span


def middle_of(span: int) -> float:
    """Seconds that stand for all times in a span."""
    return SHORTEST_SPAN * 2 ** ((span - 0.5) / SPANS_IN_DOUBLE)


def _farther(before: Case, after: Case) -> tuple[Case, tuple[Tally, ...]]:
    """Count each milestone once, and those in between too: who was found verified has passed them all."""
    known = before.reached or _guessed(before)
    here = _BY_STATE.get(after.state) or known
    if here is None or (known is not None and _place(here) <= _place(known)):
        return after if after.reached is known else replace(after, reached=known), ()
    passed = MILESTONES[_place(known) + 1 if known is not None else _place(Milestone.OPENED) : _place(here) + 1]
    return replace(after, reached=here), tuple(Tally(What.MILESTONE, each) for each in passed)


def _place(milestone: Milestone) -> int:
    return MILESTONES.index(milestone)


def _guessed(case: Case) -> Milestone | None:
    """How far a case had come that an older program began: nobody counted it then."""
    if case.state is State.UNINVITED:
        return None
    if found := _BY_STATE.get(case.state):
        return found
    if case.verified_at:
        return Milestone.VERIFIED
    return Milestone.NUMBER if case.phone else Milestone.OPENED


def _left(before: Case, after: Case, event: Event) -> tuple[Tally, ...]:
    is_left = after.state in {State.CANCELLED, State.EXPIRED} and before.state not in CLOSED | PROVEN
    is_left = is_left and not isinstance(event, Closed)  # Staff did that.
    return (Tally(What.LEFT, before.state),) if is_left else ()


def left(state: State) -> tuple[Tally, ...]:
    """What is to be counted of a case that its customer has erased in that state."""
    return () if state in CLOSED | PROVEN else (Tally(What.LEFT, state),)


def _faults(event: Event) -> tuple[Tally, ...]:
    match event:
        case CallAnswered(outcome=NotSent(is_held_up=True)):
            return ()
        case CallAnswered(outcome=Refused(fault=fault, code=code) | NotSent(fault=fault, code=code)):
            return (Tally(What.FAULT, f"{fault} {code[:LONGEST_CODE]}".strip()),)
        case CallAnswered(outcome=Unknown()):
            return (Tally(What.FAULT, UNKNOWN_OUTCOME),)
        case _:
            return ()


def _fate(before: Case, after: Case, event: Event) -> tuple[Case, tuple[Tally, ...]]:
    """Whether the code that was asked for last came, said once of each.

    It did if one is handed to us, right or wrong. It did not if its life is over without one, or another is asked for.
    Of one that nobody knows to have been sent, or whose customer stops, nothing is said.
    """
    asked_at, channel = before.requested_at, before.channel
    if not asked_at or channel is None or before.fated_at == asked_at or before.phone != after.phone:
        return after, ()
    if isinstance(event, CodeGiven | ColleagueCode) and _has_code(before, after):
        return replace(after, fated_at=asked_at), (Tally(What.ARRIVED, channel),)
    if isinstance(event, ChannelChosen | CodeProposed | DeadlinePassed) and after.requested_at != asked_at:
        return replace(after, fated_at=asked_at), (Tally(What.MISSED, channel),)
    return after, ()


def _has_code(before: Case, after: Case) -> bool:
    is_taken = after.state is State.PRECHECKING and before.state is not State.PRECHECKING
    return is_taken or after.code_kept_at != before.code_kept_at


# --- What is learned of it


SURE_OF = 20
"""Codes that both channels are thought to have brought already, as is usual: so that the first few decide nothing. Six
SMS in a row that do not come turn it, or half of forty."""

USUAL: Mapping[Channel, float] = {Channel.SMS: 0.9, Channel.VOICE: 0.8}
"""The share of codes that come, where nobody has counted yet: a call is missed more easily than an SMS."""

MARGIN = 0.1
"""By so much calls must do better: an SMS is read when there is time, and a call must be taken."""


def rate(channel: Channel, *, arrived: int, missed: int) -> float:
    """The share of codes that come by a channel, as far as that many can tell."""
    return (USUAL[channel] * SURE_OF + arrived) / (SURE_OF + arrived + missed)


def better(counts: Mapping[tuple[What, Channel], int]) -> Channel:
    """What is recommended first to numbers of a network of which so many codes came, or did not."""
    rates = {
        channel: rate(
            channel,
            arrived=counts.get((What.ARRIVED, channel), 0),
            missed=counts.get((What.MISSED, channel), 0),
        )
        for channel in Channel
    }
    return Channel.VOICE if rates[Channel.VOICE] >= rates[Channel.SMS] + MARGIN else Channel.SMS
