"""When staff are there: reads `Mon-Fri 09:00-18:00, Sat 09:00-13:00`, and says when the next of them is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEK = len(_DAYS)
_DAY = 24 * 60
_SPAN = re.compile(
    rf"(?P<first>{'|'.join(_DAYS)})(?:-(?P<last>{'|'.join(_DAYS)}))? ?"
    r"(?P<from_hour>\d{1,2}):(?P<from_minute>\d\d)-(?P<to_hour>\d{1,2}):(?P<to_minute>\d\d)",
)


class HoursUnreadableError(ValueError):
    """The text does not say when."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When staff are there. `spans` are of (day of the week, from, to), in minutes of that day; none: nobody says."""

    zone: str = "UTC"
    spans: tuple[tuple[int, int, int], ...] = ()

    def open_from(self, at: int) -> int:
        """When somebody is there from `at` on: `at` itself, if somebody is; 0 where nobody says when."""
        if not self.spans:
            return 0
        zone = ZoneInfo(self.zone)
        now = datetime.fromtimestamp(at, zone)
        opens = [
            max(at, _instant(now, days, start))
            for days in range(_WEEK + 1)
            for day, start, end in self.spans
            if day == (now.weekday() + days) % _WEEK and _instant(now, days, end) > at
        ]
        return min(opens)


def read_hours(text: str, zone: str) -> Hours:
    """Read what an operator wrote. Raises `HoursUnreadableError`."""
    spans: list[tuple[int, int, int]] = []
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        found = _SPAN.fullmatch(part)
        if found is None:
            raise HoursUnreadableError("it should look like: Mon-Fri 09:00-18:00, Sat 09:00-13:00")
        start = _minutes(found["from_hour"], found["from_minute"])
        end = _minutes(found["to_hour"], found["to_minute"])
        if start >= end:
            raise HoursUnreadableError("each day's hours must end after they begin; midnight is 24:00")
        first = _DAYS.index(found["first"])
        last = _DAYS.index(found["last"] or found["first"])
        spans += [((first + step) % _WEEK, start, end) for step in range((last - first) % _WEEK + 1)]
    return Hours(zone, tuple(sorted(spans)))


def _minutes(hour: str, minute: str) -> int:
    minutes = int(hour) * 60 + int(minute)
    if int(minute) >= 60 or minutes > _DAY:  # noqa: PLR2004 -- minutes of an hour
        raise HoursUnreadableError("there is no such time of day")
    return minutes


def _instant(now: datetime, days: int, minutes: int) -> int:
    """That time of the day so many days from now, on the clocks there: a day may have 23 hours."""
    day = (now + timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    there = (day + timedelta(minutes=minutes)).replace(tzinfo=now.tzinfo)
    return int(there.astimezone(UTC).timestamp())
