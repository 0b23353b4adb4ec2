"""The world's time: fast, skipped, stopped, and wrong for one bot."""

from pathlib import Path

import pytest

from chaos.clock import SharedClock

START = 1_800_000_000.0
SPEED = 20.0


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Our own time, which nothing moves but the test."""
    now = [START]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


def test_time_that_is_stopped_stands_for_everybody_and_goes_on_from_there(ours: list[float], tmp_path: Path) -> None:
    """At rest no deadline may pass while bots end, in whichever process; and what was stopped is not lost by it."""
    clock = SharedClock.create(tmp_path / "clock", start=START, speed=SPEED)
    another = SharedClock(tmp_path / "clock")
    shown: list[tuple[float, float]] = []

    def look() -> None:
        shown.append((clock() - START, another.of(1)() - START))

    clock.put_off(1, -5)
    ours[0] += 1
    look()
    clock.stop()
    ours[0] += 1
    clock.stop()
    look()
    clock.go_on()
    look()
    ours[0] += 1
    clock.go_on()
    look()

    assert shown == [(20, 15), (20, 15), (20, 15), (40, 35)]
