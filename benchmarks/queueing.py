"""Queues at the caps of others, played in no time: customers, calls in their turns, messages, notices.

A discrete-event simulation, first come first served, from a seed. What happens in it is decided by a plan: whose codes
come when, and through which stations each goes. It knows nothing of the program, so that a year of it costs seconds;
what a station takes is measured elsewhere or written in a document (`benchmarks.scaling` says where).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import inf
from random import Random

from .figures import percentile


@dataclass(frozen=True, slots=True)
class Station:
    """Where work waits for its turn: turns are `interval` seconds apart, and so many pieces of work share one."""

    interval: float
    together: int = 1


@dataclass(frozen=True, slots=True)
class Stop:
    """A piece of work at a station. `after` are the seconds from its turn until its end, when the journey goes on.

    The journeys `beside` it begin at its end too, and nobody waits for them.
    """

    station: str
    after: float = 0.0
    beside: "tuple[Journey, ...]" = ()


Journey = tuple[Stop, ...]


@dataclass(slots=True)
class Line:
    """What happened at a station."""

    station: Station
    waits: list[float] = field(default_factory=list)
    given: list[float] = field(default_factory=list)
    """The turns, as they were given: one that is shared is there once for each who has it."""
    turns: int = 0
    shared: int = 0
    """How many have the last one."""

    @property
    def last(self) -> float:
        """When the last turn was, or will be; so long ago that it is in nobody's way, if there was none."""
        return self.given[-1] if self.given else -inf

    def join(self, now: float) -> float:
        """Take a turn, the last one granted if it is yet to come and has room; returns when it is."""
        turn = self.last
        if turn > now and self.shared < self.station.together:
            self.shared += 1
        else:
            turn, self.shared = max(now, turn + self.station.interval), 1
            self.turns += 1
        self.given.append(turn)
        self.waits.append(turn - now)
        return turn

    @property
    def longest(self) -> float:
        """Seconds that the unluckiest waited."""
        return max(self.waits, default=0.0)

    @property
    def mean(self) -> float:
        """Seconds that work waited on average."""
        return sum(self.waits) / len(self.waits) if self.waits else 0.0

    def percentile(self, percent: float) -> float:
        """Seconds that so many in a hundred did not wait longer than."""
        return percentile(self.waits, percent)

    def busy(self, seconds: float) -> float:
        """The share of the turns in so many seconds that were taken."""
        return self.turns * self.station.interval / seconds


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it: each station's line, and for each journey when it began and ended, in the order of beginning."""

    lines: Mapping[str, Line]
    spans: Sequence[tuple[float, float]]

    @property
    def last_end(self) -> float:
        """When the last journey was over."""
        return max((end for _, end in self.spans), default=0.0)

    @property
    def lengths(self) -> list[float]:
        """Seconds that each journey took."""
        return [end - began for began, end in self.spans]


def play(stations: Mapping[str, Station], journeys: Iterable[tuple[float, Journey]]) -> Played:
    """Send everybody on their journey at their instant. Of what comes at one instant, the first to be owed goes first.

    Raises:
        KeyError: A journey leads to a station that is not there.
    """
    lines = {name: Line(station) for name, station in stations.items()}
    order = count()
    begun = sorted(journeys, key=lambda each: each[0])
    spans = [(at, at) for at, _ in begun]
    coming: list[tuple[float, int, int | None, Journey]] = [
        (at, next(order), who, stops) for who, (at, stops) in enumerate(begun)
    ]
    heapq.heapify(coming)
    while coming:
        now, _, who, stops = heapq.heappop(coming)
        if not stops:
            if who is not None:
                spans[who] = (spans[who][0], now)
            continue
        stop, rest = stops[0], stops[1:]
        end = lines[stop.station].join(now) + stop.after
        for aside in stop.beside:
            heapq.heappush(coming, (end, next(order), None, aside))
        heapq.heappush(coming, (end, next(order), who, rest))
    return Played(lines, spans)


def at_random(rate: float, seconds: float, chance: Random) -> list[float]:
    """Instants of people who know nothing of each other: `rate` of them a second (Poisson)."""
    instants: list[float] = []
    at = chance.expovariate(rate)
    while at < seconds:
        instants.append(at)
        at += chance.expovariate(rate)
    return instants
