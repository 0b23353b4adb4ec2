"""What other systems ask by: bearer tokens, each good for what its scopes name. Pure but for the hash of one."""

import base64
import hmac
from enum import StrEnum

PREFIX = "cmb_"
"""What a token begins with: so that one that lies about somewhere is known for what it is, by scanners too."""

SECRET_BYTES = 32
"""256 random bits: a plain hash of them cannot be turned back."""

LONGEST = 128
"""Characters that are looked at; a token of ours has 47."""

LINK_BYTES = 16
"""As many as a link's token has that staff make."""


class Scope(StrEnum):
    """What a token may be good for."""

    INVITE = "invitations:write"
    READ = "cases:read"


def token_of(random: bytes) -> str:
    """The token that these random bytes make."""
    return PREFIX + base64.urlsafe_b64encode(random).decode().rstrip("=")


def link_token(token: str, key: str) -> str:
    """The link's token that belongs to an idempotency key: whoever repeats a request gets the same link.

    It follows from the caller's own token, which nobody else has and which is not kept: so a link need not be kept
    either, and who reads the database learns none.
    """
    digest = hmac.digest(token.encode(), b"invitation\x1f" + key.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:LINK_BYTES]).decode().rstrip("=")
