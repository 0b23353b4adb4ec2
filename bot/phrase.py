"""Makes the phrase that a customer knows the bot by, and says which of staff's own will not do."""

import re
from collections.abc import Callable, Sequence

from .telegram.words import say
from .text.code import holds_secret

_SEPARATOR = re.compile("[,、] ?")

WORDS = 3
"""Of more than sixty each, so that a copy of the bot, which has one guess, is right once in some 200 000 times; and
three words are read over the telephone in one breath."""

SHORTEST, LONGEST = 4, 64
"""Characters. Four are a Chinese saying, and less would be guessed; what is longer nobody compares to its end."""


def new_phrase(language: str, choose: Callable[[Sequence[str]], str]) -> str:
    """Make a phrase of a language's everyday words. `choose` must be beyond guessing."""
    words = _SEPARATOR.split(say(language, "phrase-words"))
    return " ".join(choose(words) for _ in range(WORDS))


def why_not(phrase: str) -> str:
    """Why a phrase of staff's own will not do; empty where it will."""
    if phrase != phrase.encode(errors="replace").decode() or not phrase.isprintable():
        return "one line of text in the terminal's own encoding"
    if not SHORTEST <= len(phrase) <= LONGEST:
        return f"{SHORTEST} to {LONGEST} characters"
    if holds_secret(phrase):
        return "words, and nothing that looks like a code"
    return ""
