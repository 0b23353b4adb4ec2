"""Methods about chats and their members, and small signs of life in them."""

from ..chats import Chat, Status
from ..errors import bad_request
from ..schema import JsonObject
from ..state import State

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_chat(state: State, params: JsonObject) -> JsonObject:
    """Play getChat."""
    chat = _readable(state, params)
    if not chat.started:
        raise bad_request("chat not found")
    value: JsonObject = {
        **chat.as_json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.pinned:
        value["pinned_message"] = chat.stored[max(chat.pinned)].as_json(chat)
    return value


def get_administrators(state: State, params: JsonObject) -> list[JsonObject]:
    """Play getChatAdministrators: people only, as the manual says."""
    chat = _readable(state, params)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        chat.member_json(state.users[user_id], status)
        for user_id, status in chat.members.items()
        if status in {"creator", "administrator"}
    ]


def get_member(state: State, params: JsonObject) -> JsonObject:
    """Play getChatMember; someone known who is not in the chat has left it."""
    chat = _readable(state, params)
    user = state.users.get(params["user_id"])
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return chat.member_json(user, _status(state, chat, user.id))


def get_member_count(state: State, params: JsonObject) -> int:
    """Play getChatMemberCount."""
    chat = _readable(state, params)
    return 2 if chat.is_private else len(chat.members) + 1


def pin_message(state: State, params: JsonObject) -> bool:
    """Play pinChatMessage."""
    chat = state.writable_chat(params["chat_id"])
    _check_may_pin(chat)
    message = state.find_message(chat, params["message_id"], "message to pin")
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        state.record(chat, "pinned", message)
    return True


def unpin_message(state: State, params: JsonObject) -> bool:
    """Play unpinChatMessage; without an id it unpins the newest."""
    chat = state.writable_chat(params["chat_id"])
    _check_may_pin(chat)
    message_id = params.get("message_id", max(chat.pinned, default=0))
    message = state.find_message(chat, message_id, "message to unpin")
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
        state.record(chat, "unpinned", message)
    return True


def send_action(state: State, params: JsonObject) -> bool:
    """Play sendChatAction: what the app shows for five seconds above the chat."""
    if params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.writable_chat(params["chat_id"])
    if "message_thread_id" in params and params["message_thread_id"] not in chat.topics:
        raise bad_request("message thread not found")
    state.record(chat, "action", detail=params["action"])
    return True


def _readable(state: State, params: JsonObject) -> Chat:
    chat = state.find_chat(params["chat_id"])
    state.check_membership(chat)
    return chat


def _status(state: State, chat: Chat, user_id: int) -> Status:
    if user_id == state.bot.id:
        return chat.bot_status
    if chat.is_private:
        return "member" if user_id == chat.id else "left"
    return chat.members.get(user_id, "left")


def _check_may_pin(chat: Chat) -> None:
    if not chat.is_private and chat.bot_status != "administrator":
        raise bad_request("not enough rights to manage pinned messages in the chat")
