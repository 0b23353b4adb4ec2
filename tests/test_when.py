"""Spans and moments as they are typed."""

import pytest

from bot.when import instant_of, seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30m", 1800), ("6h", 21600), ("2d", 172800), ("0d", 0), ("5", None), ("", None), ("-1d", None), ("99999d", None)],
)
def test_spans(text: str, seconds: int | None) -> None:
    """Minutes, hours and days, up to four digits of them."""
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-02", 86400.0),
        ("1970-01-02T00:30", 88200.0),
        ("1970-01-02T07:30+07:00", 88200.0),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments(text: str, instant: float | None) -> None:
    """In UTC unless they say otherwise."""
    assert instant_of(text) == instant
