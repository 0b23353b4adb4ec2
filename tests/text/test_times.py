"""Times that a customer may choose, where the number is at home."""

from datetime import UTC, datetime

import pytest

from bot.text.times import Time, moment_of, zone_of

JAKARTA, CHICAGO, NOBODY = "6281234567890", "13125550100", ""


def at(text: str) -> int:
    """An instant, written in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def chosen(time: Time, now: str, phone: str = JAKARTA) -> str:
    """The instant that is meant, in UTC."""
    return datetime.fromtimestamp(moment_of(time, at(now), phone), UTC).isoformat()[:16]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T03:00:00", "2026-11-24T04:00"),
        ("2026-11-24T03:00:01", "2026-11-24T04:05"),
        ("2026-11-24T03:58:30", "2026-11-24T05:00"),
    ],
)
def test_in_an_hour_is_rounded_up(now: str, expected: str) -> None:
    """People say times in fives, and nobody gets less than the hour they chose."""
    assert chosen(Time.IN_AN_HOUR, now) == expected


def test_evening_and_morning_are_those_of_the_number() -> None:
    """Jakarta is seven hours ahead of UTC: its evening is our afternoon, its tomorrow begins at 17:00."""
    assert chosen(Time.THIS_EVENING, "2026-11-24T03:00:00") == "2026-11-24T13:00"
    assert chosen(Time.TOMORROW_MORNING, "2026-11-24T03:00:00") == "2026-11-25T02:00"
    assert chosen(Time.TOMORROW_EVENING, "2026-11-24T18:00:00") == "2026-11-26T13:00"


def test_an_evening_may_be_past() -> None:
    """Who chooses it late is told so by the workflow."""
    assert chosen(Time.THIS_EVENING, "2026-11-24T14:00:00") == "2026-11-24T13:00"


def test_tomorrow_at_nine_is_at_nine_where_clocks_change() -> None:
    """Chicago's clocks go back on 1 November 2026: that day has 25 hours."""
    assert chosen(Time.TOMORROW_MORNING, "2026-10-31T17:00:00", CHICAGO) == "2026-11-01T15:00"


def test_without_a_zone_it_is_utc() -> None:
    """A number that is nowhere at home has a day all the same."""
    assert zone_of(NOBODY, 0) is None
    assert chosen(Time.TOMORROW_MORNING, "2026-11-24T03:00:00", NOBODY) == "2026-11-25T09:00"
