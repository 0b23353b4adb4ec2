"""WhatsApp's rules for one number on its way into a space: codes, tries, verification, registration."""

from dataclasses import dataclass, field
from enum import Enum

from .options import Options, StatusWords
from .refusals import Meta

CODE_DIGITS = 6
_REQUESTS_WINDOW = 3600.0  # waits seen after too many requests are about an hour
_REGISTRATIONS_WINDOW = 72 * 3600.0  # Meta, error 133016: a moving window of 72 hours; then blocked for as long
_REGISTRATIONS_ALLOWED = 10  # the same


class Stage(Enum):
    """Where the number stands on its way."""

    ELSEWHERE = "elsewhere"
    """Another provider has it; CreateChatappMigrationInitiate has not been called."""
    MIGRATING = "migrating"
    LIVE = "live"
    """Registered: it works in its new space, once WhatsApp has connected it."""


@dataclass(slots=True)
class IssuedCode:
    """A code that was sent to the phone."""

    digits: str = field(repr=False)
    at: float
    used: bool = False
    void: bool = False
    """A newer code took its place."""


@dataclass(slots=True)
class Counts:
    """What WhatsApp counts of one phone number, over all spaces: it knows numbers, not spaces."""

    wrong: list[float] = field(default_factory=list)
    """When codes that were wrong were handed in."""
    locked_until: float = 0.0
    """No code is taken, and none sent, before then."""
    code_requests: list[float] = field(default_factory=list)
    registrations: list[float] = field(default_factory=list)
    """Attempts, whatever became of them."""
    registering_locked_until: float = 0.0

    def count_wrong(self, now: float, options: Options) -> None:
        """Count a wrong code; the last one allowed locks the number."""
        self.wrong = [at for at in self.wrong if now - at < options.wrong_codes_window] + [now]
        if len(self.wrong) >= options.wrong_codes_allowed:
            self.locked_until = now + options.lock
            self.wrong = []

    def count_request(self, now: float, options: Options) -> bool:
        """Count a request for a code. False: it is one too many, and not counted."""
        recent = [at for at in self.code_requests if now - at < _REQUESTS_WINDOW]
        if now < self.locked_until or len(recent) >= options.code_requests_allowed:
            return False
        self.code_requests = [*recent, now]
        return True

    def count_registration(self, now: float) -> bool:
        """Count an attempt to register. False: it is one too many, which locks the number, or came while it is."""
        if now < self.registering_locked_until:
            return False
        recent = [at for at in self.registrations if now - at < _REGISTRATIONS_WINDOW]
        if len(recent) >= _REGISTRATIONS_ALLOWED:
            self.registering_locked_until = now + _REGISTRATIONS_WINDOW
            return False
        self.registrations = [*recent, now]
        return True


@dataclass(slots=True, kw_only=True)
class Number:
    """One phone number in one space.

    The methods answer None when WhatsApp accepts, else its refusal. Times are seconds since 1970.
    """

    space: str
    phone: str = field(repr=False)
    id: str
    name: str
    """Its display name."""
    stage: Stage
    two_step: bool
    """Two-step verification is still on at the old provider: it cannot move."""
    counts: Counts
    codes: list[IssuedCode] = field(default_factory=list)
    verified_at: float | None = None
    registered_at: float | None = None

    def issue(self, digits: str, now: float, options: Options) -> None:
        """Put a new code into force."""
        if options.newer_code_voids_older:
            for code in self.codes:
                code.void = True
        self.codes.append(IssuedCode(digits, now))

    def initiate(self) -> Meta | None:
        """Begin the migration."""
        if self.stage is not Stage.ELSEWHERE:
            return Meta.ALREADY_HERE
        if self.two_step:
            return Meta.TWO_STEP_ON
        self.stage = Stage.MIGRATING
        return None

    def request_code(self, now: float, options: Options) -> Meta | None:
        """Ask whether a code may be sent, and count the request if so."""
        if self.stage is not Stage.MIGRATING:
            return Meta.NOT_MIGRATING
        if self.is_verified(now, options):
            return Meta.ALREADY_VERIFIED
        return None if self.counts.count_request(now, options) else Meta.TOO_MANY_CODES

    def submit(self, digits: str, now: float, options: Options) -> Meta | None:
        """Hand in a code; a wrong, old, used or void one counts as a try, something that is no code does not."""
        if self.stage is not Stage.MIGRATING:
            return Meta.NOT_MIGRATING
        if now < self.counts.locked_until:
            return Meta.TOO_MANY_TRIES
        if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
            return Meta.INVALID_PARAMETER
        code = next((code for code in reversed(self.codes) if code.digits == digits), None)
        if code is None or code.used or code.void:
            self.counts.count_wrong(now, options)
            return Meta.WRONG_CODE
        if now - code.at >= options.code_life:
            self.counts.count_wrong(now, options)
            return Meta.EXPIRED_CODE
        code.used = True
        self.verified_at = now
        return None

    def register(self, now: float, options: Options) -> Meta | None:
        """Move the number in for good; each attempt that gets here counts towards the limit."""
        if self.stage is Stage.ELSEWHERE:
            return Meta.NOT_REGISTERED
        if not self.counts.count_registration(now):
            return Meta.TOO_MANY_REGISTRATIONS
        if self.two_step:
            return Meta.PIN_MISMATCH
        if not self.is_verified(now, options):
            return Meta.NOT_VERIFIED
        if self.stage is not Stage.LIVE:
            self.stage, self.registered_at = Stage.LIVE, now
        return None

    def is_verified(self, now: float, options: Options) -> bool:
        """Tell whether the owner is proven now. Registering makes it last; until then it has a life."""
        if self.verified_at is None:
            return False
        return self.stage is Stage.LIVE or now - self.verified_at < options.verification_life

    def standing_word(self, now: float, options: Options, lag: float) -> str:
        """Say `Status` as a reader sees it who is `lag` seconds behind."""
        if self.registered_at is None or now - self.registered_at < lag:
            return "MIGRATING"
        return "CONNECTED" if now - self.registered_at >= lag + options.connecting else "PENDING"

    def connected_at(self, options: Options) -> float | None:
        """Say when it works in its new space; None while it is not registered."""
        return None if self.registered_at is None else self.registered_at + options.connecting

    def status_word(self, now: float, options: Options, lag: float) -> str:
        """Say `CodeVerificationStatus` as a reader sees it who is `lag` seconds behind."""
        if self.verified_at is None or now - self.verified_at < lag:
            return _NEVER[options.status_words]
        return "VERIFIED" if self.is_verified(now, options) else _NO_LONGER[options.status_words]


_NEVER = {
    StatusWords.SDK: "NOT_VERIFIED",
    StatusWords.PAGES: "MORE_INFORMATION_REQUESTED",
    StatusWords.META: "UNVERIFIED",
}
_NO_LONGER = {StatusWords.SDK: "EXPIRED", StatusWords.PAGES: "REVOKED", StatusWords.META: "UNVERIFIED"}
