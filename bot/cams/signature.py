"""Signature version 3 of Alibaba Cloud, `ACS3-HMAC-SHA256`, one public function for each of its steps.

Canonical query, canonical request, string to sign, signature, header: the tests name the step that went wrong.
Everything here is pure. The steps are those of cams-api.md section 2.1.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"
_VISIBLE = re.compile("[!-~]+")

EMPTY_BODY = hashlib.sha256(b"").hexdigest()
"""Hash of the body of every call: all parameters travel in the query (cams-api.md section 1.1)."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key pair, with a token where the pair is a temporary one. Only the key's name is in a repr.

    Raises:
        ValueError: A part is missing, or cannot be in a header: it was not copied as it is.
    """

    key_id: str
    secret: str = field(repr=False)
    security_token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not self.key_id or not self.secret:
            raise ValueError("an access key has a name and a secret")
        if not _VISIBLE.fullmatch(self.key_id + self.secret + self.security_token):
            raise ValueError("an access key consists of visible ASCII characters only")


def canonical_query(parameters: Mapping[str, str]) -> str:
    """Write parameters as a query in the one way that both sides sign: sorted, and encoded as RFC 3986 says.

    A space is `%20`, not `+`; `~` stays. The result may be sent as it is.
    """
    return "&".join(f"{_encoded(name)}={_encoded(parameters[name])}" for name in sorted(parameters))


def signed_headers(headers: Mapping[str, str]) -> str:
    """Name the headers that are signed, as the signature and its header want it. Names are lower case already."""
    return ";".join(sorted(headers))


def canonical_request(method: str, query: str, headers: Mapping[str, str], body_hash: str = EMPTY_BODY) -> str:
    """Write a request to `/` as the text whose hash is signed. Header names are lower case already."""
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    return f"{method}\n/\n{query}\n{lines}\n{signed_headers(headers)}\n{body_hash}"


def string_to_sign(canonical: str) -> str:
    """Shorten a canonical request to what the secret is applied to."""
    return f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"


def signature(secret: str, string: str) -> str:
    """Sign with the bare secret; the `&` that older versions put behind it is not used."""
    return hmac.new(secret.encode(), string.encode(), hashlib.sha256).hexdigest()


def authorization(key_id: str, headers: Mapping[str, str], signed: str) -> str:
    """Write the `Authorization` header for `signed`, the result of `signature`."""
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={signed_headers(headers)},Signature={signed}"


def _encoded(text: str) -> str:
    return quote(text, safe="~")
