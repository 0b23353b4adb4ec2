"""What somebody of the staff reads when they ask for something, and its buttons. Pure.

What is put in may have been written by anybody, and the group may be large: it is text in its line, and what looks like
a number in it is hidden.
"""

import html
import json
from typing import assert_never

from babel.numbers import format_decimal
from telegram.helpers import create_deep_linked_url

from bot.flow import policy
from bot.flow.staff import AnswerStaff, Bars, Chart, Columns, DeepLink, Duration, Key, Line, Moment, Named, Ours, Value
from bot.staff.reading import carried

from .moments import moment
from .staff import without_numbers
from .words import Html, clipped, say

LONGEST_KEY = 32
"""Characters of a name that staff gave to something, on a button."""

LONGEST_VALUE = 120
"""Characters of what is put in, such as a name: ten lines with one each still fit a message."""

Markup = dict[str, object]


def render_answer(answer: AnswerStaff, language: str, bot_name: str) -> tuple[Html, Markup | None]:
    """The answer as HTML, and its keyboard. Without paragraphs it is empty: nothing is said."""
    paragraphs = ("\n".join(_line(line, answer.at, language, bot_name) for line in each) for each in answer.paragraphs)
    return Html("\n\n".join(paragraphs)), _markup(answer, language, bot_name)


def chart_of(chart: Chart, at: int, language: str) -> bytes:
    """The chart as whoever draws it is told: its words and numbers in a language, without markup, as JSON."""

    def words(line: Line) -> str:
        return html.unescape(_line(line, at, language, ""))

    def number(of: int) -> str:
        return format_decimal(of, locale=language)

    def part(of: Bars | Columns) -> dict[str, object]:
        if isinstance(of, Columns):
            totals = (sum(lower for _, lower, _ in of.columns), sum(upper for _, _, upper in of.columns))
            names = [(words(line), number(total)) for line, total in zip((of.lower, of.upper), totals, strict=True)]
            return {"title": words(of.title), "names": names, "columns": of.columns}
        bars = [
            {
                "name": words(bar.name),
                "value": bar.value,
                "full": bar.full,
                "said": f"{number(bar.value)} / {number(bar.full)}" if bar.full else f"{number(bar.value)}  {bar.said}",
            }
            for bar in of.bars
        ]
        return {"title": words(of.title), "bars": bars}

    return json.dumps({"title": words(chart.title), "parts": [part(each) for each in chart.parts]}).encode()


def _line(line: Line, at: int, language: str, bot_name: str) -> Html:
    values = {name: _put_in(value, at, language, bot_name) for name, value in line.values.items()}
    return say(language, line.text, **values)


def _put_in(value: Value, now: int, language: str, bot_name: str) -> str | int:
    match value:
        case str():
            return clipped(without_numbers(value), LONGEST_VALUE)
        case int():
            return value
        case Moment(at=at):
            return moment(language, at, phone="", now=now)
        case Named(name=name):
            return say(language, name)
        case DeepLink():
            return _address(value, bot_name)
        case Ours(text=text):
            return text
        case Duration(seconds=seconds):
            return _duration(seconds, language)
        case _:
            assert_never(value)


_UNITS = ((1, "seconds"), (policy.MINUTE, "minutes"), (policy.HOUR, "hours"), (policy.DAY, "days"))


def _duration(seconds: int, language: str) -> Html:
    """In the largest unit of which there are two at least: what is said is near enough, and short."""
    size, unit = next(((size, unit) for size, unit in reversed(_UNITS) if seconds >= 2 * size), _UNITS[0])
    return say(language, f"staff-duration-{unit}", number=round(seconds / size))


def _markup(answer: AnswerStaff, language: str, bot_name: str) -> Markup | None:
    if answer.asks:
        return {"force_reply": True, "selective": True}
    rows = [[_key(key, language, bot_name) for key in row] for row in answer.keys]
    return {"inline_keyboard": rows} if rows else None


def _key(key: Key, language: str, bot_name: str) -> dict[str, object]:
    label = say(language, key.label) if key.label else clipped(key.said, LONGEST_KEY)
    if key.command:
        return {"text": label, "callback_data": carried(key.command)}
    copies = _address(key.copies, bot_name) if isinstance(key.copies, DeepLink) else key.copies
    return {"text": label, "copy_text": {"text": copies}}


def _address(link: DeepLink, bot_name: str) -> str:
    return create_deep_linked_url(bot_name, link.token)
