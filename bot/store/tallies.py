"""What is counted by day, and when staff want to read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from db import digest, tallies

from ..flow.model import Channel
from ..flow.tallies import OF_PLACE, What
from .part import Part

LONGEST_SORT = 96
"""Characters that the column holds."""

MOST_ROWS = 20_000
"""Counts that are read day by day: a month of six hundred a day, many times what there are."""

_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """When staff want the numbers of the day before: a minute of the day on a zone's clocks, and when that is next."""

    minute: int
    zone: str
    next_at: float


def day_of(at: float, zone: tzinfo) -> int:
    """The day of an instant, counted from 1970, on the clocks of a zone."""
    return datetime.fromtimestamp(at, zone).date().toordinal() - _EPOCH


def date_of(day: int) -> date:
    """The date of such a day."""
    return date.fromordinal(day + _EPOCH)


def sort_of(channel: Channel, network: str) -> str:
    """Of what sort codes are that came, or did not, by a channel in a network."""
    return f"{channel} {network}".strip()[:LONGEST_SORT]


class Tallies(Part):
    """What is counted by day."""

    @property
    def zone(self) -> str:
        """On whose clocks days end."""
        return str(self._zone)

    def day(self, now: float) -> int:
        """The day, as it is counted here."""
        return day_of(now, self._zone)

    def count(self, counted: Mapping[tuple[str, str], int], *, now: float) -> None:
        """Count what happened, of what and of what sort: once all else is written, as `write_tallies` says."""
        today = self.day(now)
        for (what, sort), times in counted.items():
            for day in (today, tallies.ALWAYS) if what in OF_PLACE else (today,):
                self._tallied[day, what, sort[:LONGEST_SORT]] += times

    async def write_tallies(self) -> None:
        """Write down what was counted, as the last thing before the commit.

        Everybody counts in the same few rows: who has them holds others up, and waits for nobody any more.
        """
        if self._begins_anew:
            await tallies.begin_anew(self._connection)
        if self._tallied:
            await tallies.add(self._connection, self._tallied)

    async def counted(self, *, first: int, last: int) -> Mapping[tuple[str, str], int]:
        """How often what happened in those days, both included."""
        return await tallies.totals(self._connection, first=first, last=last)

    async def counted_by_day(self, *, first: int, last: int) -> Sequence[tuple[int, str, str, int]]:
        """The same, day by day: day, what, of what sort, how often."""
        return await tallies.by_day(self._connection, first=first, last=last, most=MOST_ROWS)

    async def codes_of(self, network: str) -> Mapping[tuple[What, Channel], int]:
        """How many codes came in a network, and how many did not, since counting them began."""
        sorts = {sort_of(channel, network): channel for channel in Channel}
        found = await tallies.always(self._connection, whats=OF_PLACE, sorts=sorts)
        return {(What(what), sorts[sort]): times for (what, sort), times in found.items()}

    async def codes_by_network(self) -> Mapping[tuple[str, str], int]:
        """The same of all networks, as they are counted."""
        return await tallies.totals(self._connection, first=tallies.ALWAYS, last=tallies.ALWAYS)

    def count_codes_anew(self) -> None:
        """Begin anew to count whether codes come, once all else is written. What was counted by day stays."""
        self._begins_anew = True

    async def forget_tallies(self, *, before: float) -> None:
        """Drop what was counted on days that were over before then."""
        await tallies.forget(self._connection, before=self.day(before))

    async def begun_at(self, case_id: int) -> float | None:
        """When a case was begun."""
        return await tallies.begun_at(self._connection, case_id)

    # --- When staff want to read it

    async def digest(self) -> Digest | None:
        """When staff want the numbers of a day; None: they do not."""
        row = await digest.find(self._connection)
        return None if row is None else Digest(**row)

    async def save_digest(self, wanted: Digest | None) -> None:
        """Write when they want them."""
        if wanted is None:
            await digest.drop(self._connection)
        else:
            row = {"minute": wanted.minute, "zone": wanted.zone, "next_at": wanted.next_at}
            await digest.save(self._connection, row)

    async def take_digest(self, due: Digest, *, then: float) -> bool:
        """Take the numbers that were due, so that nobody else sends them; the next are due `then`."""
        return await digest.move(self._connection, due_at=due.next_at, then=then)
