"""How long customers wait after a kill."""

import pytest

from chaos.recovery import recoveries

CASES = {
    "one-death": (([10.0], [0.0, 11.0], [9.0, 12.5]), [2.5]),
    "a-reply-of-the-dead": (([10.0], [11.0], [10.5, 12.0]), [2.0]),
    "two-deaths-before-a-reply": (([10.0, 12.0], [11.0, 13.0], [15.0]), [5.0, 3.0]),
    "in-any-order": (([30.0, 10.0], [31.0, 11.0], [32.0, 12.0]), [2.0, 2.0]),
    "nobody-came-after": (([10.0], [1.0], [12.0]), []),
    "nothing-was-said": (([10.0], [11.0], [3.0]), []),
    "no-deaths": (([], [1.0], [2.0]), []),
}


@pytest.mark.parametrize(("given", "expected"), CASES.values(), ids=CASES.keys())
def test_from_death_to_the_next_bots_first_reply(
    given: tuple[list[float], list[float], list[float]], expected: list[float]
) -> None:
    """What counts is the first reply after the next bot's start, for each death; without one nothing is counted."""
    assert recoveries(*given) == expected
