"""`python -m benchmarks`: measure ours against two ordinary bots and print the tables. About ten minutes."""

import argparse
import asyncio
import signal
import sys

from .contestants import CONTESTANTS, OURS, PEERS
from .report import write_readme, write_report
from .rounds import BenchmarkError, Plan, Run, run_all

FEWEST_SECONDS, MOST_SECONDS = 0.5, 60.0
MOST_ROUNDS = 50


def seconds(text: str) -> float:
    """Read a duration within the bounds."""
    value = float(text)
    if not FEWEST_SECONDS <= value <= MOST_SECONDS:
        raise argparse.ArgumentTypeError(f"must be {FEWEST_SECONDS:g} to {MOST_SECONDS:g} seconds")
    return value


def names(text: str) -> tuple[str, ...]:
    """Read contestants, separated by commas."""
    chosen = tuple(dict.fromkeys(text.split(",")))
    if unknown := [name for name in chosen if name not in CONTESTANTS]:
        raise argparse.ArgumentTypeError(
            f"no such contestant: {', '.join(unknown)}; there are {', '.join(CONTESTANTS)}"
        )
    return chosen


def round_trips(text: str) -> tuple[float, ...]:
    """Read round trips in milliseconds, separated by commas."""
    values = tuple(float(value) for value in text.split(","))
    if not all(0 <= value <= 1000 for value in values):  # noqa: PLR2004 -- a second is a bound, not a choice
        raise argparse.ArgumentTypeError("round trips are 0 to 1000 ms")
    return values


async def run_until_told(plan: Plan) -> list[Run]:
    """Run the plan; SIGTERM ends it as Ctrl-C does, so that no bot is left behind."""
    work = asyncio.create_task(run_all(plan, lambda line: print(line, file=sys.stderr, flush=True)))  # noqa: T201 -- a CLI
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    return await work


def main() -> int:
    """Run what is asked for; 1 if a contestant failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, MOST_ROUNDS + 1), metavar="N")
    parser.add_argument("--seconds", type=seconds, default=8.0, help="at saturation (default 8)")
    parser.add_argument("--low-seconds", type=seconds, default=5.0, help="at low load (default 5)")
    parser.add_argument("--rtt", type=round_trips, default=(0.0, 50.0), metavar="MS,MS", help="default 0,50")
    parser.add_argument("--cams-ms", type=float, default=0.0, metavar="MS", help="the provider's delay (default 0)")
    parser.add_argument(
        "--contestants",
        type=names,
        default=(OURS.name, *PEERS),
        metavar="NAME,NAME",
        help=f"of {', '.join(CONTESTANTS)} (default {','.join((OURS.name, *PEERS))})",
    )
    parser.add_argument("--write", action="store_true", help="put the figures into benchmarks/README.md")
    arguments = parser.parse_args()
    plan = Plan(
        contestants=tuple(CONTESTANTS[name] for name in arguments.contestants),
        round_trips=arguments.rtt,
        rounds=arguments.rounds,
        seconds=arguments.seconds,
        low_seconds=arguments.low_seconds,
        cams_delay=arguments.cams_ms,
    )
    try:
        runs = asyncio.run(run_until_told(plan))
    except asyncio.CancelledError:
        return 1
    except BenchmarkError as failed:
        print(failed, file=sys.stderr)  # noqa: T201 -- a command's output
        return 1
    report = write_report(plan, runs)
    print(report)  # noqa: T201 -- a command's output
    if arguments.write:
        write_readme(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
