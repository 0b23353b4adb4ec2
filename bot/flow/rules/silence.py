"""Rules for customers who say nothing where only they are waited for: reminders, putting them off, and the end."""

from dataclasses import replace

from ..effects import Screen
from ..events import DeadlinePassed, Postponed
from ..model import Case
from ..patience import NUDGE_WAITS
from ..steps import Step, enter, show
from .endings import expire


def silent(case: Case, event: DeadlinePassed) -> Step:
    """Remind the customer, or close what was left lying for too long; neither at night.

    Who blocked the bot is told nothing, and time passes all the same. Of several numbers only the one that their chat
    is about is worth a reminder: who does not go on with that one does not miss the others.
    """
    if event.quiet_until > event.at:
        return Step(replace(case, deadline=event.quiet_until))
    if case.nudges >= len(NUDGE_WAITS):
        return expire(case, event)
    case = enter(replace(case, nudges=case.nudges + 1), case.state, event.at)
    return Step(case) if case.unreachable or event.is_aside else show(case, event.at, screen=Screen.NUDGE)


def put_off(case: Case, event: Postponed) -> Step:
    """Leave the customer in peace until the time that they chose, or until the next day."""
    if event.until > event.at:
        case = enter(case, case.state, event.at, life=event.until - event.at)
    else:
        case = enter(replace(case, nudges=1), case.state, event.at)  # The one of the same day is left out.
    return show(case, event.at, screen=Screen.PUT_OFF)
