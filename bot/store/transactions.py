"""Opens transactions, in which everything that belongs together becomes true together."""

from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, tzinfo

from sqlalchemy.ext.asyncio import AsyncEngine

from db import keyring, rotation
from db.encryption import Cipher
from db.engine import transaction

from ..text.phone import one_spelling
from .announcements import Announcements
from .calls import Calls
from .canned import Canned
from .erasing import Erasing
from .evidence import Evidence
from .inbox import Inbox
from .incidents import Incidents
from .links import Links
from .notices import Notices
from .outbox import Outbox
from .presence import BeingThere
from .staff import Staff
from .topics import Topics


class Store:
    """Opens transactions. With `new_event_id`, which names them, other systems are told what becomes of cases.

    By the clocks of `zone` one day ends and the next begins, for what is counted by day.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        cipher: Cipher,
        *,
        new_event_id: Callable[[], str] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self._engine = engine
        self._cipher = cipher
        self._new_event_id = new_event_id
        self._zone = zone
        self._under_way: Counter[str] = Counter()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator["Transaction"]:
        """Everything done with it becomes true at the end of the block, or nothing does."""
        cipher = self._cipher
        self._under_way[cipher.encrypts_with] += 1
        try:
            async with transaction(self._engine) as connection:
                made = Transaction(connection, cipher, self._new_event_id, self._zone)
                yield made
                await made.write_tallies()
        finally:
            self._under_way[cipher.encrypts_with] -= 1

    # --- Encryption keys: docs/decisions/022

    def use(self, cipher: Cipher) -> None:
        """Encrypt and hash with this from now on; what is under way goes on with what it has."""
        self._cipher = cipher

    @asynccontextmanager
    async def passing_transaction(self) -> AsyncGenerator["Transaction"]:
        """A transaction of a process that does not `follow_keys`: it encrypts with the key that the database names."""
        async with transaction(self._engine) as connection:
            await keyring.hold(connection)
            cipher = await keyring.follow(connection, self._cipher)
            made = Transaction(connection, cipher, self._new_event_id, self._zone)
            yield made
            await made.write_tallies()

    async def follow_keys(self, replica: int) -> None:
        """Encrypt with the key that the database names. Once nothing under way uses another, the database is told."""
        async with transaction(self._engine) as connection:
            await keyring.hold(connection)
            before, self._cipher = self._cipher, await keyring.follow(connection, self._cipher)
            if before.encrypts_with != self._cipher.encrypts_with:
                # As a rule it still is. Not if we were taken for dead meanwhile, a machine put to sleep say.
                await keyring.keep(connection, self._cipher, before.encrypts_with)
            if set(+self._under_way) <= {self._cipher.encrypts_with}:
                await keyring.register(connection, replica, self._cipher)

    async def rotate_keys(self, *, wait: rotation.Wait, tell: rotation.Tell) -> rotation.Rotated:
        """Encrypt everything anew with the newest key. Raises as `db.rotation.rotate`."""
        return await rotation.rotate(self._engine, self._cipher, wait=wait, tell=tell)

    async def count_keys(self) -> list[rotation.Counted]:
        """What each key is still needed for."""
        return await rotation.count(self._engine, self._cipher)

    def hash_of(self, purpose: str, *parts: str) -> str:
        """What tells one text from another without keeping it."""
        return self._cipher.keyed_hash(purpose, *parts)

    def fingerprint(self, phone: str, code: str) -> str:
        """Tells a code from another without keeping it. Only who has the encryption key can make one."""
        return self._cipher.keyed_hash("code", one_spelling(phone), code)

    async def close(self) -> None:
        """Close the database's connections."""
        await self._engine.dispose()


class Transaction(
    Inbox, Evidence, Topics, Canned, Erasing, Links, Outbox, Calls, Notices, Incidents, Staff, BeingThere, Announcements
):
    """What can be read and written together."""
