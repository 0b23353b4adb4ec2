"""Slows our messages down once Telegram refuses them, so that they arrive in turn rather than being refused again.

Telegram's limits are of two kinds. One chat takes about a message a second: a chat that is refused waits by itself, and
nobody else with it. All chats together take some thirty a second, unless an operator pays for more: that is known by
several chats being refused at the same moment. Only then do we keep to a pace.
"""

from collections.abc import Awaitable, Callable

import structlog

from . import metrics
from .ports import Clock

log = structlog.get_logger(__name__)

SEVERAL = 5
"""Chats refused within `MOMENT` that are no coincidence: fewer may each have been written to too often."""

MOMENT = 1.0
"""Seconds. What is refused in them was sent before we knew, so it counts once."""

BRAKED = 28.0
"""Messages a second while the brake is on: a little under Telegram's thirty («Bots FAQ: My bot is hitting limits»)."""

SLOWEST = 10.0
"""However many replicas send beside us. All we have in our hands leaves within a tenth of its lease."""

STEP = 1.5
"""By how much the pace changes: several replicas find what each may send within seconds."""

TRIAL = 10.0
"""Seconds without refusals after which a faster pace is tried, and without a message after which there is none."""

LONGEST_LINE = 20.0
"""Seconds. More than all we have in our hands takes at `SLOWEST`: a turn further off is of a clock set back."""

LONGEST_IN_HAND = 5.0
"""Seconds that a refused message is kept in our hands, and so its place in line. Who waits longer waits in the outbox.
"""


class Brake:
    """One for all messages to customers of a process."""

    def __init__(self, *, clock: Clock, wait: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._wait = wait
        self._pace = 0.0
        self._next_at = 0.0
        self._changed_at = 0.0
        self._refused: dict[str, float] = {}

    async def turn(self) -> None:
        """Come back when the next message may leave, in the order of asking; at once while nothing is refused."""
        now = self._clock()
        if self._pace and not now - TRIAL <= self._next_at <= now + LONGEST_LINE:
            self._change(0.0, now)
        if not self._pace:
            return
        if now - self._changed_at >= TRIAL and self._pace < BRAKED:
            self._change(min(self._pace * STEP, BRAKED), now)
        at = max(self._next_at, now)
        self._next_at = at + 1 / self._pace
        if at > now:
            await self._wait(at - now)

    async def keeps(self, lane: str, after: float) -> bool:
        """Telegram wants a lane's message later by so many seconds: wait for that here, if the limit is everybody's.

        False: it is the chat's own limit, or too long to wait for.
        """
        now = self._clock()
        self._refused = {each: at for each, at in self._refused.items() if 0 <= now - at < MOMENT} | {lane: now}
        if len(self._refused) >= SEVERAL and not 0 <= now - self._changed_at < MOMENT:
            self._next_at = max(self._next_at, now)
            self._change(max(self._pace / STEP, SLOWEST) if self._pace else BRAKED, now)
        if not self._pace or after > LONGEST_IN_HAND:
            return False
        await self._wait(after)
        return True

    def _change(self, pace: float, now: float) -> None:
        self._pace, self._changed_at = pace, now
        metrics.BRAKE.set(pace)
        log.warning("messages braked", a_second=round(pace)) if pace else log.info("messages no longer braked")
