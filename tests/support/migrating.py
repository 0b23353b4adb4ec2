"""Changes schemas in processes of their own that end, as by `kill -9`, after so many statements.

`python -m tests.support.migrating` forks one for each line that it is given, because starting Python anew for each
statement takes longer than all else. A line is JSON: the database's `url`, and `statements`, after which to end.
It answers with the exit status.
"""

import asyncio
import json
import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from db import schema
from db.engine import open_engine


async def migrate(url: str, statements: int) -> None:
    """Bring the schema up to date, and end in the middle of it if it takes so many statements."""
    engine = open_engine(url)
    left = statements

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def _count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    await schema.upgrade(engine)
    await engine.dispose()


def main() -> None:
    """Fork and wait as told, until there is nobody left to tell."""
    for line in sys.stdin:
        told = json.loads(line)
        pid = os.fork()
        if not pid:
            asyncio.run(migrate(told["url"], told["statements"]))
            os._exit(0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
