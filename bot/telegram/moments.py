"""Says when: a time of day as people read it where the number is at home, with the place it is meant for."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.flow.model import Instant
from bot.text.times import zone_of

from .words import Html, say


def moment(language: str, at: Instant, *, phone: str, now: Instant) -> Html:
    """Say when `at` is: `14:32 Jakarta time`, with the date if that is not today at `now`.

    The zone is that of the number (`phone`, digits with the country code), and named because its owner may be
    elsewhere; UTC where there is no number, or its country has several zones that disagree.
    """
    zone = zone_of(phone, at)
    then, today = datetime.fromtimestamp(at, zone or UTC), datetime.fromtimestamp(now, zone or UTC)
    place, city = _place(zone, language)
    clock = {"hour": f"{then:%H}", "minute": f"{then:%M}", "zone": place, "city": city}
    if then.date() == today.date():
        return say(language, "clock", **clock)
    return say(language, "day-and-clock", day=then.day, month=then.month, **clock)


@cache
def _place(zone: ZoneInfo | None, language: str) -> tuple[str, str]:
    """The last part of a zone's name, and what the city is called in a language by Unicode's locale data (CLDR)."""
    if zone is None:
        return "UTC", "UTC"
    city = get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True)
    return zone.key.rpartition("/")[2], city
