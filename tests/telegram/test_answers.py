"""What somebody of the staff is answered: as HTML that Telegram takes, with nobody's markup or number in it."""

import pytest

from bot.flow.staff import AnswerStaff, DeepLink, Key, Line, Moment, Named, Ours, Value
from bot.telegram.answers import render_answer
from bot.telegram.words import STAFF_LANGUAGES
from sandbox.telegram.markup import parse_html

from .everything import NOW
from .staff_answers import every_answer


def answer(*lines: Line, **more: object) -> AnswerStaff:
    """An answer of one paragraph."""
    return AnswerStaff(chat_id=-1, at=NOW, paragraphs=(lines,), **more)  # type: ignore[arg-type]  # -- as the test says


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
def test_every_answer_can_be_sent(language: str) -> None:
    """Its markup is whole, and its buttons carry or copy no more than Telegram takes."""
    for each in every_answer():
        text, markup = render_answer(each, language, "our_bot")
        assert 0 < len(parse_html(text).text) < 1000
        for row in (markup or {}).get("inline_keyboard", []):  # type: ignore[attr-defined]  # -- JSON
            for button in row:
                assert set(button) in ({"text", "callback_data"}, {"text", "copy_text"})
                assert len(button.get("copy_text", {"text": "x"})["text"]) in range(1, 257)


def test_what_anybody_wrote_is_text_without_numbers() -> None:
    """A name may hold markup, lines and a number, and be as long as it likes; our own texts are shown as they are."""
    name = "<b>Sari</b>\n+62 812-3456-7890 " + "x" * 500
    text, _ = render_answer(answer(Line("staff-people-already", {"name": name})), "en", "our_bot")
    shown = parse_html(text).text
    account, _ = render_answer(
        answer(Line("staff-people-of-settings", {"account": Ours("7000000007")})), "en", "our_bot"
    )

    assert shown.startswith("<b>Sari</b> •••• xxx")
    assert "3456" not in shown
    assert len(shown) < 250
    assert len(shown.splitlines()) == 1
    assert "7000000007" in account


def test_links_and_times_and_names_are_put_in_words() -> None:
    """A link has the bot's name, a time its zone, a role its name in the reader's language."""
    values: dict[str, Value] = {
        "name": "Sari",
        "role": Named("staff-role-agent"),
        "moment": Moment(NOW),
        "account": Ours("7"),
    }
    text, markup = render_answer(
        answer(
            Line("staff-people-member", values),
            keys=((Key(label="staff-key-copy-link", copies=DeepLink("a-token")),),),
        ),
        "id",
        "our_bot",
    )

    assert parse_html(text).text == "Sari · petugas · sejak pukul 06.00 UTC · 7"
    assert markup == {
        "inline_keyboard": [[{"text": "Salin tautan", "copy_text": {"text": "https://t.me/our_bot?start=a-token"}}]]
    }


def test_a_button_carries_its_command_and_a_question_opens_a_reply() -> None:
    """What can be pressed can be typed; a question has no buttons."""
    keys = ((Key(label="staff-key-copy-link", command="case 12"),),)

    assert render_answer(answer(Line("staff-people-title"), keys=keys), "en", "b")[1] == {
        "inline_keyboard": [[{"text": "Copy the link", "callback_data": "staff:case 12"}]]
    }
    assert render_answer(answer(Line("staff-people-title"), asks=True), "en", "b")[1] == {
        "force_reply": True,
        "selective": True,
    }
    assert render_answer(AnswerStaff(chat_id=-1, at=NOW, tap="7"), "en", "b") == ("", None)
