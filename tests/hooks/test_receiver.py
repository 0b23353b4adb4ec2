"""What is posted to the receiver, and what its answers mean."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from bot.announcing import Answered
from bot.hooks import receiver
from bot.hooks.receiver import READ_OF_AN_ANSWER, HttpReceiver, client, why_unreached
from bot.hooks.signing import headers, key_of
from tests.hooks.test_signing import SECRET

URL = "http://127.0.0.1:9/hook?known=by-this"
BODY = json.dumps({"id": "evt_1", "type": "case.opened"}).encode()
NOW = 1_800_000_000.9

Handler = Callable[[httpx.Request], httpx.Response]


class Endless(httpx.AsyncByteStream):
    """An answer that does not end; `read` is how much of it was asked for."""

    def __init__(self) -> None:
        self.read = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.read += 1024
            yield b"x" * 1024


async def posted(handler: Handler) -> Answered:
    """What comes of posting to a receiver that answers so."""
    async with client() as http:
        http._transport = httpx.MockTransport(handler)
        return await HttpReceiver(http, URL, keys=[key_of(SECRET)], clock=lambda: NOW).post(BODY)


async def test_an_event_is_posted_with_its_signature() -> None:
    """The very bytes that are owed, to the very address, signed at the moment at which they are sent."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    assert await posted(handler) == Answered(is_taken=True)
    (request,) = seen
    expected = headers(BODY, event_id="evt_1", at=int(NOW), keys=[key_of(SECRET)])
    assert (request.method, str(request.url), request.content) == ("POST", URL, BODY)
    assert {name: request.headers[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("status", "said", "after"),
    [
        (301, {"location": "http://127.0.0.1:9/elsewhere"}, None),
        (404, {}, None),
        (410, {}, None),
        (429, {"retry-after": "7"}, 7.0),
        (500, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, None),
        (503, {"retry-after": "-1"}, None),
    ],
    ids=[301, 404, 410, 429, 500, 503],
)
async def test_only_2xx_takes_it(status: int, said: dict[str, str], after: float | None) -> None:
    """A redirect is not followed: it would bring the event somewhere that nobody has named."""
    asked = []

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(status, headers=said)

    assert await posted(handler) == Answered(is_taken=False, reason=f"HTTP {status}", after=after)
    assert asked == ["/hook"]


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, RuntimeError])
async def test_what_fails_on_the_way_is_named_by_its_kind(error: type[Exception]) -> None:
    """And not by its text, which may quote the address."""

    def handler(_: httpx.Request) -> httpx.Response:
        raise error("http://127.0.0.1:9/hook?known=by-this")

    assert await posted(handler) == Answered(is_taken=False, reason=error.__name__)


async def test_an_answer_without_end_is_not_read() -> None:
    """What it says is in its status."""
    body = Endless()
    assert await posted(lambda _: httpx.Response(200, stream=body)) == Answered(is_taken=True)
    assert body.read <= READ_OF_AN_ANSWER + 1024


async def test_a_taken_event_is_taken_however_slow_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its status was said: to send it again because the answer's end does not come would hold up what follows."""
    monkeypatch.setattr(receiver, "READ_WITHIN", 0.01)

    class Dripping(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"x"
            await asyncio.Event().wait()

    assert await posted(lambda _: httpx.Response(200, stream=Dripping())) == Answered(is_taken=True)


async def test_a_receiver_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """However little the single steps take: the lease would end."""
    monkeypatch.setattr(receiver, "LONGEST_POST", 0.01)

    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with client() as http:
        http._transport = httpx.MockTransport(hang)
        answered = await HttpReceiver(http, URL, keys=[key_of(SECRET)], clock=lambda: NOW).post(BODY)
    assert answered == Answered(is_taken=False, reason="TimeoutError")


async def test_the_doctor_is_told_whether_it_is_reached() -> None:
    """By connecting and no more; the reason is an error's kind, which quotes no address."""
    heard: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.read())
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await why_unreached(f"http://127.0.0.1:{port}/hook?known=by-this") == ""
        assert await heard == b""
    assert await why_unreached(f"http://127.0.0.1:{port}/hook?known=by-this") == "ConnectionRefusedError"
    assert await why_unreached("") == ""
