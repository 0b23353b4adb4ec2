"""What is counted of cases: each thing once, whatever happens in between; and what is recommended because of it."""

from dataclasses import replace

import pytest

from bot.flow.effects import RequestCode
from bot.flow.events import (
    CallAnswered,
    Cancelled,
    ChannelChosen,
    Closed,
    CodeGiven,
    CodeProposed,
    DeadlinePassed,
    Event,
    Started,
)
from bot.flow.model import Case, Channel, Fault, Milestone, NotSent, Refused, State, Unknown
from bot.flow.tallies import (
    MOST_SPANS,
    Tally,
    What,
    better,
    left,
    middle_of,
    span_of,
    tallied,
)
from tests.flow.cast import CODE, DAY, MARK, OTHER_PHONE, PHONE, T, a_case

HEARD = Started(at=T)
A_CODE = CodeGiven(at=T, code=CODE, fingerprint=MARK, message_id=5)
ASKED = a_case(State.WAITING_CODE, requested_at=T, channel=Channel.SMS, reached=Milestone.CODE_SENT)


def milestones(*passed: Milestone) -> tuple[Tally, ...]:
    """What is counted of a case that has come so far."""
    return tuple(Tally(What.MILESTONE, each) for each in passed)


def answered(outcome: Refused | NotSent | Unknown) -> CallAnswered:
    """What a call came to."""
    return CallAnswered(at=T, call=1, phone=PHONE, kind=RequestCode, outcome=outcome)


@pytest.mark.parametrize(
    ("known", "before", "after", "counted"),
    [
        (None, State.UNINVITED, State.CONFIRMING_NUMBER, (Milestone.OPENED,)),
        (Milestone.OPENED, State.CONFIRMING_NUMBER, State.WAITING_CODE, (Milestone.NUMBER, Milestone.CODE_SENT)),
        (Milestone.CODE_SENT, State.WAITING_CODE, State.PRECHECKING, (Milestone.CODE_GIVEN,)),
        (Milestone.CODE_GIVEN, State.CHECKING, State.WAITING_CODE, ()),
        (Milestone.CODE_GIVEN, State.WAITING_CODE, State.PRECHECKING, ()),
        (Milestone.CODE_GIVEN, State.PRECHECKING, State.HELD, ()),
        (
            Milestone.NUMBER,
            State.PREPARING,
            State.VERIFIED,
            (Milestone.CODE_SENT, Milestone.CODE_GIVEN, Milestone.VERIFIED),
        ),
        (Milestone.VERIFIED, State.REGISTERING, State.LIVE, (Milestone.LIVE,)),
        (None, State.WAITING_CODE, State.WAITING_CODE, ()),
        (None, State.PAUSED, State.WAITING_CODE, (Milestone.CODE_SENT,)),
    ],
)
def test_each_milestone_is_counted_once(
    known: Milestone | None, before: State, after: State, counted: tuple[Milestone, ...]
) -> None:
    """However often a case comes by; those that it skips count too, and of an older program's only what is new."""
    case, found = tallied(a_case(before, reached=known), a_case(after, reached=known), HEARD)

    assert found == milestones(*counted)
    again, nothing = tallied(case, case, HEARD)
    assert (again, nothing) == (case, ())


@pytest.mark.parametrize(
    ("before", "after", "is_counted"),
    [
        (State.WAITING_CODE, State.EXPIRED, True),
        (State.ASKING_NUMBER, State.CANCELLED, True),
        (State.CANCELLED, State.CANCELLED, False),
        (State.CANCELLED, State.CONFIRMING_NUMBER, False),
        (State.WAITING_CODE, State.PAUSED, False),
    ],
)
def test_who_gives_up_is_counted_where_they_did(before: State, after: State, is_counted: bool) -> None:  # noqa: FBT001 -- a table
    """And nobody who only waits, comes back, or whose case staff close."""
    was, now = (a_case(state, reached=Milestone.VERIFIED) for state in (before, after))

    assert tallied(was, now, Cancelled(at=T))[1] == ((Tally(What.LEFT, before),) if is_counted else ())
    assert tallied(was, now, Closed(at=T, by="staff 7"))[1] == ()
    assert bool(left(before)) is (before is not State.CANCELLED)


@pytest.mark.parametrize(
    ("event", "counted"),
    [
        (answered(Refused(fault=Fault.WRONG_CODE, code="136025")), ("wrong-code 136025",)),
        (answered(NotSent(fault=Fault.PROVIDER_DOWN)), ("provider-down",)),
        (answered(NotSent(fault=Fault.PROVIDER_DOWN, is_held_up=True)), ()),
        (answered(Unknown(reason="time-out")), ("unknown",)),
        (HEARD, ()),
    ],
)
def test_faults_are_counted_by_code(event: Event, counted: tuple[str, ...]) -> None:
    """What an incident keeps from leaving is no new fault."""
    case = a_case(State.CHECKING, reached=Milestone.CODE_GIVEN)

    assert [each.sort for each in tallied(case, case, event)[1] if each.what is What.FAULT] == list(counted)


@pytest.mark.parametrize(
    ("event", "after", "what"),
    [
        (A_CODE, replace(ASKED, state=State.PRECHECKING), What.ARRIVED),
        (A_CODE, replace(ASKED, state=State.HELD, code_kept_at=T), What.ARRIVED),
        (A_CODE, ASKED, None),
        (ChannelChosen(at=T + 60, channel=Channel.VOICE), replace(ASKED, requested_at=T + 60), What.MISSED),
        (ChannelChosen(at=T + 60, channel=Channel.VOICE), ASKED, None),
        (
            CodeProposed(at=T + 60, by="staff 7", channel=Channel.SMS),
            replace(ASKED, requested_at=T + 60),
            What.MISSED,
        ),
        (DeadlinePassed(at=T + 600), replace(ASKED, requested_at=0), What.MISSED),
        (Cancelled(at=T + 5), replace(ASKED, state=State.CANCELLED), None),
        (answered(Refused(fault=Fault.NUMBER_INVALID, code="x")), replace(ASKED, requested_at=0), None),
        (ChannelChosen(at=T + 60, channel=Channel.SMS), replace(ASKED, requested_at=0, phone=OTHER_PHONE), None),
    ],
)
def test_of_each_code_it_is_said_once_whether_it_came(event: Event, after: Case, what: What | None) -> None:
    """It came if it is handed to us; it did not if another is asked for, or its life is over; else nobody knows."""
    case, found = tallied(ASKED, replace(after, reached=Milestone.CODE_GIVEN), event)
    codes = [each for each in found if each.what in {What.ARRIVED, What.MISSED}]

    assert codes == ([Tally(what, Channel.SMS)] if what is not None else [])
    assert case.fated_at == (T if what is not None else 0)
    again = replace(ASKED, fated_at=T)
    assert [each for each in tallied(again, after, event)[1] if each.what in {What.ARRIVED, What.MISSED}] == []


def test_of_a_code_that_may_not_have_been_sent_nothing_is_said() -> None:
    """A request without an answer has no channel any more."""
    unsure = replace(ASKED, channel=None)

    assert tallied(unsure, replace(unsure, state=State.PRECHECKING), A_CODE)[0].fated_at == 0


def test_a_time_is_kept_to_a_fifth() -> None:
    """Each span stands for its times, from seconds to weeks; none is lost at either end."""
    for seconds in (10, 59, 240, 3_600, DAY, 7 * DAY):
        assert middle_of(span_of(seconds)) == pytest.approx(seconds, rel=0.1)
    assert (span_of(0), span_of(1e9)) == (0, MOST_SPANS)
    assert middle_of(MOST_SPANS - 1) > 21 * DAY


@pytest.mark.parametrize(
    ("sms", "voice", "channel"),
    [
        ((0, 0), (0, 0), Channel.SMS),
        ((0, 5), (0, 0), Channel.SMS),
        ((0, 6), (0, 0), Channel.VOICE),
        ((20, 20), (0, 0), Channel.VOICE),
        ((90, 10), (100, 0), Channel.SMS),
        ((0, 50), (0, 50), Channel.SMS),
        ((0, 50), (20, 5), Channel.VOICE),
        ((1_000, 200), (0, 30), Channel.SMS),
    ],
)
def test_what_came_decides_what_is_recommended(sms: tuple[int, int], voice: tuple[int, int], channel: Channel) -> None:
    """A few codes decide nothing; a network that drops SMS has calls first, as long as those are better."""
    counts = {
        (what, each): times
        for each, pair in ((Channel.SMS, sms), (Channel.VOICE, voice))
        for what, times in zip((What.ARRIVED, What.MISSED), pair, strict=True)
    }

    assert better(counts) is channel
