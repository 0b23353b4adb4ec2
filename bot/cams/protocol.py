"""Requests to CAMS: which action and parameters a call stands for, and how they become a signed request.

Pure: the time and the nonce are arguments. `decipher` is the counterpart for answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import assert_never

from bot.flow.effects import (
    Call,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    SubmitCode,
)
from bot.text.phone import apart, region_of

from . import signature
from .signature import Credentials

VERSION = "2020-06-06"
"""The only version of the product `cams`, and the one all facts in `bot.cams` are about."""

METHOD = "POST"

LOCALES = {"en": "en", "id": "id", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}
"""Meta's names for our languages (section 1.6). Meta sends codes in those languages in which it takes templates."""

CANTONESE = {"HK": "zh_HK", "MO": "zh_HK"}
"""Where a call in traditional Chinese is to be in Cantonese."""

NO_LOCALE = "en"
"""For a language that Meta has no name for: rather a code in English than none."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request ready to be sent byte for byte. The target holds the verification code: it is in no repr."""

    method: str
    target: str = field(repr=False)
    """Path and query. It must reach the wire unchanged; there is no body."""
    headers: Mapping[str, str] = field(repr=False)


def asked(call: Call) -> tuple[str, dict[str, str]]:
    """Say which action a call is, and with which parameters: the one place that knows (cams-api.md section 1.2).

    A further action gets its value in `bot.flow.effects`, its name in `bot.store.ACTIONS`, its case here, and in
    `decipher` what its success must look like.

    Raises:
        ValueError: a number is to be sent apart and begins with no country's code.
    """
    match call:
        case ReadStatus():
            return "GetPhoneNumberVerificationStatus", {"CustSpaceId": call.space, "PhoneNumber": call.phone}
        case ReadNumbers():
            # No Status filter: its documented example is not a value that a status can have (section 1.3).
            return "QueryChatappPhoneNumbers", {"CustSpaceId": call.space}
        case SubmitCode():
            return "ChatappMigrationVerified", {
                "CustSpaceId": call.space,
                "PhoneNumber": call.phone,
                "VerifyCode": call.code,
            }
        case ReadWaba():
            return "QueryChatappBindWaba", {"CustSpaceId": call.space}
        case Initiate():
            country, rest = apart(call.phone)
            return "CreateChatappMigrationInitiate", {
                "CustSpaceId": call.space,
                "CountryCode": country,
                "MobileNumber": rest,
            }
        case RequestCode():
            return "GetMigrationVerifyCode", {
                "CustSpaceId": call.space,
                "PhoneNumber": call.phone,
                "Locale": locale_of(call.language, call.phone),
                "Method": call.channel.value,
            }
        case Register():
            return "ChatappMigrationRegister", {"CustSpaceId": call.space, "PhoneNumber": call.phone}
        case _:
            assert_never(call)


def locale_of(language: str, phone: str) -> str:
    """Say in Meta's words which language a code is to come in."""
    locale = LOCALES.get(language, NO_LOCALE)
    return CANTONESE.get(region_of(phone), locale) if language == "zh-Hant" else locale


def build(
    action: str,
    parameters: Mapping[str, str],
    *,
    host: str,
    credentials: Credentials,
    now: datetime,
    nonce: str,
) -> SignedRequest:
    """Build and sign the request for an action.

    `host` is what the `Host` header will say, with the port where it is not the usual one. `now` knows its time
    zone; the provider tolerates 15 minutes. `nonce` must be new for every attempt, and is no idempotency key.

    Raises:
        ValueError: `now` has no time zone, or a text cannot be written as UTF-8.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    # No content-type: there is no body. The signature must cover `host`, and every `x-acs-` header there is.
    headers = {
        "accept": "application/json",  # an older version of the protocol answers in XML unless asked
        "host": host,
        "x-acs-action": action,
        "x-acs-content-sha256": signature.EMPTY_BODY,
        "x-acs-date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": VERSION,
    }
    if credentials.security_token:
        headers["x-acs-security-token"] = credentials.security_token
    query = signature.canonical_query(parameters)
    string = signature.string_to_sign(signature.canonical_request(METHOD, query, headers))
    signed = signature.signature(credentials.secret, string)
    authorization = signature.authorization(credentials.key_id, headers, signed)
    return SignedRequest(METHOD, f"/?{query}", {**headers, "authorization": authorization})
