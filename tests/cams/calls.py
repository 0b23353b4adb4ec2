"""One call of each kind, about one number."""

from bot.flow.effects import Call, ReadNumbers, ReadStatus, SubmitCode
from bot.flow.model import CaseId

PHONE = "8613800001234"
CODE = "012345"
SPACE = "cams-8c8 +"


def submit(code: str = CODE, phone: str = PHONE) -> SubmitCode:
    """Hand a code in."""
    return SubmitCode(chat_id=42, case_id=CaseId(7), call=1, space=SPACE, phone=phone, code=code)


def status(phone: str = PHONE) -> ReadStatus:
    """Ask for the number's status."""
    return ReadStatus(chat_id=42, case_id=CaseId(7), call=1, space=SPACE, phone=phone)


def numbers(phone: str = PHONE) -> ReadNumbers:
    """Ask for the space's numbers."""
    return ReadNumbers(chat_id=42, case_id=CaseId(7), call=1, space=SPACE, phone=phone)


CALLS: dict[str, Call] = {"submit": submit(), "status": status(), "numbers": numbers()}
