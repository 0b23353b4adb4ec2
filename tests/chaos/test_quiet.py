"""How time is skipped while a world comes to rest: to what is next, and never past what is due."""

from pathlib import Path

import pytest

from chaos import quiet
from chaos.clock import SharedClock
from chaos.quiet import LONGEST_SKIP, Look, come_to_rest

NOW = 1000.0


@pytest.mark.parametrize(
    ("look", "skip", "is_rest"),
    [
        (Look(is_busy=False), 0, True),
        (Look(is_busy=True), 0, False),
        (Look(is_busy=True, next_at=NOW + 60), 0, False),
        (Look(is_busy=False, next_at=NOW + 60), 61, False),
        (Look(is_busy=False, next_at=NOW - 5), 1, False),
        (Look(is_busy=False, next_at=NOW + 10**6), LONGEST_SKIP, False),
    ],
    ids=["nothing", "at-work", "at-work-and-later", "later", "just-now", "much-later"],
)
def test_time_goes_on_to_what_is_next(look: Look, skip: float, is_rest: bool) -> None:  # noqa: FBT001 -- a table
    """While anybody is at work no lease may end under their hands; else nobody waits for five minutes to pass."""
    assert (look.skip(NOW), look.is_rest) == (skip, is_rest)


async def test_time_stands_still_at_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deadline that passes while the bots end leaves what follows from it undone; and what had begun comes first."""

    async def at_once(_: float) -> None:
        pass

    ours = [NOW]
    monkeypatch.setattr("time.time", lambda: ours[0])
    monkeypatch.setattr(quiet, "pause", at_once)
    clock = SharedClock.create(tmp_path / "clock", start=NOW, speed=20)
    to_see = [Look(is_busy=False), Look(is_busy=True), Look(is_busy=False), Look(is_busy=False), Look(is_busy=True)]
    shown: list[float] = []

    async def look() -> Look:
        ours[0] += 1
        shown.append(clock() - NOW)
        return to_see.pop(0)

    await come_to_rest(clock, look, within=60)
    ours[0] += 1
    shown.append(clock() - NOW)

    assert shown == [20, 20, 40, 40, 40]
