"""Reading codes: a table of real-shaped messages, and what must hold for any text."""

import re
import time
import unicodedata
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.effects import Note
from bot.text.code import Code, holds_secret, read_code
from sandbox.phone import call_text, sms_text
from tests.text import everyday
from tests.text.messages import FROM_OTHERS, FROM_TELEGRAM, MESSAGES, PIN_TALK, Row

CODE_NOTES = {
    Note.CODE_TOO_SHORT,
    Note.CODE_TOO_LONG,
    Note.CODE_NOT_DIGITS,
    Note.CODE_SEVERAL,
    Note.CODE_TELEGRAM_LOGIN,
    Note.CODE_FOREIGN,
    Note.CODE_PIN,
}

ZEROS = {
    "ASCII": "0",
    "full-width": "０",
    "Arabic-Indic": "٠",
    "Persian": "۰",
    "Devanagari": "०",
    "Bengali": "০",
    "Tamil": "௦",
    "Thai": "๐",
    "Khmer": "០",
    "bold": "𝟎",
}
SEPARATORS = [
    "",
    "-",
    " ",
    " - ",
    "–",
    "—",
    "\u2011",
    "\u2212",
    "－",
    "\u00a0",
    "\u2009",
    "\u3000",
    "\u200b",
    "\u200f",
    "·",
]

six_digits = st.text("0123456789", min_size=6, max_size=6)
# Dense in what the reader looks at, so that its paths are met more often than by letters at large.
texts = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.text("0123456789 -.,:/+", max_size=14),
        st.text("٠١٢٣۴۵６७०\u200b\u200f\ufeff\n【】@#", max_size=8),
        st.sampled_from(
            [
                "WhatsApp",
                "WA",
                "kode ",
                "code ",
                "Telegram",
                "BCA ",
                "PIN",
                "two-step ",
                "验证码",
                "v.whatsapp.com/",
                "Rp",
            ]
        ),
    ),
    max_size=12,
).map("".join)


def result(text: str) -> str | Note:
    """Read a text; a code as its digits, so that a table can compare it."""
    read = read_code(text)
    return read.digits if isinstance(read, Code) else read


@pytest.mark.parametrize("row", MESSAGES.values(), ids=MESSAGES.keys())
def test_message(row: Row) -> None:
    """Each message of the table is read as its row says."""
    assert result(row.text) == row.expected


@pytest.mark.parametrize("row", [*FROM_TELEGRAM, *FROM_OTHERS], ids=lambda row: row.name)
def test_others_secrets_are_deleted(row: Row) -> None:
    """What Telegram, banks and shops sent must not stay in the chat."""
    assert holds_secret(row.text)


def numbered(texts: Iterable[str]) -> list[Any]:
    """The texts of a group, under their place in it, so that no code is in a test's id."""
    return [pytest.param(text, id=str(place)) for place, text in enumerate(texts)]


@pytest.mark.parametrize("text", numbered(everyday.ACCEPTED))
def test_everyday_message_with_a_code(text: str) -> None:
    """What a customer sends who has the code is read, whatever stands around it."""
    assert result(text) == "482913"


@pytest.mark.parametrize(
    ("note", "texts"),
    [
        (Note.CODE_FOREIGN, everyday.OF_OTHERS),
        (Note.CODE_TELEGRAM_LOGIN, everyday.OF_TELEGRAM),
        (Note.CODE_PIN, everyday.PINS),
        (Note.CODE_SEVERAL, everyday.SEVERAL),
        (Note.CODE_TOO_SHORT, everyday.TOO_SHORT),
        (Note.CODE_TOO_LONG, everyday.TOO_LONG),
        (Note.CODE_NOT_DIGITS, everyday.NO_CODE),
    ],
)
def test_everyday_message_without_one(note: Note, texts: tuple[str, ...]) -> None:
    """Each is refused for its reason, without a try; a stranger's secret does not stay in the chat."""
    assert {text: result(text) for text in texts} == dict.fromkeys(texts, note)
    if note in {Note.CODE_FOREIGN, Note.CODE_TELEGRAM_LOGIN, Note.CODE_SEVERAL}:
        assert [text for text in texts if not holds_secret(text)] == []
    if note is Note.CODE_PIN:
        assert [text for text in texts if re.search(r"\d{4}", text) and not holds_secret(text)] == []


def test_what_is_known_to_be_read_wrongly() -> None:
    """The price of telling strangers' codes from the customer's: whoever lowers it takes a line off here."""
    assert [text for text in everyday.WRONGLY_REFUSED if isinstance(read_code(text), Code)] == []
    assert [text for text in everyday.WRONGLY_ACCEPTED if not isinstance(read_code(text), Code)] == []


@pytest.mark.parametrize("locale", ["en", "id", "zh_CN", "zh_HK", "zh_TW", "ms", "es", "pt_BR"])
def test_what_the_sandbox_sends_is_read(locale: str) -> None:
    """Every wording of the stand-in operators, pasted whole; calls as somebody would write them down."""
    texts = {sms_text("482913", locale, Random(seed)) for seed in range(50)} | {call_text("482913", locale)}

    assert {text: result(text) for text in texts} == dict.fromkeys(texts, "482913")


def test_rows_have_names_of_their_own() -> None:
    """No row of the table hides another of the same name."""
    assert len(MESSAGES) >= 240
    assert {row.name for row in PIN_TALK} < {name.removeprefix("PIN: ") for name in MESSAGES}


@given(digits=six_digits, script=st.sampled_from(sorted(ZEROS)), separator=st.sampled_from(SEPARATORS))
@settings(deadline=None)
def test_any_script_and_separator(digits: str, script: str, separator: str) -> None:
    """Six digits are the same code in any script, with any separator in the middle."""
    zero = ord(ZEROS[script])
    foreign = "".join(chr(zero + int(digit)) for digit in digits)

    assert result(f"{foreign[:3]}{separator}{foreign[3:]}") == digits


@given(digits=six_digits, separator=st.sampled_from([" ", "-", ", ", " - ", "\n"]))
@settings(deadline=None)
def test_digit_by_digit(digits: str, separator: str) -> None:
    """A code dictated digit by digit is read, leading zeros and all."""
    assert result(separator.join(digits)) == digits


@given(
    digits=six_digits,
    frame=st.sampled_from(
        [
            "Kode WhatsApp Anda: {0}-{1}\nJangan bagikan kode ini dengan orang lain\n4sgLq1p5sV6",
            "<#> Your WhatsApp code: {0}-{1}\nYou can also tap on this link: v.whatsapp.com/{0}{1}",
            "您的 WhatsApp 验证码：{0}-{1}。请勿与他人分享",
            "رمز واتساب الخاص بك: {0}-{1}",
        ]
    ),
)
@settings(deadline=None)
def test_whole_message(digits: str, frame: str) -> None:
    """Whatever the six digits are, WhatsApp's message around them does not change them."""
    assert result(frame.format(digits[:3], digits[3:])) == digits


@given(digits=six_digits, name=st.sampled_from(["BCA", "Gojek", "Tokopedia", "支付宝", "Google", "HDFC Bank"]))
@settings(deadline=None)
def test_no_code_of_another_service(digits: str, name: str) -> None:
    """Whatever the six digits are, they are not handed in when another service is named."""
    assert result(f"{name}: {digits}") == Note.CODE_FOREIGN


@given(digits=st.text("0123456789", max_size=30).filter(lambda digits: len(digits) != 6))
@settings(deadline=None)
def test_wrong_length(digits: str) -> None:
    """More or fewer than six digits in a row are never a code, and the note says which way they miss."""
    expected = (
        Note.CODE_TOO_LONG if len(digits) > 6 else Note.CODE_TOO_SHORT if len(digits) > 2 else Note.CODE_NOT_DIGITS
    )
    if re.fullmatch(r"(?:19|20)\d\d", digits):
        expected = Note.CODE_NOT_DIGITS

    assert result(digits) == expected


@given(texts)
@settings(deadline=None, max_examples=400)
def test_any_text(text: str) -> None:
    """No text makes reading fail, and the result is six ASCII digits or one of the notes on codes."""
    read = read_code(text)

    if isinstance(read, Code):
        assert re.fullmatch(r"[0-9]{6}", read.digits)
    else:
        assert read in CODE_NOTES


@given(texts)
@settings(deadline=None, max_examples=400)
def test_what_is_accepted_was_written(text: str) -> None:
    """A code consists of digits of the text, circled ones and the like among them, in their order: none is made up."""
    read = read_code(text)

    if isinstance(read, Code):
        characters = unicodedata.normalize("NFKC", text)
        written = iter([str(int(character)) for character in characters if character.isdecimal()])
        assert all(digit in written for digit in read.digits)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("48291", True),
        ("4829", True),
        ("4 8 2 9", True),
        ("٤٨٢٩", True),
        ("4️⃣8️⃣2️⃣9️⃣", True),
        ("satu dua tiga empat", True),
        ("ABCD482913", True),
        ("https://t.me/login/48291", True),
        ("This is your login code for my.telegram.org:\nAbCdEfGhIjK", True),
        ("x" * 5000 + "482913", True),
        ("482", False),
        ("", False),
        ("belum masuk kak", False),
        ("baru bisa jam 10.30", False),
        ("tadi 10:42:07, tanggal 21/05/2024", False),
        ("Rp 150.000", False),
        ("saya punya 2 hp dan 3 kartu, 10 menit lagi ya, 4 orang", False),
    ],
    ids=range(17),
)
def test_secret(text: str, *, secret: bool) -> None:
    """A text is deleted for four digits together, not for a time, a date or an amount."""
    assert holds_secret(text) is secret


@given(texts)
@settings(deadline=None)
def test_secret_of_any_text(text: str) -> None:
    """No text makes the question fail, and digits in a row are always a secret."""
    holds_secret(text)

    assert holds_secret(f"{text}\nx\n48291")


def test_code_is_not_in_its_repr() -> None:
    """A code that gets into a log line by accident shows nothing."""
    assert repr(Code("482913")) == "Code()"


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "a", "a1-", "123456 ", "code ", "\u0301\u0316", "bca 123456 wa ", "\ufdfa", "【"]
)
def test_giant_text(unit: str) -> None:
    """Neither a megabyte nor the worst text of Telegram's size takes long; growth with the square would be minutes."""
    began = time.perf_counter()

    for text in (unit * (2**20 // len(unit)), (unit * 4096)[:4096]):
        assert read_code(text) in CODE_NOTES or unit.startswith("123456")
        holds_secret(text)

    assert time.perf_counter() - began < 3
