"""The Bot API over HTTP."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import AsyncIterator
from random import Random
from typing import Any, TypeAlias

import httpx
import pytest

from chaos.waiting import until
from sandbox.clock import SettableClock
from sandbox.telegram import Person, TelegramServer, TelegramWorld
from sandbox.telegram.sendables import tiny_png

Raw: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]

KEYBOARD = {"inline_keyboard": [[{"text": "Ja & nein", "callback_data": "y"}]]}


@pytest.fixture
async def http(server: TelegramServer) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client that waits five seconds at most."""
    async with httpx.AsyncClient(base_url=server.url, timeout=5, trust_env=False) as client:
        yield client


@pytest.fixture
async def raw(server: TelegramServer) -> AsyncIterator[Raw]:
    """Give a bare connection to the server."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    yield reader, writer
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def _path(world: TelegramWorld, method: str) -> str:
    return f"/bot{world.token}/{method}"


async def test_four_ways_to_send_parameters(http: httpx.AsyncClient, world: TelegramWorld, budi: Person) -> None:
    """Query, form, JSON and multipart mean the same."""
    params = {"chat_id": str(budi.id), "text": "Größe & \N{EYES}", "reply_markup": json.dumps(KEYBOARD)}
    path = _path(world, "sendMessage")

    await http.get(path, params=params)
    await http.post(path, data=params)
    await http.post(path, json={**params, "chat_id": budi.id, "reply_markup": KEYBOARD})
    await http.post(path, json=params)
    await http.post(path, files={name: (None, value) for name, value in params.items()})

    calls = [(one.status, one.params) for one in world.calls]
    assert calls == [(200, {**params, "chat_id": budi.id, "reply_markup": KEYBOARD})] * 5


async def test_upload_and_download(http: httpx.AsyncClient, world: TelegramWorld, budi: Person) -> None:
    """A picture goes up as multipart, gets its true size, and comes back byte for byte."""
    png = tiny_png(3, 5)
    sent = await http.post(
        _path(world, "sendPhoto"),
        data={"chat_id": str(budi.id), "photo": "attach://pic", "caption": "<b>QR</b>", "parse_mode": "HTML"},
        files={"pic": ("Straße.png", png, "image/png")},
    )
    photo = sent.json()["result"]["photo"][0]
    path = (await http.get(_path(world, "getFile"), params={"file_id": photo["file_id"]})).json()["result"]["file_path"]
    fetched = await http.get(f"/file/bot{world.token}/{path}")

    assert (photo["width"], photo["height"], photo["file_size"]) == (3, 5, len(png))
    assert (fetched.status_code, fetched.content) == (200, png)
    assert budi.chat.last.html == "<b>QR</b>"


REFUSALS: dict[str, tuple[str, str, dict[str, Any], int, str]] = {
    "wrong token": ("GET", "/bot1:wrong/getMe", {}, 401, "Unauthorized"),
    "wrong token for a file": ("GET", "/file/bot1:wrong/photos/file_0.png", {}, 401, "Unauthorized"),
    "no such file": ("GET", "/file/bot{token}/photos/file_0.png", {}, 404, "Not Found"),
    "no such page": ("GET", "/", {}, 404, "Not Found"),
    "no such method": ("GET", "/bot{token}/getYou", {}, 404, "Not Found: method not found"),
    "wrong verb": ("PUT", "/bot{token}/getMe", {}, 405, "Method Not Allowed"),
    "broken JSON": (
        "POST",
        "/bot{token}/getMe",
        {"content": b"{", "headers": {"content-type": "application/json"}},
        400,
        "Bad Request: can't parse JSON object",
    ),
    "JSON list": ("POST", "/bot{token}/getMe", {"json": []}, 400, "Bad Request: object expected as request"),
    "unknown type": (
        "POST",
        "/bot{token}/getMe",
        {"content": b"x", "headers": {"content-type": "text/plain"}},
        400,
        "Bad Request: unsupported content type 'text/plain'",
    ),
    "multipart without a boundary": (
        "POST",
        "/bot{token}/getMe",
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        400,
        "Bad Request: multipart body without a boundary",
    ),
    "multipart cut short": (
        "POST",
        "/bot{token}/getMe",
        {"content": b"--x\r\n", "headers": {"content-type": "multipart/form-data; boundary=x"}},
        400,
        "Bad Request: multipart part without a name",
    ),
    "form that is no UTF-8": (
        "POST",
        "/bot{token}/sendMessage",
        {"content": b"chat_id=1&text=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        400,
        "Bad Request: strings must be encoded in UTF-8 (text)",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_refused(case: str, http: httpx.AsyncClient, world: TelegramWorld) -> None:
    """A request that cannot be a call gets the API's own kind of error."""
    verb, path, more, status, description = REFUSALS[case]

    answer = await http.request(verb, path.format(token=world.token), **more)

    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


async def test_not_http(raw: Raw) -> None:
    """Nonsense on the wire gets a 400 and a closed connection."""
    reader, writer = raw
    writer.write(b"Hello?\r\n\r\n")

    answer = await asyncio.wait_for(reader.read(), 5)

    assert answer.startswith(b"HTTP/1.1 400 ")


async def test_too_large_a_body(raw: Raw) -> None:
    """A body beyond what Telegram takes is refused before it is all read."""
    reader, writer = raw
    writer.write(b"POST /bot1:x/getMe HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")

    # Not a byte more than it takes to be refused: who goes on writing may read that the connection is reset instead.
    for _ in range(52):
        writer.write(bytes(2**20))
        await writer.drain()
    writer.write(b"1")
    answer = await asyncio.wait_for(reader.read(64), 5)

    assert answer.startswith(b"HTTP/1.1 413 ")


async def test_chunked_and_expecting(raw: Raw, world: TelegramWorld, budi: Person) -> None:
    """A body in pieces, announced with Expect, is asked for and read."""
    reader, writer = raw
    head = (
        f"POST {_path(world, 'sendMessage')} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
    )
    writer.write(head.encode())
    asked = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    body = json.dumps({"chat_id": budi.id, "text": "Hi"}).encode()
    writer.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)

    assert (asked[:12], answer[:12]) == (b"HTTP/1.1 100", b"HTTP/1.1 200")


async def test_many_connections_and_a_poll(http: httpx.AsyncClient, world: TelegramWorld, budi: Person) -> None:
    """A waiting poll keeps nobody waiting; its answer comes when an update does."""
    confirmed = world.updates.book[-1].update_id + 1
    poll = asyncio.create_task(http.get(_path(world, "getUpdates"), params={"offset": confirmed, "timeout": 50}))
    message = {"chat_id": budi.id, "text": "Hi"}
    answers = await asyncio.gather(*(http.post(_path(world, "sendMessage"), json=message) for _ in range(50)))
    polling = not poll.done()
    budi.says("Now")
    found = (await poll).json()["result"]

    assert ({one.status_code for one in answers}, polling) == ({200}, True)
    assert [one["message"]["text"] for one in found] == ["Now"]
    assert len(budi.chat.messages) == 52


async def test_requests_in_one_packet(raw: Raw, world: TelegramWorld) -> None:
    """Two requests that come together are answered in order on one connection."""
    reader, writer = raw
    request = f"GET {_path(world, 'getMe')} HTTP/1.1\r\nHost: x\r\n\r\n"
    last = f"GET {_path(world, 'getYou')} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    writer.write((request + last).encode())

    answers = await asyncio.wait_for(reader.read(), 5)

    assert re.findall(rb"HTTP/1\.1 (\d+)", answers) == [b"200", b"404"]


async def test_poller_that_goes_away_leaves_nothing(raw: Raw, world: TelegramWorld, http: httpx.AsyncClient) -> None:
    """When a polling bot is killed its poll ends, and the next update is there for the next poll."""
    reader, writer = raw
    writer.write(f"GET {_path(world, 'getUpdates')}?timeout=50 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await http.get(_path(world, "getMe"))  # The poll, sent before, has been read by now.
    writer.transport.abort()
    await http.get(_path(world, "getMe"))
    world.add_person("Late").opens_link()

    found = (await http.get(_path(world, "getUpdates"), params={"timeout": 1})).json()["result"]

    assert [one["message"]["text"] for one in found] == ["/start"]
    assert [one.method for one in world.calls] == ["getMe", "getMe", "getUpdates"]
    assert reader.exception() is None


async def test_who_waits_in_vain_is_known(raw: Raw, server: TelegramServer, world: TelegramWorld) -> None:
    """A world in which somebody still waits for an answer is not at rest: until they give up."""
    reader, writer = raw
    world.fail_next(1, "timeout-worked")
    writer.write(f"GET {_path(world, 'getMe')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    await until(lambda: server.hanging == 1, "the request")
    writer.close()
    await until(lambda: server.hanging == 0, "the bot's giving up")

    assert await reader.read() == b""


async def test_planned_failures_on_the_wire(http: httpx.AsyncClient, world: TelegramWorld, budi: Person) -> None:
    """A 502 is a page and no JSON, a 500 is JSON, a reset breaks the connection, a lost answer never comes."""
    path, message = _path(world, "sendMessage"), {"chat_id": budi.id, "text": "Hi"}

    world.fail_next(1, 502)
    page = await http.post(path, json=message)
    world.fail_next(1, 500)
    error = await http.post(path, json=message)
    world.fail_next(1, "reset")
    with pytest.raises(httpx.TransportError):
        await http.post(path, json=message)
    sent_before = len(budi.chat.messages)
    world.fail_next(1, "timeout-worked")
    with pytest.raises(httpx.ReadTimeout):
        await http.post(path, json=message, timeout=0.2)

    assert (page.status_code, page.headers["content-type"], page.text[:6]) == (502, "text/html", "<html>")
    assert error.json() == {"ok": False, "error_code": 500, "description": "Internal Server Error"}
    assert (sent_before, len(budi.chat.messages)) == (1, 2)


async def test_down_and_up(server: TelegramServer, world: TelegramWorld, http: httpx.AsyncClient) -> None:
    """A server that is down refuses and breaks connections; it comes back at the same address."""
    poll = asyncio.create_task(http.get(_path(world, "getUpdates"), params={"timeout": 50}))
    await http.get(_path(world, "getMe"))

    await server.down()
    with pytest.raises(httpx.TransportError):
        await poll
    with pytest.raises(httpx.ConnectError):
        await http.get(_path(world, "getMe"))
    await server.up()

    assert (await http.get(_path(world, "getMe"))).status_code == 200


async def test_delay(world: TelegramWorld) -> None:
    """The played way to Telegram takes its time on every call, and on all at once."""
    server = TelegramServer(world, delay=0.1)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as http:
        began = time.perf_counter()
        await asyncio.gather(*(http.get(_path(world, "getMe")) for _ in range(10)))
        took = time.perf_counter() - began
    await server.stop()

    assert 0.1 <= took < 0.9


async def test_own_faults_are_not_hidden(clock: SettableClock) -> None:
    """A fault of the sandbox is a 500 for the bot, and an exception for whoever stops the server."""
    world = TelegramWorld(clock, "1:x", Random(1))
    world.files = None  # type: ignore[assignment]  # Breaks it on purpose.
    server = TelegramServer(world)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as http:
        answer = await http.get("/bot1:x/getFile", params={"file_id": "x"})

    assert answer.status_code == 500
    with pytest.raises(ExceptionGroup):
        await server.stop()


async def test_webhook_from_end_to_end(world: TelegramWorld, budi: Person) -> None:
    """A bot that sets a webhook gets what people do, also what they did while the server was down."""
    got: asyncio.Queue[str] = asyncio.Queue()

    async def bot(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(re.findall(rb"(?i)content-length: (\d+)", head)[0])
        update = json.loads(await reader.readexactly(length))
        got.put_nowait(update["message"]["text"])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    listener = await asyncio.start_server(bot, "127.0.0.1", 0)
    server = TelegramServer(world)
    await server.start()
    await world.call("setWebhook", {"url": f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}/"})
    first = await asyncio.wait_for(got.get(), 5)
    await server.down()
    budi.says("later")
    nothing = got.empty()
    await server.up()
    while (second := await asyncio.wait_for(got.get(), 5)) == "/start":
        pass  # Its acceptance may have been cut off; then it comes again, as in life.
    await server.stop()
    listener.close()
    await listener.wait_closed()

    assert (first, nothing, second) == ("/start", True, "later")
