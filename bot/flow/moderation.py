"""Keeps one chat from taking what belongs to all: Telegram's patience, and the attention of staff.

A chat that floods us is read on and every message acted on, so that no code in it is lost; only the answers stop, after
one that says so. Staff are told of the same thing over and over only once in a while, with how often it came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from . import policy
from .effects import Call, Effect, Note, Place, Reason, Screen, Show
from .relaying import ToStaff
from .steps import screen_of

REPEATABLE = frozenset({
    Reason.PERSON_WANTED, Reason.CODE_WANTED, Reason.NUMBER_TAKEN, Reason.LINK_USED, Reason.UNREACHABLE,
    Reason.REACHABLE, Reason.BURIED,
})  # fmt: skip
"""What one chat can make us tell staff as often as it likes. Results, faults and unknown outcomes are always told."""


class Reply(Enum):
    """What a chat gets to hear about a message."""

    ANSWER = auto()
    EXCUSE = auto()
    """Once: so much came that the answers stop."""
    SILENCE = auto()


@dataclass(frozen=True, slots=True)
class Demand:
    """How many answers a chat is waiting for, at Telegram's pace, as of `at`."""

    answers: float = 0.0
    at: float = 0.0


def is_silent(silent_until: float, *, written_at: float, now: float) -> bool:
    """Whether what a chat wrote is met with silence. A moment further off than any lull is of a clock set back."""
    return written_at < silent_until <= now + policy.LULL


def heard(demand: Demand, silent_until: float, *, written_at: float, now: float) -> tuple[Reply, Demand, float]:
    """What to say to one more message; with the demand from now on, and until when the chat is met with silence.

    The silence is over so long after what was *written* last, however long it waited here to be read.
    `silent_until` outlasts a restart and is every replica's, the demand is not: what the silence says of it counts.
    """
    answers = max(0.0, demand.answers - max(0.0, now - demand.at) * policy.ANSWERS_A_SECOND) + 1
    written_at = min(written_at, now)  # Telegram's clock may be ahead of ours.
    if is_silent(silent_until, written_at=written_at, now=now):
        since = written_at - (silent_until - policy.LULL)
        answers = max(answers, policy.MOST_ANSWERS - since * policy.ANSWERS_A_SECOND + 1)
        if answers >= policy.MOST_ANSWERS:
            silent_until = max(silent_until, written_at + policy.LULL)
        return Reply.SILENCE, Demand(min(answers, policy.MOST_ANSWERS), now), silent_until
    if answers > policy.MOST_ANSWERS:
        return Reply.EXCUSE, Demand(policy.MOST_ANSWERS, now), written_at + policy.LULL
    return Reply.ANSWER, Demand(answers, now), silent_until


def remember(demands: dict[int, Demand], changed: Mapping[int, Demand]) -> None:
    """Take changed demands in, and forget those that are over: what is kept is of some seconds."""
    for chat_id, demand in changed.items():
        demands.pop(chat_id, None)  # Put in anew, so that the oldest come first.
        demands[chat_id] = demand
    newest = max((demand.at for demand in changed.values()), default=0.0)
    while demands:
        oldest = next(iter(demands))
        if 0 <= newest - demands[oldest].at < policy.MOST_ANSWERS / policy.ANSWERS_A_SECOND:
            return
        del demands[oldest]


def must_be_seen(effects: tuple[Effect, ...]) -> bool:
    """Whether the customer must see them, whatever else came: a call begins with them, or all was erased."""
    return any(
        isinstance(effect, Call) or (isinstance(effect, Show) and effect.screen is Screen.FORGOTTEN)
        for effect in effects
    )


def said(effects: tuple[Effect, ...], reply: Reply) -> tuple[Effect, ...]:
    """The effects with as much of an answer in them as the chat gets. What is not an answer is always done."""
    match reply:
        case Reply.ANSWER:
            return effects
        case Reply.EXCUSE:
            return tuple(_excuse(effect) if isinstance(effect, Show) else effect for effect in effects)
        case Reply.SILENCE:
            # What a flood would have passed on takes the staff's group from all others.
            return tuple(effect for effect in effects if not isinstance(effect, Show | ToStaff))


def _excuse(show: Show) -> Show:
    screen = show.screen if show.helped.link else screen_of(show.case)
    return replace(show, screen=screen, note=Note.MANY_MESSAGES, place=Place.NEW, link="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What staff were told of a chat for one reason: when last, and how often it came since.

    `spent_until` is when the chat's allowance of such notices will be whole again.
    """

    told_at: float
    spent_until: float = 0.0
    untold: int = 0


def tell(telling: Telling | None, now: float) -> tuple[bool, Telling]:
    """Whether staff are to be told once more, and what is known afterwards. `untold` of before goes with the notice."""
    if telling is None:
        return True, Telling(told_at=now, spent_until=now + policy.NOTICE_EVERY)
    whole = policy.NOTICES_AT_ONCE * policy.NOTICE_EVERY
    # An allowance that is spent for longer than it takes to become whole is of a clock that was set back.
    spent_until = max(telling.spent_until, now) if telling.spent_until <= now + whole else now
    is_spent = spent_until + policy.NOTICE_EVERY > now + whole
    if is_spent or 0 <= now - telling.told_at < policy.ASK_AGAIN:
        return False, replace(telling, untold=telling.untold + 1)
    return True, Telling(told_at=now, spent_until=spent_until + policy.NOTICE_EVERY)
