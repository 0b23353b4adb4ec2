"""What customers may do at any time: ask, stop, go on, call a person, choose a language, block the bot."""

from dataclasses import replace

import pytest

from bot.flow.effects import Note, Reason, Screen
from bot.flow.events import (
    Agreed,
    Cancelled,
    LanguageChosen,
    PageWanted,
    PersonWanted,
    Reachable,
    Resumed,
    Started,
    Unreachable,
    Unreadable,
)
from bot.flow.model import Case, Fault, State
from tests.flow.cast import (
    CHAT,
    DAY,
    DELETES,
    FIRST_NUDGE,
    HOUR,
    LINK_ENDS,
    T,
    a_case,
    heard,
    on_card,
    shows,
    tells,
    tries,
)
from tests.support.playbook import Playbook

WHERE = {
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

everywhere = pytest.mark.parametrize("state", State)
everywhere_invited = pytest.mark.parametrize("state", sorted(set(State) - {State.UNINVITED}))


@everywhere
def test_where_do_things_stand(state: State) -> None:
    """Start and status show where the case stands, wherever that is, and change nothing."""
    Playbook(a_case(state)).on(Started(at=T), shows(WHERE[state]), then=state)


@everywhere
@pytest.mark.parametrize("page", [Screen.HELP, Screen.PRIVACY, Screen.VERIFY, Screen.LANGUAGE])
def test_pages_change_nothing(state: State, page: Screen) -> None:
    """Help, privacy and the choice of languages can be read at any time."""
    Playbook(a_case(state)).on(PageWanted(at=T, screen=page), shows(page), then=state)


@everywhere
@pytest.mark.parametrize("message_id", [0, 5])
def test_what_cannot_be_read_is_answered(state: State, message_id: int) -> None:
    """A sticker or an old button gets an answer; what may hold a secret is deleted."""
    deletes = (DELETES,) if message_id else ()
    Playbook(a_case(state)).on(
        Unreadable(at=T, note=Note.CANNOT_READ, message_id=message_id),
        shows(WHERE[state], Note.CANNOT_READ),
        *deletes,
        then=state,
    )


@everywhere
def test_the_album_that_was_answered_is_remembered(state: State) -> None:
    """Its other pictures may come later; what is no picture of an album changes nothing of that."""
    Playbook(a_case(state)).on(
        Unreadable(at=T, note=Note.CANNOT_READ, album="12345"),
        shows(WHERE[state], Note.CANNOT_READ),
        then=state,
        album="12345",
    ).on(Unreadable(at=T, note=Note.CANNOT_READ), shows(WHERE[state], Note.CANNOT_READ), then=state)


@everywhere
def test_a_language_is_chosen(state: State) -> None:
    """The card is written anew in the language chosen."""
    Playbook(a_case(state)).on(
        LanguageChosen(at=T, language="id"), on_card(WHERE[state], Note.LANGUAGE_CHANGED), then=state, language="id"
    )


@everywhere_invited
def test_a_person_is_called_once_a_minute(state: State) -> None:
    """The customer always reads that staff know; staff read it once."""
    Playbook(a_case(state)).on(
        PersonWanted(at=T),
        shows(Screen.PERSON_CALLED),
        tells(Reason.PERSON_WANTED),
        then=state,
        person_wanted_at=T,
        handed_over_at=T,
    ).on(PersonWanted(at=T + 59), shows(Screen.PERSON_CALLED), then=state, **heard(state, T + 59)).on(
        PersonWanted(at=T + 60),
        shows(Screen.PERSON_CALLED),
        tells(Reason.PERSON_WANTED),
        then=state,
        person_wanted_at=T + 60,
        **heard(state, T + 60),
    )


def test_a_clock_set_back_does_not_silence_the_call_for_a_person() -> None:
    """Staff are rather told once too often."""
    Playbook(a_case(State.SETTLING, person_wanted_at=T + HOUR)).on(
        PersonWanted(at=T),
        shows(Screen.PERSON_CALLED),
        tells(Reason.PERSON_WANTED),
        then=State.SETTLING,
        person_wanted_at=T,
        handed_over_at=T,
    )


def test_the_uninvited_cannot_call_a_person() -> None:
    """Staff are not disturbed by whoever finds the bot."""
    Playbook(Case(chat_id=CHAT)).on(PersonWanted(at=T), shows(Screen.NEED_INVITATION), then=State.UNINVITED)


# --- Out of reach


@everywhere_invited
def test_out_of_reach_is_said_once(state: State) -> None:
    """Staff hear once that a customer blocked the bot, that they are back, and when they block it again."""
    Playbook(a_case(state)).on(Unreachable(at=T), tells(Reason.UNREACHABLE), then=state, unreachable=True).on(
        Unreachable(at=T + 1), then=state
    ).on(
        Started(at=T + 2),
        shows(WHERE[state], Note.REACHABLE_AGAIN),
        tells(Reason.REACHABLE),
        then=state,
        unreachable=False,
        **heard(state, T + 2),
    ).on(Unreachable(at=T + 3), tells(Reason.UNREACHABLE), then=state, unreachable=True)


@everywhere_invited
def test_who_comes_back_goes_on_at_the_same_place(state: State) -> None:
    """A fresh card, and word to staff; /start, which apps send when they unblock, changes nothing about it."""
    Playbook(a_case(state, unreachable=True, nudges=2)).on(
        Reachable(at=T + 60),
        shows(WHERE[state], Note.REACHABLE_AGAIN),
        tells(Reason.REACHABLE),
        then=state,
        unreachable=False,
        reached_at=T + 60,
        nudges=0,
        **heard(state, T + 60),
    ).on(Started(at=T + 61), on_card(WHERE[state], Note.REACHABLE_AGAIN), then=state, **heard(state, T + 61)).on(
        Started(at=T + 90), shows(WHERE[state]), then=state, **heard(state, T + 90)
    )


@everywhere_invited
def test_of_several_numbers_one_speaks(state: State) -> None:
    """Who has ten is told once that they are back, and staff once that they are gone; a link shows its own number."""
    Playbook(a_case(state, nudges=1)).on(Unreachable(at=T, is_aside=True), then=state, unreachable=True).on(
        Reachable(at=T + 60, is_aside=True),
        then=state,
        unreachable=False,
        reached_at=T + 60,
        nudges=0,
        **heard(state, T + 60),
    ).on(Started(at=T + 61, is_aside=True), shows(WHERE[state]), then=state, **heard(state, T + 61))


@everywhere
def test_who_never_was_out_of_reach_has_nothing_to_hear(state: State) -> None:
    """Blocked and unblocked between two messages: nobody noticed."""
    Playbook(a_case(state)).on(Reachable(at=T), then=state)


def test_a_message_refused_before_they_came_back_says_nothing() -> None:
    """Telegram's refusal may be heard after its word that the bot is unblocked."""
    Playbook(a_case(State.READY, reached_at=T)).on(Unreachable(at=T + 9), then=State.READY).on(
        Unreachable(at=T + 10), tells(Reason.UNREACHABLE), then=State.READY, unreachable=True
    )


def test_a_stranger_out_of_reach_is_nobodys_business() -> None:
    """Who was never invited may block the bot in peace."""
    Playbook(Case(chat_id=CHAT)).on(Unreachable(at=T), then=State.UNINVITED)


# --- Stopping and going on


@pytest.mark.parametrize(
    "state", [State.ASKING_NUMBER, State.CONFIRMING_NUMBER, State.WAITING_CODE, State.PAUSED, State.HELD]
)
def test_who_wants_to_stop_stops(state: State) -> None:
    """The case is closed, and the number free."""
    shown = shows(Screen.CANCELLED)
    Playbook(a_case(state)).on(Cancelled(at=T), shown, then=State.CANCELLED, deadline=None)


@pytest.mark.parametrize("state", [State.PRECHECKING, State.CHECKING, State.SETTLING])
def test_a_code_under_way_cannot_be_called_back(state: State) -> None:
    """What was handed in has been handed in: the customer reads why stopping has to wait."""
    Playbook(a_case(state)).on(Cancelled(at=T), shows(WHERE[state], Note.CANNOT_CANCEL), then=state)


@pytest.mark.parametrize("state", [State.CANCELLED, State.EXPIRED])
def test_who_wants_to_go_on_goes_on(state: State) -> None:
    """The number is confirmed anew: another case may have it now, and then the yes says so."""
    Playbook(a_case(state, phone="")).on(
        Resumed(at=T), shows(Screen.ASK_NUMBER), then=State.ASKING_NUMBER, deadline=T + FIRST_NUDGE
    )
    Playbook(a_case(state)).on(
        Resumed(at=LINK_ENDS - 1),
        shows(Screen.CONFIRM_NUMBER),
        then=State.CONFIRMING_NUMBER,
        deadline=LINK_ENDS - 1 + FIRST_NUDGE,
    )


@pytest.mark.parametrize("state", [State.CANCELLED, State.EXPIRED])
def test_an_invitation_that_ended_cannot_be_gone_on_with(state: State) -> None:
    """A link works until it expires."""
    Playbook(a_case(state)).on(Resumed(at=LINK_ENDS), shows(Screen.NEED_INVITATION, Note.LINK_EXPIRED), then=state)


def test_stopping_and_going_on_gives_no_new_tries() -> None:
    """A pause cannot be cancelled away: neither the budget nor the provider's lock is the chat's."""
    locked = replace(tries(T - 10), locked_until=T + DAY)
    case = a_case(State.PAUSED, fault=Fault.TOO_MANY_TRIES, reference="234567", budget=locked)
    story = Playbook(case).on(Cancelled(at=T), shows(Screen.CANCELLED), then=State.CANCELLED, deadline=None)
    story.on(
        Resumed(at=T + 1), shows(Screen.CONFIRM_NUMBER), then=State.CONFIRMING_NUMBER, deadline=T + 1 + FIRST_NUDGE
    )
    story.on(Agreed(at=T + 2), on_card(Screen.PAUSED), then=State.PAUSED, deadline=T + DAY)
