"""How a world without faults comes to rest: time passes at once to whatever comes next, but never past what is due.

Skipping while somebody is at work would end every lease under their hands: a busy machine would never come to rest.
At rest time stands still: else a deadline would pass while the bots end, and what follows from it would be left owed.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.flow.model import LinkState, State
from bot.flow.policy import PROBED
from db.tables import cases, heartbeat, inbox, links, notices, outbox, topics

from .clock import SharedClock
from .waiting import pause
from .world import World

LOOK = 0.25
"""Seconds between looks: what a skip has made due is claimed by then, on a machine that is not too busy."""

LONGEST_SKIP = 600.0
"""Seconds of the world that are skipped at once: as long as most waits, and no longer than a clock was ever off."""

ALL = 10_000
"""More cases than any campaign has."""

UNDER_WAY = (State.REQUESTING, State.PRECHECKING, State.CHECKING, State.SETTLING)

LIVE = (LinkState.MADE, LinkState.OPENED)
"""Links for colleagues that end when their time is over."""


@dataclass(frozen=True, slots=True)
class Look:
    """What there was to see: whether somebody has something to do now, and else when somebody will."""

    is_busy: bool
    next_at: float | None = None

    @property
    def is_rest(self) -> bool:
        """Whether nothing is owed, and nothing under way, now or later."""
        return not self.is_busy and self.next_at is None

    def skip(self, now: float) -> float:
        """The seconds that may pass at once."""
        if self.is_busy or self.next_at is None:
            return 0
        return min(max(self.next_at - now, 0) + 1, LONGEST_SKIP)


async def come_to_rest(clock: SharedClock, look: Callable[[], Awaitable[Look]], within: float) -> float:
    """Let time pass until nothing is owed or under way, twice; gives the real seconds it took, or all there are.

    At rest time stands still from then on.
    """
    began = time.monotonic()
    rests = 0
    while rests < 2 and time.monotonic() - began < within:  # noqa: PLR2004 -- twice: what rests may be about to go on
        seen = await look()
        if seen.is_rest:
            rests += 1
            clock.stop()
        else:
            rests = 0
            clock.go_on()
            clock.skip(seen.skip(clock()))
        await pause(LOOK)
    return time.monotonic() - began


async def look_at(world: World) -> Look:
    """Look at everything that somebody may have to do."""
    now = world.clock()
    # Before the database: what is taken from there after this look is stored, and what came of it, before that one.
    is_pending = bool(world.telegram.updates.pending())
    # Who waits in vain for Telegram may have lost the lease meanwhile, and sets that right once they give up.
    is_pending = is_pending or bool(world.telegram_server.hanging)
    busy = (
        select(func.count()).where(inbox.c.decided_at.is_(None)),
        select(func.count()).where(notices.c.told_to.is_not(None)),
        select(func.count()).where(heartbeat.c.back_at.is_not(None)),
        select(func.count()).where(cases.c.deadline <= now),
        select(func.count()).where(topics.c.remind_at <= now),
        select(func.count()).where(links.c.state.in_(LIVE), links.c.expires_at <= now),
    )
    async with world.engine.connect() as connection:
        counts = [await connection.scalar(each) for each in busy]
        owed = (await connection.scalars(select(outbox.c.due_at))).all()
        awaited = (await connection.scalars(select(cases.c.deadline).where(cases.c.state.in_(UNDER_WAY)))).all()
    async with world.store.transaction() as tx:
        held = await tx.list_cases(state=State.HELD, limit=ALL)
    probed = [case.deadline for case in held if case.fault in PROBED and case.deadline is not None]
    moments = [*owed, *awaited, *probed]
    is_due = any(moment <= now for moment in moments)
    return Look(is_pending or any(counts) or is_due, min(moments, default=None))
