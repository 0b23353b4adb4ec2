"""Reading a WhatsApp verification code out of whatever the customer pastes.

A wrong code spends one of the number's few tries, and a code of a bank in our hands is a scandal.
So a text is handed on only if it holds one code and speaks for nobody but WhatsApp; six digits alone always do.
"""

import re
from dataclasses import dataclass, field

from bot.flow.effects import Note

from . import wording
from .digits import LENGTH, YEAR, Found, digits_in, with_digits_for_words, without_what_is_no_secret
from .plain import LONGEST, plain

_TELEGRAM_LENGTH = 5  # of Telegram's login codes
_LENGTHS_OF_OTHERS = range(4, 9)  # of the codes of all other services
_LEAST = 3  # digits that count as an attempt at a code; fewer are a number in a sentence

_FOUR_DIGITS_TOGETHER = re.compile(r"\d(?:[\W_]{0,3}\d){3}")


@dataclass(frozen=True, slots=True)
class Code:
    """Six ASCII digits, leading zeros kept."""

    digits: str = field(repr=False)


def read_code(text: str) -> Code | Note:
    """Find the WhatsApp code in a text, or say with one of the `CODE_…` notes why there is none to hand in.

    Takes the code alone, with anything between its digits and in any script, or inside the whole SMS.
    The same code twice is one. What the text says about another service outweighs the digits,
    unless WhatsApp is what it says of the code itself.
    """
    if len(text) > LONGEST:
        return Note.CODE_NOT_DIGITS  # Telegram sends no such text, and half of it may mislead
    whole = with_digits_for_words(plain(text))
    said = whole.lower()
    runs, codes = digits_in(said)
    stranger = wording.signed_by_a_stranger(whole)
    if not (codes or stranger or any(len(run.digits) in _LENGTHS_OF_OTHERS for run in runs)):
        return _note_without_a_code(said, runs)

    refusal = _spoken_for_others(said, codes, runs, stranger=stranger)
    if refusal is not None:
        return refusal
    if _differ(codes):
        return Note.CODE_SEVERAL
    if _is_pin_talk(said, codes):
        return Note.CODE_PIN
    return Code(codes[0].digits) if codes else _note_on_length(runs)


def holds_secret(text: str) -> bool:
    """Whether a text that was not accepted must be deleted all the same: four digits or more stand together in it.

    Times, dates and amounts do not count. Letters do where Telegram sends its web login code in them.
    """
    said = with_digits_for_words(plain(text)).lower()
    return (
        _FOUR_DIGITS_TOGETHER.search(without_what_is_no_secret(said)) is not None
        or _FOUR_DIGITS_TOGETHER.search(text, LONGEST) is not None
        or _logs_in_by_itself(said)
    )


# Whose code it is. `said` is the text, plain and in lower case.


def _spoken_for_others(said: str, codes: list[Found], runs: list[Found], *, stranger: bool) -> Note | None:
    others = wording.other_services(said)
    if _is_of_telegrams_length(codes, runs) and wording.names_telegram(said):
        return Note.CODE_TELEGRAM_LOGIN
    if wording.names_whatsapp(said):
        if _differ(codes):
            return Note.CODE_SEVERAL
        return Note.CODE_FOREIGN if stranger or (others and _is_theirs(said, others, codes)) else None

    if wording.names_telegram(said) or (_is_of_telegrams_length(codes, runs) and wording.speaks_of_login(said)):
        return Note.CODE_TELEGRAM_LOGIN
    if stranger or others:
        return Note.CODE_FOREIGN
    if _is_pin_talk(said, codes):
        return Note.CODE_PIN
    return Note.CODE_FOREIGN if wording.SERVICE_SPEECH.search(said) else None


def _is_of_telegrams_length(codes: list[Found], runs: list[Found]) -> bool:
    return not codes and any(len(run.digits) == _TELEGRAM_LENGTH for run in runs)


def _logs_in_by_itself(said: str) -> bool:
    """Whether this is the login code for Telegram's web pages, the only one with letters, or a link that logs in."""
    return wording.TELEGRAM_LOGIN_PLACE.search(said) is not None


def _is_theirs(said: str, others: list[re.Match[str]], codes: list[Found]) -> bool:
    """Decide between WhatsApp and another service that a text names: by its purpose, then by which name is nearer."""
    if wording.MONEY_SPEECH.search(said):
        return True
    whatsapp = list(wording.WHATSAPP.finditer(said))
    return any(_nearest(others, code) <= _nearest(whatsapp, code) for code in codes)


def _is_pin_talk(said: str, codes: list[Found]) -> bool:
    """Whether a text is about a PIN rather than about the code, judged by the word nearest to the digits."""
    pins = list(wording.PIN.finditer(said))
    if not pins:
        return False
    words = list(wording.CODE_WORD.finditer(said))
    return all(_nearest(pins, code) <= _nearest(words, code) for code in codes)


def _nearest(matches: list[re.Match[str]], code: Found) -> float:
    """Return the characters between the code and the nearest match; infinitely many without any."""
    return min((max(match.start() - code.end, code.start - match.end(), 0) for match in matches), default=float("inf"))


def _differ(codes: list[Found]) -> bool:
    return len({code.digits for code in codes}) > 1


# Saying why not.


def _note_without_a_code(said: str, runs: list[Found]) -> Note:
    if _logs_in_by_itself(said):
        return Note.CODE_TELEGRAM_LOGIN
    if wording.PIN.search(said):
        return Note.CODE_PIN
    return _note_on_length(runs)


def _note_on_length(runs: list[Found]) -> Note:
    attempts = [len(run.digits) for run in runs if len(run.digits) >= _LEAST and not YEAR.fullmatch(run.digits)]
    if not attempts or LENGTH in attempts:
        return Note.CODE_NOT_DIGITS
    closest = min(attempts, key=lambda length: abs(length - LENGTH))
    return Note.CODE_TOO_SHORT if closest < LENGTH else Note.CODE_TOO_LONG
