"""Translates an update into what it says. Pure, and never surprised: what it does not know is nobody's business."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast

from bot.ports import LARGEST_ID, Card, Command, Contact, Membership, Said, Tap, Text, Unsayable
from bot.store import Arrival

LONGEST_TEXT = 8192
"""Twice Telegram's longest message: what is longer did not come from Telegram."""

# The name, the bot's own name, and the rest. A line break ends a name too: people write on below it.
_COMMAND = re.compile(r"/([^\s@]*)\S*\s*(.*)", re.DOTALL)


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
        ):
            return chat_id if abs(chat_id) < LARGEST_ID else 0
        case _:
            return 0


def read_update(payload: bytes) -> Said | None:
    """What an update's JSON says. None: a group's, a bot's, or nothing that a customer says.

    Raises `ValueError` for no JSON.
    """
    written_at, reply_to = 0, None
    what: Text | Command | Contact | Tap | Unsayable | Membership
    match _parsed(payload):
        case {"message": {"chat": {"id": int(chat_id), "type": "private"}, "from": {"id": int()}} as said}:
            what, written_at, reply_to = _message(said), _written_at(said, "date"), _replied_to(said)
        case {"edited_message": {"chat": {"id": int(chat_id), "type": "private"}, "from": {"id": int()}} as said}:
            what, written_at, reply_to = _message(said), _written_at(said, "edit_date"), _replied_to(said)
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
    return Said(chat_id, what, _language(said), written_at, reply_to)


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
            return Text(caption[:LONGEST_TEXT], message_id, _first_written(message))
        case {"media_group_id": str(album)}:
            return Unsayable(album)
        case _:
            return Unsayable()


def _first_written(message: dict[str, Any]) -> int:
    match message:
        case {"forward_origin": {"date": int(date)}}:
            return date
        case _:
            return 0


def _command(text: str, message_id: int) -> Command:
    found = _COMMAND.match(text)
    name, argument = found.groups() if found else ("", "")
    return Command(name.lower(), argument.rstrip(), message_id)
