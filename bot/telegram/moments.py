"""Says when: a time of day as people read it where the number is at home, with the place it is meant for."""

import re
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from bot.flow.model import Instant
from bot.text.times import zone_of

from .words import Html, say

_MINUTE = 60
_TIME = re.compile(r"</?tg-time[^>]*>")


def moment(language: str, at: Instant, *, phone: str, now: Instant) -> Html:
    """Say when `at` is, so that each reader sees it in their own zone where their Telegram can do that.

    What it says by itself is right for everybody: see `moment_there`. Telegram puts its own words in the place of all
    of it, place included. The clock alone cannot be misread in another zone, though «today» ends elsewhere at another
    hour: within a day each time of the clock comes once.
    """
    there = moment_there(language, at, phone=phone, now=now)
    # What is said has no seconds, so what is shown instead must have none either.
    form = "t" if _is_today(at, phone, now) else "Dt"
    return Html(f'<tg-time unix="{at - at % _MINUTE}" format="{form}">{there}</tg-time>')


def moment_there(language: str, at: Instant, *, phone: str, now: Instant) -> Html:
    """Say when `at` is where the number is: `14:32 Jakarta time`, with the date if that is not today at `now`.

    The zone is that of the number (`phone`, digits with the country code), and named because its owner may be
    elsewhere; UTC where there is no number, or its country has several zones that disagree.
    """
    zone = zone_of(phone, at)
    then = datetime.fromtimestamp(at, zone or UTC)
    place, city = _place(zone, language)
    clock = {"hour": f"{then:%H}", "minute": f"{then:%M}", "zone": place, "city": city}
    if _is_today(at, phone, now):
        return say(language, "clock", **clock)
    return say(language, "day-and-clock", day=then.day, month=then.month, **clock)


def without_moments(text: str) -> str:
    """The HTML as it was before Telegram had such times (Bot API 9.5): what they say by themselves is right."""
    return _TIME.sub("", text)


def _is_today(at: Instant, phone: str, now: Instant) -> bool:
    zone = zone_of(phone, at) or UTC
    return datetime.fromtimestamp(at, zone).date() == datetime.fromtimestamp(now, zone).date()


@cache
def _place(zone: ZoneInfo | None, language: str) -> tuple[str, str]:
    """The last part of a zone's name, and what the city is called in a language by Unicode's locale data (CLDR)."""
    if zone is None:
        return "UTC", "UTC"
    city = get_timezone_location(zone, locale=language.replace("-", "_"), return_city=True)
    return zone.key.rpartition("/")[2], city
