"""Start a server and a contestant, measure, end both; and the order of it all over the rounds."""

import asyncio
import json
import os
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .contestants import ROOT, Contestant
from .load import Measured, Order

READY_WITHIN = 30.0
"""Seconds for a bot to begin polling; a first start compiles the library's modules."""
ENDED_WITHIN = 15.0
"""Seconds from SIGTERM to the kill: design promise 10 gives ten, and a poll may be in flight."""
MEASURED_WITHIN = 180.0
"""Seconds for one measurement; the server ends its own long before."""
LONGEST_LINE = 1 << 20
LAST_WORDS = 2000
"""Characters of a failed bot's log to show."""

SATURATION = 64
"""Customers at a time: more than any bot here can serve without a queue, fewer than any connection pool."""
PAUSE = 0.01
"""Seconds before each act of the one customer at low load, so that the bot is idle when it comes."""
WARM_UP_CUSTOMERS, WARM_UP = 8, 0.5
"""So many at a time and seconds before anything counts: imports, prepared statements, the first connections."""


class BenchmarkError(Exception):
    """A contestant did not start or died; says which, with its last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to run: `round_trips` and `cams_delay` in milliseconds, durations in seconds."""

    contestants: tuple[Contestant, ...]
    round_trips: tuple[float, ...] = (0, 50)
    rounds: int = 5
    seconds: float = 8
    low_seconds: float = 5
    cams_delay: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One contestant in one round: the same process first at low load, then at saturation."""

    contestant: str
    round_trip: float
    low: Measured
    full: Measured


def order_of(plan: Plan) -> Iterator[tuple[float, int, Contestant]]:
    """Interleave: each round runs every contestant, each time another one first."""
    for round_trip in plan.round_trips:
        for number in range(plan.rounds):
            turn = number % len(plan.contestants)
            for contestant in plan.contestants[turn:] + plan.contestants[:turn]:
                yield round_trip, number, contestant


async def run_all(plan: Plan, progress: Callable[[str], None]) -> list[Run]:
    """Run the plan, one contestant at a time."""
    runs: list[Run] = []
    for round_trip, number, contestant in order_of(plan):
        run = await run_one(plan, contestant, round_trip)
        progress(
            f"round trip {round_trip:g} ms, round {number + 1}/{plan.rounds}, {contestant.name}: "
            f"{run.full.updates_per_s:.0f} updates/s, {run.full.verifications_per_s:.1f} verifications/s, "
            f"p99 {run.low.reply_p99_ms:.1f} ms, stuck {run.low.stuck + run.full.stuck}"
        )
        runs.append(run)
    return runs


async def run_one(plan: Plan, contestant: Contestant, round_trip: float) -> Run:
    """Measure one contestant in a process and a folder of its own.

    Raises:
        BenchmarkError: It did not begin to poll, or died.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        async with started_server(contestant, round_trip, plan.cams_delay) as server:
            port = int((await tell(server, READY_WITHIN))["port"])
            async with started_bot(contestant, port, folder) as bot:
                work = asyncio.create_task(measure_bot(plan, server, bot.pid))
                death = asyncio.create_task(bot.wait())
                try:
                    await asyncio.wait({work, death}, return_when=asyncio.FIRST_COMPLETED)
                    if death.done():
                        raise BenchmarkError(f"{contestant.name} died\n{last_words(folder)}")
                    low, full = await work
                except TimeoutError as late:
                    raise BenchmarkError(f"{contestant.name} did not answer in time\n{last_words(folder)}") from late
                finally:
                    work.cancel()
                    death.cancel()
    return Run(contestant=contestant.name, round_trip=round_trip, low=low, full=full)


async def measure_bot(plan: Plan, server: Process, pid: int) -> tuple[Measured, Measured]:
    """Wait until the bot polls, then measure it at low load and at saturation."""
    await tell(server, READY_WITHIN)
    await measure(server, Order(customers=WARM_UP_CUSTOMERS, pause=0, seconds=WARM_UP, pid=pid))
    low = await measure(server, Order(customers=1, pause=PAUSE, seconds=plan.low_seconds, pid=pid))
    full = await measure(server, Order(customers=SATURATION, pause=0, seconds=plan.seconds, pid=pid))
    return low, full


async def measure(server: Process, order: Order) -> Measured:
    """Have the server carry an order out."""
    if server.stdin is None:
        raise BenchmarkError("the server has no input")
    server.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
    await server.stdin.drain()
    return Measured(**await tell(server, MEASURED_WITHIN))


async def tell(server: Process, within: float) -> dict[str, Any]:
    """Read the server's next line.

    Raises:
        TimeoutError: It said nothing in time.
        BenchmarkError: It ended.
    """
    if server.stdout is None:
        raise BenchmarkError("the server has no output")
    line = await asyncio.wait_for(server.stdout.readline(), within)
    if not line:
        raise BenchmarkError("the server ended")
    said: dict[str, Any] = json.loads(line)
    return said


@asynccontextmanager
async def started_server(contestant: Contestant, round_trip: float, cams_delay: float) -> AsyncGenerator[Process]:
    """Run the fake server on the last core, so that it takes nothing from the bot's where there are two."""
    arguments = ["--script", contestant.name, "--rtt-ms", f"{round_trip:g}", "--cams-ms", f"{cams_delay:g}"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.fake_server",
        *arguments,
        cwd=ROOT,
        stdin=PIPE,
        stdout=PIPE,
        limit=LONGEST_LINE,
    )
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(process.pid, cores[-1:])
    try:
        yield process
    finally:
        await end(process)


@asynccontextmanager
async def started_bot(contestant: Contestant, port: int, folder: Path) -> AsyncGenerator[Process]:
    """Run a contestant on the other cores, in its own folder, with what it writes going to a file there."""
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *contestant.command(),
            cwd=folder,
            env=contestant.environment(port=port, folder=folder),
            stdout=log,
            stderr=log,
        )
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(process.pid, cores[:-1] or cores)
        try:
            yield process
        finally:
            await end(process)


async def end(process: Process) -> None:
    """Ask a process of ours to end, and end it if it does not."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), ENDED_WITHIN)
    except TimeoutError:
        process.kill()
        await process.wait()


def last_words(folder: Path) -> str:
    """Give the end of a contestant's log."""
    return (folder / "log").read_text(errors="replace")[-LAST_WORDS:]
