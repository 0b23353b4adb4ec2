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
NOTICES_LATE = Column("notices late s", lambda run: run.full.notices_late_s, 1)
COLUMNS = (VERIFICATIONS, UPDATES, CPU, P50, P99, RESULT_P50, RESULT_P99, MEMORY, NOTICES_LATE)
RATIOS = COLUMNS[:-1]


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
        parts += [f"### Round trip {round_trip:g} ms", table(of), server_note(of), comparison(of)]
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
    return rows(lines)


def server_note(of: dict[str, list[Run]]) -> str:
    """Say how near the fake server was to being what is measured."""
    shares = (f"{max(run.full.server_cpu_share for run in runs):.2f} under {name}" for name, runs in of.items())
    return f"The fake server used at most {', '.join(shares)} of its core."


def comparison(of: dict[str, list[Run]]) -> str:
    """Divide ours by each peer, round by round, and hold the bars against the faster; empty if one side is missing."""
    peers = [name for name in PEERS if name in of]
    if OURS.name not in of or not peers:
        return ""
    faster = max(peers, key=lambda name: Spread.of([UPDATES.value(run) for run in of[name]]).median)
    ratios = {name: {column.title: ratio(column, of[OURS.name], of[name]) for column in RATIOS} for name in peers}
    memory = Spread.of([MEMORY.value(run) for run in of[OURS.name]])
    bars = [
        (f"updates/s at least {LEAST_UPDATES:g}×", ratios[faster][UPDATES.title].median >= LEAST_UPDATES),
        (f"p99 at most {MOST_P99:g}×", ratios[faster][P99.title].median <= MOST_P99),
        (f"peak memory under {MOST_MEMORY:g} MiB", memory.greatest < MOST_MEMORY),
    ]
    lines = [["ours ÷", *(column.title for column in RATIOS)], ["---", *["--:"] * len(RATIOS)]]
    lines += [[name, *(spread.show(2) for spread in of_peer.values())] for name, of_peer in ratios.items()]
    verdict = "; ".join(f"{bar} {'held' if held else '**missed**'}" for bar, held in bars)
    return f"{rows(lines)}\n\nAgainst {faster}, the faster peer here: {verdict}."


def ratio(column: Column, ours: Sequence[Run], theirs: Sequence[Run]) -> Spread:
    """Divide one figure round by round."""
    return paired([column.value(run) for run in ours], [column.value(run) for run in theirs])


def rows(lines: Sequence[Sequence[str]]) -> str:
    """Draw a Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


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
