"""Reads spans and moments as they are typed at a terminal."""

import re
from datetime import UTC, datetime

from .flow import policy

_SPAN = re.compile(r"(?P<number>[0-9]{1,4})(?P<unit>[mhd])")
_UNITS = {"m": policy.MINUTE, "h": policy.HOUR, "d": policy.DAY}


def seconds_of(text: str) -> int | None:
    """The seconds of a span: 30m, 6h, 2d; None where it is none."""
    span = _SPAN.fullmatch(text)
    return None if span is None else int(span["number"]) * _UNITS[span["unit"]]


def instant_of(text: str) -> float | None:
    """A moment, as in 2026-11-24T09:00, in UTC unless it says otherwise; None where it is none."""
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
