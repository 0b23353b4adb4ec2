"""Messages as HTML again, for the demo page. Commands are buttons: the app sends them at a tap."""

import html

from .markup import Formatted
from .schema import JsonObject

_OPENING = {
    "bold": "<b>",
    "italic": "<i>",
    "underline": "<u>",
    "strikethrough": "<s>",
    "spoiler": '<span class="tg-spoiler">',
    "blockquote": "<blockquote>",
    "expandable_blockquote": "<blockquote expandable>",
    "code": "<code>",
    "pre": "<pre>",
}


def to_html(formatted: Formatted) -> str:
    """Write a message as HTML that is safe to put into a page; unknown kinds of entities are left out."""
    units = formatted.text.encode("utf-16-le", "surrogatepass")
    starts: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for entity in formatted.entities:
        covered = units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2]
        opening = _opening(entity, covered.decode("utf-16-le", "surrogatepass"))
        if opening:
            starts.setdefault(entity["offset"], []).append(opening)
            tag = opening[1:].split(" ")[0].rstrip(">")
            ends.setdefault(entity["offset"] + entity["length"], []).insert(0, f"</{tag}>")
    parts: list[str] = []
    previous = 0
    for place in sorted({*starts, *ends, len(units) // 2}):
        parts.append(html.escape(units[previous * 2 : place * 2].decode("utf-16-le", "surrogatepass")))
        parts += ends.get(place, []) + starts.get(place, [])
        previous = place
    return "".join(parts)


def _opening(entity: JsonObject, covered: str) -> str:
    match entity["type"]:
        case "text_link":
            return f'<a href="{html.escape(entity["url"])}">'
        case "url":
            return f'<a href="{html.escape(covered)}">'
        case "bot_command":
            return '<button type="button" class="command">'
        case "pre" if "language" in entity:
            return f'<pre class="language-{html.escape(entity["language"])}">'
        case "date_time":
            form = entity.get("date_time_format", "")
            return f'<tg-time unix="{entity["unix_time"]}" format="{html.escape(form)}">'
        case kind:
            return _OPENING.get(kind, "")
