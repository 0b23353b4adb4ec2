"""Draws the world as JSON: all that the page shows, each time, so that a page that lost its line misses nothing."""

from itertools import groupby
from typing import Any, TypeAlias

from sandbox.app import LANGUAGES, Sandbox
from sandbox.cams.books import Entry
from sandbox.phone import PhoneMessage
from sandbox.steps import CODE, STEPS
from sandbox.switchboard import TOGGLES, Toggle
from sandbox.telegram import Chat
from sandbox.telegram.chats import Message, Topic
from sandbox.telegram.methods.forum import ICONS
from sandbox.telegram.schema import JsonObject

from .hints import hint

Picture: TypeAlias = dict[str, Any]
"""What `json.dumps` takes."""

_SERVICES = {
    "forum_topic_created": "Made the topic",
    "forum_topic_edited": "Renamed the topic",
    "forum_topic_closed": "Closed the topic",
    "forum_topic_reopened": "Opened the topic again",
}
"""What the app says of a change to a topic."""

BOOK_LINES = 40
"""As many of CAMS's newest book lines as somebody scrolls through."""


def draw(sandbox: Sandbox) -> Picture:
    """Draw everything as it is now. Times are seconds since 1970 on the world's clock."""
    customer = sandbox.customer
    chat = customer.person.chat
    shown = hint(sandbox)
    return {
        "time": sandbox.time(),
        "hint": {"text": shown.text, "points_at": shown.points_at, "done": shown.done},
        "steps": {
            "given": sandbox.steps.name,
            "all": {steps.name: steps.label for steps in STEPS.values()},
            "code_by_staff": sandbox.steps.is_code_sent_by_staff,
        },
        "bot": _bot(sandbox),
        "customer": {
            "id": customer.person.id,
            "name": customer.person.name,
            "business": customer.business,
            "number": customer.shown_number,
            "numbers": [each.shown_number for each in sandbox.numbers],
            "language": customer.language,
            "languages": dict(LANGUAGES),
            "started": chat.started,
            "blocks": chat.bot_status == "kicked",
            "messages": _messages(sandbox, chat),
            "keyboard": _keyboard(chat),
            "notices": _notices(chat),
        },
        "colleague": _colleague(sandbox),
        "phone": [_received(sandbox, message) for message in sandbox.received],
        "staff": {
            "title": sandbox.staff.title,
            "members": len(sandbox.staff.members),
            "writers": [{"id": person.id, "name": person.name} for person in sandbox.desk],
            "commands": _commands(sandbox.telegram.commands_for(sandbox.staff_member, sandbox.staff)),
            "messages": _messages(sandbox, sandbox.staff),
            "topics": [{**_topic(topic), "closed": topic.closed} for topic in sandbox.staff.topics.values()],
        },
        "books": _books(sandbox),
        "switches": [
            {
                "group": group,
                "switches": [
                    {"name": one.name, "label": one.label, "on": one.name in sandbox.switchboard.on} for one in toggles
                ],
            }
            for group, toggles in groupby(_toggles(sandbox), key=lambda toggle: toggle.group)
        ],
    }


def _colleague(sandbox: Sandbox) -> Picture | None:
    """Draw the chat of the colleague whom the customer has handed a link on to."""
    colleague = sandbox.customer.colleague
    if colleague is None:
        return None
    return {"name": colleague.name, "messages": _messages(sandbox, colleague.chat)}


def _bot(sandbox: Sandbox) -> Picture:
    """Draw how the bot introduces itself to the customer, and what Telegram offers after a slash."""
    language, profile = sandbox.customer.language, sandbox.telegram.profile
    return {
        "name": profile.text_seen("name", language),
        "about": profile.text_seen("description", language),
        "commands": _commands(sandbox.telegram.commands_for(sandbox.customer.person)),
    }


def _commands(offered: list[JsonObject]) -> list[Picture]:
    return [{"name": one["command"], "does": one["description"]} for one in offered]


def _toggles(sandbox: Sandbox) -> list[Toggle]:
    """The switches that can show anything: a bot that does less runs into less."""
    is_more = sandbox.steps != CODE
    return [toggle for toggle in TOGGLES.values() if is_more or not toggle.is_of_the_move]


def _messages(sandbox: Sandbox, chat: Chat) -> list[Picture]:
    deleters = {
        event.message.message_id: event.by
        for event in chat.history
        if event.kind == "deleted" and event.message is not None
    }
    return [_message(sandbox, chat, one, deleters) for one in chat.stored.values()]


def _message(sandbox: Sandbox, chat: Chat, message: Message, deleters: dict[int, int]) -> Picture:
    view = chat.view(message)
    picture: Picture = {
        "id": view.message_id,
        "from": "bot" if view.from_bot else "person",
        "sender": view.sender_name,
        "at": view.date,
        "kind": view.kind,
        "edited": view.edit_date is not None,
    }
    if (topic := chat.topics.get(view.thread_id or 0)) is not None:
        picture["topic"] = _topic(topic)
    if view.pinned:
        picture["pinned"] = True
    if message.deleted:
        # What was in it is nobody's business any more, the page's least of all.
        by_bot = deleters.get(view.message_id) == sandbox.telegram.bot.id
        return {**picture, "deleted": "bot" if by_bot else "person"}
    picture["html"] = view.html
    picture["buttons"] = [
        [{"text": one.text, "action": one.action, "value": one.value, "style": one.style} for one in row]
        for row in view.buttons
    ]
    if view.kind == "contact":
        picture["about"] = f"+{view.media['contact']['phone_number'].lstrip('+')}"
    if view.kind == "service":
        picture["about"] = _SERVICES.get(next(iter(view.media)), "Changed the group")
    if view.kind == "document":
        file = view.media["document"]
        picture["about"] = f"{file.get('file_name', 'File')} · {file['file_size']:,} bytes"
        picture["file"] = _address(sandbox, file["file_id"])
    if view.kind == "photo":
        largest = view.media["photo"][-1]
        picture["file"] = _address(sandbox, largest["file_id"])
        picture["size"] = [largest["width"], largest["height"]]
    return picture


def _topic(topic: Topic) -> Picture:
    return {"id": topic.thread_id, "name": topic.name, "icon": ICONS.get(topic.icon_custom_emoji_id or "", "")}


def _address(sandbox: Sandbox, file_id: str) -> str:
    """Where the page's server has a file that stands in a message."""
    return f"/files/{sandbox.telegram.files.by_id(file_id).path}"


def _keyboard(chat: Chat) -> Picture | None:
    keyboard = chat.keyboard
    if keyboard is None:
        return None
    return {
        "rows": [[{"text": one.text, "action": one.action} for one in row] for row in keyboard.rows],
        "placeholder": keyboard.placeholder,
    }


def _notices(chat: Chat) -> list[Picture]:
    """What the bot answered to taps, which Telegram shows for a moment above the chat."""
    return [
        {"number": number, "at": event.at, "text": event.detail}
        for number, event in enumerate(chat.history)
        if event.kind == "answered" and event.detail
    ]


def _received(sandbox: Sandbox, message: PhoneMessage) -> Picture:
    to = next(each.shown_number for each in sandbox.numbers if each.number == message.number)
    return {"kind": message.kind, "text": message.text, "at": message.at, "to": to, "paste": sandbox.to_paste(message)}


def _books(sandbox: Sandbox) -> list[Picture]:
    """What came in since the customer was welcomed, numbered as the books are."""
    entries = sandbox.cams.books.entries()
    first = max(sandbox.numbers[0].booked_before, len(entries) - BOOK_LINES)
    return [{"number": number, **_booked(entry)} for number, entry in enumerate(entries[first:], first)]


def _booked(entry: Entry) -> Picture:
    return {
        "at": entry.at,
        "action": entry.action,
        "answer": entry.answer_code or ("a web page" if entry.answered else "nothing"),
        "executed": entry.executed,
        "answered": entry.answered,
    }
