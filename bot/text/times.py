"""Times of day where a number is at home: its zone, and the times that a customer may choose there."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum, auto
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import timezone

_RENAMED = {"Asia/Calcutta": "Asia/Kolkata"}
"""Zones that phonenumbers has under a name that their people gave up."""

EVENING = time(20)
"""When most shops are quiet and nobody sleeps yet."""

MORNING = time(9)
"""When an office has opened and its day has not begun."""

NIGHT = time(20, 45), time(8)
"""From when to when nobody is reminded of anything: 21:00 to 8:00, and a reminder may take a quarter of an hour to be
delivered (`NUDGE_LIFE`)."""

AT_HOME = {
    "id": ZoneInfo("Asia/Jakarta"),
    "zh-Hans": ZoneInfo("Asia/Shanghai"),
    "zh-Hant": ZoneInfo("Asia/Taipei"),
    "en": ZoneInfo("Asia/Singapore"),
}
"""Where somebody most likely is whose number we do not know, or whose number is at home nowhere: by their language. Who
is asked in English is a customer of a vendor in this part of the world, as a rule."""

LONGEST_NIGHT = timedelta(days=2)
"""Zones that are never all awake at once, of which there may be some far apart, are no reason to wait for longer."""

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
    zones = _zones_of(phone)
    if len({datetime.fromtimestamp(at, zone).utcoffset() for zone in zones}) != 1:
        return None
    return zones[-1]


def night_until(phone: str, language: str, at: int) -> int:
    """When the night is over in which a customer may be at `at`; `at` itself by day.

    Where a number's zones disagree it is day once it is day in all of them: nobody knows in which it is.
    """
    zones = _zones_of(phone) or (AT_HOME.get(language, AT_HOME["en"]),)
    morning = _morning_of(zones, at)
    return morning if morning - at <= LONGEST_NIGHT.total_seconds() else _morning_of(zones[-1:], at)


def _morning_of(zones: tuple[ZoneInfo, ...], at: int) -> int:
    """The next instant at which it is day in all of the zones, or one too far off."""
    then, end = at, at + LONGEST_NIGHT.total_seconds()
    while then <= end and (nights := [zone for zone in zones if _is_night(datetime.fromtimestamp(then, zone))]):
        then = max(_next_morning(datetime.fromtimestamp(then, zone)) for zone in nights)
    return then


def _is_night(now: datetime) -> bool:
    begins, ends = NIGHT
    return not ends <= now.time() < begins


def _next_morning(now: datetime) -> int:
    return int(_on(now, 0 if now.time() < NIGHT[1] else 1, NIGHT[1]).timestamp())


@lru_cache(maxsize=256)  # Those who are being served: each screen asks several times, and to find out takes 15 µs.
def _zones_of(phone: str) -> tuple[ZoneInfo, ...]:
    """The zones that a number may be at home in; none where there is no number, or it is at home nowhere."""
    try:
        names = timezone.time_zones_for_number(phonenumbers.parse(f"+{phone}"))
        return tuple(_zone(_RENAMED.get(name, name)) for name in names)
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError):
        return ()


@cache
def _zone(name: str) -> ZoneInfo:
    """A zone, read once: Python itself keeps eight, and an American toll-free number is at home in forty."""
    return ZoneInfo(name)


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
