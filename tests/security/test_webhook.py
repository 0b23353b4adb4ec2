"""The HTTP side against whoever can reach it: every way to say a secret wrong, to say too much, or nothing at all.

All of it over sockets, byte by byte, because a client that is kind enough to be a library would not do it.
"""

import asyncio
import contextlib
import itertools
import json
import logging
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
import uvloop
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.connections import Patience
from bot.health import Health
from bot.serving import HttpServer, routes
from bot.store import Arrival
from bot.telegram.transport import CONNECTIONS
from bot.telegram.webhook import LARGEST_BODY, Webhook
from chaos.waiting import until

SECRET = "s-" + "a" * 40
UPDATE = b'{"update_id": 17}'
LENGTH = b"Content-Length: %d" % len(UPDATE)
CHUNKED = b"Transfer-Encoding: chunked"
IN_CHUNKS = b"%x\r\n%b\r\n0\r\n\r\n" % (len(UPDATE), UPDATE)
SECRET_LINE = b"X-Telegram-Bot-Api-Secret-Token: " + SECRET.encode()

SHORT = Patience(places=8, request=0.3, body=0.3, answer=0.3, farewell=0.2)
"""Each step takes too long in no time; a test waits for it, and for nothing else."""

LONG = Patience(request=60, body=60, answer=60, farewell=60)
"""For tests in which nobody is slow: nothing is dropped for being late on a busy machine."""

AT_MOST = 10.0
"""Seconds until a test gives up: many times what any limit above is."""


class Inbox:
    """Takes updates in, once it is open."""

    def __init__(self) -> None:
        self.stored: list[Arrival] = []
        self.given_up = 0
        self.waiting = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        self.waiting += 1
        await self.gate.wait()
        self.waiting -= 1
        self.stored += arrivals

    async def give_up(self) -> None:
        self.given_up += 1

    @property
    def ids(self) -> list[int]:
        return [arrival.update_id for arrival in self.stored]


@asynccontextmanager
async def serving(inbox: Inbox, patience: Patience) -> AsyncGenerator[HttpServer]:
    """The program's own server and endpoint."""
    webhook = Webhook(secret=SECRET, put=inbox.put, give_up=inbox.give_up, steady=time.monotonic)
    served = [*routes(Health([]), webhook.receive), Route("/large", _large)]
    server = HttpServer(("127.0.0.1", 0), served, patience)
    await server.start()
    assert isinstance(asyncio.get_running_loop(), uvloop.Loop)
    try:
        yield server
    finally:
        await server.stop()


async def _large(_: Request) -> Response:
    """More than the system takes off our hands for somebody who does not read."""
    return Response(b"x" * 50_000_000)


def connections(server: HttpServer) -> int:
    """How many it holds; from outside nobody sees that one is closed that they do not read from."""
    assert server._server is not None
    return len(server._server.server_state.connections)


@pytest.fixture
def inbox() -> Inbox:
    """An inbox that is open."""
    return Inbox()


@pytest.fixture
async def port(inbox: Inbox) -> AsyncGenerator[int]:
    """The port of a server that is patient."""
    async with serving(inbox, LONG) as server:
        yield server.port


class Caller:
    """One connection to it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.heard = b""

    def says(self, data: bytes) -> None:
        """Write, whether or not anybody listens."""
        self._writer.write(data)

    @property
    def statuses(self) -> list[int]:
        """The statuses of all answers."""
        return [int(line.split()[1]) for line in self.heard.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]

    async def hears(self, answers: int = 1) -> list[int]:
        """Wait for so many answers, or the end of the connection."""
        async with asyncio.timeout(AT_MOST):
            while len(self.statuses) < answers and await self._more():
                pass
        return self.statuses

    async def until_closed(self, drip: bytes = b"") -> float:
        """Wait until the server has closed it, with a byte of `drip` every so often; gives how long that took."""
        began = time.monotonic()
        bytes_left = itertools.cycle(drip[at : at + 1] for at in range(len(drip))) if drip else itertools.repeat(b"")
        async with asyncio.timeout(AT_MOST):
            while True:
                with contextlib.suppress(TimeoutError):
                    if not await asyncio.wait_for(self._more(), 0.02):
                        return time.monotonic() - began
                self._writer.write(next(bytes_left))

    async def _more(self) -> bool:
        try:
            piece = await self._reader.read(65536)
        except ConnectionError:
            return False
        self.heard += piece
        return bool(piece)

    def hangs_up(self) -> None:
        """Close it."""
        self._writer.transport.abort()


@asynccontextmanager
async def calling(port: int) -> AsyncGenerator[Caller]:
    """A connection that is closed with the block."""
    caller = Caller(*await asyncio.open_connection("127.0.0.1", port))
    try:
        yield caller
    finally:
        caller.hangs_up()


def post(*lines: bytes, body: bytes = b"", to: bytes = b"/telegram", version: bytes = b"1.1") -> bytes:
    """A POST of these header lines."""
    return b"\r\n".join([b"POST %b HTTP/%b" % (to, version), b"Host: bot", *lines, b"", body])


def good(update_id: int = 17) -> bytes:
    """What Telegram posts."""
    body = b'{"update_id": %d}' % update_id
    return post(SECRET_LINE, b"Content-Length: %d" % len(body), body=body)


async def answered(port: int, data: bytes, answers: int = 1) -> list[int]:
    """Say it on a connection of its own; gives the statuses that come back."""
    async with calling(port) as caller:
        caller.says(data)
        return await caller.hears(answers)


# --- Who may post


NOT_THE_SECRET: list[list[bytes]] = [
    [],
    [b"X-Telegram-Bot-Api-Secret-Token:"],
    [SECRET_LINE[:-1]],
    [SECRET_LINE + b"a"],
    [SECRET_LINE[:-1] + b"b"],
    [SECRET_LINE, SECRET_LINE],
    [SECRET_LINE, b"X-Telegram-Bot-Api-Secret-Token: wrong"],
    [b"X-Telegram-Bot-Api-Secret-Token: wrong", SECRET_LINE],
    [SECRET_LINE + b", " + SECRET.encode()],
    [SECRET_LINE + b"\xff"],
    [SECRET_LINE[:-1] + "а".encode()],
    [b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\xfd"],
    [SECRET_LINE, b" and more"],
    [b"X-Telegram-Bot-Api-Secret-Token: " + b"a" * 10_000],
    [b"Authorization: Bearer " + SECRET.encode()],
    [b"Cookie: X-Telegram-Bot-Api-Secret-Token=" + SECRET.encode()],
    [b"X-Telegram-Bot-Api-Secret-Token2: " + SECRET.encode()],
    [SECRET_LINE.replace(b"-", b"_")],
]


async def test_only_the_secret_itself_opens(port: int, inbox: Inbox) -> None:
    """Once, whole, and in its own header: all else is 401, and nothing is stored."""
    told = [await answered(port, post(*lines, LENGTH, body=UPDATE)) for lines in NOT_THE_SECRET]

    assert told == [[401]] * len(NOT_THE_SECRET)
    assert (inbox.stored, inbox.given_up) == ([], 0)


async def test_the_secret_in_the_address_opens_nothing(port: int, inbox: Inbox) -> None:
    """Addresses are logged by proxies."""
    to = b"/telegram?X-Telegram-Bot-Api-Secret-Token=" + SECRET.encode()

    assert await answered(port, post(LENGTH, body=UPDATE, to=to)) == [401]
    assert inbox.stored == []


@pytest.mark.parametrize("name", [b"x-telegram-bot-api-secret-token:", b"X-TELEGRAM-BOT-API-SECRET-TOKEN:  \t "])
async def test_headers_are_read_as_http_says(port: int, inbox: Inbox, name: bytes) -> None:
    """In capitals or not, with space around: proxies write them as they like."""
    assert await answered(port, post(name + SECRET.encode() + b"  ", LENGTH, body=UPDATE)) == [200]
    assert inbox.ids == [17]


# --- What may be asked


ASKED: list[tuple[bytes, int]] = [
    (b"GET /telegram HTTP/1.1", 405),
    (b"HEAD /telegram HTTP/1.1", 405),
    (b"TRACE /telegram HTTP/1.1", 405),
    (b"CONNECT example.org:443 HTTP/1.1", 404),
    (b"OPTIONS * HTTP/1.1", 404),
    (b"post /telegram HTTP/1.1", 405),
    (b"POST / HTTP/1.1", 404),
    (b"POST //telegram HTTP/1.1", 404),
    (b"POST /telegram/ HTTP/1.1", 404),
    (b"POST /TELEGRAM HTTP/1.1", 404),
    (b"POST /x/../telegram HTTP/1.1", 404),
    (b"POST /%2e/telegram HTTP/1.1", 404),
    (b"POST /telegram%00 HTTP/1.1", 404),
    (b"POST /%ff HTTP/1.1", 404),
    (b"POST http://bot/telegram HTTP/1.1", 404),
    (b"POST /healthz HTTP/1.1", 405),
    (b"GET /%s HTTP/1.1" % (b"x" * 8000), 404),
    (b"POST /telegram HTTP/1.1 x", 400),
    (b"POST  /telegram HTTP/1.1", 400),
    (b"POST /tele gram HTTP/1.1", 400),
    (b"POST /tele\xffgram HTTP/1.1", 400),
    (b"POST /telegram HTTP/9", 400),
    (b"POST /telegram", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
    (b"SSH-2.0-x", 400),
    (b"\x00" * 100, 400),
]


async def test_nothing_else_is_taken(port: int, inbox: Inbox) -> None:
    """Other methods, other paths, other protocols, with the secret even."""
    told = []
    for line, _ in ASKED:
        data = b"\r\n".join([line, b"Host: bot", SECRET_LINE, LENGTH, b"", UPDATE])
        told.append((line, (await answered(port, data))[0]))

    assert told == ASKED
    assert (inbox.stored, inbox.given_up) == ([], 0)


async def test_no_upgrade_is_taken_up(port: int) -> None:
    """Neither a WebSocket nor HTTP/2: the answer is an ordinary one."""
    for name in (b"websocket", b"h2c"):
        upgrade = b"GET /healthz HTTP/1.1\r\nHost: bot\r\nConnection: Upgrade\r\nUpgrade: %b\r\n\r\n" % name
        assert await answered(port, upgrade) == [200]
    assert (await answered(port, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))[:1] == [404]


@pytest.mark.parametrize(
    "kind", [b"", b"text/plain", b"multipart/form-data; boundary=x", b"application/json; charset=utf-16"]
)
async def test_what_a_body_is_said_to_be_matters_to_nobody(port: int, inbox: Inbox, kind: bytes) -> None:
    """It is read as JSON in UTF-8, or it is no update."""
    assert await answered(port, post(SECRET_LINE, b"Content-Type: " + kind, LENGTH, body=UPDATE)) == [200]
    assert inbox.ids == [17]


@pytest.mark.parametrize(
    "body",
    [
        b'{"update_id": 17, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        b'{"update_id": 1' + b"0" * 100_000 + b"}",
        b'{"update_id": 1e400}',
        b'{"update_id": NaN}',
        b"\x1f\x8b\x08\x00" + bytes(20),
    ],
    ids=["deep-list", "deep-object", "long-number", "infinite", "nan", "gzip"],
)
async def test_what_is_made_to_break_the_reader_breaks_nothing(port: int, inbox: Inbox, body: bytes) -> None:
    """With the secret: it is given up, like all that no repeat would mend, and the next one is taken."""
    data = post(SECRET_LINE, b"Content-Length: %d" % len(body), body=body) + good(18)

    assert await answered(port, data, answers=2) == [200, 200]
    assert (inbox.ids, inbox.given_up) == ([18], 1)


# --- How long it is


TWO_READINGS: list[list[bytes]] = [
    [LENGTH, CHUNKED],
    [CHUNKED, LENGTH],
    [b"Transfer-Encoding: xchunked"],
    [b"Transfer-Encoding: chunked, identity"],
    [b"Transfer-Encoding: gzip, chunked"],
    [CHUNKED, CHUNKED],
    [b"Transfer-Encoding : chunked"],
    [b"Transfer-Encoding:\x0bchunked"],
    [LENGTH, b"Content-Length: 3"],
    [b"Content-Length: 17, 3"],
    [b"Content-Length: +17"],
    [b"Content-Length: -1"],
    [b"Content-Length: 0x11"],
    [b"Content-Length: 1_7"],
    ["Content-Length: １７".encode()],
    [b"Content-Length: " + b"9" * 30],
]


async def test_two_readings_of_a_length_are_none(port: int, inbox: Inbox) -> None:
    """400 and the end: what comes behind it is no request that a proxy has not looked at."""
    told = []
    for lines in TWO_READINGS:
        async with calling(port) as caller:
            caller.says(post(SECRET_LINE, *lines, body=IN_CHUNKS) + good())
            await caller.until_closed()
            told.append(caller.statuses)

    assert told == [[400]] * len(TWO_READINGS)
    assert (inbox.stored, inbox.given_up) == ([], 0)


async def test_what_follows_a_body_is_read_as_what_it_is(port: int, inbox: Inbox) -> None:
    """A length that is too small cuts the update off, and its rest is no request; one update is not two."""
    async with calling(port) as caller:
        caller.says(post(SECRET_LINE, b"Content-Length: 5", body=UPDATE + b"\r\n\r\n"))
        await caller.until_closed()
        assert caller.statuses == [200, 400]
    assert (inbox.stored, inbox.given_up) == ([], 1)


@pytest.mark.parametrize(
    "chunks", [b"zz\r\n", b"-1\r\n", b"f" * 30 + b"\r\n", b"11\r\n" + UPDATE + b"XX", b"1" * 20_000], ids=range(5)
)
async def test_chunks_that_are_none(port: int, inbox: Inbox, chunks: bytes) -> None:
    """400, and nothing is stored of what came before."""
    async with calling(port) as caller:
        caller.says(post(SECRET_LINE, CHUNKED, body=chunks))
        await caller.until_closed()
        assert caller.statuses == [400]
    assert (inbox.stored, inbox.given_up) == ([], 0)


@pytest.mark.parametrize(
    ("line", "piece"),
    [(b"Content-Length: %d" % (LARGEST_BODY + 1), b" " * 1000), (CHUNKED, b"3e8\r\n" + b" " * 1000 + b"\r\n")],
    ids=["said", "in-chunks"],
)
async def test_what_is_too_large_is_not_read_to_its_end(inbox: Inbox, line: bytes, piece: bytes) -> None:
    """Neither what says so nor what never ends: the answer is 413 while more is coming, and then it is closed."""
    async with serving(inbox, replace(LONG, farewell=0.2)) as server, calling(server.port) as caller:
        caller.says(post(SECRET_LINE, line))
        async with asyncio.timeout(AT_MOST):
            while not caller.statuses:
                caller.says(piece * 100)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(caller._more(), 0.01)
        assert caller.statuses == [413]
        await caller.until_closed(drip=b" ")
    assert (inbox.stored, inbox.given_up) == ([], 0)


@pytest.mark.parametrize(
    "lines",
    [[b"X-Fill: " + b"x" * 100_000], [b"X: y"] * 20_000, [b"X-Fill: x\r\n  " + b" x\r\n" * 9_000]],
    ids=range(3),
)
async def test_a_head_without_end_is_refused(port: int, inbox: Inbox, lines: list[bytes]) -> None:
    """One long line, very many, or one that is continued: some ten thousand bytes are more than anybody needs."""
    async with calling(port) as caller:
        caller.says(post(SECRET_LINE, *lines, LENGTH, body=UPDATE))
        await caller.until_closed()
        assert caller.statuses in ([400], [])  # It may be closed before all was said, and the answer lost.
    assert inbox.stored == []


async def test_half_an_update_is_dropped(inbox: Inbox) -> None:
    """Of one that says it is longer than it is, nothing is stored or given up: Telegram's own comes again."""
    async with serving(inbox, SHORT) as server, calling(server.port) as caller:
        caller.says(post(SECRET_LINE, b"Content-Length: 100", body=UPDATE))
        assert await caller.until_closed() < AT_MOST
        assert caller.statuses == []
    assert (inbox.stored, inbox.given_up) == ([], 0)


# --- One after another


async def test_what_comes_at_once_is_taken_one_after_another(port: int, inbox: Inbox) -> None:
    """Many posts in one piece, as over a proxy's connection: all stored, in order, each answered."""
    assert await answered(port, b"".join(map(good, range(100))), answers=100) == [200] * 100
    assert inbox.ids == list(range(100))


async def test_an_old_client_is_served_and_let_go(port: int, inbox: Inbox) -> None:
    """HTTP/1.0, as simple proxies speak it."""
    async with calling(port) as caller:
        caller.says(post(SECRET_LINE, LENGTH, body=UPDATE, version=b"1.0"))
        await caller.until_closed()
        assert caller.statuses == [200]
    assert inbox.ids == [17]


async def test_the_body_is_not_asked_for_before_the_secret_is_known(port: int) -> None:
    """«100 Continue» is for those who may go on."""
    wait = b"Expect: 100-continue"
    assert await answered(port, post(wait, LENGTH)) == [401]
    async with calling(port) as caller:
        caller.says(post(SECRET_LINE, wait, LENGTH))
        assert await caller.hears(1) == [100]
        caller.says(UPDATE)
        assert await caller.hears(2) == [100, 200]


# --- Slow, and many


async def _says_nothing(caller: Caller) -> bytes:
    assert caller.statuses == []
    return b""


async def _drips_a_head(caller: Caller) -> bytes:
    caller.says(b"POST /telegram HTTP/1.1\r\n")
    return b"X-Y: z\r\n"


async def _drips_blank_lines(caller: Caller) -> bytes:
    caller.says(b"\r\n")
    return b"\r\n"


async def _drips_a_body(caller: Caller) -> bytes:
    caller.says(post(SECRET_LINE, b"Content-Length: 1000"))
    return b" "


async def _drips_chunks(caller: Caller) -> bytes:
    caller.says(post(SECRET_LINE, CHUNKED))
    return b"1\r\n \r\n"


async def _drips_after_a_refusal(caller: Caller) -> bytes:
    caller.says(post(b"Content-Length: 1000000"))
    assert await caller.hears() == [401]
    return b" "


async def _drips_after_an_answer(caller: Caller) -> bytes:
    caller.says(b"GET /healthz HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000000\r\n\r\n")
    assert await caller.hears() == [200]
    return b" "


async def _drips_a_second_head(caller: Caller) -> bytes:
    caller.says(good())
    assert await caller.hears() == [200]
    return b"POST /telegram HTTP/1.1\r\nHost: bot\r\nX: y\r\n"


async def _stays_after_an_answer(caller: Caller) -> bytes:
    caller.says(good())
    assert await caller.hears() == [200]
    return b""


@pytest.mark.parametrize(
    "slow",
    [
        _says_nothing,
        _drips_a_head,
        _drips_blank_lines,
        _drips_a_body,
        _drips_chunks,
        _drips_after_a_refusal,
        _drips_after_an_answer,
        _drips_a_second_head,
        _stays_after_an_answer,
    ],
)
async def test_who_is_slow_is_dropped_and_holds_nobody_up(
    inbox: Inbox, slow: Callable[[Caller], Awaitable[bytes]]
) -> None:
    """Within the time for the step, however often a byte comes; meanwhile others are answered."""
    async with serving(inbox, SHORT) as server, calling(server.port) as caller:
        drip = await slow(caller)
        closing = asyncio.ensure_future(caller.until_closed(drip))
        taken = len(inbox.ids)
        assert await answered(server.port, good(18)) == [200]
        assert len(inbox.ids) == taken + 1
        await closing


async def test_an_answer_that_nobody_reads_is_not_kept(inbox: Inbox) -> None:
    """Fifty megabytes for somebody whose window is shut: dropped, and others are answered."""
    loop = asyncio.get_running_loop()
    async with serving(inbox, SHORT) as server:
        with socket.socket() as shut:
            shut.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            shut.setblocking(False)  # noqa: FBT003 -- the library's own
            await loop.sock_connect(shut, ("127.0.0.1", server.port))
            await loop.sock_sendall(shut, b"GET /large HTTP/1.1\r\nHost: bot\r\n\r\n")
            assert await answered(server.port, good()) == [200]
            await until(lambda: not connections(server), "the end of it")


async def test_an_answer_that_never_comes_is_given_up(inbox: Inbox) -> None:
    """Whatever hangs behind it, the connection ends."""
    inbox.gate.clear()
    async with serving(inbox, SHORT) as server, calling(server.port) as caller:
        caller.says(good())
        await caller.until_closed()
        assert caller.statuses == []
        inbox.gate.set()


async def test_who_takes_their_time_within_it_is_served(port: int, inbox: Inbox) -> None:
    """A byte at a time even: slow lines are no attacks."""
    async with calling(port) as caller:
        for at in range(len(good())):
            caller.says(good()[at : at + 1])
            await asyncio.wait_for(caller._writer.drain(), AT_MOST)
        assert await caller.hears() == [200]
    assert inbox.ids == [17]


async def test_a_crowd_that_says_nothing_shuts_nobody_out(inbox: Inbox) -> None:
    """When all places are taken, whoever was waited for longest makes room; each post is answered at once."""
    async with serving(inbox, replace(LONG, places=8)) as server, contextlib.AsyncExitStack() as stack:
        crowd = [await stack.enter_async_context(calling(server.port)) for _ in range(30)]
        for caller in crowd:
            caller.says(b"POST /telegram")
        for number in range(30):
            assert await answered(server.port, good(number)) == [200]
        assert inbox.ids == list(range(30))
        for caller in crowd[:22]:
            await caller.until_closed()


def test_there_are_files_left_for_the_rest() -> None:
    """Of the 1024 that a process may have open by default: all places, all newcomers, and 256 for Telegram's pool."""
    patience = Patience()

    assert patience.places + patience.newcomers + CONNECTIONS < 1024 - 100


async def test_who_waits_for_us_is_not_sent_away(inbox: Inbox) -> None:
    """When every place is taken by a post that is being stored, the next is told 503, and comes again."""
    inbox.gate.clear()
    async with serving(inbox, replace(LONG, places=4)) as server, contextlib.AsyncExitStack() as stack:
        waiting = [await stack.enter_async_context(calling(server.port)) for _ in range(4)]
        for number, caller in enumerate(waiting):
            caller.says(good(number))
        await until(lambda: inbox.waiting == 4, "four posts")
        assert await answered(server.port, good(9)) == [503]
        inbox.gate.set()
        assert [await caller.hears() for caller in waiting] == [[200]] * 4
        assert sorted(inbox.ids) == [0, 1, 2, 3]


async def test_it_stops_in_time_whoever_is_there(inbox: Inbox) -> None:
    """Half a head, half a body, a refusal not read, an answer that never comes: it ends all the same."""
    inbox.gate.clear()
    async with contextlib.AsyncExitStack() as stack:
        async with serving(inbox, LONG) as server:
            callers = [await stack.enter_async_context(calling(server.port)) for _ in range(6)]
            said = (
                b"",
                b"GET /he",
                post(SECRET_LINE, b"Content-Length: 99"),
                post(b"Content-Length: 99"),
                good(),
                b"\0",
            )
            for caller, data in zip(callers, said, strict=True):
                caller.says(data)
            assert await callers[3].hears() == [401]
            began = time.monotonic()
        assert time.monotonic() - began < AT_MOST / 2
        for caller in callers:
            await caller.until_closed()


async def test_the_log_quotes_no_stranger(port: int, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever they say, and however wrong it is."""
    caplog.set_level(logging.DEBUG)
    marked = [
        post(b"X-Mark: MARK", LENGTH, body=b"MARK" * 4 + b"!"),
        post(SECRET_LINE, LENGTH, body=b"MARK" * 4 + b"!"),
        post(to=b"/MARK?MARK"),
        b"MARK\r\n\r\n",
        post(SECRET_LINE, CHUNKED, body=b"MARK\r\n"),
        post(SECRET_LINE, LENGTH, CHUNKED, b"X-Mark: MARK"),
        post(b"Connection: Upgrade", b"Upgrade: MARK"),
    ]
    with capture_logs() as logged:
        for data in marked:
            await answered(port, data)

    assert "MARK" not in json.dumps(logged) + caplog.text
    assert logged != []
