"""The numbers of a day, sent to the group each day: when, and whether at all."""

from bot.flow.staff import Line, Moment, Ours
from bot.store import Digest
from bot.text.daily import next_at, read_daily

from .asking import Asked, Done
from .reading import words_of

_OFF = {"off", "mati"}


async def digest(asked: Asked) -> Done:
    """`/digest` says when; `/digest 09:00 Asia/Jakarta` sets it; `/digest off` ends it."""
    words = words_of(asked.argument)
    if not words:
        await asked.answer((_when(await asked.desk.tx.digest()), Line("staff-digest-usage")))
        return Done()
    if words[0].casefold() in _OFF and len(words) == 1:
        await asked.desk.tx.save_digest(None)
        await asked.answer((Line("staff-digest-off"),))
        return Done(detail="off")
    read = read_daily(words, asked.desk.tx.zone)
    if read is None:
        await asked.answer((Line("staff-digest-unread"), Line("staff-digest-usage")))
        return Done(detail="not understood")
    minute, zone = read
    wanted = Digest(minute=minute, zone=zone, next_at=next_at(minute, zone, asked.desk.now))
    await asked.desk.tx.save_digest(wanted)
    await asked.answer((_when(wanted),))
    return Done(detail=f"{_clock(minute)} {zone}")


def _when(wanted: Digest | None) -> Line:
    if wanted is None:
        return Line("staff-digest-none")
    clock, zone = Ours(_clock(wanted.minute)), Ours(wanted.zone)
    return Line("staff-digest-when", {"clock": clock, "zone": zone, "moment": Moment(int(wanted.next_at))})


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
