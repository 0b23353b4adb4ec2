"""What is the case in the stand-in Telegram, and the few ways in which it changes.

The bot's methods and the people both act through this. Everything that people can see is recorded here, once.
"""

from collections.abc import Callable
from itertools import count
from random import Random
from typing import TypeAlias

from sandbox.clock import Clock

from .chats import Chat, Message, Status, User
from .errors import Refused, bad_request, forbidden
from .files import FileStore
from .profile import Profile
from .schema import JsonObject
from .taps import Tap, TapBook
from .updates import TAP_LIFE, UpdateQueue
from .views import ChatEvent, EventKind

Watcher: TypeAlias = Callable[[ChatEvent], None]

# "A message can only be deleted if it was sent less than 48 hours ago" (manual, deleteMessage).
DELETABLE = 48 * 3600
# Ids beyond 32 bits, as new accounts have them, so that a column too small for them is noticed.
_USER_IDS = (5_000_000_000, 8_000_000_000)
_SUPERGROUP_IDS = (-1_003_999_999_999, -1_001_000_000_000)
_GROUP_IDS = (-4_999_999_999, -4_000_000_000)


class State:
    """The whole world: accounts, chats, files, and the updates that wait for the bot.

    `clock` gives Unix seconds; `random` chooses ids, so that a seed makes a world again.
    """

    def __init__(self, clock: Clock, bot_token: str, random: Random) -> None:
        self.clock = clock
        self.random = random
        self.token = bot_token
        self.bot = User(int(bot_token.partition(":")[0]), "Sandbox", is_bot=True, username="sandbox_bot")
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue(clock, random.randint(100_000_000, 900_000_000))
        self.taps = TapBook(clock, random)
        self.files = FileStore(random)
        self.profile = Profile(self.bot.first_name)
        self._watchers: list[Watcher] = []
        self._private_ids = count(1)

    def now(self) -> int:
        """Give the time as messages carry it: whole Unix seconds."""
        return int(self.clock())

    def subscribe(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` with every event from now on; what is returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def record(
        self, chat: Chat, kind: EventKind, message: Message | None = None, *, detail: str = "", by: int = 0
    ) -> None:
        """Write down what happened in a chat and tell those who watch."""
        view = None if message is None else chat.view(message)
        event = ChatEvent(kind, self.clock(), chat.id, view, detail, by or self.bot.id)
        chat.history.append(event)
        for watcher in tuple(self._watchers):
            watcher(event)

    def new_user(self, name: str, language_code: str | None) -> User:
        """Make an account with a private chat that has not been started."""
        user = User(self._unused(self.users, _USER_IDS), name, language_code=language_code)
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, "private", name, self._private_ids)
        return user

    def new_group(self, title: str, *, basic: bool = False) -> Chat:
        """Make a group: a supergroup unless it is `basic`."""
        ids = _GROUP_IDS if basic else _SUPERGROUP_IDS
        numbers = self._private_ids if basic else count(1)
        chat = Chat(self._unused(self.chats, ids), "group" if basic else "supergroup", title, numbers)
        self.chats[chat.id] = chat
        return chat

    def _unused(self, taken: dict[int, User] | dict[int, Chat], ids: tuple[int, int]) -> int:
        while True:
            one = self.random.randint(*ids)
            if one not in taken:
                return one

    def find_chat(self, chat_id: int | str) -> Chat:
        """Find a chat that the bot may know of; names (`@…`) are nobody's here.

        Raises:
            Refused: 400 "chat not found".
        """
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, chat_id: int | str) -> Chat:
        """Find a chat that the bot may write to.

        Raises:
            Refused: 400 or 403, with the server's reason.
        """
        chat = self.find_chat(chat_id)
        if chat.is_private:
            if self.users[chat.id].deactivated:
                raise forbidden("user is deactivated")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
            if chat.bot_status == "kicked":
                raise forbidden("bot was blocked by the user")
        elif chat.migrated_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        else:
            self.check_membership(chat)
        return chat

    def check_membership(self, chat: Chat) -> None:
        """Refuse what concerns a group that the bot is not in.

        Raises:
            Refused: 403.
        """
        if chat.bot_status == "kicked" and not chat.is_private:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        if chat.bot_status == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")

    def find_message(self, chat: Chat, message_id: int, what: str) -> Message:
        """Find a message that is still there.

        Raises:
            Refused: 400 "message to … not found".
        """
        message = chat.find(message_id)
        if message is None:
            raise bad_request(f"{what} not found")
        return message

    def post(self, chat: Chat, message: Message) -> Message:
        """Put a new message into a chat."""
        chat.stored[message.message_id] = message
        if message.sender is self.bot and message.keyboard is not None:
            if message.keyboard.shown == "reply":
                chat.keyboard_message = message
            elif message.keyboard.shown == "remove":
                chat.keyboard_message = None
        self.record(chat, "sent", message, by=message.sender.id)
        return message

    def delete(self, chat: Chat, message: Message, by: int = 0) -> None:
        """Take a message out of a chat; its history keeps it."""
        self.record(chat, "deleted", message, by=by)
        message.deleted = True
        if message.message_id in chat.pinned:
            chat.pinned.remove(message.message_id)
        if chat.keyboard_message is message:
            chat.keyboard_message = None

    def tell_bot(self, kind: str, chat: Chat, message: Message) -> None:
        """Queue a message for the bot, if it may see it."""
        if self._bot_sees(chat, message):
            self.updates.add(kind, message.as_json(chat), lane=f"chat {chat.id}")

    def _bot_sees(self, chat: Chat, message: Message) -> bool:
        """Whether a message reaches the bot: in groups, where it is no administrator, "privacy mode" is on."""
        if chat.bot_status == "administrator":
            return True
        if chat.bot_status != "member":
            return False
        if chat.is_private or message.kind == "service":
            return True
        replied = message.reply_to is not None and message.reply_to.sender is self.bot
        command = any(one["type"] == "bot_command" and one["offset"] == 0 for one in message.entities)
        return replied or command or f"@{self.bot.username}" in message.text

    def tap(self, user: User, chat: Chat, message: Message, data: str) -> Tap:
        """Let a person tap an inline button; the tap waits for the bot in a lane of its own."""
        tap = self.taps.add(user.id, chat.id, message.message_id, data)
        self.record(chat, "tapped", message, detail=data, by=user.id)
        payload: JsonObject = {
            "id": tap.query_id,
            "from": user.as_json(),
            "message": message.as_json(chat),
            "chat_instance": str(abs(chat.id) * 1_000_003),
            "data": data,
        }
        self.updates.add("callback_query", payload, lane=f"taps of {user.id}", life=TAP_LIFE)
        return tap

    def change_bot_status(self, chat: Chat, by: User, status: Status) -> None:
        """Block, unblock, add or remove the bot, and let it know."""
        before, chat.bot_status = chat.bot_status, status
        payload: JsonObject = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": self.now(),
            "old_chat_member": chat.member_json(self.bot, before),
            "new_chat_member": chat.member_json(self.bot, status),
        }
        self.updates.add("my_chat_member", payload, lane=f"chat {chat.id}")
