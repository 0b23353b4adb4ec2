"""People: what someone can do in the app, one method an act."""

import re
from dataclasses import dataclass, field

from .chats import Chat, Message, User
from .found import with_found
from .keyboards import Keyboard
from .markup import Formatted, tidy, utf16_length
from .schema import JsonObject
from .sendables import WITH_CAPTION, Sendable, media_of, tiny_png
from .state import DELETABLE, State
from .taps import Tap
from .views import MessageView

# "A-Z, a-z, 0-9, _ and -", up to 64 (manual, «Deep linking»); the app opens no other link.
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TEXT_LENGTH = 4096
_ALBUM_SIZE = 3


class CannotDo(Exception):  # noqa: N818 -- what the app would not let a person do
    """Tells a test that a person tried what the app does not offer."""


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Someone with the app. Acts take place in the private chat with the bot unless a group is named.

    `phone` is in international form with its plus; `clipboard` collects what «copy» buttons gave.
    """

    state: State = field(repr=False)
    user: User = field(repr=False)
    phone: str | None = field(default=None, repr=False)
    clipboard: list[str] = field(default_factory=list, repr=False)

    @property
    def id(self) -> int:
        """The person's id, which is that of the private chat as well."""
        return self.user.id

    @property
    def name(self) -> str:
        """What the app shows above their messages."""
        return self.user.first_name

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.state.chats[self.user.id]

    def says(
        self,
        text: str,
        *,
        forwarded: bool = False,
        reply_to: int | None = None,
        chat: Chat | None = None,
        thread_id: int | None = None,
    ) -> MessageView:
        """Send a text, typed or forwarded from someone whose account is hidden."""
        formatted = with_found(tidy(Formatted(text)))
        if not 1 <= utf16_length(formatted.text) <= _TEXT_LENGTH:
            raise CannotDo("the app sends texts of 1-4096 characters")
        message = self._message(chat, thread_id, reply_to)
        message.text, message.entities = formatted.text, formatted.entities
        if forwarded:
            message.forward_origin = {"type": "hidden_user", "date": message.date, "sender_user_name": "SMS"}
        return self._send(message, chat)

    def opens_link(self, payload: str = "") -> MessageView:
        """Follow `t.me/…?start=payload` and press Start, which also unblocks the bot."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise CannotDo("the app opens links with 1-64 letters, digits, _ and -")
        if self.chat.bot_status == "kicked":
            self.unblocks_bot()
        return self.says(f"/start {payload}".rstrip())

    def presses(self, label: str) -> MessageView:
        """Press a button of the reply keyboard that is up."""
        keyboard = self.chat.keyboard
        for button in (one for row in (keyboard.rows if keyboard else ()) for one in row):
            if button.text == label:
                return self._presses(button.action, label, keyboard)
        raise CannotDo(f"there is no keyboard with {label!r}")

    def _presses(self, action: str, label: str, keyboard: Keyboard | None) -> MessageView:
        carrier = self.chat.keyboard_message
        if action == "contact":
            shown = self.shares_contact()
        elif action == "location":
            shown = self.sends("location")
        else:
            shown = self.says(label)
        if keyboard is not None and keyboard.one_time and self.chat.keyboard_message is carrier:
            self.chat.keyboard_message = None
        return shown

    def shares_contact(self, *, own: bool = True, phone: str | None = None, user_id: int | None = None) -> MessageView:
        """Share one's own contact, or somebody's: `phone` and perhaps the `user_id` of another account.

        Telegram writes the number with or without its plus; here it has none, as most apps send it.
        """
        number = phone or self.phone
        if number is None:
            raise CannotDo(f"{self.name} has no phone number to share")
        contact: JsonObject = {"phone_number": number.lstrip("+"), "first_name": self.name if own else "Somebody"}
        if own or user_id is not None:
            contact["user_id"] = self.id if own else user_id
        carrier = self.chat.keyboard_message
        message = self._message(None, None, carrier.message_id if own and carrier else None)
        message.kind, message.media = "contact", {"contact": contact}
        return self._send(message, None)

    def sends(
        self,
        kind: Sendable,
        *,
        caption: str = "",
        content: bytes | None = None,
        name: str | None = None,
        chat: Chat | None = None,
        thread_id: int | None = None,
    ) -> MessageView:
        """Send something that is no text, such as a sticker, a photo or a voice message."""
        message = self._message(chat, thread_id, None)
        message.kind, message.media = kind, media_of(kind, self.state.files, content, name)
        if caption:
            if kind not in WITH_CAPTION:
                raise CannotDo(f"a {kind} has no caption")
            formatted = with_found(tidy(Formatted(caption)))
            message.text, message.entities = formatted.text, formatted.entities
        return self._send(message, chat)

    def sends_album(self, caption: str = "", *, chat: Chat | None = None) -> list[MessageView]:
        """Send three photos as one album: three messages, the first with the caption."""
        album = str(self.state.random.getrandbits(53))
        shown: list[MessageView] = []
        for number in range(_ALBUM_SIZE):
            message = self._message(chat, None, None)
            message.kind = "photo"
            message.media = media_of("photo", self.state.files, tiny_png(), None)
            message.extra = {"media_group_id": album}
            message.text = caption if number == 0 else ""
            shown.append(self._send(message, chat))
        return shown

    def edits(self, message_id: int, text: str, *, chat: Chat | None = None) -> MessageView:
        """Change one's own text, as long as the app offers it."""
        where = chat or self.chat
        message = where.find(message_id)
        if message is None or message.sender is not self.user or message.forward_origin or message.kind != "text":
            raise CannotDo("people edit their own texts only")
        if self.state.now() - message.date > DELETABLE:
            raise CannotDo("the app offers no edit after two days")
        formatted = with_found(tidy(Formatted(text)))
        message.text, message.entities = formatted.text, formatted.entities
        message.edit_date = self.state.now()
        self.state.record(where, "edited", message, by=self.id)
        self.state.tell_bot("edited_message", where, message)
        return where.view(message)

    def deletes(self, message_id: int, *, chat: Chat | None = None) -> None:
        """Delete a message for both sides: anyone's in the private chat, one's own in a group. Bots are not told."""
        where = chat or self.chat
        message = where.find(message_id)
        if message is None or not (where.is_private or message.sender is self.user):
            raise CannotDo("there is no such message to delete")
        self.state.delete(where, message, by=self.id)

    def taps(self, message_id: int, label_or_data: str, *, chat: Chat | None = None, old: bool = False) -> Tap:
        """Tap an inline button of a message, found by its label or its data.

        `old` taps a button that the message had once, as an app does that has not yet seen the edit. Buttons that
        open or copy something do so without the bot: the answer is a tap that is already done.
        """
        where = chat or self.chat
        message = where.find(message_id)
        if message is None:
            raise CannotDo("the message is gone")
        looks = [where.view(message)]
        if old:
            looks += [one.message for one in where.history if one.message and one.message.message_id == message_id]
        for look in looks:
            try:
                button = look.button(label_or_data)
            except LookupError:
                continue
            if button.action == "callback":
                return self.state.tap(self.user, where, message, button.value)
            if button.action == "copy":
                self.clipboard.append(button.value)
            opened = button.value if button.action == "url" else ""
            return Tap("", self.id, where.id, message_id, "", self.state.clock(), notice="", url=opened)
        raise CannotDo(f"message {message_id} has no button {label_or_data!r}")

    def reacts(self, message_id: int, emoji: str, *, chat: Chat | None = None) -> None:
        """Put a reaction on a message (an empty one takes it away)."""
        where = chat or self.chat
        message = where.find(message_id)
        if message is None:
            raise CannotDo("the message is gone")
        self.state.record(where, "reaction", message, detail=emoji, by=self.id)
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        payload: JsonObject = {
            "chat": where.as_json(),
            "message_id": message_id,
            "user": self.user.as_json(),
            "date": self.state.now(),
            "old_reaction": [],
            "new_reaction": reaction,
        }
        self.state.updates.add("message_reaction", payload, lane=f"chat {where.id}")

    def blocks_bot(self) -> None:
        """Stop the bot from writing; it is told."""
        self.state.change_bot_status(self.chat, self.user, "kicked")

    def unblocks_bot(self) -> None:
        """Let the bot write again; it is told."""
        self.state.change_bot_status(self.chat, self.user, "member")

    def deletes_account(self) -> None:
        """Leave Telegram; the bot finds out when it writes."""
        self.user.deactivated = True

    def _message(self, chat: Chat | None, thread_id: int | None, reply_to: int | None) -> Message:
        where = chat or self.chat
        if self.user.deactivated or (where.is_private and where.bot_status == "kicked"):
            raise CannotDo("the app offers no way to write here")
        if not where.is_private and self.id not in where.members:
            raise CannotDo(f"{self.name} is not in {where.title}")
        if thread_id is not None and thread_id not in where.topics:
            raise CannotDo("there is no such topic")
        replied = None if reply_to is None else where.find(reply_to)
        if thread_id is None and replied is not None and where.is_forum:
            thread_id = replied.thread_id
        return Message(where.next_id(), self.user, self.state.now(), thread_id=thread_id, reply_to=replied)

    def _send(self, message: Message, chat: Chat | None) -> MessageView:
        where = chat or self.chat
        where.started = True
        self.state.post(where, message)
        self.state.tell_bot("message", where, message)
        return where.view(message)
