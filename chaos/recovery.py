"""How long customers were without an answer after a kill. Pure."""

from bisect import bisect_right
from collections.abc import Sequence


def recoveries(deaths: Sequence[float], starts: Sequence[float], replies: Sequence[float]) -> list[float]:
    """From each death to the first reply that came after the next start of a bot; deaths without one are left out.

    All are instants. A reply on its way when the bot was killed is thus not taken for one of the next bot's.
    """
    starts, replies = sorted(starts), sorted(replies)
    found: list[float] = []
    for death in deaths:
        started = _first_after(death, starts)
        replied = None if started is None else _first_after(started, replies)
        if replied is not None:
            found.append(replied - death)
    return found


def _first_after(at: float, moments: Sequence[float]) -> float | None:
    place = bisect_right(moments, at)
    return moments[place] if place < len(moments) else None
