"""Times that a customer may choose, where the number is at home."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.times import Time, moment_of, night_until, zone_of

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


# --- Nights

TOLL_FREE, RUSSIAN, BERLIN = "18005550100", "79161234567", "4915112345678"


def day_again(now: str, phone: str = JAKARTA, language: str = "en") -> str:
    """When it is day again, in UTC."""
    return datetime.fromtimestamp(night_until(phone, language, at(now)), UTC).isoformat()[:16]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-24T13:44:59", "2026-11-24T13:44"),
        ("2026-11-24T13:45:00", "2026-11-25T01:00"),
        ("2026-11-24T17:00:00", "2026-11-25T01:00"),
        ("2026-11-25T00:59:59", "2026-11-25T01:00"),
        ("2026-11-25T01:00:00", "2026-11-25T01:00"),
    ],
)
def test_a_night_is_from_nine_to_eight_where_the_number_is_at_home(now: str, expected: str) -> None:
    """In Jakarta, seven hours ahead; a quarter of an hour before nine is too late for what takes as long."""
    assert day_again(now) == expected


@pytest.mark.parametrize(
    ("phone", "now", "expected"),
    [
        (CHICAGO, "2026-11-01T05:00:00", "2026-11-01T14:00"),  # back an hour in that night: 8:00 is 14:00 UTC
        (CHICAGO, "2026-03-08T07:00:00", "2026-03-08T13:00"),  # and on an hour in this one
        (BERLIN, "2026-10-25T00:30:00", "2026-10-25T07:00"),
        (BERLIN, "2026-03-28T23:30:00", "2026-03-29T06:00"),
    ],
)
def test_a_morning_is_at_eight_where_clocks_change(phone: str, now: str, expected: str) -> None:
    """In the very night in which they do."""
    assert day_again(now, phone) == expected


@pytest.mark.parametrize(
    ("phone", "now", "expected"),
    [
        (TOLL_FREE, "2026-11-24T14:00:00", "2026-11-24T22:00"),  # 8:00 on Guam, with all of America awake
        (TOLL_FREE, "2026-11-25T01:00:00", "2026-11-25T22:00"),  # too late on Newfoundland
        (RUSSIAN, "2026-11-24T10:00:00", "2026-11-25T06:00"),  # 8:00 in Kaliningrad, with Kamchatka awake
    ],
)
def test_of_several_zones_all_must_be_awake(phone: str, now: str, expected: str) -> None:
    """Nobody knows in which of them the customer is."""
    assert day_again(now, phone) == expected


@pytest.mark.parametrize(
    ("language", "expected"), [("id", "01:00"), ("zh-Hans", "00:00"), ("zh-Hant", "00:00"), ("en", "00:00")]
)
def test_without_a_number_the_language_says_where(language: str, expected: str) -> None:
    """Jakarta's morning is an hour later than Shanghai's, Taipei's and Singapore's."""
    assert day_again("2026-11-24T17:00:00", NOBODY, language) == f"2026-11-25T{expected}"


@given(
    at=st.integers(1_700_000_000, 1_900_000_000),
    phone=st.sampled_from([JAKARTA, CHICAGO, TOLL_FREE, RUSSIAN, BERLIN]),
)
def test_a_night_ends_in_a_day(at: int, phone: str) -> None:
    """Within a day and a half, and not in another night: who waits for it once need not wait again."""
    morning = night_until(phone, "en", at)

    assert at <= morning <= at + 36 * 3600
    assert night_until(phone, "en", morning) == morning
