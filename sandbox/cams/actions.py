"""The calls this stand-in plays, with the parameters each takes, as in the official SDK 5.3.1."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

VERSION = "2020-06-06"  # the only version of the product `cams`


class Action(StrEnum):
    """The names Alibaba gives the calls (header `x-acs-action`)."""

    INITIATE = "CreateChatappMigrationInitiate"
    STATUS = "GetPhoneNumberVerificationStatus"
    REQUEST_CODE = "GetMigrationVerifyCode"
    SUBMIT_CODE = "ChatappMigrationVerified"
    REGISTER = "ChatappMigrationRegister"
    LIST_NUMBERS = "QueryChatappPhoneNumbers"
    SHOW_WABA = "QueryChatappBindWaba"


ALL_ACTIONS: frozenset[str] = frozenset(Action)

CHANGES = frozenset[str]({Action.INITIATE, Action.REQUEST_CODE, Action.SUBMIT_CODE, Action.REGISTER})
"""Those that change something at WhatsApp."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Which query parameters an action takes; any other is refused."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


# The SDK's models make CustSpaceId optional in the last two, and no page says which space is then meant:
# we demand it. The platform's own OwnerId, ResourceOwnerAccount and ResourceOwnerId are not for callers.
PARAMETERS: Mapping[Action, Parameters] = MappingProxyType(
    {
        Action.INITIATE: Parameters(("CustSpaceId", "CountryCode", "MobileNumber")),
        Action.STATUS: Parameters(("CustSpaceId", "PhoneNumber")),
        Action.REQUEST_CODE: Parameters(("CustSpaceId", "PhoneNumber", "Locale", "Method")),
        Action.SUBMIT_CODE: Parameters(("CustSpaceId", "PhoneNumber", "VerifyCode")),
        Action.REGISTER: Parameters(("CustSpaceId", "PhoneNumber")),
        Action.LIST_NUMBERS: Parameters(("CustSpaceId",), ("IsvCode", "Status")),
        Action.SHOW_WABA: Parameters(("CustSpaceId",), ("IsvCode",)),
    }
)
