"""What Telegram finds in a plain text by itself: commands, links, mentions, numbers."""

import re

from .markup import Formatted, sort_entities, utf16_length
from .schema import JsonObject

# The shapes that matter to a bot, simpler than TDLib's: no bare domains, no hashtags of currencies.
# Each with a sign without which it cannot be there, since most texts have none of them.
_PATTERNS = (
    ("url", "://", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}'»]")),
    ("email", "@", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("bot_command", "/", re.compile(r"(?<![\w/@.<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@<>])")),
    ("mention", "@", re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
    ("hashtag", "#", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
    ("phone_number", "+", re.compile(r"(?<![\w+])\+\d(?:[ ().-]?\d){6,14}(?!\w)")),
)
# Inside these nothing is looked for.
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention"})


def with_found(formatted: Formatted) -> Formatted:
    """Add the entities that the server finds; those of the markup win where both claim a place."""
    taken = [(one["offset"], one["offset"] + one["length"]) for one in formatted.entities if one["type"] in _OPAQUE]
    found: list[JsonObject] = []
    for kind, sign, pattern in _PATTERNS:
        if sign not in formatted.text:
            continue
        for match in pattern.finditer(formatted.text):
            begin = utf16_length(formatted.text[: match.start()])
            end = begin + utf16_length(match.group())
            if all(end <= left or begin >= right for left, right in taken):
                taken.append((begin, end))
                found.append({"type": kind, "offset": begin, "length": end - begin})
    if not found:
        return formatted
    return Formatted(formatted.text, sort_entities([*formatted.entities, *found]))
