"""A file of invitations as staff sent it: its rows, or what is wrong with them, line by line. Pure."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from bot.staff.inviting import Wanted, checked
from bot.text.language import language_of
from bot.text.phone import one_spelling

MOST_BYTES = 2**17
"""Of a file: many times what so many rows take, in any encoding."""

MOST_ROWS = 200
"""Invitations of one file: four times what the largest customers move; their links are made in a fifth of a second."""

SHORTEST_NUMBER = 8
"""Digits that a cell must have to be taken for a number whose plus a spreadsheet has dropped."""

COLUMNS = {
    "space": "space",
    "custspaceid": "space",
    "number": "number",
    "phone": "number",
    "nomor": "number",
    "language": "language",
    "bahasa": "language",
    "label": "label",
    "name": "label",
    "nama": "label",
}
"""What columns are called. Others are left alone: staff may keep what they like beside them."""

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_DELIMITERS = ",;\t"
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class Row:
    """An invitation, and the line that it stands in."""

    line: int
    wanted: Wanted = field(repr=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a line, or with the file (0): the name of its text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """A file: rows, or problems, never both."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_list(content: bytes, languages: Collection[str]) -> Read:
    """Read a file with a line of headings, of which `space` is one, and a line for each invitation."""
    text = _decoded(content)
    if text is None:
        return Read(problems=(Problem(0, "staff-list-encoding"),))
    try:
        lines = list(_lines(text))
    except csv.Error:
        return Read(problems=(Problem(0, "staff-list-unreadable"),))
    columns = _columns(lines[0][1]) if lines else {}
    if "space" not in columns:
        return Read(problems=(Problem(0, "staff-list-headings"),))
    if len(lines) - 1 > MOST_ROWS:
        return Read(problems=(Problem(0, "staff-list-many"),))
    if len(lines) == 1:
        return Read(problems=(Problem(0, "staff-list-empty"),))
    return _checked(lines[1:], columns, languages)


def _checked(lines: list[tuple[int, list[str]]], columns: Mapping[str, int], languages: Collection[str]) -> Read:
    rows: list[Row] = []
    problems: list[Problem] = []
    known: set[tuple[str, str]] = set()
    for line, cells in lines:
        wanted = _wanted({name: cells[at] if at < len(cells) else "" for name, at in columns.items()}, languages)
        key = (wanted.space, one_spelling(wanted.phone))
        if wanted.problem:
            problems.append(Problem(line, wanted.problem.replace("-invite-", "-list-")))
        elif wanted.phone and key in known:
            problems.append(Problem(line, "staff-list-twice"))
        else:
            known.add(key)
            rows.append(Row(line, wanted))
    return Read(problems=tuple(problems)) if problems else Read(rows=tuple(rows))


def _wanted(cells: Mapping[str, str], languages: Collection[str]) -> Wanted:
    # An apostrophe before a cell is how spreadsheets, and we, say that it is a text.
    given = {name: " ".join(cell.split()).removeprefix("'") for name, cell in cells.items()}
    number = given.get("number", "")
    if _ROUNDED.fullmatch(number):
        return Wanted(problem="staff-list-rounded")
    if number.isascii() and number.isdigit() and len(number) >= SHORTEST_NUMBER and not number.startswith("0"):
        number = f"+{number}"  # A spreadsheet has taken it for a sum, and dropped the plus.
    tag = given.get("language", "")
    language = language_of(tag) if tag else ""
    if tag and language not in languages:
        return Wanted(problem="staff-list-language")
    return checked(space=given["space"], number=number, language=language, label=given.get("label", ""))


def _decoded(content: bytes) -> str | None:
    encoding = next((name for mark, name in _BOMS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers. What parts cells is what the first line has most of."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = COLUMNS.get(heading.strip().casefold())
        if name is not None:
            found.setdefault(name, at)
    return found
