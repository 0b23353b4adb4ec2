"""Tells staff what is worth telling: what one chat can repeat at will reaches them once in a while, with a count."""

from dataclasses import replace

from .flow.effects import TellStaff
from .flow.moderation import REPEATABLE, tell
from .store import Transaction


async def worth_telling(tx: Transaction, notice: TellStaff, *, now: float) -> tuple[TellStaff, ...]:
    """The notice, with how often the same came since the last; nothing where it is only counted."""
    chat_id = notice.case.chat_id
    if notice.reason not in REPEATABLE or not chat_id:
        return (notice,)
    known = await tx.telling(chat_id, notice.reason)
    is_told, telling = tell(known, now)
    await tx.save_telling(chat_id, notice.reason, telling)
    return (replace(notice, untold=known.untold if known else 0),) if is_told else ()
