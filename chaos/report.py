"""Puts what came of campaigns into words and tables. Pure."""

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table

from .campaign import Order, Outcome
from .faults import FAULTS

SHOWN = 10
"""Violations of a rule that are shown one by one: more of the same say no more."""


def render(outcomes: Mapping[str, Outcome]) -> RenderableType:
    """Two tables, a column for each campaign, and every violation in words."""
    return Group(_figures(outcomes), _faults(outcomes), *_violations(outcomes))


def _figures(outcomes: Mapping[str, Outcome]) -> Table:
    table = Table("", *outcomes, title="Campaigns")
    rows: Mapping[str, Callable[[Outcome], str]] = {
        "conversations": lambda one: str(one.conversations),
        "numbers verified": lambda one: str(one.verified),
        "updates": lambda one: str(one.updates),
        "texts to and from a person": lambda one: str(one.passed_on),
        "faults injected": lambda one: str(sum(one.injected.values())),
        "processes killed": lambda one: str(one.deaths),
        "kill to first reply, median": lambda one: _seconds(one.recovered_in, statistics.median),
        "kill to first reply, worst": lambda one: _seconds(one.recovered_in, max),
        "to rest after the last fault": lambda one: f"{one.quiet_in:.1f} s",
        "stretched for a busy machine": lambda one: f"× {one.slowness:.1f}",
        "took": lambda one: f"{one.seconds:.0f} s",
        "violations": lambda one: str(len(one.violations)),
        "seed": lambda one: str(one.order.seed),
    }
    for name, figure in rows.items():
        table.add_row(name, *(figure(outcome) for outcome in outcomes.values()))
    return table


def _seconds(found: Sequence[float], figure: Callable[[Sequence[float]], float]) -> str:
    return f"{figure(found):.2f} s" if found else "–"


def _faults(outcomes: Mapping[str, Outcome]) -> Table:
    table = Table("fault", *outcomes, "what happens", title="Faults injected")
    for name, fault in FAULTS.items():
        counts = [outcome.injected.get(name, 0) for outcome in outcomes.values()]
        if any(counts):
            table.add_row(name, *(str(count or "–") for count in counts), fault.label)
    return table


def _violations(outcomes: Mapping[str, Outcome]) -> list[str]:
    lines: list[str] = []
    for name, outcome in outcomes.items():
        shown: Counter[str] = Counter()
        for violation in outcome.violations:
            shown[violation.rule] += 1
            if shown[violation.rule] <= SHOWN:
                lines.append(f"{name}: {violation.rule}: {violation.what}")
        lines += [f"{name}: {rule}: {count - SHOWN} more" for rule, count in shown.items() if count > SHOWN]
        if outcome.violations:
            lines.append(f"{name}: the same once more: {again(name, outcome.order)}")
    return lines


def again(name: str, order: Order) -> str:
    """The command that repeats a campaign: how many customers come, and when, depends on its length too."""
    kind = name.partition(" ")[0]
    minutes = f"{order.seconds / 60:.4f}".rstrip("0").rstrip(".")
    return (
        f"python -m chaos --seed {order.seed} --minutes {minutes} --database {kind} --replicas {order.replicas}"
        " --log chaos.log"
    )
