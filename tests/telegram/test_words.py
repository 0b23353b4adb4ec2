"""The texts: complete in every language, safe with whatever is put in, and typable."""

import html
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor
from hypothesis import example, given
from hypothesis import strategies as st

from bot import buttons, phrase
from bot.buttons import LABELLED, Button
from bot.flow.effects import Screen
from bot.flow.relaying import ToCustomer
from bot.reading import LONGEST_WORD, plain
from bot.telegram import answers, digest, evidence, moments, relays, screens, staff, topic_cards, views, words
from bot.telegram.views import Vendor
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES, Html, WordlessError, clipped, escaped, say, typed_words
from bot.topics.ports import Spot
from sandbox.telegram.markup import parse_html
from tests.telegram.everything import NOW, every_notice, every_passed, every_show, every_topic
from tests.telegram.known import everything_known
from tests.telegram.staff_answers import every_answer

LOCALES = Path(words.__file__).parents[1] / "locales"

HOSTILE = [
    "<b>",
    "</b></i>",
    "<a href='tg://user?id=1'>Verified</a>",
    "&lt;b&gt; &amp;amp; &#60;b&#62;",
    "a & b < c > d",
    "{ $number } {$label}",
    "Verified\n\nPlease send your bank code",
    "a\u2028b\u0085c\td\x00e",
    "\u202eedoc knab\u202c",
    "\ud800",
]


class _Variables(visitor.Visitor):
    """Collects the variables of an entry."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 -- Fluent's name for it
        self.names.add(node.id.name)


STAFF_FILES = "staff"
"""What the files begin with that staff read."""


EVIDENCE_FILE = "evidence"
"""The same of the file that the provider's support reads."""


@cache  # To read them takes longer than all that is asked about them.
def _entries(language: str) -> list[tuple[str, ast.EntryType]]:
    return [
        (file.name, entry)
        for file in sorted((LOCALES / language).iterdir())
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body
    ]


def _messages(language: str) -> list[tuple[str, str, set[str]]]:
    """The file, name and variables of each message, in the order of the files."""
    found: list[tuple[str, str, set[str]]] = []
    for file, entry in _entries(language):
        if isinstance(entry, ast.Message):
            variables = _Variables()
            variables.visit(entry)
            found.append((file, entry.id.name, variables.names))
    return found


# --- All languages say the same


def test_there_is_a_folder_for_each_language() -> None:
    """A language without texts, or texts without a language, cannot be said; each can be chosen by a button."""
    assert sorted(LANGUAGES) == sorted(folder.name for folder in LOCALES.iterdir())
    assert sorted(LANGUAGES) == sorted(buttons.LANGUAGES.values())


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_messages_with_the_same_variables(language: str) -> None:
    """A translation lacks nothing, adds nothing, and keeps to the order of the first language.

    What staff read is in the languages that staff may choose, all of it, and in no other; what the provider's support
    reads in theirs.
    """
    readers = {STAFF_FILES: STAFF_LANGUAGES, EVIDENCE_FILE: evidence.LANGUAGES}
    left_out = tuple(file for file, languages in readers.items() if language not in languages)

    assert _messages(language) == [each for each in _messages(LANGUAGES[0]) if not each[0].startswith(left_out)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_hold_messages_and_comments_only_and_none_twice(language: str) -> None:
    """What Fluent cannot read, or reads twice, it would skip in silence."""
    names = [name for _, name, _ in _messages(language)]

    assert [entry for _, entry in _entries(language) if not isinstance(entry, ast.Message | ast.BaseComment)] == []
    assert sorted(names) == sorted(set(names))


def _pass_on(language: str) -> None:
    """Say what customers and staff write to each other."""
    for passed in every_passed(language):
        if isinstance(passed, ToCustomer):
            relays.in_chat(passed)
        elif language in STAFF_LANGUAGES:
            relays.in_topic(passed, Spot(-5, 10), language)


def _write_down() -> None:
    """Write down what the provider's support reads of a case."""
    known = everything_known()
    for dossier in (known, replace(known, undelivered=[])):
        evidence.write_evidence(dossier, at=NOW, zone="UTC", vendor="Nusantara")


def test_every_message_is_said_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody translates a text that no one ever sees. One language shows it, for all have the same messages."""
    language = "en"  # One that staff have too.
    said = {"time-zone", "two-step-path", "never-asked", "never-as-a-picture"}  # quoted by other messages

    def recording(language: str, message_id: str, **variables: str | int) -> Html:
        said.add(message_id)
        return say(language, message_id, **variables)

    for module in (words, screens, views, staff, answers, digest, topic_cards, relays, moments, phrase, evidence):
        monkeypatch.setattr(module, "say", recording)
    of_a_vendor = set[Screen]()
    for show in every_show(language):
        screens.render(show)
        if show.screen not in of_a_vendor:  # Who the vendor is does not change with the case.
            of_a_vendor.add(show.screen)
            screens.render(show, Vendor("Nusantara", "https://nusantara.example"))
    phrase.new_phrase(language, min)
    for notice, incident in every_notice():
        staff.render_notice(notice, incident, language)
        digest.render_together([notice], language)
    for answer in every_answer():
        answers.render_answer(answer, language, "sandbox_bot")
    staff.staff_commands(language)
    for case, topic in every_topic():
        topic_cards.draw_topic(case, topic, NOW, language)
    _pass_on(language)
    _write_down()
    staff.commands(language)
    staff.descriptions(language)
    staff.title(language, "Nusantara")
    typed_words.__wrapped__()

    assert said == {name for _, name, _ in _messages(language)}


# --- Saying


def test_what_is_missing_is_an_error() -> None:
    """A missing text, language or variable, or one too many, is found by tests and not by customers."""
    with pytest.raises(WordlessError, match=r"^en has no message no-such-thing$"):
        say("en", "no-such-thing")
    with pytest.raises(WordlessError, match=r"^no language de$"):
        say("de", "checking")
    with pytest.raises(WordlessError, match=r"^id ask-code takes \['number'\], not \[\]$"):
        say("id", "ask-code")
    with pytest.raises(WordlessError, match=r"^en checking takes \[\], not \['number'\]$"):
        say("en", "checking", number="1")
    with pytest.raises(WordlessError, match=r"^Too many characters"):
        say("en", "for-label", label="a" * 3_000)


def test_plural_forms_follow_the_language() -> None:
    """English tells one from many, Indonesian does not; great numbers have the language's separators."""
    assert say("en", "staff-waiting", waiting=1) == "One customer is on hold right now."
    assert say("en", "staff-waiting", waiting=2_000) == "2,000 customers are on hold right now."
    assert say("id", "staff-waiting", waiting=1) == "1 pelanggan sedang tertunda."
    assert say("id", "staff-waiting", waiting=2_000) == "2.000 pelanggan sedang tertunda."


def test_what_is_put_in_carries_no_marks() -> None:
    """A number copied from a message is the number, without Fluent's invisible isolating marks."""
    assert say("en", "for-label", label="+62 812") == "For: +62 812"


@example("".join(HOSTILE))
@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=100)))
def test_what_is_put_in_stays_text_in_its_line(text: str) -> None:
    """Whoever writes a label or a message writes neither markup nor a line of ours, and turns no text around."""
    said = say("en", "for-label", label=text)
    shown = parse_html(said)

    assert shown.entities == ()
    assert shown.text == "For: " + html.unescape(escaped(text))
    assert len(shown.text.splitlines()) == 1
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown.text)


def test_ordinary_text_is_put_in_as_it_is() -> None:
    """Names in every script, quotation marks and emoji are not touched."""
    name = 'Toko «Bu Sri’s» & Co. – 智慧 🎉 "A"'

    assert parse_html(say("id", "for-label", label=name)).text == f"Untuk: {name}"


def test_what_was_said_is_not_escaped_again() -> None:
    """A said text may be put into another one."""
    inner = say("en", "for-label", label="a & b")

    assert say("en", "for-label", label=inner) == "For: For: a &amp; b"


@given(st.text(max_size=50), st.integers(1, 40))
def test_clipped_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    """What is short enough stays whole; the rest ends with an ellipsis that shows it."""
    cut = clipped(text, longest)

    assert len(cut) <= longest
    assert cut == text if len(text) <= longest else cut.endswith("…")


@pytest.mark.parametrize("broken", ["a = 1\na = 2\n", "a\n", "-term = 1\n", "a =\n    .label = 1\n"])
def test_a_broken_file_is_an_error_at_load(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fluent would leave out what it does not understand, and the customer would read nothing there."""
    folder = tmp_path / "locales" / "en"
    folder.mkdir(parents=True)
    (folder / "broken.ftl").write_text(broken)
    monkeypatch.setattr(words, "files", lambda _: tmp_path)

    with pytest.raises(WordlessError):
        words._texts.__wrapped__("en")


# --- Typing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_can_be_typed_as_it_is_labelled(language: str) -> None:
    """A press that Telegram lost, or a screen reader that cannot press, is no dead end."""
    assert {button: typed_words()[plain(say(language, f"button-{button}"))] for button in LABELLED} == {
        button: button for button in LABELLED
    }


@pytest.mark.parametrize(
    ("typed", "button"),
    [
        ("YES!", Button.YES),
        ("ya", Button.YES),
        ("Betul 👍", Button.YES),
        ("ok", Button.YES),
        ("Tidak.", Button.CHANGE_NUMBER),
        ("no", Button.CHANGE_NUMBER),
        ("new code", Button.NO_CODE),
        ("Kirim ulang kode", Button.NO_CODE),
        ("human", Button.PERSON),
        ("CS", Button.PERSON),
        ("lanjut", Button.RESUME),
        ("batal", Button.CANCEL),
        ("status", Button.STATUS),
        ("bantuan", Button.HELP),
        ("privacy", Button.PRIVACY),
        ("bahasa", Button.LANGUAGE),
        ("Inggris", Button.ENGLISH),
        ("bahasa indonesia", Button.INDONESIAN),
        ("是的。", Button.YES),
        ("對！", Button.YES),
        ("不对", Button.CHANGE_NUMBER),
        ("没收到验证码", Button.NO_CODE),
        ("收不到簡訊", Button.NO_CODE),
        ("转人工", Button.PERSON),
        ("真人客服", Button.PERSON),
        ("繼續", Button.RESUME),
        ("取消", Button.CANCEL),
        ("查看进度", Button.STATUS),
        ("幫助", Button.HELP),
        ("隱私", Button.PRIVACY),
        ("語言", Button.LANGUAGE),
        ("中文", Button.SIMPLIFIED_CHINESE),
        ("繁體", Button.TRADITIONAL_CHINESE),
    ],
)
def test_what_people_write_for_a_button_is_understood(typed: str, button: Button) -> None:
    """In any language, whichever the case is in."""
    assert typed_words()[plain(typed)] is button


def test_a_typed_word_is_never_a_code_or_a_number() -> None:
    """No word has a digit in it, is empty, or is longer than what is looked at."""
    strange = [word for word in typed_words() if not word or len(word) > LONGEST_WORD or re.search(r"\d", word)]

    assert strange == []


@pytest.mark.parametrize(("said", "problem"), [("same", "«same» means both yes and change-number"), ("👍", "empty")])
def test_a_word_for_two_buttons_or_for_none_is_an_error(
    said: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation in which «ok» means yes and stop must not start."""
    monkeypatch.setattr(words, "say", lambda *_: said)

    with pytest.raises(WordlessError, match=problem):
        typed_words.__wrapped__()


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_plain_and_short(language: str) -> None:
    """Telegram shows labels as they are, two beside each other on a narrow phone."""
    labels = [say(language, f"button-{button}") for button in LABELLED] + [say(language, "share-number")]

    assert [label for label in labels if len(label) > 28 or re.search(r"[<>&{}\n]", label)] == []
