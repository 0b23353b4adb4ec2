"""Alibaba's signature V3 (ACS3-HMAC-SHA256), recomputed from what arrived.

Source: Alibaba Cloud, "V3 request structure and signature". The query is decoded and encoded anew, so a client may
write it differently on the wire than it signed it, as the official SDK does (`+` for a space, signed as `%20`).
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Authorization:
    """The header `Authorization`, taken apart."""

    algorithm: str
    key_id: str
    signed_headers: tuple[str, ...]
    signature: str = field(repr=False)


def parse_authorization(header: str) -> Authorization | None:
    """Take the header apart; None if it has not the documented form, in the documented order."""
    algorithm, blank, rest = header.partition(" ")
    parts = [part.partition("=") for part in rest.split(",")]
    if not blank or [name for name, _, _ in parts] != ["Credential", "SignedHeaders", "Signature"]:
        return None
    key_id, signed, signature = (value for _, _, value in parts)
    if not (key_id and signed and signature):
        return None
    return Authorization(algorithm, key_id, tuple(signed.split(";")), signature)


def canonical_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Write decoded query parameters in the one way that is signed: RFC 3986, sorted by name."""
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(pairs))


def canonical_request(
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Mapping[str, str],
    signed_headers: Sequence[str],
) -> str:
    """Put together what is hashed and signed; `headers` has lower-case names and `x-acs-content-sha256`."""
    lines = [method, path, canonical_query(query)]
    lines += [f"{name}:{headers[name].strip()}" for name in signed_headers]
    lines += ["", ";".join(signed_headers), headers["x-acs-content-sha256"]]
    return "\n".join(lines)


def sign(secret: str, request: str) -> str:
    """Sign a canonical request, as lower-case hex."""
    to_sign = f"{ALGORITHM}\n{sha256(request.encode()).hexdigest()}"
    return hmac.new(secret.encode(), to_sign.encode(), sha256).hexdigest()
