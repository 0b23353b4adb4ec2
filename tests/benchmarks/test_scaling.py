"""What is planned past one machine is what the simulation says, and that is what can be reckoned by hand."""

import pytest

from benchmarks import scaling
from benchmarks.report import put_between_markers
from benchmarks.scaling import Crowd, Hour


def test_the_page_is_up_to_date() -> None:
    """`python -m benchmarks.scaling` was run after the last change to what goes into it."""
    page = scaling.PAGE.read_text(encoding="utf-8")

    assert page == put_between_markers(page, scaling.tables())


def test_two_thousand_codes_are_handed_in_at_the_pace_that_is_left_of_the_limit() -> None:
    """Turns are 104 ms apart: 1,999 of them, after the first code was decided on and its number read."""
    crowd = Crowd.of(2_000)

    assert crowd.turns[-1] == pytest.approx(1_999 * 0.104 + 0.0012 + 0.5)
    assert crowd.too_old == 0
    assert crowd.played.lines["group 0"].last == pytest.approx(1_999 * 3, abs=2)


def test_codes_that_come_too_late_are_counted() -> None:
    """Ten minutes hold 5,769 turns; the first is half a second after the codes came."""
    assert Crowd.of(5_700).too_old == 0
    assert Crowd.of(6_000).too_old == 6_000 - int((600 - 0.5012) / 0.104) - 1


def test_results_wait_for_what_is_owed_before_them() -> None:
    """The first one is there after a second, behind all that «checking» owed by then, of which 28 leave in a second."""
    played = Crowd.of(2_000).played

    assert min(played.lengths) == pytest.approx((1.0 / 0.0012) / 28, abs=0.1)
    assert played.lines["messages 0"].longest == pytest.approx((2_000 + 2.4 * 9.62) / 28 - 2.4, abs=1)


def test_what_is_asked_of_each_limit_is_what_is_played() -> None:
    """The utilisation law: the share of turns taken is arrivals by what a turn takes."""
    hour = Hour.of(100, own_groups=False)
    asked = hour.asked()
    # Every journey that began in the sample is played to its end, so what was taken is all that it asked for.
    for name, line in (("messages of one bot", "messages 0"), ("one core", "cpu 0"), ("one group for all", "group 0")):
        assert hour.lines[line].busy(scaling.SAMPLE) == pytest.approx(asked[name], rel=0.1)
