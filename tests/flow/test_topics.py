"""Which cases get a topic, what is said in it, and how it looks."""

from dataclasses import replace

import pytest

from bot.flow.effects import Reason, TellStaff, TellTopic
from bot.flow.model import Case, CaseId, Fault, State
from bot.flow.relaying import KeepTopic
from bot.flow.topics import Look, follow, is_closed, look, opens_topic, placed

T = 1_800_000_000
CASE = Case(id=CaseId(7), chat_id=1, state=State.WAITING_CODE, phone="6281234567890", deadline=T + 60)
WITH_TOPIC = replace(CASE, topic_at=T - 60)


def notice(reason: Reason, case: Case = CASE, fault: Fault | None = None) -> TellStaff:
    """A notice about a case."""
    return TellStaff(reason=reason, case=case, at=T, fault=fault)


@pytest.mark.parametrize(
    ("told", "opens"),
    [
        (notice(Reason.PERSON_WANTED), True),
        (notice(Reason.BUDGET_USED_UP), True),
        (notice(Reason.REQUESTS_USED_UP), True),
        (notice(Reason.NOT_LIVE), True),
        (notice(Reason.VERIFIED), False),
        (notice(Reason.CODE_WANTED), False),
        (notice(Reason.UNKNOWN_OUTCOME), False),
        (notice(Reason.FAULT, fault=Fault.SPACE_NOT_BOUND), True),  # Staff mend it, for this case.
        (notice(Reason.FAULT, fault=Fault.CREDENTIALS), False),  # An incident.
        (notice(Reason.FAULT, fault=Fault.WRONG_CODE), False),  # The customer mends it.
    ],
)
def test_a_topic_is_opened_when_a_person_is_needed(told: TellStaff, *, opens: bool) -> None:
    """For one case: what stands in everybody's way would fill the group with topics."""
    assert opens_topic(told) is opens


def test_a_case_that_needs_a_person_gets_its_topic() -> None:
    """The card comes first, and the notice knows that there is a topic to go into."""
    told = notice(Reason.PERSON_WANTED)

    assert follow(CASE, CASE, (told,), T) == (
        replace(CASE, topic_at=T),
        (KeepTopic(case_id=CASE.id, at=T), replace(told, case=replace(CASE, topic_at=T))),
    )


def test_a_case_that_needs_nobody_gets_none() -> None:
    """Nor does anybody whose link somebody else has opened: the notice is about the link's case."""
    other = notice(Reason.PERSON_WANTED, replace(CASE, id=CaseId(8)))

    for told in (notice(Reason.VERIFIED), other):
        assert follow(CASE, replace(CASE, state=State.VERIFIED), (told,), T)[1] == (told,)


def test_a_topic_follows_its_case() -> None:
    """What the card shows has changed; a deadline that moves by a message has not."""
    moved = replace(WITH_TOPIC, state=State.HELD)

    assert follow(WITH_TOPIC, moved, (), T) == (moved, (KeepTopic(case_id=CASE.id, at=T),))
    assert follow(WITH_TOPIC, replace(WITH_TOPIC, deadline=T + 90, seen_at=T), (), T)[1] == ()


@pytest.mark.parametrize(
    ("reason", "fault", "places"),
    [
        (Reason.PERSON_WANTED, None, [False, True]),
        (Reason.VERIFIED, None, [False, True]),
        (Reason.LIVE, None, [True]),
        (Reason.EXPIRED, None, [False]),
        (Reason.FORGOTTEN, None, [False]),
        (Reason.FAULT, Fault.CREDENTIALS, [False]),
        (Reason.FAULT, Fault.SPACE_NOT_BOUND, [False, True]),
    ],
)
def test_where_a_notice_is_said(reason: Reason, fault: Fault | None, places: list[bool]) -> None:
    """What somebody has to do is said to all as well; of a case without a topic everything is."""
    assert [isinstance(each, TellTopic) for each in placed(notice(reason, WITH_TOPIC, fault))] == places
    assert placed(notice(reason, CASE, fault)) == (notice(reason, CASE, fault),)


@pytest.mark.parametrize(
    ("case", "seen", "closed"),
    [
        (CASE, Look.UNDER_WAY, False),
        (replace(CASE, state=State.HELD), Look.WAITING, False),
        (replace(CASE, fault=Fault.TWO_STEP_ON), Look.WAITING, False),
        (replace(CASE, state=State.VERIFIED), Look.UNDER_WAY, False),
        (replace(CASE, state=State.LIVE), Look.DONE, True),
        (replace(CASE, state=State.EXPIRED), Look.DONE, True),
        (replace(CASE, state=State.LIVE, handed_over_at=T), Look.TALKING, False),
    ],
)
def test_how_a_topic_looks(case: Case, seen: Look, *, closed: bool) -> None:
    """Closed once all is over and nobody talks; one glance at the list says who waits."""
    assert (look(case), is_closed(case)) == (seen, closed)
