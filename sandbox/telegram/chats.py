"""People, chats and messages as Telegram keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .keyboards import Keyboard
from .schema import JsonObject
from .views import ChatEvent, MessageView

ChatKind: TypeAlias = Literal["private", "group", "supergroup"]
Status: TypeAlias = Literal["creator", "administrator", "member", "left", "kicked"]

# What an administrator's JSON must say (manual, ChatMemberAdministrator); the bot may do these in its groups.
_RIGHTS = {
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": False,
    "can_restrict_members": False,
    "can_promote_members": False,
    "can_change_info": False,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
}


@dataclass(slots=True, eq=False)
class User:
    """An account: a person's or the bot's."""

    id: int
    first_name: str
    is_bot: bool = False
    language_code: str | None = None
    username: str | None = None
    deactivated: bool = False

    def as_json(self) -> JsonObject:
        """Write the account as Telegram's User."""
        value: JsonObject = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            value["username"] = self.username
        if self.language_code:
            value["language_code"] = self.language_code
        return value


@dataclass(slots=True, eq=False)
class Message:
    """A message. `text` and `entities` are the caption's where `kind` is not "text".

    `media` holds the fields of that kind as Telegram spells them, such as `{"contact": {…}}`.
    """

    message_id: int
    sender: User
    date: int
    kind: str = "text"
    text: str = ""
    entities: tuple[JsonObject, ...] = ()
    media: JsonObject = field(default_factory=dict)
    keyboard: Keyboard | None = None
    thread_id: int | None = None
    reply_to: "Message | None" = None
    forward_origin: JsonObject | None = None
    extra: JsonObject = field(default_factory=dict)
    edit_date: int | None = None
    deleted: bool = False
    reactions: tuple[JsonObject, ...] = ()

    @property
    def inline_keyboard(self) -> JsonObject | None:
        """The keyboard that the message repeats to the bot; others are shown to people only."""
        return self.keyboard.json if self.keyboard else None

    def as_json(self, chat: "Chat", *, whole: bool = True) -> JsonObject:
        """Write Telegram's Message; a message replied to is written without the one that it replies to."""
        value: JsonObject = {
            "message_id": self.message_id,
            "from": self.sender.as_json(),
            "chat": chat.as_json(),
            "date": self.date,
            **self.extra,
            **self.media,
        }
        key = "text" if self.kind == "text" else "caption"
        optional = {
            key: self.text,
            "entities" if key == "text" else "caption_entities": list(self.entities),
            "edit_date": self.edit_date,
            "forward_origin": self.forward_origin,
            "message_thread_id": self.thread_id,
            "is_topic_message": self.thread_id is not None and chat.is_forum,
            "reply_markup": self.inline_keyboard,
            "reply_to_message": self.reply_to.as_json(chat, whole=False) if self.reply_to and whole else None,
        }
        value.update({name: part for name, part in optional.items() if part})
        return value


@dataclass(slots=True)
class Topic:
    """A topic of a forum. `icon_color` is one of the six that Telegram has."""

    thread_id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False

    def as_json(self) -> JsonObject:
        """Write Telegram's ForumTopic."""
        value: JsonObject = {
            "message_thread_id": self.thread_id,
            "name": self.name,
            "icon_color": self.icon_color,
        }
        if self.icon_custom_emoji_id:
            value["icon_custom_emoji_id"] = self.icon_custom_emoji_id
        return value


class Chat:
    """A chat and all that was ever in it.

    Attributes:
        history: every event, in order; nothing is ever taken out of it.
        keyboard_message: the message whose reply keyboard is up, if any.
        bot_status: what the bot is here; in a private chat "kicked" means that the person has blocked it.
        started: whether the person of a private chat ever wrote to the bot (before that the bot may not).
    """

    def __init__(self, chat_id: int, kind: ChatKind, title: str, ids: Iterator[int]) -> None:
        self.id = chat_id
        self.kind = kind
        self.title = title
        self.is_forum = False
        self.started = kind != "private"
        self.bot_status: Status = "member"
        self.members: dict[int, Status] = {}
        self.topics: dict[int, Topic] = {}
        self.stored: dict[int, Message] = {}
        self.pinned: list[int] = []
        self.keyboard_message: Message | None = None
        self.history: list[ChatEvent] = []
        self.migrated_to: int | None = None
        self._ids = ids

    @property
    def is_private(self) -> bool:
        """Whether this is the chat of one person and the bot."""
        return self.kind == "private"

    @property
    def keyboard(self) -> Keyboard | None:
        """The reply keyboard that is up; it goes with the message that brought it."""
        return None if self.keyboard_message is None else self.keyboard_message.keyboard

    @property
    def messages(self) -> list[MessageView]:
        """What people see in the chat now, oldest first."""
        return [self.view(one) for one in self.stored.values() if not one.deleted]

    @property
    def last(self) -> MessageView:
        """The newest message that is not deleted.

        Raises:
            LookupError: when the chat is empty.
        """
        for one in reversed(self.stored.values()):
            if not one.deleted:
                return self.view(one)
        raise LookupError("the chat is empty")

    def find(self, message_id: int) -> Message | None:
        """Give a message that is there and not deleted."""
        message = self.stored.get(message_id)
        return None if message is None or message.deleted else message

    def next_id(self) -> int:
        """Take the next message id; private chats with the bot share one row of them, as in life."""
        return next(self._ids)

    def view(self, message: Message) -> MessageView:
        """Take a picture of a message."""
        inline = message.keyboard is not None and message.keyboard.shown == "inline"
        return MessageView(
            message_id=message.message_id,
            chat_id=self.id,
            sender_id=message.sender.id,
            sender_name=message.sender.first_name,
            from_bot=message.sender.is_bot,
            kind=message.kind,
            text=message.text,
            entities=message.entities,
            date=message.date,
            edit_date=message.edit_date,
            buttons=message.keyboard.rows if message.keyboard and inline else (),
            thread_id=message.thread_id,
            reply_to=message.reply_to.message_id if message.reply_to else None,
            media=message.media,
            pinned=message.message_id in self.pinned,
            reactions=tuple(str(one.get("emoji", one["type"])) for one in message.reactions),
        )

    def as_json(self) -> JsonObject:
        """Write Telegram's Chat."""
        if self.is_private:
            return {"id": self.id, "type": self.kind, "first_name": self.title}
        value: JsonObject = {"id": self.id, "type": self.kind, "title": self.title}
        if self.is_forum:
            value["is_forum"] = True
        return value

    def member_json(self, user: User, status: Status) -> JsonObject:
        """Write Telegram's ChatMember, of any of its kinds."""
        value: JsonObject = {"status": status, "user": user.as_json()}
        if status == "creator":
            value["is_anonymous"] = False
        elif status == "administrator":
            value.update(_RIGHTS)
            if self.is_forum:
                value["can_manage_topics"] = True
        elif status == "kicked":
            value["until_date"] = 0
        return value
