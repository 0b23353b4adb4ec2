"""Every way to be refused, with the HTTP status, code and message that the documents give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import MappingProxyType

from .options import MetaSpelling, Options


class Origin(StrEnum):
    """Who refused."""

    GATEWAY = "gateway"
    """Alibaba's OpenAPI gateway, before the action: keeps its HTTP status under every option."""
    CAMS = "cams"
    """The product, before anything reached WhatsApp."""
    META = "meta"
    """WhatsApp: the action ran and was refused."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal as it will be answered."""

    status: int
    code: str
    message: str
    origin: Origin
    retry_after_ms: int | None = None
    denied: Mapping[str, str] | None = None
    """What `AccessDeniedDetail` tells; only for a missing permission."""


class Meta(Enum):
    """WhatsApp's refusals: Meta's number, its sentence, and how CAMS would spell it with a code of its own.

    The numbers are Meta's; some sentences are its documented ones, the rest are worded after its descriptions.
    Meta does not tell a wrong code from an expired one; only the invented spelling does.
    """

    WRONG_CODE = (136025, "Verify code error", "VerifyCode.Invalid")
    EXPIRED_CODE = (136025, "Verify code error", "VerifyCode.Expired")
    TOO_MANY_TRIES = (
        136025,
        "Verify code error: too many failed attempts, please try again later",
        "VerifyCode.TooManyAttempts",
    )
    ALREADY_VERIFIED = (136024, "Request code error", "VerifyCode.AlreadyVerified")
    TOO_MANY_CODES = (
        136024,
        "Request code error: a code was requested too many times, please wait 1 hour",
        "VerifyCode.RequestLimit",
    )
    INVALID_PARAMETER = (100, "Invalid parameter", "InvalidParameter.VerifyCode")
    NOT_MIGRATING = (
        2388091,
        "This phone number is not eligible because it is not being migrated",
        "Migration.NotMigrating",
    )
    ALREADY_HERE = (
        2388012,
        "The phone number already exists in this WhatsApp Business account",
        "Migration.AlreadyExists",
    )
    CANNOT_MIGRATE = (2388103, "Cannot migrate phone number", "Migration.NotAllowed")
    ADD_DIRECTLY = (2388103, "Please add this phone number in your WhatsApp account", "Migration.AddDirectly")
    NAME_NOT_APPROVED = (2388103, "Registered name should be present and approved", "Migration.NameNotApproved")
    WABA_NOT_APPROVED = (
        2388103,
        "The destination WhatsApp Business Account is not approved",
        "Migration.AccountNotApproved",
    )
    OTHER_BUSINESS = (2388103, "The phone number belongs to a different Business Manager", "Migration.OtherBusiness")
    NO_PAYMENT = (2388103, "The WhatsApp Business Account has no payment account", "Migration.NoPayment")
    ERROR_MIGRATING = (2388103, "Error migrating phone number, please try again later", "Migration.Failed")
    MAINTENANCE = (2494100, "The phone number is in maintenance mode", "Number.Maintenance")
    TWO_STEP_ON = (
        2388103,
        "Two-step authentication must be disabled for this phone number",
        "Migration.TwoStepEnabled",
    )
    PIN_MISMATCH = (133005, "Two step verification PIN Mismatch", "Register.PinMismatch")
    NOT_VERIFIED = (133006, "Phone number needs to be verified before registering", "Register.NotVerified")
    NOT_REGISTERED = (133010, "Phone number is not registered on the WhatsApp Business Platform", "Register.NotAllowed")
    DEREGISTRATION_INCOMPLETE = (133000, "Incomplete deregistration", "Register.Incomplete")
    REGISTRATION_UNAVAILABLE = (133004, "Server temporarily unavailable", "Register.Unavailable")
    PIN_GUESSED = (133008, "Too many two step verification PIN guesses", "Register.PinGuessed")
    JUST_DELETED = (
        133015,
        "Please wait a few minutes before attempting to register this phone number",
        "Register.JustDeleted",
    )
    TOO_MANY_REGISTRATIONS = (
        133016,
        "Account register or deregister rate limit exceeded, please try again later",
        "Register.RateLimit",
    )

    def __init__(self, number: int, text: str, own_code: str) -> None:
        self.number = number
        self.text = text
        self.own_code = own_code


def by_whatsapp(meta: Meta, options: Options) -> Refusal:
    """Spell a refusal by WhatsApp the way `options` says CAMS does."""
    match options.meta_spelling:
        case MetaSpelling.PASSED_THROUGH:
            code, message = "ERR-FB-001", f"(#{meta.number}) {meta.text}"
        case MetaSpelling.META_NUMBER:
            code, message = str(meta.number), meta.text
        case MetaSpelling.OWN_CODE:
            code, message = meta.own_code, meta.text
    return Refusal(options.failure_status, code, message, Origin.META)


def by_cams(code: str, message: str, options: Options, denied: Mapping[str, str] | None = None) -> Refusal:
    """Make a refusal by the product, documented with HTTP 400."""
    return Refusal(options.failure_status, code, message, Origin.CAMS, denied=denied)


def by_gateway(status: int, code: str, message: str) -> Refusal:
    """Make a refusal by the gateway."""
    return Refusal(status, code, message, Origin.GATEWAY)


def missing(name: str) -> Refusal:
    """Refuse a request that lacks the parameter or header `name`."""
    return by_gateway(400, f"Missing{name}", f"{name} is mandatory for this action.")


def invalid(reason: str, kind: str = "") -> Refusal:
    """Refuse a parameter's value, or a parameter nobody knows; `kind` is the code's second part."""
    return by_gateway(400, f"InvalidParameter.{kind}" if kind else "InvalidParameter", reason)


# The four that every API page of this product lists, all with HTTP 400.
def product_unsubscript(options: Options) -> Refusal:
    """Refuse an account that has not activated the product."""
    return by_cams("Product.Unsubscript", "You have not subscribed to the specified product.", options)


def permission_deny(options: Options, action: str, uid: str) -> Refusal:
    """Refuse a key whose RAM policy lacks the action; the detail holds the account's number, as the real one does."""
    detail = MappingProxyType(
        {
            "AuthAction": f"cams:{action}",
            "AuthPrincipalType": "SubUser",
            "AuthPrincipalOwnerId": uid,
            "AuthPrincipalDisplayName": f"{uid}-bot",
            "NoPermissionType": "ImplicitDeny",
            "PolicyType": "AccountLevelIdentityBasedPolicy",
            "EncodedDiagnosticMessage": "AQFohtp4aIbaeEXAMPLE",
        }
    )
    return by_cams("Ram.PermissionDeny", "You are not authorized to perform the operation.", options, detail)


def limit_control(options: Options, retry_after_ms: int) -> Refusal:
    """Refuse a call over the limit, in the product's words."""
    wait = retry_after_ms if options.retry_after_header else None
    message = "The system is under flow control."
    return Refusal(options.failure_status, "System.LimitControl", message, Origin.CAMS, wait)


def unknown_owner(options: Options) -> Refusal:
    """Refuse a space that is not the caller's."""
    return by_cams("Unknown.ResourceOwnerId", "The resource does not belong to the current user.", options)


def throttling_user(options: Options, retry_after_ms: int) -> Refusal:
    """Refuse a call over the limit, in the gateway's words."""
    wait = retry_after_ms if options.retry_after_header else None
    return Refusal(400, "Throttling.User", "Request was denied due to user flow control.", Origin.GATEWAY, wait)


def throttled(options: Options, retry_after_ms: int) -> Refusal:
    """Refuse a call over the limit in whichever words `options` prefers."""
    if options.throttling_code == "Throttling.User":
        return throttling_user(options, retry_after_ms)
    return limit_control(options, retry_after_ms)


# CAMS's public error codes that belong to numbers and accounts.
def no_waba(options: Options) -> Refusal:
    """Refuse a space to which no WhatsApp Business account is bound."""
    return by_cams("ERR-OPERATION-MAAP-0060", "The current subscriber is not bound to a WABA.", options)


def number_not_bound(options: Options) -> Refusal:
    """Refuse a number that the space does not hold."""
    return by_cams("ERR-OPERATION-MAAP-0065", "The phone number is not bound to the current subscriber.", options)


def undocumented(options: Options) -> Refusal:
    """Refuse with a code that no page lists, in the manner of those that some do."""
    return by_cams("ERR-OPERATION-MAAP-0931", "The subscriber state does not allow this operation.", options)


# The gateway's own (documents of several products; where they disagree on the HTTP status, one is chosen).
KEY_NOT_FOUND = by_gateway(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
KEY_INACTIVE = by_gateway(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.")
TOKEN_MALFORMED = by_gateway(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.")
TOKEN_EXPIRED = by_gateway(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
TIMESTAMP_FORMAT = by_gateway(
    400, "InvalidTimeStamp.Format", "Specified time stamp or date value is not well formatted."
)
TIMESTAMP_EXPIRED = by_gateway(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
SIGNATURE_METHOD = by_gateway(400, "InvalidSignatureMethod", "Specified signature method is not supported.")
NONCE_USED = by_gateway(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
NO_SUCH_VERSION = by_gateway(400, "NoSuchVersion", "Specified version does not exist.")
ACTION_NOT_FOUND = by_gateway(
    404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method."
)
HTTP_METHOD = by_gateway(400, "UnsupportedHTTPMethod", "This http method is not supported.")
RISK_CONTROL = by_gateway(403, "Forbidden.RiskControl", "This operation is forbidden by the risk control system.")
INTERNAL_ERROR = by_gateway(500, "InternalError", "The request processing has failed due to some unknown error.")
UNAVAILABLE = by_gateway(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server.")


def incomplete_signature(reason: str) -> Refusal:
    """Refuse a signature that cannot be checked at all."""
    return by_gateway(400, "IncompleteSignature", f"The request signature does not conform to the standards: {reason}.")


def signature_mismatch(canonical_request: str) -> Refusal:
    """Refuse a wrong signature, quoting what was signed, as Alibaba's gateways do: so the message holds the code."""
    return by_gateway(
        400,
        "SignatureDoesNotMatch",
        f"Specified signature does not match our calculation. server CanonicalRequest is [{canonical_request}]",
    )
