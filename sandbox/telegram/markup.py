"""Text as Telegram reads it: HTML into plain text and entities, and the trimming that follows.

Offsets and lengths count UTF-16 code units, as everywhere in the Bot API. Places in error texts count bytes of
the UTF-8 text that was sent. The rules and the words of the errors are those of TDLib's parser.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import Refused, bad_request
from .links import checked_link, linked_user
from .schema import JsonObject

_SAME_AS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset({*_SAME_AS, "a", "pre", "code", "blockquote", "tg-emoji", "tg-time"})
# Attributes that mean something; others are read and forgotten.
_ATTRIBUTE = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id", "blockquote": "expandable"}
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")

_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot)(?![a-zA-Z]));?")
# The parser takes this one itself for no character.
_LAST_CODE_POINT = 0x10FFFF
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_SPACES = re.compile(r"\s*")

# Everything below a space except the line feed; a carriage return is dropped, the others become spaces.
_CONTROLS = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): None}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text without markup, and what the markup said about it."""

    text: str
    entities: tuple[JsonObject, ...] = ()


@dataclass(slots=True)
class _Open:
    tag: str
    begin: int
    attributes: dict[str, str] = field(default_factory=dict)


def utf16_length(text: str) -> int:
    """Count the UTF-16 code units of `text`: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str, name_of: Callable[[int], JsonObject | None] = lambda _: None) -> Formatted:
    """Read `parse_mode=HTML`.

    `name_of` gives the user (as JSON) of an id, for mentions by `tg://user?id=…`; those of strangers are plain text.

    Raises:
        Refused: 400 "can't parse entities: …".
    """
    return _Parser(source, name_of).run()


class _Parser:
    """One pass over one text."""

    def __init__(self, source: str, name_of: Callable[[int], JsonObject | None]) -> None:
        self._source = source
        self._name_of = name_of
        self._at = 0
        self._out: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[JsonObject] = []

    def run(self) -> Formatted:
        while self._at < len(self._source):
            char = self._source[self._at]
            if char == "&" and (reference := self._reference()) is not None:
                self._write(reference)
            elif char != "<":
                end = _next(self._source, self._at + 1)
                self._write(self._source[self._at : end])
                self._at = end
            elif self._source.startswith("</", self._at):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        text = "".join(self._out)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _cannot("Text contains invalid Unicode characters after decoding HTML entities")
        return Formatted(text, sort_entities(self._entities))

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._length += utf16_length(text)

    def _reference(self) -> str | None:
        """Decode a character reference here, or leave an unknown one as the text that it is."""
        found = _REFERENCE.match(self._source, self._at)
        if found is None:
            return None
        hexadecimal, decimal, name = found.groups()
        code = int(hexadecimal, 16) if hexadecimal else int(decimal) if decimal else ord(_NAMED[name])
        if not 0 < code < _LAST_CODE_POINT:
            return None
        self._at = found.end()
        return chr(code)

    def _start_tag(self) -> None:
        begin = self._at
        found = self._match(_TAG_NAME, begin + 1)
        tag = found.lower()
        self._at = begin + 1 + len(found)
        if self._at >= len(self._source):
            raise _cannot(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _TAGS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        opened = _Open(tag, self._length)
        while self._skip_spaces() != ">":
            name, value = self._attribute(tag, begin)
            opened.attributes.setdefault(name, value)
        self._at += 1
        if tag == "span" and opened.attributes.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self._open.append(opened)

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        place = self._byte(begin)
        name = self._match(_ATTRIBUTE_NAME, self._at)
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {place}')
        self._at += len(name)
        if self._skip_spaces() != "=":
            if _ATTRIBUTE.get(tag) == "expandable":
                return name, ""
            raise _cannot(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {place}'
            )
        self._at += 1
        quote = self._skip_spaces()
        value = self._quoted(quote) if quote in {"'", '"'} else self._name_token()
        if self._at >= len(self._source):
            raise _cannot(f"Unclosed start tag at byte offset {place}")
        return name, value

    def _name_token(self) -> str:
        begin = self._at
        token = self._match(_NAME_TOKEN, begin)
        self._at += len(token)
        if self._at < len(self._source) and self._source[self._at] != ">" and not self._source[self._at].isspace():
            raise _cannot(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return token.lower()

    def _quoted(self, quote: str) -> str:
        self._at += 1
        parts: list[str] = []
        while self._at < len(self._source) and self._source[self._at] != quote:
            reference = self._reference() if self._source[self._at] == "&" else None
            if reference is None:
                reference = self._source[self._at]
                self._at += 1
            parts.append(reference)
        self._at += 1
        return "".join(parts)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _cannot(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = self._match(_TAG_NAME, begin + 2)
        self._at = begin + 2 + len(name)
        if self._skip_spaces() != ">":
            raise _cannot(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self._at += 1
        opened = self._open.pop()
        if name and name.lower() != opened.tag:
            raise _cannot(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{name.lower()}>"'
            )
        if self._length > opened.begin:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        span: JsonObject = {"offset": opened.begin, "length": self._length - opened.begin}
        entity: JsonObject | None
        match opened.tag:
            case "a":
                entity = self._link(opened, span)
            case "pre" | "code":
                entity = self._preformatted(opened, span)
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"
                entity = {"type": kind, **span}
            case "tg-emoji":
                entity = {"type": "custom_emoji", **span, "custom_emoji_id": _emoji_id(opened)}
            case "tg-time":
                entity = _time(opened, span)
            case tag:
                entity = {"type": _SAME_AS[tag], **span}
        if entity is not None:
            self._entities.append(entity)

    def _link(self, opened: _Open, span: JsonObject) -> JsonObject | None:
        url = opened.attributes.get("href") or self._written_since(opened.begin)
        user_id = linked_user(url)
        if user_id is not None:
            user = self._name_of(user_id)
            return None if user is None else {"type": "text_mention", **span, "user": user}
        try:
            return {"type": "text_link", **span, "url": checked_link(url)}
        except ValueError:
            return None  # The server drops a link that leads nowhere and keeps its text.

    def _preformatted(self, opened: _Open, span: JsonObject) -> JsonObject | None:
        """Make `<pre><code class="language-x">` one entity with a language, whichever tag is outside."""
        language = opened.attributes.get("class", "").removeprefix("language-") if opened.tag == "code" else ""
        inner = self._entities[-1] if self._entities else None
        if inner is not None and inner["type"] in {"pre", "code"} and span.items() <= inner.items():
            self._entities.pop()
            language = inner.get("language", "") or language
            return {"type": "pre", **span, **({"language": language} if language else {})}
        entity: JsonObject = {"type": opened.tag, **span}
        if language:
            entity["language"] = language
        return entity

    def _written_since(self, begin: int) -> str:
        written = "".join(self._out).encode("utf-16-le", "surrogatepass")
        return written[begin * 2 :].decode("utf-16-le", "surrogatepass")

    def _match(self, pattern: re.Pattern[str], begin: int) -> str:
        found = pattern.match(self._source, begin)
        return found.group() if found else ""

    def _skip_spaces(self) -> str:
        self._at += len(self._match(_SPACES, self._at))
        return self._source[self._at] if self._at < len(self._source) else ""

    def _byte(self, position: int) -> int:
        return len(self._source[:position].encode("utf-8", "surrogatepass"))


def _next(source: str, begin: int) -> int:
    places = [place for place in (source.find("<", begin), source.find("&", begin)) if place >= 0]
    return min(places, default=len(source))


def _emoji_id(opened: _Open) -> str:
    emoji = opened.attributes.get("emoji-id", "")
    if not emoji.isdecimal() or int(emoji) == 0:
        raise _cannot("Invalid custom emoji identifier specified")
    return emoji


def _time(opened: _Open, span: JsonObject) -> JsonObject:
    """Read `<tg-time unix="…" format="…">`, a time that each reader sees in their own zone (Bot API 9.5)."""
    unix, form = opened.attributes.get("unix", ""), opened.attributes.get("format", "")
    if not unix.isdecimal():
        raise _cannot("Invalid unix time specified")
    if not _TIME_FORMAT.fullmatch(form):
        raise _cannot("Invalid date-time format specified")
    return {"type": "date_time", **span, "unix_time": int(unix), **({"date_time_format": form} if form else {})}


def _cannot(reason: str) -> Refused:
    return bad_request(f"can't parse entities: {reason}")


def sort_entities(entities: list[JsonObject]) -> tuple[JsonObject, ...]:
    """Put entities in the order of a message: by place, the longer first."""
    return tuple(sorted(entities, key=lambda one: (one["offset"], -one["length"])))


def tidy(formatted: Formatted) -> Formatted:
    """Do to a text what the server does before it keeps it: no control characters, no blank at either end."""
    if not formatted.entities:
        return Formatted(formatted.text.translate(_CONTROLS).strip())
    text = formatted.text.translate({**_CONTROLS, ord("\r"): " "})  # Same length, so that entities still fit.
    left = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    end = utf16_length(text)
    kept: list[JsonObject] = []
    for entity in formatted.entities:
        begin = max(entity["offset"] - left, 0)
        stop = min(entity["offset"] + entity["length"] - left, end)
        if stop > begin:
            kept.append({**entity, "offset": begin, "length": stop - begin})
    return Formatted(text, sort_entities(kept))
