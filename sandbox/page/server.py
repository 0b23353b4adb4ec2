"""Serves the page on loopback, to the browser on this machine and to no page of anybody else's.

A page elsewhere could otherwise make a visitor's browser act here: so the name it asks for must be ours (which stops
names that are made to resolve to 127.0.0.1), and what changes something must come from our own page.
"""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.app import Sandbox

from .acts import ActError, perform
from .picture import draw

HOST = "127.0.0.1"

_STATIC = Path(__file__).parent / "static"

_HEARTBEAT = 15.0
"""Seconds of quiet after which a stream says that it is still there: browsers and proxies drop silent ones."""

_RETRY_MS = 500
"""How soon a browser that has lost the stream asks for it again: the demo may just be starting anew."""

_LARGEST_BODY = 64 * 1024
"""Bytes: the longest text that Telegram takes is a quarter of it, whatever letters it is made of."""

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""How the pictures begin that Telegram shows as such; nothing else that somebody sent is shown by the browser."""

_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
)


class PageServer:
    """Serves the page of one world, in the running event loop."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._closing = asyncio.Event()
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = 0

    async def start(self, port: int = 0) -> int:
        """Listen on `port`, or on any free one if it is taken or 0; answer which."""
        listener = _listen(port)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            _Guard(self._app(), self.port),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = _Server(config)
        self._serving = asyncio.get_running_loop().create_task(self._server.serve([listener]))
        return self.port

    async def stop(self) -> None:
        """End all streams and stop listening."""
        self._closing.set()
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving

    @property
    def url(self) -> str:
        """What to open."""
        return f"http://{HOST}:{self.port}/"

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", _index),
                Route("/world", self._world),
                Route("/acts/{name}", self._act, methods=["POST"]),
                Route("/files/{path:path}", self._file),
                Mount("/static", StaticFiles(directory=_STATIC)),
            ]
        )

    async def _world(self, _: Request) -> Response:
        return StreamingResponse(self._pictures(), media_type="text/event-stream")

    async def _pictures(self) -> AsyncGenerator[str]:
        """Send the whole picture at once, and again after each change: changes in quick succession make one."""
        changed = asyncio.Event()
        end = self._sandbox.subscribe(changed.set)
        closing = asyncio.ensure_future(self._closing.wait())
        try:
            yield f"retry: {_RETRY_MS}\n\n"
            while not closing.done():
                changed.clear()
                yield f"data: {json.dumps(draw(self._sandbox), separators=(',', ':'))}\n\n"
                seen = asyncio.ensure_future(changed.wait())
                while not (seen.done() or closing.done()):
                    await asyncio.wait({seen, closing}, timeout=_HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                    yield ": still here\n\n"
                seen.cancel()
        finally:
            end()
            closing.cancel()

    async def _file(self, request: Request) -> Response:
        """Serve what stands in a message: pictures to be seen, all else to be saved, whatever it says it is."""
        stored = self._sandbox.telegram.files.by_path(request.path_params["path"])
        if stored is None:
            return PlainTextResponse("There is no such file.", 404)
        for begins, kind in _PICTURES.items():
            if stored.content.startswith(begins):
                return Response(stored.content, media_type=kind)
        named = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        return Response(stored.content, 200, {"content-disposition": named}, "application/octet-stream")

    async def _act(self, request: Request) -> Response:
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST_BODY:
                return JSONResponse({"error": "That is too long."}, 413)
        try:
            values = json.loads(body or b"{}")
        except ValueError:
            values = None
        if not isinstance(values, dict):
            return JSONResponse({"error": "The body must be a JSON object."}, 400)
        try:
            await perform(self._sandbox, request.path_params["name"], values)
        except ActError as exc:
            return JSONResponse({"error": str(exc)}, 409)
        return Response(status_code=204)


async def _index(_: Request) -> Response:
    return FileResponse(_STATIC / "index.html")


class _Guard:
    """Lets only this machine's own page in, and tells browsers to load nothing from elsewhere."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in (HOST, "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if refused := self._refusal(scope["method"], headers):
            await PlainTextResponse(refused, 403)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: dict[bytes, str]) -> str:
        host = headers.get(b"host", "")
        if host not in self._hosts:
            return "This page answers only to the address that the demo printed."
        if method not in {"GET", "HEAD"} and headers.get(b"origin") != f"http://{host}":
            return "Only the demo's own page may do this."
        return ""


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: whoever started the demo decides when it ends."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _listen(port: int) -> socket.socket:
    """Open the port, or any other, so that a browser that is told of it at once only has to wait a moment."""
    try:
        return socket.create_server((HOST, port))
    except (OSError, OverflowError):  # taken, not ours to take, or no port at all
        return socket.create_server((HOST, 0))
