"""A list of customers is read as it was meant, however a spreadsheet wrote it; or nothing of it is, and why is said."""

import pytest

from bot.sheets.reading import MOST_ROWS, Problem, Row, read_list
from bot.staff.inviting import Wanted
from bot.telegram.words import LANGUAGES

TOKO = Wanted(space="cams-1", phone="6281234567890", label="Toko, Budi", language="id")
HEAD = "space,number,language,label\n"


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        (f'{HEAD}cams-1,+62 812-3456-7890,id,"Toko, Budi"\n', "utf-8"),
        (f'{HEAD}\n\ncams-1,6281234567890,id,"Toko, Budi"\n', "utf-8-sig"),
        ("Label;SPACE;nomor;Bahasa;Notes\r\nToko, Budi;cams-1;'+6281234567890;id;x\r\n", "utf-16"),
        ("label\tspace\tnumber\tlanguage\nToko, Budi\tcams-1\t+6281234567890\tid", "utf-8"),
    ],
)
def test_a_list_is_read_however_it_is_written(written: str, encoding: str) -> None:
    """Any order of columns, any of the usual separators and marks, a number whose plus is gone, notes beside it."""
    read = read_list(written.encode(encoding), LANGUAGES)

    assert ([row.wanted for row in read.rows], read.problems) == ([TOKO], ())


def test_rows_have_their_lines() -> None:
    """All but the space may be left out."""
    assert read_list(f"{HEAD}cams-1\n,,,\ncams-2,,,Maju\n".encode(), LANGUAGES).rows == (
        Row(2, Wanted(space="cams-1")),
        Row(4, Wanted(space="cams-2", label="Maju")),
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("cams_1", "staff-list-space"),
        (",+6281234567890", "staff-list-space"),
        ("cams-1,0812345", "staff-list-number"),
        ("cams-1,6.28123E+12", "staff-list-rounded"),
        ("cams-1,,fr", "staff-list-language"),
        ("cams-1,,,Toko \u202eBudi", "staff-list-label"),
        ("cams-1,+6281234567890", "staff-list-twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(line: str, text: str) -> None:
    """And then no row is read: a list is mended and sent again as a whole."""
    read = read_list(f"{HEAD}cams-1,6281234567890\n{line}\n".encode(), LANGUAGES)

    assert (read.rows, read.problems) == ((), (Problem(3, text),))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xff\x00\x00", "staff-list-encoding"),
        (HEAD.encode() + b"cams-1,,,Caf\xe9\n", "staff-list-encoding"),
        (HEAD.encode() + b'cams-1,,,"Toko\n', "staff-list-unreadable"),
        (HEAD.encode() + b"cams-1,\0,,\n", "staff-list-number"),
        (b"", "staff-list-headings"),
        (b"cams-1,+6281234567890\n", "staff-list-headings"),
        (HEAD.encode(), "staff-list-empty"),
        (HEAD.encode() + b"cams-1\n" * (MOST_ROWS + 1), "staff-list-many"),
        (b"PK\x03\x04 a spreadsheet as it is", "staff-list-headings"),
    ],
)
def test_what_is_no_list(content: bytes, text: str) -> None:
    """Whatever bytes somebody sends, it is said what is wrong with the file."""
    read = read_list(content, LANGUAGES)

    assert read.rows == ()
    assert [problem.text for problem in read.problems] == [text]
