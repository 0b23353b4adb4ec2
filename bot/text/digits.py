"""Finding the groups of digits in a text that may be meant as a code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .masking import (
    blank_out,
    without_links_and_hashes,
    without_numbers_of_things,
    without_short_dates,
    without_times_and_amounts,
)
from .wording import CODE_WORD

LENGTH = 6
"""Digits of a WhatsApp code."""

_WHOLE_NUMBER = 9  # digits from which a group is a phone or account number that the code may stand beside
_ASIDE = 2  # digits up to which a group beside the code means nothing: `123456 10 menit`

YEAR = re.compile(r"(?:19|20)\d\d")

# Groups of digits with a dash or spaces between.
_RUN = re.compile(r"\+?\d+(?:(?: ?- ?| {1,3})\d+)*")

# `1, 2, 3, 4, 5, 6`: as one writes down what a voice dictates. Five digits at least: fewer are a list.
_DICTATED = re.compile(r"(?<!\d)(?<!\d[ -])\d(?:[ ,、،.-]{1,3}\d(?!\d)){4,}(?![ -]{1,3}\d)")

# A Latin letter at a digit makes it part of a word (`A52`, `4G`), and so does an initial with a dash (`G-123456`).
_LATIN = "a-z\u00df-\u024f"
_TIED_BEFORE = re.compile(rf"[{_LATIN}]$|(?<![{_LATIN}])(?!wa-$)[{_LATIN}]{{1,2}}-$")
_TIED_AFTER = re.compile(rf"[{_LATIN}]")
_GLUED_CODE_WORD = re.compile(r"(?<![a-z])(?:code|kode|kodenya|otp|whatsapp|wa)(?=\d)")

_WHATSAPP_LINK = re.compile(r"whatsapp\.com/(?:[a-z]{2}/)?(?:[a-z]{0,10}\?[a-z]{1,10}=)?(\d{3}-?\d{3})(?!\d)")

_GROUPED_BY_POINT = re.compile(r"(?<![\d.,])(\d{3})[.,](?=\d{3}(?!\d|[.,]\d))")

_DIGIT_WORDS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            *("zero nol kosong sifar cero", "one satu uno um", "two dua dos dois duas", "three tiga tres três"),
            *("four empat cuatro quatro", "five lima cinco", "six enam seis meia", "seven tujuh siete sete"),
            *("eight delapan lapan ocho oito", "nine sembilan nueve nove"),
        )
    )
    for word in words.split()
}
_A_DIGIT_WORD = rf"(?:{'|'.join(sorted(_DIGIT_WORDS, key=len, reverse=True))})(?![^\W\d_])"
_DICTATED_IN_WORDS = re.compile(rf"(?<![^\W_]){_A_DIGIT_WORD}(?:[ ,.-]{{1,3}}{_A_DIGIT_WORD}){{3,}}", re.IGNORECASE)
_CHINESE_DIGITS = str.maketrans("零〇○一幺二三四五六七八九", "0001123456789")
_A_CHINESE_DIGIT = "[零〇○一幺二三四五六七八九]"
_DICTATED_IN_CHINESE = re.compile(rf"{_A_CHINESE_DIGIT}(?:[ ,、-]?{_A_CHINESE_DIGIT}){{5,}}")

# What is said for the hyphen in the middle.
_ANY_DIGIT = rf"\d|{_A_CHINESE_DIGIT}|(?<![^\W_]){_A_DIGIT_WORD}"
_DASH_IN_WORDS = re.compile(
    rf"({_ANY_DIGIT}) ?(?:dash|hyphen|minus|se?trip|横?杠|橫?槓) ?(?={_ANY_DIGIT})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """A group of digits, and where in the text it stands."""

    digits: str = field(repr=False)
    start: int
    end: int


def with_digits_for_words(text: str) -> str:
    """Write digits where they are spelled out in a row, as in «satu dua tiga empat lima enam» or «123 dash 456»."""
    text = _DASH_IN_WORDS.sub(r"\1-", text)
    text = _DICTATED_IN_WORDS.sub(_digits_of_words, text)
    return _DICTATED_IN_CHINESE.sub(lambda match: match[0].translate(_CHINESE_DIGITS), text)


def _digits_of_words(match: re.Match[str]) -> str:
    return "-".join(_DIGIT_WORDS[word] for word in re.findall(r"[^\W\d_]+", match[0].lower()))


def digits_in(text: str) -> tuple[list[Found], list[Found]]:
    """Return all groups of digits that do not plainly mean something else, and those that may be codes.

    The text is plain and in lower case. A WhatsApp link counts as the code in it.
    """
    links = [Found(match[1].replace("-", ""), *match.span(1)) for match in _WHATSAPP_LINK.finditer(text)]
    masked = without_times_and_amounts(without_numbers_of_things(without_links_and_hashes(text)))
    runs, codes = _alone(masked) if not _has_letters(masked) else _in_words(masked, codes_expected=not links)
    return runs, links + codes


def without_what_is_no_secret(text: str) -> str:
    """Blank out the times, dates and amounts in a text, plain and in lower case."""
    masked = without_times_and_amounts(text)
    return without_short_dates(masked) if _has_letters(masked) else masked


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _alone(text: str) -> tuple[list[Found], list[Found]]:
    """Read a text without letters: whatever stands between its digits, they are all that is meant."""
    _, codes = _runs_and_codes(text, alone=True)
    everything = _digits(text)
    lines = [Found(digits, 0, len(text)) for line in text.split("\n") if (digits := _digits(line))]
    if not codes and "+" not in text:
        if all(len(line.digits) == LENGTH for line in lines):
            codes = lines
        elif len(everything) == LENGTH:
            codes = [Found(everything, 0, len(text))]
    return lines, codes


def _in_words(text: str, *, codes_expected: bool) -> tuple[list[Found], list[Found]]:
    # A space, so that the word is none of the digits' own.
    text = _GLUED_CODE_WORD.sub(lambda match: match[0][:-1] + " ", text)
    runs, codes = _runs_and_codes(without_short_dates(text), alone=False)
    if codes_expected and not codes and CODE_WORD.search(text):
        # Who speaks of a code may write it like a date or with a point: `kodenya 12-05-24`, `123.456`.
        lenient, codes = _runs_and_codes(_GROUPED_BY_POINT.sub(r"\1-", text), alone=False)
        runs = lenient if codes else runs
    return runs, codes


def _runs_and_codes(text: str, *, alone: bool) -> tuple[list[Found], list[Found]]:
    runs: list[Found] = []
    codes: list[Found] = []
    for match in _DICTATED.finditer(text):
        runs.append(Found(_digits(match[0]), *match.span()))
        codes += runs[-1:] if len(runs[-1].digits) == LENGTH else []
        text = blank_out(text, *match.span())
    for match in _RUN.finditer(text):
        groups = list(_groups(text, match))
        if groups:
            runs.append(Found("".join(groups), *match.span()))
            codes += [Found(part, *match.span()) for part in _codes_of(match[0], groups, alone=alone)]
    return runs, codes


def _groups(text: str, run: re.Match[str]) -> Iterator[str]:
    """Split a run at its spaces, without the groups at its ends that are tied to a word."""
    groups = re.sub(r"(?<=\d) ?- ?(?=\d)", "-", run[0].lstrip("+")).split()
    if _TIED_BEFORE.search(text[max(0, run.start() - 4) : run.start()]):
        groups = groups[1:]
    if _TIED_AFTER.match(text, run.end()):
        groups = groups[:-1]
    for group in groups:
        parts = group.split("-")
        if all(len(part) == LENGTH for part in parts):
            yield from parts  # `123456 - 123456`
        else:
            yield "".join(parts)


def _codes_of(run: str, groups: list[str], *, alone: bool) -> list[str]:
    if run.startswith("+"):
        groups = _behind_the_phone_number(groups)
    elif sum(map(len, groups)) == LENGTH and (alone or len({len(group) for group in groups}) == 1):
        return ["".join(groups)]
    kept = [group for group in groups if len(group) < _WHOLE_NUMBER and (alone or not _is_aside(group))]
    return kept if all(len(group) == LENGTH for group in kept) else []


def _behind_the_phone_number(groups: list[str]) -> list[str]:
    length = 0
    for place, group in enumerate(groups, start=1):
        length += len(group)
        if length >= _WHOLE_NUMBER:
            return groups[place:]
    return []


def _is_aside(group: str) -> bool:
    return len(group) <= _ASIDE or YEAR.fullmatch(group) is not None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
