"""What the store gives and takes, and the lanes and queues that things lie in."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..flow.effects import (
    Call,
    DeleteMessage,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    SendCopy,
    Show,
    SubmitCode,
    TellStaff,
    TellTopic,
)
from ..flow.model import CaseId
from ..flow.relaying import KeepTopic, ToCustomer, ToStaff
from ..flow.sheets import SendCases, SendCodes, SendLinks, TakeList
from ..flow.staff import AnswerStaff, SendEvidence
from ..flow.urgency import Urgency

ACTIONS: Mapping[type[Call], str] = {
    ReadWaba: "QueryChatappBindWaba",
    Initiate: "CreateChatappMigrationInitiate",
    ReadStatus: "GetPhoneNumberVerificationStatus",
    ReadNumbers: "QueryChatappPhoneNumbers",
    RequestCode: "GetMigrationVerifyCode",
    SubmitCode: "ChatappMigrationVerified",
    Register: "ChatappMigrationRegister",
}
"""What the provider calls each of our calls: the limit holds for each action by itself."""


class Queue:
    """Who carries out what is owed."""

    CUSTOMERS = "customers"
    NOTICES = "notices"
    """What staff are told, at the pace of their group: see `bot.noticing`."""
    STAFF = "staff"
    REFUSED = "refused"
    """Notices that Telegram did not take, each in a lane of its own: they stay owed, and hold nobody up."""
    CALLS = "calls"
    EVENTS = "events"
    """What another system is told."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, locked for this transaction: the language chosen in it, and the case it is about (0 for none).

    `silent_until` is until when it is read but not answered, because it floods us. `has_others`: a list of its numbers
    would have others beside that case's. `link_id` is the link for a colleague that was opened in it last.
    """

    id: int
    language: str
    case_id: int
    silent_until: float = 0.0
    has_others: bool = False
    link_id: int = 0


def chat_lane(chat_id: int) -> str:
    """The lane of what is said in a chat."""
    return f"chat:{chat_id}"


def notice_lane(urgency: Urgency) -> str:
    """The lane of notices that are so urgent: they wait for none that are less so."""
    return f"notices:{urgency}"


NOTICE_LANES = frozenset(map(notice_lane, Urgency))
"""Lanes of which one message is made at a time, of as many rows as belong into it."""


def staff_lane(chat_id: int) -> str:
    """The lane of what staff are answered in a chat: it does not wait for notices."""
    return f"staff:{chat_id}"


def refused_lane(row_id: int) -> str:
    """The lane of a notice that Telegram did not take."""
    return f"refused:{row_id}"


def call_lane(case_id: int) -> str:
    """The lane of a case's calls."""
    return f"call:{case_id}"


def event_lane(case_id: int) -> str:
    """The lane of what another system is told of a case."""
    return f"event:{case_id}"


def topic_lane(case_id: CaseId) -> str:
    """The lane of what goes into a case's topic."""
    return f"topic:{case_id}"


_CUSTOMERS = (Show, DeleteMessage, SendCopy, ToCustomer)
_STAFF = (TellTopic, AnswerStaff, SendEvidence, KeepTopic, ToStaff, TakeList, SendLinks, SendCodes, SendCases)
_QUEUES: Mapping[str, str] = {
    **{kind.__name__: Queue.CUSTOMERS for kind in _CUSTOMERS},
    **{kind.__name__: Queue.STAFF for kind in _STAFF},
    TellStaff.__name__: Queue.NOTICES,
}


def queue_of(kind: str) -> str:
    """Who carries out an effect of that kind: the name of its type. What is none of the others is a call."""
    return _QUEUES.get(kind, Queue.CALLS)
