"""Who is let in, and how often."""

from collections.abc import AsyncGenerator

import pytest

from bot.api.door import KNOWN_FOR, REQUESTS_A_SECOND, REQUESTS_AT_ONCE, USED_EVERY
from bot.api.tokens import PREFIX, Scope, link_token, token_of
from bot.store import Token
from tests.api.place import BOTH, Asking, asking


@pytest.fixture
async def place(sqlite_url: str) -> AsyncGenerator[Asking]:
    """An API over an empty database."""
    async with asking(sqlite_url) as made:
        yield made


@pytest.fixture
async def either(database_url: str) -> AsyncGenerator[Asking]:
    """The same on both kinds, for what is written."""
    async with asking(database_url) as made:
        yield made


async def stored(place: Asking) -> list[Token]:
    """The tokens as they are kept."""
    async with place.office.store.transaction() as tx:
        return await tx.tokens()


async def test_only_a_good_token_opens(either: Asking) -> None:
    """And none that is nearly one, said twice, revoked or over; all of these are answered alike."""
    token = await either.token(Scope.READ)
    brief = await either.token(Scope.READ, expires_at=either.office.time() + 60)
    revoked = await either.token(Scope.READ)
    assert [(await either.ask("GET", "/api/cases", each)).status_code for each in (token, brief, revoked)] == [200] * 3
    async with either.office.store.transaction() as tx:
        assert await tx.revoke_token(either.tokens[revoked], now=either.office.time())
        assert not await tx.revoke_token(either.tokens[revoked], now=either.office.time())
    either.office.time.now += 60

    wrong: list[list[tuple[str, str]]] = [
        [],
        [("Authorization", "")],
        [("Authorization", token)],
        [("Authorization", f"Basic {token}")],
        [("Authorization", "Bearer ")],
        [("Authorization", f"Bearer {token[:-1]}")],
        [("Authorization", f"Bearer {token}x")],
        [("Authorization", f"Bearer {token.swapcase()}")],
        [("Authorization", f"Bearer {PREFIX}{'x' * 500}")],
        [("Authorization", f"Bearer {token_of(bytes(32))}")],
        [("Authorization", f"Bearer {brief}")],
        [("Authorization", f"Bearer {revoked}")],
        [("Authorization", f"Bearer {token}"), ("Authorization", f"Bearer {token}")],
    ]
    for headers in wrong:
        answer = await either.ask("GET", "/api/cases", headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (401, "/api#unauthorized")
        assert answer.headers["www-authenticate"] == 'Bearer realm="bot"'
    right = await either.ask("GET", "/api/cases", headers=[("Authorization", f"bearer  {token}")])
    assert right.status_code == 200


@pytest.mark.parametrize(("scope", "method", "path"), [
    (Scope.READ, "POST", "/api/invitations"), (Scope.INVITE, "GET", "/api/cases"),
    (Scope.INVITE, "GET", "/api/cases/1"), (Scope.INVITE, "GET", "/api/invitations/1"),
])  # fmt: skip
async def test_a_scope_opens_its_own_only(place: Asking, scope: Scope, method: str, path: str) -> None:
    """Nothing is read before: a body that is no JSON is not even looked at."""
    answer = await place.ask(method, path, await place.token(scope), content=b"{")
    lacking = next(iter(set(Scope) - {scope}))
    assert (answer.status_code, answer.json()["detail"]) == (403, f"It lacks the scope {lacking}.")
    assert f'scope="{lacking}"' in answer.headers["www-authenticate"]


async def test_no_token_is_kept(place: Asking) -> None:
    """Only a hash, which opens nothing."""
    token = await place.token(*BOTH)
    (kept,) = await stored(place)
    assert token not in repr(vars(type(kept))) + repr(kept)
    assert (await place.ask("GET", "/api/cases", kept.hash)).status_code == 401
    assert (await place.ask("GET", "/api/cases", PREFIX + kept.hash)).status_code == 401


async def test_each_token_has_a_pace_of_its_own(place: Asking) -> None:
    """Some requests at once and then so many a second; others are not held up, nor is who waited."""
    token, other = await place.token(Scope.READ), await place.token(Scope.READ)
    place.steady.step = 0
    statuses = [(await place.ask("GET", "/api/cases", token)).status_code for _ in range(REQUESTS_AT_ONCE + 2)]
    assert statuses == [200] * REQUESTS_AT_ONCE + [429] * 2
    answer = await place.ask("GET", "/api/cases", token)
    assert (answer.json()["type"], answer.headers["retry-after"]) == ("/api#too-many-requests", "1")
    assert (await place.ask("GET", "/api/cases", other)).status_code == 200
    place.steady.now += 1
    statuses = [(await place.ask("GET", "/api/cases", token)).status_code for _ in range(12)]
    assert statuses == [200] * int(REQUESTS_A_SECOND) + [429] * 2


async def test_trying_tokens_costs_one_look_a_second(place: Asking) -> None:
    """Whoever tries puts no load on the database, and a new token is known a second later."""
    await place.token(Scope.READ)
    assert (await place.ask("GET", "/api/cases", token_of(bytes(32)))).status_code == 401
    place.steady.step = 0
    new = await place.token(Scope.READ)
    assert (await place.ask("GET", "/api/cases", new)).status_code == 401
    place.steady.now += KNOWN_FOR
    assert (await place.ask("GET", "/api/cases", new)).status_code == 200


async def test_when_it_was_used_is_known_to_the_hour(either: Asking) -> None:
    """No closer: it is there to find tokens that nobody needs."""
    token = await either.token(Scope.READ)
    await either.token(Scope.READ)
    either.office.time.now += 0.75 * USED_EVERY
    for _ in range(2):
        await either.ask("GET", "/api/cases", token)
        either.office.time.now += 60
    hour = either.office.time() // USED_EVERY * USED_EVERY
    assert [each.used_at for each in await stored(either)] == [hour, 0]
    either.office.time.now += USED_EVERY
    await either.ask("GET", "/api/cases", token)
    assert [each.used_at for each in await stored(either)] == [hour + USED_EVERY, 0]


def test_a_link_follows_from_token_and_key() -> None:
    """Another token or another key is another link; it has the form of those that staff make."""
    links = {link_token(token, key) for token in ("a", "b") for key in ("k", "l")}
    assert len(links) == 4
    assert {len(link) for link in links} == {22}
    assert link_token("a", "k") in links
