"""The strict reading of parameters."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.errors import Refused
from sandbox.telegram.schema import METHOD_FIELDS, Upload, check, method_named

BUTTON = {"text": "Yes", "callback_data": "y"}

REFUSALS: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown parameter": ("getMe", {"speed": 1}, 'parameter "speed" is unknown to getMe'),
    "missing chat": ("sendMessage", {"text": "Hi"}, "chat_id is empty"),
    "missing text": ("sendMessage", {"chat_id": 1}, "message text is empty"),
    "missing message": ("deleteMessage", {"chat_id": 1}, "message identifier is not specified"),
    "missing other": ("getFile", {}, 'parameter "file_id" is required'),
    "null is missing": ("getFile", {"file_id": None}, 'parameter "file_id" is required'),
    "text for a number": ("deleteMessage", {"chat_id": 1, "message_id": "x"}, "message_id must be of type Integer"),
    "fraction for a number": ("deleteMessage", {"chat_id": 1, "message_id": 1.5}, "message_id must be of type Integer"),
    "boolean for a number": ("deleteMessage", {"chat_id": 1, "message_id": True}, "message_id must be of type Integer"),
    "huge number": ("deleteMessage", {"chat_id": 1, "message_id": 2**63}, "message_id must be of type Integer"),
    "number for text": ("sendMessage", {"chat_id": 1, "text": 5}, "text must be of type String"),
    "object for text": ("sendMessage", {"chat_id": 1, "text": {}}, "text must be of type String"),
    "word for a boolean": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "protect_content": "yes"},
        "protect_content must be of type Boolean",
    ),
    "number for a boolean": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "protect_content": 1},
        "protect_content must be of type Boolean",
    ),
    "half a surrogate pair": (
        "sendMessage",
        {"chat_id": 1, "text": "\ud83d"},
        "strings must be encoded in UTF-8 (text)",
    ),
    "broken JSON": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": "{"},
        "can't parse reply_markup JSON object",
    ),
    "array for an object": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": "[]"},
        "reply_markup must be of type InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply",
    ),
    "no known keyboard": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": {"rows": []}},
        (
            "object expected as InlineKeyboardMarkup or ReplyKeyboardMarkup or ReplyKeyboardRemove or ForceReply"
            " in reply_markup"
        ),
    ),
    "unknown nested field": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": {"inline_keyboard": [[{**BUTTON, "color": "red"}]]}},
        'field "color" of reply_markup.inline_keyboard[0][0] is unknown to InlineKeyboardButton',
    ),
    "missing nested field": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": {"inline_keyboard": [[{"callback_data": "y"}]]}},
        'field "text" of reply_markup.inline_keyboard[0][0] is required by InlineKeyboardButton',
    ),
    "wrong nested type": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": {"inline_keyboard": [[{**BUTTON, "callback_data": 5}]]}},
        "reply_markup.inline_keyboard[0][0].callback_data must be of type String",
    ),
    "number as text inside JSON": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_parameters": {"message_id": "5"}},
        "reply_parameters.message_id must be of type Integer",
    ),
    "keyboard of one level": (
        "sendMessage",
        {"chat_id": 1, "text": "Hi", "reply_markup": {"inline_keyboard": [BUTTON]}},
        "reply_markup.inline_keyboard[0] must be of type [InlineKeyboardButton]",
    ),
    "edit with a reply keyboard": (
        "editMessageText",
        {"chat_id": 1, "message_id": 1, "text": "Hi", "reply_markup": {"keyboard": [[{"text": "A"}]]}},
        'field "keyboard" of reply_markup is unknown to InlineKeyboardMarkup',
    ),
    "wrong scope": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "everybody"}},
        'field "type" of scope is not one of BotCommandScope',
    ),
    "field of another scope": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "default", "chat_id": 5}},
        'field "chat_id" of scope is unknown to BotCommandScopeDefault',
    ),
    "type not played": (
        "editMessageText",
        {"chat_id": 1, "message_id": 1, "rich_message": {"blocks": []}},
        "rich_message (InputRichMessage) is not played by this sandbox",
    ),
    "no file": ("sendPhoto", {"chat_id": 1, "photo": ""}, "there is no photo in the request"),
    "file that was not attached": (
        "sendPhoto",
        {"chat_id": 1, "photo": "attach://one"},
        "there is no photo in the request",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(case: str) -> None:
    """What has not the manual's shape is refused, and the place is named."""
    method, params, reason = REFUSALS[case]

    with pytest.raises(Refused) as refused:
        check(method, params, {})

    assert (refused.value.status, refused.value.description) == (400, f"Bad Request: {reason}")


def test_unknown_method() -> None:
    """A method that is not there is a 404, as on the real server."""
    with pytest.raises(Refused) as refused:
        method_named("sendTelepathy")

    assert (refused.value.status, refused.value.description) == (404, "Not Found: method not found")


def test_method_in_any_case() -> None:
    """Methods are case-insensitive."""
    assert method_named("SENDMESSAGE") == "sendMessage"


def test_form_and_json_mean_the_same() -> None:
    """A form's strings and a JSON body's values are read alike."""
    values = {
        "chat_id": -100123,
        "text": "5",
        "protect_content": True,
        "reply_markup": {"inline_keyboard": [[BUTTON]]},
    }
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}

    assert check("sendMessage", form, {}) == check("sendMessage", values, {}) == values


def test_chat_by_name_is_text() -> None:
    """`@name` is a chat id too."""
    assert check("getChat", {"chat_id": "@somebody"}, {}) == {"chat_id": "@somebody"}


def test_file_by_its_own_name_and_attached() -> None:
    """A file is found under the parameter's name and by `attach://`; one that nobody asked for is refused."""
    upload = Upload("a.png", b"x")

    assert check("sendPhoto", {"chat_id": 1}, {"photo": upload})["photo"] is upload
    assert check("sendPhoto", {"chat_id": 1, "photo": "attach://f"}, {"f": upload})["photo"] is upload
    with pytest.raises(Refused, match="unknown to sendPhoto"):
        check("sendPhoto", {"chat_id": 1, "photo": "id"}, {"other": upload})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_nothing_breaks_it(data: st.DataObject) -> None:
    """Whatever comes, the check passes or refuses with 400; it has no third answer."""
    method = data.draw(st.sampled_from(sorted(METHOD_FIELDS)))
    names = [field.name for field in METHOD_FIELDS[method]] or ["x"]
    params = data.draw(st.dictionaries(st.sampled_from(names), JSON | JSON.map(json.dumps), max_size=4))

    try:
        check(method, params, {})
        status = 200
    except Refused as refused:
        status = refused.status

    assert status in {200, 400}
