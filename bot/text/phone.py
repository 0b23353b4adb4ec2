"""Reading a phone number out of what people write, and showing it, whole or masked."""

import re
from dataclasses import dataclass, field

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, ValidationResult

from bot.flow.effects import Note

from .plain import plain

_LEAST = 3  # digits that count as an attempt at a number; fewer are a number in a sentence
_SHORTEST = 7  # digits of the shortest numbers in use, country code included (E.164 names no least)
_LONGEST = 15  # digits, country code included: ITU-T E.164, 6.2.1
_MOST_ATTEMPTS = 20  # groups of digits looked at in one text: more than any contact card has
_SHOWN = 4  # digits left by a mask: enough to recognise one's own number, too few to call it

# Digits as people group them. A plus begins a number; a line break, a slash or a comma ends one.
_ATTEMPT = re.compile(r"(?:\+ ?)?\(?\d(?:[ ().-]{0,4}\d)*")

# A Chinese mobile number, which may also be valid behind +1: `13802345678`.
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")

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
    also a number with its plus forgotten, the region's reading wins; without a region only that one is left.
    A country code written out may be any country's. Of several numbers the first valid one is taken.
    """
    region = region.upper()
    if region not in phonenumbers.SUPPORTED_REGIONS:
        region = ""
    written = plain(text)
    attempts = [match[0] for match in _ATTEMPT.finditer(written)][:_MOST_ATTEMPTS]
    if not any(map(str.isalpha, written)):
        attempts.append(written)  # nothing but the number, in groups that are none of ours
    for attempt in attempts:
        number = _valid(attempt, region)
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


def region_of(digits: str) -> str:
    """Return the two letters of the country a number belongs to; empty if it is no number or no one country's."""
    number = _parse(f"+{digits}", "")
    return "" if number is None else _region(number)


def _valid(attempt: str, region: str) -> PhoneNumber | None:
    for number in _readings(attempt, region):
        if number is not None and phonenumbers.is_valid_number(number):
            return number
    return None


def _readings(attempt: str, region: str) -> list[PhoneNumber | None]:
    """Return what an attempt could mean, the likeliest first."""
    digits = _digits(attempt)
    international = _parse(f"+{digits.removeprefix('00')}", "")
    if _has_country_code(attempt):
        # `+0812…`: the plus is there, the country code is not.
        return [international, _parse(digits, region)]
    if region:
        return [_parse(digits, region), international]
    return [] if _CHINESE_MOBILE.fullmatch(digits) else [international]


def _has_country_code(attempt: str) -> bool:
    return attempt.lstrip(" (").startswith("+") or _digits(attempt).startswith("00")


def _first_in_sentence(written: str, region: str) -> PhoneNumber | None:
    """Let the library find a number where digits of something else run into it: `0812-3456-7890 10 unit`."""
    if not any(map(str.isalpha, written)):
        return None
    matcher = phonenumbers.PhoneNumberMatcher(written, region or None, max_tries=_MOST_ATTEMPTS)
    return next((match.number for match in matcher), None)


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
    return _NOTES.get(phonenumbers.is_possible_number_with_reason(number), Note.NUMBER_IMPOSSIBLE)


def _parse(written: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(written, region or None)
    except phonenumbers.NumberParseException:
        return None


def _phone(number: PhoneNumber) -> Phone:
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")
    return Phone(digits, _region(number))


def _region(number: PhoneNumber) -> str:
    region = phonenumbers.region_code_for_number(number) or ""
    return region if region.isalpha() else ""  # `001`: of no one country


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _count(text: str) -> int:
    return len(_digits(text))
