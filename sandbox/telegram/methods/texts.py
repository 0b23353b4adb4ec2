"""Texts and captions as the bot sends them."""

from ..errors import bad_request, not_played
from ..found import with_found
from ..markup import Formatted, parse_html, sort_entities, tidy, utf16_length
from ..schema import JsonObject
from ..state import State

# "1-4096 characters after entities parsing", "0-1024" (manual, sendMessage, sendPhoto). The manual does not say
# which characters; UTF-16 units, in which it counts offsets, are the stricter reading.
TEXT_LENGTH = 4096
CAPTION_LENGTH = 1024

# What a bot may set. The server finds the others by itself and ignores them here.
_SETTABLE = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "custom_emoji",
        "date_time",
    }
)
_FOUND = frozenset({"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"})
_NEEDS = {"text_link": "url", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


def read_text(state: State, params: JsonObject) -> Formatted:
    """Read the text of a message.

    Raises:
        Refused: 400, for bad markup, an empty or a too long text.
    """
    if not params["text"]:
        raise bad_request("message text is empty")
    formatted = _read(state, params["text"], params.get("parse_mode", ""), params.get("entities", []))
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > TEXT_LENGTH:
        raise bad_request("message is too long")
    return formatted


def read_caption(state: State, params: JsonObject) -> Formatted:
    """Read the caption of a file; it may be missing.

    Raises:
        Refused: 400, for bad markup or a too long caption.
    """
    entities = params.get("caption_entities", [])
    formatted = _read(state, params.get("caption", ""), params.get("parse_mode", ""), entities)
    if utf16_length(formatted.text) > CAPTION_LENGTH:
        raise bad_request("message caption is too long")
    return formatted


def _read(state: State, text: str, parse_mode: str, entities: list[JsonObject]) -> Formatted:
    mode = parse_mode.lower()
    if mode == "html":
        formatted = parse_html(text, lambda user_id: _user(state, user_id))
    elif mode in {"markdown", "markdownv2"}:
        raise not_played(f"parse_mode {parse_mode}")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        formatted = Formatted(text, _checked(text, entities))
    return with_found(tidy(formatted))


def _user(state: State, user_id: int) -> JsonObject | None:
    user = state.users.get(user_id)
    return None if user is None else user.as_json()


def _checked(text: str, entities: list[JsonObject]) -> tuple[JsonObject, ...]:
    kept: list[JsonObject] = []
    for one in entities:
        if one["type"] in _FOUND:
            continue
        if one["type"] not in _SETTABLE or _NEEDS.get(one["type"], "type") not in one:
            raise bad_request(f"can't parse MessageEntity: wrong type or field in {one['type']}")
        if one["offset"] < 0 or one["length"] <= 0 or one["offset"] + one["length"] > utf16_length(text):
            raise bad_request("ENTITY_BOUNDS_INVALID")
        kept.append(one)
    return sort_entities(kept)
