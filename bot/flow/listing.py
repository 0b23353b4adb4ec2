"""The numbers of one chat: the list of them, by what they are called, and for which of them a code can be."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from . import policy
from .model import CLOSED, Case, CaseId, Instant, State

ON_A_PAGE = 8
"""Numbers of a list that are shown at once: with a line and a button for each they fit on a phone's screen."""

ENDING = 4
"""Digits by which people call a number; fewer than a code has."""

ASKS_FOR_CODE = frozenset({State.WAITING_CODE, State.REQUESTING})
"""States in which the customer is asked for a code."""

MAY_HAVE_CODE = ASKS_FOR_CODE | {State.CONFIRMING_NUMBER, State.PAUSED, State.HELD}
"""States in which a code may lie on the customer's phone: staff may have had one sent, whatever we said."""

IN_FLIGHT = frozenset({State.PRECHECKING, State.CHECKING, State.SETTLING})
"""States in which a code is being checked, and nobody knows yet what will become of it."""

TAKES_CODE = ASKS_FOR_CODE | IN_FLIGHT | {
    State.PREPARING, State.READY, State.APPOINTED, State.PAUSED, State.HELD,
}  # fmt: skip
"""States in which six digits are taken for a code."""

_BY_URGENCY = tuple(dict.fromkeys(state for state, _ in policy.MOST_URGENT_FIRST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list says of one number. `phone` is empty while it is not given."""

    case_id: CaseId
    state: State
    phone: str = field(default="", repr=False)
    label: str = field(default="", repr=False)
    is_alike: bool = False
    """Another one of the chat's ends in the same digits, so that these do not tell which it is."""

    @property
    def ending(self) -> str:
        """The digits by which it is called."""
        return self.phone[-ENDING:]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list. `first` is the place of its first number among all `of` them, from 1."""

    numbers: tuple[Listed, ...] = ()
    first: int = 1
    of: int = 0

    @property
    def goes_on_after(self) -> CaseId:
        """The case after which the next page begins; 0 where that is the first one again."""
        is_last = self.first + len(self.numbers) > self.of
        return CaseId(0) if is_last or not self.numbers else self.numbers[-1].case_id


NOTHING = Page()
"""What is listed where nothing is."""


def page_of(cases: Collection[Case], *, after: int = 0, of: Collection[Case] = ()) -> Page:
    """The page that begins behind that case, or the first one; what wants something of the customer comes first.

    `of`: all of the chat's cases, where those listed are not.
    """
    ordered = sorted(cases, key=lambda case: (_urgency(case.state), case.id))
    start = next((place for place, case in enumerate(ordered, 1) if case.id == after), 0) % max(1, len(ordered))
    endings = [case.phone[-ENDING:] for case in of or ordered]
    numbers = tuple(
        Listed(
            case_id=case.id,
            state=case.state,
            phone=case.phone,
            label=case.label,
            is_alike=bool(case.phone) and endings.count(case.phone[-ENDING:]) > 1,
        )
        for case in ordered[start : start + ON_A_PAGE]
    )
    return Page(numbers, start + 1, len(ordered))


def _urgency(state: State) -> int:
    if state in _BY_URGENCY:
        return _BY_URGENCY.index(state)
    return len(_BY_URGENCY) + (state in CLOSED)


def called(cases: Iterable[Case], name: Sequence[str]) -> list[Case]:
    """The cases that somebody may mean who writes these digits: how a number ends, the case's own number, or both."""
    match name:
        case [digits]:
            return [case for case in cases if _ends(case, digits) or (not case.phone and str(case.id) == digits)]
        case [digits, case_id]:
            return [case for case in cases if _ends(case, digits) and str(case.id) == case_id]
        case _:
            return []


def _ends(case: Case, digits: str) -> bool:
    return len(digits) == ENDING and case.phone.endswith(digits)


def whose_code(current: Case, cases: Iterable[Case], at: Instant, *, given: Collection[CaseId]) -> tuple[Case, ...]:
    """The cases that a code can be for which came with no word about that; none: it is for none of them.

    `given` are those for which this very code came before: who sends it again does not mean another number.
    """
    known = [case for case in cases if case.id in given]
    if len(known) == 1:
        return tuple(known)
    if current.state in TAKES_CODE and is_chosen(current, at):
        return (current,)
    return tuple(case for case in cases if _may_have_code(case) or (case.id == current.id and case.state in TAKES_CODE))


def _may_have_code(case: Case) -> bool:
    if case.forget_wanted_at:
        return False
    is_late = case.state is State.READY and case.sms_requests > 0  # An SMS of ours that did not come, so far.
    return is_late or case.state in MAY_HAVE_CODE


def may_send_code(case: Case) -> bool:
    """Whether a code that the case's customer sends, in whatever chat, may well be its own."""
    # Before they agree to the number none is asked for: what they send then is for what they were asked about.
    return case.state is not State.CONFIRMING_NUMBER and (case.state in IN_FLIGHT or _may_have_code(case))


def is_chosen(case: Case, at: Instant) -> bool:
    """Whether the customer has said that codes are for this number, and that still holds."""
    return policy.is_recent(case.chosen_at, at, policy.CODE_LIFE)
