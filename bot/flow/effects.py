"""What must be done about an event. The counterpart to `events`: each call here is answered by one `CallAnswered`.

An effect is owed in the transaction that decided it and carried out afterwards, at least once;
a `Change`, a call that changes something at the provider, is carried out at most once.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from .listing import NOTHING, Page
from .model import Case, CaseId, Channel, Fault
from .relaying import KeepTopic, ToCustomer, ToStaff
from .sheets import OfSheets
from .staff import AnswerStaff, SendEvidence


class Screen(StrEnum):
    """Everything a customer sees at one point. Each has a view in `bot.telegram.screens`."""

    NEED_INVITATION = "need-invitation"
    ASK_NUMBER = "ask-number"
    CONFIRM_NUMBER = "confirm-number"
    PREPARING = "preparing"
    READY = "ready"
    APPOINTMENT = "appointment"
    """The choice of a time for the code."""
    APPOINTED = "appointed"
    REQUESTING = "requesting"
    ASK_CODE = "ask-code"
    NEW_CODE = "new-code"
    """The code has not come, or is of no use: what may help, and from when on another can be sent."""
    CHECKING = "checking"
    SETTLING = "settling"
    PAUSED = "paused"
    HELD = "held"
    VERIFIED = "verified"
    LIVE = "live"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    HELP = "help"
    PRIVACY = "privacy"
    MY_DATA = "my-data"
    """A copy of what is kept about them is on its way."""
    MY_DATA_LATER = "my-data-later"
    NOTHING_KEPT = "nothing-kept"
    FORGET = "forget"
    """What is erased and what stays, before it is."""
    FORGET_LATER = "forget-later"
    """It will be erased: something is under way at WhatsApp, which is finished first."""
    FORGOTTEN = "forgotten"
    VERIFY = "verify"
    """How to tell us from a copy of us."""
    LANGUAGE = "language"
    PERSON_CALLED = "person-called"
    WITH_PERSON = "with-person"
    """What they write is passed on to a person, and answered by one."""
    NUDGE = "nudge"
    """A reminder: where things stand, what is next, until when it stays open, how to put it off and how to stop."""
    PUT_OFF = "put-off"
    """The customer wants to be reminded later."""
    CODE_WANTED = "code-wanted"
    NUMBERS = "numbers"
    """The chat's numbers, and where each stands."""
    WHICH_NUMBER = "which-number"
    """A code came that could be for more than one of them: which is it for?"""
    COLLEAGUE_LINK = "colleague-link"
    """The link that the customer hands to a colleague."""
    COLLEAGUE_ASK = "colleague-ask"
    """This one and those after it are what that colleague sees: one question, and what came of the answer."""
    COLLEAGUE_CHECKING = "colleague-checking"
    COLLEAGUE_LATE = "colleague-late"
    COLLEAGUE_VERIFIED = "colleague-verified"
    COLLEAGUE_REFUSED = "colleague-refused"
    COLLEAGUE_OVER = "colleague-over"


class Note(StrEnum):
    """What just happened, said above the screen it led to."""

    LINK_UNKNOWN = "link-unknown"
    LINK_USED = "link-used"
    LINK_EXPIRED = "link-expired"
    WHAT_WE_KEEP = "what-we-keep"
    """What their data are for, and how long they are kept: said before anything is asked."""
    NUMBER_UNREADABLE = "number-unreadable"
    NUMBER_TOO_SHORT = "number-too-short"
    NUMBER_TOO_LONG = "number-too-long"
    NUMBER_NEEDS_COUNTRY = "number-needs-country"
    NUMBER_IMPOSSIBLE = "number-impossible"
    NUMBER_TAKEN = "number-taken"
    NUMBER_FIXED = "number-fixed"
    CONTACT_NOT_YOURS = "contact-not-yours"
    CODE_TOO_SHORT = "code-too-short"
    CODE_TOO_LONG = "code-too-long"
    CODE_NOT_DIGITS = "code-not-digits"
    CODE_SEVERAL = "code-several"
    CODE_TELEGRAM_LOGIN = "code-telegram-login"
    CODE_FOREIGN = "code-foreign"
    CODE_PIN = "code-pin"
    CODE_SAME = "code-same"
    CODE_OLD = "code-old"
    CODE_LIFE_OVER = "code-life-over"
    """The code that was asked for would be too old by now."""
    REQUEST_UNSURE = "request-unsure"
    """Nobody knows whether the code that was asked for is on its way."""
    EXTENDED = "extended"
    """Staff allow the number more than it had left."""
    UNLOCKED = "unlocked"
    """Staff know that WhatsApp takes codes for the number again."""
    CODE_PROPOSED = "code-proposed"
    """Staff would have a code sent, once the customer says that the phone is in their hand."""
    CLOSED = "closed"
    """Staff have closed it."""
    REOPENED = "reopened"
    """Staff let the customer go on."""
    IN_HAND_AGAIN = "in-hand-again"
    """The customer's yes is too old to send a code on."""
    APPOINTMENT_NEAR = "appointment-near"
    APPOINTMENT_PAST = "appointment-past"
    VERIFICATION_OVER = "verification-over"
    """The number was not moved in time, so that it takes a new code."""
    CODE_IN_HAND = "code-in-hand"
    REFUSED = "refused"
    """Says the case's fault in the customer's words, and the tries left."""
    NOT_THROUGH = "not-through"
    ALREADY_VERIFIED = "already-verified"
    READY_AGAIN = "ready-again"
    READY_WITH_CODE = "ready-with-code"
    """The same, where a code that was not used may still be good."""
    TRY_AGAIN_NOW = "try-again-now"
    OTHER_NUMBER_VERIFIED = "other-number-verified"
    """The truth about a number that the customer had before this one, however late."""
    LANGUAGE_CHANGED = "language-changed"
    LATE = "late"
    """A long wait is over: excuses the silence before the result."""
    BACK = "back"
    """We were away, and what was pressed meanwhile is lost. The three after it say what that means for a code."""
    BACK_FOR_CODE = "back-for-code"
    BACK_WITH_CODE = "back-with-code"
    BACK_FINDING_OUT = "back-finding-out"
    REACHABLE_AGAIN = "reachable-again"
    FORGOTTEN_VERIFIED = "forgotten-verified"
    """What was under way when the customer wanted all erased has proven their number."""
    FORGOTTEN_UNVERIFIED = "forgotten-unverified"
    CANNOT_CANCEL = "cannot-cancel"
    CODE_ASKED_ALREADY = "code-asked-already"
    NUMBER_CHOSEN = "number-chosen"
    """Of several numbers the customer has chosen this one."""
    CODE_GOES_HERE = "code-goes-here"
    """The same, where a code is awaited: those that come now are for this number."""
    COLLEAGUE_OPENED = "colleague-opened"
    COLLEAGUE_CODE = "colleague-code"
    """The colleague has sent the code."""
    COLLEAGUE_CODE_SENT = "colleague-code-sent"
    """To the colleague: the code is on its way to the phone."""
    COLLEAGUE_LEFT = "colleague-left"
    COLLEAGUE_LINK_EXPIRED = "colleague-link-expired"
    COLLEAGUE_LINKS_MANY = "colleague-links-many"
    COLLEAGUE_LINK_OVER = "colleague-link-over"
    """To whoever opens a link that is of no use any more."""
    COLLEAGUE_LINK_OWN = "colleague-link-own"
    """To the customer who opens the link themselves."""
    COLLEAGUE_OWN_TOO = "colleague-own-too"
    """To a colleague whose own number waits for a code, too: none is taken for the other."""
    COLLEAGUE_ONLY = "colleague-only"
    """To a colleague who wants anything else than to enter the code."""
    COLLEAGUE_FORGOTTEN = "colleague-forgotten"
    """To a colleague, who had it erased that they helped."""
    COLLEAGUE_THIS_FIRST = "colleague-this-first"
    """To a colleague who opens another link while this one waits for their code."""
    PERSON_HERE = "person-here"
    """Somebody of the staff looks after them from now on."""
    WITH_BOT = "with-bot"
    """The bot alone talks with them again."""
    NOT_NOW = "not-now"
    OLD_BUTTON = "old-button"
    MANY_MESSAGES = "many-messages"
    """So many came at once that not each is answered; all are read."""
    CANNOT_READ = "cannot-read"
    """A sticker, picture, voice or other thing that carries no text."""


class Ending(StrEnum):
    """Why a colleague's link is over."""

    VERIFIED = "verified"
    """Their code has proven the number."""
    NOT_ACCEPTED = "not-accepted"
    DONE_ALREADY = "done-already"
    """The number was proven without their code."""
    STOPPED = "stopped"
    REPLACED = "replaced"
    EXPIRED = "expired"
    LEFT = "left"
    """They said that they are not the one."""
    NOT_NOW = "not-now"
    """The number's tries are used up for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """All that a colleague who enters a code is shown of what it is for."""

    link: int = 0
    last_digits: str = field(default="", repr=False)
    until: int = 0
    """When the link ends."""
    fault: Fault | None = None
    """What was the matter with their code."""
    was_counted: bool | None = None
    """Whether it cost a try; None where that is not what is being said."""
    ending: Ending | None = None


class Place(StrEnum):
    """Where a screen goes: a message of its own, which notifies, or over the case's last card, which does not."""

    NEW = "new"
    CARD = "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """Show a screen to the customer. The case is the snapshot that the screen is rendered from."""

    case: Case
    screen: Screen
    at: int
    note: Note | None = None
    place: Place = Place.NEW
    tap: str = ""
    """The button tap that this answers, so that the client's spinner stops; it may be long stale."""
    other_phone: str = field(default="", repr=False)
    """Another number than the case's, which the note speaks of."""
    place_in_line: int = 0
    """Where the code's check stands among those that wait for their turn; 0 where it need not be told."""
    wait: int = 0
    """Seconds until that turn comes."""
    answered_from: int = 0
    """When somebody of the staff is there to answer; 0 where nobody knows."""
    page: Page = NOTHING
    """The numbers that a list is of."""
    prefers_call: bool = False
    """Codes have come better by call in the network of the case's number."""
    is_of_several: bool = False
    """The chat has other numbers beside the case's."""
    link: str = field(default="", repr=False)
    """What a link for a colleague carries."""
    helped: Helped = Helped()
    """What a colleague's screen is about; the case is then none, but for their chat and language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessage:
    """Remove what the customer wrote, because a code is in it."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCopy:
    """Send the customer a file with what is kept about them. It is written when it is sent: nothing else keeps it.

    `case_id` is the case that they asked in, by which staff find whose file could not be sent.
    """

    chat_id: int
    case_id: CaseId = field(default=CaseId(0))


class Reason(StrEnum):
    """Why staff are told. Each has its words in the staff's messages."""

    VERIFIED = "verified"
    FAULT = "fault"
    FAULT_OVER = "fault-over"
    """What held several cases up is gone: said once, over the notice that told of it."""
    BUDGET_USED_UP = "budget-used-up"
    PERSON_WANTED = "person-wanted"
    PERSON_AWAITED = "person-awaited"
    """Nobody has answered a customer who is with a person."""
    CODE_WANTED = "code-wanted"
    REQUESTS_USED_UP = "requests-used-up"
    EXTENDED = "extended"
    """One of them allowed a number more."""
    LIVE = "live"
    REGISTER_DUE = "register-due"
    """A verified number is still to be registered, while the verification lasts."""
    NOT_LIVE = "not-live"
    """The move was ordered, and the number is not live."""
    LET_GO = "let-go"
    """The number is not live after all that time, and is not looked at any more."""
    VERIFICATION_OVER = "verification-over"
    UNKNOWN_OUTCOME = "unknown-outcome"
    UNKNOWN_RESOLVED = "unknown-resolved"
    UNREACHABLE = "unreachable"
    REACHABLE = "reachable"
    """A customer of whom staff were told that they are out of reach is back."""
    EXPIRED = "expired"
    FORGOTTEN = "forgotten"
    """A customer had a case erased that was open, or whose number is proven."""
    NUMBER_TAKEN = "number-taken"
    LINK_USED = "link-used"
    """Somebody opened a link that is another account's: one of the two may be an impostor."""
    GROUP_MOVED = "group-moved"
    """Their group is another chat since it became a supergroup."""
    TROUBLE = "trouble"
    """The program itself cannot work, say because the disk is full; it keeps trying. Told at once, past the outbox."""
    EVENTS_LOST = "events-lost"
    """Another system of the vendor has not taken an event for a day."""
    BURIED = "buried"
    """Something we owed could not be carried out, or an update could not be decided, however often we tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellStaff:
    """Tell the staff group. `code` and `message` are the provider's, already masked.

    `untold` is how often the same came from this chat since staff were last told of it.
    """

    reason: Reason
    case: Case
    at: int
    fault: Fault | None = None
    code: str = ""
    message: str = ""
    request_id: str = ""
    untold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TellTopic:
    """Tell staff in the case's topic; `is_said`: it is said to all of them as well."""

    notice: TellStaff
    is_said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every call says: for which case it is, which of its calls, and what number in what space it is about."""

    chat_id: int
    case_id: CaseId
    call: int
    space: str
    phone: str = field(repr=False)
    wait: int = 0
    """Seconds until it is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadStatus(_Asked):
    """Ask `GetPhoneNumberVerificationStatus`; changes nothing, may be repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNumbers(_Asked):
    """Ask `QueryChatappPhoneNumbers` for a second opinion; changes nothing, may be repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWaba(_Asked):
    """Ask `QueryChatappBindWaba` whether the space's WhatsApp account is approved; changes nothing, may be repeated.

    `phone` is the number of the case that asks: the answer is about the whole space.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiate(_Asked):
    """Start the number's move into the space with `CreateChatappMigrationInitiate`: at most once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCode(_Asked):
    """Have WhatsApp send a code to the number with `GetMigrationVerifyCode`: at most once, each is an SMS or a call."""

    channel: Channel
    language: str
    """Ours, such as `zh-Hant`: the language that the SMS is written or the call spoken in."""
    in_hand_at: int = 0
    """When the customer said that the phone is in their hand: none is requested once that is `policy.IN_HAND` ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCode(_Asked):
    """Hand the code in with `ChatappMigrationVerified`: at most once, whatever happens."""

    code: str = field(repr=False)
    written_at: int = 0
    """When the customer sent the code: it is not handed in once it is older than `policy.CODE_LIFE`."""
    trial: Fault | None = None
    """What it is handed in for to see whether it still holds everybody up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(_Asked):
    """Let the verified number move with `ChatappMigrationRegister`: at most once. There is no way back."""


Read = ReadStatus | ReadNumbers | ReadWaba
"""Calls that change nothing, and may be repeated."""

Change = Initiate | RequestCode | SubmitCode | Register
"""Calls that change something at the provider: marked before they leave, never sent twice, settled by reads."""

Call = Read | Change
InTelegram = (
    Show | DeleteMessage | SendCopy | TellStaff | TellTopic | AnswerStaff | SendEvidence | KeepTopic | ToStaff
    | ToCustomer | OfSheets
)  # fmt: skip
"""What is said and done in Telegram, and fetched from there."""

Effect = InTelegram | Call
