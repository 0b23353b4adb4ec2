"""The staff's group becomes a supergroup, which is another chat: it is followed, and staff are asked to say so.

Telegram says so in both chats, and in the answer to whatever is still sent to the old one. Whoever hears of it first
has it written down; every other replica reads that within seconds, or when the new chat first says something.
"""

import structlog

from bot.desk import Desk
from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case
from bot.ports import Moved
from bot.store import Transaction
from bot.whereabouts import Whereabouts

log = structlog.get_logger(__name__)


async def follow(desk: Desk, moved: Moved, group: Whereabouts) -> None:
    """Follow the group, if it is the staff's that has moved."""
    if not group.set_to or moved.chat_id != group.set_to:
        return
    group.move(moved.to)
    await desk.owe(*await _written_down(desk.tx, group, now=desk.now))


async def is_theirs(desk: Desk, chat_id: int, group: Whereabouts) -> bool:
    """Whether a chat is the staff's group, as far as any replica knows."""
    if not group.set_to or group.is_it(chat_id):
        return bool(group.set_to)
    if not group.moved_to and await desk.tx.moved_group(group.set_to) == chat_id:
        group.moved_to = chat_id
    return group.is_it(chat_id)


async def keep(tx: Transaction, group: Whereabouts, *, now: float) -> None:
    """Write down where the group has gone if we have heard of it, and read what others have heard."""
    if not group.set_to:
        return
    if not group.is_kept:
        await tx.owe(await _written_down(tx, group, now=now), now=now)
    elif not group.moved_to:
        group.moved_to = await tx.moved_group(group.set_to)


async def _written_down(tx: Transaction, group: Whereabouts, *, now: float) -> tuple[TellStaff, ...]:
    """Write it down; what staff are to be told, once."""
    if not await tx.move_group(group.set_to, to=group.moved_to, now=now):
        return ()
    log.warning("staff group moved: change STAFF_CHAT_ID", new_chat_id=group.moved_to)
    return (TellStaff(reason=Reason.GROUP_MOVED, case=Case(chat_id=0), at=int(now)),)
