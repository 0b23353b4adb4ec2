"""Runs the real bot in a process that ends, as by `kill -9`, at a named fault point.

`python -m tests.support.dying POINT FLAG SPEED START`: it dies when it reaches POINT for the first time after the file
FLAG exists. Its clock runs SPEED times as fast as ours since START, like that of the sandbox it talks to.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

from bot import faultpoints, log
from bot.settings import load
from bot.wiring import Tempo, serve


def quick_clock(start: float, speed: float) -> float:
    """The time in a world that has been running so much faster since `start`."""
    return start + (time.time() - start) * speed


def main(point: str, flag: str, speed: float, start: float) -> None:
    """Serve until killed, by this or by somebody else."""
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
        await serve(load(_env_file=None), stop=stop, tempo=tempo)

    faultpoints.watch(die)
    log.set_up("json")
    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))
