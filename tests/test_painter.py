"""Pictures of numbers: large enough for a phone, with colours that can be told from the ground and each other."""

import io
from itertools import combinations
from typing import Any

import pytest
from PIL import Image, ImageColor

from bot.painter import EMPTY, FAINT, FIRST, GROUND, HIGHEST, SECOND, TEXT, WIDTH, painted

BARS = [{"name": f"Milestone {number}", "value": 10**number, "said": "100 %", "full": 0} for number in range(7)]
COLUMNS = [(str(day), day, 30 - day) for day in range(1, 31)]
CHART: dict[str, Any] = {
    "title": "Numbers: " + "very " * 40 + "long",
    "parts": [
        {"title": "How far", "bars": BARS},
        {"title": "By day", "names": [["Verified", "435"], ["Stopped", "465"]], "columns": COLUMNS},
        {"title": "Codes", "bars": [{"name": "SMS", "value": 3, "said": "3 / 4", "full": 4}]},
    ],
}


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG has it."""
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart: from 1 to 21."""
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


def test_a_chart_is_a_picture_for_a_phone() -> None:
    """As wide as said, no taller than Telegram shows without shrinking letters too far, and not cut off."""
    image = Image.open(io.BytesIO(painted(CHART)))

    assert (image.format, image.width, image.mode) == ("PNG", WIDTH, "RGB")
    assert WIDTH < image.height < min(2 * WIDTH, HIGHEST)
    assert {FIRST, SECOND} <= {f"#{red:02x}{green:02x}{blue:02x}" for _, (red, green, blue) in _colours(image)}


def _colours(image: Image.Image) -> list[Any]:
    found: Any = image.getcolors(maxcolors=100_000)
    return list(found)


@pytest.mark.parametrize("chart", [{"title": "", "parts": []}, {"title": "A", "parts": [{"title": "B", "bars": []}]}])
def test_of_nothing_there_is_a_picture_too(chart: dict[str, Any]) -> None:
    """Without numbers it says what it would have shown."""
    assert painted(chart).startswith(b"\x89PNG")


def test_it_can_be_read_by_everybody() -> None:
    """Words have seven times the ground's brightness, shapes three times, and the ground fits light and dark apps."""
    assert min(contrast(colour, GROUND) for colour in (TEXT, FAINT)) >= 7
    assert min(contrast(colour, GROUND) for colour in (FIRST, SECOND)) >= 3
    assert contrast(FIRST, EMPTY) >= 3
    assert [pair for pair in combinations((FIRST, SECOND, TEXT), 2) if contrast(*pair) < 1.2] == []
    assert contrast(GROUND, "#ffffff") > 7
