"""Translates an update into what it says. Pure, and never surprised: what it does not know is nobody's business."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from bot.flow.relaying import Kind
from bot.ports import (
    LARGEST_ID,
    NOBODY,
    Card,
    Command,
    Contact,
    Document,
    Gone,
    Membership,
    Moved,
    Person,
    Posted,
    Quoted,
    Said,
    Tap,
    Text,
    Unsayable,
)
from bot.store import Arrival

LONGEST_NAME = 128
"""Characters of first and last name together; each may have 64."""

LONGEST_TEXT = 8192
"""Twice Telegram's longest message: what is longer did not come from Telegram."""

LONGEST_FILE_ID = 256
"""Characters: ids of files have some eighty; Telegram names no limit."""

_KINDS = {
    "animation": Kind.ANIMATION,
    "photo": Kind.PHOTO,
    "document": Kind.DOCUMENT,
    "voice": Kind.VOICE,
    "audio": Kind.AUDIO,
    "video": Kind.VIDEO,
    "video_note": Kind.VIDEO_NOTE,
    "sticker": Kind.STICKER,
}

# The name, the bot's own name, and the rest. A line break ends a name too: people write on below it.
_COMMAND = re.compile(r"/([^\s@]*)(?:@(\S*))?\s*(.*)", re.DOTALL)

_IS_GONE = ("left", "kicked")


def arrival_of(update: Any, payload: bytes) -> Arrival:  # noqa: ANN401 -- JSON as it came
    """What the inbox keeps of an update, whose JSON `payload` is. Raises `ValueError` for what is no update."""
    match update:
        case {"update_id": int(update_id)} if 0 <= update_id < LARGEST_ID:
            return Arrival(update_id, chat_of(update), payload)
        case _:
            raise ValueError("not an update")


def chat_of(update: Any) -> int:  # noqa: ANN401 -- JSON as it came
    """The chat whose order the update keeps; 0 where it belongs to none."""
    match update:
        case (
            {"message": {"chat": {"id": int(chat_id)}}}
            | {"edited_message": {"chat": {"id": int(chat_id)}}}
            | {"callback_query": {"message": {"chat": {"id": int(chat_id)}}}}
            | {"callback_query": {"from": {"id": int(chat_id)}}}
            | {"my_chat_member": {"chat": {"id": int(chat_id), "type": "private"}}}
            | {"chat_member": {"chat": {"id": int(chat_id)}}}
        ):
            return chat_id if abs(chat_id) < LARGEST_ID else 0
        case _:
            return 0


def read_update(payload: bytes) -> Said | Posted | None:
    """What an update's JSON says. None: a bot's, or nothing that a person says.

    Raises `ValueError` for no JSON.
    """
    update = _parsed(payload)
    return _said(update) or _moved(update) or _posted(update)


def _said(update: Any) -> Said | None:  # noqa: ANN401 -- JSON as it came
    """What a customer says, in their private chat."""
    written_at, reply_to, is_edit = 0, None, False
    what: Text | Command | Contact | Tap | Unsayable | Membership
    match update:
        case {"message": {"chat": {"id": int(chat_id), "type": "private"}, "from": {"id": int()}} as said}:
            what, written_at, reply_to = _message(said), _written_at(said, "date"), _replied_to(said)
        case {"edited_message": {"chat": {"id": int(chat_id), "type": "private"}, "from": {"id": int()}} as said}:
            what, written_at, reply_to = _message(said), _written_at(said, "edit_date"), _replied_to(said)
            is_edit = True
        case {
            "callback_query": {
                "id": str(tap_id),
                "from": {"id": int()},
                "data": str(data),
                "message": {"chat": {"id": int(chat_id), "type": "private"}},
            } as said
        }:
            what = Tap(data, tap_id)
        case {
            "my_chat_member": {
                "chat": {"id": int(chat_id), "type": "private"},
                "from": {"id": int()},
                "new_chat_member": {"status": "member" | "kicked" as status},
            } as said
        }:
            what, written_at = Membership(is_member=status == "member"), _written_at(said, "date")
        case _:
            return None
    if not _is_the_chats_person(said["from"], chat_id) or abs(chat_id) >= LARGEST_ID:
        return None
    # Of nobody but who opens a link is it of use what they call themselves.
    by = _person(said["from"]) if isinstance(what, Command) and what.name == "start" and what.argument else None
    return Said(chat_id, what, _language(said), written_at, reply_to, by.name if by is not None else "", is_edit)


def _posted(update: Any) -> Posted | None:  # noqa: ANN401 -- JSON as it came
    """What a person says or does in a group."""
    match update:
        case {"message": {"chat": {"type": "group" | "supergroup"}} as said}:
            return _written(said, "date")
        case {"edited_message": {"chat": {"type": "group" | "supergroup"}} as said}:
            return _written(said, "edit_date", is_edit=True)
        case {
            "callback_query": {
                "id": str(tap_id),
                "from": sender,
                "data": str(data),
                "message": {
                    "chat": {"id": int(chat_id), "type": "group" | "supergroup"},
                    "message_id": int(message_id),
                } as message,
            }
        }:
            by = _person(sender)
            if by is None or abs(chat_id) >= LARGEST_ID:
                return None
            what = Tap(data, tap_id)
            return Posted(
                chat_id=chat_id,
                by=by,
                what=what,
                message_id=message_id,
                thread_id=_thread(message),
                about=_text(message),
            )
        case {
            "chat_member": {
                "chat": {"id": int(chat_id), "type": "group" | "supergroup"},
                "from": sender,
                "new_chat_member": {"status": str(status), "user": user} as member,
            } as said
        } if status in _IS_GONE or (status == "restricted" and member.get("is_member") is False):
            who, by = _person(user), _person(sender)
            if who is None or abs(chat_id) >= LARGEST_ID:
                return None
            return Posted(chat_id=chat_id, by=by or who, what=Gone(who), written_at=_written_at(said, "date"))
        case _:
            return None


def _moved(update: Any) -> Posted | None:  # noqa: ANN401 -- JSON as it came
    """What Telegram itself says in both chats, the old one and the new, when a group becomes a supergroup."""
    match update:
        case {"message": {"chat": {"id": int(chat_id), "type": "group"}, "migrate_to_chat_id": int(other)} as said} if (
            _are_ids(chat_id, other)
        ):
            return Posted(chat_id=chat_id, by=NOBODY, what=Moved(chat_id, other), written_at=_written_at(said, "date"))
        case {
            "message": {"chat": {"id": int(chat_id), "type": "supergroup"}, "migrate_from_chat_id": int(other)} as said
        } if _are_ids(chat_id, other):
            return Posted(chat_id=chat_id, by=NOBODY, what=Moved(other, chat_id), written_at=_written_at(said, "date"))
        case _:
            return None


def _are_ids(*chat_ids: int) -> bool:
    return all(abs(chat_id) < LARGEST_ID for chat_id in chat_ids)


def _written(message: dict[str, Any], date: str, *, is_edit: bool = False) -> Posted | None:
    match message:
        case {"chat": {"id": int(chat_id)}, "from": sender, "message_id": int(message_id)}:
            by = _person(sender)
            # Who writes in the name of the group, or of a channel, cannot be told from anybody else who does.
            if by is None or "sender_chat" in message or abs(chat_id) >= LARGEST_ID:
                return None
        case _:
            return None
    left = _person(message.get("left_chat_member"))
    what = Gone(left) if left is not None else _message(message)
    return Posted(
        chat_id=chat_id,
        by=by,
        what=Unsayable() if isinstance(what, Contact) else what,
        message_id=message_id,
        thread_id=_thread(message),
        reply_to=_quoted(message),
        is_edit=is_edit,
        is_passed_on="forward_origin" in message or "via_bot" in message,
        written_at=_written_at(message, date),
        document=_document(message),
    )


def _text(message: dict[str, Any]) -> str:
    text = message.get("text")
    return text[:LONGEST_TEXT] if isinstance(text, str) else ""


def _document(message: dict[str, Any]) -> Document | None:
    match message:
        case {"document": {"file_id": str(file_id)} as document} if len(file_id) <= LONGEST_FILE_ID:
            name, size = document.get("file_name"), document.get("file_size")
            return Document(
                file_id, name[:LONGEST_NAME] if isinstance(name, str) else "", size if isinstance(size, int) else 0
            )
        case _:
            return None


def _person(user: Any) -> Person | None:  # noqa: ANN401 -- JSON as it came
    match user:
        case {"id": int(user_id)} as person if person.get("is_bot") is not True and 0 < user_id < LARGEST_ID:
            names = (person.get("first_name"), person.get("last_name"))
            name = " ".join(name for name in names if isinstance(name, str))[:LONGEST_NAME]
            return Person(user_id, name.encode(errors="replace").decode())  # JSON may hold half a character.
        case _:
            return None


def _thread(message: dict[str, Any]) -> int:
    """The topic of a message; the id alone may be that of a thread of replies."""
    thread_id = message.get("message_thread_id")
    return thread_id if message.get("is_topic_message") is True and isinstance(thread_id, int) else 0


def _quoted(message: dict[str, Any]) -> Quoted | None:
    match message.get("reply_to_message"):
        # In a topic, what answers nothing answers the message that opened it.
        case {"forum_topic_created": _}:
            return None
        case {"message_id": int(message_id), "sender_chat": _}:
            return Quoted(message_id)
        case {"message_id": int(message_id), "from": {"is_bot": True, "username": str(name)}, **said}:
            return Quoted(message_id, bot=name, text=str(said.get("text", said.get("caption", "")))[:LONGEST_TEXT])
        case {"message_id": int(message_id), "from": author}:
            return Quoted(message_id, _person(author))
        case _:
            return None


def _parsed(payload: bytes) -> Any:  # noqa: ANN401 -- JSON as it came
    try:
        return json.loads(payload)
    except RecursionError:
        raise ValueError("nested deeper than anything of Telegram's") from None


def _is_the_chats_person(sender: dict[str, Any], chat_id: int) -> bool:
    """Whether it is the one person whose private chat this is. Two bots that answer each other would never end."""
    return sender["id"] == chat_id and sender.get("is_bot") is not True


def _language(said: dict[str, Any]) -> str:
    language = said["from"].get("language_code")
    return language if isinstance(language, str) else ""


def _written_at(message: dict[str, Any], name: str) -> int:
    written_at = message.get(name)
    return written_at if isinstance(written_at, int) else 0


def _replied_to(message: dict[str, Any]) -> Card | None:
    """The card of ours that somebody answers. In a private chat the only bot that writes is this one."""
    match message.get("reply_to_message"):
        case {"from": {"is_bot": True}, "text": str(text), "reply_markup": {"inline_keyboard": rows}}:
            return Card(text[:LONGEST_TEXT], tuple(_carried(rows)))
        case _:
            return None


def _carried(rows: Any) -> Iterator[str]:  # noqa: ANN401 -- JSON as it came
    for row in _listed(rows):
        for button in _listed(row):
            match button:
                case {"callback_data": str(data)}:
                    yield data
                case _:
                    pass


def _listed(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def _message(message: dict[str, Any]) -> Text | Command | Contact | Unsayable:
    match message:
        case {"text": str(text), "message_id": int(message_id)}:
            text = text[:LONGEST_TEXT]
            return (
                _command(text, message_id) if text.startswith("/") else Text(text, message_id, _first_written(message))
            )
        case {"contact": {"phone_number": str(phone)} as contact}:
            owner = contact.get("user_id")
            return Contact(phone[:LONGEST_TEXT], own=owner is not None and owner == message["from"]["id"])
        case {"caption": str(caption), "message_id": int(message_id)}:
            return Text(caption[:LONGEST_TEXT], message_id, _first_written(message), _kind(message))
        case _:
            album, own_id = message.get("media_group_id"), message.get("message_id")
            return Unsayable(
                album if isinstance(album, str) else "",
                own_id if isinstance(own_id, int) else 0,
                _kind(message),
            )


def _kind(message: dict[str, Any]) -> Kind:
    """What it is, beside the words. An animation comes as a document too, for programs that do not know them."""
    return next((kind for name, kind in _KINDS.items() if name in message), Kind.OTHER)


def _first_written(message: dict[str, Any]) -> int:
    match message:
        case {"forward_origin": {"date": int(date)}}:
            return date
        case _:
            return 0


def _command(text: str, message_id: int) -> Command:
    found = _COMMAND.match(text)
    name, to, argument = found.groups() if found else ("", "", "")
    return Command(name.lower(), argument.rstrip(), message_id, (to or "").lower())
