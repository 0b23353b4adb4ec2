"""The button under a notice: it says of the right thing that it is mended, and goes with its end."""

import pytest

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, CaseId, Fault, State
from bot.telegram.notice_keys import notice_markup, resumed_by


@pytest.mark.parametrize(
    ("reason", "fault", "state", "what"),
    [
        (Reason.FAULT, Fault.NOT_PERMITTED, State.HELD, "not-permitted"),
        (Reason.FAULT, Fault.NUMBER_NOT_IN_SPACE, State.HELD, "12"),
        (Reason.FAULT, Fault.TWO_STEP_ON, State.WAITING_CODE, ""),
        (Reason.FAULT_OVER, Fault.NOT_PERMITTED, State.HELD, ""),
        (Reason.VERIFIED, None, State.VERIFIED, ""),
    ],
)
def test_what_is_said_to_be_mended(reason: Reason, fault: Fault | None, state: State, what: str) -> None:
    """An incident for all, a hold for its case; where nobody is held up there is no button."""
    notice = TellStaff(reason=reason, case=Case(id=CaseId(12), chat_id=7, state=state, fault=fault), at=0, fault=fault)
    markup = notice_markup(notice, "id")

    assert resumed_by(notice) == what
    assert (markup is None) is (not what)
    if markup is not None:
        assert markup == {
            "inline_keyboard": [[{"text": "Sudah beres, lanjutkan", "callback_data": f"staff:resume {what}"}]]
        }
