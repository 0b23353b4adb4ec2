"""One step of a case for each announcement, as the workflow makes it."""

from dataclasses import replace

from bot.flow.announcements import Announcement, Kind, announced
from bot.flow.model import Case, CaseId, Fault, State

AT = 1_795_600_000
NEW = Case(chat_id=7)
CASE = Case(id=CaseId(17), chat_id=7, space="cams-8f3k2", label="Toko", phone="6281234567890")


def at(state: State, **fields: object) -> Case:
    """The case in a state."""
    return replace(CASE, state=state, **fields)  # type: ignore[arg-type]  # -- fields of a case


STEPS: dict[Kind, tuple[Case, Case]] = {
    Kind.OPENED: (NEW, at(State.CONFIRMING_NUMBER)),
    Kind.REOPENED: (at(State.EXPIRED), at(State.CONFIRMING_NUMBER)),
    Kind.CODE_REQUESTED: (at(State.READY), at(State.REQUESTING)),
    Kind.PAUSED: (at(State.CHECKING), at(State.PAUSED, deadline=AT + 3600)),
    Kind.HELD: (at(State.CHECKING), at(State.HELD, fault=Fault.NOT_SUBSCRIBED, deadline=AT + 60)),
    Kind.RESUMED: (at(State.PAUSED), at(State.WAITING_CODE)),
    Kind.VERIFIED: (at(State.CHECKING), at(State.VERIFIED)),
    Kind.VERIFICATION_LOST: (at(State.VERIFIED), at(State.WAITING_CODE)),
    Kind.MOVE_ORDERED: (at(State.VERIFIED), at(State.REGISTERING, registered_at=AT)),
    Kind.MOVE_REFUSED: (at(State.REGISTERING), at(State.VERIFIED, fault=Fault.NAME_NOT_APPROVED)),
    Kind.LIVE: (at(State.VERIFIED), at(State.LIVE)),
    Kind.CANCELLED: (at(State.WAITING_CODE), at(State.CANCELLED)),
    Kind.EXPIRED: (at(State.WAITING_CODE), at(State.EXPIRED)),
}
"""All but the erasing, which no step of a case says."""

ERASED = Announcement(kind=Kind.ERASED, case_id=CASE.id, space=CASE.space, state=State.CANCELLED, at=AT)


def example(kind: Kind) -> Announcement:
    """An announcement of that kind."""
    return ERASED if kind is Kind.ERASED else announced(*STEPS[kind], AT)[0]
