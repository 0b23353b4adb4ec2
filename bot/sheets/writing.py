"""The files that staff are sent: lists that a spreadsheet opens, and pictures that a phone reads. Pure."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

import segno

from bot.flow.model import Case
from bot.flow.sheets import Made
from bot.text.phone import masked

Address = Callable[[str], str]
"""Makes the whole address of what a link carries."""

FORMULAS = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""With these a spreadsheet takes a cell for something to work out (OWASP, «CSV Injection»). The wide ones are typed on
Chinese and Japanese keyboards."""

PIXELS = 8
"""For each square of a picture: some 300 pixels in all, which is sharp on a phone and as large as a stamp on paper."""

LONGEST_NAME = 40
"""Characters of a label in a picture's name."""


def links_sheet(rows: Sequence[Made], address: Address) -> bytes:
    """Each row with its link. Of a number only the end: the group may be large."""
    return _sheet(
        ("line", "invitation", "space", "number", "language", "label", "link", "phrase", "valid until (UTC)"),
        (
            (
                str(row.line),
                str(row.id),
                row.space,
                row.phone,
                row.language,
                row.label,
                address(row.token),
                row.phrase,
                _moment(row.until),
            )
            for row in rows
        ),
    )


def cases_sheet(cases: Iterable[Case]) -> bytes:
    """A line for each case."""
    return _sheet(
        (
            "case", "label", "number", "space", "state", "fault", "language", "with a person since (UTC)",
            "verified (UTC)", "move ordered (UTC)", "next deadline (UTC)",
        ),
        (
            (
                str(case.id),
                case.label,
                masked(case.phone) if case.phone else "",
                case.space,
                case.state,
                case.fault or "",
                case.language,
                _moment(case.handed_over_at),
                _moment(case.verified_at),
                _moment(case.registered_at),
                _moment(case.deadline or 0),
            )
            for case in cases
        ),
    )  # fmt: skip


def pictures(rows: Sequence[Made], address: Address) -> tuple[str, bytes]:
    """A picture of each link: its name and what is in it, or those of a file with all of them."""
    if len(rows) == 1:
        return "link.png", picture(address(rows[0].token))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:  # Pictures are packed already.
        for row in rows:
            file.writestr(f"{row.line:03}-{name_of(row)}.png", picture(address(row.token)))
    return "links.zip", packed.getvalue()


def picture(link: str) -> bytes:
    """A link as a QR code, with the white around it that readers need."""
    drawn = io.BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="png", scale=PIXELS, border=4)
    return drawn.getvalue()


def name_of(row: Made) -> str:
    """Whom a picture is for, in a file's name on any system."""
    kept = "".join(char if char.isalnum() else "-" for char in row.label)[:LONGEST_NAME].strip("-")
    return "-".join(filter(None, (kept, "".join(char for char in row.phone if char.isdigit())))) or "link"


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whoever wrote what is in it."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _sheet(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    sheet = csv.writer(written)
    sheet.writerow(headings)
    sheet.writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig")  # By the mark a spreadsheet knows the encoding.


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M") if at else ""
