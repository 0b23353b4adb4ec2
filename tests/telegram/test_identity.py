"""Who is asking: the phrase before any question, and the page that says how to check."""

from dataclasses import replace

import pytest

from bot.buttons import Button, press
from bot.flow.effects import Screen, Show
from bot.flow.model import Case, State
from bot.telegram.screens import render
from bot.telegram.views import Vendor
from bot.telegram.words import LANGUAGES, say
from sandbox.telegram.markup import parse_html
from tests.telegram.everything import CASE, NOW, PROVEN, UNINVITED

VENDOR = Vendor("Nusantara", "https://nusantara.example/whatsapp", "nusantara_move_bot")


def read(screen: Screen, case: Case, vendor: Vendor = VENDOR, language: str = "en") -> str:
    """What is read."""
    return parse_html(render(Show(case=replace(case, language=language), screen=screen, at=NOW), vendor).text).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", [Screen.ASK_NUMBER, Screen.CONFIRM_NUMBER])
def test_the_phrase_stands_before_the_first_question(screen: Screen, language: str) -> None:
    """Whose it is, what it is, and what to do if it differs, above whatever is asked."""
    case = replace(PROVEN, phone="") if screen is Screen.ASK_NUMBER else PROVEN
    text = read(screen, case, language=language)
    question = say(language, f"{screen}-title")

    assert text.index(PROVEN.phrase) < text.index(question)
    assert text.index("Nusantara") < text.index(question)
    assert text.index("/verify") < text.index(question)


def test_what_is_said_of_the_phrase() -> None:
    """Word for word: the customer is to compare, and to stop if it differs."""
    assert read(Screen.CONFIRM_NUMBER, PROVEN).split("\n\n")[0] == (
        "First, check that it is us\n"
        "By another way, your contact at Nusantara has told you a phrase. It must be this: ribbon kettle island. "
        "If it differs, or nobody told you one, answer nothing here and ask your contact at Nusantara. More: /verify"
    )
    assert read(Screen.CONFIRM_NUMBER, PROVEN, Vendor()).split("\n\n")[0].count("your contact") == 2


def test_nobody_is_told_to_compare_what_they_were_not_told() -> None:
    """An invitation of an older version has no phrase, and open access neither."""
    for screen in Screen:
        assert "check that it is us" not in read(screen, CASE)
        assert "None" not in read(screen, CASE)


def test_the_phrase_is_on_no_other_card() -> None:
    """Cards are forwarded and photographed: the phrase is where it is compared, and nowhere else."""
    case = replace(PROVEN, state=State.WAITING_CODE)
    shown = {screen for screen in Screen if PROVEN.phrase in read(screen, case)}

    assert shown == {Screen.ASK_NUMBER, Screen.CONFIRM_NUMBER, Screen.VERIFY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_check(language: str) -> None:
    """Where to compare the address, the phrase, what is never asked for, and whom to call."""
    text = read(Screen.VERIFY, PROVEN, language=language)

    for part in ("@nusantara_move_bot", "https://nusantara.example/whatsapp", PROVEN.phrase, "Nusantara"):
        assert part in text
    assert parse_html(say(language, "never-asked")).text in text
    assert text.count("\n\n– ") == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_learn_how_to_check_and_no_phrase(language: str) -> None:
    """The same page, with the promise of a phrase in the place of one."""
    stranger = render(Show(case=replace(UNINVITED, language=language), screen=Screen.VERIFY, at=NOW), VENDOR)

    assert parse_html(say(language, "verify-phrase-later")).text in parse_html(stranger.text).text
    pressed = [press(carried) for row in stranger.buttons for _, carried in row]
    assert [each.button for each in pressed if each] == [Button.LANGUAGE, Button.HELP]


def test_without_a_page_of_the_vendors_the_telephone_tells() -> None:
    """Nobody is sent to an address that is not there."""
    text = read(Screen.VERIFY, PROVEN, Vendor("Nusantara", "", "nusantara_move_bot"))

    assert "https" not in text
    assert "with what your contact at Nusantara tells you by telephone" in text


@pytest.mark.parametrize("hostile", ["<b>", "a & b", "</b>\n/start", "x" * 500])
def test_a_phrase_is_only_ever_text(hostile: str) -> None:
    """Staff write it, in one line and without markup, whatever is in it."""
    for screen in (Screen.CONFIRM_NUMBER, Screen.VERIFY):
        text = read(screen, replace(PROVEN, phrase=hostile))
        assert len(text) < 900
        assert " ".join(hostile.split())[:70] in text
