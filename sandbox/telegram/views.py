"""What people see: frozen pictures of messages, and the events that a chat's history is made of."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from .as_html import to_html
from .keyboards import Button, Rows
from .markup import Formatted
from .schema import JsonObject

EventKind: TypeAlias = Literal[
    "sent", "edited", "deleted", "pinned", "unpinned", "reaction", "action", "tapped", "answered", "topic"
]


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as it looked at one moment. Times are Unix seconds; `html` is safe to put into a page."""

    message_id: int
    chat_id: int
    sender_id: int
    sender_name: str
    from_bot: bool
    kind: str
    text: str
    entities: tuple[JsonObject, ...]
    date: int
    edit_date: int | None = None
    buttons: Rows = ()
    thread_id: int | None = None
    reply_to: int | None = None
    media: JsonObject = field(default_factory=dict)
    pinned: bool = False
    reactions: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The text with its entities as HTML."""
        return to_html(Formatted(self.text, self.entities))

    def button(self, wanted: str) -> Button:
        """Find an inline button by its label or, failing that, by its callback data, address or text to copy.

        Raises:
            LookupError: when there is none.
        """
        buttons = [one for row in self.buttons for one in row]
        for one in [*(b for b in buttons if b.text == wanted), *(b for b in buttons if b.value == wanted)]:
            return one
        raise LookupError(f"message {self.message_id} has no button {wanted!r}; it has {[b.text for b in buttons]}")


@dataclass(frozen=True, slots=True)
class ChatEvent:
    """One thing that happened in a chat, for the page and for counting.

    `message` is the message as it was after the event (before it, for "deleted"). `detail` is the action of
    "action", the callback data of "tapped", the notice of "answered", the emoji of "reaction", the change of "topic".
    """

    kind: EventKind
    at: float
    chat_id: int
    message: MessageView | None = None
    detail: str = ""
    by: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the bot, as it came and as it was answered.

    `status` is the HTTP status of the answer, also when a planned failure kept it from arriving: then `failure`
    names the failure, and `worked` says whether the method was carried out all the same.
    """

    method: str
    params: JsonObject
    status: int
    at: float
    description: str = ""
    result: object = None
    failure: str = ""
    worked: bool = True
