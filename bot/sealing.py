"""Seals a text, so that any later change of it shows, and which line it is in. Pure.

Each line has a keyed hash over itself and the hash of the line before it; the first digits of each, and the whole of
the last one, stand below the text. Who has no key can make no other text fit. What mail and editors do to any text
(other line ends, a mark at the beginning, spaces and empty lines at an end) is no change.
"""

import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Mac = Callable[[str, str], str]
"""The keyed hash of a line, in 64 hexadecimal digits, given that of the line before it."""

MARK = "===== SEAL 1 ====="
"""Below it stands the seal, of this kind: another way to seal gets another number."""

SHOWN = 8
"""Digits of a line's hash that are shown. They say only where a change is: that there is one, the last hash says."""

IN_ROW = 8
"""Hashes in a row: as wide as the text."""

_MADE_BY = re.compile(r"made by ([0-9a-f]{16}), lines: ([0-9]{1,6})")
_HASHES = re.compile(rf"[0-9a-f]{{{SHOWN}}}(?: [0-9a-f]{{{SHOWN}}})*")
_END = re.compile(r"end ([0-9a-f]{64})")
_LINE_END = re.compile(r"\r\n|\r|\n")


class Finding(StrEnum):
    """What looking at a sealed text came to."""

    INTACT = "intact"
    CHANGED = "changed"
    ELSEWHERE = "elsewhere"
    """Another installation has made it."""
    NO_SEAL = "no-seal"
    """It is no such text, or its end is missing."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found, the first line that is not as it was (0 for none), and the text's lines without the seal."""

    finding: Finding
    line: int = 0
    lines: tuple[str, ...] = ()


def sealed(lines: Sequence[str], *, mac: Mac, maker: str) -> str:
    """The text with its seal. `maker` says whose key it was: 16 hexadecimal digits."""
    cleaned = [_tidy(line) for line in lines]
    shown, last = _hashes(cleaned, mac)
    rows = [" ".join(shown[start : start + IN_ROW]) for start in range(0, len(shown), IN_ROW)]
    head = f"made by {maker}, lines: {len(cleaned)}"
    end = f"end {_end(last, [head, *rows], mac)}"
    return "\n".join([*cleaned, MARK, head, *rows, end]) + "\n"


def examine(content: bytes, *, mac: Mac, maker: str) -> Examined:
    """Say whether a text is as it was sealed. Raises nothing, whatever it is given."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Examined(Finding.NO_SEAL)
    lines = [_tidy(line) for line in _LINE_END.split(text)]
    while lines and not lines[-1]:
        lines.pop()
    if MARK not in lines:
        return Examined(Finding.NO_SEAL, len(lines) + 1)
    at = lines.index(MARK)
    body, seal = lines[:at], lines[at + 1 :]
    made_by = _MADE_BY.fullmatch(seal[0]) if seal else None
    if made_by is None:
        return Examined(Finding.CHANGED, at + 2)
    if made_by[1] != maker:
        return Examined(Finding.ELSEWHERE)
    return _compared(body, seal, at + 1, int(made_by[2]), mac)


def _compared(body: Sequence[str], seal: Sequence[str], above: int, count: int, mac: Mac) -> Examined:
    """Compare a text with a seal of ours, of which so many lines stand above."""
    height = -(-count // IN_ROW)
    rows, rest = seal[1 : 1 + height], seal[1 + height :]
    for number, row in enumerate(rows):
        if not _HASHES.fullmatch(row):
            return Examined(Finding.CHANGED, above + 2 + number)
    expected = " ".join(rows).split()
    shown, last = _hashes(body, mac)
    for number, (is_so, was) in enumerate(zip(shown, expected, strict=False), start=1):
        if is_so != was:
            return Examined(Finding.CHANGED, number)
    if len(shown) != count:
        return Examined(Finding.CHANGED, min(len(shown), count) + 1)
    end = _END.fullmatch(rest[0]) if rest else None
    if end is None or not hmac.compare_digest(end[1], _end(last, [seal[0], *rows], mac)):
        return Examined(Finding.CHANGED, above + 2 + height)
    if len(rest) > 1:
        return Examined(Finding.CHANGED, above + 3 + height)
    return Examined(Finding.INTACT, lines=tuple(body))


def _hashes(lines: Sequence[str], mac: Mac) -> tuple[list[str], str]:
    """What is shown of each line's hash, and the whole of the last."""
    shown: list[str] = []
    last = ""
    for line in lines:
        last = mac(last, line)
        shown.append(last[:SHOWN])
    return shown, last


def _end(last: str, seal: Sequence[str], mac: Mac) -> str:
    """The last hash, over the seal as well."""
    return mac(last, "\n".join(seal))


def _tidy(line: str) -> str:
    """The line without what mail and editors put at its end, or take away there."""
    return line.rstrip(" \t")
