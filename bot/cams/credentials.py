"""Where the key comes from that calls are signed with: one from the settings, or a role's, which changes by itself."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from .signature import Credentials

REFRESH = 60.0
"""Seconds after which a role's key is asked for again, while calls go on with the one there is. The library keeps a
key until a quarter of an hour before its end: asking is cheap, and a renewed one is in use long before it must be."""

FETCHING = 12.0
"""Seconds that a call waits for the first key: what the library allows itself for reading (10), and some."""

REOPENING = 10.0
"""Seconds between two keys that are asked for because one was refused: a role that is blocked must not bring a storm of
questions down on its source, with each call that is refused."""

Fetch = Callable[[], Credentials]
"""Gets a role's key, which may block, and raises what it likes."""

_log = structlog.get_logger()


class CredentialsError(Exception):
    """There is no key; the text is the kind of what went wrong, and nothing that a source said."""


class Source(Protocol):
    """Has the key that is good now."""

    async def current(self) -> Credentials:
        """The key to sign with. Raises `CredentialsError`, after which nothing has left."""
        ...

    async def instead_of(self, refused: Credentials) -> Credentials | None:
        """Another key than this, which the provider does not take; None where there is none. Raises nothing."""
        ...


class Fixed:
    """The settings' key."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials

    async def current(self) -> Credentials:
        """It, always."""
        return self._credentials

    async def instead_of(self, refused: Credentials) -> None:
        """None: whoever changes the settings starts again."""


class Renewing:
    """A role's key, asked for ahead of its end, once at a time, and beside the calls, which wait for the first only.

    `reopen` makes what fetches. It is made anew when a key was refused, since it may keep that one until its end.
    """

    def __init__(self, reopen: Callable[[], Fetch], *, steady: Callable[[], float]) -> None:
        self._reopen = reopen
        self._steady = steady
        self._fetch: Fetch | None = None
        self._known: Credentials | None = None
        self._trouble = ""
        self._under_way: asyncio.Task[None] | None = None
        self._asked_at = float("-inf")
        self._reopened_at = float("-inf")

    async def current(self) -> Credentials:
        """The key to sign with. Raises `CredentialsError`."""
        if self._known is None:
            await self._renewed()
        elif self._steady() - self._asked_at >= REFRESH:
            _ = self._start_renewing()
        if self._known is None:
            raise CredentialsError(self._trouble)
        return self._known

    async def instead_of(self, refused: Credentials) -> Credentials | None:
        """Another key than this, asked for now unless one came in the meantime; None where there is none."""
        if self._known == refused:
            if self._steady() - self._reopened_at >= REOPENING:
                self._reopened_at = self._steady()
                self._fetch = None
                await self._renewed()
            elif self._under_way is not None and not self._under_way.done():
                await self._renewed()  # Another call was refused just before, and asks already.
        return self._known if self._known != refused else None

    async def _renewed(self) -> None:
        """Wait for a key, for as long as a call may; the asking itself goes on."""
        try:
            async with asyncio.timeout(FETCHING):
                await asyncio.shield(self._start_renewing())
        except TimeoutError:
            self._trouble = "TimeoutError"

    def _start_renewing(self) -> asyncio.Task[None]:
        if self._under_way is None or self._under_way.done():
            self._asked_at = self._steady()
            self._under_way = asyncio.create_task(self._renew())
        return self._under_way

    async def _renew(self) -> None:
        """Raises nothing: whether there is a key is seen by what is known."""
        try:
            self._known = await asyncio.to_thread(self._fetched)
        except Exception as exc:  # noqa: BLE001 -- whatever the source's library raises; its texts quote answers
            self._trouble = type(exc).__name__
            _log.warning("role's key not renewed", error=self._trouble)

    def _fetched(self) -> Credentials:
        # Only one of us runs at a time. Opening reads many modules the first time, so it is done here too.
        fetch = self._fetch
        if fetch is None:
            fetch = self._fetch = self._reopen()
        return fetch()
