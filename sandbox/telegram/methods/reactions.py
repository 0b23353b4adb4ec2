"""Methods that answer a tap or react to a message."""

from ..errors import bad_request
from ..markup import utf16_length
from ..schema import JsonObject
from ..state import State

# "0-200 characters" (manual, answerCallbackQuery).
NOTICE_LENGTH = 200
# The emoji that may be a reaction (manual, ReactionTypeEmoji).
# fmt: off
EMOJI = frozenset((
    "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩", "🙏",
    "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔",
    "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈", "😇",
    "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊",
    "🙊", "😎", "👾", "🤷‍♂", "🤷", "🤷‍♀", "😡",
))
# fmt: on


def answer_callback_query(state: State, params: JsonObject) -> bool:
    """Play answerCallbackQuery."""
    text, url = params.get("text", ""), params.get("url", "")
    if utf16_length(text) > NOTICE_LENGTH:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(f"https://t.me/{state.bot.username}?start="):
        raise bad_request("URL_INVALID")
    tap = state.taps.open(params["callback_query_id"])
    tap.notice, tap.alert, tap.url = text, params.get("show_alert", False), url
    chat = state.chats[tap.chat_id]
    state.record(chat, "answered", chat.stored.get(tap.message_id), detail=text)
    return True


def set_reaction(state: State, params: JsonObject) -> bool:
    """Play setMessageReaction: at most one emoji, which is what a bot without premium may set."""
    reactions = params.get("reaction", [])
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for one in reactions:
        if one["type"] != "emoji" or one["emoji"] not in EMOJI:
            raise bad_request("REACTION_INVALID")
    chat = state.writable_chat(params["chat_id"])
    message = state.find_message(chat, params["message_id"], "message to react")
    message.reactions = tuple(reactions)
    state.record(chat, "reaction", message, detail=reactions[0]["emoji"] if reactions else "")
    return True
