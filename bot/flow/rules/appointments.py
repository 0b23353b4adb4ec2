"""Rules for a code at a better time: whoever has the SIM may be elsewhere, and some hours are quieter than others."""

from dataclasses import replace

from .. import policy
from ..effects import Note, Screen
from ..events import CodeWanted, DeadlinePassed, Postponed, Resumed
from ..model import Case, State
from ..steps import Step, enter, show
from .outcomes import ready
from .silence import put_off


def postpone(case: Case, event: Postponed) -> Step:
    """Let the customer choose a time, or keep the one they chose."""
    if case.state is State.WAITING_CODE and not case.offers.code_request:
        return put_off(case, event)  # Staff have codes sent, and know of no appointment.
    if not event.until:
        return show(case, event.at, screen=Screen.APPOINTMENT)
    life = event.until - policy.REMINDED_BEFORE - event.at
    if life <= 0:
        return show(case, event.at, screen=Screen.APPOINTMENT, note=Note.APPOINTMENT_PAST)
    case = replace(enter(case, State.APPOINTED, event.at, life=life), appointment_at=event.until)
    return show(case, event.at)


def near(case: Case, event: DeadlinePassed) -> Step:
    """The moment is near: ask whether the phone is there. No code is sent without a yes."""
    return show(_back(case, event.at), event.at, note=Note.APPOINTMENT_NEAR)


def now_after_all(case: Case, event: CodeWanted | Resumed) -> Step:
    """The customer does not want to wait."""
    return show(_back(case, event.at), event.at)


def _back(case: Case, at: int) -> Case:
    return ready(replace(case, appointment_at=0), at)
