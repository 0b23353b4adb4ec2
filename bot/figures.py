"""What the counts of some days say: how far customers came, where they stopped, how long it took, what failed. Pure.

Each day counts what happened on it, so shares are of what ended in those days, not of those who began in them.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .flow.model import Channel, Milestone, State
from .flow.tallies import What, better, middle_of

MOST_FAULTS, MOST_NETWORKS = 8, 8
"""What staff read of each: the most frequent. The file has all of them."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What became of codes that were asked for."""

    arrived: int = 0
    missed: int = 0

    @property
    def asked(self) -> int:
        """Of how many it is known whether they came."""
        return self.arrived + self.missed

    def plus(self, other: "Codes") -> "Codes":
        """Both together."""
        return Codes(self.arrived + other.arrived, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Network:
    """What became of codes in a carrier's network, since counting them began, and what is recommended there first."""

    name: str
    codes: Mapping[Channel, Codes]
    first: Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of some days. Seconds are None where nobody was verified."""

    milestones: Mapping[Milestone, int]
    left: Sequence[tuple[State, int]] = ()
    """Where customers stopped or fell silent, most first."""
    median: float | None = None
    ninth: float | None = None
    """In nine of ten cases it took no longer."""
    faults: Sequence[tuple[str, int]] = ()
    """The fault with the provider's code, most first."""
    codes: Mapping[Channel, Codes] = field(default_factory=dict[Channel, Codes])

    @property
    def given_up(self) -> int:
        """How many stopped or fell silent, wherever."""
        return sum(times for _, times in self.left)

    @property
    def success(self) -> int | None:
        """Of a hundred whose verification ended in those days, how many were verified; None where none ended."""
        verified = self.milestones.get(Milestone.VERIFIED, 0)
        ended = verified + self.given_up
        return None if not ended else round(100 * verified / ended)


def figures(counted: Mapping[tuple[str, str], int]) -> Figures:
    """What the counts say. What an unknown version counted is left out."""
    spans: Counter[int] = Counter()
    left: Counter[State] = Counter()
    faults: Counter[str] = Counter()
    codes: dict[Channel, Codes] = {}
    milestones: Counter[Milestone] = Counter()
    for (what, sort), times in counted.items():
        match what:
            case What.MILESTONE if sort in set(Milestone):
                milestones[Milestone(sort)] += times
            case What.LEFT if sort in set(State):
                left[State(sort)] += times
            case What.FAULT:
                faults[sort] += times
            case What.TOOK if sort.isdigit():
                spans[int(sort)] += times
            case What.ARRIVED | What.MISSED if sort.partition(" ")[0] in set(Channel):
                channel = Channel(sort.partition(" ")[0])
                codes[channel] = codes.get(channel, Codes()).plus(_codes(what, times))
            case _:
                pass
    return Figures(
        milestones=milestones,
        left=left.most_common(),
        median=quantile(spans, 0.5),
        ninth=quantile(spans, 0.9),
        faults=faults.most_common(),
        codes=codes,
    )


def networks(counted: Mapping[tuple[str, str], int]) -> list[Network]:
    """What was learned of each network, that with most codes first."""
    found: dict[str, dict[Channel, Codes]] = {}
    for (what, sort), times in counted.items():
        channel, _, name = sort.partition(" ")
        if channel in set(Channel) and what in {What.ARRIVED, What.MISSED}:
            codes = found.setdefault(name, {})
            codes[Channel(channel)] = codes.get(Channel(channel), Codes()).plus(_codes(what, times))
    known = [Network(name, codes, _first(codes)) for name, codes in found.items()]
    return sorted(known, key=lambda each: (-sum(codes.asked for codes in each.codes.values()), each.name))


def quantile(spans: Mapping[int, int], share: float) -> float | None:
    """The seconds that it took in that share of cases at most, to a tenth of them; None where there were none."""
    wanted, passed = share * sum(spans.values()), 0
    for span in sorted(spans):
        passed += spans[span]
        if passed >= wanted and passed:
            return middle_of(span)
    return None


def sheet(rows: Sequence[tuple[date, str, str, int]]) -> bytes:
    """The counts day by day, as a file that spreadsheets read: CSV in UTF-8, with what would be a formula made text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("day", "what", "sort", "times"))
    for day, what, sort, times in rows:
        writer.writerow((day.isoformat(), what, f"'{sort}" if sort[:1] in {"=", "+", "-", "@", "\t"} else sort, times))
    return text.getvalue().encode("utf-8-sig")


def _codes(what: str, times: int) -> Codes:
    return Codes(arrived=times) if what == What.ARRIVED else Codes(missed=times)


def _first(codes: Mapping[Channel, Codes]) -> Channel:
    counts = {
        (what, channel): times
        for channel, each in codes.items()
        for what, times in ((What.ARRIVED, each.arrived), (What.MISSED, each.missed))
    }
    return better(counts)
