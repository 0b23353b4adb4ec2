"""Paints a chart: JSON in, PNG out. Run by `drawing` as a program of its own, so it imports nothing of the others.

It is read on a phone, held upright, in an app that is light or dark: so it brings its own ground, dark enough not to
glare in the one and light enough to stand out in the other.
"""

import io
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, MARGIN, HIGHEST = 1080, 56, 4000
"""Pixels. A phone shows the width in some 360 points: a third, so that a letter of 40 is read as one of 13."""

LARGE, NORMAL, SMALL = 60, 40, 34
"""Pixels of letters: of titles, of what is to be read, and of what stands below columns."""

GROUND, TEXT, FAINT, EMPTY = "#1d2733", "#f4f6f8", "#c3cdd8", "#33414f"
FIRST, SECOND = "#4fb3ff", "#ffb454"
"""Blue and orange, which those who do not see red or green can tell apart; the words beside them say it too."""

BAR, COLUMNS, WIDEST = 30, 300, 90
"""Pixels: how thick a bar is, how high columns are at most, and how wide."""

LABELS = 10
"""Columns that have a number below them, of however many: more would run into each other."""

ELLIPSIS = "…"

Panel = Mapping[str, Any]


class Painting:
    """A picture that grows downwards, from `y` on."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, HIGHEST), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        # The letters come with the library, so that they look the same on every machine.
        self._fonts = {size: ImageFont.load_default(size) for size in (LARGE, NORMAL, SMALL)}
        self.y = MARGIN

    def png(self) -> bytes:
        """The picture, no longer than it has become."""
        written = io.BytesIO()
        self._image.crop((0, 0, WIDTH, self.y + MARGIN)).save(written, "PNG", optimize=True)
        return written.getvalue()

    def line(self, text: str, size: int, fill: str, *, right: str = "", below: int = 0, left: int = 0) -> None:
        """A line of text that is cut where it would not fit, and another at its right end; so much stays free below."""
        end = WIDTH - MARGIN - self._width(right, size)
        self._draw.text((end, self.y), right, fill=TEXT, font=self._fonts[size])
        fitted = text
        while len(text) > 1 and self._width(fitted, size) > end - 2 * MARGIN - left:
            text = text[:-1]
            fitted = text + ELLIPSIS
        self._draw.text((MARGIN + left, self.y), fitted, fill=fill, font=self._fonts[size])
        self.y += size + below

    def bars(self, panel: Panel) -> None:
        """Bars below each other: above each what it is of, and how much."""
        most = max([1, *(bar["value"] for bar in panel["bars"])])
        for bar in panel["bars"]:
            self.line(bar["name"], NORMAL, FAINT, right=bar["said"].strip(), below=14)
            end = WIDTH - MARGIN
            self._rectangle(MARGIN, self.y, end, self.y + BAR, EMPTY)
            long = (end - MARGIN) * bar["value"] / (bar["full"] or most)
            self._rectangle(MARGIN, self.y, MARGIN + long, self.y + BAR, FIRST)
            self.y += BAR + 26

    def columns(self, panel: Panel) -> None:
        """Columns beside each other, of two parts; what the parts are and how much they are in all stands above."""
        columns: Sequence[tuple[str, int, int]] = panel["columns"]
        for (name, total), colour in zip(panel["names"], (FIRST, SECOND), strict=True):
            self._rectangle(MARGIN, self.y + 4, MARGIN + 36, self.y + 40, colour)
            self.line(name, NORMAL, FAINT, right=total, below=18, left=56)
        most = max([1, *(lower + upper for _, lower, upper in columns)])
        step = (WIDTH - 2 * MARGIN) / max(1, len(columns))
        wide, every = min(step * 0.7, WIDEST), -(-len(columns) // LABELS)
        self.y += 16 + COLUMNS
        self._rectangle(MARGIN, self.y, WIDTH - MARGIN, self.y + 2, FAINT)
        for place, (label, lower, upper) in enumerate(columns):
            left = MARGIN + step * place + (step - wide) / 2
            middle = self.y - COLUMNS * lower / most
            self._rectangle(left, middle, left + wide, self.y, FIRST)
            self._rectangle(left, middle - COLUMNS * upper / most, left + wide, middle, SECOND)
            if place % every == 0:
                start = left + (wide - self._width(label, SMALL)) / 2
                self._draw.text((start, self.y + 12), label, fill=FAINT, font=self._fonts[SMALL])
        self.y += 12 + SMALL + 30

    def _width(self, text: str, size: int) -> float:
        return self._draw.textlength(text, self._fonts[size])

    def _rectangle(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        if right - left >= 1 and bottom - top >= 1:
            self._draw.rectangle((left, top, right - 1, bottom - 1), fill=fill)


def painted(chart: Mapping[str, Any]) -> bytes:
    """The chart as a PNG."""
    painting = Painting()
    painting.line(chart["title"], LARGE, TEXT, below=44)
    for panel in chart["parts"]:
        painting.line(panel["title"], NORMAL, TEXT, below=30)
        if "bars" in panel:
            painting.bars(panel)
        else:
            painting.columns(panel)
        painting.y += 24
    return painting.png()


if __name__ == "__main__":
    sys.stdout.buffer.write(painted(json.load(sys.stdin)))
