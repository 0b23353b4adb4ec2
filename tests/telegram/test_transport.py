"""The transport under PTB's own client: what it carries, how it fails, and that it never quotes the token."""

import asyncio
import io
import socket
import traceback
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from random import Random

import pytest
from telegram import Bot, InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.asking import ask
from bot.telegram.transport import AiohttpRequest
from sandbox.telegram import Person, TelegramServer, TelegramWorld

TOKEN = "123456:" + "Secret-token-of-the-test"

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture
def world() -> TelegramWorld:
    """An empty world whose time stands."""
    return TelegramWorld(lambda: 1_800_000_000.0, TOKEN, Random(1))


@pytest.fixture
async def server(world: TelegramWorld) -> AsyncGenerator[TelegramServer]:
    """The world's server."""
    made = TelegramServer(world)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def budi(world: TelegramWorld) -> Person:
    """Somebody who may be written to."""
    person = world.add_person("Budi")
    person.opens_link()
    return person


@asynccontextmanager
async def client(url: str, *, known: bool = True) -> AsyncGenerator[Bot]:
    """PTB's client over our transport, impatient. `known`: it has asked who it is."""
    requests = [AiohttpRequest(connect_timeout=0.2, read_timeout=0.2) for _ in range(2)]
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=requests[0], get_updates_request=requests[1])
    for request in requests:
        await request.initialize()
    if known:
        await bot.initialize()
    yield bot
    for request in requests:
        await request.shutdown()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncGenerator[Bot]:
    """A client of the world."""
    async with client(server.url) as made:
        yield made


@asynccontextmanager
async def answering(answer: Answer) -> AsyncGenerator[str]:
    """A server that is no Telegram; gives its address."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await answer(reader, writer)
        writer.close()

    listener = await asyncio.start_server(answered, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    listener.close()
    await listener.wait_closed()


def replying(head: str, body: bytes = b"") -> Answer:
    """Answers every request alike."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()

    return answer


async def failure(call: Awaitable[object]) -> TelegramError:
    """The error that a call ends with, after a look at everything that it would print."""
    with pytest.raises(TelegramError) as caught:
        await call
    error = caught.value
    printed = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__cause__)
    assert TOKEN not in printed
    return error


async def test_it_carries_what_is_said(bot: Bot, budi: Person) -> None:
    """Text in any script arrives as it was."""
    sent = await bot.send_message(budi.id, "Halo — 你好 & <b>")

    assert budi.chat.last.text == "Halo — 你好 & <b>"
    assert sent.message_id == budi.chat.last.message_id


async def test_it_carries_files(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """A file goes as multipart, whole, with its name and what belongs to it."""
    content = bytes(range(256)) * 40
    sent = await bot.send_document(budi.id, InputFile(io.BytesIO(content), filename="laporan.pdf"), caption="Laporan é")

    assert sent.document is not None
    stored = world.files.by_id(sent.document.file_id)
    assert (stored.content, stored.name, sent.caption) == (content, "laporan.pdf", "Laporan é")


async def test_many_at_once_share_the_pool(bot: Bot, budi: Person) -> None:
    """None of fifty waits for another's answer, and each gets its own."""
    # Longer than the other tests wait here: fifty answers take their time on a busy machine.
    texts = [str(number) for number in range(50)]
    sent = await asyncio.gather(*(bot.send_message(budi.id, text, read_timeout=10) for text in texts))

    assert [message.text for message in sent] == texts


@pytest.mark.parametrize("how", ["timeout-worked", "timeout-not-worked"])
async def test_no_answer_is_a_time_out(bot: Bot, budi: Person, world: TelegramWorld, how: str) -> None:
    """Whether or not the message is there."""
    before = len(budi.chat.messages)
    world.fail_next(1, how)  # type: ignore[arg-type]  # -- the names of outages
    error = await failure(bot.send_message(budi.id, "x"))

    assert type(error) is TimedOut
    assert len(budi.chat.messages) - before == (1 if how == "timeout-worked" else 0)


@pytest.mark.parametrize("how", ["reset", "reset-worked", 500, 502, 504])
async def test_a_broken_answer_is_a_network_error(bot: Bot, budi: Person, world: TelegramWorld, how: str | int) -> None:
    """A reset, a page of a proxy: not the caller's fault. It is sent once, never again by the transport itself."""
    asked = len(world.calls)
    world.fail_next(1, how)  # type: ignore[arg-type]  # -- the names of outages
    error = await failure(bot.send_message(budi.id, "x"))

    assert type(error) is NetworkError
    assert [call.method for call in world.calls[asked:]] == ["sendMessage"]


async def test_what_telegram_says_is_told_apart(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """A flood limit and a bad request come through PTB as what they are."""
    world.flood_next(1, 7)
    flood = await failure(bot.send_message(budi.id, "x"))
    bad = await failure(bot.send_message(budi.id, ""))

    assert type(flood) is RetryAfter
    assert (type(bad), bad.message) == (BadRequest, "Message text is empty")


async def test_a_server_that_is_down_refuses(server: TelegramServer, bot: Bot, budi: Person) -> None:
    """A refused connection is a network error, on a warm pool and on a cold one; back up, it works again."""
    await server.down()
    assert type(await failure(bot.send_message(budi.id, "x"))) is NetworkError
    async with client(server.url, known=False) as cold:
        assert type(await failure(cold.get_me())) is NetworkError
    await server.up()

    assert (await bot.get_me()).username == "sandbox_bot"


async def test_a_connection_that_is_never_made_times_out() -> None:
    """Connecting has its own time-out, and the error says nothing of the address."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=0)) as full:
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:  # These fill the queue; the next is not answered.
            each.setblocking(False)  # noqa: FBT003 -- socket's own signature
            each.connect_ex(("127.0.0.1", port))
        async with client(f"http://127.0.0.1:{port}", known=False) as bot:
            error = await failure(bot.get_me())
        for each in waiting:
            each.close()

    assert type(error) is TimedOut


async def test_an_address_that_is_none() -> None:
    """A broken address does not escape as something else."""
    async with client("http://[half", known=False) as bot:
        assert isinstance(await failure(bot.get_me()), NetworkError)


async def test_it_follows_nobody() -> None:
    """A redirect would take the token elsewhere: it is not followed."""
    visitors: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        visitors.append(await reader.readline())

    async with (
        answering(elsewhere) as trap,
        answering(replying(f"HTTP/1.1 302 Found\r\nLocation: {trap}/bot{TOKEN}/getMe")) as url,
        client(url, known=False) as bot,
    ):
        error = await failure(bot.get_me())

    assert isinstance(error, NetworkError)
    assert visitors == []


async def test_no_proxy_of_the_environment_sees_the_token(
    server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`HTTP_PROXY` is somebody's, who need not be trusted with it."""
    visitors: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        visitors.append(await reader.readline())

    async with answering(proxy) as url:
        monkeypatch.setenv("HTTP_PROXY", url)
        monkeypatch.setenv("http_proxy", url)
        async with client(server.url) as bot:
            assert (await bot.get_me()).is_bot

    assert visitors == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html", b"<html>Log in to the hotel's network</html>"),
        ("HTTP/1.1 200 OK", b""),
        ("HTTP/1.1 200 OK", b"{"),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip", b"not gzip"),
        ("HTTP/1.1 503 Service Unavailable", b"<html></html>"),
        ("HTTP/1.1 999 What", b""),
        ("what is this", b""),
    ],
    ids=["login-page", "empty", "half", "not-packed", "unavailable", "no-such-status", "no-http"],
)
async def test_no_answer_surprises_it(head: str, body: bytes) -> None:
    """Whatever a server that is no Telegram answers is one of Telegram's errors."""
    async with answering(replying(head, body)) as url, client(url, known=False) as bot:
        error = await failure(bot.get_me())

    assert not isinstance(error, InvalidToken | BadRequest)


async def test_a_closed_transport_refuses(server: TelegramServer) -> None:
    """After the end nothing is sent; it may be opened and closed again."""
    request = AiohttpRequest()
    bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=request)
    assert type(await failure(bot.get_me())) is NetworkError
    for _ in range(2):
        await request.initialize()
    assert (await bot.get_me()).is_bot
    for _ in range(2):
        await request.shutdown()

    assert type(await failure(bot.get_me())) is NetworkError


async def test_what_may_no_longer_leave_when_a_connection_comes_stays() -> None:
    """It waits for the one that another request has: what was so when it was asked for is so no more."""
    lines: list[bytes] = []
    asked, answered = asyncio.Event(), asyncio.Event()
    may_leave = True

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            lines.append(line)
            await reader.readuntil(b"\r\n\r\n")
            asked.set()
            await answered.wait()
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok":true,"result":true}')
            await reader.readexactly(2)  # The body, which is {}.

    def leave() -> None:
        if not may_leave:
            raise LookupError

    async with answering(answer) as url:
        request = AiohttpRequest(connections=1)
        bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
        await request.initialize()
        first = asyncio.ensure_future(ask(bot, "first", {}, leave=leave))
        await asked.wait()
        second = asyncio.ensure_future(ask(bot, "second", {}, leave=leave))
        for _ in range(10):
            await asyncio.wait([second], timeout=0)  # It gets as far as it gets.
        may_leave = False
        answered.set()
        assert await first
        with pytest.raises(LookupError):
            await second
        may_leave = True
        assert await ask(bot, "third", {}, leave=leave)
        await request.shutdown()

    assert [line.split(b"/")[2].split()[0] for line in lines] == [b"first", b"third"]


async def test_closing_ends_what_is_under_way() -> None:
    """A request that hangs when the pool is closed ends as a network error."""
    asked, forever = asyncio.Event(), asyncio.Event()

    async def hangs(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        await forever.wait()

    async with answering(hangs) as url:
        request = AiohttpRequest()
        await request.initialize()
        hanging = asyncio.ensure_future(failure(Bot(TOKEN, base_url=f"{url}/bot", request=request).get_me()))
        await asked.wait()
        await request.shutdown()
        error = await asyncio.wait_for(hanging, 5)
        forever.set()

    assert isinstance(error, NetworkError)
