"""Runs the program as people do: `python -m bot …`, in a process and a folder of its own."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[2]

PATIENCE = 60.0
"""Seconds until a test gives up on a process: many times what any takes, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended, and what it said."""

    code: int | None
    out: str = field(repr=False)
    err: str = field(repr=False)


def surroundings(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process that has these settings and no others."""
    others = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}  # noqa: TID251 -- handed on
    return {**others, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200", **settings}


async def start(*arguments: str, settings: Mapping[str, str], folder: Path) -> asyncio.subprocess.Process:
    """Start the program and come back at once. `folder` is where it is started: no `.env` of ours is read."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=surroundings(settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def run(*arguments: str, settings: Mapping[str, str], folder: Path) -> Ended:
    """Run the program to its end."""
    process = await start(*arguments, settings=settings, folder=folder)
    return await ended(process)


async def ended(process: asyncio.subprocess.Process) -> Ended:
    """Wait for a process's end, which must come."""
    try:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Ended(process.returncode, out.decode(), err.decode())
