"""Carrying calls out: what is sent, and what it means when bytes do not arrive."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import httpx
import pytest

from bot.cams.client import LARGEST_ANSWER, Client, connections
from bot.cams.credentials import Fixed
from bot.cams.signature import Credentials
from bot.flow.effects import Call
from bot.flow.model import Accepted, Fault, NotSent, Outcome, Unknown
from tests.cams.calls import CALLS, CODE, PHONE, submit

ENDPOINT = "https://cams.ap-southeast-1.aliyuncs.com"
SECRET = "a-very-secret-key"
OK = httpx.Response(200, json={"Code": "OK", "RequestId": "1"})

Handler = Callable[[httpx.Request], httpx.Response]


def client_of(http: httpx.AsyncBaseTransport, endpoint: str = ENDPOINT) -> Client:
    """Make a client with a clock that stands still and nonces that count."""
    nonces = iter(f"nonce-{n}" for n in range(10))
    return Client(
        http,
        endpoint,
        credentials=Fixed(Credentials("key", SECRET)),
        now=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        nonce=lambda: next(nonces),
    )


async def at_once() -> None:
    """Leave."""


async def carry_out(handler: Handler, call: Call) -> Outcome:
    """Carry a call out against a handler."""
    async with httpx.MockTransport(handler) as http:
        return await client_of(http).carry_out(call, at_once)


async def test_what_is_sent_is_what_was_signed() -> None:
    """The target arrives byte for byte, the body is empty, and no header came in between."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return OK

    assert await carry_out(handler, submit()) == Accepted(request_id="1")
    (request,) = seen
    assert request.method == "POST"
    assert request.url.raw_path == b"/?CustSpaceId=cams-8c8%20%2B&PhoneNumber=8613800001234&VerifyCode=012345"
    assert request.content == b""
    assert request.headers["host"] == "cams.ap-southeast-1.aliyuncs.com"
    assert request.headers["accept"] == "application/json"
    assert request.headers["content-length"] == "0"
    assert "content-type" not in request.headers
    assert {name for name in request.headers if name.startswith("x-acs-")} == {
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    }


async def test_every_attempt_has_a_nonce_of_its_own() -> None:
    """The gateway refuses a nonce that it has seen."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["x-acs-signature-nonce"])
        return OK

    async with httpx.MockTransport(handler) as http:
        client = client_of(http)
        await client.carry_out(submit(), at_once)
        await client.carry_out(submit(), at_once)

    assert seen == ["nonce-0", "nonce-1"]


@pytest.mark.parametrize("error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout])
async def test_a_call_without_connection_was_not_sent(error: type[httpx.TransportError]) -> None:
    """No byte of it left, so it may be sent again."""

    def handler(request: httpx.Request) -> httpx.Response:
        raise error(f"to {request.url}")

    assert await carry_out(handler, submit()) == NotSent(fault=Fault.PROVIDER_DOWN, message=error.__name__)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout,
        httpx.WriteTimeout,
        httpx.ReadError,
        httpx.WriteError,
        httpx.CloseError,
        httpx.RemoteProtocolError,
        httpx.LocalProtocolError,
        httpx.ProxyError,
        httpx.UnsupportedProtocol,
        httpx.DecodingError,
        httpx.TooManyRedirects,
        RuntimeError,
        TimeoutError,
        OSError,
    ],
)
async def test_after_any_other_failure_nobody_knows(error: type[Exception]) -> None:
    """The request may have arrived and run; the name of the failure is all that is kept of it."""

    def handler(request: httpx.Request) -> httpx.Response:
        raise error(f"to {request.url}")

    assert await carry_out(handler, submit()) == Unknown(reason=error.__name__)


async def test_cancellation_passes_through() -> None:
    """A program that shuts down is not held up; the call is recorded as sent, so it will be settled."""

    def handler(_: httpx.Request) -> httpx.Response:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await carry_out(handler, submit())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(status: int) -> None:
    """Following one would hand the code in again, somewhere else."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(status, headers={"location": "https://elsewhere.test/"}, html="Moved")

    async with httpx.MockTransport(handler) as http:
        outcome = await client_of(http).carry_out(submit(), at_once)

    assert outcome == Unknown(reason=f"HTTP {status}, and nothing in it that could be understood")
    assert seen == ["cams.ap-southeast-1.aliyuncs.com"]


class Endless(httpx.AsyncByteStream):
    """A body without end, which counts how much of it was taken."""

    def __init__(self) -> None:
        self.taken = 0
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.taken += 1 << 16
            yield b" " * (1 << 16)

    async def aclose(self) -> None:
        self.closed = True


async def test_an_answer_without_end_is_cut() -> None:
    """Memory stays bounded, and the connection is given up."""
    body = Endless()

    assert await carry_out(lambda _: httpx.Response(200, stream=body), submit()) == Unknown(
        reason="HTTP 200: the answer is too large"
    )
    assert body.taken == LARGEST_ANSWER + (1 << 16)
    assert body.closed


async def test_an_answer_of_the_largest_size_is_read() -> None:
    """The bound is for nonsense, not for a space with many numbers."""
    body = b'{"Code":"OK"}'.ljust(LARGEST_ANSWER)

    assert await carry_out(lambda _: httpx.Response(200, content=body), submit()) == Accepted()


async def test_a_refusal_comes_through_as_it_is() -> None:
    """Status, headers and body reach the deciphering, whatever the case of a header's name."""
    answer = httpx.Response(
        429, headers={"X-Acs-Retry-After": "2500"}, json={"Code": "Throttling.Api", "RequestId": "1", "Message": "m"}
    )

    assert await carry_out(lambda _: answer, submit()) == NotSent(
        fault=Fault.THROTTLED, code="Throttling.Api", message="m", request_id="1", retry_after=2.5
    )


async def test_a_request_that_cannot_be_built_is_not_sent() -> None:
    """A clock without time zone is a defect to mend, not an unknown outcome."""
    sent: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return OK

    naive = datetime(2026, 1, 2, 3, 4, 5)  # noqa: DTZ001 -- the defect in question
    async with httpx.MockTransport(handler) as http:
        client = Client(http, ENDPOINT, credentials=Fixed(Credentials("k", "s")), now=lambda: naive, nonce=str)
        outcome = await client.carry_out(submit(), at_once)

    assert (outcome, sent) == (NotSent(fault=Fault.PROGRAM, message="ValueError"), [])


class Stuck(httpx.AsyncByteStream):
    """A body whose next piece never comes."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()


async def test_a_call_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips for ever does not hold its connection and its lease for ever."""
    monkeypatch.setattr("bot.cams.client.LONGEST_CALL", 0.01)

    assert await carry_out(lambda _: httpx.Response(200, stream=Stuck()), submit()) == Unknown(reason="TimeoutError")


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("error", [None, httpx.ConnectError, httpx.ReadTimeout, RuntimeError])
async def test_nothing_of_ours_is_logged_or_told(
    call: Call, error: type[Exception] | None, caplog: pytest.LogCaptureFixture
) -> None:
    """URLs hold code and number; whatever happens, neither they nor the secret leave by a log or an outcome.

    httpx logs the URL of each request itself, which is for `bot.log` to silence.
    """

    def handler(request: httpx.Request) -> httpx.Response:
        if error is not None:
            raise error(f"to {request.url} with {request.headers['authorization']}")
        return httpx.Response(400, json={"Code": "New", "Message": f"{request.url} {SECRET}"})

    with caplog.at_level(logging.DEBUG):
        outcome = await carry_out(handler, call)
    ours = [record.getMessage() for record in caplog.records if record.name.split(".")[0] not in {"httpx", "httpcore"}]
    said = "\n".join([repr(outcome), *ours])

    assert CODE not in said
    assert PHONE not in said
    assert "Signature" not in said


async def test_the_bytes_on_the_wire() -> None:
    """The real pool sends the signed target as it is, an empty body, and asks for an unpacked answer."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{"Code":"OK"}')
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with connections(f"http://{host}") as http:
            outcome = await client_of(http, f"http://{host}/").carry_out(submit(), at_once)
    head, *headers = seen[0].decode().strip().split("\r\n")
    sent = {name.lower(): value for name, value in (header.split(": ", 1) for header in headers)}

    assert outcome == Accepted()
    assert head == "POST /?CustSpaceId=cams-8c8%20%2B&PhoneNumber=8613800001234&VerifyCode=012345 HTTP/1.1"
    assert sent["host"] == host
    assert sent["content-length"] == "0"
    assert sent["accept-encoding"] == "identity"
    assert "content-type" not in sent
    assert "transfer-encoding" not in sent


class TooLateError(Exception):
    """Raised by who does not let a call leave."""


async def test_nothing_leaves_before_it_may() -> None:
    """Connected, and not a byte sent: what keeps it from leaving is raised, or it certainly was not sent."""
    seen: asyncio.Queue[bytes] = asyncio.Queue()
    connected = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        seen.put_nowait(await reader.read())
        writer.close()

    async def refuse() -> None:
        await connected.wait()
        raise TooLateError

    async def forget_to_leave() -> None:
        raise TimeoutError

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with connections(endpoint) as http:
            with pytest.raises(TooLateError):
                await client_of(http, endpoint).carry_out(submit(), refuse)
            with pytest.raises(TimeoutError):
                await client_of(http, endpoint).carry_out(submit(), forget_to_leave)
        assert [await seen.get(), await seen.get()] == [b"", b""]


async def test_a_call_that_waits_too_long_to_leave_was_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its time is over before its turn has come."""
    monkeypatch.setattr("bot.cams.client.LONGEST_CALL", 0.01)

    async def never() -> None:
        await asyncio.Event().wait()

    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0) as server:
        endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with connections(endpoint) as http:
            outcome = await client_of(http, endpoint).carry_out(submit(), never)
    assert outcome == NotSent(fault=Fault.PROVIDER_DOWN, message="TimeoutError")


async def test_nobody_listening_is_not_sent() -> None:
    """A refused connection on a real socket is the plainest «not sent»."""
    async with await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0) as server:
        endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with connections(endpoint) as http:
        assert await client_of(http, endpoint).carry_out(submit(), at_once) == NotSent(
            fault=Fault.PROVIDER_DOWN, message="ConnectError"
        )


async def test_a_connection_that_closes_without_an_answer_is_unknown() -> None:
    """The server read the request; what it did then, nobody knows."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        endpoint = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with connections(endpoint) as http:
            assert await client_of(http, endpoint).carry_out(submit(), at_once) == Unknown(reason="RemoteProtocolError")


async def test_the_time_outs_are_the_calls() -> None:
    """They tell «never left» from «unknown», so each request carries all of them."""
    seen: list[httpx.Request] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return OK

    await carry_out(handler, submit())

    assert [request.extensions["timeout"] for request in seen] == [
        {"connect": 5.0, "read": 30.0, "write": 30.0, "pool": 5.0}
    ]


@pytest.mark.parametrize("endpoint", [ENDPOINT, "http://127.0.0.1:8080"], ids=["https", "plain"])
async def test_tls_is_always_verified(endpoint: str) -> None:
    """A stand-in on plain HTTP saves the reading of certificates, and then trusts nobody rather than everybody."""
    async with connections(endpoint) as http:
        context = http.context

    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert bool(context.get_ca_certs()) == endpoint.startswith("https")


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "cams.ap-southeast-1.aliyuncs.com",
        "ftp://cams.test",
        "https://",
        "https://cams.test/path",
        "https://cams.test/?x=1",
        "https://user@cams.test",
        "http://cams.test:port",
    ],
)
async def test_an_endpoint_must_be_the_root_of_a_host(endpoint: str) -> None:
    """The signature covers the path `/`; a wrong setting is noticed before a call."""
    with pytest.raises(ValueError, match=r"^the endpoint of CAMS "):
        connections(endpoint)
    async with httpx.MockTransport(lambda _: OK) as http:
        with pytest.raises(ValueError, match=r"^the endpoint of CAMS "):
            client_of(http, endpoint)


async def test_the_usual_port_is_not_in_the_host() -> None:
    """`Host` is signed, and servers leave the usual port out."""
    seen: list[str] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["host"])
        return OK

    async with httpx.MockTransport(handler) as http:
        await client_of(http, "https://CAMS.test:443/").carry_out(submit(), at_once)

    assert seen == ["cams.test"]
