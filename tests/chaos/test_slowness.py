"""What a campaign is stretched by on a busy machine."""

import pytest

from chaos.slowness import MOST, slowed, slowness


@pytest.mark.parametrize(("took", "factor"), [(0.4, 1.0), (0.39, 1.0), (0.43, 1.1), (1.0, 2.5), (40.0, MOST)], ids=str)
def test_as_much_longer_as_work_takes(took: float, factor: float) -> None:
    """On an idle machine it lasts as it says; on none does it last for ever."""
    assert slowed(took, 0.4) == pytest.approx(factor)


def test_it_is_measured() -> None:
    """It is a factor within its bounds, whatever this machine does now."""
    assert 1.0 <= slowness() <= MOST
