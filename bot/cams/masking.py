"""Make the provider's words fit to be shown to staff, stored and logged.

They may quote what we sent: the customer's number and code, our signature. And they may hold anything that JSON
can, such as NUL, which PostgreSQL cannot store.
"""

import re
from collections.abc import Iterable

from .faults import CODES, NUMBERS

MASK = "•••"

LONGEST_MESSAGE = 300
"""Characters of a message that are kept: two or three sentences, and a staff notice stays readable on a phone."""

LONGEST_CODE = 100
"""Characters of a code: twice the longest in the catalogue."""

LONGEST_SEARCHED = 2000
"""Characters that are looked at: no message known is longer, and a search must not take long over a megabyte."""

_RUN = re.compile(r"(?P<hash>#?)(?P<digits>\d(?:[ .\-]?\d){3,})")
_LONG_RUN = re.compile(r"\d(?:[ .\-]?\d){7,}")  # a subcode of WhatsApp has 7 digits, a phone number 8 or more
_BLOB = re.compile(r"[A-Za-z0-9+/=_%]{32,}")  # hashes, signatures, tokens; an identifier with dashes is shorter
_REQUEST_ID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_LONGEST_NUMBER = max(map(len, NUMBERS))


def cleaned(text: str, own: Iterable[str]) -> str:
    """Put a text of the provider on one line, without our own values and without what cannot be printed.

    Error numbers are still in it, so that it can be searched; `masked` is for people.
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    for value in own:
        if value:
            line = _quoting(value).sub(MASK, line)
    return line[:LONGEST_SEARCHED]


def cleaned_code(code: str, own: Iterable[str]) -> str:
    """Clean a `Code`. One that the catalogue has stays, even if the customer's own code happens to be the same."""
    return code if code in CODES or code in NUMBERS else cleaned(code, own)


def masked(line: str) -> str:
    """Hide every run of four or more digits in a cleaned line but for error numbers, and whatever looks like a key."""
    return _RUN.sub(_unless_error_number, _BLOB.sub(MASK, line))[:LONGEST_MESSAGE]


def masked_code(line: str) -> str:
    """Make a cleaned `Code` presentable. Codes we know are left alone, of others only what may be a phone number."""
    return line if line in CODES else _LONG_RUN.sub(MASK, _BLOB.sub(MASK, line))[:LONGEST_CODE]


def masked_request_id(text: str, own: Iterable[str]) -> str:
    """Keep a RequestId of the usual shape as it is, because support will ask for it; treat others as any text."""
    return text if _REQUEST_ID.fullmatch(text) else masked(cleaned(text, own))


def _quoting(value: str) -> re.Pattern[str]:
    """Find a value of ours, also written in groups. `(#136025)` is an error, whatever the customer's code is."""
    unless_error = r"(?<!#)" if value in NUMBERS else ""
    return re.compile(rf"{unless_error}(?<!\d)" + r"[ .\-]?".join(map(re.escape, value)) + r"(?!\d)")


def _unless_error_number(match: re.Match[str]) -> str:
    digits = match["digits"]
    # An unlisted number behind # is an error that we have yet to learn; our own values are gone already.
    known = (
        digits in NUMBERS
        or digits in CODES
        or (match["hash"] and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER)
    )
    return match[0] if known else match["hash"] + MASK
