"""How time is skipped while a world comes to rest: to what is next, and never past what is due."""

import pytest

from chaos.quiet import LONGEST_SKIP, Look

NOW = 1000.0


@pytest.mark.parametrize(
    ("look", "skip", "is_rest"),
    [
        (Look(is_busy=False), 0, True),
        (Look(is_busy=True), 0, False),
        (Look(is_busy=True, next_at=NOW + 60), 0, False),
        (Look(is_busy=False, next_at=NOW + 60), 61, False),
        (Look(is_busy=False, next_at=NOW - 5), 1, False),
        (Look(is_busy=False, next_at=NOW + 10**6), LONGEST_SKIP, False),
    ],
    ids=["nothing", "at-work", "at-work-and-later", "later", "just-now", "much-later"],
)
def test_time_goes_on_to_what_is_next(look: Look, skip: float, is_rest: bool) -> None:  # noqa: FBT001 -- a table
    """While anybody is at work no lease may end under their hands; else nobody waits for five minutes to pass."""
    assert (look.skip(NOW), look.is_rest) == (skip, is_rest)
