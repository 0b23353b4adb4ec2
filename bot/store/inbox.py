"""What comes in: updates that are stored before they are acknowledged."""

from collections.abc import Collection, Sequence

from db import inbox
from db.inbox import Arrival, Undecided

from .part import Part


class Inbox(Part):
    """What comes in."""

    async def put(self, arrivals: Sequence[Arrival], *, now: float) -> None:
        """Take updates in. One that is known already is ignored."""
        await inbox.put(self._connection, arrivals, cipher=self._cipher, now=now)

    async def waiting_chats(self, *, now: float, limit: int) -> list[int]:
        """Chats with something to decide, those that wait longest first."""
        return await inbox.waiting_chats(self._connection, now=now, limit=limit)

    async def take(self, chat_ids: Collection[int], *, limit: int, each: int) -> list[Undecided]:
        """The oldest undecided updates of locked chats, no more than `each` of any, in order within it."""
        return await inbox.take(self._connection, chat_ids, cipher=self._cipher, limit=limit, each=each)

    async def decided(self, update_ids: Sequence[int], *, now: float) -> None:
        """Mark updates as decided on."""
        await inbox.decided(self._connection, update_ids, now=now)

    async def failed(self, poison: Undecided, *, until: float) -> None:
        """Let the chat of an update that cannot be decided on wait."""
        await inbox.failed(self._connection, poison, until=until)

    async def bury_update(self, update_id: int, *, now: float) -> None:
        """Give an update up."""
        await inbox.bury(self._connection, update_id, now=now)

    async def forget_updates(self, *, before: float) -> int:
        """Drop updates decided before then; returns how many."""
        return await inbox.forget(self._connection, before=before)
