"""Rules for the invitation and the number that moves."""

from dataclasses import replace

from ..effects import Note, Place, Reason, TellStaff
from ..events import Agreed, Declined, Invited, NumberGiven
from ..model import Case, State
from ..steps import Step, enter, show
from .preparing import go_on


def begin(case: Case, event: Invited) -> Step:
    """Take the customer in: what the invitation knows need not be asked."""
    invitation = event.invitation
    case = replace(
        case,
        space=invitation.space,
        label=invitation.label,
        phrase=invitation.phrase,
        language=invitation.language or case.language,
        region=event.region,
        expected_phone=invitation.phone,
        phone=invitation.phone,
        invitation_expires_at=invitation.expires_at,
    )
    state = State.CONFIRMING_NUMBER if case.phone else State.ASKING_NUMBER
    return show(enter(case, state, event.at), event.at, note=Note.WHAT_WE_KEEP)


def number(case: Case, event: NumberGiven) -> Step:
    """Ask back: a digit that is wrong sends the code to a stranger."""
    if case.expected_phone and event.phone != case.expected_phone:
        return show(case, event.at, note=Note.NUMBER_FIXED)
    return show(enter(with_number(case, event.phone), State.CONFIRMING_NUMBER, event.at), event.at)


def agree(case: Case, event: Agreed) -> Step:
    """Go on to the code, unless another case has the number."""
    if event.taken:
        staff = TellStaff(reason=Reason.NUMBER_TAKEN, case=case, at=event.at)
        if not case.expected_phone:
            case = enter(with_number(case, ""), State.ASKING_NUMBER, event.at)
        return Step(case, (*show(case, event.at, note=Note.NUMBER_TAKEN).effects, staff))
    return go_on(case, event.at, place=Place.CARD)


def decline(case: Case, event: Declined) -> Step:
    """Ask for another number, where the invitation leaves a choice."""
    if case.expected_phone:
        return show(case, event.at, note=Note.NUMBER_FIXED)
    return show(enter(with_number(case, ""), State.ASKING_NUMBER, event.at), event.at)


def with_number(case: Case, phone: str) -> Case:
    """The case with another number, or none: what was the matter with the last one is past."""
    return replace(
        case,
        phone=phone,
        fault=None,
        reference="",
        is_prepared=False,
        requested_at=0,
        channel=None,
        sms_requests=0,
        appointment_at=0,
    )
