"""What happened to a case. The counterpart to `effects`.

Every event carries `at`, so that rules which depend on time need no clock.
Those of `FromCustomer` are answered with a screen, always; the others may pass in silence.
"""

from dataclasses import dataclass, field

from .effects import Call, Note, Place, Screen
from .listing import NOTHING, Page
from .model import Case, Channel, Fault, Instant, Invitation, Outcome
from .relaying import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """The customer opened a valid link, which is now theirs; or access is open, and this is the stand-in for one."""

    at: Instant
    invitation: Invitation
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRefused:
    """The customer opened a link that is unknown, used by somebody else or too old: `note` says which.

    `whose` names the case that a used link led to, for staff; it is the opener's business in no way.
    """

    at: Instant
    note: Note
    whose: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The customer pressed Start without a link, or asked where things stand.

    `is_aside`: their chat was about another of their numbers until now.
    """

    at: Instant
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGiven:
    """A readable phone number. `phone` is digits with the country code."""

    at: Instant
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberUnclear:
    """Something meant as a phone number, and what is wrong with it."""

    at: Instant
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The customer said yes. `taken`: another open case has this number in this space."""

    at: Instant
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The customer said no, or wants another number."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeGiven:
    """Six digits. `message_id` is the message to delete; `fingerprint` tells the same code again without keeping it.

    `written_at` is when the customer sent it, which after an outage is long before `at`; 0 where nobody knows.
    """

    at: Instant
    code: str = field(repr=False)
    fingerprint: str = field(repr=False)
    message_id: int
    written_at: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueCode:
    """Six digits from the colleague who has opened that link; the rest is as in `CodeGiven`, in their chat."""

    at: Instant
    link: int
    code: str = field(repr=False)
    fingerprint: str = field(repr=False)
    message_id: int
    written_at: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColleagueWanted:
    """The customer wants a colleague to enter the code. `token` is what a link carries, if there will be one."""

    at: Instant
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUnclear:
    """A text that is not one WhatsApp code, and why. `message_id` is 0 where nothing in it needs deleting."""

    at: Instant
    note: Note
    message_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeWanted:
    """The customer has no code, or needs a new one."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChosen:
    """The customer has the phone in their hand and wants a code, by SMS or by a call.

    `written_at` is when they said so, as with a code; 0 where nobody knows: a press of a button is never old.
    """

    at: Instant
    channel: Channel
    written_at: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """The customer wants the code later: at `until`, or at a time that they have yet to choose (0)."""

    at: Instant
    until: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWanted:
    """The customer wants to talk to a person. `answered_from` is when one is there; 0 where nobody knows."""

    at: Instant
    answered_from: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarded:
    """The customer, who is with a person, wrote or sent something that is for that person."""

    at: Instant
    message_id: int
    kind: Kind = Kind.TEXT
    text: str = field(default="", repr=False)
    is_edit: bool = False
    answered_from: Instant = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BotWanted:
    """The customer wants to go on with the bot alone."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Somebody of the staff looks after the customer from now on."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack:
    """Somebody of the staff lets the bot go on alone."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAwaited:
    """Nobody has answered the customer for so long that staff are to hear of it."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """The customer wants to stop."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The customer wants to go on after all."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWanted:
    """The customer asked for a page that changes nothing: help, privacy, the choice of languages."""

    at: Instant
    screen: Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersWanted:
    """The customer asked for the list of their numbers: `page` of it, which begins behind the case `after`."""

    at: Instant
    after: int = 0
    page: Page = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChosen:
    """Of several numbers the customer chose this case's."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUnplaced:
    """A code came that could be for any number of `page`. It is in `message_id`, and nowhere else."""

    at: Instant
    message_id: int
    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWanted:
    """The customer wants to see what is kept about them."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetWanted:
    """The customer asks what erasing their data would mean."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetConfirmed:
    """The customer wants all of it erased. `is_busy`: they were asked, and something is under way at WhatsApp."""

    at: Instant
    is_busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetKept:
    """The customer takes that back, while it waits for what is under way."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetDue:
    """What was under way when the customer wanted all erased is over."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen:
    """`language` is one of those we have."""

    at: Instant
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something we cannot act on: an old button, a sticker, a picture. `note` says which.

    `message_id` is 0 where nothing needs deleting; `album` is empty where it is no picture of one.
    """

    at: Instant
    note: Note
    message_id: int = 0
    album: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered:
    """The outcome of the call with this number. `kind` is which call it was, such as `SubmitCode`.

    `phone` is the number that the call was about: the customer may have changed it since. `is_taken`: another case is
    open for the case's number by now, which a verification that is over must leave it to.
    """

    at: Instant
    call: int
    phone: str = field(repr=False)
    kind: type[Call]
    outcome: Outcome
    is_taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed:
    """The case's deadline is here.

    What only reminds the customer waits until `quiet_until`: it is night where they are, or they hear from us anyway.
    `is_aside`: their chat is about another of their numbers just now.
    """

    at: Instant
    quiet_until: Instant = 0
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A fault that lies with us or the provider is gone, as another case has shown."""

    at: Instant
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeDue:
    """It is this case's turn to ask, for all that a fault holds up, whether it is gone."""

    at: Instant
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOrdered:
    """Staff let a verified number move."""

    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended:
    """Staff allow the number one more code and one more try. `by` says who, for the record and without a name."""

    at: Instant
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """Staff know that WhatsApp takes codes for the number again. `by` says who, as with the three after it."""

    at: Instant
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Staff end a case. Nothing is under way at the provider."""

    at: Instant
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """Staff let a customer go on whose case has ended. It can be gone on with until `until` at least."""

    at: Instant
    by: str
    until: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeProposed:
    """Staff want a code sent to the customer, who may have to say first that the phone is in their hand."""

    at: Instant
    by: str
    channel: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """The bot was away for so long that presses of buttons were lost; it is back since `since`."""

    at: Instant
    since: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """A screen may have come after newer ones: whoever showed it had been overtaken. `place` is where it went."""

    at: Instant
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """Telegram says that the customer cannot be written to: blocked, or the account is gone.

    `is_aside`: staff hear of it from another of their numbers.
    """

    at: Instant
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Telegram says that the customer, who had blocked the bot, can be written to again.

    `is_aside`: their chat is about another of their numbers, which is told of.
    """

    at: Instant
    is_aside: bool = False


FromCustomer = (
    Invited
    | LinkRefused
    | Started
    | NumberGiven
    | NumberUnclear
    | Agreed
    | Declined
    | CodeGiven
    | CodeUnclear
    | CodeWanted
    | ChannelChosen
    | ColleagueWanted
    | Postponed
    | PersonWanted
    | Forwarded
    | BotWanted
    | Cancelled
    | Resumed
    | PageWanted
    | CopyWanted
    | ForgetWanted
    | ForgetConfirmed
    | ForgetKept
    | NumbersWanted
    | NumberChosen
    | CodeUnplaced
    | LanguageChosen
    | Unreadable
)
Event = (
    FromCustomer
    | ColleagueCode
    | HandedOver
    | HandedBack
    | PersonAwaited
    | CallAnswered
    | DeadlinePassed
    | Mended
    | ProbeDue
    | MoveOrdered
    | Extended
    | Unlocked
    | Closed
    | Reopened
    | CodeProposed
    | ForgetDue
    | CameBack
    | Overtaken
    | Unreachable
    | Reachable
)
