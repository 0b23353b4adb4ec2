"""Recognises the bot's screens and the staff's notices by their titles, which are bold. Pure."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.flow import policy
from bot.flow.effects import Reason
from bot.flow.model import Fault
from bot.telegram.words import LANGUAGES, say
from sandbox.telegram.views import ChatEvent, MessageView


class Shown(StrEnum):
    """Screens that say where a case stands, by the names that `bot/locales` gives their titles."""

    ASK_NUMBER = "ask-number"
    CONFIRM_NUMBER = "confirm-number"
    PREPARING = "preparing"
    READY = "ready"
    APPOINTED = "appointed"
    REQUESTING = "requesting"
    ASK_CODE = "ask-code"
    CHECKING = "checking"
    SETTLING = "settling"
    PAUSED = "paused"
    HELD = "held"
    VERIFIED = "verified"
    LIVE = "live"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OF_STATE: Mapping[str, Shown] = {
    "asking_number": Shown.ASK_NUMBER,
    "confirming_number": Shown.CONFIRM_NUMBER,
    "preparing": Shown.PREPARING,
    "ready": Shown.READY,
    "appointed": Shown.APPOINTED,
    "requesting": Shown.REQUESTING,
    "waiting_code": Shown.ASK_CODE,
    "prechecking": Shown.CHECKING,
    "checking": Shown.CHECKING,
    "settling": Shown.SETTLING,
    "paused": Shown.PAUSED,
    "held": Shown.HELD,
    "verified": Shown.VERIFIED,
    "registering": Shown.VERIFIED,
    "live": Shown.LIVE,
    "cancelled": Shown.CANCELLED,
    "expired": Shown.EXPIRED,
}
"""What a customer must have been shown last whose case is in that state."""


def _first_bold(html: str) -> str:
    found = re.search("<b>(.*?)</b>", html)
    return found[1] if found else ""


_SCREENS: Mapping[str, Shown] = {say(language, f"{shown}-title"): shown for shown in Shown for language in LANGUAGES}

_NOT_THROUGH = [say(language, "note-not-through") for language in LANGUAGES]

_MANY_MESSAGES = [say(language, "note-many-messages", seconds=policy.LULL) for language in LANGUAGES]

_ERASED = {_first_bold(say(language, "forgotten", case="1", moment="")) for language in LANGUAGES}

_WITH_PERSON = {say(language, f"{page}-title") for page in ("person-called", "with-person") for language in LANGUAGES}

_NOT_PASSED_ON = re.sub("</?code>", "", say("en", "staff-not-passed-on"))

_LINK = re.compile(r"\?start=([\w-]+)")

_CASE = re.compile(r"#case(\d+)")

_COUNT = re.compile(r": \d+$")

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().-]+(?=\d)")

_ENDING = re.compile(r"(\d{4})(?!\d)")

_NOTICES: Mapping[str, str] = {
    **{say("en", f"staff-{reason}-title"): str(reason) for reason in Reason if reason is not Reason.FAULT},
    **{say("en", f"playbook-{fault}-title"): f"fault {fault}" for fault in Fault},
}


def screen_of(view: MessageView) -> Shown | None:
    """The screen that a message shows; None for pages, and whatever people write."""
    return next((_SCREENS[title] for title in _bold(view) if title in _SCREENS), None) if view.from_bot else None


def says_failed(view: MessageView) -> bool:
    """Whether a message says that a code was lost on its way, which must not be said while it may have worked."""
    return any(text in view.text for text in _NOT_THROUGH)


def asks_to_wait(view: MessageView) -> bool:
    """Whether a message says that so many came that not each is answered: some that follow it are met with silence."""
    return any(text in view.text for text in _MANY_MESSAGES)


def says_with_person(view: MessageView) -> bool:
    """Whether a message says that what is written from now on goes to a person."""
    return view.from_bot and any(title in _WITH_PERSON for title in _bold(view))


def says_not_passed_on(view: MessageView) -> bool:
    """Whether a message tells staff that their customer has not got what they wrote."""
    return view.from_bot and _NOT_PASSED_ON in view.text


def says_erased(view: MessageView) -> bool:
    """Whether a message is the receipt for all that was kept of somebody."""
    return view.from_bot and any(title in _ERASED for title in _bold(view))


def is_about(view: MessageView, phone: str, other: str) -> bool:
    """Whether a message is about the one of two numbers: it has its last digits, and not the other's."""
    endings = _ENDING.findall(_BETWEEN_DIGITS.sub("", view.text))
    return phone[-4:] in endings and other[-4:] not in endings


def link_in(view: MessageView) -> str:
    """The token of the link that a message hands out; empty for none."""
    found = _LINK.search(view.text)
    return found[1] if found else ""


def notice_of(view: MessageView) -> str:
    """What a notice to staff is about: a reason, or `fault …`; empty for anything else."""
    titles = (_COUNT.sub("", title) for title in _bold(view))
    return next((_NOTICES[title] for title in titles if title in _NOTICES), "") if view.from_bot else ""


def cases_in(view: MessageView) -> frozenset[int]:
    """The cases that a notice names: several, where it is made of many."""
    return frozenset(map(int, _CASE.findall(view.text)))


def by_bot(event: ChatEvent) -> MessageView | None:
    """The message that the bot has just sent or written over; None for any other event."""
    shows = event.kind in {"sent", "edited"} and event.message is not None and event.message.from_bot
    return event.message if shows else None


def _bold(view: MessageView) -> list[str]:
    # Telegram counts in UTF-16.
    raw = view.text.encode("utf-16-le")
    return [
        raw[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in view.entities
        if one["type"] == "bold"
    ]
