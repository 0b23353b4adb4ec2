"""Carries calls out over HTTP: moves bytes, and says what it means when they do not arrive.

Nothing here logs, raises or stores a text of httpx: URLs hold the verification code. httpx and httpcore log URLs
themselves; `bot.log` silences them.
"""

import asyncio
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import httpx

from bot.flow.effects import Call
from bot.flow.model import Fault, NotSent, Outcome, Unknown

from . import protocol
from .connections import Connections
from .credentials import CredentialsError, Source
from .decipher import decipher
from .signature import Credentials

TIMEOUT = {"connect": 5.0, "read": 30.0, "write": 30.0, "pool": 5.0}
"""Seconds. CAMS asks WhatsApp before it answers, so it may take longer to read than to connect (section 2.6)."""

LONGEST_CALL = 40.0
"""Seconds for a whole call: its time-outs together. That for reading starts anew with each piece, so that a dripping
answer would never end."""

LEAVING = "http11.send_request_headers.started"
"""What httpcore calls the moment before the first byte leaves, when a connection is ready."""

LARGEST_ANSWER = 1 << 20
"""Bytes. The longest honest answer lists a space's numbers: a thousand of them are half of it."""

_OUT_OF_DATE = re.compile(r"Invalid(SecurityToken|AccessKeyId)\b")
"""What the gateway says of a key that has ended, or that was taken away when a new one was made."""

UNSIGNED = {
    "accept-encoding": "identity",  # answers are short, and a packed one could swell beyond bounds
    "user-agent": "cams-migration-bot",
}
"""Headers beside the signed ones, which win."""


def connections(endpoint: str) -> Connections:
    """Make the one pool of connections to CAMS: no redirects, no proxies from the environment, TLS verified.

    Raises:
        ValueError: `endpoint` is not an HTTP address of a host.
    """
    # Reading the certificates of authorities takes a while, which a stand-in on plain HTTP can do without:
    # the empty context trusts nobody.
    root = _root(endpoint)
    plain = root.scheme == "http"
    return Connections(
        root, context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else httpx.create_ssl_context(trust_env=False)
    )


_Trace = Callable[[str, Mapping[str, object]], Awaitable[None]]


class Client:
    """Carries out calls to CAMS, each once. Whether and when is for others to decide.

    One that was refused for its key's age goes again with another key, if there is one: nothing has been executed.
    """

    def __init__(
        self,
        http: httpx.AsyncBaseTransport,
        endpoint: str,
        *,
        credentials: Source,
        now: Callable[[], datetime],
        nonce: Callable[[], str],
    ) -> None:
        """Take what calls are made of; `credentials`, `now` and `nonce` are asked anew for every attempt.

        Raises:
            ValueError: `endpoint` is not an HTTP address of a host.
        """
        self._http = http
        self._endpoint = _root(endpoint)
        self._credentials = credentials
        self._now = now
        self._nonce = nonce

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        """Send a call once `leave` has come back, and say what came of it.

        Raises nothing but what `leave` does, after which nothing has left, and cancellation, after which nobody knows.
        """
        stayed: list[BaseException] = []

        async def trace(event: str, _: Mapping[str, object]) -> None:
            if event == LEAVING:
                try:
                    await leave()
                except BaseException as exc:
                    stayed.append(exc)
                    raise

        try:
            async with asyncio.timeout(LONGEST_CALL):
                credentials = await self._credentials.current()  # Within it: a lease is as long as a call with all.
                outcome = await self._attempt(call, credentials, trace)
                if not _is_key_out_of_date(outcome):
                    return outcome
                # The gateway refused before anything was executed: with another key it is the same attempt.
                other = await self._credentials.instead_of(credentials)
                return outcome if other is None else await self._attempt(call, other, trace)
        except CredentialsError as exc:
            return NotSent(fault=Fault.CREDENTIALS, message=str(exc))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as exc:
            return NotSent(fault=Fault.PROVIDER_DOWN, message=type(exc).__name__)
        except Exception as exc:
            if exc in stayed:
                raise
            if stayed:
                return NotSent(fault=Fault.PROVIDER_DOWN, message=type(exc).__name__)
            # It may have left, and httpx's texts must not get any further.
            return Unknown(reason=type(exc).__name__)

    async def _attempt(self, call: Call, credentials: Credentials, trace: _Trace) -> Outcome:
        try:
            request = self._request(call, credentials)
        except Exception as exc:  # noqa: BLE001 -- a defect, and certainly nothing was sent
            return NotSent(fault=Fault.PROGRAM, message=type(exc).__name__)
        request.extensions["trace"] = trace
        return await self._answer(call, request)

    def _request(self, call: Call, credentials: Credentials) -> httpx.Request:
        action, parameters = protocol.asked(call)
        signed = protocol.build(
            action,
            parameters,
            host=self._endpoint.netloc.decode(),
            credentials=credentials,
            now=self._now(),
            nonce=self._nonce(),
        )
        url = self._endpoint.copy_with(raw_path=signed.target.encode())
        return httpx.Request(
            signed.method,
            url,
            headers={**UNSIGNED, **signed.headers},
            extensions={"timeout": TIMEOUT},
        )

    async def _answer(self, call: Call, request: httpx.Request) -> Outcome:
        response = await self._http.handle_async_request(request)
        try:
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > LARGEST_ANSWER:
                    return Unknown(reason=f"HTTP {response.status_code}: the answer is too large")
        finally:
            await response.aclose()
        return decipher(call, response.status_code, response.headers, bytes(body))


def _is_key_out_of_date(outcome: Outcome) -> bool:
    """Whether another key may be taken: not where only the secret is wrong, which is not a matter of time."""
    return (
        isinstance(outcome, NotSent) and outcome.fault is Fault.CREDENTIALS and bool(_OUT_OF_DATE.match(outcome.code))
    )


def _root(endpoint: str) -> httpx.URL:
    try:
        url = httpx.URL(endpoint)
    except httpx.InvalidURL:
        raise ValueError("the endpoint of CAMS is not an address") from None
    if url.scheme not in {"http", "https"} or not url.host or url.path != "/" or url.query or url.userinfo:
        raise ValueError("the endpoint of CAMS must be http(s)://host[:port], without path, query or user")
    return url
