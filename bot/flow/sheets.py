"""Files of rows that staff send, and are sent: values, without what is in them until they are carried out."""

from dataclasses import dataclass, field

from .model import State

MOST_CASES = 10_000
"""Cases that a list has at most, the newest: some megabytes, in a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Where staff are answered, and what they asked with."""

    chat_id: int
    at: int
    thread_id: int = 0
    reply_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeList(_Asked):
    """Fetch the file of invitations that somebody sent, and make a link for each row, or none."""

    by: int
    file_id: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An invitation that was made of a row. `line` is where it stood in the file."""

    line: int
    id: int
    space: str
    token: str = field(repr=False)
    phrase: str = field(repr=False)
    until: int
    label: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    """How the number ends; the rest is for nobody's eyes."""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendLinks(_Asked):
    """Send the list with a link in each row."""

    rows: tuple[Made, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCodes(_Asked):
    """Send pictures of links, for phones to read: one as it is, several in one file."""

    rows: tuple[Made, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCases(_Asked):
    """Send the list of cases, in a state or all. It is written when it is sent."""

    state: State | None = None


OfSheets = TakeList | SendLinks | SendCodes | SendCases
