"""From the invitation to the agreed number."""

from dataclasses import replace

import pytest

from bot.flow.effects import Note, Place, Reason, Screen, Show, TellStaff
from bot.flow.events import Agreed, Declined, Invited, LinkRefused, NumberGiven, NumberUnclear, Started
from bot.flow.model import Budget, Case, CaseId, Fault, State
from tests.flow.cast import (
    CHAT,
    FIRST_NUDGE,
    HOUR,
    INVITATION,
    LINK_ENDS,
    OTHER_PHONE,
    PHONE,
    SPACE,
    T,
    a_case,
    on_card,
    shows,
    tries,
)
from tests.support.playbook import Playbook

NOBODY = Case(chat_id=CHAT)


def test_a_link_without_a_number_asks_for_it() -> None:
    """The customer gives the number, looks at it, agrees, and is asked for the code."""
    Playbook(NOBODY).on(
        Invited(at=T, invitation=INVITATION, region="ID"),
        shows(Screen.ASK_NUMBER, Note.WHAT_WE_KEEP),
        then=State.ASKING_NUMBER,
        space=SPACE,
        label="PT Maju",
        language="id",
        region="ID",
        invitation_expires_at=LINK_ENDS,
        deadline=T + FIRST_NUDGE,
    ).on(
        NumberGiven(at=T + 60, phone=PHONE),
        shows(Screen.CONFIRM_NUMBER),
        then=State.CONFIRMING_NUMBER,
        phone=PHONE,
        deadline=T + 60 + FIRST_NUDGE,
    ).on(
        Agreed(at=T + 90),
        on_card(Screen.ASK_CODE),
        then=State.WAITING_CODE,
        deadline=T + 90 + FIRST_NUDGE,
    )


def test_a_link_with_a_number_asks_only_for_a_yes() -> None:
    """Staff wrote the number into the link: the customer only confirms it."""
    Playbook(NOBODY).on(
        Invited(at=T, invitation=replace(INVITATION, phone=PHONE)),
        shows(Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
        then=State.CONFIRMING_NUMBER,
        space=SPACE,
        label="PT Maju",
        language="id",
        expected_phone=PHONE,
        phone=PHONE,
        invitation_expires_at=LINK_ENDS,
        deadline=T + FIRST_NUDGE,
    ).on(
        Agreed(at=T + 90),
        on_card(Screen.ASK_CODE),
        then=State.WAITING_CODE,
        deadline=T + 90 + FIRST_NUDGE,
    )


def test_a_link_without_a_language_keeps_the_customers() -> None:
    """Only a link that names a language changes it."""
    Playbook(replace(NOBODY, language="id")).on(
        Invited(at=T, invitation=replace(INVITATION, language="", label="")),
        shows(Screen.ASK_NUMBER, Note.WHAT_WE_KEEP),
        then=State.ASKING_NUMBER,
        space=SPACE,
        invitation_expires_at=LINK_ENDS,
        deadline=T + FIRST_NUDGE,
    )


@pytest.mark.parametrize("note", [Note.LINK_UNKNOWN, Note.LINK_USED, Note.LINK_EXPIRED])
def test_a_refused_link_lets_nobody_in(note: Note) -> None:
    """Who comes with a bad link is told what is wrong with it, and asked for nothing."""
    Playbook(NOBODY).on(LinkRefused(at=T, note=note), shows(Screen.NEED_INVITATION, note), then=State.UNINVITED)


def test_staff_hear_whose_link_somebody_else_opened() -> None:
    """One of the two may be an impostor, and the first may be."""
    theirs = Case(id=CaseId(9), chat_id=NOBODY.chat_id, space=SPACE, label="Toko")
    Playbook(NOBODY).on(
        LinkRefused(at=T, note=Note.LINK_USED, whose=theirs),
        shows(Screen.NEED_INVITATION, Note.LINK_USED),
        TellStaff(reason=Reason.LINK_USED, case=theirs, at=T),
        then=State.UNINVITED,
    )


def test_a_refused_link_does_not_disturb_a_case() -> None:
    """Who opens a bad link in the middle of a case is told so, and sees where the case stands."""
    Playbook(a_case(State.WAITING_CODE)).on(
        LinkRefused(at=T, note=Note.LINK_USED), shows(Screen.ASK_CODE, Note.LINK_USED), then=State.WAITING_CODE
    )


def test_start_without_a_link_asks_for_one() -> None:
    """An uninvited person is asked for an invitation, for nothing else."""
    Playbook(NOBODY).on(Started(at=T), shows(Screen.NEED_INVITATION), then=State.UNINVITED)


@pytest.mark.parametrize(
    ("state", "screen"),
    [(State.ASKING_NUMBER, Screen.ASK_NUMBER), (State.CONFIRMING_NUMBER, Screen.CONFIRM_NUMBER)],
)
def test_an_unclear_number_is_explained(state: State, screen: Screen) -> None:
    """The customer reads what was wrong with the number, and is asked again."""
    Playbook(a_case(state)).on(
        NumberUnclear(at=T, note=Note.NUMBER_TOO_SHORT), shows(screen, Note.NUMBER_TOO_SHORT), then=state
    )


def test_another_number_may_be_typed_instead_of_a_yes() -> None:
    """Who sees a typo in the number just types it again; what was the matter with the old one is forgotten."""
    wrong = a_case(State.CONFIRMING_NUMBER, phone=OTHER_PHONE, fault=Fault.TOO_MANY_TRIES, reference="234567")
    Playbook(wrong).on(
        NumberGiven(at=T, phone=PHONE),
        shows(Screen.CONFIRM_NUMBER),
        then=State.CONFIRMING_NUMBER,
        phone=PHONE,
        fault=None,
        reference="",
        deadline=T + FIRST_NUDGE,
    )


def test_the_number_of_an_invitation_is_fixed() -> None:
    """Neither another number nor a no changes the number that staff wrote; the same number typed is fine."""
    fixed = a_case(State.CONFIRMING_NUMBER, expected_phone=PHONE)
    Playbook(fixed).on(
        NumberGiven(at=T, phone=OTHER_PHONE),
        shows(Screen.CONFIRM_NUMBER, Note.NUMBER_FIXED),
        then=State.CONFIRMING_NUMBER,
    ).on(
        Declined(at=T + 1),
        shows(Screen.CONFIRM_NUMBER, Note.NUMBER_FIXED),
        then=State.CONFIRMING_NUMBER,
        deadline=T + 1 + FIRST_NUDGE,
    ).on(
        NumberGiven(at=T + 2, phone=PHONE),
        shows(Screen.CONFIRM_NUMBER),
        then=State.CONFIRMING_NUMBER,
        deadline=T + 2 + FIRST_NUDGE,
    )


@pytest.mark.parametrize("state", [State.WAITING_CODE, State.PAUSED, State.HELD])
def test_the_number_of_an_invitation_is_fixed_later_too(state: State) -> None:
    """Wherever a typed number could be exchanged, that of an invitation cannot."""
    case = a_case(state, expected_phone=PHONE)
    screen = {State.WAITING_CODE: Screen.ASK_CODE, State.PAUSED: Screen.PAUSED, State.HELD: Screen.HELD}[state]
    Playbook(case).on(Declined(at=T), shows(screen, Note.NUMBER_FIXED), then=state)


@pytest.mark.parametrize("state", [State.CONFIRMING_NUMBER, State.WAITING_CODE, State.PAUSED, State.HELD])
def test_a_mistyped_number_can_be_exchanged(state: State) -> None:
    """Who notices late, or only when WhatsApp refuses, is not tied to the wrong number."""
    case = a_case(state, fault=Fault.NUMBER_NOT_IN_SPACE, reference="234567")
    Playbook(case).on(
        Declined(at=T),
        shows(Screen.ASK_NUMBER),
        then=State.ASKING_NUMBER,
        phone="",
        fault=None,
        reference="",
        deadline=T + FIRST_NUDGE,
    )


def test_a_number_that_another_case_has_is_not_taken_twice() -> None:
    """The customer gives another one; staff hear which case wanted which number."""
    case = a_case(State.CONFIRMING_NUMBER)
    Playbook(case).on(
        Agreed(at=T, taken=True),
        shows(Screen.ASK_NUMBER, Note.NUMBER_TAKEN),
        TellStaff(reason=Reason.NUMBER_TAKEN, case=case, at=T),
        then=State.ASKING_NUMBER,
        phone="",
        deadline=T + FIRST_NUDGE,
    )


def test_a_taken_number_of_an_invitation_is_for_staff_to_sort_out() -> None:
    """The customer cannot give another number, so the question stays until staff have closed the other case."""
    case = a_case(State.CONFIRMING_NUMBER, expected_phone=PHONE)
    Playbook(case).on(
        Agreed(at=T, taken=True),
        Show(case=case, screen=Screen.CONFIRM_NUMBER, at=T, note=Note.NUMBER_TAKEN, place=Place.NEW),
        TellStaff(reason=Reason.NUMBER_TAKEN, case=case, at=T),
        then=State.CONFIRMING_NUMBER,
    )


@pytest.mark.parametrize(
    ("budget", "until"),
    [(tries(T - 50, T - 40, T - 30), T - 50 + HOUR), (Budget(locked_until=T + 9_000), T + 9_000)],
    ids=["used up", "locked by the provider"],
)
def test_a_number_without_tries_is_not_asked_for_a_code(budget: Budget, until: int) -> None:
    """A new invitation or another chat gives a number no new tries: the budget is the number's."""
    Playbook(a_case(State.CONFIRMING_NUMBER, budget=budget)).on(
        Agreed(at=T), on_card(Screen.PAUSED), then=State.PAUSED, deadline=until
    )


def test_a_second_yes_is_not_an_error() -> None:
    """Who taps twice sees where things stand."""
    Playbook(a_case(State.WAITING_CODE)).on(Agreed(at=T), shows(Screen.ASK_CODE, Note.NOT_NOW), then=State.WAITING_CODE)
