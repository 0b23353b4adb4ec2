"""What a case is: the one value that the whole workflow hangs on, and the words it is described with."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

CaseId = NewType("CaseId", int)

Instant = int
"""Seconds since 1970 in UTC. Whole seconds are enough: the shortest wait we promise anybody is two of them."""


class State(StrEnum):
    """Where a case stands. The customer-facing meaning is in `docs/glossary.md`."""

    UNINVITED = "uninvited"
    """Nobody has shown a valid link in this chat yet. Not stored."""
    ASKING_NUMBER = "asking_number"
    CONFIRMING_NUMBER = "confirming_number"
    PREPARING = "preparing"
    """Reads are asking whether WhatsApp is ready for the number, and its move is started."""
    READY = "ready"
    """All is ready for a code to be sent: the customer says how, once the phone is in their hand."""
    APPOINTED = "appointed"
    """The customer wants the code later, and is asked again when that moment is near."""
    REQUESTING = "requesting"
    """WhatsApp has been asked to send a code; its answer is awaited."""
    WAITING_CODE = "waiting_code"
    PRECHECKING = "prechecking"
    """A code is here; a read is asking whether the number is verified already, which would spare the try."""
    CHECKING = "checking"
    """The code has been handed in; its answer is awaited."""
    SETTLING = "settling"
    """What the handed-in code did is unknown; reads are finding out."""
    PAUSED = "paused"
    """The number's budget of tries is used up until the deadline."""
    HELD = "held"
    """Something that only staff or the provider can mend is in the way."""
    VERIFIED = "verified"
    """The number's owner is proven. It is followed until it is live, or let go: then it has no deadline any more."""
    REGISTERING = "registering"
    """The provider has been asked to let the number move; its answer is awaited."""
    LIVE = "live"
    """The number has moved."""
    CANCELLED = "cancelled"
    EXPIRED = "expired"


CLOSED = frozenset({State.UNINVITED, State.LIVE, State.CANCELLED, State.EXPIRED})
"""States in which nothing is awaited: no deadline, and the number is free for another case."""

CUSTOMER_DONE = CLOSED | {State.VERIFIED, State.REGISTERING}
"""States in which the customer has nothing more to do."""

PROVEN = frozenset({State.VERIFIED, State.REGISTERING, State.LIVE})
"""States in which the number's owner is proven."""


class Milestone(StrEnum):
    """How far cases come, in this order: the numbers that staff are told count each case once for each."""

    INVITED = "invited"
    """There is a link. Of the link, not yet of a case."""
    OPENED = "opened"
    NUMBER = "number"
    """The customer has said that the number is right."""
    CODE_SENT = "code-sent"
    """A code is on its way, or staff are to have one sent."""
    CODE_GIVEN = "code-given"
    VERIFIED = "verified"
    LIVE = "live"


class LinkState(StrEnum):
    """How far a link has come with which a colleague may enter one code."""

    MADE = "made"
    OPENED = "opened"
    """It is somebody's, and their code is awaited."""
    HANDED_IN = "handed_in"
    """Their code is here, and what becomes of it is not known yet."""
    ANSWERED = "answered"
    """It did not prove the number, as far as is known."""
    OVER = "over"


class Fixer(StrEnum):
    """Who can mend a fault."""

    CUSTOMER = "customer"
    STAFF = "staff"
    TIME = "time"
    """Nobody: only waiting helps."""


class Fault(StrEnum):
    """Our classes for what went wrong, named by what is the matter. `bot.cams.faults` maps provider codes to them."""

    WRONG_CODE = "wrong-code"
    CODE_EXPIRED = "code-expired"
    CODE_REFUSED = "code-refused"
    """The provider does not say whether the code was wrong or too old."""
    TOO_MANY_TRIES = "too-many-tries"
    MAYBE_VERIFIED = "maybe-verified"
    """A refusal that the provider also gives for a number that is verified already: read before believing it."""
    NUMBER_INVALID = "number-invalid"
    NUMBER_NOT_IN_SPACE = "number-not-in-space"
    NOT_MIGRATING = "not-migrating"
    TWO_STEP_ON = "two-step-on"
    CUSTOMER_ACCOUNT = "customer-account"
    """The customer's own WhatsApp account, business or display name is not in order."""
    SPACE_NOT_BOUND = "space-not-bound"
    NOT_SUBSCRIBED = "not-subscribed"
    NOT_PERMITTED = "not-permitted"
    CREDENTIALS = "credentials"
    CLOCK = "clock"
    ACCOUNT = "account"
    """The vendor's Alibaba Cloud account: balance, risk control, real-name check."""
    META_ACCESS = "meta-access"
    """The provider's own access to WhatsApp is refused: only the provider can mend it."""
    THROTTLED = "throttled"
    PROVIDER_DOWN = "provider-down"
    PROGRAM = "program"
    """Our request was malformed: a defect of this program."""
    UNRECOGNISED = "unrecognised"
    """A code that no list we know of has."""
    UNEXPLAINED = "unexplained"
    """The same for a call that hands no code in, so that no wrong code can be behind it."""
    ALREADY_IN_SPACE = "already-in-space"
    """The number is in the space where it was to be moved: perhaps moved already, perhaps added otherwise."""
    ADD_INSTEAD = "add-instead"
    """The number is with no other provider: it is not moved into the space but added to it."""
    NAME_NOT_APPROVED = "name-not-approved"
    """The number's display name is missing, not approved, or about to change."""
    WABA_NOT_APPROVED = "waba-not-approved"
    """WhatsApp has not approved the account that the number leaves, or the one it moves into."""
    WABA_INCOMPLETE = "waba-incomplete"
    """The account that the number moves into lacks something that the vendor must see to: payment, webhooks."""
    TOO_MANY_REQUESTS = "too-many-requests"
    """WhatsApp sends no further code to the number for now. One that is there already may still be handed in."""
    MOMENT_PASSED = "moment-passed"
    """Our request for a code came too late to be sent: nobody may be holding the phone any more."""
    VERIFY_AGAIN = "verify-again"
    """The number is not verified, or no longer: it takes a new code before it can move."""
    REGISTER_LIMIT = "register-limit"
    """WhatsApp takes ten attempts to move a number in 72 hours, and there were as many."""
    NUMBER_BUSY = "number-busy"
    """WhatsApp is still busy with what was done to the number before: in some minutes it can move."""


class Unextended(StrEnum):
    """Why staff cannot allow a number one more code and one more try."""

    LEFT = "left"
    """It still has both."""
    LOCKED = "locked"
    """The provider takes no code for it, whatever we allow."""
    OFTEN = "often"
    """They have done so as often as is safe."""
    STEP = "step"
    """Its case is not where a code is sent or handed in."""


class Unchanged(StrEnum):
    """Why staff cannot do what they wanted with a case: unlock its number, close it, open it, have a code sent."""

    STEP = "step"
    """It is not where that could be of use."""
    BUSY = "busy"
    """Something is under way at WhatsApp, which has to end first."""
    PROVEN = "proven"
    """The number's owner is proven: there is nothing left to close."""
    NOT_LOCKED = "not-locked"
    OFTEN = "often"
    """Staff have done so as often as is safe."""
    NOT_OURS = "not-ours"
    """The operator has codes sent at the console."""
    NO_TRIES = "no-tries"
    HELD_UP = "held-up"
    """Something holds everybody up."""
    NOT_YET = "not-yet"
    """Another code can be sent only later."""
    NOT_IN_HAND = "not-in-hand"
    """The customer has not said of late that the phone is in their hand."""


class Channel(StrEnum):
    """How WhatsApp brings a code to the phone."""

    SMS = "sms"
    VOICE = "voice"
    """A call, by a machine that cannot press keys and reads the code out."""


class Verification(StrEnum):
    """What a read of a number's status says. A failed read is not one of these: it is an `Unknown` outcome."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    """Everything but a plain VERIFIED, unknown words included (reference: cams-api.md section 1.3)."""


class Standing(StrEnum):
    """What the list of a space's numbers says of how far a number's move has come."""

    LIVE = "live"
    """It has moved: `CONNECTED`, and nothing else."""
    NOT_LIVE = "not_live"
    """Any other word, or not in the list, which may be an old copy (reference: cams-api.md section 5.5)."""


class Review(StrEnum):
    """What WhatsApp thinks of a space's account."""

    APPROVED = "approved"
    PENDING = "pending"
    """It has not decided yet: here waiting helps."""
    NOT_APPROVED = "not_approved"
    """Everything but a plain APPROVED or PENDING, unknown words included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The provider carried the call out. A read brings what it found; calls that change something bring nothing.

    `verification` is found by `ReadStatus` and `ReadNumbers`, `standing` by `ReadNumbers`, `review` by `ReadWaba`.
    """

    request_id: str = ""
    verification: Verification | None = None
    standing: Standing | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The provider answered, and the answer is no.

    `code` and `message` are the provider's own words, for staff, with digits of the number and the code masked.
    `try_used` is whether the number's budget must count it.
    """

    fault: Fault
    code: str
    message: str = ""
    request_id: str = ""
    try_used: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """The call certainly did not run, so that it may be sent again with a new nonce.

    Raised by a connection that was never made, or a gateway that refuses before running the call.
    `retry_after` is in seconds, as the provider asked; None where it did not say.
    """

    fault: Fault
    code: str = ""
    message: str = ""
    request_id: str = ""
    retry_after: float | None = None
    is_held_up: bool = False
    """An incident kept it from leaving: that is known already, and shows nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """The call may or may not have run: only a later read can tell. `reason` is for staff and logs."""

    reason: str
    code: str = ""
    request_id: str = ""


Outcome = Accepted | Refused | NotSent | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What staff wrote into a link. `phone` is digits with the country code, or empty when the customer gives it."""

    id: int
    space: str
    expires_at: Instant
    phone: str = field(default="", repr=False)
    label: str = field(default="", repr=False)
    language: str = ""
    phrase: str = field(default="", repr=False)
    """What the customer was told by another way, and must find here: by it they know us from a copy of us."""


@dataclass(frozen=True, slots=True)
class Try:
    """One code handed in. `fingerprint` is a keyed hash of the code, so that no code is handed in twice."""

    at: Instant
    fingerprint: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Budget:
    """The tries of one number, over all chats, invitations and replicas, oldest first. Rules are in `policy`.

    Tries that are known not to have counted at the provider are not in it, nor are such requests.
    """

    tries: tuple[Try, ...] = ()
    locked_until: Instant = 0
    """The provider wants no code for this number before then."""
    requests: tuple[Instant, ...] = ()
    """When codes were asked for, oldest first."""
    registrations: tuple[Instant, ...] = ()
    """When the provider was asked to let the number move, oldest first."""
    extensions: tuple[Instant, ...] = ()
    """When staff allowed the number one more code and one more try, oldest first."""
    unlocks: tuple[Instant, ...] = ()
    """When staff said that the provider takes codes again, oldest first."""
    no_request_until: Instant = 0
    """Before then no further code is asked for: one may be on its way, or the provider has had enough."""


class Registering(StrEnum):
    """Who lets a verified number move (setting `REGISTER`)."""

    OFF = "off"
    """Staff, in the provider's console."""
    STAFF = "staff"
    """This program, when staff say so."""
    AUTO = "auto"
    """This program, at once."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The steps that this program does itself, beside handing codes in. What it does not, staff do in the console.

    And what the operator promises about keeping data, which screens say.
    """

    code_request: bool = False
    initiate: bool = False
    register: Registering = Registering.OFF
    kept_days: int = 30
    """How long a number, a name and an account are kept after all is over."""
    record_days: int = 365
    """How long it is kept what happened, without them."""

    @property
    def prepares(self) -> bool:
        """Whether the provider is asked anything before a code is."""
        return self.code_request or self.initiate


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One number of one customer moving into one space."""

    id: CaseId = CaseId(0)
    chat_id: int
    state: State = State.UNINVITED
    language: str = "en"
    space: str = ""
    label: str = field(default="", repr=False)
    phrase: str = field(default="", repr=False)
    """The invitation's. For nobody's eyes but the customer's."""
    region: str = ""
    """Two-letter country whose numbers may be typed without country code; empty where there is none to guess."""
    expected_phone: str = field(default="", repr=False)
    """The number written into the invitation; the customer cannot change it."""
    phone: str = field(default="", repr=False)
    """Digits, country code first, no plus (reference: cams-api.md section 1.6)."""
    code: str = field(default="", repr=False)
    """Only while PRECHECKING; from then on the pending call carries it."""
    fingerprint: str = field(default="", repr=False)
    code_written_at: Instant = 0
    """When the customer sent the code in hand; after an outage that is long before we read it."""
    code_kept_at: Instant = 0
    """When the newest code came that was not handed in, because something was in the way: it may still live."""
    budget: Budget = Budget()
    offers: Offers = Offers()
    """The operator's, not the case's own: as they are set now, and stored with no case."""
    incident: Fault | None = None
    """What holds everybody up now. Not the case's own, and stored with no case, like the next one."""
    trial: Fault | None = None
    """What may still hold everybody up: this case's code would tell."""
    is_prepared: bool = False
    """WhatsApp was asked about this number, and its move was started where that is ours to do."""
    requested_at: Instant = 0
    """When the newest code was asked for; 0 where none was, or that is known to have failed."""
    channel: Channel | None = None
    """How it was to be brought."""
    sms_requests: int = 0
    """How many codes in a row were asked for by SMS without one being sent to us."""
    appointment_at: Instant = 0
    """The moment that the customer chose while APPOINTED."""
    verified_at: Instant = 0
    registered_at: Instant = 0
    """When the provider was last asked to let the number move, unless that is known to have failed."""
    reminders: int = 0
    """How often staff were reminded that a verification does not last."""
    followed_from: Instant = 0
    """When the customer had the number looked at again, after it was let go."""
    is_lateness_told: bool = False
    """Staff know that the number is not live although its move was ordered."""
    call: int = 0
    """Number of the newest call, so that a late answer to an older one is known as such."""
    reads: int = 0
    """How many settlement reads have been answered, or lost, since the outcome became unknown."""
    denied: bool = False
    """The newest read of the status succeeded and said: not verified."""
    fault: Fault | None = None
    reference: str = ""
    """Last six characters of the RequestId that goes with `fault`: what the customer may quote to a person."""
    invitation_expires_at: Instant = 0
    deadline: Instant | None = None
    code_wanted_at: Instant = 0
    """When staff were last told that this customer needs a code."""
    person_wanted_at: Instant = 0
    hold_told_at: Instant = 0
    """When staff were last told what holds this case up."""
    unreachable: bool = False
    """Telegram says that this customer cannot be written to, and they have not come back since."""
    reached_at: Instant = 0
    """When Telegram said that the customer can be written to again."""
    nudges: int = 0
    """How often a silent customer was reminded since they were last heard from, or had news."""
    seen_at: Instant = 0
    """When the customer last had reason to look here: they did something, or a message came that notifies."""
    held_by: Fault | None = None
    """What held the case up when the code in hand came: if the code gets past it, it is gone for everybody."""
    chosen_at: Instant = 0
    """When the customer said, having several numbers, that codes are for this one; 0 once they turned away."""
    listed_to: CaseId = CaseId(0)
    """The last of the chat's numbers that a list has shown, so that it can be gone on with by a word."""
    links: tuple[Instant, ...] = ()
    """When links for a colleague were made, oldest first. Never emptied: whether there are any to look for."""
    copied_at: Instant = 0
    """When the customer was last sent a copy of what is kept about them."""
    forget_asked_at: Instant = 0
    """When the customer was last shown what erasing would mean."""
    forget_wanted_at: Instant = 0
    """When they wanted all erased, although something was under way: it is done once that is over. 0: they do not."""
    forgotten_at: Instant = 0
    """When the customer had all erased: such a case is never stored."""
    topic_at: Instant = 0
    """Since when staff have a topic for it; 0 for a case that no person has to look after."""
    handed_over_at: Instant = 0
    """Since when the customer is with a person; 0 while the bot alone talks with them."""
    forwarded_at: Instant = 0
    """When they were last told that what they write is passed on."""
    closed_at: Instant = 0
    """When staff closed it; 0 where they did not, or have opened it again. The customer cannot go on until then."""
    reached: Milestone | None = None
    """How far the case has ever come, as counted; None for one that has not been counted."""
    fated_at: Instant = 0
    """The `requested_at` of the newest code of which it was counted whether it came."""
    album: str = ""
    """The album that was answered last: its other pictures, which may come later, need no answer of their own."""
