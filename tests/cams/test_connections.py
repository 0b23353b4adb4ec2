"""The pool of connections to CAMS: which one a request takes, and what becomes of it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.cams import connections as module
from bot.cams.client import TIMEOUT, connections
from bot.cams.connections import Connections

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"


class Server:
    """Answers every request, and notes on which of its connections each came."""

    def __init__(self) -> None:
        self.came_on: list[int] = []
        self.writers: list[asyncio.StreamWriter] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self.serving: list[asyncio.Task[None] | None] = []
        self.came = asyncio.Event()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it ends."""
        number = len(self.writers)
        self.writers.append(writer)
        self.serving.append(asyncio.current_task())
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                self.came_on.append(number)
                self.came.set()
                await self.answers.wait()
                writer.write(ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def end_of(self, number: int) -> None:
        """Wait until that connection has ended."""
        task = self.serving[number]
        assert task is not None
        async with asyncio.timeout(5):
            await task


@asynccontextmanager
async def serving() -> AsyncGenerator[tuple[Server, Connections]]:
    """Run a server, and the connections that lead to it."""
    server = Server()
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listener:
        server.url = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        async with connections(server.url) as pool:
            yield server, pool
        for number, writer in enumerate(server.writers):
            writer.close()
            await server.end_of(number)


async def sent(pool: Connections, url: str) -> httpx.Response:
    """Send a request; the response is still open."""
    return await pool.handle_async_request(httpx.Request("POST", url, extensions={"timeout": TIMEOUT}))


async def done(pool: Connections, url: str) -> bytes:
    """Send a request, and read and close its response."""
    response = await sent(pool, url)
    try:
        return await response.aread()
    finally:
        await response.aclose()


async def test_a_connection_is_used_again() -> None:
    """A code finds open what its status read opened."""
    async with serving() as (server, pool):
        assert [await done(pool, server.url) for _ in range(3)] == [b"OK"] * 3
        assert server.came_on == [0, 0, 0]


async def test_a_connection_carries_one_request_at_a_time() -> None:
    """Requests at the same moment have one each; afterwards the one that became idle last is taken."""
    async with serving() as (server, pool):
        first, second = await sent(pool, server.url), await sent(pool, server.url)
        for response in (second, first):
            await response.aread()
            await response.aclose()
        await done(pool, server.url)
        assert server.came_on == [0, 1, 0]


async def test_what_the_server_closed_is_not_used_again() -> None:
    """A request on it would be lost, and with it what became of the code."""
    async with serving() as (server, pool):
        first, second = await sent(pool, server.url), await sent(pool, server.url)
        for response in (first, second):
            await response.aread()
            await response.aclose()
        for writer in server.writers:
            writer.close()
            await writer.wait_closed()
        assert await done(pool, server.url) == b"OK"
        assert server.came_on == [0, 1, 2]


async def test_what_was_idle_for_long_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gateway may be closing it at that very moment."""
    monkeypatch.setattr(module, "KEPT_IDLE", -1.0)
    async with serving() as (server, pool):
        await done(pool, server.url)
        await done(pool, server.url)
        assert server.came_on == [0, 1]
        await server.end_of(0)


async def test_who_finds_all_busy_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not sent is certain then. A place is free again however its request ended."""
    monkeypatch.setattr(module, "CONNECTIONS", 1)
    hurried = {"timeout": {**TIMEOUT, "pool": 0.0, "read": 0.01}}
    async with serving() as (server, pool):
        server.answers.clear()
        with pytest.raises(httpx.ReadTimeout):
            await pool.handle_async_request(httpx.Request("POST", server.url, extensions=hurried))
        server.answers.set()
        response = await sent(pool, server.url)
        with pytest.raises(httpx.PoolTimeout):
            await pool.handle_async_request(httpx.Request("POST", server.url, extensions=hurried))
        await response.aclose()
        assert await done(pool, server.url) == b"OK"


async def test_a_response_that_is_given_up_takes_its_connection_along() -> None:
    """What is left of it would be taken for the next one's answer."""
    async with serving() as (server, pool):
        await (await sent(pool, server.url)).aclose()
        assert await done(pool, server.url) == b"OK"
        assert server.came_on == [0, 1]


async def test_a_request_that_is_cancelled_takes_its_connection_along() -> None:
    """Its answer may still come, and is nobody else's."""
    async with serving() as (server, pool):
        server.answers.clear()
        waiting = asyncio.ensure_future(sent(pool, server.url))
        await server.came.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        server.answers.set()
        assert await done(pool, server.url) == b"OK"
        assert server.came_on == [0, 1]


async def test_no_proxy_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would see the signed address, with the code in it."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    async with serving() as (server, pool):
        assert await done(pool, server.url) == b"OK"


async def test_an_error_quotes_no_address() -> None:
    """The code is in it."""
    async with serving() as (server, _):
        url = server.url
    async with connections(url) as pool:
        with pytest.raises(httpx.ConnectError, match=r"^ConnectError$"):
            await sent(pool, f"{url}/?VerifyCode=123456")
