"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as api.telegram.org has them."""

import asyncio
import json
from http import HTTPStatus

import h11

from .errors import Refused
from .failures import Failure
from .webhook import OVERTAKEN_FOR, Post, Wait, WebhookDelivery, post_over_http
from .wire import Incoming, read_parameters
from .world import TelegramWorld

# A file of 50 MB, and room for the rest of its form.
_LARGEST_BODY = 52 * 2**20
_HTML_FROM = 502  # Telegram's own errors are JSON; those of the proxy before it, 502 to 504, are pages.


class TelegramServer:
    """Serves a world on loopback, and posts its updates to the bot's webhook while one is set.

    `delay` plays the way to Telegram: that many seconds pass between a request and its answer, half of them before
    the method is carried out. `post` and `wait` are the webhook's way out and its patience; what is overtaken on that
    way comes `overtaken_for` seconds late.
    """

    def __init__(
        self,
        world: TelegramWorld,
        *,
        delay: float = 0,
        post: Post = post_over_http,
        wait: Wait = asyncio.sleep,  # noqa: TID251 -- the default of what is passed as an argument
        overtaken_for: float = OVERTAKEN_FOR,
    ) -> None:
        self.world = world
        self.delay = delay
        self._delivery = WebhookDelivery(
            world.updates, world.clock, world.random, post, wait, overtaken_for=overtaken_for
        )
        self._listener: asyncio.Server | None = None
        self._address = ("", 0)
        self._connections: set[_Connection] = set()
        self._faults: list[Exception] = []

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen, and give the port."""
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(lambda: _Connection(self, self._connections), host, port)
        port = self._listener.sockets[0].getsockname()[1]
        self._address = (host, port)
        self._delivery.start()
        return port

    async def stop(self) -> None:
        """Stop listening and close all connections.

        Raises:
            ExceptionGroup: when this program, not the bot, was at fault in a call.
        """
        await self.down()
        if self._faults:
            raise ExceptionGroup("the sandbox is at fault", self._faults)

    async def down(self) -> None:
        """Be unreachable: connections break, new ones are refused, nothing is posted."""
        if self._listener is None:
            return
        listener, self._listener = self._listener, None
        listener.close()
        for connection in tuple(self._connections):
            connection.abort()
        await listener.wait_closed()
        await self._delivery.stop()

    async def up(self) -> None:
        """Be reachable again, at the same port."""
        if self._listener is None:
            await self.start(*self._address)

    @property
    def hanging(self) -> int:
        """How many requests are left without an answer, as was planned, and the bot still waits for one."""
        return sum(connection.is_hanging for connection in self._connections)

    @property
    def url(self) -> str:
        """The address to give to a bot, without `/bot`."""
        host, port = self._address
        return f"http://{host}:{port}"

    async def answer(self, request: Incoming) -> "_Reply | Failure":
        """Answer one request, or say how the connection is to fail."""
        await self._travel()
        try:
            reply = await self._route(request)
        except Refused as exc:
            reply = _error(exc.status, exc.description)
        except Exception as exc:  # noqa: BLE001 -- the last line: a fault here must be seen, and not end the server
            self._faults.append(exc)
            reply = _error(500, "Internal Server Error")
        await self._travel()
        return reply

    async def _route(self, request: Incoming) -> "_Reply | Failure":
        prefix = f"/bot{self.world.token}/"
        path = request.path
        if path.startswith(prefix):
            return await self._call(path.removeprefix(prefix), request)
        if path.startswith(f"/file{prefix}"):
            stored = self.world.files.by_path(path.removeprefix(f"/file{prefix}"))
            if stored is not None:
                return _Reply(200, stored.content, "application/octet-stream")
        elif path.startswith(("/bot", "/file/bot")):
            return _error(401, "Unauthorized")
        return _error(404, "Not Found")

    async def _call(self, method: str, request: Incoming) -> "_Reply | Failure":
        params, files = read_parameters(request)
        answer = await self.world.call(method, params, files)
        failure = answer.failure
        if failure is None:
            return _Reply(answer.status, json.dumps(answer.body).encode())
        if not isinstance(failure.how, int):
            return failure
        if failure.how >= _HTML_FROM:
            page = f"<html><head><title>{failure.how} {HTTPStatus(failure.how).phrase}</title></head></html>"
            return _Reply(failure.how, page.encode(), "text/html")
        return _error(failure.how, HTTPStatus(failure.how).phrase)

    async def _travel(self) -> None:
        if self.delay > 0:
            await asyncio.sleep(self.delay / 2)  # noqa: TID251 -- this wait is what is being played


class _Reply:
    """An answer that is sent."""

    __slots__ = ("body", "content_type", "status")

    def __init__(self, status: int, body: bytes, content_type: str = "application/json") -> None:
        self.status = status
        self.body = body
        self.content_type = content_type


def _error(status: int, description: str) -> _Reply:
    body = {"ok": False, "error_code": status, "description": description}
    return _Reply(status, json.dumps(body).encode())


class _Connection(asyncio.Protocol):
    """One connection of the bot: requests one after the other, each answered before the next is read.

    A protocol and not a pair of streams, since it is told at once when the bot goes away in the middle of a poll.
    """

    def __init__(self, server: TelegramServer, connections: "set[_Connection]") -> None:
        self._server = server
        self._connections = connections
        self._http = h11.Connection(h11.SERVER)
        self._transport: asyncio.Transport | None = None
        self._request: h11.Request | None = None
        self._body = bytearray()
        self._task: asyncio.Task[None] | None = None
        self.is_hanging = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 -- a TCP server makes no other
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._connections.discard(self)
        self._transport = None
        if self._task is not None:
            self._task.cancel()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._http.receive_data(data)
        self._advance()

    def eof_received(self) -> bool:
        return False  # Close; a bot that shuts its side wants no answer.

    def _advance(self) -> None:
        try:
            while self._task is None and self._read_event():
                pass
        except h11.RemoteProtocolError as exc:
            self._send(_error(exc.error_status_hint, "Bad Request: not HTTP"))
            if self._transport is not None:
                self._transport.close()

    def _read_event(self) -> bool:
        """Take in one event; say whether there may be more."""
        event = self._http.next_event()
        if isinstance(event, h11.Request):
            self._request = event
            self._body.clear()
            if self._http.they_are_waiting_for_100_continue and self._transport is not None:
                self._transport.write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])) or b"")
        elif isinstance(event, h11.Data):
            self._body += event.data
            if len(self._body) > _LARGEST_BODY:
                raise h11.RemoteProtocolError("too large", error_status_hint=413)
        elif isinstance(event, h11.EndOfMessage):
            self._task = asyncio.get_running_loop().create_task(self._answer())
        else:
            return False  # Nothing more for now, or nothing more ever.
        return True

    async def _answer(self) -> None:
        request = self._request
        if request is None:
            return
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in request.headers}
        incoming = Incoming(request.method.decode(), request.target.decode("latin-1"), headers, bytes(self._body))
        reply = await self._server.answer(incoming)
        if isinstance(reply, Failure):
            if str(reply.how).startswith("reset"):
                self.abort()
            else:
                self.is_hanging = True
                await asyncio.get_running_loop().create_future()  # Never; ends when the bot gives up.
            return
        self._send(reply)
        self._task = None
        if self._http.our_state is h11.MUST_CLOSE or self._http.their_state is h11.MUST_CLOSE:
            if self._transport is not None:
                self._transport.close()
        else:
            self._http.start_next_cycle()
            self._advance()

    def _send(self, reply: _Reply) -> None:
        if self._transport is None or self._http.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            return
        response = h11.Response(
            status_code=reply.status,
            headers=[("content-type", reply.content_type), ("content-length", str(len(reply.body)))],
        )
        parts = [self._http.send(part) or b"" for part in (response, h11.Data(data=reply.body), h11.EndOfMessage())]
        self._transport.write(b"".join(parts))
