"""Statistics of a few runs: medians with their range, percentiles, ratios of paired runs. Pure."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], percent: float) -> float:
    """Find the smallest value that at least `percent` of all do not exceed (nearest rank); 0 if there are none."""
    if not values:
        return 0.0
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with the least and the greatest value it comes from."""

    median: float
    least: float
    greatest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Summarise the rounds' values; there is at least one."""
        return cls(statistics.median(values), min(values), max(values))

    def show(self, digits: int = 0) -> str:
        """Write it as «median (least–greatest)»."""
        return f"{self.median:.{digits}f} ({self.least:.{digits}f}–{self.greatest:.{digits}f})"


def paired(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Divide round by round, so that what slowed the machine in one round slows both sides of its ratio."""
    return Spread.of([our / max(their, 1e-9) for our, their in zip(ours, theirs, strict=True)])
