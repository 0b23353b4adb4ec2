"""The button of a notice by which staff say that what it tells of is mended. Pure."""

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import State
from bot.flow.urgency import shared_fault
from bot.staff.reading import carried

from .words import say

Markup = dict[str, object]


def notice_markup(notice: TellStaff, language: str) -> Markup | None:
    """A notice's keyboard. Over the end of an incident there is none: it takes the button away."""
    what = resumed_by(notice)
    if not what:
        return None
    return {
        "inline_keyboard": [[{"text": say(language, "staff-key-resume"), "callback_data": carried(f"resume {what}")}]]
    }


def resumed_by(notice: TellStaff) -> str:
    """What `/resume` takes for it: the fault of many cases, or the case; empty where nobody is held up."""
    if notice.reason is not Reason.FAULT:
        return ""
    fault = shared_fault(notice)
    if fault is not None:
        return fault
    return str(notice.case.id) if notice.case.id and notice.case.state is State.HELD else ""
