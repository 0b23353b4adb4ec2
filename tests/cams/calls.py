"""One call of each kind, about one number."""

from typing import Any

from bot.flow.effects import (
    Call,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    SubmitCode,
)
from bot.flow.model import CaseId, Channel

PHONE = "8613800001234"
CODE = "012345"
SPACE = "cams-8c8 +"

ASKED: dict[str, Any] = {"chat_id": 42, "case_id": CaseId(7), "call": 1, "space": SPACE}


def submit(code: str = CODE, phone: str = PHONE) -> SubmitCode:
    """Hand a code in."""
    return SubmitCode(**ASKED, phone=phone, code=code)


def status(phone: str = PHONE) -> ReadStatus:
    """Ask for the number's status."""
    return ReadStatus(**ASKED, phone=phone)


def numbers(phone: str = PHONE) -> ReadNumbers:
    """Ask for the space's numbers."""
    return ReadNumbers(**ASKED, phone=phone)


def waba(phone: str = PHONE) -> ReadWaba:
    """Ask for the space's account."""
    return ReadWaba(**ASKED, phone=phone)


def initiate(phone: str = PHONE) -> Initiate:
    """Start the number's move."""
    return Initiate(**ASKED, phone=phone)


def request(channel: Channel = Channel.SMS, language: str = "zh-Hans", phone: str = PHONE) -> RequestCode:
    """Have a code sent."""
    return RequestCode(**ASKED, phone=phone, channel=channel, language=language)


def register(phone: str = PHONE) -> Register:
    """Let the number move."""
    return Register(**ASKED, phone=phone)


CALLS: dict[str, Call] = {
    "submit": submit(),
    "status": status(),
    "numbers": numbers(),
    "waba": waba(),
    "initiate": initiate(),
    "request": request(),
    "register": register(),
}
