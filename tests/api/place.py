"""The API over a real database, asked in this process."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from bot.api.answering import Api
from bot.api.tokens import SECRET_BYTES, Scope, token_of
from bot.health import Health
from tests.support.office import Office

BOTH = (Scope.INVITE, Scope.READ)


class Steady:
    """A clock that goes on far enough with each look for the list of tokens to be read anew, unless it is held."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 10.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@dataclass
class Asking:
    """Somebody who asks."""

    office: Office
    client: httpx.AsyncClient
    health: Health
    steady: Steady
    tokens: dict[str, int] = field(default_factory=dict)

    async def token(self, *scopes: Scope, expires_at: float | None = None) -> str:
        """A new token that is good for this."""
        token = token_of(bytes([len(self.tokens) + 1]) * SECRET_BYTES)
        async with self.office.store.transaction() as tx:
            self.tokens[token] = await tx.add_token(
                token, name="test", scopes=scopes, now=self.office.time(), expires_at=expires_at
            )
        return token

    async def ask(
        self,
        method: str,
        path: str,
        token: str = "",
        *,
        headers: Sequence[tuple[str, str]] = (),
        **content: Any,
    ) -> httpx.Response:
        """Ask, and look at what every answer has."""
        bearer = [("Authorization", f"Bearer {token}")] if token else []
        answer = await self.client.request(method, path, headers=[*bearer, *headers], **content)
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
        if answer.status_code >= 400 and method != "HEAD":
            document = answer.json()
            assert answer.headers["content-type"] == "application/problem+json"
            assert document["status"] == answer.status_code
            assert document["type"].startswith("/api#")
        assert not token or token not in answer.text
        return answer


@asynccontextmanager
async def asking(url: str) -> AsyncGenerator[Asking]:
    """Somebody who asks a bot that serves."""
    office, health, steady = Office(url), Health([]), Steady()
    health.serving = True
    api = Api(
        office.store,
        health,
        link_of=lambda token: f"https://t.me/test_bot?start={token}",
        default_language="en",
        clock=office.time,
        steady=steady,
    )
    transport = httpx.ASGITransport(api.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield Asking(office, client, health, steady)
    await office.close()
