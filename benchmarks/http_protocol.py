"""The least HTTP/1.1 server that three kinds of bot can talk to, so that the bots and not the server are measured."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass

Reply = Callable[[bytes], None]
"""Send a JSON body as the answer to the request it came with, at once or later."""

END_OF_HEAD = b"\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
LENGTH_REQUIRED = b"HTTP/1.1 411 Length Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """One request: `target` as on the wire, `head` with all header lines in lower case, and the body."""

    target: bytes
    head: bytes
    body: bytes

    def header(self, name: bytes) -> bytes:
        """Find a header's value, in lower case; empty if there is none. `name` is in lower case."""
        start = self.head.find(b"\r\n" + name + b":")
        if start < 0:
            return b""
        end = self.head.find(b"\r\n", start + 2)
        return self.head[start + len(name) + 3 : None if end < 0 else end].strip()


class HttpConnection(asyncio.Protocol):
    """One keep-alive connection. Bodies must come with a length: no client here sends chunks."""

    def __init__(self, serve: Callable[[Request, Reply], None]) -> None:
        self._serve = serve
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport for the answers."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Drop the transport: an answer that comes later has nowhere to go."""
        del exc
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Serve each request that is complete."""
        self._received += data
        while (request := self._take()) is not None:
            self._serve(request, self._reply)

    def _take(self) -> Request | None:
        """Cut one whole request off what has been received."""
        split = self._received.find(END_OF_HEAD)
        if split < 0:
            return None
        first, _, rest = bytes(self._received[:split]).partition(b"\r\n")
        request = Request(first.split(b" ", 2)[1], b"\r\n" + rest.lower(), b"")
        if request.header(b"transfer-encoding") and self._transport is not None:
            self._transport.write(LENGTH_REQUIRED)
            self._transport.close()
            return None
        start = split + len(END_OF_HEAD)
        end = start + int(request.header(b"content-length") or 0)
        if len(self._received) < end:
            return None
        body = bytes(self._received[start:end])
        del self._received[:end]
        return Request(request.target, request.head, body)

    def _reply(self, payload: bytes) -> None:
        if self._transport is not None:
            with contextlib.suppress(OSError):
                self._transport.write(OK % len(payload) + payload)
