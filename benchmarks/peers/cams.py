"""The provider's calls for both peers, properly signed (ACS3-HMAC-SHA256). Each peer moves the bytes its own way."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from .conversation import Settings

EMPTY_HASH = hashlib.sha256().hexdigest()


def signed(settings: Settings, action: str, **parameters: str) -> tuple[str, dict[str, str]]:
    """Build the URL and the headers of a call; its method is POST and its body is empty."""
    query = "&".join(f"{name}={quote(value, safe='~')}" for name, value in sorted(parameters.items()))
    headers = {
        "host": urlsplit(settings.cams).netloc,
        "x-acs-action": action,
        "x-acs-content-sha256": EMPTY_HASH,
        "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-version": "2020-06-06",
    }
    names = ";".join(headers)
    lines = "".join(f"{name}:{value}\n" for name, value in headers.items())
    canonical = f"POST\n/\n{query}\n{lines}\n{names}\n{EMPTY_HASH}"
    to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(settings.key_secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={settings.key_id},SignedHeaders={names},Signature={signature}"
    )
    return f"{settings.cams}/?{query}", headers


def status_call(settings: Settings, phone: str) -> tuple[str, dict[str, str]]:
    """Build the call that asks whether the number is verified already."""
    return signed(settings, "GetPhoneNumberVerificationStatus", CustSpaceId=settings.space, PhoneNumber=phone)


def submit_call(settings: Settings, phone: str, code: str) -> tuple[str, dict[str, str]]:
    """Build the call that hands the code in."""
    return signed(settings, "ChatappMigrationVerified", CustSpaceId=settings.space, PhoneNumber=phone, VerifyCode=code)


def is_verified(answer: Mapping[str, Any]) -> bool:
    """Read the status call's answer."""
    return bool(answer["Code"] == "OK" and answer["Data"]["CodeVerificationStatus"] == "VERIFIED")


def is_accepted(answer: Mapping[str, Any]) -> bool:
    """Read the submission's answer."""
    return bool(answer["Code"] == "OK")
