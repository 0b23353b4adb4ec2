"""What goes in and out, as models: what is checked, what is answered and what is documented are the same."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.flow.model import State
from bot.phrase import LONGEST as LONGEST_PHRASE
from bot.phrase import SHORTEST as SHORTEST_PHRASE
from bot.telegram.words import LANGUAGES
from bot.terms import LONGEST_LABEL

LONGEST_PHONE = 40
"""Characters: fifteen digits, with whatever is written between them."""

_Time = Annotated[str, Field(json_schema_extra={"format": "date-time"}, description="In UTC.")]
_Id = Annotated[int, Field(ge=1)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)


class InvitationWanted(_Shape):
    """An invitation to be made."""

    space: Annotated[
        str, Field(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$", description="The customer's CustSpaceId.")
    ]
    phone: Annotated[
        str,
        Field(
            max_length=LONGEST_PHONE,
            description="The number that moves, with + and country code. Without it the customer is asked.",
            examples=["+62 812-3456-7890"],
        ),
    ] = ""
    label: Annotated[
        str, Field(max_length=LONGEST_LABEL, description="Whom it is for: shown to the customer and to staff.")
    ] = ""
    language: Annotated[
        str,
        Field(
            description="What the bot begins in; else the customer's Telegram decides.",
            json_schema_extra={"enum": ["", *LANGUAGES]},
        ),
    ] = ""
    phrase: Annotated[
        str,
        Field(
            max_length=LONGEST_PHRASE,
            description=f"What the customer knows the bot by, {SHORTEST_PHRASE} characters at least; else made up",
        ),
    ] = ""


class InvitationMade(_Shape):
    """A link that works once, for one person, until it expires."""

    id: _Id
    link: Annotated[
        str, Field(description="For the customer, and for nobody else.", json_schema_extra={"format": "uri"})
    ]
    token: Annotated[str, Field(description="What the link carries.")]
    expires_at: _Time
    phrase: Annotated[
        str, Field(description="For the customer by another way than the link: by it they know the bot from a copy.")
    ]


class Standing(StrEnum):
    """How an invitation stands."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


class InvitationShown(_Shape):
    """An invitation and what became of it."""

    id: _Id
    state: Standing
    space: str
    phone_masked: Annotated[str, Field(description="Empty where the customer is asked for it.")]
    label: str
    language: str
    created_at: _Time
    expires_at: _Time
    used_at: _Time | None
    case_id: _Id | None


class CaseShown(_Shape):
    """A case in a line."""

    id: _Id
    state: State
    space: str
    phone_masked: Annotated[str, Field(description="Empty until there is one, and where the case was erased.")]
    tries_left: Annotated[int, Field(ge=0, description="Codes that may be handed in for the number just now.")]
    label: str


class CaseEvent(_Shape):
    """Something that happened to a case."""

    at: _Time
    event: str
    state_before: str
    state_after: str
    detail: str
    shown: str


class CaseCall(_Shape):
    """A call to CAMS for a case; what CAMS said is masked."""

    call: int
    action: str
    created_at: _Time
    sent_at: _Time | None
    finished_at: _Time | None
    outcome: str | None
    fault: str
    code: str
    message: str
    request_id: str


class CaseWhole(CaseShown):
    """A case with all that happened to it."""

    events: list[CaseEvent]
    calls: list[CaseCall]


class CasesPage(_Shape):
    """Some cases, the newest first."""

    cases: list[CaseShown]
    next: Annotated[int | None, Field(description="What «before» has to be for those that follow; null at the end.")]


class ProblemError(_Shape):
    """What is wrong in one place."""

    where: Annotated[str, Field(description="A JSON pointer into the body, or the name of a parameter.")]
    detail: str


class Problem(_Shape):
    """Why a request was not done (RFC 9457)."""

    type: Annotated[
        str, Field(description="Where the kind is explained.", json_schema_extra={"format": "uri-reference"})
    ]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    errors: list[ProblemError] = []
