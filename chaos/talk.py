"""What customers and staff write to each other in a campaign, and how it is known again wherever it turns up. Pure."""

import re
from collections.abc import Iterator
from enum import StrEnum
from random import Random


class Talk(StrEnum):
    """What is written. Each has a mark of its own behind it, and an answer that of what it answers."""

    QUESTION = "question"
    FAREWELL = "farewell"
    """The last thing that a customer writes to a person: they need nothing more."""
    ANSWER = "answer"
    REMARK = "remark"
    """What somebody writes who is in the staff's group and not of the staff."""


_WORDS = {
    Talk.QUESTION: "Where do I find that?",
    Talk.FAREWELL: "Thank you, that is all.",
    Talk.ANSWER: "Look into the settings, please.",
    Talk.REMARK: "Do not listen to them.",
}

# No vowels, so that no word comes out, and no digits, which are hidden from staff.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_LENGTH = 12

_MARKED = re.compile(rf"\(({'|'.join(Talk)}) ([{_LETTERS}]{{{_LENGTH}}})\)")


def new_mark(random: Random) -> str:
    """A mark that nothing else has."""
    return "".join(random.choices(_LETTERS, k=_LENGTH))


def written(what: Talk, mark: str) -> str:
    """The text."""
    return f"{_WORDS[what]} ({what} {mark})"


def found_in(text: str) -> Iterator[tuple[Talk, str]]:
    """Whatever of it is in a text, with its mark."""
    for match in _MARKED.finditer(text):
        yield Talk(match[1]), match[2]
