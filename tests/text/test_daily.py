"""A time of each day: what people write for it, and when it is next."""

from datetime import UTC, datetime

import pytest

from bot.text.daily import next_at, read_daily


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("09:00 Asia/Jakarta", (540, "Asia/Jakarta")),
        ("9.05 asia/jakarta", (545, "Asia/Jakarta")),
        ("23:59", (1439, "UTC")),
        ("00:00 UTC", (0, "UTC")),
        ("24:00", None),
        ("9", None),
        ("09:60", None),
        ("09:00 Jakarta", None),
        ("09:00 Asia/Jakarta please", None),
        ("", None),
    ],
)
def test_what_is_meant(text: str, meant: tuple[int, str] | None) -> None:
    """A clock, and a zone by its whole name or ours; nothing is guessed."""
    assert read_daily(text.split(), "UTC") == meant


@pytest.mark.parametrize(
    ("now", "minute", "zone", "then"),
    [
        ("2026-11-25T01:59", 540, "Asia/Jakarta", "2026-11-25T02:00"),
        ("2026-11-25T02:00", 540, "Asia/Jakarta", "2026-11-26T02:00"),
        ("2026-11-24T18:00", 0, "Asia/Jakarta", "2026-11-25T17:00"),
        ("2026-03-28T12:00", 150, "Europe/Berlin", "2026-03-29T01:30"),
        ("2026-10-24T12:00", 150, "Europe/Berlin", "2026-10-25T00:30"),
        ("2026-10-25T00:30", 150, "Europe/Berlin", "2026-10-26T01:30"),
        ("2026-12-30T12:00", 600, "Nowhere/Land", "2026-12-31T10:00"),
    ],
)
def test_when_it_is_next(now: str, minute: int, zone: str, then: str) -> None:
    """On the clocks there, once on each date, also where clocks are put on or back; never the moment that it is."""

    def instant(text: str) -> float:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()

    assert next_at(minute, zone, instant(now)) == instant(then)
