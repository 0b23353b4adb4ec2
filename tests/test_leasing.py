"""Leases: for how long they are ours, by whichever clock says sooner."""

from dataclasses import dataclass, replace
from itertools import count

import pytest

from bot.leasing import LEASE, Leases
from bot.store import Claimed


@dataclass
class Clocks:
    """The clock that others judge by, and the one that nobody sets."""

    now: float = 1_800_000_000.0
    lived: float = 5.0

    def pass_by(self, seconds: float) -> None:
        """Let time pass by both."""
        self.now += seconds
        self.lived += seconds


@pytest.fixture
def clocks() -> Clocks:
    """Clocks of a machine that was just started."""
    return Clocks()


@pytest.fixture
def leases(clocks: Clocks) -> Leases:
    """The leases of a process that has none yet."""
    numbers = count(1)
    return Leases(new_name=lambda: f"lease{next(numbers)}", clock=lambda: clocks.now, lived=lambda: clocks.lived)


def begun(leases: Leases, clocks: Clocks) -> Claimed:
    """A row under a new lease."""
    lease, until = leases.begin(now=clocks.now)
    return Claimed(id=1, lane="chat:7", kind="Show", payload=b"", case_id=3, owed_at=clocks.now, attempts=0,
                   lease=lease, leased_until=until, card_id=0)  # fmt: skip


def test_a_lease_runs_out(leases: Leases, clocks: Clocks) -> None:
    """All of it is left at first, and nothing once its time is over."""
    row = begun(leases, clocks)
    left = [leases.left(row)]
    for _ in range(2):
        clocks.pass_by(LEASE / 2)
        left.append(leases.left(row))

    assert left == [LEASE, LEASE / 2, 0]


@pytest.mark.parametrize(("now", "lived"), [(-240, LEASE), (LEASE, 0)], ids=["set back", "set forward"])
def test_the_sooner_of_two_clocks_counts(leases: Leases, clocks: Clocks, now: float, lived: float) -> None:
    """A clock set back lengthens no lease; one set forward ends it, because others go by such a clock."""
    row = begun(leases, clocks)
    clocks.now += now
    clocks.lived += lived

    assert leases.left(row) == 0


def test_each_has_its_own_end(leases: Leases, clocks: Clocks) -> None:
    """One that began later is good when the earlier one, which is forgotten by then, is over."""
    first = begun(leases, clocks)
    clocks.pass_by(LEASE - 1)
    second = begun(leases, clocks)
    clocks.pass_by(1)
    third = begun(leases, clocks)

    assert (leases.left(second), leases.left(third)) == (LEASE - 1, LEASE)
    assert leases.left(first) <= 0
    assert list(leases._ends) == [second.lease, third.lease]


def test_a_lease_of_another_process_is_not_ours(leases: Leases, clocks: Clocks) -> None:
    """Whatever its end is said to be."""
    row = replace(begun(leases, clocks), lease="another")

    assert leases.left(row) < 0
