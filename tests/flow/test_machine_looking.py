"""Who looks at the chat, and who has looked away: what is written over a card then would go unseen."""

from dataclasses import replace

import pytest

from bot.flow.effects import Place, Show
from bot.flow.events import Agreed, LanguageChosen, Started, Unreachable
from bot.flow.machine import decide
from bot.flow.model import State
from tests.flow.cast import ACCEPTED, DAY, NOT_VERIFIED, T, a_case, answer


@pytest.mark.parametrize(
    ("seconds", "place"), [(0, Place.CARD), (59, Place.CARD), (60, Place.NEW), (DAY, Place.NEW), (-1, Place.NEW)]
)
def test_news_is_written_over_the_card_of_who_still_looks(seconds: int, place: Place) -> None:
    """After a minute without a word nobody looks any more; nor is a moment in the future, of another clock, a look."""
    case = a_case(State.CHECKING, seen_at=T)
    step = decide(case, answer(T + seconds, 2, ACCEPTED, submitted=True))

    assert [each.place for each in step.effects if isinstance(each, Show)] == [place]
    assert step.case.seen_at == (T if place is Place.CARD else T + seconds)


@pytest.mark.parametrize("event", [Agreed(at=T + DAY), LanguageChosen(at=T + DAY, language="id")])
def test_who_presses_a_button_looks_at_its_card(event: Agreed | LanguageChosen) -> None:
    """However long ago it was written."""
    step = decide(a_case(State.CONFIRMING_NUMBER), event)

    assert [each.place for each in step.effects if isinstance(each, Show)] == [Place.CARD]
    assert step.case.seen_at == T + DAY


def test_what_shows_nothing_is_not_seen() -> None:
    """A code that goes on to WhatsApp, or a customer who cannot be reached."""
    sent = decide(a_case(State.PRECHECKING), answer(T + 5, 1, NOT_VERIFIED))
    unreachable = decide(a_case(State.WAITING_CODE), Unreachable(at=T + 5))

    assert (sent.case.seen_at, unreachable.case.seen_at) == (T, T)


def test_whoever_writes_looks() -> None:
    """In any state, and whatever they write."""
    for state in State:
        case = replace(a_case(state), seen_at=0)
        assert decide(case, Started(at=T + DAY)).case.seen_at == T + DAY
