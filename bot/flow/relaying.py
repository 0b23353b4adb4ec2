"""What is owed to a case's topic, where staff read of it: values, which `effects` has among its own.

A topic is a topic of a forum, or in a plain group the thread of answers to the case's card.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from .model import CaseId


class Kind(StrEnum):
    """What a message is. All but texts are copied as they are, with what is written below them given anew."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video-note"
    ANIMATION = "animation"
    STICKER = "sticker"
    OTHER = "other"
    """Something that cannot be copied, or that would say more than its sender may know: a place, a contact."""


CAPTIONED = frozenset({Kind.PHOTO, Kind.DOCUMENT, Kind.VOICE, Kind.AUDIO, Kind.VIDEO, Kind.ANIMATION})
"""Kinds below which something can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTopic:
    """Make a case's topic show how the case stands by then: it says nothing of that itself, so a repeat is harmless."""

    case_id: CaseId
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToStaff:
    """Pass on into a case's topic what its customer wrote.

    A text is said as it was when it was read: by the time it is said, its writer may have put a code in its place.
    `is_withheld`: staff read only that it came, because a code is in it.
    """

    case_id: CaseId
    chat_id: int
    message_id: int
    at: int
    kind: Kind = Kind.TEXT
    text: str = field(default="", repr=False)
    is_edit: bool = False
    is_withheld: bool = False
    remind_at: int = 0
    """When staff are to hear that nobody has answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCustomer:
    """Pass on to a customer (`chat_id`) what somebody of the staff wrote in the group (`group_id`)."""

    case_id: CaseId
    chat_id: int
    group_id: int
    message_id: int
    at: int
    language: str
    kind: Kind = Kind.TEXT
    text: str = field(default="", repr=False)
    is_edit: bool = False
