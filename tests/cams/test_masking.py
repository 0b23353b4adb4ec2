"""What is left of the provider's words when they are fit for staff and logs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cams.masking import (
    LONGEST_CODE,
    LONGEST_MESSAGE,
    cleaned,
    cleaned_code,
    masked,
    masked_code,
    masked_request_id,
)
from tests.cams.calls import CODE, PHONE

OWN = (CODE, PHONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(#136025) Verify code error", "(#136025) Verify code error"),
        ("Code 999999: system exception", "Code 999999: system exception"),
        ("(#2388999) error we do not know yet", "(#2388999) error we do not know yet"),
        ("code 012345 is wrong", "code ••• is wrong"),
        ("code 012-345, 012 345, 0.1.2.3.4.5 or #012345", "code •••, •••, ••• or #•••"),
        ("for #123-456 and #12345678", "for #••• and #•••"),
        ("for +86 138-0000-1234", "for +•••"),
        ("for 8613800001234 or 86*1234", "for ••• or 86*•••"),
        ("for another number, 6281234567890", "for another number, •••"),
        ("try 3 of 5 in 15 minutes", "try 3 of 5 in 15 minutes"),
        ("year 2026 and ٠١٢٣٤٥ and 012345", "year ••• and ••• and •••"),
        ("VerifyCode%3D012345%26", "VerifyCode%3D•••%26"),
        ("server string is 7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259.", "server string is •••."),
        ("two\r\n  lines\x00and a \ud800 half", "two lines and a half"),
        ("", ""),
    ],
    ids=[str(n) for n in range(15)],
)
def test_a_message_keeps_its_sense_and_loses_its_data(text: str, expected: str) -> None:
    """Error numbers and small counts stay; numbers, codes, hashes and what cannot be stored go."""
    assert masked(cleaned(text, OWN)) == expected


def test_a_message_is_short() -> None:
    """A page of HTML in a message does not fill the staff's chat."""
    assert masked(cleaned("word " * 1000, OWN)) == ("word " * 100)[:LONGEST_MESSAGE]


def test_an_error_number_stays_one_where_the_code_is_the_same() -> None:
    """A customer's code may be 136025; `(#136025)` is an error all the same, and 136025 elsewhere is the code."""
    assert cleaned("(#136025) 136025 is wrong", ("136025",)) == "(#136025) ••• is wrong"
    assert cleaned_code("136025", ("136025",)) == "136025"
    assert cleaned_code("999999", ("999999",)) == "999999"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ERR-OPERATION-MAAP-0060", "ERR-OPERATION-MAAP-0060"),
        ("ERR-OPERATION-MAAP-0099", "ERR-OPERATION-MAAP-0099"),
        ("2388999", "2388999"),
        ("Wrong.012345", "Wrong.•••"),
        ("Wrong.6281234567890", "Wrong.•••"),
        ("X" * 31 + "." + "x" * 31 + "." + "y" * 50, "X" * 31 + "." + "x" * 31 + ".•••"),
        ("A b " * 50, ("A b " * 50)[:LONGEST_CODE]),
    ],
    ids=[str(n) for n in range(7)],
)
def test_a_code_is_kept_as_it_is_but_for_data(code: str, expected: str) -> None:
    """Staff must be able to look an unlisted code up, so its digits stay unless they may be a phone number."""
    assert masked_code(cleaned_code(code, OWN)) == expected


def test_a_request_id_stays_whole() -> None:
    """Support asks for it, and its runs of digits are nobody's number."""
    request_id = "90E63D28-E31D-1EB2-8939-A94866410123"

    assert masked_request_id(request_id, OWN) == request_id


def test_what_is_no_request_id_is_masked() -> None:
    """A field that should hold a RequestId is no way around the mask."""
    assert masked_request_id("for 8613800001234", OWN) == "for •••"


@given(
    st.lists(st.sampled_from([CODE, PHONE, "012-345", " ", "x", "code", "\n", "•", "%3D", "é", "验证码", "(", "+"]))
    | st.lists(st.characters(), max_size=60)
)
def test_no_text_brings_our_values_through(pieces: list[str]) -> None:
    """However a message quotes number and code, neither is in what is stored."""
    text = "".join(pieces)
    line = masked(cleaned(text, OWN))

    assert CODE not in line
    assert "012-345" not in line
    assert PHONE not in line
    assert line.isprintable()
    assert len(line) <= LONGEST_MESSAGE


@given(st.text(st.sampled_from("0123456789-. #x"), max_size=60))
def test_no_run_of_digits_is_left(text: str) -> None:
    """Anybody's number is a run of digits: none of eight or more is left, and of shorter ones only errors."""
    line = masked(cleaned(text, OWN))

    assert re.search(r"\d{8}", line) is None
    assert set(re.findall(r"(?<!#)(?<!\d)\d{4,}", line)) <= KNOWN


KNOWN = {
    "999999",
    "80007",
    "131000",
    "131016",
    "131031",
    "131057",
    "133000",
    "133004",
    "133005",
    "133006",
    "133008",
    "133009",
    "133010",
    "133015",
    "133016",
    "136024",
    "136025",
    "2388012",
    "2388091",
    "2388093",
    "2388103",
    "2494100",
}  # fmt: skip -- a list of numbers
