"""Changes schemas, and rotates keys, in processes of their own that end, as by `kill -9`, after so many statements.

`python -m tests.support.migrating` forks one for each line that it is given, because starting Python anew for each
statement takes longer than all else. A line is JSON: the database's `url`, and `statements`, after which to end; with
`keys`, they are rotated, some rows at a time (`batch`). It answers with the exit status.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

from sqlalchemy import event

from db import keyring, rotation, schema
from db.encryption import Cipher
from db.engine import open_engine


async def work(url: str, statements: int, keys: Sequence[str] = (), batch: int = 0) -> None:
    """Do it, and end in the middle of it if it takes so many statements."""
    engine = open_engine(url)
    left = statements

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def _count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if keys:
        rotation.BATCH = batch
        cipher = await keyring.open_ring(engine, Cipher(keys), new_hash_key=None)
        await rotation.rotate(engine, cipher, wait=_at_once, tell=lambda _: None)
    else:
        await schema.upgrade(engine)
    await engine.dispose()


async def _at_once(_: float) -> None:
    pass


def main() -> None:
    """Fork and wait as told, until there is nobody left to tell."""
    for line in sys.stdin:
        told = json.loads(line)
        pid = os.fork()
        if not pid:
            asyncio.run(work(**told))
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
