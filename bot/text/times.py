"""Times of day where a number is at home: its zone, and the times that a customer may choose there."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import timezone

_RENAMED = {"Asia/Calcutta": "Asia/Kolkata"}
"""Zones that phonenumbers has under a name that their people gave up."""

EVENING = time(20)
"""When most shops are quiet and nobody sleeps yet."""

MORNING = time(9)
"""When an office has opened and its day has not begun."""

ROUNDED_TO = timedelta(minutes=5)
"""«In an hour» is said as people say times."""


class Time(StrEnum):
    """A time that may be chosen."""

    IN_AN_HOUR = auto()
    THIS_EVENING = auto()
    TOMORROW_MORNING = auto()
    TOMORROW_EVENING = auto()


def zone_of(phone: str, at: float) -> ZoneInfo | None:
    """The zone of a number; of several that agree at the moment, the last: Europe/London after its islands.

    None where there is no number (`phone`, digits with the country code), or its zones disagree.
    """
    try:
        names = timezone.time_zones_for_number(phonenumbers.parse(f"+{phone}"))
        zones = [ZoneInfo(_RENAMED.get(name, name)) for name in names]
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError):
        return None
    if len({datetime.fromtimestamp(at, zone).utcoffset() for zone in zones}) != 1:
        return None
    return zones[-1]


def moment_of(chosen: Time, at: int, phone: str) -> int:
    """The instant that a time means when it is chosen at `at`, where the number is at home. It may be past already."""
    zone = zone_of(phone, at) or UTC
    return int(_MOMENTS[chosen](datetime.fromtimestamp(at, zone)).timestamp())


def _in_an_hour(now: datetime) -> datetime:
    then = now + timedelta(hours=1)
    over = timedelta(minutes=then.minute, seconds=then.second, microseconds=then.microsecond) % ROUNDED_TO
    return then + (ROUNDED_TO - over) % ROUNDED_TO


def _on(now: datetime, days: int, clock: time) -> datetime:
    # Combined, not added up: where clocks are changed, tomorrow at nine is not 24 hours after today at nine.
    return datetime.combine(now.date() + timedelta(days=days), clock, now.tzinfo)


_MOMENTS: Mapping[Time, Callable[[datetime], datetime]] = {
    Time.IN_AN_HOUR: _in_an_hour,
    Time.THIS_EVENING: lambda now: _on(now, 0, EVENING),
    Time.TOMORROW_MORNING: lambda now: _on(now, 1, MORNING),
    Time.TOMORROW_EVENING: lambda now: _on(now, 1, EVENING),
}
