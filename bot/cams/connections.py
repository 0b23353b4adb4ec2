"""Connections to CAMS for httpx to send on: TLS and HTTP are httpcore's, which is httpx's own engine; the pool is ours.

httpcore's pool looks through all its connections, twice for each request. With thirty of them open that is most of what
a call costs (docs/decisions/026). Here the one that became idle last is taken, and nothing is looked through.
"""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager

import httpcore
import httpx

CONNECTIONS = 100
"""Ten calls a second for each of three actions, at the three seconds of a slow answer. If the provider hangs, further
calls come back as certainly not sent, instead of swelling the crowd whose outcome is unknown."""

KEPT_IDLE = 5.0
"""Seconds. A code follows its status read within a second and finds the connection open. After longer idleness the
gateway may be closing it, and a call lost in that moment has an unknown outcome."""


class Connections(httpx.AsyncBaseTransport):
    """Sends each request once, on a connection of its own meanwhile. Raises httpx's errors, as its own transport does.

    `origin` is the one server that all of them lead to.
    """

    def __init__(self, origin: httpx.URL, *, context: ssl.SSLContext) -> None:
        self.context = context
        self._origin = httpcore.URL(str(origin)).origin
        self._free = asyncio.Semaphore(CONNECTIONS)
        self._idle: deque[httpcore.AsyncHTTPConnection] = deque()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its connection is free for another once the response is closed."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        connection = await self._taken(request.extensions["timeout"]["pool"])
        try:
            with _as_httpx():
                response = await connection.handle_async_request(
                    httpcore.Request(
                        request.method,
                        url,
                        headers=request.headers.raw,
                        content=request.stream,
                        extensions=request.extensions,
                    )
                )
        except BaseException:
            await self._put_back(connection)
            raise
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response, connection, self))

    async def aclose(self) -> None:
        """Close what is idle. What is under way closes by itself."""
        while self._idle:
            await self._idle.pop().aclose()

    async def _taken(self, patience: float) -> httpcore.AsyncHTTPConnection:
        """The connection that became idle last, or a new one, which connects when it is used."""
        if self._free.locked():
            try:
                async with asyncio.timeout(patience):
                    await self._free.acquire()
            except TimeoutError:
                raise httpx.PoolTimeout("all connections are busy") from None
        else:
            await self._free.acquire()  # At once, and so without a timer.
        while self._idle and self._idle[0].has_expired():  # The one that is idle longest.
            await self._idle.popleft().aclose()
        while self._idle:
            connection = self._idle.pop()
            if not self._idle or not connection.has_expired():  # The last one left has just been looked at.
                return connection
            await connection.aclose()  # The server has closed it.
        return httpcore.AsyncHTTPConnection(self._origin, self.context, keepalive_expiry=KEPT_IDLE)

    async def _put_back(self, connection: httpcore.AsyncHTTPConnection) -> None:
        self._free.release()
        if connection.is_closed():
            return
        if connection.is_idle():
            self._idle.append(connection)
        else:
            await connection.aclose()

    async def end(self, response: httpcore.Response, connection: httpcore.AsyncHTTPConnection) -> None:
        """A response was read, or given up, which closes its connection."""
        try:
            with _as_httpx():
                await response.aclose()
        finally:
            await self._put_back(connection)


class Dated(httpx.AsyncBaseTransport):
    """Hands requests on, and keeps what the last answer said of the server's time."""

    def __init__(self, inner: Connections) -> None:
        self._inner = inner
        self.date = ""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        response = await self._inner.handle_async_request(request)
        self.date = response.headers.get("date", "")
        return response


class _Body(httpx.AsyncByteStream):
    """What is still to be read of a response."""

    def __init__(
        self, response: httpcore.Response, connection: httpcore.AsyncHTTPConnection, connections: Connections
    ) -> None:
        self._response = response
        self._connection = connection
        self._connections = connections
        self._is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for piece in self._response.aiter_stream():
                yield piece

    async def aclose(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            await self._connections.end(self._response, self._connection)


@contextmanager
def _as_httpx() -> Generator[None]:
    """Raise httpcore's errors as httpx's, which are called the same. Their texts stay behind: a URL may be in them."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as exc:
        error: type[httpx.TransportError] = getattr(httpx, type(exc).__name__)
        raise error(type(exc).__name__) from None
