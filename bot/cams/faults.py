"""The catalogue: what each code and each wording of the provider means to us.

One row for each code of cams-api.md section 3, which names the source of every fact; `source` is the section, or
"inferred" where no page says it and the wording was foreseen. `recognition` searches the catalogue. A row says
what is the matter, whether the call ran, and whether the number's budget must count it; who can mend a fault is
the workflow's business (`bot.flow.policy`).

Three rules that the rows follow:

1. Only a gateway or CAMS code of its own may say `NOT_SENT`. What came from WhatsApp has been through CAMS, so the
   code has been handed in, whatever became of it.
2. Where it is not plain whether the call ran, it is `UNKNOWN`: a read costs little, a wrong «it failed» much.
3. Where it is not plain whether a try was used, it was.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.flow.model import Fault


class Verdict(StrEnum):
    """What an answer proves about the call."""

    REFUSED = "refused"
    """It ran as far as a plain no."""
    NOT_SENT = "not_sent"
    """It was turned away before it ran."""
    UNKNOWN = "unknown"
    """It may have run."""


REFUSED: Final = Verdict.REFUSED
NOT_SENT: Final = Verdict.NOT_SENT
UNKNOWN: Final = Verdict.UNKNOWN


@dataclass(frozen=True, slots=True)
class Row:
    """One code or wording of the provider.

    `code` is the provider's own, or in families and phrases a description of them. `try_used` matters for a code
    that was handed in and refused. `wraps` means that the code is an envelope: WhatsApp's own words may be in the
    message, and say more.
    """

    code: str
    fault: Fault
    verdict: Verdict
    source: str
    try_used: bool = False
    wraps: bool = False

    @property
    def resend_safe(self) -> bool:
        """Whether the same call may be sent again without anybody asking what the first one did."""
        return self.verdict is NOT_SENT


UNRECOGNISED: Final = Row("", Fault.UNRECOGNISED, REFUSED, "2.6", try_used=True)
"""Any other code. The provider documents none for a wrong code (section 8), so that is what it most likely is."""

_CAMS = (
    Row("Product.Unsubscript", Fault.NOT_SUBSCRIBED, REFUSED, "3.1"),
    Row("Ram.PermissionDeny", Fault.NOT_PERMITTED, REFUSED, "3.1"),
    Row("System.LimitControl", Fault.THROTTLED, NOT_SENT, "3.1"),
    Row("Unknown.ResourceOwnerId", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.1"),
    Row("999999", Fault.PROVIDER_DOWN, UNKNOWN, "3.1", wraps=True),
    # Its text says «not authorized», its description «internal system error»: not a proof of anything.
    Row("CHAT.APIError", Fault.PROVIDER_DOWN, UNKNOWN, "3.1", wraps=True),
    Row("ERR-COMMON-001", Fault.PROVIDER_DOWN, UNKNOWN, "3.1", wraps=True),
    # WhatsApp refused, and the message is WhatsApp's. In words we do not know, it may be about the code.
    Row("ERR-FB-001", Fault.META_ACCESS, REFUSED, "3.1", try_used=True, wraps=True),
    Row("ERR-OPERATION-MAAP-0060", Fault.SPACE_NOT_BOUND, REFUSED, "3.1"),
    Row("ERR-OPERATION-MAAP-0065", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.1"),
    Row("ERR-OPERATION-MAAP-0085", Fault.PROGRAM, REFUSED, "3.1"),
    Row("Authentication.NoAuth", Fault.NOT_PERMITTED, REFUSED, "3.1"),
    Row("InvalidParameter.PhoneNumberError", Fault.NUMBER_INVALID, REFUSED, "3.1"),
    Row("PhoneNumberNotRegistered", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.1"),
)

# About messages and templates, which this program neither sends nor has: seeing one means that we asked wrongly.
_NOT_OURS = tuple(
    Row(code, Fault.PROGRAM, REFUSED, "3.1")
    for code in (
        "InvalidParameter.LanguageNotSupport",
        "InvalidParameter.FromOnlyNumeric",
        "InvalidParameter.PageInvalid",
        "InvalidParameter.ChannelTypeNotSupport",
        "InvalidParameter.MessageInvalid",
        "InvalidParameter.FooterHaveVariable",
        "InvalidParameter.HeaderMoreVaiable",
        "InvalidParameter.HeaderMoreVariable",
        "InvalidParameter.HeaderTypeNotSupport",
        "InvalidParameter.ButtonTextHaveVariable",
        "InvalidParameter.UrlMoreVaiable",
        "InvalidParameter.UrlMoreVariable",
        "InvalidParameter.CreateError",
        "InvalidParameter.TemplateNameExist",
        "InvalidParameter.AuditStatusNotSupport",
        "InvalidParameter.TemplateTypeNotSupport",
        "InvalidParameter.MessageTypeNotEmpty",
        "InvalidParameter.ContentNotEmpty",
        "InvalidParameter.ContentError",
        "InvalidParameter.TextNotEmpty",
        "InvalidParameter.MessageTypeNotSupport",
        "InvalidParameter.LinkNotEmpty",
        "InvalidParameter.TemplateCodeNotEmpty",
        "InvalidParameter.LanguageNotEmpty",
        "InvalidParameter.SendSmsNotSupport",
        "DelError.TemplateNotExist",
        "DetailError.TemplateNotExist",
        "TemplateListError.QueryError",
    )
)

_GATEWAY = (
    Row("InvalidAccessKeyId.NotFound", Fault.CREDENTIALS, NOT_SENT, "3.2"),
    Row("InvalidAccessKeyId.Inactive", Fault.CREDENTIALS, NOT_SENT, "3.2"),
    Row("SignatureDoesNotMatch", Fault.CREDENTIALS, NOT_SENT, "3.2"),
    Row("IncompleteSignature", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidSignatureMethod", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidTimeStamp.Format", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("IllegalTimestamp", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidTimeStamp.Expired", Fault.CLOCK, NOT_SENT, "3.2"),
    # Every attempt of ours has a random nonce of its own, so the other user of this one is a copy of this very
    # request, made by something on the way. That copy may have run.
    Row("SignatureNonceUsed", Fault.PROGRAM, UNKNOWN, "3.2"),
    Row("Throttling", Fault.THROTTLED, NOT_SENT, "3.2"),
    Row("Throttling.User", Fault.THROTTLED, NOT_SENT, "3.2"),
    Row("Throttling.Api", Fault.THROTTLED, NOT_SENT, "3.2"),
    Row("Forbidden.RAM", Fault.NOT_PERMITTED, NOT_SENT, "3.2"),
    Row("NoPermission", Fault.NOT_PERMITTED, NOT_SENT, "3.2"),
    Row("Forbidden", Fault.NOT_PERMITTED, NOT_SENT, "3.2"),
    Row("ActionUnauthorized", Fault.NOT_PERMITTED, NOT_SENT, "3.2"),
    Row("Forbidden.RiskControl", Fault.ACCOUNT, REFUSED, "3.2"),
    Row("Forbidden.UserVerification", Fault.ACCOUNT, REFUSED, "3.2"),
    Row("InsufficientBalance", Fault.ACCOUNT, REFUSED, "3.2"),
    Row("MissingParameter", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidApi.NotFound", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidAction", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("UnsupportedOperation", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("NoSuchVersion", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidProduct.NotFound", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("UnsupportedHTTPMethod", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InvalidProtocol.NeedSsl", Fault.PROGRAM, NOT_SENT, "3.2"),
    Row("InternalError", Fault.PROVIDER_DOWN, UNKNOWN, "3.2", wraps=True),
    Row("ServiceUnavailable", Fault.PROVIDER_DOWN, UNKNOWN, "3.2", wraps=True),
)

_META = (
    # About codes. The two generic refusals are not told apart further: their meanings overlap in the sources.
    Row("136024", Fault.MAYBE_VERIFIED, REFUSED, "3.3", try_used=True),
    Row("136025", Fault.CODE_REFUSED, REFUSED, "3.3", try_used=True),
    Row("422", Fault.CODE_REFUSED, REFUSED, "3.3", try_used=True),
    # «Invalid parameter» covers a malformed code, so it counts.
    Row("100", Fault.PROGRAM, REFUSED, "3.3", try_used=True),
    Row("4", Fault.THROTTLED, REFUSED, "3.3"),
    Row("429", Fault.THROTTLED, REFUSED, "3.3"),
    Row("80007", Fault.THROTTLED, REFUSED, "3.3"),
    Row("2388091", Fault.NOT_MIGRATING, REFUSED, "3.3"),
    Row("2388093", Fault.NOT_MIGRATING, REFUSED, "3.3"),
    Row("1", Fault.PROVIDER_DOWN, UNKNOWN, "3.3"),
    Row("2", Fault.PROVIDER_DOWN, UNKNOWN, "3.3"),
    Row("131000", Fault.PROVIDER_DOWN, UNKNOWN, "3.3"),
    Row("131016", Fault.PROVIDER_DOWN, UNKNOWN, "3.3"),
    *(Row(str(n), Fault.META_ACCESS, REFUSED, "3.3") for n in (0, 3, 10, 190, *range(200, 300))),
    # About starting a migration.
    Row("2388012", Fault.MAYBE_VERIFIED, REFUSED, "3.3"),
    Row("2388103", Fault.CUSTOMER_ACCOUNT, REFUSED, "3.3"),
    Row("2494100", Fault.PROVIDER_DOWN, REFUSED, "3.3"),
    Row("131057", Fault.PROVIDER_DOWN, REFUSED, "3.3"),
    Row("368", Fault.CUSTOMER_ACCOUNT, REFUSED, "3.3"),
    Row("131031", Fault.CUSTOMER_ACCOUNT, REFUSED, "3.3"),
    Row("33", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.3"),
    # About registering, the last step of a migration.
    Row("133000", Fault.NOT_MIGRATING, REFUSED, "3.3"),
    Row("133004", Fault.PROVIDER_DOWN, UNKNOWN, "3.3"),
    Row("133005", Fault.TWO_STEP_ON, REFUSED, "3.3"),
    Row("133006", Fault.CODE_REFUSED, REFUSED, "3.3"),
    Row("133008", Fault.TOO_MANY_TRIES, REFUSED, "3.3", try_used=True),
    Row("133009", Fault.TOO_MANY_TRIES, REFUSED, "3.3", try_used=True),
    Row("133010", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.3"),
    Row("133015", Fault.THROTTLED, REFUSED, "3.3"),
    Row("133016", Fault.TOO_MANY_TRIES, REFUSED, "3.3", try_used=True),
)

CODES: Final = {row.code: row for row in (*_CAMS, *_NOT_OURS, *_GATEWAY)}
"""CAMS and gateway codes, as they are spelled in `Code`."""

NUMBERS: Final = {row.code: row for row in _META}
"""WhatsApp's numbers, wherever they occur: how CAMS renders them is undocumented (section 3.3)."""


@dataclass(frozen=True, slots=True)
class Family:
    """Codes that look alike. `in_text`, where given, must also be found in the code or the message."""

    row: Row
    code: re.Pattern[str]
    in_text: re.Pattern[str] | None = None


_INVALID = re.compile(r"Invalid[A-Z].*|InvalidParameter")
_PHONE = re.compile(r"phone ?num|mobile|phone\b", re.IGNORECASE)
_SPACE = re.compile(r"cust ?space|space ?id", re.IGNORECASE)

FAMILIES: Final = (
    # Not documented as a success, yet it looks like one: never read as a refusal, nor as a success.
    Family(
        Row("looks like success", Fault.UNRECOGNISED, UNKNOWN, "inferred", wraps=True),
        re.compile(r"0+|200|ok|true|succe\w+", re.IGNORECASE),
    ),
    Family(Row("Throttling.*", Fault.THROTTLED, NOT_SENT, "3.2"), re.compile(r"Throttling.+")),
    Family(
        Row("InvalidAccessKeyId.*, InvalidSecurityToken.*", Fault.CREDENTIALS, NOT_SENT, "3.2"),
        re.compile(r"Invalid(AccessKeyId|SecurityToken)(\..+)?"),
    ),
    # Unlike the plain codes these are not known to come from the gateway; a refusal is the careful reading.
    Family(
        Row("Forbidden.*, NoPermission.*", Fault.NOT_PERMITTED, REFUSED, "3.2"),
        re.compile(r"(Forbidden|NoPermission)\..+"),
    ),
    Family(Row("Missing*", Fault.PROGRAM, REFUSED, "3.2"), re.compile(r"Missing[A-Z.].*")),
    Family(Row("Invalid phone number", Fault.NUMBER_INVALID, REFUSED, "3.2", wraps=True), _INVALID, _PHONE),
    Family(Row("Invalid space", Fault.NUMBER_NOT_IN_SPACE, REFUSED, "3.2", wraps=True), _INVALID, _SPACE),
    Family(Row("Invalid*", Fault.PROGRAM, REFUSED, "3.2", wraps=True), _INVALID),
    Family(
        Row("sounds like a breakdown", Fault.PROVIDER_DOWN, UNKNOWN, "inferred", wraps=True),
        re.compile(
            r".*(internal|unavailable|time_?out|(system|server|unknown)\W?_?(error|exception|busy)).*",
            re.IGNORECASE,
        ),
    ),
)
