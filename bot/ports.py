"""What the use cases need from the world, and what the world tells them: the borders of both edges."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .flow.effects import Call, DeleteMessage, Show, TellStaff
from .flow.model import Outcome
from .flow.relaying import Kind
from .flow.staff import AnswerStaff

Clock = Callable[[], float]
"""Seconds since 1970 in UTC."""

LARGEST_ID = 2**63
"""An id at or past it comes neither from Telegram nor from us: no column holds it."""

Leave = Callable[[], None]
"""Looks whether something may still leave, and raises if not."""


def freely() -> None:
    """Let it leave whenever it is ready."""


@dataclass(frozen=True, slots=True)
class Text:
    """Something written: a message, a caption, an edited message."""

    text: str = field(repr=False)
    message_id: int
    first_written_at: int = 0
    """Of a forwarded text, when it was written where it comes from: a code in it has been around since then."""
    kind: Kind = Kind.TEXT
    """What it stands below, if it is a caption."""


@dataclass(frozen=True, slots=True)
class Command:
    """A word with a slash before it, and what follows it. The name is in lower case and without the bot's own."""

    name: str = field(repr=False)
    argument: str = field(default="", repr=False)
    message_id: int = 0
    to: str = ""
    """The bot that it names, in lower case, as people do where there are several; empty for none."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number shared from the address book. `own`: Telegram says that it is the sender's."""

    phone: str = field(repr=False)
    own: bool


@dataclass(frozen=True, slots=True)
class Tap:
    """A pressed button. `tap_id` is what to answer, so that the client stops waiting."""

    data: str
    tap_id: str


@dataclass(frozen=True, slots=True)
class Unsayable:
    """A sticker, picture, voice or the like, without words. Pictures of one album have the same `album`."""

    album: str = ""
    message_id: int = 0
    kind: Kind = Kind.OTHER


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sent, by the id under which Telegram has it. `size` is 0 where that is not known."""

    file_id: str
    name: str = field(default="", repr=False)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether the bot may write here: people block it, and let it write again."""

    is_member: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours: what it says, and what its buttons carry."""

    text: str = field(repr=False)
    carried: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one update says, before its case is known. `language` is the client's, as Telegram says."""

    chat_id: int
    what: Text | Command | Contact | Tap | Unsayable | Membership
    language: str = ""
    written_at: int = 0
    """When the customer sent it, in seconds since 1970; 0 for a tap, of which Telegram does not say: when it came."""
    reply_to: Card | None = None
    """What it was written in reply to, where that is a message of ours with buttons."""
    name: str = field(default="", repr=False)
    """What the person calls themselves; kept of nobody but staff."""
    is_edit: bool = False
    """Whether it was said before, and is now said otherwise."""


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account of a person. `name` is what they call themselves; nobody checks it."""

    user_id: int
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that something in a group answers. `author` is None where that is no person: us, say.

    Of a bot's message there is its name, and what stands in it.
    """

    message_id: int
    author: Person | None = None
    bot: str = ""
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody is no longer in the group, by themselves or not."""

    who: Person


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become a supergroup: what it was called by, and what it is called by from now on."""

    chat_id: int
    to: int


NOBODY = Person(0, "")
"""Who has said what Telegram itself says in a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What a person says or does in a group. `message_id` is what was written, or the message whose button was pressed.

    Who writes in the group's own name is no person, and none of it comes here.
    """

    chat_id: int
    by: Person
    what: Text | Command | Tap | Unsayable | Gone | Moved
    message_id: int = 0
    thread_id: int = 0
    """The topic, in a group that has them; 0 for none."""
    reply_to: Quoted | None = None
    is_edit: bool = False
    """Whether it was said before, and is now said otherwise."""
    is_passed_on: bool = False
    """Whether somebody else's words are handed on: a forwarded message, or what another bot wrote for them."""
    written_at: int = 0
    about: str = field(default="", repr=False)
    """What the message says whose button was pressed."""
    document: Document | None = None


class Reader(Protocol):
    """Turns an update's JSON into what it says."""

    def __call__(self, payload: bytes) -> Said | Posted | None:
        """None for an update that is nobody's message to us: another bot's, the bot's coming or going in a group."""
        ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there. `message_id` is 0 where there is no message to remember."""

    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Later:
    """Not delivered, or nobody knows; to be tried again. `after` is in seconds, None where Telegram did not say.

    `is_refused`: it is this very message that was refused, and may be again; others would not be.
    """

    reason: str
    after: float | None = None
    is_refused: bool = False


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """Trying again is of no use. `gone`: the customer blocked the bot, or is no longer there."""

    reason: str
    gone: bool = False


Delivery = Delivered | Later | Undeliverable


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What is known of the incident that a staff notice belongs to."""

    cases: int = 1
    """Notices so far, this one included."""
    waiting: int = 0
    """Customers held up now."""
    message_id: int = 0
    """The message to write over; 0 for a new one."""


class Messenger(Protocol):
    """Says things in Telegram, at least once. Raises nothing that the world can cause, but what `leave` does.

    `leave` is called when a connection is ready, right before the first byte of whatever is said; what it raises is
    raised, and that has not left.
    """

    async def show(self, show: Show, *, card_id: int, leave: Leave = freely) -> Delivery:
        """Show a screen, over the card where that is asked for and still possible."""
        ...

    async def delete(self, effect: DeleteMessage, *, leave: Leave = freely) -> Delivery:
        """Remove a customer's message. One that is gone already counts as removed."""
        ...

    async def send_file(
        self,
        chat_id: int,
        name: str,
        content: bytes,
        *,
        thread_id: int = 0,
        reply_to: int = 0,
        leave: Leave = freely,
    ) -> Delivery:
        """Send a file, into a topic or in reply to a message where one is named.

        A repeat of one that may be there already is a second one.
        """
        ...

    async def tell_staff(self, notice: TellStaff, incident: Incident, *, leave: Leave = freely) -> Delivery:
        """Write to the staff group."""
        ...

    async def tell_staff_together(
        self, notices: Sequence[TellStaff], *, leave: Leave = freely
    ) -> tuple[Sequence[int], Delivery]:
        """Write one message to the staff group with the first of the notices, and all others that belong into it.

        Gives which of them it has, by their place.
        """
        ...

    async def answer_staff(self, answer: AnswerStaff, *, leave: Leave = freely) -> Delivery:
        """Answer somebody of the staff where they asked."""
        ...


class Provider(Protocol):
    """Calls CAMS. Raises nothing that the world can cause."""

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        """Send the call once and say what is known of what it did.

        `leave` is awaited when a connection is ready, right before the first byte; what it raises is raised, and
        nothing has left that could have been executed. It is awaited again before a call that was refused at the door
        for its key goes with another one.
        """
        ...
