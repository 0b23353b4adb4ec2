"""Reading a phone number out of what people write, and showing it, whole or masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

from bot.flow.effects import Note

from .masking import without_times_and_amounts
from .plain import plain

_LEAST = 3  # digits that count as an attempt at a number; fewer are a number in a sentence
# Digits of the shortest numbers in use, country code included (E.164 names no least). Iran and Germany have services
# of six: nobody moves one of those, and it would be a verification code taken for a number.
_SHORTEST = 7
_LONGEST = 15  # digits, country code included: ITU-T E.164, 6.2.1
_MOST_ATTEMPTS = 20  # groups of digits looked at in one text: more than any contact card has
_LONGEST_COUNTRY_CODE = 3  # digits: ITU-T E.164, 6.2.1
_COUNTRY_CODES = frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
_ARGENTINE = 12  # digits of an Argentine number without the 9, country code included
_SHOWN = 4  # digits left by a mask: enough to recognise one's own number, too few to call it

# Digits as people group them. A plus begins a number; a line break, a slash or a comma ends one.
_ATTEMPT = re.compile(r"(?:\+ ?)?\(?\d(?:[ ().-]{0,4}\d)*")

_MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class Line(Enum):
    """How a code may best be brought to a number (cams-api.md section 4.5)."""

    EITHER = auto()
    """A mobile, or nobody can tell."""
    CALL = auto()
    SWITCHBOARD = auto()
    """A call too, but a phone menu is likely to take it, which the machine that calls cannot get through."""
    NEITHER = auto()
    """WhatsApp advises against both."""


_LINES = {
    PhoneNumberType.FIXED_LINE: Line.CALL,
    PhoneNumberType.PREMIUM_RATE: Line.CALL,
    PhoneNumberType.VOIP: Line.CALL,
    PhoneNumberType.TOLL_FREE: Line.SWITCHBOARD,
    PhoneNumberType.UAN: Line.SWITCHBOARD,
    PhoneNumberType.SHARED_COST: Line.NEITHER,
    PhoneNumberType.PERSONAL_NUMBER: Line.NEITHER,
}

_NOTES = {
    ValidationResult.TOO_SHORT: Note.NUMBER_TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: Note.NUMBER_TOO_SHORT,  # without its area code
    ValidationResult.TOO_LONG: Note.NUMBER_TOO_LONG,
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number. `digits` has the country code and no plus; `region` is empty for numbers of no one country."""

    digits: str = field(repr=False)
    region: str


def read_phone(text: str, region: str) -> Phone | Note:
    """Find the phone number in a text, or say with one of the `NUMBER_…` notes why there is none.

    `region` (two letters, or empty) is where a number without a country code belongs. Where the same digits are
    also a number with its plus forgotten, the region's reading wins, but for a landline against a mobile.
    A country code written out may be any country's. Of several numbers the first valid one is taken.
    """
    region = region.upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        region = ""
    written = plain(text)
    attempts = list(_attempts(written))
    for attempt in attempts:
        number = _number_in(attempt, region)
        if number is not None:
            return _phone(number)

    number = _first_in_sentence(written, region)
    return _phone(number) if number is not None else _note(max(attempts, key=_count, default=""), region)


def formatted(digits: str) -> str:
    """Write a number as its country does, for screens: `+62 812-3456-7890`. What is no number gets its plus only."""
    number = _parse(f"+{digits}", "")
    if number is None:
        return f"+{digits}"
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def masked(digits: str) -> str:
    """Write the last four digits only, for logs and the staff group: `•••• 7890`."""
    return f"•••• {digits[-_SHOWN:]}" if len(digits) > _SHOWN else "••••"


def line_of(digits: str) -> Line:
    """How WhatsApp's code may best be brought to a number."""
    number = _parse(f"+{digits}", "")
    return Line.EITHER if number is None else _LINES.get(phonenumbers.number_type(number), Line.EITHER)


def one_spelling(digits: str) -> str:
    """Write a number in one way where two are in use: Argentine mobiles have a 9 behind the country code, or none.

    For telling whether two are the same, not for the provider, who is given the number as its customer gave it.
    """
    return f"549{digits[2:]}" if len(digits) == _ARGENTINE and digits.startswith("54") else digits


def apart(digits: str) -> tuple[str, str]:
    """Part a number into country code and the rest, which begins with a zero where its country's numbers do.

    Nothing is added or taken away: together they are the number again. A country code may be several countries' (1,
    7, 44), or no country's (800).

    Raises:
        ValueError: it begins with no country's code.
    """
    # None of them begins with another, so that the first that fits is the one.
    for length in range(1, _LONGEST_COUNTRY_CODE + 1):
        if digits[:length] in _COUNTRY_CODES:
            return digits[:length], digits[length:]
    raise ValueError("a number that begins with no country's code")


def region_of(digits: str) -> str:
    """Return the two letters of the country a number belongs to; empty if it is no number or no one country's."""
    number = _parse(f"+{digits}", "")
    return "" if number is None else _region(number)


def network_of(digits: str) -> str:
    """Return the country and the carrier that a number was given out by, as in `ID Telkomsel`; empty for no number.

    The carrier is missing where its country's plan does not tell. A number that was ported has another by now.
    """
    number = _parse(f"+{digits}", "")
    return "" if number is None else f"{_region(number)} {_carrier(number)}".strip()


def _carrier(number: PhoneNumber) -> str:
    # Some ten thousand prefixes, which only this needs.
    from phonenumbers import carrier  # noqa: PLC0415 -- see above

    return str(carrier.name_for_number(number, "en"))


def _attempts(written: str) -> Iterator[str]:
    groups = [match[0] for match in islice(_ATTEMPT.finditer(written), _MOST_ATTEMPTS)]
    yield from groups
    if not _has_letters(written):
        yield written  # nothing but the number, in groups that are none of ours
    undated = without_times_and_amounts(written.lower())
    # Only after the whole: some numbers are grouped like a date.
    yield from (match[0] for match in islice(_ATTEMPT.finditer(undated), _MOST_ATTEMPTS) if match[0] not in groups)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _number_in(attempt: str, region: str) -> PhoneNumber | None:
    digits = _digits(attempt)
    international = _valid(f"+{digits.removeprefix('00')}", "")
    if _has_country_code(attempt):
        # `+0812…`: the plus is there, the country code is not.
        return international or _valid(digits, region)
    if not region:
        # `13802345678` is American with its plus forgotten, or Chinese as the Chinese write it.
        chinese = _valid(digits, "CN")
        return None if _is_mobile(chinese) and chinese != international else international
    national = _valid(digits, region)
    # `65 9123 4567` in Indonesia: rather a mobile of Singapore than a landline without its zero.
    return international if _is_mobile(international) and not _is_mobile(national) else national or international


def _is_mobile(number: PhoneNumber | None) -> bool:
    return number is not None and phonenumbers.number_type(number) in _MOBILE


def _valid(written: str, region: str) -> PhoneNumber | None:
    number = _parse(written, region)
    return number if number is not None and phonenumbers.is_valid_number(number) and _is_long_enough(number) else None


def _is_long_enough(number: PhoneNumber) -> bool:
    return len(_e164(number)) >= _SHORTEST


def _has_country_code(attempt: str) -> bool:
    return attempt.lstrip(" (").startswith("+") or _digits(attempt).startswith("00")


def _first_in_sentence(written: str, region: str) -> PhoneNumber | None:
    """Let the library find a number where digits of something else run into it: `0812-3456-7890 10 unit`."""
    if not _has_letters(written):
        return None
    matcher = phonenumbers.PhoneNumberMatcher(written, region or None, max_tries=_MOST_ATTEMPTS)
    return next((match.number for match in matcher if _is_long_enough(match.number)), None)


def _note(attempt: str, region: str) -> Note:
    digits = _digits(attempt)
    if len(digits) < _LEAST:
        return Note.NUMBER_UNREADABLE
    if _has_country_code(attempt):
        significant = digits.lstrip("0")
        number = _parse(f"+{significant}", "")
    elif region:
        significant = digits
        number = _parse(digits, region)
    else:
        significant = digits
        number = None
    if len(significant) > _LONGEST:
        return Note.NUMBER_TOO_LONG
    if number is None:
        if len(significant) < _SHORTEST:
            return Note.NUMBER_TOO_SHORT
        return Note.NUMBER_IMPOSSIBLE if region or _has_country_code(attempt) else Note.NUMBER_NEEDS_COUNTRY
    # A mobile number's length is what people miss by a digit; a country's other lengths would hide that.
    reason = phonenumbers.is_possible_number_for_type_with_reason(number, PhoneNumberType.MOBILE)
    if reason == ValidationResult.INVALID_LENGTH:
        reason = phonenumbers.is_possible_number_with_reason(number)
    return _NOTES.get(reason, Note.NUMBER_IMPOSSIBLE)


def _parse(written: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(written, region or None)
    except phonenumbers.NumberParseException:
        return None


def _phone(number: PhoneNumber) -> Phone:
    return Phone(_e164(number), _region(number))


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")


def _region(number: PhoneNumber) -> str:
    region = phonenumbers.region_code_for_number(number) or ""
    return region if region.isalpha() else ""  # `001`: of no one country


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _count(text: str) -> int:
    return len(_digits(text))
