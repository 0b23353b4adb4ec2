"""The simulation agrees with what is known about queues."""

from random import Random

import pytest

from benchmarks.queueing import Line, Station, Stop, at_random, play

TENTH = Station(0.1)


@pytest.mark.parametrize("used", [0.3, 0.6, 0.9])
def test_waiting_is_as_the_formula_for_random_arrivals_says(used: float) -> None:
    """M/D/1 (Pollaczek and Khinchine): used / (2 (1 - used)) turns on average."""
    instants = at_random(used / TENTH.interval, 2000, Random(1))
    line = play({"calls": TENTH}, [(at, (Stop("calls"),)) for at in instants]).lines["calls"]

    assert line.busy(2000) == pytest.approx(used, rel=0.02)
    assert line.mean == pytest.approx(TENTH.interval * used / (2 * (1 - used)), rel=0.1)


def test_a_crowd_is_drained_at_the_pace() -> None:
    """The last of N waits for N - 1 turns, whoever is first."""
    line = play({"calls": TENTH}, [(5.0, (Stop("calls"),))] * 2000).lines["calls"]

    assert line.longest == pytest.approx(199.9)
    assert line.mean == pytest.approx(199.9 / 2)


def test_no_second_has_more_turns_than_the_limit() -> None:
    """However people come, and however long the line is."""
    chance = Random(2)
    instants = at_random(9, 100, chance) + at_random(30, 20, chance)
    line = Line(TENTH)
    turns = [line.join(at) for at in sorted(instants)]

    assert turns == sorted(turns)
    assert all(later - first >= 1 - 1e-9 for first, later in zip(turns, turns[10:], strict=False))


def test_the_slower_of_two_stations_sets_the_pace() -> None:
    """The one behind it never has a line: who comes from it comes no faster."""
    journey = (Stop("slow", after=0.3), Stop("fast", after=0.2))
    played = play({"slow": TENTH, "fast": Station(0.05)}, [(0.0, journey)] * 100)

    assert played.lines["fast"].longest == pytest.approx(0.0, abs=1e-9)
    assert played.last_end == pytest.approx(99 * 0.1 + 0.3 + 0.2)


def test_people_inside_are_arrivals_times_time() -> None:
    """Little's law: over a run that ends empty it is exact."""
    instants = at_random(8, 500, Random(3))
    played = play({"calls": TENTH}, [(at, (Stop("calls", after=0.5),)) for at in instants])
    steps = sorted([(began, 1) for began, _ in played.spans] + [(end, -1) for _, end in played.spans])
    inside = area = last = 0.0
    for at, change in steps:
        area, inside, last = area + inside * (at - last), inside + change, at

    assert area == pytest.approx(sum(played.lengths))


def test_what_is_put_together_shares_a_turn() -> None:
    """The first leaves at once; what comes meanwhile leaves with the next turn, as much as fits."""
    line = play({"group": Station(3.0, together=4)}, [(0.0, (Stop("group"),))] * 10).lines["group"]

    assert line.waits == [0.0] + [3.0] * 4 + [6.0] * 4 + [9.0]
    assert line.turns == 4


def test_nobody_waits_for_what_happens_beside() -> None:
    """A deletion or a notice does not delay the journey, and is done all the same."""
    journey = (Stop("calls", after=1.0, beside=((Stop("group"),),)),)
    played = play({"calls": TENTH, "group": Station(60.0)}, [(0.0, journey)] * 3)

    assert played.last_end == pytest.approx(1.2)
    assert played.lines["group"].turns == 3
    assert played.lines["group"].longest == pytest.approx(119.8)
