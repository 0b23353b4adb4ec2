"""Lets other systems in: by a token that is good, and no oftener than is good for everybody else."""

import asyncio
import hmac
from collections.abc import Mapping

from bot.ports import Clock
from bot.store import Store, Token, token_hash

from .problems import Kind, ProblemError
from .tokens import LONGEST, PREFIX, Scope

KNOWN_FOR = 1.0
"""Seconds for which the list of tokens is believed: who tries tokens costs a read a second, and a revoked one opens
nothing after that."""

REQUESTS_A_SECOND = 10.0
"""Of one token, at one process: as many as CAMS takes codes, so that no onboarding needs more; each is a transaction of
about a millisecond, which SQLite does one after the other, customers' among them."""

REQUESTS_AT_ONCE = 20
"""What may come together after a pause: a page of a list with its cases."""

USED_EVERY = 3600
"""Seconds to which it is kept when a token was last used: enough to find those that nobody needs, and not who works
when."""


class Door:
    """Knows who may come in. `identify` says who it is, or raises what to answer."""

    def __init__(self, store: Store, *, clock: Clock, steady: Clock) -> None:
        self._store = store
        self._clock = clock
        self._steady = steady
        self._known: dict[str, Token] = {}
        self._read_at = float("-inf")
        self._turn = asyncio.Lock()
        self._taken: dict[int, tuple[float, float]] = {}
        """How many of its places each token had taken, and when that was: they become free at its pace."""

    async def is_open(self) -> bool:
        """Whether there is anybody who may come in: else nothing is served at all."""
        return bool(await self._tokens())

    async def identify(self, authorization: list[str], scope: Scope) -> tuple[Token, str]:
        """Who asks, with the token as it was sent. Raises `ProblemError`."""
        given = _bearer(authorization)
        token = (await self._tokens()).get(token_hash(given)) if given else None
        # Found by a hash that nobody can steer, so time says nothing; compared all the same, should that ever change.
        if token is None or not hmac.compare_digest(token.hash, token_hash(given)):
            raise ProblemError(Kind.UNAUTHORIZED, headers={"WWW-Authenticate": 'Bearer realm="bot"'})
        self._count(token)
        if scope not in token.scopes:
            said = f'Bearer realm="bot", error="insufficient_scope", scope="{scope}"'
            raise ProblemError(Kind.FORBIDDEN, f"It lacks the scope {scope}.", headers={"WWW-Authenticate": said})
        await self._note(token)
        return token, given

    async def _tokens(self) -> Mapping[str, Token]:
        async with self._turn:
            if self._steady() - self._read_at >= KNOWN_FOR:
                async with self._store.transaction() as tx:
                    found = await tx.tokens()
                self._known = {token.hash: token for token in found if not token.revoked_at}
                self._read_at = self._steady()
        now = self._clock()
        return {key: token for key, token in self._known.items() if token.is_good(now)}

    def _count(self, token: Token) -> None:
        """Take a place in the token's line, if one is free."""
        now = self._steady()
        taken, at = self._taken.get(token.id, (0.0, now))
        taken = max(0.0, taken - (now - at) * REQUESTS_A_SECOND) + 1
        if taken > REQUESTS_AT_ONCE:
            raise ProblemError(Kind.TOO_MANY, headers={"Retry-After": "1"})
        self._taken[token.id] = taken, now

    async def _note(self, token: Token) -> None:
        """Keep that it was used, to the hour."""
        hour = self._clock() // USED_EVERY * USED_EVERY
        if token.used_at < hour:
            async with self._store.transaction() as tx:
                await tx.token_used(token.id, at=hour)
            self._read_at = float("-inf")


def _bearer(authorization: list[str]) -> str:
    """The token in the header; empty where there is none, or several, of which others may have looked at the other."""
    if len(authorization) != 1:
        return ""
    scheme, _, given = authorization[0].partition(" ")
    given = given.strip()
    is_ours = scheme.lower() == "bearer" and given.startswith(PREFIX) and len(given) <= LONGEST and given.isascii()
    return given if is_ours else ""
