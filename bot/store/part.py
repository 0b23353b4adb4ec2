"""What all parts of a transaction have."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, tzinfo

from sqlalchemy.ext.asyncio import AsyncConnection

from db.encryption import Cipher


class Part:
    """One part of a transaction. All parts of it share the connection and the keys."""

    def __init__(
        self,
        connection: AsyncConnection,
        cipher: Cipher,
        new_event_id: Callable[[], str] | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self._connection = connection
        self._cipher = cipher
        self._new_event_id = new_event_id
        self._zone = zone
        self._tallied = Counter[tuple[int, str, str]]()
        self._begins_anew = False

    def number_key(self, phone: str) -> str:
        """What a number is looked up by."""
        return self._cipher.keyed_hash("number", phone)
