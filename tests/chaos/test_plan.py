"""Plans: a seed is an attack that repeats, and everything that can happen does."""

from dataclasses import replace

import pytest

from bot.faultpoints import POINTS
from chaos.faults import FAULTS, Where, of
from chaos.plan import by_kind, plan, usual

SETUPS = (("sqlite", 1), ("postgresql", 1), ("postgresql", 2), ("postgresql", 4))
LONG = 6000.0


def test_a_seed_repeats() -> None:
    """The same seed makes the same faults at the same times, another one others."""
    first, again, other = (plan(seed, seconds=60, kinds=usual("sqlite", 1)) for seed in (1, 1, 2))

    assert first == again
    assert first != other


def test_a_longer_plan_begins_like_a_shorter_one() -> None:
    """A violation late in a campaign is found again by one that goes on for as long, not only by one as long."""
    kinds = usual("postgresql", 2)
    short, long = (plan(3, seconds=seconds, kinds=kinds, replicas=2) for seconds in (20, 60))

    assert long[: len(short)] == short


def test_a_kind_more_changes_no_other() -> None:
    """Each kind has its own chance, so that a new fault does not make known seeds mean something else."""
    kinds = dict(usual("sqlite", 1))
    without = {name: every for name, every in kinds.items() if name != "process/kill"}

    assert plan(1, seconds=60, kinds=without) == tuple(
        strike for strike in plan(1, seconds=60, kinds=kinds) if strike.name != "process/kill"
    )


@pytest.mark.parametrize(("database", "replicas"), SETUPS)
def test_everything_that_can_happen_does(database: str, replicas: int) -> None:
    """A long campaign has every fault that such a bot can meet, in order of time and in every slot."""
    strikes = plan(1, seconds=LONG, kinds=usual(database, replicas), replicas=replicas)
    elsewhere = {"disk/full"} if database == "postgresql" else {"database/crash", "database/restart"}
    elsewhere |= {"telegram/overtaking" if replicas == 1 else "telegram/poll-broken"}

    assert set(by_kind(strikes)) == set(FAULTS) - elsewhere
    assert [strike.at for strike in strikes] == sorted(strike.at for strike in strikes)
    assert {strike.slot for strike in strikes} == set(range(replicas))


def test_faults_come_as_often_as_said() -> None:
    """`Kinds` are mean times between two: a thousand seconds of one every two make five hundred, more or less."""
    found = by_kind(plan(1, seconds=1000, kinds={"process/kill": 2.0}))

    assert found["process/kill"] == pytest.approx(500, rel=0.15)


def test_only_several_bots_are_frozen_for_longer_than_a_lease() -> None:
    """With one bot nobody would work meanwhile; with several, somebody else takes over."""
    frozen = {"process/freeze": 1.0, "halt/sending SubmitCode": 1.0}
    alone, together = (plan(1, seconds=100, kinds=frozen, replicas=replicas) for replicas in (1, 2))

    assert {strike.seconds for strike in alone} == {0.5, 1.0}
    assert {strike.seconds for strike in together} == {0.5, 2.0, 4.0, 8.0}


def test_one_vocabulary() -> None:
    """Every name is `where/what`, once; each place in the program can be killed and frozen at."""
    assert all(name == fault.name and fault.label for name, fault in FAULTS.items())
    assert of(Where.POINT, Where.HALT) == tuple(f"{where}/{point}" for where in ("point", "halt") for point in POINTS)
    assert replace(FAULTS["process/kill"], what="freeze").name == "process/freeze"
