"""Posts events to the operator's own address, and says whether they were taken.

Nothing here logs or raises what httpx says: addresses may hold secrets. `bot.log` silences httpx itself.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import httpx

from bot.announcing import AT_ONCE, LONGEST_POST, Answered
from bot.letters import id_of
from bot.ports import Clock

from .signing import headers

CONNECTED_WITHIN = 5.0
"""Seconds, with TLS: across an ocean it takes one."""

TIMEOUT = httpx.Timeout(10.0, connect=CONNECTED_WITHIN)
"""Seconds: a receiver should put an event aside and answer at once. The whole has `LONGEST_POST`."""

READ_OF_AN_ANSWER = 2**14
"""Bytes. Nobody looks at them, but a connection can be used again only once they are read."""

READ_WITHIN = 2.0
"""Seconds for them: a new connection takes one at most, so that waiting longer for an old one gains nothing."""

_STATUS_OK = range(200, 300)


def client() -> httpx.AsyncClient:
    """Connections to the receiver: no redirects, no proxies from the environment, TLS verified."""
    return httpx.AsyncClient(
        follow_redirects=False,
        trust_env=False,
        timeout=TIMEOUT,
        limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
        headers={"user-agent": "cams-migration-bot", "accept-encoding": "identity"},
    )


class HttpReceiver:
    """The receiver behind an address. `keys` sign what is sent, the newest first."""

    def __init__(self, http: httpx.AsyncClient, url: str, *, keys: Sequence[bytes], clock: Clock) -> None:
        self._http = http
        self._url = url
        self._keys = keys
        self._clock = clock

    async def post(self, body: bytes) -> Answered:
        """Send one event."""
        try:
            signed = headers(body, event_id=id_of(body), at=int(self._clock()), keys=self._keys)
            async with (
                asyncio.timeout(LONGEST_POST),
                self._http.stream("POST", self._url, content=body, headers=signed) as response,
            ):
                await _read_some(response)
        except Exception as exc:  # noqa: BLE001 -- whatever it is, it goes again; and httpx's texts quote the address
            return Answered(is_taken=False, reason=type(exc).__name__)
        if response.status_code in _STATUS_OK:
            return Answered(is_taken=True)
        return Answered(is_taken=False, reason=f"HTTP {response.status_code}", after=_retry_after(response))


async def why_unreached(url: str) -> str:
    """Why no connection to that address can be made, by the error's kind; empty where one can. Nothing is sent."""
    if not url:
        return ""
    address = httpx.URL(url)
    is_plain = address.scheme == "http"
    try:
        async with asyncio.timeout(CONNECTED_WITHIN):
            _, writer = await asyncio.open_connection(
                address.host,
                address.port or (80 if is_plain else 443),
                ssl=None if is_plain else httpx.create_ssl_context(trust_env=False),
            )
        writer.close()
    except (OSError, ValueError) as exc:  # TimeoutError and ssl's errors are OSErrors.
        return type(exc).__name__
    return ""


async def _read_some(response: httpx.Response) -> None:
    """Read the answer if it is short; what it says is in its status, so that it may as well break off, or drip."""
    size = 0
    with suppress(httpx.TransportError, httpx.StreamError, TimeoutError):
        async with asyncio.timeout(READ_WITHIN):
            async for piece in response.aiter_raw():
                size += len(piece)
                if size > READ_OF_AN_ANSWER:
                    return


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that it wants to be left alone; None where it does not say, or says it as a date."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdecimal() else None
