"""The parent of all bots: `python -m chaos.parent` has imported and read everything already and forks one when told to.

Starting Python anew for each of a hundred bots takes longer than all else, and reading all texts comes next. A line on
its input is the JSON of `be_a_bot`'s arguments; its answers are lines of JSON: `{"started": pid}`, and
`{"ended": pid, "code": …}` when a child ends, the code being minus the signal that ended it.
"""

import asyncio
import gc
import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

import anyio

from bot import faultpoints, log
from bot.settings import load
from bot.telegram.words import typed_words
from bot.tempo import GRACE
from bot.wiring import Tempo, serve

from .clock import SharedClock


def be_a_bot(*, slot: int, clock: str, armed: str, prepare: str, settings: dict[str, str]) -> None:
    """Serve until killed; by itself at the fault point that the file `armed` names, with the signal before it.

    Its time is that of the world it lives in. `prepare` is `module:function` to be called before all else, if any:
    a test makes a mistake of it.
    """
    time = SharedClock(Path(clock))

    def strike(reached: str) -> None:
        # A bot reaches points thousands of times: it must cost no more than a look whether there is a file.
        if os.access(armed, os.R_OK):
            with suppress(FileNotFoundError):  # It was disarmed while we looked.
                number, _, point = Path(armed).read_text().partition(" ")
                if point == reached:
                    Path(armed).unlink()
                    os.kill(os.getpid(), int(number))

    async def wait(seconds: float) -> None:
        await asyncio.sleep(seconds / time.speed)  # noqa: TID251 -- this is the wait that the bot is given

    async def run() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        tempo = Tempo(
            clock=time.of(slot),
            wait=wait,
            pulse=1 / time.speed,
            grace=GRACE * max(1.0, time.speed),
            lived=lambda: monotonic() * time.speed,
        )
        await serve(load(_env_file=None, **settings), stop=stop, tempo=tempo)

    if prepare:
        module, _, function = prepare.partition(":")
        getattr(import_module(module), function)()
    faultpoints.watch(strike)
    log.set_up("json")
    asyncio.run(run())


def main() -> None:
    """Fork as told, until there is nobody left to tell."""
    signal.signal(signal.SIGCHLD, lambda *_: _tell_of_the_dead())
    typed_words()
    asyncio.run(_load_late())
    # What is never collected is never written to: children go on sharing these pages.
    gc.freeze()
    _tell({"ready": True})
    for line in sys.stdin:
        pid = os.fork()
        if pid:
            _tell({"started": pid})
        else:
            _live(json.loads(line))


async def _load_late() -> None:
    """Have what is imported only in a running loop, at the first call: httpcore's locks are anyio's."""
    anyio.Lock()


def _live(how: dict[str, Any]) -> None:
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        # Its input and output are its parent's; what it says of itself goes where its parent's errors go.
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        os.dup2(0, 1)
        be_a_bot(**how)
        status = 0
    except BaseException as exc:  # noqa: BLE001 -- the child must end here, and say what ended it
        sys.stderr.write(f"ended by {type(exc).__name__}: {exc}\n")
    finally:
        sys.stderr.flush()
        os._exit(status)


def _tell_of_the_dead() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _tell({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def _tell(told: dict[str, object]) -> None:
    # In one piece: the handler of a signal may come between any two lines of ours.
    os.write(1, json.dumps(told).encode() + b"\n")


if __name__ == "__main__":
    main()
