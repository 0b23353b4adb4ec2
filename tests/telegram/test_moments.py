"""Times of day: in the zone of the number, and in the reader's words."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.telegram.moments import moment, moment_there, without_moments
from bot.text import times
from sandbox.telegram.markup import parse_html

NOON = int(datetime(2026, 11, 24, 12, 0, tzinfo=UTC).timestamp())
HOUR = 3_600


@pytest.mark.parametrize(
    ("phone", "english", "indonesian"),
    [
        ("6281234567890", "19:00 Jakarta time", "pukul 19.00 WIB"),
        ("8613812345678", "20:00 Shanghai time", "pukul 20.00 waktu Shanghai"),
        ("447400123456", "12:00 London time", "pukul 12.00 waktu London"),
        ("84912345678", "19:00 Ho Chi Minh time", "pukul 19.00 waktu Ho Chi Minh"),
        ("919876543210", "17:30 Kolkata time", "pukul 17.30 waktu Kolkata"),
        ("79161234567", "12:00 UTC", "pukul 12.00 UTC"),
        ("870773112345", "12:00 UTC", "pukul 12.00 UTC"),
        ("1", "12:00 UTC", "pukul 12.00 UTC"),
        ("", "12:00 UTC", "pukul 12.00 UTC"),
    ],
)
def test_time_is_that_of_the_number(phone: str, english: str, indonesian: str) -> None:
    """One zone of the number's country, named; UTC where there is none, or no one can tell which."""
    assert moment_there("en", NOON, phone=phone, now=NOON) == english
    assert moment_there("id", NOON, phone=phone, now=NOON) == indonesian


@pytest.mark.parametrize(
    ("phone", "simplified", "traditional"),
    [
        ("6281234567890", "雅加达时间 19:00", "雅加達時間 19:00"),
        ("8613812345678", "北京时间 20:00", "北京時間 20:00"),
        ("85261234567", "香港时间 20:00", "香港時間 20:00"),
        ("886912345678", "台北时间 20:00", "台北時間 20:00"),
        ("6581234567", "新加坡时间 20:00", "新加坡時間 20:00"),
        ("447400123456", "伦敦时间 12:00", "倫敦時間 12:00"),
        ("84912345678", "越南时间 19:00", "越南時間 19:00"),
        ("919876543210", "印度时间 17:30", "印度時間 17:30"),
        ("", "世界标准时间 UTC 12:00", "世界標準時間 UTC 12:00"),
    ],
)
def test_chinese_names_the_place_before_the_time(phone: str, simplified: str, traditional: str) -> None:
    """Cities have their Chinese names, the clock of Shanghai is Peking's, and a date stands in between."""
    assert moment_there("zh-Hans", NOON, phone=phone, now=NOON) == simplified
    assert moment_there("zh-Hant", NOON, phone=phone, now=NOON) == traditional
    dated = simplified.rpartition(" ")
    assert moment_there("zh-Hans", NOON, phone=phone, now=NOON - 48 * HOUR) == f"{dated[0]} 11月24日 {dated[2]}"


@pytest.mark.parametrize(
    ("now", "english", "indonesian"),
    [
        (NOON - 18 * HOUR, "19:00 Jakarta time", "pukul 19.00 WIB"),
        (NOON + 5 * HOUR - 1, "19:00 Jakarta time", "pukul 19.00 WIB"),
        (NOON - 20 * HOUR, "24 November, 19:00 Jakarta time", "24 November pukul 19.00 WIB"),
        (NOON + 5 * HOUR, "24 November, 19:00 Jakarta time", "24 November pukul 19.00 WIB"),
    ],
)
def test_another_day_is_named(now: int, english: str, indonesian: str) -> None:
    """«Today» is the day where the number is at home, not that of UTC."""
    assert moment_there("en", NOON, phone="6281234567890", now=now) == english
    assert moment_there("id", NOON, phone="6281234567890", now=now) == indonesian


@pytest.mark.parametrize(
    ("month", "english", "indonesian"),
    [
        (1, "January", "Januari"),
        (2, "February", "Februari"),
        (3, "March", "Maret"),
        (4, "April", "April"),
        (5, "May", "Mei"),
        (6, "June", "Juni"),
        (7, "July", "Juli"),
        (8, "August", "Agustus"),
        (9, "September", "September"),
        (10, "October", "Oktober"),
        (11, "November", "November"),
        (12, "December", "Desember"),
    ],
)
def test_months_have_their_names(month: int, english: str, indonesian: str) -> None:
    """A month's number would be read differently by different people."""
    at = int(datetime(2027, month, 3, 4, 5, tzinfo=UTC).timestamp())

    assert moment_there("en", at, phone="", now=NOON) == f"3 {english}, 04:05 UTC"
    assert moment_there("id", at, phone="", now=NOON) == f"3 {indonesian} pukul 04.05 UTC"


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """A machine where numbers have other zones: what was found out here is not known there, nor the other way round."""
    times._zones_of.cache_clear()
    yield
    times._zones_of.cache_clear()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("zone", "name"), [("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")])
def test_indonesia_names_its_zones(zone: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An Indonesian reads WIB, WITA and WIT, not cities."""
    monkeypatch.setattr("phonenumbers.timezone.time_zones_for_number", lambda _: (zone,))

    assert moment_there("id", NOON, phone="6281234567890", now=NOON).endswith(f" {name}")


@pytest.mark.usefixtures("elsewhere")
def test_a_machine_without_time_zones_says_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slim container has no zone data: the time is right all the same."""

    def none_here(key: str) -> None:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr(times, "_zone", none_here)

    assert moment_there("en", NOON, phone="6281234567890", now=NOON) == "12:00 UTC"


@pytest.mark.parametrize(
    ("at", "form", "said"),
    [
        (NOON, "t", "19:00 Jakarta time"),
        (NOON + 59, "t", "19:00 Jakarta time"),
        (NOON + 24 * HOUR, "Dt", "25 November, 19:00 Jakarta time"),
    ],
)
def test_each_reader_has_their_own_zone(at: int, form: str, said: str) -> None:
    """Telegram shows the clock, or the day and the clock, of whoever reads; what we say ourselves is right as well."""
    text = moment("en", at, phone="6281234567890", now=NOON)
    shown = parse_html(text)

    assert shown.text == said
    (entity,) = shown.entities
    assert (entity["type"], entity["unix_time"], entity["date_time_format"]) == ("date_time", at - at % 60, form)
    assert (entity["offset"], entity["length"]) == (0, len(said)), "place and all: it is another one there"
    assert without_moments(f"<b>until {text}</b>") == f"<b>until {said}</b>"
