"""What holds everybody up."""

from dataclasses import dataclass

from db import incidents

from ..flow.model import Fault
from .part import Part


@dataclass(frozen=True, slots=True)
class Ended:
    """An incident whose end is being told: to those of a step, up to a case."""

    fault: Fault
    step: int
    told_to: int


class Incidents(Part):
    """What holds everybody up."""

    async def open_incidents(self) -> dict[Fault, float]:
        """What holds everybody up, with when that was last seen."""
        return {Fault(fault): seen_at for fault, _, seen_at in await incidents.unended(self._connection)}

    async def begin_incident(self, fault: Fault, *, now: float) -> None:
        """From now on it holds everybody up."""
        await incidents.begin(self._connection, fault, now=now)

    async def see_incident(self, fault: Fault, *, now: float) -> None:
        """It still does."""
        await incidents.see(self._connection, fault, now=now)

    async def end_incident(self, fault: Fault, *, now: float) -> bool:
        """It does no longer, and those whom it held up are to be told. False: that was known."""
        return await incidents.end(self._connection, fault, now=now)

    async def ended(self) -> Ended | None:
        """A fault whose end is still to be told to cases on hold."""
        found = await incidents.ended(self._connection)
        return None if found is None else Ended(Fault(found[0]), found[1], found[2])

    async def told_of_end(self, before: Ended, *, step: int, told_to: int | None) -> None:
        """Remember how far the telling of an end has come; None: all know."""
        await incidents.save_told(
            self._connection, before.fault, before=(before.step, before.told_to), after=(step, told_to)
        )
