"""A sealed text: each change of it is found, with its line, and what mail does to any text is none."""

import hashlib
import hmac
from collections.abc import Callable

import pytest

from bot.sealing import MARK, Examined, Finding, examine, sealed

MAKER = "0123456789abcdef"
LINES = [f"line {number}: 号码 •••• 7890, RequestId R-{number}" for number in range(1, 20)]


def mac(before: str, line: str, *, key: bytes = b"key") -> str:
    """A keyed hash as the store makes them."""
    return hmac.new(key, f"{before}\x1f{line}".encode(), hashlib.sha256).hexdigest()


TEXT = sealed(LINES, mac=mac, maker=MAKER)


def found(text: str | bytes) -> Examined:
    """What a look at it comes to."""
    return examine(text.encode() if isinstance(text, str) else text, mac=mac, maker=MAKER)


def changed(edit: Callable[[list[str]], object]) -> Examined:
    """What a look comes to at a text whose lines somebody edited."""
    lines = TEXT.splitlines()
    edit(lines)
    return found("\n".join(lines) + "\n")


def test_an_untouched_text_is_intact() -> None:
    """And its lines come back."""
    assert found(TEXT) == Examined(Finding.INTACT, lines=tuple(LINES))


@pytest.mark.parametrize(
    "as_sent",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        "\ufeff" + TEXT,
        "\ufeff" + TEXT.replace("\n", "\r\n"),
        TEXT + "\n\n",
        TEXT.removesuffix("\n"),
        TEXT.replace("\n", " \n"),
    ],
    ids=["crlf", "cr", "bom", "bom-crlf", "blank-end", "no-end", "spaces"],
)
def test_what_mail_does_is_no_change(as_sent: str) -> None:
    """Other line ends, a mark at the beginning, blanks at ends."""
    assert found(as_sent).finding is Finding.INTACT


SEALED_AT = len(LINES) + 1


EDITS: list[tuple[Callable[[list[str]], object], int]] = [
    (lambda lines: lines.__setitem__(4, lines[4].replace("7890", "7891")), 5),
    (lambda lines: lines.__setitem__(0, lines[0] + "."), 1),
    (lambda lines: lines.__setitem__(0, " " + lines[0]), 1),
    (lambda lines: lines.__setitem__(18, lines[18].replace("R-19", "R-20")), 19),
    (lambda lines: lines.__setitem__(6, lines[6].replace("line", "line\u200b")), 7),
    (lambda lines: lines.pop(7), 8),
    (lambda lines: lines.pop(0), 1),
    (lambda lines: lines.pop(18), 19),
    (lambda lines: lines.insert(9, "2027-01-15 | forged"), 10),
    (lambda lines: lines.insert(9, ""), 10),
    (lambda lines: lines.insert(0, ""), 1),
    (lambda lines: lines.insert(SEALED_AT - 1, "one more"), 20),
    (lambda lines: lines.insert(3, lines.pop(4)), 4),
    (lambda lines: lines.insert(2, MARK), 4),
    (lambda lines: lines.append("a signature"), SEALED_AT + 6),
    (lambda lines: lines.pop(), SEALED_AT + 5),
    (lambda lines: lines.__setitem__(SEALED_AT, f"made by {MAKER}, lines: 18"), 19),
    (lambda lines: lines.__setitem__(SEALED_AT, "made by me"), SEALED_AT + 1),
    (lambda lines: lines.__setitem__(SEALED_AT + 1, lines[SEALED_AT + 1].upper() + "g"), SEALED_AT + 2),
    (lambda lines: lines.__setitem__(-1, "end " + "0" * 64), SEALED_AT + 5),
    (lambda lines: lines.__setitem__(-1, lines[-1].upper()), SEALED_AT + 5),
    (lambda lines: lines.__delitem__(slice(SEALED_AT, None)), SEALED_AT + 1),
]
"""What somebody does to the lines, and the number of the line where it shows."""


@pytest.mark.parametrize(("edit", "line"), EDITS, ids=map(str, range(len(EDITS))))
def test_a_change_is_found_with_its_line(edit: Callable[[list[str]], object], line: int) -> None:
    """A digit, a blank, a line less, more, or in another place, also in the seal."""
    assert changed(edit) == Examined(Finding.CHANGED, line)


@pytest.mark.parametrize("kept", [0, 1, 18, 19])
def test_a_text_that_was_cut_off_says_where(kept: int) -> None:
    """Its end with the seal is missing."""
    assert found("".join(f"{line}\n" for line in LINES[:kept])) == Examined(Finding.NO_SEAL, kept + 1)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe1\x00", TEXT.encode("utf-16"), b"\x00" * 99, MARK.encode()])
def test_anything_may_be_looked_at(content: bytes) -> None:
    """What is no such text is told from one that was changed; nothing is raised."""
    assert found(content).finding in {Finding.NO_SEAL, Finding.CHANGED}


def test_who_has_no_key_can_make_none_that_fits() -> None:
    """Who seals a changed text with another key has another name; who takes ours is found out in the first line."""
    forged = ["forged", *LINES[1:]]
    theirs = sealed(forged, mac=lambda before, line: mac(before, line, key=b"other"), maker="f" * 16)
    with_our_name = theirs.replace("f" * 16, MAKER)

    assert found(theirs).finding is Finding.ELSEWHERE
    assert found(with_our_name) == Examined(Finding.CHANGED, 1)


def test_the_shown_digits_alone_prove_nothing() -> None:
    """Who finds a text whose lines show the same digits is stopped by the last hash, which is whole."""

    def weak(before: str, line: str) -> str:
        return "0" * 8 + mac(before, line)[8:]

    text = sealed(LINES, mac=weak, maker=MAKER)
    other = text.replace("R-3", "R-4", 1)

    assert examine(text.encode(), mac=weak, maker=MAKER).finding is Finding.INTACT
    assert examine(other.encode(), mac=weak, maker=MAKER) == Examined(Finding.CHANGED, SEALED_AT + 5)
