"""When staff are there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.text.hours import Hours, HoursUnreadableError, read_hours

JAKARTA = "Asia/Jakarta"
WEEK = "Mon-Fri 09:00-18:00, Sat 09:00-13:00"


def at(text: str, zone: str = JAKARTA) -> int:
    """An instant, as people there write it."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),  # A Tuesday: somebody is there.
        ("2026-11-24 08:59", "2026-11-24 09:00"),
        ("2026-11-24 18:00", "2026-11-25 09:00"),
        ("2026-11-27 20:00", "2026-11-28 09:00"),
        ("2026-11-28 13:00", "2026-11-30 09:00"),  # Over the Sunday.
        ("2026-11-29 03:00", "2026-11-30 09:00"),
    ],
)
def test_when_somebody_is_there(now: str, opens: str) -> None:
    """Now, or at the next time that was set."""
    assert read_hours(WEEK, JAKARTA).open_from(at(now)) == at(opens)


def test_nobody_says_when() -> None:
    """Without hours there is nothing to promise."""
    assert read_hours("", JAKARTA).open_from(at("2026-11-24 10:00")) == 0
    assert Hours().open_from(5) == 0


def test_the_only_hours_of_the_week_are_over() -> None:
    """They come again a week later."""
    assert read_hours("Tue 09:00-10:00", JAKARTA).open_from(at("2026-11-24 11:00")) == at("2026-12-01 09:00")


def test_clocks_that_change() -> None:
    """It is the clock on the wall there that counts, on the day on which it changes too."""
    hours = read_hours("Sun 09:00-10:00", "Europe/Berlin")
    assert hours.open_from(at("2026-03-28 12:00", "Europe/Berlin")) == at("2026-03-29 09:00", "Europe/Berlin")


def test_round_the_week() -> None:
    """Days may go over the end of the week, and hours up to midnight."""
    assert read_hours("Sat-Mon 20:00-24:00", "UTC").spans == ((0, 1200, 1440), (5, 1200, 1440), (6, 1200, 1440))


@pytest.mark.parametrize("text", ["9-5", "Mon 18:00-09:00", "Mon 09:00-25:00", "Mon 09:60-10:00", "Mo 09:00-10:00"])
def test_what_is_unreadable_is_refused(text: str) -> None:
    """With what it should look like, or what is wrong."""
    with pytest.raises(HoursUnreadableError):
        read_hours(text, "UTC")
