"""The vocabulary of what can be made to go wrong; the values are the names on the demo page and in scripts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from .actions import ALL_ACTIONS, CHANGES, Action


class Fault(StrEnum):
    """Something that can be switched on; `FAULTS` says what each does."""

    PRODUCT_UNSUBSCRIPT = "product-unsubscript"
    RAM_PERMISSION_DENY = "ram-permission-deny"
    SYSTEM_LIMIT_CONTROL = "system-limit-control"
    UNKNOWN_RESOURCE_OWNER_ID = "unknown-resource-owner-id"
    THROTTLING_USER = "throttling-user"
    ACCESS_KEY_NOT_FOUND = "access-key-not-found"
    SIGNATURE_DOES_NOT_MATCH = "signature-does-not-match"
    TIMESTAMP_EXPIRED = "timestamp-expired"
    RISK_CONTROL = "risk-control"
    INTERNAL_ERROR = "internal-error"
    SERVICE_UNAVAILABLE = "service-unavailable"
    UNKNOWN_CODE = "unknown-code"
    TWO_STEP_ON = "two-step-on"
    NOT_MIGRATING = "not-migrating"
    TOO_MANY_TRIES = "too-many-tries"
    ALREADY_HERE = "already-here"
    ADD_DIRECTLY = "add-directly"
    NAME_NOT_APPROVED = "name-not-approved"
    OTHER_BUSINESS = "other-business"
    NO_PAYMENT = "no-payment"
    CANNOT_MIGRATE = "cannot-migrate"
    ERROR_MIGRATING = "error-migrating"
    MAINTENANCE = "maintenance"
    NOT_VERIFIED = "not-verified"
    TOO_MANY_REGISTRATIONS = "too-many-registrations"
    DEREGISTRATION_INCOMPLETE = "deregistration-incomplete"
    PIN_GUESSED = "pin-guessed"
    JUST_DELETED = "just-deleted"
    REGISTRATION_UNAVAILABLE = "registration-unavailable"
    TIMEOUT_WORKED = "timeout-worked"
    TIMEOUT_NOT_WORKED = "timeout-not-worked"
    RESET_WORKED = "reset-worked"
    RESET_NOT_WORKED = "reset-not-worked"
    HTML_PAGE = "html-page"
    EMPTY_BODY = "empty-body"
    TRUNCATED_JSON = "truncated-json"
    WRONG_TYPES = "wrong-types"
    SLOW = "slow"


OF_THE_MOVE = frozenset({
    Fault.ALREADY_HERE, Fault.ADD_DIRECTLY, Fault.NAME_NOT_APPROVED, Fault.OTHER_BUSINESS, Fault.NO_PAYMENT,
    Fault.CANNOT_MIGRATE, Fault.ERROR_MIGRATING, Fault.MAINTENANCE, Fault.NOT_VERIFIED, Fault.TOO_MANY_REGISTRATIONS,
    Fault.DEREGISTRATION_INCOMPLETE, Fault.PIN_GUESSED, Fault.JUST_DELETED, Fault.REGISTRATION_UNAVAILABLE,
})  # fmt: skip
"""WhatsApp's refusals of the steps before the code and after it: only a bot that does these steps runs into them."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a fault shows: its label on the demo page, the actions it hits, whether the request is executed."""

    label: str
    actions: frozenset[str]
    """What it hits unless the switch says otherwise."""
    executes: bool = field(kw_only=True)
    """Whether the request is executed all the same, unless the switch says otherwise."""


_INITIATE = frozenset[str]({Action.INITIATE})
_REGISTER = frozenset[str]({Action.REGISTER})
_CODE = frozenset[str]({Action.REQUEST_CODE, Action.SUBMIT_CODE})

# What concerns the account hits every action; what makes one outcome unknown hits those that change something only,
# so that the reads that find the outcome out still work.
FAULTS: Mapping[Fault, Manner] = MappingProxyType(
    {
        Fault.PRODUCT_UNSUBSCRIPT: Manner("Product not subscribed (Product.Unsubscript)", ALL_ACTIONS, executes=False),
        Fault.RAM_PERMISSION_DENY: Manner(
            "RAM policy lacks the permission (Ram.PermissionDeny)", ALL_ACTIONS, executes=False
        ),
        Fault.SYSTEM_LIMIT_CONTROL: Manner("Throttled by CAMS (System.LimitControl)", ALL_ACTIONS, executes=False),
        Fault.UNKNOWN_RESOURCE_OWNER_ID: Manner(
            "Space belongs to somebody else (Unknown.ResourceOwnerId)", ALL_ACTIONS, executes=False
        ),
        Fault.THROTTLING_USER: Manner("Throttled by the gateway (Throttling.User)", ALL_ACTIONS, executes=False),
        Fault.ACCESS_KEY_NOT_FOUND: Manner(
            "Access key deleted (InvalidAccessKeyId.NotFound)", ALL_ACTIONS, executes=False
        ),
        Fault.SIGNATURE_DOES_NOT_MATCH: Manner("Wrong key secret (SignatureDoesNotMatch)", ALL_ACTIONS, executes=False),
        Fault.TIMESTAMP_EXPIRED: Manner("Clock is off (InvalidTimeStamp.Expired)", ALL_ACTIONS, executes=False),
        Fault.RISK_CONTROL: Manner("Account under risk control (Forbidden.RiskControl)", ALL_ACTIONS, executes=False),
        Fault.INTERNAL_ERROR: Manner("Internal error, not executed (HTTP 500)", CHANGES, executes=False),
        Fault.SERVICE_UNAVAILABLE: Manner("Service unavailable, not executed (HTTP 503)", CHANGES, executes=False),
        Fault.UNKNOWN_CODE: Manner("An error code nobody documents", CHANGES, executes=False),
        Fault.TWO_STEP_ON: Manner(
            "Two-step verification is still on",
            frozenset({Action.INITIATE, Action.SUBMIT_CODE, Action.REGISTER}),
            executes=False,
        ),
        Fault.NOT_MIGRATING: Manner("Number is not being migrated (2388091)", _CODE, executes=False),
        Fault.TOO_MANY_TRIES: Manner("WhatsApp blocks the number: too many tries", _CODE, executes=False),
        Fault.ALREADY_HERE: Manner("Number is in the space already (2388012)", _INITIATE, executes=False),
        Fault.ADD_DIRECTLY: Manner("No other provider has the number (2388103)", _INITIATE, executes=False),
        Fault.NAME_NOT_APPROVED: Manner("Display name not approved (2388103)", _INITIATE, executes=False),
        Fault.OTHER_BUSINESS: Manner("Number belongs to another business (2388103)", _INITIATE, executes=False),
        Fault.NO_PAYMENT: Manner("WhatsApp account without payment method (2388103)", _INITIATE, executes=False),
        Fault.CANNOT_MIGRATE: Manner("WhatsApp account without webhook (2388103)", _INITIATE, executes=False),
        Fault.ERROR_MIGRATING: Manner("Starting fails, try later (2388103)", _INITIATE, executes=False),
        Fault.MAINTENANCE: Manner("Number is in maintenance mode (2494100)", CHANGES, executes=False),
        Fault.NOT_VERIFIED: Manner("Verification no longer counts (133006)", _REGISTER, executes=False),
        Fault.TOO_MANY_REGISTRATIONS: Manner("Too many registrations (133016)", _REGISTER, executes=False),
        Fault.DEREGISTRATION_INCOMPLETE: Manner("Not given up by the old provider (133000)", _REGISTER, executes=False),
        Fault.PIN_GUESSED: Manner("PIN guessed too often (133008)", _REGISTER, executes=False),
        Fault.JUST_DELETED: Manner("Number was just deleted elsewhere (133015)", _REGISTER, executes=False),
        Fault.REGISTRATION_UNAVAILABLE: Manner("WhatsApp cannot register now (133004)", _REGISTER, executes=False),
        Fault.TIMEOUT_WORKED: Manner("Time-out, but the call worked", CHANGES, executes=True),
        Fault.TIMEOUT_NOT_WORKED: Manner("Time-out, and the call did not work", CHANGES, executes=False),
        Fault.RESET_WORKED: Manner("Connection reset, but the call worked", CHANGES, executes=True),
        Fault.RESET_NOT_WORKED: Manner("Connection reset, and the call did not work", CHANGES, executes=False),
        Fault.HTML_PAGE: Manner("A proxy's HTML page, not executed (HTTP 502)", CHANGES, executes=False),
        Fault.EMPTY_BODY: Manner("Empty answer, but the call worked (HTTP 200)", CHANGES, executes=True),
        Fault.TRUNCATED_JSON: Manner("Half an answer, but the call worked (HTTP 200)", CHANGES, executes=True),
        Fault.WRONG_TYPES: Manner("Answer with wrong types, but the call worked (HTTP 200)", CHANGES, executes=True),
        Fault.SLOW: Manner("Slow answers", ALL_ACTIONS, executes=True),
    }
)


@dataclass(slots=True, eq=False)
class Switch:
    """A fault that is on: it hits the next `times` calls of `actions`, or all until it is taken away.

    Calls that the gateway refuses of itself (bad signature, over the limit) do not count.
    """

    fault: Fault
    actions: frozenset[str] | None = None
    """None: those of `FAULTS`."""
    times: int | None = None
    executes: bool | None = None
    """Whether the request is executed all the same. None: as in `FAULTS`."""

    def hits(self, action: str) -> bool:
        """Tell whether a call of `action` is one of those it hits."""
        return action in (FAULTS[self.fault].actions if self.actions is None else self.actions)

    def lets_execute(self) -> bool:
        """Tell whether the request is executed although its answer is spoilt."""
        return FAULTS[self.fault].executes if self.executes is None else self.executes
