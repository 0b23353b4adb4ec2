"""With a person and back: what is passed on, what is not, and that the step stays where it was."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.effects import Note, Place, Reason, Screen, Show, TellStaff
from bot.flow.events import (
    BotWanted,
    Cancelled,
    Event,
    Forwarded,
    HandedBack,
    HandedOver,
    PersonAwaited,
    PersonWanted,
    Unreadable,
)
from bot.flow.machine import SCREENS, decide
from bot.flow.model import CLOSED, Case, State
from bot.flow.moderation import Reply, said
from bot.flow.relaying import Kind, ToStaff
from tests.flow.cast import T, a_case, a_code

INVITED = sorted(frozenset(State) - {State.UNINVITED})
WITH_PERSON = replace(a_case(State.WAITING_CODE), handed_over_at=T - 60, topic_at=T - 60)


def passed(case: Case, event: Event) -> list[ToStaff]:
    """What goes to staff because of an event."""
    return [effect for effect in decide(case, event).effects if isinstance(effect, ToStaff)]


def shown(case: Case, event: Event) -> list[tuple[Screen, Note | None, Place]]:
    """What the customer sees because of an event."""
    return [(each.screen, each.note, each.place) for each in decide(case, event).effects if isinstance(each, Show)]


@pytest.mark.parametrize("state", INVITED)
def test_there_and_back_is_the_same_step(state: State) -> None:
    """Who was with a person goes on where they were, whoever ends it."""
    case = a_case(state)
    with_person = decide(case, PersonWanted(at=T)).case
    assert (with_person.state, with_person.handed_over_at) == (state, T)

    for event in (BotWanted(at=T + 1), HandedBack(at=T + 1)):
        step = decide(with_person, event)
        assert (step.case.state, step.case.handed_over_at) == (state, 0)
        assert shown(with_person, event)[0][:2] == (SCREENS[state], Note.WITH_BOT)


def test_what_they_write_is_passed_on() -> None:
    """As it was read, with when staff are to hear that nobody answered; it is said so once for what comes together."""
    event = Forwarded(at=T, message_id=5, kind=Kind.PHOTO, text="Look", answered_from=T + 3600)

    assert passed(WITH_PERSON, event) == [
        ToStaff(
            case_id=WITH_PERSON.id,
            chat_id=WITH_PERSON.chat_id,
            message_id=5,
            at=T,
            kind=Kind.PHOTO,
            text="Look",
            remind_at=T + 3600 + policy.PERSON_PATIENCE,
        )
    ]
    assert shown(WITH_PERSON, event) == [(Screen.WITH_PERSON, None, Place.NEW)]
    told = decide(WITH_PERSON, event).case
    later = replace(event, at=T + policy.SAID_TOGETHER)
    assert shown(told, replace(event, at=T + 5)) == [(Screen.WITH_PERSON, None, Place.CARD)]
    assert shown(told, later) == [(Screen.WITH_PERSON, None, Place.NEW)]


def test_a_code_is_not_passed_on() -> None:
    """The bot takes it, in its step; staff read that one came, and nothing of it."""
    step = decide(WITH_PERSON, a_code(T))
    assert step.case.state is State.PRECHECKING
    (told,) = passed(WITH_PERSON, a_code(T))

    assert (told.is_withheld, told.text, told.remind_at) == (True, "", 0)


def test_what_looks_like_a_secret_is_not_passed_on_either() -> None:
    """It is removed from the chat, as ever: staff read that it came."""
    (told,) = passed(WITH_PERSON, Unreadable(at=T, note=Note.NOT_NOW, message_id=5))
    assert told.is_withheld
    assert passed(WITH_PERSON, Unreadable(at=T, note=Note.OLD_BUTTON)) == []


def test_without_a_person_nothing_is_passed_on() -> None:
    """Somebody went back to the bot while this was on its way."""
    alone = replace(WITH_PERSON, handed_over_at=0)
    assert passed(alone, Forwarded(at=T, message_id=5, text="Hello")) == []
    assert shown(alone, Forwarded(at=T, message_id=5, text="Hello")) == [
        (Screen.ASK_CODE, Note.NOT_NOW, Place.NEW),
    ]


def test_somebody_takes_the_case() -> None:
    """The customer hears that a person is here, and that what they write goes there."""
    step = decide(a_case(State.HELD), HandedOver(at=T))
    assert step.case.handed_over_at == T
    assert shown(a_case(State.HELD), HandedOver(at=T)) == [(Screen.WITH_PERSON, Note.PERSON_HERE, Place.NEW)]


def test_giving_back_what_one_does_not_have_says_nothing() -> None:
    """The customer need not hear of staff's second press."""
    assert decide(a_case(State.HELD), HandedBack(at=T)).effects == ()


def test_staff_hear_of_who_waits() -> None:
    """As long as they are with a person."""
    step = decide(WITH_PERSON, PersonAwaited(at=T))
    assert [each.reason for each in step.effects if isinstance(each, TellStaff)] == [Reason.PERSON_AWAITED]
    assert decide(replace(WITH_PERSON, handed_over_at=0), PersonAwaited(at=T)).effects == ()


def test_who_stops_is_not_with_a_person_any_more() -> None:
    """A case that is over is nobody's to look after; one that is live may be talked about."""
    assert decide(WITH_PERSON, Cancelled(at=T)).case.handed_over_at == 0
    assert State.LIVE in CLOSED
    assert decide(a_case(State.LIVE), PersonWanted(at=T)).case.handed_over_at == T


def test_a_flood_is_not_passed_on() -> None:
    """Staff's group is everybody's: what a flood would put there takes it from all others."""
    effects = decide(WITH_PERSON, Forwarded(at=T, message_id=5, text="Hello")).effects
    assert said(effects, Reply.SILENCE) == ()
    assert [type(each).__name__ for each in said(effects, Reply.EXCUSE)] == ["Show", "ToStaff"]
