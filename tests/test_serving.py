"""The HTTP side: what is served where, and that it begins and ends in order."""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.health import Health
from bot.opening import CannotStartError
from bot.serving import GRACE_SECONDS, Answer, HttpServer, routes
from chaos.waiting import until

LOOPBACK = ("127.0.0.1", 0)


class Told(Health):
    """Health as a test says it is."""

    def __init__(self) -> None:
        super().__init__([])
        self.ill: list[str] = []
        self.unready: list[str] = []

    def ailments(self) -> list[str]:
        return self.ill

    def obstacles(self) -> list[str]:
        return self.unready


@asynccontextmanager
async def listening(
    health: Health, webhook: Answer | None = None
) -> AsyncGenerator[tuple[HttpServer, httpx.AsyncClient]]:
    """A server, and somebody who asks it."""
    server = HttpServer(LOOPBACK, routes(health, webhook))
    await server.start()
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}") as client:
            yield server, client
    finally:
        await server.stop()


async def test_health_is_told() -> None:
    """To who asks for the whole and to who asks for the status only; 503 and why, while something is wrong."""
    health = Told()
    async with listening(health) as (_, client):
        for path in ("/healthz", "/readyz"):
            answer = await client.get(path)
            assert (answer.status_code, answer.json()) == (200, {"ok": True, "troubles": []})
        health.unready = ["sweep: its last round failed"]
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"ok": False, "troubles": health.unready})
        assert (await client.head("/readyz")).status_code == 503
        assert (await client.get("/healthz")).status_code == 200
        health.ill = ["sweep: hung"]
        answer = await client.get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"ok": False, "troubles": health.ill})


async def test_nothing_else_is_served() -> None:
    """Updates only where they are posted; no address leads to another; the server does not say what it is."""

    async def webhook(_: Request) -> Response:
        return Response()

    async with listening(Told()) as (_, client):
        assert (await client.post("/telegram")).status_code == 404
    async with listening(Told(), webhook) as (_, client):
        answers = {path: await client.post(path) for path in ("/telegram", "/telegram/", "/", "/docs", "/healthz")}
        assert {path: answer.status_code for path, answer in answers.items()} == {
            "/telegram": 200,
            "/telegram/": 404,
            "/": 404,
            "/docs": 404,
            "/healthz": 405,
        }
        assert "server" not in answers["/telegram"].headers


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_a_port_that_is_taken_is_said_in_one_line(host: str) -> None:
    """And one that is free is listened on, on both kinds of loopback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        server = HttpServer((host, taken.getsockname()[1]), routes(Told()))
        with pytest.raises(CannotStartError, match=r"^LISTEN: this address cannot be listened on \(.*in use\)\.$"):
            await server.start()
        await server.stop()
    server = HttpServer((host, 0), routes(Told()))
    await server.start()
    assert server.port > 0
    await server.stop()


async def test_an_address_that_is_not_ours_is_said_in_one_line() -> None:
    """Another machine's, a name that there is not."""
    for host in ("192.0.2.1", "no-such-host.invalid"):
        with pytest.raises(CannotStartError, match=r"^LISTEN: this address cannot be listened on \(.*\)\.$"):
            await HttpServer((host, 0), routes(Told())).start()


async def test_what_is_under_way_is_answered_when_it_stops() -> None:
    """Nobody else gets in meanwhile, and connections that wait for nothing are closed."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def webhook(_: Request) -> Response:
        begun.set()
        await go_on.wait()
        return Response(status_code=200)

    async with listening(Told(), webhook) as (server, client), httpx.AsyncClient() as idle:
        await idle.get(f"http://127.0.0.1:{server.port}/healthz")
        posting = asyncio.ensure_future(client.post("/telegram"))
        await begun.wait()
        stopping = asyncio.ensure_future(server.stop())
        await until(lambda: not _is_open(server.port), "the closing of the port")
        go_on.set()
        assert (await posting).status_code == 200
        await stopping
        assert server.ended.done()


async def test_what_never_ends_is_broken_off() -> None:
    """After the grace: the program must end in time, and what was not answered is posted again."""

    async def webhook(_: Request) -> Response:
        begun.set()
        await asyncio.Event().wait()
        return Response()

    begun = asyncio.Event()
    async with listening(Told(), webhook) as (server, client):
        posting = asyncio.ensure_future(client.post("/telegram"))
        await begun.wait()
        started = time.monotonic()
        await server.stop()
        assert time.monotonic() - started < GRACE_SECONDS + 1
        assert (await posting).status_code == 500


async def test_signals_are_left_alone() -> None:
    """Whoever built the program decides what SIGTERM does."""
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    async with listening(Told()) as (_, client):
        await client.get("/healthz")
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def _is_open(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
