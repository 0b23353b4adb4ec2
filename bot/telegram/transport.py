"""Carries PTB's requests over aiohttp: PTB's own transport grows dearer with each open connection.

Measured in docs/decisions/003: at 128 requests in flight, aiohttp costs a seventeenth of httpx's CPU.
"""

from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.ports import Leave, freely

CONNECT_TIMEOUT = 5.0
"""Seconds. Telegram's servers answer a connection within tens of milliseconds or not at all."""

READ_TIMEOUT = 20.0
"""Seconds. Telegram queues a sender near its limits rather than refusing; past this it is likely lost."""

CONNECTIONS = 320
"""More than there can be requests at once: two for each of the lanes that are carried out, the poll, and some at start.
"""

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_JSON = {"Content-Type": "application/json"}


@dataclass(slots=True)
class Json:
    """A request's parameters as Telegram takes them too: written once, where PTB's form takes several times as long.

    `leave` is called right before the first byte; `kept` is what it raised, after which nothing has left. PTB would
    make an error of the network of it.
    """

    body: bytes = field(repr=False)
    leave: Leave = freely
    kept: Exception | None = None


class _Body(aiohttp.BytesPayload):
    """Asks whether it may leave. aiohttp sends the head of a request with the first of its body, never before."""

    def __init__(self, request: Json) -> None:
        super().__init__(request.body, content_type="application/json")
        self._request = request

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        try:
            self._request.leave()
        except Exception as exc:
            self._request.kept = exc
            raise
        await super().write_with_length(writer, content_length)


class AiohttpRequest(BaseRequest):
    """One pool of kept-alive connections. Errors never quote a URL: the bot's token is in it."""

    def __init__(
        self,
        *,
        connect_timeout: float = CONNECT_TIMEOUT,
        read_timeout: float = READ_TIMEOUT,
        connections: int = CONNECTIONS,
    ) -> None:
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where the caller says nothing."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool. May be called again."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            # trust_env stays off: a proxy from the environment would see the token.
            # Telegram sets no cookies, and a jar is searched for every request.
            self._session = aiohttp.ClientSession(
                connector=connector, auto_decompress=True, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0917 -- PTB's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | Json | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 -- PTB's own marker for «not given»
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 -- the same
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 -- the same
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002 -- the same
    ) -> tuple[int, bytes]:
        """Send one request; returns status and body. Raises `TimedOut` and `NetworkError`."""
        if self._session is None:
            raise NetworkError("the transport is closed")
        wait = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=self._connect_timeout, sock_read=wait)
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=timeout,
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None  # aiohttp's own text of a connection that timed out quotes the URL
        except (aiohttp.ClientError, OSError, RuntimeError) as exc:  # RuntimeError: the pool was closed meanwhile
            raise NetworkError(type(exc).__name__) from None


def _body(
    request_data: RequestData | Json | None,
) -> tuple[aiohttp.FormData | _Body | bytes | None, dict[str, str] | None]:
    """The body, and what says how it is written."""
    if request_data is None:
        return None, None
    if isinstance(request_data, Json):
        return _Body(request_data), _JSON
    if not request_data.contains_files:
        # As aiohttp would write it, which takes it several times as long: it allows for files in every field.
        return request_data.url_encoded_parameters().encode(), _FORM
    form = aiohttp.FormData(request_data.json_parameters)
    for name, file in request_data.multipart_data.items():
        filename, content, mime = file
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None
