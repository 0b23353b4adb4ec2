"""Search the catalogue for what a `Code` and its `Message` mean."""

import re
from collections.abc import Iterable

from .faults import CODES, FAMILIES, NUMBERS, UNRECOGNISED, Row, Verdict
from .phrases import CLEAR, VAGUE, Phrase

# Short numbers count only where something says that they are error codes: `(#100)`, `"error_subcode": 33`.
_MARKED = re.compile(
    r"#\s?(\d{1,7})(?!\d)|(?:error[_ ]?(?:sub)?code|subcode|[\"']code)[\"']?\s?[:=]?\s?[\"']?(\d{1,7})(?!\d)",
    re.IGNORECASE,
)
# From five digits on, WhatsApp's numbers are distinctive enough to stand alone.
_BARE = re.compile(r"(?<!\d)(\d{5,7})(?!\d)")
_WORD_ENDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[._\-]+")


def recognise(code: str, message: str) -> Row:
    """Find the row for a failure.

    A code that is not an envelope decides alone: a gateway's message quotes the request, which says nothing about
    what is the matter. The caller has removed the customer's own code from the message, or it could be mistaken
    for an error number.
    """
    listed = _by_code(code, message)
    if listed is not None and not listed.wraps:
        return listed
    text = f"{_WORD_ENDS.sub(' ', code)} {message}"
    found = _by_phrase(CLEAR, text) or _by_number(text)
    if found is None and listed is None:
        found = NUMBERS.get(code)
    if found is None and (listed is None or listed.verdict is not Verdict.UNKNOWN):
        found = _by_phrase(VAGUE, text)
    return found or listed or UNRECOGNISED


def _by_code(code: str, message: str) -> Row | None:
    if code in CODES:
        return CODES[code]
    for family in FAMILIES:
        if family.code.fullmatch(code) and (
            family.in_text is None or family.in_text.search(f"{_WORD_ENDS.sub(' ', code)} {message}")
        ):
            return family.row
    return None


def _by_phrase(phrases: Iterable[Phrase], text: str) -> Row | None:
    return next((phrase.row for phrase in phrases if phrase.wording.search(text)), None)


def _by_number(text: str) -> Row | None:
    """Take the longest number that the catalogue has: a seven-digit subcode says more than the code it goes with."""
    marked = [first or second for first, second in _MARKED.findall(text)]
    known = [number for number in (*marked, *_BARE.findall(text)) if number in NUMBERS]
    return NUMBERS[max(known, key=len)] if known else None
