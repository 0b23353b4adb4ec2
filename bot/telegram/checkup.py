"""Asks Telegram how it stands with the bot: who it is, where its updates go, and whether it may write to the staff.

Reads only. Nothing of an error's text is kept: some quote the token.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, InvalidToken, TelegramError

from .asking import ask
from .poller import ALLOWED_UPDATES

RIGHTS = ("can_manage_topics", "can_pin_messages")
"""By Telegram's names: without them cases have no topics, or their cards are not pinned."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates are posted to; an empty `url`: nowhere. `failed_at` is when a post failed last, 0 for never."""

    url: str = field(default="", repr=False)
    takes_all: bool = True
    """Whether it is posted each kind of update that the program acts on."""
    waiting: int = 0
    failed_at: int = 0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What the chat of the staff is to the bot. `moved_to`: the group has another id now."""

    kind: str = ""
    is_found: bool = True
    is_member: bool = True
    may_write: bool = True
    moved_to: int = 0
    is_administrator: bool = True
    """Whether the bot reads all that is written, and is told who leaves."""
    lacks: tuple[str, ...] = ()
    """Those of `RIGHTS` that it was not given, in a group with topics."""
    commands: tuple[tuple[str, str], ...] | None = None
    """What Telegram offers there after a slash, with what it does."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bot has heard lately in groups: their ids and names, and those of who wrote there."""

    groups: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """What Telegram said. `trouble` is why it said nothing; what could not be asked is None."""

    name: str = ""
    trouble: Literal["", "unknown", "unreachable"] = ""
    hook: Hook | None = None
    group: Group | None = None


async def look(bot: Bot, staff_chat_id: int) -> Seen:
    """Ask, and say what came of it. Raises nothing that the world can cause."""
    name, hook = "", None
    try:
        me = await ask(bot, "getMe", {})
        name = str(me["username"])
        hook = _hook(await ask(bot, "getWebhookInfo", {}))
        return Seen(name, hook=hook, group=await _group(bot, staff_chat_id, me["id"]))
    except (InvalidToken, EndPointNotFound):
        return Seen(trouble="unknown")
    except (TelegramError, KeyError, TypeError, ValueError):  # The last three: something that is not Telegram answers.
        return Seen(name, trouble="unreachable", hook=hook)


async def find_groups(bot: Bot) -> Heard:
    """Groups that the bot has heard of lately, and who wrote there; fetches nothing away.

    None are found where another process is served with the updates.
    """
    try:
        updates = await ask(bot, "getUpdates", {"timeout": 0})
        said = [content for update in updates for content in update.values() if _has_chat(content)]
        there = [each for each in said if each["chat"]["type"] in {"group", "supergroup"}]
        groups = {int(each["chat"]["id"]): str(each["chat"]["title"]) for each in there}
        writers = [each["from"] for each in there if "text" in each and "from" in each and "sender_chat" not in each]
        people = {int(each["id"]): str(each["first_name"]) for each in writers if not each["is_bot"]}
        return Heard(groups, people)
    except (TelegramError, KeyError, TypeError, ValueError):
        return Heard()


def _has_chat(content: Any) -> bool:  # noqa: ANN401 -- JSON as it came
    return isinstance(content, dict) and "chat" in content


def _hook(info: dict[str, Any]) -> Hook:
    return Hook(
        url=str(info["url"]),
        takes_all=set(ALLOWED_UPDATES) <= set(info.get("allowed_updates", ALLOWED_UPDATES)),
        waiting=int(info["pending_update_count"]),
        failed_at=int(info.get("last_error_date", 0)),
        failure=str(info.get("last_error_message", "")),
    )


async def _group(bot: Bot, chat_id: int, own_id: int) -> Group:
    try:
        chat = await ask(bot, "getChat", {"chat_id": chat_id})
        kind = str(chat["type"])
        if kind == "private":
            return Group(kind)
        member = await ask(bot, "getChatMember", {"chat_id": chat_id, "user_id": own_id})
    except ChatMigrated as exc:
        return Group(moved_to=exc.new_chat_id)
    except Forbidden:
        return Group(is_member=False)
    except BadRequest:
        return Group(is_found=False)
    status = member["status"]
    if status in {"left", "kicked"} or (status == "restricted" and not member.get("is_member", True)):
        return Group(kind, is_member=False)
    listed = await ask(bot, "getMyCommands", {"scope": {"type": "chat", "chat_id": chat_id}})
    is_administrator = status in {"creator", "administrator"}
    wanted = RIGHTS if chat.get("is_forum") and status == "administrator" else ()
    return Group(
        kind,
        may_write=_may_write(kind, chat, member),
        is_administrator=is_administrator,
        lacks=tuple(right for right in wanted if not member.get(right)),
        commands=tuple((each["command"], each["description"]) for each in listed),
    )


def _may_write(kind: str, chat: dict[str, Any], member: dict[str, Any]) -> bool:
    match member["status"]:
        case "creator":
            return True
        case "administrator":
            return kind != "channel" or bool(member.get("can_post_messages"))
        case "restricted":
            return bool(member.get("can_send_messages"))
        case _:
            # What a group lets its ordinary members do; silent about it, it lets them.
            return kind != "channel" and bool(chat.get("permissions", {}).get("can_send_messages", True))
