"""Draws the workflow from its table, for people: `python -m bot.flow.diagram` prints `docs/flow.md`."""

import sys
from collections.abc import Iterable, Mapping
from typing import get_args

from .events import Event, FromCustomer
from .machine import TRANSITIONS, Rule
from .model import State

Table = Mapping[State, Mapping[type, Rule]]

START = State.UNINVITED

MANY = 6
"""A rule that so many states share is told in words: drawn, its edges would hide the others."""


def mermaid(table: Table) -> str:
    """The states and what leads from one to another, as a Mermaid state diagram.

    Left out are events that leave a case where it is, and rules that many states share.
    """
    shared = _shared(table)
    lines = ["stateDiagram-v2", f"    [*] --> {START}"]
    for state, rules in table.items():
        edges: dict[State, list[str]] = {}
        for event, rule in rules.items():
            for target in rule.to:
                if target is not state and (event, rule) not in shared:
                    edges.setdefault(target, []).append(event.__name__)
        lines += [f"    {state} --> {target}: {', '.join(names)}" for target, names in edges.items()]
    return "\n".join(lines)


def page(table: Table) -> str:
    """The whole of `docs/flow.md`."""
    in_words = [
        f"`{event.__name__}` leads from {_words(states)} to {_words(rule.to)}"
        for (event, rule), states in _shared(table).items()
    ]
    return f"""# The workflow

Each case, one number of one customer moving into one space, is in one of these states, and only events move it.
Drawn by `make diagram` from `TRANSITIONS` in `bot/flow/machine.py`; the rules themselves are in `bot/flow/rules`.

```mermaid
{mermaid(table)}
```

Not drawn: what leaves a case where it is. {"; ".join(in_words)}.

## Every state and event

A dot: the event is handled, and the case stays where it is. A name: it may go there. Nothing: it is not expected;
a customer is told where things stand, anything else is ignored.

{_grid(table)}
"""


def _shared(table: Table) -> dict[tuple[type, Rule], list[State]]:
    """Rules that many states have in common and that lead somewhere, with those states."""
    states: dict[tuple[type, Rule], list[State]] = {}
    for state, rules in table.items():
        for event, rule in rules.items():
            if rule.to:
                states.setdefault((event, rule), []).append(state)
    return {key: found for key, found in states.items() if len(found) >= MANY}


def _words(states: Iterable[State]) -> str:
    return ", ".join(f"`{state}`" for state in states)


def _grid(table: Table) -> str:
    rows = [["event", *table], ["---"] * (len(table) + 1)]
    customers = get_args(FromCustomer)
    for event in get_args(Event):
        name = event.__name__ if event in customers else f"*{event.__name__}*"
        rows.append([name, *(_cell(state, rules.get(event)) for state, rules in table.items())])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(state: State, rule: Rule | None) -> str:
    if rule is None:
        return ""
    return "<br>".join(target for target in rule.to if target is not state) or "·"


if __name__ == "__main__":
    sys.stdout.write(page(TRANSITIONS))
