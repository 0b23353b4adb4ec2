"""Charts are drawn elsewhere: whatever happens there, nothing of it comes here but a picture or its lack."""

from pathlib import Path

import pytest

from bot.drawing import NotDrawnError, Studio

CHART = b'{"title": "Numbers", "parts": []}'


async def test_a_chart_is_drawn_by_another_process() -> None:
    """By the painter that is delivered, from nothing but what it is given."""
    assert (await Studio().draw(CHART)).startswith(b"\x89PNG")


async def test_it_is_given_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment has nothing of ours."""
    painter = tmp_path / "painter.py"
    painter.write_text("import os; print(sorted(os.environ))")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "a-secret")

    told = (await Studio(painter).draw(CHART)).decode()
    assert "TELEGRAM_BOT_TOKEN" not in told


@pytest.mark.parametrize(
    ("program", "patience"),
    [("raise SystemExit(3)", 20.0), ("pass", 20.0), ("import time; time.sleep(60)", 0.2)],
    ids=["it fails", "it gives nothing", "it hangs"],
)
async def test_what_goes_wrong_there_is_no_picture(tmp_path: Path, program: str, patience: float) -> None:
    """And is said so; a process that hangs is ended."""
    painter = tmp_path / "painter.py"
    painter.write_text(program)

    with pytest.raises(NotDrawnError):
        await Studio(painter, patience=patience).draw(CHART)
