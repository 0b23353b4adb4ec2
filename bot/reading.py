"""Understands what a customer said, given where their case stands. Pure: looks nothing up."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from .buttons import LANGUAGES, TIMELESS, Button, event_of, press, stamp
from .flow.effects import Note
from .flow.events import (
    BotWanted,
    ChannelChosen,
    CodeGiven,
    CodeUnclear,
    Forwarded,
    FromCustomer,
    LanguageChosen,
    NumberGiven,
    NumbersWanted,
    NumberUnclear,
    Reachable,
    Unreachable,
    Unreadable,
)
from .flow.listing import ENDING, TAKES_CODE
from .flow.model import Case, Instant, State
from .ports import Command, Contact, Membership, Said, Tap, Text, Unsayable
from .text.code import Code, holds_secret, read_code
from .text.language import language_of
from .text.phone import Phone, read_phone

Words = Mapping[str, Button]
"""What may be typed for each button, in every language, as `plain` makes it."""

Fingerprint = Callable[[str, str], str]
"""A keyed hash of a number and a code."""

LONGEST_WORD = 40
"""Longer than any button's label in any language: what is longer is not a typed button."""

LONGEST_BARE_WORD_IN_CHINESE = 2
"""Characters: 是的, 没错, 不对."""

# A word and digits, and perhaps a word and digits again; Chinese needs no space between them. Or the ending alone.
_NAME = re.compile(rf"[^\W\d]+ ?([0-9]{{1,18}})(?: [^\W\d]+ ?([0-9]{{1,18}}))?|([0-9]{{{ENDING}}})")

_COMMANDS = {
    "status": Button.STATUS,
    "numbers": Button.NUMBERS,
    "resend": Button.NO_CODE,
    "human": Button.PERSON,
    "cancel": Button.CANCEL,
    "help": Button.HELP,
    "privacy": Button.PRIVACY,
    "mydata": Button.MY_DATA,
    "forgetme": Button.FORGET,
    "verify": Button.VERIFY,
    "language": Button.LANGUAGE,
}

_NUMBER_STATES = frozenset({State.ASKING_NUMBER, State.CONFIRMING_NUMBER})


@dataclass(frozen=True, slots=True)
class Opened:
    """The customer pressed Start; `token` is the link's, empty where there was none."""

    token: str = field(repr=False)


Meant = FromCustomer | Opened | Reachable | Unreachable
"""What an update means; a press of Start is for the caller to look up."""


def plain(text: str) -> str:
    """A typed word without what people add to it: case, width, accents of punctuation, emoji."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (char if char.isalnum() else " " for char in folded)
    return " ".join("".join(kept).split())


def read(said: Said, case: Case, at: Instant, *, words: Words, fingerprint: Fingerprint) -> Meant:
    """What the customer means."""
    meant = _meant(said, case, at, words=words, fingerprint=fingerprint)
    if not isinstance(meant, CodeGiven | ChannelChosen):
        return meant
    first = said.what.first_written_at if isinstance(said.what, Text) else 0
    return replace(meant, written_at=min(first, said.written_at) if first else said.written_at)


def _meant(said: Said, case: Case, at: Instant, *, words: Words, fingerprint: Fingerprint) -> Meant:
    match said.what:
        case Command(name="start", argument=token):
            return Opened(token)
        case Command() as command:
            return _commanded(command, case, at, words=words, fingerprint=fingerprint)
        case Tap(data=data):
            return _tapped(data, case, at)
        case Contact(phone=phone, own=own):
            return _contact(phone, case, at, own=own)
        case Membership(is_member=is_member):
            return Reachable(at=at) if is_member else Unreachable(at=at)
        case Unsayable(album=album):
            return _passed(said, case, at) or Unreadable(at=at, note=Note.CANNOT_READ, album=album)
        case Text(text=text, message_id=message_id):
            meant = _text(text, message_id, case, at, words=words, fingerprint=fingerprint)
            return meant if is_for_the_bot(meant, text) else _passed(said, case, at) or meant


def is_for_the_bot(meant: FromCustomer, text: str) -> bool:
    """Whether a text is the bot's even where the customer is with a person: a code, a number, the way back to the bot.

    «No» and «yes» are not: they answer that person.
    """
    return holds_secret(text) or isinstance(meant, NumberGiven | BotWanted)


def _passed(said: Said, case: Case, at: Instant) -> Forwarded | None:
    """What goes to the person that the customer is with; None while they are with the bot alone."""
    if not case.handed_over_at:
        return None
    match said.what:
        case Text(text=text, message_id=message_id, kind=kind):
            return Forwarded(at=at, message_id=message_id, kind=kind, text=text, is_edit=said.is_edit)
        case Unsayable(message_id=message_id, kind=kind):
            return Forwarded(at=at, message_id=message_id, kind=kind, is_edit=said.is_edit)
        case _:
            return None


def _commanded(command: Command, case: Case, at: Instant, *, words: Words, fingerprint: Fingerprint) -> FromCustomer:
    if command.name == "language" and command.argument:
        language = _language_named(command.argument, words)
        if language:
            return LanguageChosen(at=at, language=language)
    button = _COMMANDS.get(command.name)
    if button is not None:
        return event_of(button, at, case.phone)
    text = _without_slash(command)
    if holds_secret(text):
        # «/code 123456» and «/123456» mean what they say without the slash.
        return _text(text, command.message_id, case, at, words=words, fingerprint=fingerprint)
    return Unreadable(at=at, note=Note.NOT_NOW)


def _without_slash(command: Command) -> str:
    return f"{command.name} {command.argument}"


def code_in(said: Said) -> str:
    """The code that was written, wherever the case of the chat may stand; empty for anything else."""
    match said.what:
        case Text(text=text):
            code = read_code(text)
        case Command(name=name) as command if name != "start" and name not in _COMMANDS:
            code = read_code(_without_slash(command))
        case _:
            return ""
    return code.digits if isinstance(code, Code) else ""


def name_in(said: Said) -> tuple[str, ...]:
    """The digits by which one of several numbers is called: how it ends, its case, or both, as on its button.

    Of how it ends the digits alone will do. A text that says anything else is none.
    """
    match said.what:
        case Text(text=text) if len(text) <= LONGEST_WORD:
            found = _NAME.fullmatch(plain(text))
        case Command(name="numbers", argument=argument) if len(argument) <= LONGEST_WORD:
            found = _NAME.fullmatch(plain(argument))
        case _:
            return ()
    return tuple(digits for digits in found.groups() if digits) if found else ()


def _language_named(argument: str, words: Words) -> str:
    """The language that `/language zh-TW` or `/language Inggris` asks for; empty for one that we do not have."""
    by_name = words.get(plain(argument[:LONGEST_WORD]))
    language = LANGUAGES.get(by_name, "") if by_name else language_of(argument)
    return language if language in LANGUAGES.values() else ""


def _tapped(data: str, case: Case, at: Instant) -> FromCustomer:
    pressed = press(data)
    if pressed is None:
        return Unreadable(at=at, note=Note.OLD_BUTTON)
    if pressed.button is Button.MORE_NUMBERS:
        return NumbersWanted(at=at, after=pressed.case_id)
    if pressed.button is Button.THIS_NUMBER and pressed.case_id == case.id:
        return event_of(pressed.button, at, case.phone)
    if pressed.button not in TIMELESS and (pressed.case_id != case.id or pressed.stamp != stamp(case)):
        return Unreadable(at=at, note=Note.OLD_BUTTON)
    return event_of(pressed.button, at, case.phone)


def _contact(phone: str, case: Case, at: Instant, *, own: bool) -> FromCustomer:
    if case.state not in _NUMBER_STATES:
        return Unreadable(at=at, note=Note.NOT_NOW)
    if not own:
        return NumberUnclear(at=at, note=Note.CONTACT_NOT_YOURS)
    # Telegram gives the country code always, the plus only sometimes.
    return _number("+" + phone.removeprefix("+"), "", at)


def _text(
    text: str, message_id: int, case: Case, at: Instant, *, words: Words, fingerprint: Fingerprint
) -> FromCustomer:
    word = plain(text) if len(text) <= LONGEST_WORD else ""
    button = words.get(word)
    if button is Button.MORE_NUMBERS:
        return NumbersWanted(at=at, after=case.listed_to)
    if button is not None and not _answers_nothing(button, word, case):
        return event_of(button, at, case.phone)
    if case.state in _NUMBER_STATES:
        event = _number(text, case.region, at)
        if isinstance(event, NumberUnclear) and isinstance(read_code(text), Code):
            # The code has come before it was asked for: it must not stay in the chat.
            return Unreadable(at=at, note=event.note, message_id=message_id)
        return event
    if case.state in TAKES_CODE:
        code = read_code(text)
        if isinstance(code, Code):
            mark = fingerprint(case.phone, code.digits)
            return CodeGiven(at=at, code=code.digits, fingerprint=mark, message_id=message_id)
        return CodeUnclear(at=at, note=code, message_id=message_id if holds_secret(text) else 0)
    return Unreadable(at=at, note=Note.NOT_NOW, message_id=message_id if holds_secret(text) else 0)


def _answers_nothing(button: Button, word: str, case: Case) -> bool:
    """Whether a bare «yes» or «no» was typed where nothing was asked: «no», while a code is awaited, means no code."""
    return button in {Button.YES, Button.CHANGE_NUMBER} and _is_bare(word) and case.state not in _NUMBER_STATES


def _is_bare(word: str) -> bool:
    """Whether it is no more than «yes» or «no». Chinese has no spaces: 不是 is bare there, and 换号码 is not."""
    return " " not in word and (word.isascii() or len(word) <= LONGEST_BARE_WORD_IN_CHINESE)


def _number(text: str, region: str, at: Instant) -> NumberGiven | NumberUnclear:
    phone = read_phone(text, region)
    if isinstance(phone, Phone):
        return NumberGiven(at=at, phone=phone.digits)
    return NumberUnclear(at=at, note=phone)
