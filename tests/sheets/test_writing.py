"""What staff are sent can be opened by spreadsheets and phones, and does nothing there by itself."""

import csv
import io
import zipfile
from dataclasses import replace

import pytest

from bot.flow.model import Case, CaseId, Fault, State
from bot.flow.sheets import Made
from bot.sheets.writing import cases_sheet, guarded, links_sheet, name_of, pictures
from bot.text.phone import masked
from sandbox.telegram.files import image_size

ROW = Made(
    line=2,
    id=7,
    space="cams-1",
    token="a-token",
    phrase="ribbon kettle island",
    until=1_800_000_000,
    label="=HYPERLINK(1)",
    phone=masked("6281234567890"),
    language="id",
)


def address(token: str) -> str:
    """As Telegram makes it."""
    return f"https://t.me/our_bot?start={token}"


def read(content: bytes) -> list[list[str]]:
    """The file as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_list_has_a_link_for_each_row() -> None:
    """With the phrase and the time; of the number no more than staff see anyhow."""
    head, row = read(links_sheet([ROW], address))

    assert dict(zip(head, row, strict=True)) == {
        "line": "2", "invitation": "7", "space": "cams-1", "number": "•••• 7890", "language": "id",
        "label": "'=HYPERLINK(1)", "link": "https://t.me/our_bot?start=a-token", "phrase": "ribbon kettle island",
        "valid until (UTC)": "2027-01-15 08:00",
    }  # fmt: skip
    assert content_of_no_number(links_sheet([ROW], address))


def content_of_no_number(content: bytes) -> bool:
    """Whether the number is nowhere in it."""
    return b"81234567890" not in content


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1+1", "\uff20SUM(A1)", "\t=1", "\r=1"])
def test_nothing_is_a_formula(cell: str) -> None:
    """Whoever wrote a label: a spreadsheet of staff must not work it out. What is none is left as it is."""
    assert guarded(cell) == f"'{cell}"
    assert guarded(f"a{cell}") == f"a{cell}"


def test_cases_are_listed_with_masked_numbers() -> None:
    """A line for each, with what is the matter."""
    case = Case(
        chat_id=7, id=CaseId(12), label="-Maju", phone="6281234567890", state=State.HELD, fault=Fault.CLOCK,
        deadline=1_800_000_000,
    )  # fmt: skip
    head, row, empty = read(cases_sheet([case, Case(chat_id=8)]))

    assert row[:6] == ["12", "'-Maju", "•••• 7890", "", "held", "clock"]
    assert (row[-1], len(head), len(empty)) == ("2027-01-15 08:00", len(row), len(row))
    assert content_of_no_number(cases_sheet([case]))


def test_a_picture_for_each_link() -> None:
    """One is a picture, several are a file of them, each named by whom it is for; no two have one name."""
    name, one = pictures([ROW], address)
    packed, many = pictures([ROW, replace(ROW, line=3, label="智慧/../x")], address)

    assert (name, packed) == ("link.png", "links.zip")
    assert image_size(one)[0] > 200
    with zipfile.ZipFile(io.BytesIO(many)) as file:
        assert file.namelist() == ["002-HYPERLINK-1-7890.png", "003-智慧----x-7890.png"]
        assert file.read(file.namelist()[0]) == one
    assert name_of(replace(ROW, label="", phone="")) == "link"
