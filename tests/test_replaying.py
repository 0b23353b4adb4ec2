"""The commands about events: what is sent again, and what is said of it."""

import asyncio
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.flow import policy
from bot.replaying import TOGETHER
from bot.settings import Settings
from tests.support.office import KEY, Office, Time

runner = CliRunner()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> str:
    """Good settings in the environment, with a receiver; gives the database's address."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    given = {
        "TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35,
        "STAFF_CHAT_ID": "-100",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
        "DATABASE_URL": sqlite_url,
        "ENCRYPTION_KEYS": KEY,
        "EVENT_WEBHOOK_URL": "https://hooks.example.org/cams?known=by-this",
        "EVENT_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return sqlite_url


def bot(*arguments: str) -> Result:
    """Run a command; a wrong one says why, and none says a secret."""
    result = runner.invoke(app, ["events", "replay", *arguments])
    assert "whsec" not in result.output
    assert "known=by-this" not in result.output
    return result


def owed(url: str, work: Callable[[Office], object] | None = None) -> int:
    """How many events are owed, two hours after a case was opened and an hour after it was cancelled."""

    async def inner() -> int:
        numbers = count(1)
        office = Office(url, now=Time(int(time.time()) - 2 * policy.HOUR), new_event_id=lambda: f"evt_{next(numbers)}")
        if work is not None:
            await office.invites(phone="", life=10**9)
            await office.says(7, "/start t")
            office.time.now += policy.HOUR
            await office.says(7, "/cancel")
        async with office.store.transaction() as tx:
            rows = await tx.claim("events", lanes=99, each=9999, lease="look", now=2e9, until=1)
        await office.close()
        return len(rows)

    return asyncio.run(inner())


def test_events_are_sent_again(settings: str) -> None:
    """Of a case, from a moment on, or both; the count says how many."""
    assert owed(settings, Office.settle_down) == 2
    wanted = {
        ("--case=1",): 2,
        ("--case=2",): 0,
        ("--since=90m",): 1,
        ("--since=1d", "--case=1"): 2,
        ("--since=2020-01-01T00:00",): 2,
        ("--since=2020-01-01T00:00+07:00",): 2,
        ("--since=2999-01-01",): 0,
    }
    for arguments, expected in wanted.items():
        result = bot(*arguments)
        assert (result.exit_code, result.output) == (
            0,
            f"{expected} events will be sent again, in order for each case.\n",
        )
    assert owed(settings) == 2 + sum(wanted.values())
    assert TOGETHER > 2, "otherwise a second round is tested here too"


@pytest.mark.parametrize("arguments", [(), ("--since=yesterday",), ("--since=5",), ("--case=0",), ("--since=99999d",)])
def test_wrong_use_is_said(settings: str, arguments: tuple[str, ...]) -> None:
    """Neither when nor which case, or what is no time."""
    assert settings
    assert bot(*arguments).exit_code == 2


def test_without_a_receiver_nothing_is_owed(settings: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would wait for ever."""
    assert settings
    monkeypatch.delenv("EVENT_WEBHOOK_URL")
    result = bot("--since=1d")
    assert (result.exit_code, result.output) == (1, "EVENT_WEBHOOK_URL: it is not set, so no event is sent.\n")
