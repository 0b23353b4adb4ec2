"""What a customer means, given where their case stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import Button, data
from bot.flow.effects import Note, Screen
from bot.flow.events import (
    Agreed,
    Cancelled,
    CodeGiven,
    CodeUnclear,
    CodeWanted,
    Declined,
    FromCustomer,
    LanguageChosen,
    NumberGiven,
    NumberUnclear,
    PageWanted,
    PersonWanted,
    Started,
    Unreadable,
)
from bot.flow.model import Case, CaseId, State
from bot.ports import Command, Contact, Membership, Said, Tap, Text, Unsayable
from bot.reading import LONGEST_WORD, Meant, Opened, plain, read
from bot.telegram.words import typed_words

AT = 1_800_000_000
NUMBER = "6281234567890"
CODE_STATES = (
    State.WAITING_CODE,
    State.PRECHECKING,
    State.CHECKING,
    State.SETTLING,
    State.PAUSED,
    State.HELD,
)
NUMBER_STATES = (State.ASKING_NUMBER, State.CONFIRMING_NUMBER)
CLOSED_STATES = (State.UNINVITED, State.VERIFIED, State.CANCELLED, State.EXPIRED)

What = Text | Command | Contact | Membership | Tap | Unsayable


def case_in(state: State) -> Case:
    """A case that stands there."""
    return Case(id=CaseId(3), chat_id=7, state=state, phone=NUMBER, region="ID")


def meant(what: What, state: State) -> Meant:
    """What it means in a state. The fingerprint is made of what it must tell apart."""
    return read(Said(7, what), case_in(state), AT, words=typed_words(), fingerprint=lambda *parts: "/".join(parts))


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(
    ("command", "event"),
    [
        (Command("start"), Opened("")),
        (Command("start", "tok"), Opened("tok")),
        (Command("status"), Started(at=AT)),
        (Command("resend"), CodeWanted(at=AT)),
        (Command("human", "please"), PersonWanted(at=AT)),
        (Command("cancel"), Cancelled(at=AT)),
        (Command("help"), PageWanted(at=AT, screen=Screen.HELP)),
        (Command("privacy"), PageWanted(at=AT, screen=Screen.PRIVACY)),
        (Command("verify"), PageWanted(at=AT, screen=Screen.VERIFY)),
        (Command("language"), PageWanted(at=AT, screen=Screen.LANGUAGE)),
        (Command("language", "id"), LanguageChosen(at=AT, language="id")),
        (Command("language", "zh-TW"), LanguageChosen(at=AT, language="zh-Hant")),
        (Command("language", "简体中文"), LanguageChosen(at=AT, language="zh-Hans")),
        (Command("language", "Inggris"), LanguageChosen(at=AT, language="en")),
        (Command("language", "xx"), PageWanted(at=AT, screen=Screen.LANGUAGE)),
        (Command("language", "stop"), PageWanted(at=AT, screen=Screen.LANGUAGE)),
        (Command("nonsense"), Unreadable(at=AT, note=Note.NOT_NOW)),
        (Command(""), Unreadable(at=AT, note=Note.NOT_NOW)),
    ],
    ids=lambda given: f"{given.name}-{given.argument}" if isinstance(given, Command) else "",
)
def test_commands_mean_the_same_everywhere(command: Command, event: FromCustomer | Opened, state: State) -> None:
    """Where a command makes no sense, the workflow says so; its meaning does not change."""
    assert meant(command, state) == event


@pytest.mark.parametrize("state", CODE_STATES)
@pytest.mark.parametrize(
    "what",
    [
        Text("123456", 5),
        Text("１２３-４５６", 5),
        Text("٣٤٥٦٧٨", 5),
        Text("<#> Your WhatsApp code is 123-456\n\nDon't share this code", 5),
        Command("123456", "", 5),
        Command("code", "123 456", 5),
    ],
    ids=["plain", "full-width", "arabic-indic", "sms", "slash", "command"],
)
def test_a_code_is_read_wherever_one_may_be_given(what: Text | Command, state: State) -> None:
    """In any digits, in a whole SMS, after a slash: six digits for the provider and the message to delete."""
    digits = "345678" if what == Text("٣٤٥٦٧٨", 5) else "123456"
    event = CodeGiven(at=AT, code=digits, fingerprint=f"{NUMBER}/{digits}", message_id=5)

    assert meant(what, state) == event
    assert digits not in repr(event)


@pytest.mark.parametrize("state", CODE_STATES)
@pytest.mark.parametrize(
    ("text", "note", "deleted"),
    [
        ("12345", Note.CODE_TOO_SHORT, 5),
        ("12345678", Note.CODE_TOO_LONG, 5),
        ("hello", Note.CODE_NOT_DIGITS, 0),
        ("", Note.CODE_NOT_DIGITS, 0),
    ],
)
def test_what_is_no_code_says_why(text: str, note: Note, deleted: int, state: State) -> None:
    """Nothing is handed in for it; what looks like a secret is deleted all the same."""
    assert meant(Text(text, 5), state) == CodeUnclear(at=AT, note=note, message_id=deleted)


@pytest.mark.parametrize("state", CLOSED_STATES)
def test_a_code_that_nobody_waits_for_is_deleted(state: State) -> None:
    """It must not stay in the chat, whoever wrote it for whatever reason."""
    assert meant(Text("123456", 5), state) == Unreadable(at=AT, note=Note.NOT_NOW, message_id=5)
    assert meant(Text("hello", 5), state) == Unreadable(at=AT, note=Note.NOT_NOW)


@pytest.mark.parametrize("state", NUMBER_STATES)
@pytest.mark.parametrize(
    "what",
    [
        Text("+62 812-3456-7890", 5),
        Text("0812 3456 7890", 5),
        Text("６２ ８１２ ３４５６ ７８９０", 5),
        Contact("+6281234567890", own=True),
        Contact("6281234567890", own=True),
    ],
    ids=["international", "national", "full-width", "contact-with-plus", "contact"],
)
def test_a_number_is_read_where_one_is_asked_for(what: What, state: State) -> None:
    """Typed or shared, with or without country code."""
    assert meant(what, state) == NumberGiven(at=AT, phone=NUMBER)


@pytest.mark.parametrize("state", NUMBER_STATES)
def test_what_is_no_number_says_why(state: State) -> None:
    """A contact of somebody else is not trusted; words are no number."""
    assert meant(Contact("628111", own=False), state) == NumberUnclear(at=AT, note=Note.CONTACT_NOT_YOURS)
    assert meant(Text("my number", 5), state) == NumberUnclear(at=AT, note=Note.NUMBER_UNREADABLE)


@pytest.mark.parametrize("state", NUMBER_STATES)
def test_a_code_that_comes_too_early_is_deleted(state: State) -> None:
    """Six digits are no number; being somebody's code, they must not stay in the chat."""
    event = meant(Text("123456", 5), state)

    assert isinstance(event, Unreadable)
    assert event.message_id == 5


@pytest.mark.parametrize("state", [*CODE_STATES, *CLOSED_STATES])
def test_a_contact_is_no_answer_elsewhere(state: State) -> None:
    """Where no number is asked for, a shared one says nothing."""
    assert meant(Contact(NUMBER, own=True), state) == Unreadable(at=AT, note=Note.NOT_NOW)


@pytest.mark.parametrize("state", State)
def test_what_has_no_words_says_so(state: State) -> None:
    """A sticker is answered."""
    assert meant(Unsayable(), state) == Unreadable(at=AT, note=Note.CANNOT_READ)


@pytest.mark.parametrize("state", State)
def test_buttons_can_be_typed(state: State) -> None:
    """With what people add to a word, in any state."""
    assert meant(Text("  cancel. ", 5), state) == Cancelled(at=AT)


@pytest.mark.parametrize("typed", ["Yes!", "YA"])
@pytest.mark.parametrize("state", [State.ASKING_NUMBER, State.CONFIRMING_NUMBER])
def test_yes_can_be_typed_where_something_is_asked(typed: str, state: State) -> None:
    """In either language."""
    assert meant(Text(typed, 5), state) == Agreed(at=AT)


def test_a_bare_yes_or_no_answers_no_question_that_was_not_asked() -> None:
    """«No», to a card that waits for a code, does not throw the customer back to the number."""
    for typed in ("no", "yes", "bukan", "ya", "不", "不是", "是的", "沒錯"):
        assert meant(Text(typed, 5), State.WAITING_CODE) == CodeUnclear(at=AT, note=Note.CODE_NOT_DIGITS)


@pytest.mark.parametrize("typed", ["change number", "ganti nomor", "更换号码", "換號碼", "號碼錯了"])
def test_who_says_what_to_change_is_understood_anywhere(typed: str) -> None:
    """A button's label is more than «no», in languages without spaces too."""
    assert meant(Text(typed, 5), State.PAUSED) == Declined(at=AT)


def test_a_long_text_is_no_button() -> None:
    """A sentence that begins with «yes» is not searched for buttons."""
    assert meant(Text("yes " + " " * LONGEST_WORD, 5), State.CONFIRMING_NUMBER) == NumberUnclear(
        at=AT, note=Note.NUMBER_UNREADABLE
    )


def test_a_tap_counts_for_the_card_it_was_made_for() -> None:
    """Only if case, state and number are what they were; buttons that mean the same everywhere always count."""
    case = case_in(State.CONFIRMING_NUMBER)
    others = (
        replace(case, id=CaseId(4)),
        replace(case, phone="6281234567891"),
        replace(case, state=State.WAITING_CODE),
    )

    assert meant(Tap(data(Button.YES, case), "1"), case.state) == Agreed(at=AT)
    assert meant(Tap(data(Button.CHANGE_NUMBER, case), "1"), case.state) == Declined(at=AT)
    for other in others:
        assert meant(Tap(data(Button.YES, other), "1"), case.state) == Unreadable(at=AT, note=Note.OLD_BUTTON)
        assert meant(Tap(data(Button.PERSON, other), "1"), case.state) == PersonWanted(at=AT)
    assert meant(Tap("what an older version made", "1"), case.state) == Unreadable(at=AT, note=Note.OLD_BUTTON)


anything = (
    st.builds(Text, st.text(max_size=200), st.integers(1, 9))
    | st.builds(Command, st.text(max_size=20), st.text(max_size=40), st.integers(1, 9))
    | st.builds(Contact, st.text(max_size=40), own=st.booleans())
    | st.builds(Tap, st.text(max_size=64), st.text(max_size=9))
    | st.builds(Unsayable, st.text(max_size=9))
)


@given(anything, st.sampled_from(State))
def test_anything_means_something(what: What, state: State) -> None:
    """Whatever is said, wherever the case stands, an event comes of it, at its time, and shows no secret."""
    event = meant(what, state)

    if isinstance(event, Opened):
        assert isinstance(what, Command)
    else:
        assert event.at == AT
    if isinstance(event, CodeGiven):
        assert len(event.code) == 6
        assert event.code.isascii()


@given(st.text(max_size=100))
def test_plain_is_plain(text: str) -> None:
    """What was made plain stays as it is: the table of words and what people type meet."""
    once = plain(text)

    assert plain(once) == once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("first", "written", "counts"), [(0, 900, 900), (100, 900, 100), (900, 900, 900), (950, 900, 900)]
)
def test_a_forwarded_code_is_as_old_as_where_it_comes_from(first: int, written: int, counts: int) -> None:
    """A colleague's message of yesterday is no fresh code for being forwarded now; no clock makes one newer."""
    said = Said(7, Text("Kode WhatsApp Anda: 123-456", 5, first), written_at=written)
    event = read(said, case_in(State.WAITING_CODE), AT, words={}, fingerprint=lambda *parts: "/".join(parts))

    assert isinstance(event, CodeGiven)
    assert event.written_at == counts
