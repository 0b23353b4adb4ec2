"""Runs real bots in processes of their own that end, as by `kill -9`, at a named fault point.

`python -m tests.support.dying` is the parent of them all: it has imported everything already and forks a bot for each
line that it is given, because starting Python anew for each of a hundred bots takes longer than all else in the test.
A line is JSON: `{"start": {…}}` answers with the child's pid, `{"wait": pid}` with its exit status.
"""

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from bot import faultpoints, log
from bot.settings import load
from bot.wiring import Tempo, serve


def quick_clock(start: float, speed: float) -> float:
    """The time in a world that has been running so much faster since `start`."""
    return start + (time.time() - start) * speed


def be_a_bot(*, point: str, flag: str, speed: float, start: float, settings: dict[str, str]) -> None:
    """Serve until killed; by itself, when it reaches the point for the first time after the file `flag` exists.

    Its clock runs `speed` times as fast as ours since `start`, like that of the sandbox it talks to.
    """
    armed = Path(flag)

    def die(reached: str) -> None:
        if reached == point and armed.exists():
            armed.unlink()
            os.kill(os.getpid(), signal.SIGKILL)

    async def wait(seconds: float) -> None:
        await asyncio.sleep(seconds / speed)  # noqa: TID251 -- this is the wait that the bot is given

    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        tempo = Tempo(clock=lambda: quick_clock(start, speed), wait=wait, pulse=1 / speed)
        await serve(load(_env_file=None, **settings), stop=stop, tempo=tempo)

    faultpoints.watch(die)
    log.set_up("json")
    asyncio.run(run())


def main() -> None:
    """Fork and wait as told, until there is nobody left to tell."""
    for line in sys.stdin:
        told = json.loads(line)
        answer = _wait(told["wait"]) if "wait" in told else _start(told["log"], told["start"])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _start(log_file: str, how: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        # Its errors go where its parent's would be mixed up with other bots'; its input and output are its parent's.
        os.dup2(os.open(log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        be_a_bot(**how)
        status = 0
    finally:
        os._exit(status)


def _wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()
