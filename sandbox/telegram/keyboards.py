"""Keyboards as Telegram accepts them, and as a person sees them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .errors import Refused, bad_request, not_played
from .links import checked_link
from .markup import utf16_length
from .schema import JsonObject

Action: TypeAlias = Literal["callback", "url", "copy", "text", "contact", "location"]
Shown: TypeAlias = Literal["inline", "reply", "remove", "force_reply"]

# "1-64 bytes" and "1-256 characters" (manual, InlineKeyboardButton and CopyTextButton).
CALLBACK_DATA_BYTES = 64
COPY_TEXT_LENGTH = 256
PLACEHOLDER_LENGTH = 64
# The server says "reply markup is too long" at about a hundred buttons; the manual gives no number.
MOST_BUTTONS = 100

_STYLES = frozenset({"danger", "success", "primary"})
_LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
_INLINE_PLAYED = frozenset({"url", "callback_data", "copy_text"})
_REPLY_PLAYED = frozenset({"request_contact", "request_location"})


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a person sees it. `value` is the callback data, the address or the text to copy."""

    text: str
    action: Action
    value: str = ""
    style: str = ""


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A reply markup that passed. `json` is what a message repeats to the bot, for inline keyboards only."""

    shown: Shown
    rows: Rows = ()
    json: JsonObject | None = None
    one_time: bool = False
    persistent: bool = False
    placeholder: str = ""


def read_keyboard(markup: JsonObject | None, *, private: bool) -> Keyboard | None:
    """Judge a `reply_markup` that has the right shape.

    Rows without buttons are dropped; a keyboard without rows is none at all, as on the real server.

    Raises:
        Refused: 400, for a button that the server would not take in this chat.
    """
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        return _reply(markup, private=private)
    if "remove_keyboard" in markup:
        return Keyboard("remove") if markup["remove_keyboard"] else None
    return Keyboard("force_reply", placeholder=_placeholder(markup)) if markup["force_reply"] else None


def _inline(rows: list[list[JsonObject]]) -> Keyboard | None:
    rows = [row for row in rows if row]
    _count(rows)
    buttons = tuple(tuple(_inline_button(one) for one in row) for row in rows)
    return Keyboard("inline", buttons, {"inline_keyboard": rows}) if rows else None


def _reply(markup: JsonObject, *, private: bool) -> Keyboard | None:
    rows: list[list[JsonObject]] = [row for row in markup["keyboard"] if row]
    _count(rows)
    buttons = tuple(tuple(_reply_button(one, private=private) for one in row) for row in rows)
    if not rows:
        return None
    return Keyboard(
        "reply",
        buttons,
        one_time=markup.get("one_time_keyboard", False),
        persistent=markup.get("is_persistent", False),
        placeholder=_placeholder(markup),
    )


def _count(rows: list[list[JsonObject]]) -> None:
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")


def _inline_button(button: JsonObject) -> Button:
    text, style = _look(button, "inline keyboard button")
    actions = button.keys() - _LOOKS
    if not actions:
        raise _unreadable("inline keyboard button", "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable("inline keyboard button", "exactly one action must be used")
    (action,) = actions
    if action not in _INLINE_PLAYED:
        raise not_played(f"an inline button with {action}")
    if action == "callback_data":
        return Button(text, "callback", _callback_data(button[action]), style)
    if action == "copy_text":
        return Button(text, "copy", _copied(button[action]["text"]), style)
    try:
        return Button(text, "url", checked_link(button[action]), style)
    except ValueError as exc:
        raise bad_request(f"inline keyboard button URL '{button[action]}' is invalid: {exc}") from None


def _callback_data(data: str) -> str:
    if not 1 <= len(data.encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copied(text: str) -> str:
    if not 1 <= utf16_length(text) <= COPY_TEXT_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return text


def _reply_button(button: JsonObject, *, private: bool) -> Button:
    text, style = _look(button, "keyboard button")
    actions = {name for name in button.keys() - _LOOKS if button[name] is not False}
    if len(actions) > 1:
        raise _unreadable("keyboard button", "at most one action can be used")
    if not actions:
        return Button(text, "text", style=style)
    (action,) = actions
    if action not in _REPLY_PLAYED:
        raise not_played(f"a keyboard button with {action}")
    what = "contact" if action == "request_contact" else "location"
    if not private:
        raise bad_request(f"{'phone number' if what == 'contact' else what} can be requested in private chats only")
    return Button(text, "contact" if what == "contact" else "location", style=style)


def _look(button: JsonObject, what: str) -> tuple[str, str]:
    text: str = button["text"]
    style: str = button.get("style", "")
    if not text.strip():
        raise bad_request(f"{what} text must be non-empty")
    if style and style not in _STYLES:
        raise _unreadable(what, "invalid button style specified")
    if "icon_custom_emoji_id" in button:
        raise not_played("a button with icon_custom_emoji_id")
    return text, style


def _placeholder(markup: JsonObject) -> str:
    text: str = markup.get("input_field_placeholder", "")
    if "input_field_placeholder" in markup and not 1 <= utf16_length(text) <= PLACEHOLDER_LENGTH:
        raise bad_request("input field placeholder must be 1-64 characters long")
    return text


def _unreadable(what: str, reason: str) -> Refused:
    return bad_request(f"can't parse {what}: {reason}")
