"""The bots' processes: starts them in a moment, kills them, and knows how each of them ended."""

import asyncio
import json
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from .waiting import PATIENCE


@dataclass(slots=True, eq=False)
class Bot:
    """One process. `ended` is done when it is over; its result is the exit code, or minus the signal that ended it."""

    pid: int
    slot: int
    ended: asyncio.Future[int] = field(repr=False)
    is_frozen: bool = False

    @property
    def is_alive(self) -> bool:
        """Whether it still runs, or is frozen."""
        return not self.ended.done()

    def send(self, number: signal.Signals) -> None:
        """Send it a signal; nothing happens where it has ended meanwhile."""
        with suppress(ProcessLookupError):  # It may have ended, and we not have been told yet.
            if self.is_alive:
                os.kill(self.pid, number)

    def freeze(self) -> None:
        """Stop it where it is."""
        self.is_frozen = True
        self.send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.is_frozen = False
        self.send(signal.SIGCONT)

    def fill_disk(self) -> None:
        """Let no file that it writes to grow or change any more, as on a full disk: each write fails."""
        self._limit_files(0)

    def free_disk(self) -> None:
        """Let it write again."""
        self._limit_files(resource.RLIM_INFINITY)

    def _limit_files(self, size: int) -> None:
        with suppress(ProcessLookupError):
            if self.is_alive:
                hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)[1]
                resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (size, hard))

    async def wait(self) -> int:
        """Wait for its end; gives how it ended."""
        return await asyncio.wait_for(asyncio.shield(self.ended), PATIENCE)


class Nursery:
    """The bots' parent, seen from outside. `log` has every line that any bot wrote about itself.

    Attributes:
        took: seconds from the start of Python until the parent could fork: what a bot's own start has on top.
    """

    def __init__(self) -> None:
        self.log: list[str] = []
        self.took = 0.0
        self._parent: asyncio.subprocess.Process | None = None
        self._starting: deque[asyncio.Future[int]] = deque()
        self._ended: dict[int, asyncio.Future[int]] = {}
        self._readers: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Have the parent ready."""
        began = time.monotonic()
        # Logs come through a pipe: on a disk that is full a file could not be written.
        self._parent = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "chaos.parent",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._starting.append(ready)
        self._readers = [asyncio.ensure_future(self._hear()), asyncio.ensure_future(self._collect_log())]
        await asyncio.wait_for(ready, PATIENCE)
        self.took = time.monotonic() - began

    async def close(self) -> None:
        """End the parent; its children must have ended before."""
        if self._parent is not None and self._parent.stdin is not None:
            self._parent.stdin.close()
            await self._parent.wait()
            await asyncio.gather(*self._readers)

    async def start(self, slot: int, how: Mapping[str, object]) -> Bot:
        """Start a bot; `how` is what `chaos.parent.be_a_bot` takes beside the slot."""
        assert self._parent is not None, "the nursery is not open"  # noqa: S101 -- a mistake of the caller's
        assert self._parent.stdin is not None  # noqa: S101 -- opening asked for its output
        started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._starting.append(started)
        self._parent.stdin.write(json.dumps({"slot": slot, **how}).encode() + b"\n")
        pid = await asyncio.wait_for(started, PATIENCE)
        return Bot(pid, slot, self._end_of(pid))

    def _end_of(self, pid: int) -> asyncio.Future[int]:
        # Either may come first: that it ended, or that it started. Whichever is second takes the future away, for
        # systems give the numbers of processes again.
        met = self._ended.pop(pid, None)
        if met is None:
            met = self._ended[pid] = asyncio.get_running_loop().create_future()
        return met

    async def _hear(self) -> None:
        assert self._parent is not None  # noqa: S101 -- opening made it
        assert self._parent.stdout is not None  # noqa: S101 -- opening asked for its output
        async for line in self._parent.stdout:
            told = json.loads(line)
            if "ended" in told:
                self._end_of(told["ended"]).set_result(told["code"])
            else:
                self._starting.popleft().set_result(told.get("started", 0))

    async def _collect_log(self) -> None:
        assert self._parent is not None  # noqa: S101 -- as above
        assert self._parent.stderr is not None  # noqa: S101 -- as above
        async for line in self._parent.stderr:
            self.log.append(line.decode(errors="replace").rstrip("\n"))
