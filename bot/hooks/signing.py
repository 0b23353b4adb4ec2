"""Signs what is sent as Standard Webhooks has it, so that receivers can check it with a library. Pure."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence

PREFIX = "whsec_"
"""What such a secret begins with; the rest is the key, in base64."""

SHORTEST, LONGEST = 24, 64
"""Bytes of a key, as the specification has it."""


class UnusableSecretError(ValueError):
    """It is no secret of that form. The text does not quote it."""


def key_of(secret: str) -> bytes:
    """The key in a secret."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True) if secret.startswith(PREFIX) else b""
    except binascii.Error:
        key = b""
    if not SHORTEST <= len(key) <= LONGEST:
        raise UnusableSecretError(f"it must be {PREFIX} and then {SHORTEST} to {LONGEST} bytes in base64")
    return key


def new_secret(key: bytes) -> str:
    """The secret that has this key."""
    return PREFIX + base64.b64encode(key).decode()


def headers(body: bytes, *, event_id: str, at: int, keys: Sequence[bytes]) -> dict[str, str]:
    """What goes with a body that is sent at that second: its id, the time, and one signature for each key."""
    signed = f"{event_id}.{at}.".encode() + body
    signatures = [f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}" for key in keys]
    return {
        "content-type": "application/json",
        "webhook-id": event_id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(signatures),
    }
