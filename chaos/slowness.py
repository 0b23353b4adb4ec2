"""How busy a machine is: what a campaign is stretched by, so that as much gets done in it as on an idle one."""

import time

WORK = 0.4
"""Seconds of the processor that are used to find out: enough to be interrupted by whoever else wants it."""

MOST = 4.0
"""A campaign lasts no longer than so many times: on a machine busier than that it proves less, as its figures say."""


def slowness() -> float:
    """How many times as long as alone a process takes now."""
    began, used = time.monotonic(), time.process_time()
    while time.process_time() - used < WORK:
        pass
    return slowed(time.monotonic() - began, WORK)


def slowed(took: float, work: float) -> float:
    """The same from how long so many seconds of work took: tenths are chance."""
    return min(max(1.0, round(took / work, 1)), MOST)
