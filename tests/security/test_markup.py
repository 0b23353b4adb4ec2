"""What others wrote is only ever text: in every screen and notice, in both languages, and in the terminal."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.flow.effects import Note, Reason, Screen, Show, TellStaff
from bot.flow.model import Case, Fault, State
from bot.ports import Incident
from bot.telegram.screens import LONGEST_LABEL, render
from bot.telegram.staff import LONGEST_QUOTE, render_notice
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES, clipped
from sandbox.telegram.markup import parse_html, tidy, utf16_length
from tests.telegram.everything import CASE, CASES, NOW

LONGEST_TEXT = 4096

HOSTILE = (
    "<b>bold</b>",
    "</b></code>",
    '<a href="tg://user?id=7">you</a>',
    "<tg-spoiler>",
    "&lt;b&gt; &amp; &#60; &#x3c; &quot;",
    "1 < 2 && 3 > 2",
    "{ $label } { -term }",
    "%s %(x)s {0} {phone}",
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u2069\u061c\u200e\u200f",
    "a\u200b\u200c\u200d\u2060\ufeffb",
    "Verified\n\n✅ Done\r\n\u2028\u2029\x85\x0b\x0c",
    "\x00\x01\x1b[31m\x7f\x9b",
    "\ud83d half",
    "👨‍👩‍👧‍👦" * 40,
    "́" * 300,
    "x" * 5000,
    "<" * 500,
    "&" * 500,
    "@channel #case1 /start https://example.org t.me/x",
    "Ａ１２３",
)

texts = st.sampled_from(HOSTILE) | st.text(max_size=400) | st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)
"""Written by people, by staff, or by the provider's server."""


def as_shown(text: str, longest: int) -> str:
    """The text as it must be seen: cut, in one line, without what turns the line around, and otherwise as it is.

    Said in Unicode's own words, where the program has a list.
    """
    seen = "".join(map(_as_shown, clipped(text, longest)))
    return " ".join(seen.split())


def _as_shown(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Zl", "Zp"}:
        return " "
    if unicodedata.category(char) == "Cs":
        return "\ufffd"
    turns = unicodedata.bidirectional(char) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return "" if turns or char in "\u061c\u200e\u200f" else char


def without_numbers(text: str) -> str:
    """Staff's group may be large: whatever may be a phone number is masked there."""
    return re.sub(r"\+?\d(?:[^\w\n]{0,3}\d){7,}", "••••", text)


def telegram_takes(html: str) -> str:
    """The text that is seen, by the rules of Telegram's own parser; markup of ours only."""
    shown = parse_html(html)
    assert 0 < utf16_length(tidy(shown).text) <= LONGEST_TEXT
    assert {entity["type"] for entity in shown.entities} <= {"bold", "code", "date_time"}
    return shown.text


def kinds(html: str) -> list[str]:
    """The markup of a text, in order."""
    return [entity["type"] for entity in parse_html(html).entities]


@pytest.mark.parametrize("language", LANGUAGES)
@given(written=texts, case=st.sampled_from(CASES), note=st.sampled_from([None, *Note]), fault=st.sampled_from(Fault))
def test_no_screen_takes_what_others_wrote_for_markup(
    language: str, written: str, case: Case, note: Note | None, fault: Fault
) -> None:
    """Every screen, with it in the label, the space and the reference: the same markup as without it, and its text."""
    plain = replace(case, language=language, fault=fault, label="label", space="space", reference="ABCDEF")
    hostile = replace(plain, label=written, space=written, reference=written[-6:])
    for screen in Screen:
        html = render(Show(case=hostile, screen=screen, at=NOW, note=note)).text
        seen = telegram_takes(html)

        assert kinds(html) == kinds(render(Show(case=plain, screen=screen, at=NOW, note=note)).text)
        if screen is Screen.CONFIRM_NUMBER and as_shown(written, LONGEST_LABEL):
            assert as_shown(written, LONGEST_LABEL) in seen
        if note is Note.REFUSED and as_shown(written[-6:], 6):
            assert as_shown(written[-6:], 6) in seen


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
@given(st.tuples(texts, texts, texts, texts), st.sampled_from(Reason), st.sampled_from(Fault))
@example(("</b>", "</code>", "<pre>", "&#60;"), Reason.BURIED, Fault.PROGRAM)
def test_no_notice_takes_what_others_wrote_for_markup(
    language: str, words: tuple[str, str, str, str], reason: Reason, fault: Fault
) -> None:
    """Every notice, with it in all that staff or the provider wrote: Telegram takes it, and it is read as it was."""
    label, code, message, request_id = words
    case = replace(CASE, state=State.HELD, label=label, space=code)
    told = TellStaff(reason=reason, case=case, at=NOW, fault=fault, code=code, message=message, request_id=request_id)
    html = render_notice(told, Incident(cases=1234, waiting=99), language)
    seen = telegram_takes(html)

    lines = seen.split("\n")
    heading = " · ".join(filter(None, ("#case12", as_shown(without_numbers(label), LONGEST_LABEL), "•••• 7890")))
    assert lines[1] == heading, "a label cannot begin a line of its own"
    for quoted in (code, message):
        assert as_shown(without_numbers(quoted), LONGEST_QUOTE) in seen
    assert as_shown(request_id, LONGEST_QUOTE) in seen
    assert as_shown(code, LONGEST_QUOTE) in seen


@settings(max_examples=20)
@given(written=texts)
def test_as_shown_is_no_mirror(written: str) -> None:
    """What the tests above expect is one line without controls: a hostile text cannot satisfy them by itself."""
    seen = as_shown(written, LONGEST_LABEL)

    assert "\n" not in seen
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in seen)
    assert len(seen) <= LONGEST_LABEL
