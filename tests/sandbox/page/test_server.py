"""The page's server: what it serves, to whom, and how pictures of the world reach the browser."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from sandbox.app import Sandbox
from sandbox.page.picture import draw
from sandbox.page.server import PageServer
from sandbox.telegram.sendables import tiny_png
from tests.sandbox.worlds import world


@asynccontextmanager
async def served(port: int = 0) -> AsyncGenerator[tuple[Sandbox, PageServer, httpx.AsyncClient]]:
    """A world, its page, and a browser that has been told the address."""
    async with world() as sandbox:
        page = PageServer(sandbox)
        await page.start(port)
        try:
            async with httpx.AsyncClient(base_url=page.url, trust_env=False, timeout=5) as client:
                yield sandbox, page, client
        finally:
            await page.stop()


def origin(page: PageServer) -> dict[str, str]:
    """What a browser adds to what the page itself sends."""
    return {"origin": page.url.rstrip("/")}


async def pictures(client: httpx.AsyncClient) -> AsyncGenerator[dict[str, Any]]:
    """The pictures of the stream, as they come."""
    async with client.stream("GET", "/world") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/static/staff.js", "/static/page.css", "/static/icon.svg"])
async def test_files_come_with_a_policy_that_keeps_everything_at_home(path: str) -> None:
    """Whatever a message may hold, the browser runs no script but the page's and asks nobody else for anything."""
    async with served() as (_, _, client):
        answer = await client.get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'" in policy
        assert "unsafe" not in policy
        assert (answer.headers["x-content-type-options"], answer.headers["cache-control"]) == ("nosniff", "no-store")


async def test_no_file_beside_the_page_is_served() -> None:
    """Paths lead nowhere but into the page's own folder."""
    async with served() as (_, _, client):
        for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/static/", "/static/nothing.js"):
            assert (await client.get(path)).status_code == 404


async def test_pictures_are_shown_and_all_else_is_saved() -> None:
    """Whatever somebody sends, whatever they call it: the browser runs none of it."""
    async with served() as (sandbox, _, client):
        person = sandbox.customer.person
        person.sends("photo", content=tiny_png(40, 40))
        person.sends("document", content=b"<script>alert(1)</script>", name="résumé.html")
        told = [(one["file"], await client.get(one["file"])) for one in draw(sandbox)["customer"]["messages"]]
        assert [(answer.status_code, answer.headers["content-type"]) for _, answer in told] == [
            (200, "image/png"),
            (200, "application/octet-stream"),
        ]
        assert told[1][1].headers["content-disposition"] == "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.html"
        assert told[1][1].content == b"<script>alert(1)</script>"
        assert (await client.get("/files/documents/file_9.bin")).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""])
async def test_another_name_is_refused(host: str) -> None:
    """A name that somebody made resolve to this machine opens nothing, neither pages nor the world."""
    async with served() as (_, _, client):
        for path in ("/", "/world"):
            assert (await client.get(path, headers={"host": host})).status_code == 403


@pytest.mark.parametrize("stranger", [{}, {"origin": "null"}, {"origin": "http://evil.example"}])
async def test_another_page_can_do_nothing(stranger: dict[str, str]) -> None:
    """What acts must come from the page itself, which browsers cannot be made to pretend."""
    async with served() as (sandbox, _, client):
        answer = await client.post("/acts/open-link", headers=stranger)
        assert answer.status_code == 403
        assert sandbox.customer.person.chat.history == []


async def test_the_page_may_be_called_localhost() -> None:
    """Both names of this machine are its own."""
    async with served() as (_, page, client):
        host = f"localhost:{page.port}"
        headers = {"host": host, "origin": f"http://{host}"}
        assert (await client.post("/acts/open-link", headers=headers)).status_code == 204


async def test_the_page_is_on_loopback_only() -> None:
    """Nobody on the network can play along."""
    async with served() as (_, page, _):
        assert page.url == f"http://127.0.0.1:{page.port}/"


async def test_an_act_is_done_and_seen() -> None:
    """A stream begins with the world as it is, and shows what was done at once."""
    async with served() as (_, page, client):
        stream = pictures(client)
        first = await anext(stream)
        assert first["customer"]["messages"] == []
        assert (await client.post("/acts/say", json={"text": "hello"}, headers=origin(page))).status_code == 204
        async with asyncio.timeout(5):
            async for picture in stream:
                if picture["customer"]["messages"]:
                    break
        assert [message["html"] for message in picture["customer"]["messages"]] == ["hello"]
        await stream.aclose()


@pytest.mark.parametrize(
    ("name", "body", "status", "said"),
    [
        ("fly", b"{}", 409, "There is no such act."),
        ("say", b"{}", 409, "text must be a text."),
        ("say", b'{"text": " "}', 409, "the app sends texts of 1-4096 characters."),
        ("say", b"not json", 400, "The body must be a JSON object."),
        ("say", b"[]", 400, "The body must be a JSON object."),
        ("say", b'{"text": "' + b"a" * 70_000 + b'"}', 413, "That is too long."),
    ],
)
async def test_what_cannot_be_done_is_said(name: str, body: bytes, status: int, said: str) -> None:
    """A click that comes to nothing tells why, and breaks nothing."""
    async with served() as (sandbox, page, client):
        answer = await client.post(f"/acts/{name}", content=body, headers=origin(page))
        assert (answer.status_code, answer.json()) == (status, {"error": said})
        assert sandbox.customer.person.chat.history == []


async def test_an_open_stream_does_not_keep_the_page_from_stopping() -> None:
    """A browser that stays open delays the end of the demo by no more than a moment."""
    async with served() as (_, page, client):
        stream = pictures(client)
        await anext(stream)
        async with asyncio.timeout(3):
            await page.stop()
        assert [picture async for picture in stream] == []


async def test_a_taken_port_gives_way_to_a_free_one() -> None:
    """A demo that is still running elsewhere is no reason not to start."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with served(port) as (_, page, client):
            assert page.port != port
            assert (await client.get("/")).status_code == 200
