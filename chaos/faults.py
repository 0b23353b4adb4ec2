"""One vocabulary for everything that a campaign, or a test, can do to a bot.

A fault's name is `where/what`. What the outside world can do is named by the sandbox, the places at which a process
can be killed by the product, and what can become of a process, its disk, its clock and its database here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.faultpoints import POINTS
from sandbox.cams.faults import FAULTS as CAMS_FAULTS
from sandbox.telegram.faults import TELEGRAM_FAULTS


class Where(StrEnum):
    """What a fault happens to."""

    CAMS = "cams"
    """Calls to the provider."""
    TELEGRAM = "telegram"
    """Calls to Telegram, and updates from it."""
    OUTAGE = "outage"
    """A whole server."""
    PROCESS = "process"
    """A bot's process."""
    POINT = "point"
    """A bot's process, which is killed at a named place in the program."""
    HALT = "halt"
    """A bot's process, which is frozen at such a place."""
    CLOCK = "clock"
    DISK = "disk"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that can be made to go wrong; `label` is for people."""

    where: Where
    what: str
    label: str

    @property
    def name(self) -> str:
        """Its name in plans and reports."""
        return f"{self.where}/{self.what}"


_OWN = (
    Fault(Where.OUTAGE, "cams", "CAMS is down: connections are reset and refused"),
    Fault(Where.OUTAGE, "telegram", "Telegram is down: connections are reset and refused"),
    Fault(Where.PROCESS, "kill", "SIGKILL at any moment"),
    Fault(Where.PROCESS, "terminate", "SIGTERM: must end by itself within ten seconds"),
    Fault(Where.PROCESS, "freeze", "SIGSTOP, and SIGCONT later"),
    Fault(Where.CLOCK, "step", "a bot's clock is minutes ahead or behind, then right again"),
    Fault(Where.DISK, "full", "no file can be written to"),
    Fault(Where.DATABASE, "crash", "PostgreSQL is stopped at once, as by a crash, and started again"),
    Fault(Where.DATABASE, "restart", "PostgreSQL is stopped in good order and started again"),
)

FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        fault.name: fault
        for fault in (
            *(Fault(Where.CAMS, what, manner.label) for what, manner in CAMS_FAULTS.items()),
            *(Fault(Where.TELEGRAM, what, label) for what, label in TELEGRAM_FAULTS.items()),
            *(Fault(Where.POINT, point, "SIGKILL when the bot comes to this place") for point in POINTS),
            *(Fault(Where.HALT, point, "SIGSTOP when the bot comes to this place, SIGCONT later") for point in POINTS),
            *_OWN,
        )
    }
)
"""All there are."""


def of(*wheres: Where) -> tuple[str, ...]:
    """The names of those that happen there."""
    return tuple(name for name, fault in FAULTS.items() if fault.where in wheres)
