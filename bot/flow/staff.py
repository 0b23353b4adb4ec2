"""Who staff are, and what is said to one of them: values without a language, which the Telegram edge puts into words.

A `Line` names a text of `bot/locales` and what goes into it. What is put in was written by anybody: the edge escapes
it, and hides what looks like a number.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from enum import StrEnum

from .model import CaseId


class Role(StrEnum):
    """What somebody of the staff may do: `bot.staff.authority` says it of each action."""

    AGENT = "agent"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the staff. `added_by` is 0 for administrators of the settings; one who has `ended_at` is no member.

    `name` is what they call themselves in Telegram, as it was when they were added.
    """

    user_id: int
    role: Role
    name: str = field(default="", repr=False)
    added_by: int = 0
    added_at: float = 0.0
    ended_at: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, shown as a time of day in the reader's zone."""

    at: int


@dataclass(frozen=True, slots=True)
class Named:
    """Another text without anything to put in, such as the name of a state."""

    name: str


@dataclass(frozen=True, slots=True)
class DeepLink:
    """The address that opens the bot with this token. Only the edge knows what the bot is called."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ours:
    """A text that we made, such as an account's id: shown as it is, where others lose what looks like a number."""

    text: str


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something took, in seconds: said to the minute, the hour or the day."""

    seconds: int


Value = str | int | Moment | Named | DeepLink | Ours | Duration


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message: the name of its text, and the values that it takes."""

    text: str
    values: dict[str, Value] = field(default_factory=dict[str, Value], repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A button. It carries a command, as it can be typed, or copies a text into the reader's clipboard."""

    label: str = ""
    """The name of its text."""
    said: str = field(default="", repr=False)
    """What stands on it where staff have named it themselves, instead of a text of ours."""
    command: str = ""
    copies: str | DeepLink = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with an answer. Its content is kept as text, as all that is owed is."""

    name: str
    base64: str = field(repr=False)

    @classmethod
    def of(cls, name: str, content: bytes) -> "Attached":
        """A file with this content."""
        return cls(name, b64encode(content).decode())

    @property
    def content(self) -> bytes:
        """What is in it."""
        return b64decode(self.base64)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what it is of, how long it is, and what stands beside that.

    It is as long as there is room where its value is `full`, which is said then; 0: the largest of those around it is.
    """

    name: Line
    value: int
    said: str = ""
    full: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other."""

    title: Line
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns beside each other, a day each, of two parts that stand on each other."""

    title: Line
    lower: Line
    upper: Line
    columns: tuple[tuple[str, int, int], ...]
    """What stands below each, and its parts."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. What it says is said in the words below it too."""

    title: Line
    parts: tuple[Bars | Columns, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStaff:
    """Answer somebody of the staff where they asked. One without lines only lets go of the button that was pressed.

    Paragraphs are lines that belong together.
    """

    chat_id: int
    at: int
    paragraphs: tuple[tuple[Line, ...], ...] = ()
    keys: tuple[tuple[Key, ...], ...] = ()
    thread_id: int = 0
    """The topic, in a group that has them; 0 for none."""
    reply_to: int = 0
    """The message that asked, if it is still there."""
    over: int = 0
    """The message of ours to write over, as turning a page does; 0 for a new one."""
    tap: str = ""
    """The press of a button that this answers."""
    asks: bool = False
    """Whether their app opens a reply to it: a question."""
    case_id: int = 0
    attached: Attached | None = None
    """A file that it is the caption of."""
    chart: Chart | None = None
    """A picture that it is the caption of; drawn when it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendEvidence:
    """Send staff a file with what is known of a case. It is written when it is sent: nothing else keeps it."""

    chat_id: int
    case_id: CaseId
    at: int
    thread_id: int = 0
    reply_to: int = 0
    """The message that asked, if it is still there."""
