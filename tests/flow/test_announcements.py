"""What other systems are told of a step."""

import itertools

import pytest

from bot.flow.announcements import Announcement, Kind, announced
from bot.flow.model import CLOSED, CaseId, Fault, State
from tests.flow.announcing_steps import AT, NEW, STEPS, at

PROVEN = {State.VERIFIED, State.REGISTERING, State.LIVE}


@pytest.mark.parametrize("kind", STEPS)
def test_each_step_is_told_once(kind: Kind) -> None:
    """By its own name and no other, with where the case stands since."""
    before, after = STEPS[kind]
    (told,) = announced(before, after, AT)
    assert told == Announcement(
        kind=kind,
        case_id=CaseId(17),
        space="cams-8f3k2",
        state=after.state,
        at=AT,
        fault=after.fault,
        until=AT + 3600 if kind is Kind.PAUSED else 0,
    )


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (at(State.CHECKING), at(State.REGISTERING), [Kind.VERIFIED, Kind.MOVE_ORDERED]),
        (at(State.CANCELLED), at(State.VERIFIED), [Kind.VERIFIED]),
        (at(State.HELD), at(State.VERIFIED), [Kind.VERIFIED]),
        (at(State.VERIFIED), at(State.PAUSED), [Kind.VERIFICATION_LOST, Kind.PAUSED]),
        (at(State.PAUSED), at(State.HELD), [Kind.HELD]),
        (at(State.HELD), at(State.CANCELLED), [Kind.CANCELLED]),
        (NEW, at(State.ASKING_NUMBER), [Kind.OPENED]),
        (at(State.REGISTERING), at(State.VERIFIED, registered_at=AT), []),
        (at(State.REGISTERING), at(State.VERIFIED), []),
        (at(State.REGISTERING), at(State.LIVE), [Kind.LIVE]),
        (at(State.WAITING_CODE), at(State.PRECHECKING), []),
        (at(State.HELD, fault=Fault.CLOCK), at(State.HELD, fault=Fault.ACCOUNT), []),
    ],
    ids=range(12),
)
def test_what_a_step_means_is_told_in_order(before: object, after: object, kinds: list[Kind]) -> None:
    """Two things at once are two announcements; what is nobody else's business is none."""
    assert [told.kind for told in announced(before, after, AT)] == kinds  # type: ignore[arg-type]  # -- cases


def test_who_hears_all_knows_where_a_number_is_proven() -> None:
    """Over every pair of states: «verified» and «lost» alternate, and a closed case is said to be closed."""
    for was, now in itertools.permutations(set(State) - {State.UNINVITED}, 2):
        kinds = {told.kind for told in announced(at(was), at(now), AT)}
        assert (Kind.VERIFIED in kinds) == (was not in PROVEN and now in PROVEN)
        assert (Kind.VERIFICATION_LOST in kinds) == (was in PROVEN and now not in PROVEN)
        if now in CLOSED:
            assert kinds & {Kind.LIVE, Kind.CANCELLED, Kind.EXPIRED}
