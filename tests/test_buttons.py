"""What buttons carry: nothing personal, within Telegram's limit, and of no use on a card that has been overtaken."""

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.buttons import LANGUAGES, TIMELESS, Button, Press, data, event_of, press, stamp
from bot.flow.events import FromCustomer, LanguageChosen
from bot.flow.model import Case, CaseId, State
from bot.telegram import words

MOST_BYTES = 64
"""InlineKeyboardButton.callback_data in the Bot API."""

CASE = Case(id=CaseId(12), chat_id=7, state=State.CONFIRMING_NUMBER, phone="6281234567890", label="Toko")

cases = st.builds(
    Case,
    id=st.integers(0, 2**63 - 1).map(CaseId),
    chat_id=st.just(7),
    state=st.sampled_from(State),
    phone=st.text("0123456789", max_size=15),
)


@given(cases, st.sampled_from(Button))
@example(replace(CASE, id=CaseId(2**63 - 1)), Button.CHANGE_NUMBER)
def test_what_is_carried_comes_back(case: Case, button: Button) -> None:
    """Any button of any case fits, names no number, and is read as what it was made from."""
    carried = data(button, case)

    assert press(carried) == Press(case.id, button, stamp(case))
    assert len(carried.encode()) <= MOST_BYTES
    assert len(case.phone) < 8 or case.phone not in carried


@given(st.text(max_size=80))
@example("")
@example("1:2:yes")
@example("1:2:yes:a:b")
@example("1:-2:yes:a")
@example("1:٣:yes:a")
@example("1:2:no-such-button:a")
@example("0:2:yes:a")
@example("1:9223372036854775808:yes:a")
def test_no_data_surprises_it(text: str) -> None:
    """Data that an older version, or nobody, made is no press."""
    found = press(text)

    assert found is None or found.case_id < 2**63
    assert found is None or text == f"1:{text.split(':')[1]}:{found.button}:{found.stamp}"


@pytest.mark.parametrize("changed", [{"phone": "6281234567891"}, {"state": State.WAITING_CODE}])
def test_a_stamp_ends_with_what_the_card_showed(changed: dict[str, str]) -> None:
    """«Yes, that number» must not agree to the number that replaced it."""
    assert stamp(replace(CASE, **changed)) != stamp(CASE)  # type: ignore[arg-type]  # -- names of fields


def test_a_stamp_outlives_what_no_button_refers_to() -> None:
    """A card stays good while nothing that it shows has changed, the tries counted meanwhile included."""
    assert stamp(replace(CASE, label="Other", call=3, person_wanted_at=5)) == stamp(CASE)


@pytest.mark.parametrize("button", Button)
def test_each_button_means_something(button: Button) -> None:
    """No button leads nowhere, and what it means happens at the time of the press."""
    event = event_of(button, 1_800_000_000, "6281234567890")

    assert isinstance(event, get_args(FromCustomer))
    assert event.at == 1_800_000_000


def test_each_language_has_its_button() -> None:
    """The languages that are spoken can all be chosen, on any card, however old."""
    assert tuple(LANGUAGES.values()) == words.LANGUAGES
    for button, language in LANGUAGES.items():
        assert event_of(button, 1, "") == LanguageChosen(at=1, language=language)
        assert button in TIMELESS
