"""The language of the stories can say no."""

import pytest

from bot.flow.effects import Note, Screen
from bot.flow.events import Started
from bot.flow.model import State
from tests.flow.cast import PHONE, T, a_case, reads, shows
from tests.support.playbook import Expected, Playbook

WAITING = a_case(State.WAITING_CODE)


def test_a_true_story_is_told_on() -> None:
    """What happened is what the next sentence starts from."""
    story = Playbook(WAITING).on(Started(at=T), shows(Screen.ASK_CODE), then=State.WAITING_CODE)

    assert story.case == WAITING


@pytest.mark.parametrize(
    ("effects", "then", "changes", "told"),
    [
        ((), State.WAITING_CODE, {}, "+ {'effect': 'Show'"),
        ((shows(Screen.ASK_CODE), reads(1)), State.WAITING_CODE, {}, "- {'effect': 'ReadStatus'"),
        ((shows(Screen.ASK_CODE, Note.NOT_NOW),), State.WAITING_CODE, {}, "- 'note': <Note.NOT_NOW"),
        ((shows(Screen.ASK_CODE),), State.PAUSED, {}, "- 'state': <State.PAUSED"),
        ((shows(Screen.ASK_CODE),), State.WAITING_CODE, {"call": 1}, "- 'call': 1"),
        ((shows(Screen.ASK_CODE),), State.WAITING_CODE, {"phone": "1"}, f"+ 'phone': '{PHONE}'"),
    ],
    ids=[
        "an effect too many",
        "an effect missing",
        "another effect",
        "another state",
        "another field",
        "a hidden field",
    ],
)
def test_an_untrue_story_is_stopped_where_it_is_untrue(
    effects: tuple[Expected, ...], then: State, changes: dict[str, object], told: str
) -> None:
    """At once, and with the difference."""
    with pytest.raises(pytest.fail.Exception) as failure:
        Playbook(WAITING).on(Started(at=T), *effects, then=then, **changes)

    assert failure.value.msg is not None
    assert failure.value.msg.startswith("on Started in waiting_code:")
    assert any(" ".join(line.split()).startswith(told) for line in failure.value.msg.splitlines())
