"""Names and cards of topics: every one can be sent, and gives away no number."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.model import Budget, Case, CaseId, Fault, State, Try
from bot.store import Topic
from bot.telegram.topic_cards import draw_topic
from bot.telegram.words import STAFF_LANGUAGES
from sandbox.telegram.markup import parse_html, utf16_length
from tests.telegram.everything import CASE, NOW, PHONE, every_topic

LONGEST_AIM = 900
"""UTF-16 units: a card that must be scrolled is not read."""

LONGEST_NAME = 128
"""What createForumTopic takes."""

ALONE = Topic(case_id=CaseId(7))


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_card_can_be_sent(language: str) -> None:
    """Telegram takes it; nothing in it was left to be filled in, and no number is whole."""
    for case, topic in every_topic():
        drawn = draw_topic(case, topic, NOW, language)
        shown = parse_html(drawn.card)  # Strict: raises for what Telegram would refuse.

        assert 0 < utf16_length(shown.text) <= LONGEST_AIM, case
        assert "{" not in shown.text
        assert "$" not in shown.text
        assert PHONE not in shown.text + drawn.name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Toko Kopi", "Toko Kopi ··7890"),
        ("", "#case7 ··7890"),
        ("Budi 0812-3456-7890", "Budi •••• ··7890"),
        ("Toko\nKopi", "Toko Kopi ··7890"),
    ],
)
def test_what_a_topic_is_called(label: str, name: str) -> None:
    """By its label and how its number ends; a number in a label is nobody's business."""
    case = Case(id=CaseId(7), chat_id=1, label=label, phone="6281234567890")

    assert draw_topic(case, ALONE, NOW, "en").name == name


def test_the_longest_name_fits() -> None:
    """Telegram counts UTF-16 units, of which an emoji has two."""
    case = Case(id=CaseId(2**40), chat_id=1, label="\N{HOT BEVERAGE}\N{GRINNING FACE}" * 99, phone="6281234567890")

    assert utf16_length(draw_topic(case, ALONE, NOW, "en").name) <= LONGEST_NAME


def test_a_card() -> None:
    """Whose it is, where they are, what is left and what is the matter, with what to do about it."""
    budget = policy.spent(Budget(tries=(Try(NOW - 60),)), NOW, "")
    case = replace(
        CASE, id=CaseId(7), label="Toko", state=State.HELD, fault=Fault.TWO_STEP_ON, budget=budget, deadline=NOW + 7_000
    )
    lines = parse_html(draw_topic(case, ALONE, NOW, "en").card).text.splitlines()

    assert lines[0].startswith("#case7 · Toko · ")
    assert lines[1] == "Now: on hold"
    assert lines[2] == "Tries left: 1"
    assert lines[3].startswith("Something happens by itself: ")
    assert lines[5] == "Two-step verification is on"


def test_a_deadline_that_moves_by_seconds_changes_no_card() -> None:
    """Each message of the customer moves it: the group would be written to as often."""
    cards = {
        draw_topic(replace(CASE, deadline=NOW - NOW % 3600 + 90_000 + late), ALONE, NOW, "en").card for late in (1, 99)
    }
    assert len(cards) == 1
