"""Whom each state waits for, and how long a customer may be silent: reminders that stop, and then a polite end."""

from collections.abc import Mapping
from enum import Enum, auto

from .model import Case, Instant, State
from .policy import HOUR, MINUTE


class Whom(Enum):
    """Who makes a case go on from a state. Only customers are reminded here."""

    CUSTOMER = auto()
    PROVIDER = auto()
    """Its answer is minutes away; without it the case goes on by itself, so there is nothing to remind anybody of."""
    TIME = auto()
    """An hour that the customer knows: they are written to when it is here."""
    STAFF = auto()
    """Staff, or what they watch: they hear of it again while it lasts. The customer can do nothing, and has peace."""
    NOBODY = auto()


WAITS_FOR: Mapping[State, Whom] = {
    State.UNINVITED: Whom.NOBODY,
    State.ASKING_NUMBER: Whom.CUSTOMER,
    State.CONFIRMING_NUMBER: Whom.CUSTOMER,
    State.PREPARING: Whom.PROVIDER,
    State.READY: Whom.CUSTOMER,
    State.APPOINTED: Whom.TIME,
    State.REQUESTING: Whom.PROVIDER,
    State.WAITING_CODE: Whom.CUSTOMER,
    State.PRECHECKING: Whom.PROVIDER,
    State.CHECKING: Whom.PROVIDER,
    State.SETTLING: Whom.PROVIDER,
    State.PAUSED: Whom.TIME,
    State.HELD: Whom.STAFF,
    State.VERIFIED: Whom.STAFF,
    State.REGISTERING: Whom.PROVIDER,
    State.LIVE: Whom.NOBODY,
    State.CANCELLED: Whom.NOBODY,
    State.EXPIRED: Whom.NOBODY,
}
"""Whom each state waits for. A new state must say so."""

PATIENT = frozenset(state for state, whom in WAITS_FOR.items() if whom is Whom.CUSTOMER)
"""States that wait for nobody but the customer."""

NUDGE_WAITS = (4 * HOUR, 20 * HOUR, 36 * HOUR)
"""Silence before each reminder, counted from the last message: the same day, when the hurry of the moment is over; the
next day, at about the same hour; and the day after that. A fourth would be read by nobody who did not read three."""

LAST_WAIT = 12 * HOUR
"""From the last reminder, which says so, to the end: a day's waking hours to react in. All waits are `STEP_LIFE`."""

NUDGE_LIFE = 15 * MINUTE
"""A reminder that could not be delivered for so long is not worth saying: the next one follows. Whoever decides that it
is day counts on this: it begins no reminder so late that it would be read at night."""


def patience(nudges: int) -> int:
    """Seconds of silence after so many reminders until the next one, or until the end."""
    return NUDGE_WAITS[nudges] if nudges < len(NUDGE_WAITS) else LAST_WAIT


def stays_open_until(case: Case, at: Instant) -> Instant:
    """Until when a case stays open at least if nothing comes from its customer, who was written to at `at`."""
    return at + sum(NUDGE_WAITS[case.nudges :]) + LAST_WAIT
