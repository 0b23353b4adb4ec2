"""That the bot serves, and what everybody waits for."""

from collections.abc import Collection, Iterable

from db import heartbeat, inbox, levels, outbox, pacing, portrait
from db.heartbeat import Return
from db.levels import Levels

from ..flow.effects import Show
from ..flow.model import State
from .part import Part
from .rows import Queue, chat_lane

_AHEAD = 10
"""Turns that replicas whose clocks differ may be apart; what is farther ahead is of a clock that was set back since."""


class BeingThere(Part):
    """That the bot serves."""

    async def beat(self, *, now: float) -> tuple[float, bool]:
        """Show that the bot serves. Gives for how long nobody did, and whether customers are being told of a return."""
        return await heartbeat.beat(self._connection, now=now)

    async def come_back(self, *, since: float) -> None:
        """Have customers told that the bot is back since then."""
        await heartbeat.come_back(self._connection, since=since)

    async def returned(self) -> Return | None:
        """The return that customers are being told of, if there is one."""
        return await heartbeat.returned(self._connection)

    async def save_return(self, told: Return | None) -> None:
        """Remember how far the telling has come; None: all know."""
        await heartbeat.save(self._connection, told)

    async def picture_shown(self) -> str:
        """The digest of the picture that the bot was given last; empty where none was."""
        return await portrait.shown(self._connection)

    async def save_picture(self, digest: str) -> None:
        """Remember that the bot was given that picture."""
        await portrait.save(self._connection, digest)

    async def chats_to_be_answered(self, chat_ids: Collection[int]) -> set[int]:
        """Those of the chats, which are locked, that are being answered, or will be."""
        undecided = await inbox.undecided_chats(self._connection, chat_ids)
        lanes = await outbox.lanes_owed(self._connection, [chat_lane(chat_id) for chat_id in chat_ids])
        return undecided | {chat_id for chat_id in chat_ids if chat_lane(chat_id) in lanes}

    async def messages_due(self, *, now: float, most: int) -> int:
        """How many customers' messages should have gone out and have not, yet; counted up to `most`."""
        return await outbox.due(self._connection, Queue.CUSTOMERS, Show.__name__, now=now, most=most)

    async def take_turn(self, key: str, *, interval: float, now: float) -> bool:
        """Take a turn if it is there; the next one is there after the interval, for whichever replica.

        Who looks once in an interval may be a little early: the one after is not earlier for it.
        """
        slot = await pacing.grant(self._connection, key, interval=interval, now=now)
        if not now + interval / 10 < slot <= now + _AHEAD * interval:
            return True
        await pacing.give_back(self._connection, key, interval=interval)
        return False

    async def levels(self, *, queues: Iterable[str], states: Iterable[State]) -> Levels:
        """How much waits in the mailboxes, and how many cases in those states."""
        return await levels.read(self._connection, queues=queues, states=states)
