"""Whoever hears the screens read out, sees no colours, or cannot press, can go the whole way; in every language."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from bot.buttons import Button, data, press
from bot.flow.effects import Note, Screen, Show
from bot.flow.listing import called
from bot.flow.model import Case, CaseId, State
from bot.ports import Said, Tap, Text
from bot.reading import name_in, plain, read
from bot.telegram.views import View
from bot.telegram.words import LANGUAGES, say, typed_words
from sandbox.telegram.markup import utf16_length
from tests.telegram.everything import NOW, OF_ONE_CHAT, everything

pytestmark = pytest.mark.xdist_group("screens")

STATE_OF = {
    Screen.ASK_NUMBER: State.ASKING_NUMBER,
    Screen.CONFIRM_NUMBER: State.CONFIRMING_NUMBER,
    Screen.PAUSED: State.PAUSED,
    Screen.HELD: State.HELD,
    Screen.VERIFIED: State.VERIFIED,
    Screen.CANCELLED: State.CANCELLED,
    Screen.EXPIRED: State.EXPIRED,
    Screen.SETTLING: State.SETTLING,
}
"""The state in which a screen is up; a code is awaited on all others."""

STEPS = frozenset({Screen.ASK_NUMBER, Screen.CONFIRM_NUMBER, Screen.READY, Screen.ASK_CODE})
"""Screens on which the customer has something to do on the way."""


def read_out(language: str) -> Iterator[tuple[Show, View, str]]:
    """Each screen under each note, with its text as it is read out."""
    return ((show, view, shown.text) for show, view, shown in everything(language))


def is_pictorial(character: str) -> bool:
    """Whether it is an emoji, an arrow, a tick or another sign that a screen reader may skip or name oddly."""
    return unicodedata.category(character) in {"So", "Sk", "Sm", "Cn", "Co"} and character not in "+<>=|~^`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_by_pictures_or_colour(language: str) -> None:
    """No emoji, tick, arrow or coloured dot carries a meaning: there are none. Words say it."""
    seen = "".join({text for _, _, text in read_out(language)})
    labels = "".join(label for _, view, _ in read_out(language) for row in view.buttons for label, _ in row)

    assert {each for each in seen + labels if is_pictorial(each)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_emphasis_is_never_the_message(language: str) -> None:
    """Without bold type every text says the same: no two texts differ in markup alone, and none is markup alone."""
    by_text: dict[str, set[str]] = {}
    for _, view, text in read_out(language):
        by_text.setdefault(text, set()).add(view.text)

    assert [texts for texts in by_text.values() if len(texts) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_begins_with_words(language: str) -> None:
    """What is heard first, and shown in a notification, says what it is about."""
    for show, _, text in read_out(language):
        first = text.split("\n", 1)[0]
        assert first[0].isalpha(), show
        assert sum(map(str.isalpha, first)) >= 2, show


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_set_as_the_language_sets_them(language: str) -> None:
    """A space between Latin sentences, none after a full-width stop; never two."""
    for show, _, text in read_out(language):
        assert not re.search(r"[。，：；！？] | [。，：；]|  |[a-z][.!?][A-Z]", text), show


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_step_is_said_in_words(language: str) -> None:
    """On each screen of the way: which step of how many, in a line of its own."""
    for show, _, text in read_out(language):
        steps = [line for line in text.split("\n") if line in all_steps(language)]
        assert len(steps) == (1 if show.screen in STEPS else 0), show


@cache
def all_steps(language: str) -> frozenset[str]:
    """Every way to say where on the way one is."""
    return frozenset(say(language, "step", step=str(n), steps=str(of)) for of in range(1, 10) for n in range(of + 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_buttons_of_a_screen_sound_alike(language: str) -> None:
    """Each label says what it does without the others around it, and differs from them as it would be typed."""
    for show, view, _ in read_out(language):
        labels = [label for row in view.buttons for label, _ in row]
        assert len({plain(label) for label in labels}) == len(labels), show
        assert all(sum(map(str.isalpha, label)) >= 2 for label in labels), show


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_beside_each_other(language: str) -> None:
    """Telegram cuts what does not fit: half a narrow phone holds some 18 Latin or 9 Chinese characters."""
    for show, view, _ in read_out(language):
        for row in view.buttons:
            for label, _ in row:
                wide = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in label)
                assert wide <= (34 if len(row) == 1 else 18), (show, label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_typing_a_label_does_what_pressing_it_does(language: str) -> None:
    """On every screen, in whatever way it is written: capitals, full stop, spaces around."""
    tried: set[tuple[Screen, str]] = set()
    for show, view, _ in read_out(language):
        for label, carried in (pair for row in view.buttons for pair in row):
            if (show.screen, label) in tried:
                continue
            tried.add((show.screen, label))
            case = Case(
                id=show.case.id, chat_id=5, state=STATE_OF.get(show.screen, State.WAITING_CODE), phone=show.case.phone
            )
            pressed = press(carried)
            assert pressed is not None
            tapped = data(pressed.button, case)
            if pressed.button is Button.MORE_NUMBERS:
                case, tapped = replace(case, listed_to=CaseId(pressed.case_id)), carried
            for typed in (label, f"  {label.upper()}. ", f"«{label}»"):
                if pressed.button is Button.THIS_NUMBER:
                    assert named(typed) == [pressed.case_id], typed
                else:
                    assert meaning(Text(typed, 7), case) == meaning(Tap(tapped, "t"), case), typed
    assert tried


def meaning(what: Text | Tap, case: Case) -> object:
    """What is understood."""
    return read(Said(5, what), case, NOW, words=typed_words(), fingerprint=lambda *_: "")


def named(text: str) -> list[int]:
    """The cases of the list that somebody means who writes this."""
    return [case.id for case in called(OF_ONE_CHAT, name_in(Said(5, Text(text, 7))))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_typing_is_told_of(language: str) -> None:
    """The help page says that every button can be typed, and lists every command with what it does."""
    (text,) = {text for show, _, text in read_out(language) if show.screen is Screen.HELP and show.note is None}

    assert say(language, "help-typing") in text
    assert all(re.search(rf"^/{name} – \w", text, re.MULTILINE) for name in ("status", "resend", "human", "language"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_can_be_read_out_alone(language: str) -> None:
    """It is whole sentences, ends like one, and is short enough to be heard before what follows."""
    base = {show.screen: text for show, _, text in read_out(language) if show.note is None}
    for show, _, text in read_out(language):
        if show.note is None or show.screen is not Screen.LANGUAGE:
            continue
        note = text.removesuffix(base[Screen.LANGUAGE]).strip()
        assert note.endswith((".", ":", "。", "：")), show.note
        assert utf16_length(note) <= 400, show.note
    assert {show.note for show, _, _ in read_out(language)} == {None, *Note}
