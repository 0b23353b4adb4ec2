"""Methods that send, and those that read what was sent."""

from ..chats import Chat, Message
from ..errors import bad_request, not_played
from ..files import DOWNLOAD_BYTES, StoredFile, image_size
from ..keyboards import read_keyboard
from ..markup import Formatted
from ..schema import JsonObject, Upload
from ..state import State
from .texts import read_caption, read_text

# "The photo's width and height must not exceed 10000 in total. Width and height ratio must be at most 20" (sendPhoto).
PHOTO_SIDES, PHOTO_RATIO = 10_000, 20


def send_message(state: State, params: JsonObject) -> JsonObject:
    """Play sendMessage."""
    formatted = read_text(state, params)
    chat = state.writable_chat(params["chat_id"])
    return _send(state, chat, params, "text", formatted, {}).as_json(chat)


def send_photo(state: State, params: JsonObject) -> JsonObject:
    """Play sendPhoto. Pictures are taken as they are; the real server makes JPEGs of several sizes."""
    formatted = read_caption(state, params)
    chat = state.writable_chat(params["chat_id"])
    stored = _stored(state, params["photo"], "photo")
    width, height = image_size(stored.content)
    if width + height > PHOTO_SIDES or max(width, height) > PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    media = {"photo": [{**stored.as_json, "width": width, "height": height}]}
    return _send(state, chat, params, "photo", formatted, media).as_json(chat)


def send_document(state: State, params: JsonObject) -> JsonObject:
    """Play sendDocument."""
    formatted = read_caption(state, params)
    chat = state.writable_chat(params["chat_id"])
    stored = _stored(state, params["document"], "document")
    media = {"document": {**stored.as_json, "file_name": stored.name, "mime_type": stored.content_type}}
    return _send(state, chat, params, "document", formatted, media).as_json(chat)


def forward_message(state: State, params: JsonObject) -> JsonObject:
    """Play forwardMessage."""
    original = _original(state, params, "forward")
    chat = state.writable_chat(params["chat_id"])
    origin = original.forward_origin or {
        "type": "user",
        "date": original.date,
        "sender_user": original.sender.as_json(),
    }
    formatted = Formatted(original.text, original.entities)
    message = _send(state, chat, params, original.kind, formatted, original.media, origin)
    return message.as_json(chat)


def copy_message(state: State, params: JsonObject) -> JsonObject:
    """Play copyMessage, which gives the id only."""
    original = _original(state, params, "copy")
    formatted = Formatted(original.text, original.entities)
    if "caption" in params and original.kind != "text":
        formatted = read_caption(state, params)
    chat = state.writable_chat(params["chat_id"])
    message = _send(state, chat, params, original.kind, formatted, original.media)
    return {"message_id": message.message_id}


def get_file(state: State, params: JsonObject) -> JsonObject:
    """Play getFile."""
    stored = state.files.by_id(params["file_id"])
    if len(stored.content) > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**stored.as_json, "file_path": stored.path}


def _stored(state: State, given: Upload | str, kind: str) -> StoredFile:
    return state.files.keep(given, kind) if isinstance(given, Upload) else state.files.by_id(given, kind)


def _original(state: State, params: JsonObject, act: str) -> Message:
    source = state.find_chat(params["from_chat_id"])
    state.check_membership(source)
    original = state.find_message(source, params["message_id"], f"message to {act}")
    if original.kind == "service" or original.extra.get("has_protected_content"):
        raise bad_request(f"message can't be {'forwarded' if act == 'forward' else 'copied'}")
    return original


def _send(  # noqa: PLR0917 -- the parts of a message
    state: State,
    chat: Chat,
    params: JsonObject,
    kind: str,
    formatted: Formatted,
    media: JsonObject,
    origin: JsonObject | None = None,
) -> Message:
    """Put a message of the bot into a chat, with what all sending methods have in common."""
    keyboard = read_keyboard(params.get("reply_markup"), private=chat.is_private)
    reply_to = _replied(chat, params.get("reply_parameters"))
    thread_id = _thread(chat, params.get("message_thread_id"))
    if thread_id is None and reply_to is not None and chat.is_forum:
        thread_id = reply_to.thread_id
    extra: JsonObject = {}
    if params.get("protect_content"):
        extra["has_protected_content"] = True
    if params.get("has_spoiler"):
        extra["has_media_spoiler"] = True
    if params.get("show_caption_above_media"):
        extra["show_caption_above_media"] = True
    if params.get("link_preview_options"):
        extra["link_preview_options"] = params["link_preview_options"]
    message = Message(
        message_id=chat.next_id(),
        sender=state.bot,
        date=state.now(),
        kind=kind,
        text=formatted.text,
        entities=formatted.entities,
        media=media,
        keyboard=keyboard,
        thread_id=thread_id,
        reply_to=reply_to,
        forward_origin=origin,
        extra=extra,
    )
    return state.post(chat, message)


def _replied(chat: Chat, reply: JsonObject | None) -> Message | None:
    if reply is None:
        return None
    if reply.get("chat_id", chat.id) != chat.id or any(name.startswith("quote") for name in reply):
        raise not_played("a reply to another chat or with a quote")
    found = chat.find(reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _thread(chat: Chat, thread_id: int | None) -> int | None:
    if thread_id is None:
        return None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and chat.bot_status != "administrator":
        raise bad_request("TOPIC_CLOSED")
    return thread_id
