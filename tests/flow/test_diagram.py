"""The drawing says what the table says."""

import subprocess
import sys
from pathlib import Path

from bot.flow import diagram
from bot.flow.events import Agreed, Cancelled, Declined, Invited, Resumed, Started
from bot.flow.machine import TRANSITIONS, Rule, Step
from bot.flow.model import Case, State

PAGE = Path(__file__).parents[2] / "docs" / "flow.md"


def _nothing(case: Case, _: object) -> Step:
    return Step(case)


STAYING = Rule(_nothing)
MOVING = Rule(_nothing, (State.ASKING_NUMBER, State.PAUSED))


def test_the_page_is_up_to_date() -> None:
    """`make diagram` was run after the last change to the table."""
    assert PAGE.read_text(encoding="utf-8") == diagram.page(TRANSITIONS)


def test_make_diagram_prints_the_page() -> None:
    """The whole of it, and nothing else."""
    command = [sys.executable, "-m", diagram.__name__]
    printed = subprocess.run(command, cwd=PAGE.parents[1], check=True, capture_output=True)  # noqa: S603 -- our own

    assert printed.stdout.decode() == diagram.page(TRANSITIONS)


def test_an_edge_is_drawn_once_with_all_its_events() -> None:
    """Events that lead the same way share an arrow; what leads nowhere has none."""
    drawn = diagram.mermaid(
        {
            State.UNINVITED: {Invited: MOVING, Agreed: Rule(_nothing, (State.ASKING_NUMBER,)), Started: STAYING},
            State.ASKING_NUMBER: {Declined: MOVING},
            State.PAUSED: {},
        }
    )

    assert drawn.splitlines() == [
        "stateDiagram-v2",
        "    [*] --> uninvited",
        "    uninvited --> asking_number: Invited, Agreed",
        "    uninvited --> paused: Invited",
        "    asking_number --> paused: Declined",
    ]


def test_what_many_states_share_is_told_in_words() -> None:
    """Drawn, it would hide the rest."""
    states = [state for state in State if state is not State.UNINVITED][:6]
    page = diagram.page({state: {Cancelled: Rule(_nothing, (State.EXPIRED,)), Resumed: MOVING} for state in states[:5]})
    shared = diagram.page({state: {Cancelled: Rule(_nothing, (State.EXPIRED,))} for state in states})

    assert page.count("--> expired: Cancelled") == 5
    assert shared.count("--> expired") == 0
    assert f"`Cancelled` leads from {', '.join(f'`{state}`' for state in states)} to `expired`." in shared


def test_the_grid_tells_handled_from_unexpected() -> None:
    """A dot, a name, or nothing."""
    page = diagram.page({State.ASKING_NUMBER: {Started: STAYING, Invited: MOVING}})

    assert "| Started | · |" in page
    assert "| Invited | paused |" in page
    assert "| Agreed |  |" in page
    assert "| *DeadlinePassed* |  |" in page
