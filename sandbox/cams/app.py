"""The stand-in as a server on loopback: HTTP/1.1 that can be slow, silent, cut off and down."""

import asyncio
import socket
import struct
from typing import cast

import h11

from .answers import Answer, Cut, Reply
from .service import CamsService
from .world import CamsWorld

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER on, zero seconds: the kernel sends RST instead of FIN


class CamsServer:
    """Serves a world on one port of this machine, in the running event loop."""

    def __init__(self, world: CamsWorld) -> None:
        self.world = world
        self.service = CamsService(world)
        self.connections: set[_Connection] = set()
        self._host, self._port = "127.0.0.1", 0
        self._server: asyncio.Server | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen, on a free port if `port` is 0, and answer the port."""
        self._host, self._port = host, port
        await self.up()
        return self._port

    async def stop(self) -> None:
        """Stop listening and cut every connection."""
        await self.down()

    async def down(self) -> None:
        """Play dead: connections are reset, new ones refused, until `up`."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
        for connection in tuple(self.connections):
            connection.reset()
        if server is not None:
            await server.wait_closed()

    async def up(self) -> None:
        """Come back on the same port; does nothing if the server is up."""
        if self._server is None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(lambda: _Connection(self), self._host, self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    @property
    def port(self) -> int:
        """The port, also while the server is down."""
        return self._port

    @property
    def endpoint(self) -> str:
        """`host:port`, as the official SDK wants it; the scheme is http."""
        return f"{self._host}:{self._port}"


class _Connection(asyncio.Protocol):
    """One client: its requests are answered in order, one at a time."""

    def __init__(self, server: CamsServer) -> None:
        self._server = server
        self._http = h11.Connection(h11.SERVER)
        self._transport: asyncio.Transport | None = None
        self._request: h11.Request | None = None
        self._body = b""
        self._later: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # which is what create_server makes
        self._server.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 -- asyncio's signature
        self._server.connections.discard(self)
        self._transport = None
        if self._later is not None:
            self._later.cancel()

    def data_received(self, data: bytes) -> None:
        self._http.receive_data(data)
        self._proceed()

    def reset(self) -> None:
        """Cut the connection so that the client sees a reset."""
        if self._transport is not None:
            peer: socket.socket = self._transport.get_extra_info("socket")
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()

    def _proceed(self) -> None:
        """Take in what has arrived; ends when more is needed or an answer is due later."""
        while self._transport is not None:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError:
                self._transport.close()  # what it speaks is not HTTP: there is no request to answer
                return
            match event:
                case h11.Request():
                    self._request, self._body = event, b""
                case h11.Data():
                    self._body += event.data
                case h11.EndOfMessage():
                    answer = self._answer()
                    if answer.after > 0:
                        loop = asyncio.get_running_loop()
                        self._later = loop.call_later(answer.after, self._resume, answer)
                        return
                    self._give(answer)
                case _:  # more data is needed, or a pipelined request waits for its turn
                    return

    def _answer(self) -> Answer:
        assert self._request is not None  # noqa: S101 -- h11 ends a message only after it began
        path, _, query = self._request.target.partition(b"?")
        return self._server.service.handle(
            self._request.method.decode(), path.decode(), query, list(self._request.headers), self._body
        )

    def _resume(self, answer: Answer) -> None:
        self._later = None
        self._give(answer)
        self._proceed()

    def _give(self, answer: Answer) -> None:
        if isinstance(answer, Cut):
            self.reset()
        elif self._transport is not None:
            self._transport.write(self._bytes_of(answer))
            if self._http.our_state is h11.MUST_CLOSE:
                self._transport.close()
            else:
                self._http.start_next_cycle()

    def _bytes_of(self, reply: Reply) -> bytes:
        headers = [*reply.headers, ("content-length", str(len(reply.body)))]
        events = (
            h11.Response(status_code=reply.status, headers=headers),
            h11.Data(data=reply.body),
            h11.EndOfMessage(),
        )
        return b"".join(self._http.send(event) or b"" for event in events)
