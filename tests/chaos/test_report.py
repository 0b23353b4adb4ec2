"""Reports: what was seen, in figures and words, and how to see it again."""

from dataclasses import replace

import pytest
from rich.console import Console

from chaos.campaign import Order, Outcome
from chaos.judge import Violation
from chaos.report import SHOWN, again, render

QUIET = Outcome(
    order=Order(seed=6, seconds=22.5, customers=90, replicas=2),
    seconds=31.4,
    conversations=90,
    verified=70,
    updates=800,
    passed_on=45,
    injected={"process/kill": 14, "cams/timeout-worked": 3},
    deaths=17,
    recovered_in=[0.5, 2.0, 0.7],
    slowness=1.0,
    quiet_in=0.5,
    violations=[],
    log=(),
)


def _printed(outcome: Outcome) -> list[str]:
    console = Console(width=140)
    with console.capture() as capture:
        console.print(render({"postgresql × 2": outcome}))
    return [" ".join(line.replace("│", " ").split()) for line in capture.get().splitlines()]


def test_figures() -> None:
    """What was done to the bots, what came of it, and how long customers waited after a kill."""
    printed = _printed(QUIET)

    assert [
        line for line in printed if line.split(" ")[0] in {"texts", "faults", "processes", "kill", "violations", "seed"}
    ] == [
        "texts to and from a person 45",
        "faults injected 17",
        "processes killed 17",
        "kill to first reply, median 0.70 s",
        "kill to first reply, worst 2.00 s",
        "violations 0",
        "seed 6",
    ]
    assert "process/kill 14 SIGKILL at any moment" in printed


def test_violations_are_told_with_the_way_to_see_them_again() -> None:
    """Each in words, no more than a few of a rule, and the command that makes them happen again."""
    violations = [
        Violation("staff are told", f"staff were not told that case {case} has expired") for case in range(12)
    ]
    printed = _printed(replace(QUIET, violations=violations))

    assert [line for line in printed if line.startswith("postgresql × 2:")] == [
        *(f"postgresql × 2: staff are told: {violation.what}" for violation in violations[:SHOWN]),
        "postgresql × 2: staff are told: 2 more",
        f"postgresql × 2: the same once more: {again('postgresql × 2', QUIET.order)}",
    ]


@pytest.mark.parametrize(("seconds", "minutes"), [(22.5, "0.375"), (60.0, "1"), (10.0, "0.1667")])
def test_the_command_says_the_length_too(seconds: float, minutes: str) -> None:
    """Who comes and when depends on it: a seed alone would bring other customers."""
    assert again("sqlite × 1", replace(QUIET.order, seconds=seconds, replicas=1)) == (
        f"python -m chaos --seed 6 --minutes {minutes} --database sqlite --replicas 1 --log chaos.log"
    )
