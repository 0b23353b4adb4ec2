"""Methods that change or remove what is there."""

from ..chats import Chat, Message
from ..errors import bad_request, not_played
from ..keyboards import Keyboard, read_keyboard
from ..markup import Formatted
from ..schema import JsonObject
from ..sendables import WITH_CAPTION
from ..state import DELETABLE, State
from .texts import read_caption, read_text

# "A JSON-serialized list of 1-100 identifiers" (manual, deleteMessages).
MOST_DELETED = 100


def edit_text(state: State, params: JsonObject) -> JsonObject:
    """Play editMessageText. A keyboard that is not repeated is taken away, as on the real server."""
    if "text" not in params:
        if "rich_message" in params:
            raise not_played("rich_message")
        raise bad_request("message text is empty")
    formatted = read_text(state, params)
    chat, message = _editable(state, params)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    keyboard = read_keyboard(params.get("reply_markup"), private=chat.is_private)
    return _change(state, chat, message, formatted, keyboard)


def edit_caption(state: State, params: JsonObject) -> JsonObject:
    """Play editMessageCaption."""
    formatted = read_caption(state, params)
    chat, message = _editable(state, params)
    if message.kind not in WITH_CAPTION:
        raise bad_request("there is no caption in the message to edit")
    keyboard = read_keyboard(params.get("reply_markup"), private=chat.is_private)
    return _change(state, chat, message, formatted, keyboard)


def edit_reply_markup(state: State, params: JsonObject) -> JsonObject:
    """Play editMessageReplyMarkup; without a keyboard it takes away the one that is there."""
    chat, message = _editable(state, params)
    keyboard = read_keyboard(params.get("reply_markup"), private=chat.is_private)
    return _change(state, chat, message, Formatted(message.text, message.entities), keyboard)


def delete_message(state: State, params: JsonObject) -> bool:
    """Play deleteMessage. It works in the chat of someone who has blocked the bot."""
    chat = state.find_chat(params["chat_id"])
    state.check_membership(chat)
    message = state.find_message(chat, params["message_id"], "message to delete")
    _check_deletable(state, chat, message)
    state.delete(chat, message)
    return True


def delete_messages(state: State, params: JsonObject) -> bool:
    """Play deleteMessages: all or, when one of them may not be deleted, none; those not found are skipped."""
    ids = params["message_ids"]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = state.find_chat(params["chat_id"])
    state.check_membership(chat)
    found = [message for one in dict.fromkeys(ids) if (message := chat.find(one)) is not None]
    for message in found:
        _check_deletable(state, chat, message)
    for message in found:
        state.delete(chat, message)
    return True


def _editable(state: State, params: JsonObject) -> tuple[Chat, Message]:
    if "chat_id" not in params:
        raise bad_request("chat_id is empty")
    if "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = state.writable_chat(params["chat_id"])
    message = state.find_message(chat, params["message_id"], "message to edit")
    other_keyboard = message.keyboard is not None and message.keyboard.shown != "inline"
    if message.sender is not state.bot or other_keyboard or message.forward_origin or message.kind == "service":
        raise bad_request("message can't be edited")
    return chat, message


def _change(state: State, chat: Chat, message: Message, formatted: Formatted, keyboard: Keyboard | None) -> JsonObject:
    new_json = keyboard.json if keyboard else None
    if (formatted.text, formatted.entities, new_json) == (
        message.text,
        message.entities,
        message.inline_keyboard,
    ):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    message.text, message.entities, message.keyboard = formatted.text, formatted.entities, keyboard
    message.edit_date = state.now()
    state.record(chat, "edited", message)
    return message.as_json(chat)


def _check_deletable(state: State, chat: Chat, message: Message) -> None:
    if "forum_topic_created" in message.media:
        raise bad_request("message can't be deleted")
    others = message.sender is not state.bot and not chat.is_private
    if others and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    if state.clock() - message.date >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
