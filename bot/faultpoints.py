"""Named places at which a test may end the process, to see that nothing is lost there.

Inert: outside the sandbox nobody sets a watcher, and a name reached is forgotten.
"""

from collections.abc import Callable

POINTS = (
    "before inbox",
    "after inbox",
    "before deciding",
    "before commit of decisions",
    "after commit of decisions",
    "before Show",
    "after Show",
    "before DeleteMessage",
    "after DeleteMessage",
    "before TellStaff",
    "after TellStaff",
    "before ReadStatus",
    "sending ReadStatus",
    "answered ReadStatus",
    "before SubmitCode",
    "sending SubmitCode",
    "answered SubmitCode",
    "before settling",
    "before commit of settlements",
    "after commit of settlements",
)
"""Every boundary between an update's arrival and the last word that follows from it."""

RETURN_POINTS = (
    "before commit of the return",
    "after commit of the return",
    "before commit of telling",
    "after commit of telling",
)
"""Every boundary on the way from a start after a time away to the last customer who is told of it."""

_watchers: list[Callable[[str], None]] = []


def watch(watcher: Callable[[str], None]) -> None:
    """Call this with each name from now on. For the sandbox only."""
    _watchers.append(watcher)


def reached(name: str) -> None:
    """Say that this place was reached."""
    for watcher in _watchers:
        watcher(name)
