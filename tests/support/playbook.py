"""Stories told to the workflow, one event after the other, each checked at once and as a whole."""

from collections.abc import Callable
from dataclasses import asdict, replace
from difflib import unified_diff
from pprint import pformat
from typing import Any, Self, get_args

import pytest

from bot.flow import policy
from bot.flow.effects import Effect, Place, Show
from bot.flow.events import Event, FromCustomer
from bot.flow.machine import Step, decide
from bot.flow.model import Case, Instant, State

Expected = Effect | Callable[[Case, Instant], Effect]
"""An effect, or what makes it from the case after the event and the event's time."""


class Playbook:
    """`Playbook(case).on(event, *effects, then=STATE, field=value)`: all that is owed, in order, and all that changed.

    Whatever is not named must not have happened: no other effect, no other field of the case. There is nothing to
    call at the end, so nothing to forget: a story is checked while it is told. What every story would have to say is
    not said: that customers look at the chat when they write, and when a message comes that notifies; and that a number
    is followed once it is verified.
    """

    def __init__(self, case: Case) -> None:
        self.case = case

    def on(self, event: Event, *effects: Expected, then: State, **changes: Any) -> Self:
        """Tell what happens next, and what must come of it."""
        if then is State.VERIFIED and self.case.state is not State.VERIFIED:
            changes = {"verified_at": event.at, "deadline": event.at + policy.SHORTEST_LOOK} | changes
        case = replace(self.case, state=then, **changes)
        if isinstance(event, get_args(FromCustomer)):
            case = replace(case, seen_at=event.at)
        owed = tuple(effect(case, event.at) if callable(effect) else effect for effect in effects)
        if any(isinstance(effect, Show) and effect.place is Place.NEW for effect in owed):
            case = replace(case, seen_at=event.at)
        step = decide(self.case, event)
        if step != Step(case, owed):
            difference = unified_diff(_lines(Step(case, owed)), _lines(step), "expected", "decided", n=2, lineterm="")
            pytest.fail("\n".join([f"on {type(event).__name__} in {self.case.state}:", *difference]), pytrace=True)
        self.case = step.case
        return self


def _lines(step: Step) -> list[str]:
    """Every field, hidden ones too: two values that differ must look different."""
    owed = [{"effect": type(effect).__name__, **asdict(effect)} for effect in step.effects]
    return pformat([asdict(step.case), *owed], width=100, sort_dicts=False).splitlines()
