"""Phrases by which customers know the bot: beyond guessing, said over the telephone, and nothing like a code."""

import re
import secrets
import unicodedata

import pytest

from bot.phrase import LONGEST, SHORTEST, WORDS, new_phrase, why_not
from bot.telegram.words import LANGUAGES, say

ONE_GUESS_IN = 200_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_is_beyond_guessing(language: str) -> None:
    """A copy of the bot has one guess: each word counts, for none is there twice, and all are of one script."""
    words = re.split("[,、] ?", say(language, "phrase-words"))

    assert len(set(words)) == len(words)
    assert len(words) ** WORDS >= ONE_GUESS_IN
    assert all(word.isalpha() for word in words)
    scripts = {unicodedata.name(char).split(" ")[0] for char in "".join(words)}
    assert len(scripts) == 1
    assert len({len(word) for word in words}) <= 6, "the length of a phrase gives little of it away"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_made_would_be_taken_of_staff(language: str) -> None:
    """As long and as plain as staff's own must be."""
    made = {new_phrase(language, secrets.choice) for _ in range(20)}

    assert len(made) > 10
    assert {why_not(phrase) for phrase in made} == {""}
    assert {len(phrase.split(" ")) for phrase in made} == {WORDS}


@pytest.mark.parametrize(
    ("phrase", "is_taken"),
    [
        ("blue horse", True),
        ("亡羊补牢", True),
        ("a" * LONGEST, True),
        ("a" * (SHORTEST - 1), False),
        ("a" * (LONGEST + 1), False),
        ("402913", False),
        ("code 402-913", False),
        ("two\nlines", False),
        ("tab\there", False),
        ("half \ud83d", False),
    ],
)
def test_staffs_own_phrase(phrase: str, is_taken: bool) -> None:  # noqa: FBT001 -- a column of the table
    """One line of words that can be compared by eye; a phrase like a code would teach customers to look for codes."""
    assert (why_not(phrase) == "") is is_taken
