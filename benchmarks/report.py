"""Turn runs into the tables that people read, and put them into README.md. Pure but for that one write."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from .contestants import CONTESTANTS, OURS, PEERS
from .figures import Spread, paired
from .rounds import Plan, Run

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
LIBRARIES = ("python-telegram-bot", "aiogram", "aiohttp", "httpx", "SQLAlchemy")

LEAST_UPDATES, MOST_P99, MOST_MEMORY = 1.0, 2.0, 150.0
"""The bars set for ours: ratio of updates a second and of the p99 to the faster peer's, and MiB."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure: how it is called, read from a run and rounded."""

    title: str
    value: Callable[[Run], float]
    digits: int = 0


VERIFICATIONS = Column("verifications/s", lambda run: run.full.verifications_per_s, 1)
UPDATES = Column("updates/s", lambda run: run.full.updates_per_s)
CPU = Column("CPU µs/update", lambda run: run.full.cpu_us_per_update)
P50 = Column("reply p50 ms", lambda run: run.low.reply_p50_ms, 1)
P99 = Column("reply p99 ms", lambda run: run.low.reply_p99_ms, 1)
RESULT_P50 = Column("code → result p50 ms", lambda run: run.low.result_p50_ms, 1)
RESULT_P99 = Column("code → result p99 ms", lambda run: run.low.result_p99_ms, 1)
MEMORY = Column("peak RSS MiB", lambda run: run.full.peak_rss_mib)
COLUMNS = (VERIFICATIONS, UPDATES, CPU, P50, P99, RESULT_P50, RESULT_P99, MEMORY)
RATIOS = (VERIFICATIONS, UPDATES, CPU, P50, P99, RESULT_P50, RESULT_P99, MEMORY)


def write_report(plan: Plan, runs: Sequence[Run]) -> str:
    """Write all tables in Markdown: one for each round trip, with ours against the faster peer below it."""
    machine = (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
        + f". {plan.rounds} rounds; {plan.seconds:g} s at saturation, {plan.low_seconds:g} s at low load."
    )
    parts = [machine]
    for round_trip in plan.round_trips:
        of = {
            contestant.name: [run for run in runs if (run.contestant, run.round_trip) == (contestant.name, round_trip)]
            for contestant in plan.contestants
        }
        parts += [f"### Round trip {round_trip:g} ms", table(of), comparison(of)]
    return "\n\n".join(part for part in parts if part)


def table(of: dict[str, list[Run]]) -> str:
    """Show every contestant's medians and ranges."""
    titles = ["bot", *(column.title for column in COLUMNS), "stuck", "untrue", "notices per verification"]
    lines = [titles, ["---", *["--:"] * (len(titles) - 1)]]
    for name, runs in of.items():
        lines.append(
            [
                f"**{name}** ({CONTESTANTS[name].title})",
                *(Spread.of([column.value(run) for run in runs]).show(column.digits) for column in COLUMNS),
                str(sum(run.low.stuck + run.full.stuck for run in runs)),
                str(sum(run.low.untrue + run.full.untrue for run in runs)),
                f"{sum(run.full.staff_notices for run in runs) / max(sum(run.full.completed for run in runs), 1):.2f}",
            ]
        )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def comparison(of: dict[str, list[Run]]) -> str:
    """Divide ours by the faster peer, round by round, and hold the bars against it; empty if one is missing."""
    peers = [name for name in PEERS if name in of]
    if OURS.name not in of or not peers:
        return ""
    faster = max(peers, key=lambda name: Spread.of([UPDATES.value(run) for run in of[name]]).median)
    ratio = {
        column.title: paired([column.value(run) for run in of[OURS.name]], [column.value(run) for run in of[faster]])
        for column in RATIOS
    }
    memory = Spread.of([MEMORY.value(run) for run in of[OURS.name]])
    bars = [
        (f"updates/s at least {LEAST_UPDATES:g}×", ratio[UPDATES.title].median >= LEAST_UPDATES),
        (f"p99 at most {MOST_P99:g}×", ratio[P99.title].median <= MOST_P99),
        (f"peak memory under {MOST_MEMORY:g} MiB", memory.greatest < MOST_MEMORY),
    ]
    lines = [f"Ours ÷ {faster} (the faster peer), paired by round:", ""]
    lines += [f"- {title}: {spread.show(2)}" for title, spread in ratio.items()]
    lines += ["", "Bars: " + "; ".join(f"{bar} {'held' if held else '**missed**'}" for bar, held in bars) + "."]
    return "\n".join(lines)


def put_between_markers(page: str, report: str) -> str:
    """Replace what stands between the markers.

    Raises:
        ValueError: The page has lost a marker.
    """
    before, rest = page[: page.index(BEGIN)], page[page.index(END) :]
    return f"{before}{BEGIN}\n{report}\n{rest}"


def write_readme(report: str) -> None:
    """Put the report into README.md."""
    README.write_text(put_between_markers(README.read_text(), report))
