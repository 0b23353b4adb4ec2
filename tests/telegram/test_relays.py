"""What customers and staff write to each other, as the others read it."""

from dataclasses import replace

import pytest

from bot.flow.model import CaseId
from bot.flow.relaying import CAPTIONED, Kind, ToCustomer, ToStaff
from bot.telegram.relays import LONGEST_CAPTION, LONGEST_TEXT, in_chat, in_topic
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES
from bot.topics.ports import Spot
from sandbox.telegram.markup import parse_html, utf16_length
from tests.telegram.everything import NOW

TOPIC, THREAD = Spot(-5, 10), Spot(-5, 0, 11)
CAME = ToStaff(case_id=CaseId(7), chat_id=1, message_id=2, at=NOW, text="Hello")
WENT = ToCustomer(case_id=CaseId(7), chat_id=1, group_id=-5, message_id=2, at=NOW, language="en", text="Hello")


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_what_staff_read_can_be_sent(kind: Kind, language: str) -> None:
    """Whatever was written; below what nothing can be written below, nothing is."""
    text = "<b>&\n\u202e9 lines\n\n" + "\N{GRINNING FACE}" * 400
    shown = in_topic(replace(CAME, kind=kind, text=text), TOPIC, language)
    assert (shown is None) == (kind not in CAPTIONED | {Kind.TEXT, Kind.OTHER})
    if shown is not None:
        assert utf16_length(parse_html(shown).text) <= (LONGEST_TEXT if kind is Kind.TEXT else LONGEST_CAPTION)


def test_numbers_are_hidden_in_the_group_alone() -> None:
    """The group may be large; the customer's own chat is theirs."""
    text = "call 0812-3456-7890"
    assert in_topic(replace(CAME, text=text), TOPIC, "en") == "\N{BUST IN SILHOUETTE} call ••••"
    assert in_chat(replace(WENT, text=text)) == f"<b>Our team</b>\n{text}"


def test_lines_stay_lines() -> None:
    """An address on three lines is read as one."""
    assert in_chat(replace(WENT, text="one\n two\n\nthree")) == "<b>Our team</b>\none\ntwo\n\nthree"


def test_in_a_plain_group_each_says_which_case_it_is_of() -> None:
    """There everything stands among everything else."""
    assert in_topic(CAME, THREAD, "en") == "#case7 \N{BUST IN SILHOUETTE} Hello"


def test_what_is_withheld_says_nothing_of_it() -> None:
    """Whatever it was."""
    shown = in_topic(replace(CAME, text="482913", is_withheld=True), TOPIC, "en")
    assert shown is not None
    assert "482913" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_text_loses_nothing(language: str) -> None:
    """Where there is no room for who says it, it is said without."""
    text = "x" * LONGEST_TEXT
    assert in_chat(replace(WENT, text=text, language=language)) == text
    assert in_topic(replace(CAME, text=text), TOPIC, "en") == text
    assert in_chat(replace(WENT, kind=Kind.PHOTO, text="x" * LONGEST_CAPTION, language=language)) == text[:1024]
