"""The endpoint for posted updates: who may post, what is taken, and when 200 is said."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from structlog.testing import capture_logs

from bot.store import Arrival
from bot.telegram.webhook import LARGEST_BODY, REFUSALS_LOGGED_EVERY, Webhook

SECRET = "s-" + "a" * 40
UPDATE = {
    "update_id": 17,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "text": "my secret 123456"},
}


class Inbox:
    """Takes updates in, or fails as a test says."""

    def __init__(self) -> None:
        self.stored: list[Arrival] = []
        self.given_up = 0
        self.failures: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.steady = 0.0

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.stored += arrivals

    async def give_up(self) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.given_up += 1


@pytest.fixture
def inbox() -> Inbox:
    """An inbox that takes everything until told otherwise."""
    return Inbox()


@pytest.fixture
def webhook(inbox: Inbox) -> Webhook:
    """The endpoint before it."""
    return Webhook(secret=SECRET, put=inbox.put, give_up=inbox.give_up, steady=lambda: inbox.steady)


@pytest.fixture
async def telegram(webhook: Webhook) -> AsyncGenerator[httpx.AsyncClient]:
    """Somebody who posts."""
    app = Starlette(routes=[Route("/telegram", webhook.receive, methods=["POST"])])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        yield client


async def post(client: httpx.AsyncClient, body: bytes, secret: str | bytes | None = SECRET) -> int:
    """Post a body as Telegram does; gives the status, and sees that nothing else was answered."""
    headers: list[tuple[str | bytes, str | bytes]] = [("Content-Type", "application/json")]
    if secret is not None:
        headers.append(("X-Telegram-Bot-Api-Secret-Token", secret))
    answer = await client.post("/telegram", content=body, headers=headers)  # type: ignore[arg-type]  # -- bytes are fine
    assert answer.content == b""
    return answer.status_code


def as_body(update: object) -> bytes:
    """An update as Telegram writes it."""
    return json.dumps(update).encode()


async def test_an_update_is_stored_as_it_came(telegram: httpx.AsyncClient, inbox: Inbox) -> None:
    """With its id and its chat, and byte for byte."""
    body = as_body(UPDATE)

    assert await post(telegram, body) == 200
    assert inbox.stored == [Arrival(17, 7, body)]
    assert inbox.stored[0].payload == body


async def test_200_is_said_when_it_is_stored(telegram: httpx.AsyncClient, inbox: Inbox) -> None:
    """And not before: Telegram forgets the update then."""
    inbox.gate.clear()
    posting = asyncio.ensure_future(post(telegram, as_body(UPDATE)))
    done, _ = await asyncio.wait([posting], timeout=0.1)
    assert done == set()
    inbox.gate.set()

    assert await posting == 200
    assert len(inbox.stored) == 1


@pytest.mark.parametrize(
    "given",
    [None, "", "s", SECRET[:-1], SECRET + "a", SECRET[:-1] + "b", SECRET.upper(), "ä".encode(), b"\xff" * 42],
    ids=["none", "empty", "short", "one-less", "one-more", "one-other", "upper", "umlaut", "bytes"],
)
async def test_who_does_not_know_the_secret_is_refused(
    telegram: httpx.AsyncClient, inbox: Inbox, given: str | bytes | None
) -> None:
    """Nothing of what they sent is stored, or even read."""
    assert await post(telegram, as_body(UPDATE), given) == 401
    assert await post(telegram, b"x" * (LARGEST_BODY + 1), given) == 401
    assert (inbox.stored, inbox.given_up) == ([], 0)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_only_posts_are_taken(telegram: httpx.AsyncClient, inbox: Inbox, method: str) -> None:
    """Even with the secret."""
    answer = await telegram.request(
        method, "/telegram", content=as_body(UPDATE), headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}
    )

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert inbox.stored == []


async def test_what_is_too_large_is_not_read(telegram: httpx.AsyncClient, inbox: Inbox) -> None:
    """One byte more than allowed is too much; how long it is need not be said beforehand."""
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b" " * 65536

    fitting = as_body(UPDATE).ljust(LARGEST_BODY)
    assert await post(telegram, fitting) == 200
    assert await post(telegram, fitting + b" ") == 413
    answer = await telegram.post("/telegram", content=endless(), headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})
    assert answer.status_code == 413
    assert sent <= LARGEST_BODY / 65536 + 2
    assert len(inbox.stored) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{",
        b"null",
        b"[]",
        b"17",
        b'{"message": {}}',
        b'{"update_id": "17"}',
        b'{"update_id": null}',
        b'{"update_id": -1}',
        b'{"update_id": 9223372036854775808}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
    ],
    ids=range(13),
)
async def test_what_no_repeat_would_mend_is_given_up(telegram: httpx.AsyncClient, inbox: Inbox, body: bytes) -> None:
    """Taken, so that it does not hold up its chat for a day, and staff are told; if that fails, it comes again."""
    inbox.failures = [OSError("disk full")]
    assert await post(telegram, body) == 503
    assert inbox.given_up == 0

    assert await post(telegram, body) == 200
    assert (inbox.stored, inbox.given_up) == ([], 1)


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 0, "message": None},
        {"update_id": 1, "new_kind": {"a": 1}},
        {"update_id": 2**63 - 1, "message": {"chat": {"id": 2**63}}},
    ],
    ids=["bare", "no-message", "unknown", "chat-out-of-range"],
)
async def test_what_we_do_not_know_is_stored_all_the_same(
    telegram: httpx.AsyncClient, inbox: Inbox, update: dict[str, object]
) -> None:
    """An update of a kind that does not concern us is decided on like any other, and belongs to no chat."""
    assert await post(telegram, as_body(update)) == 200
    assert [(arrival.update_id, arrival.chat_id) for arrival in inbox.stored] == [(update["update_id"], 0)]


@pytest.mark.parametrize(
    "error", [OSError("disk full"), RuntimeError("locked"), TimeoutError()], ids=["os", "db", "time"]
)
async def test_what_may_pass_comes_again(telegram: httpx.AsyncClient, inbox: Inbox, error: Exception) -> None:
    """While it cannot be stored the answer is 503, upon which Telegram posts it again."""
    inbox.failures = [error]

    assert [await post(telegram, as_body(UPDATE)) for _ in range(2)] == [503, 200]
    assert len(inbox.stored) == 1


async def test_a_database_that_hangs_is_not_waited_for(
    telegram: httpx.AsyncClient, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is an answer before Telegram gives up on one; what is stored late all the same is known as a repeat."""
    monkeypatch.setattr("bot.telegram.webhook.ANSWER_WITHIN", 0.05)
    inbox.gate.clear()

    assert await post(telegram, as_body(UPDATE)) == 503


async def test_half_an_update_is_none(webhook: Webhook, inbox: Inbox) -> None:
    """A connection that breaks in the middle gives nothing up: the update comes again."""
    parts: list[dict[str, object]] = [
        {"type": "http.request", "body": as_body(UPDATE)[:20], "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, object]:
        return parts.pop(0)

    headers = [(b"x-telegram-bot-api-secret-token", SECRET.encode())]
    scope = {"type": "http", "method": "POST", "path": "/telegram", "headers": headers}
    answer = await webhook.receive(Request(scope, receive))

    assert answer.status_code == 400
    assert (inbox.stored, inbox.given_up) == ([], 0)


async def test_the_log_says_no_word_of_it(telegram: httpx.AsyncClient, inbox: Inbox) -> None:
    """Kinds, sizes and counts; refusals at most once a minute, whoever tries how often."""
    with capture_logs() as logged:
        await post(telegram, as_body(UPDATE))
        inbox.failures = [OSError("disk full: my secret 123456")]
        await post(telegram, as_body(UPDATE))
        await post(telegram, b"my secret 123456")
        await post(telegram, b"x" * (LARGEST_BODY + 1))
        for _ in range(3):
            await post(telegram, as_body(UPDATE), "wrong")
        inbox.steady = REFUSALS_LOGGED_EVERY
        await post(telegram, as_body(UPDATE), "wrong")

    assert logged == [
        {"event": "update not stored", "error": "OSError", "log_level": "warning"},
        {"event": "update unreadable", "size": 16, "log_level": "error"},
        {"event": "update too large", "log_level": "error"},
        {"event": "posts refused", "why": "wrong secret", "count": 1, "log_level": "warning"},
        {"event": "posts refused", "why": "wrong secret", "count": 3, "log_level": "warning"},
    ]
