"""Alibaba's OpenAPI gateway: what a request must be like before its action runs."""

import hmac
import math
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from . import refusals
from .actions import ALL_ACTIONS, VERSION, Action
from .refusals import Refusal
from .signature import ALGORITHM, Authorization, canonical_request, parse_authorization, sign
from .world import Account, CamsWorld

WINDOW = 15 * 60.0
"""How far, in seconds, a request's time may be off: documented as 15 minutes."""
SECOND = 1.0
"""The window of the limit on calls, in seconds; half open, so two calls exactly a second apart share none."""

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_MUST_COME = {
    "x-acs-action": "Action",
    "x-acs-version": "Version",
    "authorization": "Authorization",
    "x-acs-date": "Timestamp",
    "x-acs-signature-nonce": "SignatureNonce",
    "x-acs-content-sha256": "ContentSha256",
    "host": "Host",
}
"""Header → how it is called in `Missing…`."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A request as it arrived: query decoded, header names in lower case."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    repeated: frozenset[str]
    """Headers that came more than once."""
    body: bytes = field(repr=False)


class Gateway:
    """Checks requests one by one; remembers the nonces and the calls of the last second."""

    def __init__(self, world: CamsWorld) -> None:
        self._world = world
        self._nonces: dict[tuple[str, str], float] = {}
        self._admitted: dict[tuple[str, str], deque[float]] = {}

    def admit(self, request: Incoming, now: float) -> Account | Refusal:
        """Say whose request this is, or refuse it. A refused request does not count as a call."""
        if request.method != "POST":
            return refusals.HTTP_METHOD
        if request.path != "/":
            return refusals.ACTION_NOT_FOUND
        signed = self._authenticate(request, now)
        if isinstance(signed, Refusal):
            return signed
        headers, account = request.headers, signed
        if headers["x-acs-version"] != VERSION:
            return refusals.NO_SUCH_VERSION
        action = headers["x-acs-action"]
        if action not in ALL_ACTIONS:
            return refusals.ACTION_NOT_FOUND
        wait = self._count(account.uid, action, now)
        if wait:
            return refusals.throttled(self._world.options, wait)
        if account.allowed is not None and action not in account.allowed:
            return refusals.permission_deny(self._world.options, Action(action), account.uid)
        return account

    def _authenticate(self, request: Incoming, now: float) -> Account | Refusal:
        """Find out whose key signed the request, and that it is fresh and whole."""
        headers = request.headers
        for name, word in _MUST_COME.items():
            if not headers.get(name):
                return refusals.missing(word)
        authorization = parse_authorization(headers["authorization"])
        if authorization is None:
            return refusals.incomplete_signature("the Authorization header is malformed")
        if authorization.algorithm != ALGORITHM:
            return refusals.SIGNATURE_METHOD
        account = self._world.accounts.get(authorization.key_id)
        if account is None:
            return refusals.KEY_NOT_FOUND
        return (
            _check_key(account, headers.get("x-acs-security-token"), now)
            or _check_time(headers["x-acs-date"], now)
            or _check_cover(request, authorization)
            or _check_signature(request, authorization, account.secret)
            or self._check_nonce(account.key_id, headers["x-acs-signature-nonce"], now)
            or account
        )

    def _check_nonce(self, key_id: str, nonce: str, now: float) -> Refusal | None:
        """Refuse a nonce that was seen before; it need be kept only while its request's time is acceptable."""
        while self._nonces:
            oldest = next(iter(self._nonces))
            if now - self._nonces[oldest] <= 2 * WINDOW:
                break
            del self._nonces[oldest]
        if (key_id, nonce) in self._nonces:
            return refusals.NONCE_USED
        self._nonces[key_id, nonce] = now
        return None

    def _count(self, uid: str, action: str, now: float) -> int:
        """Admit a call and answer 0, or answer how many milliseconds it is too early."""
        calls = self._admitted.setdefault((uid, action), deque())
        while calls and now - calls[0] >= SECOND:
            calls.popleft()
        if len(calls) < self._world.options.qps:
            calls.append(now)
            return 0
        return max(1, math.ceil((calls[-self._world.options.qps] + SECOND - now) * 1000))


def _check_key(account: Account, token: str | None, now: float) -> Refusal | None:
    if not account.active:
        return refusals.KEY_INACTIVE
    if token != account.token:
        return refusals.TOKEN_MALFORMED
    if account.token_expires is not None and now >= account.token_expires:
        return refusals.TOKEN_EXPIRED
    return None


def _check_time(date: str, now: float) -> Refusal | None:
    try:
        at = datetime.fromisoformat(date).timestamp() if _DATE.fullmatch(date) else None
    except ValueError:  # the form of a date, but no such day
        at = None
    if at is None:
        return refusals.TIMESTAMP_FORMAT
    return refusals.TIMESTAMP_EXPIRED if abs(now - at) > WINDOW else None


def _check_cover(request: Incoming, authorization: Authorization) -> Refusal | None:
    """Refuse unless `host` and every `x-acs-…` header is signed, all signed ones are there, sorted and once.

    The page wants every public header signed. Content-Type is let off: aiohttp adds it unsigned beneath the
    official SDK, and that works.
    """
    signed = authorization.signed_headers
    unsigned = {name for name in request.headers if name == "host" or name.startswith("x-acs-")}.difference(signed)
    if unsigned:
        return refusals.incomplete_signature(f"{', '.join(sorted(unsigned))} must be signed")
    if list(signed) != sorted(set(signed)) or not request.repeated.isdisjoint((*signed, "authorization")):
        return refusals.incomplete_signature("each signed header must be named and sent once, in order")
    if not set(signed) <= request.headers.keys():
        return refusals.incomplete_signature("a signed header was not sent")
    return None


def _check_signature(request: Incoming, authorization: Authorization, secret: str) -> Refusal | None:
    canonical = canonical_request(
        request.method, request.path, request.query, request.headers, authorization.signed_headers
    )
    genuine = hmac.compare_digest(sign(secret, canonical), authorization.signature)
    if not genuine or request.headers["x-acs-content-sha256"] != sha256(request.body).hexdigest():
        return refusals.signature_mismatch(canonical)
    return None
