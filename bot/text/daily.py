"""A time of each day: reads `09:00 Asia/Jakarta`, and says when it is next."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read_daily(words: list[str], zone: str) -> tuple[int, str] | None:
    """The minute of the day and the zone that are meant, `zone` where none is named; None: neither can be read."""
    found = _CLOCK.fullmatch(words[0]) if words else None
    named = _zone_named(words[1]) if len(words) > 1 else zone
    if found is None or not named or len(words) > 2:  # noqa: PLR2004 -- a time and a zone
        return None
    return int(found[1]) * 60 + int(found[2]), named


def next_at(minute: int, zone: str, after: float) -> float:
    """When the clocks of a zone show that minute next; a time that a day leaves out is the one right behind it."""
    there = _zone(zone)
    today = datetime.fromtimestamp(after, there).date()
    for days in range(3):
        day = today + timedelta(days=days)
        shown = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=there)
        at = shown.astimezone(UTC).timestamp()
        if at > after:
            return at
    raise AssertionError("a day is over before three have begun")


def _zone_named(word: str) -> str:
    """The zone that a word names, however it is written."""
    return next((name for name in available_timezones() if name.casefold() == word.casefold()), "")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")  # One that this machine has never heard of, or no longer.
