"""A stand-in for Telegram: its Bot API over HTTP, and the people on the other side.

As strict as the real one where it says no, and stricter where the real one forgives a mistake in silence.
"""

from .chats import Chat
from .people import CannotDo, Person
from .server import TelegramServer
from .taps import Tap
from .views import Call, ChatEvent, MessageView
from .world import Answer, Group, TelegramWorld

__all__ = [
    "Answer",
    "Call",
    "CannotDo",
    "Chat",
    "ChatEvent",
    "Group",
    "MessageView",
    "Person",
    "Tap",
    "TelegramServer",
    "TelegramWorld",
]
