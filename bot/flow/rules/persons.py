"""With a person and back: the case stays where it is, and what the customer writes goes to somebody of the staff.

Codes do not, whatever they are written in: the bot takes them as ever, and staff read only that one came.
"""

from dataclasses import replace

from .. import policy
from ..effects import DeleteMessage, Effect, Note, Place, Reason, Screen, Show, TellStaff
from ..events import BotWanted, CodeGiven, Event, Forwarded, HandedBack, HandedOver, PersonAwaited, PersonWanted
from ..model import Case, Instant
from ..relaying import ToStaff
from ..steps import Step, show


def person(case: Case, event: PersonWanted) -> Step:
    """Hand the customer over, and tell staff that a person is wanted, once a minute at most."""
    case = replace(case, handed_over_at=case.handed_over_at or event.at)
    effects: tuple[Effect, ...] = ()
    if not policy.is_recent(case.person_wanted_at, event.at, policy.ASK_AGAIN):
        case = replace(case, person_wanted_at=event.at)
        effects = (TellStaff(reason=Reason.PERSON_WANTED, case=case, at=event.at),)
    return Step(case, (_told(case, event.at, Screen.PERSON_CALLED, answered_from=event.answered_from), *effects))


def forwarded(case: Case, event: Forwarded) -> Step:
    """Pass it on. That it was is said once for what comes together; and after a while anew, where it is seen."""
    if not case.handed_over_at:
        return show(case, event.at, note=Note.NOT_NOW)  # They went back to the bot meanwhile.
    is_said = policy.is_recent(case.forwarded_at, event.at, policy.SAID_TOGETHER)
    case = case if is_said else replace(case, forwarded_at=event.at)
    place = Place.CARD if is_said else Place.NEW
    shown = _told(case, event.at, Screen.WITH_PERSON, answered_from=event.answered_from, place=place)
    passed = ToStaff(
        case_id=case.id,
        chat_id=case.chat_id,
        message_id=event.message_id,
        at=event.at,
        kind=event.kind,
        text=event.text,
        is_edit=event.is_edit,
        remind_at=max(event.at, event.answered_from) + policy.PERSON_PATIENCE,
    )
    return Step(case, (shown, passed))


def withheld(step: Step, event: Event) -> Step:
    """Staff read that a code came to the bot, where it is they who talk with the customer."""
    removed = [each.message_id for each in step.effects if isinstance(each, DeleteMessage)]
    message_id = event.message_id if isinstance(event, CodeGiven) else (removed or [0])[0]
    if not message_id:
        return step
    told = ToStaff(
        case_id=step.case.id, chat_id=step.case.chat_id, message_id=message_id, at=event.at, is_withheld=True
    )
    return Step(step.case, (*step.effects, told))


def taken(case: Case, event: HandedOver) -> Step:
    """Say that a person is here."""
    case = replace(case, handed_over_at=case.handed_over_at or event.at, forwarded_at=event.at)
    return Step(case, (_told(case, event.at, Screen.WITH_PERSON, note=Note.PERSON_HERE),))


def back(case: Case, event: BotWanted | HandedBack) -> Step:
    """Go on with the bot, from the same step; staff who give back what they do not have change nothing."""
    if not case.handed_over_at and isinstance(event, HandedBack):
        return Step(case)
    case = replace(case, handed_over_at=0, forwarded_at=0)
    return show(case, event.at, note=Note.WITH_BOT)


def awaited(case: Case, event: PersonAwaited) -> Step:
    """Tell staff that the customer waits."""
    if not case.handed_over_at:
        return Step(case)
    return Step(case, (TellStaff(reason=Reason.PERSON_AWAITED, case=case, at=event.at),))


def _told(
    case: Case,
    at: Instant,
    screen: Screen,
    *,
    answered_from: Instant = 0,
    note: Note | None = None,
    place: Place = Place.NEW,
) -> Show:
    return Show(case=case, screen=screen, at=at, note=note, place=place, answered_from=answered_from)
