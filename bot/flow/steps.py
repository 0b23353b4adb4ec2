"""What rules are made of: the step that an event leads to, screens, and deadlines."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from . import policy
from .effects import Call, DeleteMessage, Effect, Note, Place, Screen, Show
from .model import CLOSED, Case, Instant, State
from .patience import patience

Asked = TypeVar("Asked", bound=Call)

SCREENS = {
    State.UNINVITED: Screen.NEED_INVITATION,
    State.ASKING_NUMBER: Screen.ASK_NUMBER,
    State.CONFIRMING_NUMBER: Screen.CONFIRM_NUMBER,
    State.PREPARING: Screen.PREPARING,
    State.READY: Screen.READY,
    State.APPOINTED: Screen.APPOINTED,
    State.REQUESTING: Screen.REQUESTING,
    State.WAITING_CODE: Screen.ASK_CODE,
    State.PRECHECKING: Screen.CHECKING,
    State.CHECKING: Screen.CHECKING,
    State.SETTLING: Screen.SETTLING,
    State.PAUSED: Screen.PAUSED,
    State.HELD: Screen.HELD,
    State.VERIFIED: Screen.VERIFIED,
    State.REGISTERING: Screen.VERIFIED,
    State.LIVE: Screen.LIVE,
    State.CANCELLED: Screen.CANCELLED,
    State.EXPIRED: Screen.EXPIRED,
}
"""What a customer in each state sees when they ask where things stand."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: the case as it is now, and what is owed because of it, in order."""

    case: Case
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What an event does in a state, and the states that it may lead to."""

    handler: Callable[[Case, Any], Step]
    to: tuple[State, ...] = ()


def show(
    case: Case,
    at: Instant,
    *,
    screen: Screen | None = None,
    note: Note | None = None,
    place: Place = Place.NEW,
) -> Step:
    """Show the customer where the case stands, or a page."""
    return Step(case, (Show(case=case, screen=screen or screen_of(case), at=at, note=note, place=place),))


def screen_of(case: Case) -> Screen:
    """What the customer sees when they ask where things stand; of a case that is to be erased, that it will be."""
    return Screen.FORGET_LATER if case.forget_wanted_at else SCREENS[case.state]


def enter(case: Case, state: State, at: Instant, *, life: int = 0) -> Case:
    """The case in a state, with the deadline that every state but a closed one must have.

    Without a `life` of its own, a state lasts until the customer has been silent for so long that they are reminded, or
    until the code that is awaited is too old. What leads to another state is news, after which silence begins anew.
    """
    if state is State.WAITING_CODE and case.offers.code_request and policy.has_code_coming(case, at):
        life = life or case.requested_at + policy.CODE_LIFE - at
    nudges = case.nudges if state is case.state else 0
    deadline = None if state in CLOSED else at + (life or patience(nudges))
    # Who has stopped, or gone quiet, is not with a person any more either.
    handed_over_at = 0 if state in {State.CANCELLED, State.EXPIRED} else case.handed_over_at
    return replace(case, state=state, nudges=nudges, deadline=deadline, handed_over_at=handed_over_at)


def asking(case: Case, kind: type[Asked], **more: Any) -> tuple[Case, Asked]:  # noqa: ANN401 -- the kind's own fields
    """The case's next call, about its number, and the case that awaits the answer to it."""
    case = replace(case, call=case.call + 1)
    call = kind(chat_id=case.chat_id, case_id=case.id, call=case.call, space=case.space, phone=case.phone, **more)
    return case, call


def deleting(step: Step, message_id: int) -> Step:
    """The step with the customer's message removed, if `message_id` names one."""
    if not message_id:
        return step
    return replace(step, effects=(*step.effects, DeleteMessage(chat_id=step.case.chat_id, message_id=message_id)))
