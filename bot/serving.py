"""The HTTP side, in the event loop of all the rest: health for whoever watches, and the webhook where there is one."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Generator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from .connections import Connection, Patience, with_patience
from .health import Health
from .opening import CannotStartError
from .settings import WEBHOOK_PATH

GRACE_SECONDS = 1
"""For answers that are under way when stopping: a commit, and not more, of the ten that a supervisor gives."""

PATIENCE = Patience()
"""With whoever may connect."""

Answer = Callable[[Request], Awaitable[Response]]
"""Answers one request."""


def routes(
    health: Health, webhook: Answer | None = None, metrics: Answer | None = None, api: ASGIApp | None = None
) -> list[Route]:
    """Every address that is served."""

    async def healthz(_: Request) -> Response:
        return _told(health.ailments())

    async def readyz(_: Request) -> Response:
        return _told(health.obstacles())

    served = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if metrics is not None:
        served.append(Route("/metrics", metrics))
    if webhook is not None:
        served.append(Route(WEBHOOK_PATH, webhook, methods=["POST"]))
    if api is not None:
        served += [Route("/api", api), Route("/api/{rest:path}", api)]
    return served


def _plainly(app: ASGIApp) -> ASGIApp:
    """The same for requests that say how long they are in one way only.

    Where a proxy believes one of two and we the other, what follows would be a request that no proxy has looked at.
    """

    async def unambiguous(scope: Scope, receive: Receive, send: Send) -> None:
        if {b"content-length", b"transfer-encoding"} <= {name for name, _ in scope["headers"]}:
            await Response(status_code=400, headers={"Connection": "close"})(scope, receive, send)
        else:
            await app(scope, receive, send)

    return unambiguous


def _told(troubles: Sequence[str]) -> Response:
    return JSONResponse({"ok": not troubles, "troubles": troubles}, 503 if troubles else 200)


class HttpServer:
    """Serves until stopped. `ended` is done when it is, by itself or not."""

    def __init__(self, address: tuple[str, int], served: Sequence[Route], patience: Patience = PATIENCE) -> None:
        self._address = address
        self._patience = patience
        app = Starlette(routes=served)
        app.router.redirect_slashes = False  # A POST that is sent elsewhere is a POST that fails.
        self._app = _plainly(app)
        self._server: _Server | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.port = 0

    async def start(self) -> None:
        """Listen. Raises `CannotStartError`."""
        listener = _listen(self._address)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http=with_patience(self._patience),
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=self._patience.newcomers,
            # Whoever comes while every place is taken by posts that are being stored is told 503, and posts again.
            limit_concurrency=self._patience.places + 1,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        self._server = _Server(config)
        self.ended = asyncio.ensure_future(self._server.serve([listener]))

    async def stop(self) -> None:
        """Take nothing more in, and give what is under way a moment to be answered. May be called again."""
        if self._server is not None:
            self._server.should_exit = True
            await self.ended


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: when the program ends is not for it to say."""

    async def on_tick(self, counter: int) -> bool:
        """Look around; uvicorn does ten times a second."""
        for connection in tuple(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.end_if_late()
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def _listen(address: tuple[str, int]) -> socket.socket:
    host, _ = address
    try:
        return socket.create_server(address, family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as exc:
        why = str(exc.strerror).partition(" (")[0]  # What follows is the address once more.
        raise CannotStartError(f"LISTEN: this address cannot be listened on ({why}).") from None
