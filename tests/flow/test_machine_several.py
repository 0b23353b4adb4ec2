"""Several numbers in one chat: the list of them, the one that is chosen, and a code that names none."""

import pytest

from bot.flow.effects import Note, Screen
from bot.flow.events import CodeUnplaced, NumberChosen, NumbersWanted
from bot.flow.listing import ASKS_FOR_CODE, page_of
from bot.flow.model import CaseId, State
from bot.flow.steps import SCREENS
from tests.flow.cast import DELETES, T, a_case, heard, shows
from tests.support.playbook import Playbook

PAGE = page_of([a_case(State.WAITING_CODE, id=CaseId(number)) for number in range(1, 10)])

STORED = [state for state in State if state is not State.UNINVITED]


@pytest.mark.parametrize("state", STORED)
def test_a_list_changes_nothing_but_how_far_it_went(state: State) -> None:
    """Whoever asks for more sees what comes after it; behind the last page that is the first one."""
    (
        Playbook(a_case(state))
        .on(
            NumbersWanted(at=T + 5, page=PAGE),
            shows(Screen.NUMBERS, page=PAGE),
            then=state,
            listed_to=8,
            **heard(state, T + 5),
        )
        .on(
            NumbersWanted(at=T + 9, page=page_of([])),
            shows(Screen.NUMBERS, page=page_of([])),
            then=state,
            listed_to=0,
            **heard(state, T + 9),
        )
    )


@pytest.mark.parametrize("state", STORED)
def test_a_number_that_is_chosen_is_shown(state: State) -> None:
    """Where a code may be on its way, with what that means for it."""
    note = Note.CODE_GOES_HERE if state in ASKS_FOR_CODE else Note.NUMBER_CHOSEN
    Playbook(a_case(state)).on(
        NumberChosen(at=T + 5), shows(SCREENS[state], note), then=state, chosen_at=T + 5, **heard(state, T + 5)
    )


@pytest.mark.parametrize("state", STORED)
def test_a_code_that_names_no_number_is_neither_kept_nor_tried(state: State) -> None:
    """Its message goes; the customer is asked which number it is for."""
    Playbook(a_case(state)).on(
        CodeUnplaced(at=T + 5, message_id=5, page=PAGE),
        shows(Screen.WHICH_NUMBER, page=PAGE),
        DELETES,
        then=state,
        **heard(state, T + 5),
    )


def test_a_stranger_has_no_numbers() -> None:
    """Whatever they press: a link is needed."""
    story = Playbook(a_case(State.UNINVITED))
    for event in (NumbersWanted(at=T, page=PAGE), NumberChosen(at=T)):
        story.on(event, shows(Screen.NEED_INVITATION), then=State.UNINVITED)
