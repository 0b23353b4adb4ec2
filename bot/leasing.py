"""For how long what we have leased is ours, by whichever of two clocks says sooner.

The clock that others judge a lease by may be set back under our hands, and then shows too much of it. The other one
nobody sets, and it runs on while we are frozen or the machine sleeps.
"""

from collections.abc import Callable

from .ports import Clock
from .store import Claimed

LEASE = 55
"""Seconds. Longer than Telegram's longest wait (25 s), and than the provider's (40 s) with that for a turn (10 s); and
under a minute, after which nobody should wait any more for a replica that is frozen."""


class LeaseLostError(Exception):
    """Somebody else has the row now, or may have it in a moment: nothing more may be done about it here."""


class Leases:
    """Those of one process. `new_name` gives a name that no other lease has, here or elsewhere."""

    def __init__(self, *, new_name: Callable[[], str], clock: Clock, lived: Clock) -> None:
        self._new_name = new_name
        self._clock = clock
        self._lived = lived
        self._ends: dict[str, float] = {}

    def begin(self, *, now: float) -> tuple[str, float]:
        """A new lease: its name, and until when it lasts."""
        lived = self._lived()
        while self._ends and next(iter(self._ends.values())) <= lived:
            del self._ends[next(iter(self._ends))]  # They end in the order in which they began.
        name = self._new_name()
        self._ends[name] = lived + LEASE
        return name, now + LEASE

    def left(self, row: Claimed) -> float:
        """Seconds for which a row is still ours; not above 0 once it is anybody's."""
        return min(row.leased_until - self._clock(), self._ends.get(row.lease, 0.0) - self._lived())
