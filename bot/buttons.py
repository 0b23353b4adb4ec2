"""The buttons that customers press or type, and what a press carries.

What a button carries is at most 64 bytes (Bot API, InlineKeyboardButton.callback_data) and says nothing personal:
a version, the case, the button, and a stamp of what the card showed. A stamp that no longer fits is an old button:
«yes, that number» must not agree to the number that replaced it.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .flow.effects import Screen
from .flow.events import (
    Agreed,
    BotWanted,
    Cancelled,
    ChannelChosen,
    CodeWanted,
    ColleagueWanted,
    CopyWanted,
    Declined,
    ForgetConfirmed,
    ForgetKept,
    ForgetWanted,
    FromCustomer,
    LanguageChosen,
    NumberChosen,
    NumbersWanted,
    PageWanted,
    PersonWanted,
    Postponed,
    Resumed,
    Started,
)
from .flow.model import Case, Channel, Instant
from .ports import LARGEST_ID
from .text.times import Time, moment_of


class Button(StrEnum):
    """What a button is called in the words of `bot/locales` and in what it carries."""

    YES = "yes"
    CHANGE_NUMBER = "change-number"
    NO_CODE = "no-code"
    COLLEAGUE = "colleague"
    SEND_SMS = "send-sms"
    CALL_ME = "call-me"
    LATER = "later"
    IN_AN_HOUR = "in-an-hour"
    THIS_EVENING = "this-evening"
    TOMORROW_MORNING = "tomorrow-morning"
    TOMORROW_EVENING = "tomorrow-evening"
    NOW = "now"
    TRY_AGAIN = "try-again"
    PERSON = "person"
    BOT = "bot"
    RESUME = "resume"
    CANCEL = "cancel"
    STATUS = "status"
    NUMBERS = "numbers"
    MORE_NUMBERS = "more-numbers"
    THIS_NUMBER = "this-number"
    HELP = "help"
    PRIVACY = "privacy"
    MY_DATA = "my-data"
    FORGET = "forget"
    ERASE = "erase"
    KEEP = "keep"
    VERIFY = "verify"
    LANGUAGE = "language"
    ENGLISH = "english"
    INDONESIAN = "indonesian"
    SIMPLIFIED_CHINESE = "simplified-chinese"
    TRADITIONAL_CHINESE = "traditional-chinese"


LANGUAGES = {
    Button.ENGLISH: "en",
    Button.INDONESIAN: "id",
    Button.SIMPLIFIED_CHINESE: "zh-Hans",
    Button.TRADITIONAL_CHINESE: "zh-Hant",
}
"""The button of each language we have."""

OF_THE_CHAT = frozenset({
    Button.NUMBERS, Button.MORE_NUMBERS, Button.HELP, Button.PRIVACY, Button.MY_DATA, Button.FORGET,
    Button.VERIFY, Button.LANGUAGE, *LANGUAGES,
})  # fmt: skip
"""Buttons that are about none of the chat's numbers, whichever card they are on."""

TIMELESS = OF_THE_CHAT | {Button.PERSON, Button.BOT, Button.STATUS}
"""Buttons that mean the same on every card, however old."""

LABELLED = tuple(button for button in Button if button is not Button.THIS_NUMBER)
"""Those with a label of their own, which can be typed. What can be typed for the other is what the number is called."""

_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button carried. With `MORE_NUMBERS` the case is the last one of the page that it was on."""

    case_id: int
    button: Button
    stamp: str


def stamp(case: Case) -> str:
    """Changes with everything that a button on the card may refer to."""
    return f"{zlib.crc32(f'{case.state}/{case.phone}'.encode()):08x}"


def data(button: Button, case: Case) -> str:
    """What a button on a card of this case carries."""
    return f"{_VERSION}:{case.id}:{button}:{stamp(case)}"


def stamp_of_link(link_id: int) -> str:
    """The stamp on a colleague's cards: a button on that of another link is an old one."""
    return f"link-{link_id}"


def data_of_link(button: Button, link_id: int) -> str:
    """What a button on a colleague's card carries. It is of no case."""
    return f"{_VERSION}:0:{button}:{stamp_of_link(link_id)}"


def press(text: str) -> Press | None:
    """Read what a pressed button carried; None for one that an older version, or nobody, made."""
    match text.split(":"):
        case [version, case_id, name, mark] if version == _VERSION and case_id.isascii() and case_id.isdigit():
            try:
                pressed = Press(int(case_id), Button(name), mark)
            except ValueError:
                return None
            return pressed if pressed.case_id < LARGEST_ID else None
        case _:
            return None


TIMES: Mapping[Button, Time] = {
    Button.IN_AN_HOUR: Time.IN_AN_HOUR,
    Button.THIS_EVENING: Time.THIS_EVENING,
    Button.TOMORROW_MORNING: Time.TOMORROW_MORNING,
    Button.TOMORROW_EVENING: Time.TOMORROW_EVENING,
}
"""The button of each time that may be chosen."""

_EVENTS: Mapping[Button, Callable[[Instant], FromCustomer]] = {
    Button.YES: lambda at: Agreed(at=at),
    Button.CHANGE_NUMBER: lambda at: Declined(at=at),
    Button.NO_CODE: lambda at: CodeWanted(at=at),
    Button.COLLEAGUE: lambda at: ColleagueWanted(at=at),
    Button.SEND_SMS: lambda at: ChannelChosen(at=at, channel=Channel.SMS),
    Button.CALL_ME: lambda at: ChannelChosen(at=at, channel=Channel.VOICE),
    Button.LATER: lambda at: Postponed(at=at),
    Button.NOW: lambda at: CodeWanted(at=at),
    Button.TRY_AGAIN: lambda at: CodeWanted(at=at),
    Button.PERSON: lambda at: PersonWanted(at=at),
    Button.BOT: lambda at: BotWanted(at=at),
    Button.RESUME: lambda at: Resumed(at=at),
    Button.CANCEL: lambda at: Cancelled(at=at),
    Button.STATUS: lambda at: Started(at=at),
    Button.NUMBERS: lambda at: NumbersWanted(at=at),
    Button.MORE_NUMBERS: lambda at: NumbersWanted(at=at),
    Button.THIS_NUMBER: lambda at: NumberChosen(at=at),
    Button.HELP: lambda at: PageWanted(at=at, screen=Screen.HELP),
    Button.PRIVACY: lambda at: PageWanted(at=at, screen=Screen.PRIVACY),
    Button.MY_DATA: lambda at: CopyWanted(at=at),
    Button.FORGET: lambda at: ForgetWanted(at=at),
    Button.ERASE: lambda at: ForgetConfirmed(at=at),
    Button.KEEP: lambda at: ForgetKept(at=at),
    Button.VERIFY: lambda at: PageWanted(at=at, screen=Screen.VERIFY),
    Button.LANGUAGE: lambda at: PageWanted(at=at, screen=Screen.LANGUAGE),
}


def event_of(button: Button, at: Instant, phone: str) -> FromCustomer:
    """What pressing, or typing, a button means. `phone` is the number whose place decides what time it is."""
    if button in TIMES:
        return Postponed(at=at, until=moment_of(TIMES[button], at, phone))
    if button in LANGUAGES:
        return LanguageChosen(at=at, language=LANGUAGES[button])
    return _EVENTS[button](at)
