"""Methods about the topics of a forum."""

from ..chats import Chat, Message, Topic
from ..errors import bad_request
from ..markup import utf16_length
from ..schema import JsonObject
from ..state import State

# "1-128 characters"; the six colours (manual, createForumTopic).
NAME_LENGTH = 128
_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
# Some of the icons that getForumTopicIconStickers gives; the ids are this world's own.
TALKING = "5000000000000000003"
ICONS = {
    "5000000000000000001": "\N{EYES}",
    "5000000000000000002": "\N{WHITE HEAVY CHECK MARK}",
    TALKING: "\N{SPEAKING HEAD IN SILHOUETTE}",
    "5000000000000000004": "\N{HEAVY EXCLAMATION MARK SYMBOL}\N{VARIATION SELECTOR-16}",
}


def icon_stickers(state: State, params: JsonObject) -> list[JsonObject]:
    """Play getForumTopicIconStickers."""
    del state, params
    return [
        {
            "file_id": f"ICON{custom_emoji_id}",
            "file_unique_id": custom_emoji_id,
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
            "custom_emoji_id": custom_emoji_id,
        }
        for custom_emoji_id, emoji in ICONS.items()
    ]


def create_topic(state: State, params: JsonObject) -> JsonObject:
    """Play createForumTopic; the topic's id is that of the message that announces it."""
    chat = _forum(state, params, "create a topic")
    name = _name(params["name"])
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    color = params.get("icon_color", _COLORS[0])
    if color not in _COLORS:
        raise bad_request("wrong icon color specified")
    icon = _icon(params.get("icon_custom_emoji_id", ""))
    thread_id = chat.next_id()
    topic = Topic(thread_id, name, color, icon or None)
    chat.topics[thread_id] = topic
    created = {name: value for name, value in topic.as_json().items() if name != "message_thread_id"}
    _announce(state, chat, topic, {"forum_topic_created": created}, thread_id)
    return topic.as_json()


def edit_topic(state: State, params: JsonObject) -> bool:
    """Play editForumTopic."""
    chat = _forum(state, params, "edit the topic")
    topic = _topic(chat, params)
    name = _name(params.get("name", "")) or topic.name
    icon = topic.icon_custom_emoji_id
    if "icon_custom_emoji_id" in params:
        icon = _icon(params["icon_custom_emoji_id"]) or None
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon
    _announce(state, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def close_topic(state: State, params: JsonObject) -> bool:
    """Play closeForumTopic."""
    return _set_closed(state, params, closed=True)


def reopen_topic(state: State, params: JsonObject) -> bool:
    """Play reopenForumTopic."""
    return _set_closed(state, params, closed=False)


def delete_topic(state: State, params: JsonObject) -> bool:
    """Play deleteForumTopic: the topic and every message in it."""
    chat = _forum(state, params, "delete the topic")
    topic = _topic(chat, params)
    for message in chat.stored.values():
        if message.thread_id == topic.thread_id and not message.deleted:
            state.delete(chat, message)
    del chat.topics[topic.thread_id]
    return True


def _set_closed(state: State, params: JsonObject, *, closed: bool) -> bool:
    chat = _forum(state, params, "close the topic" if closed else "reopen the topic")
    topic = _topic(chat, params)
    if topic.closed is closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _announce(state, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def _forum(state: State, params: JsonObject, act: str) -> Chat:
    chat = state.writable_chat(params["chat_id"])
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if chat.bot_status != "administrator":
        raise bad_request(f"not enough rights to {act}")
    return chat


def _topic(chat: Chat, params: JsonObject) -> Topic:
    topic = chat.topics.get(params["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(name: str) -> str:
    name = name.strip()
    if utf16_length(name) > NAME_LENGTH:
        raise bad_request("topic name must be at most 128 characters long")
    return name


def _icon(custom_emoji_id: str) -> str:
    if custom_emoji_id and custom_emoji_id not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return custom_emoji_id


def _announce(state: State, chat: Chat, topic: Topic, service: JsonObject, message_id: int | None = None) -> None:
    """Put the service message of a change into the topic."""
    message = Message(
        message_id if message_id is not None else chat.next_id(),
        state.bot,
        state.now(),
        kind="service",
        media=service,
        thread_id=topic.thread_id,
    )
    state.post(chat, message)
    state.record(chat, "topic", message, detail=next(iter(service)))
