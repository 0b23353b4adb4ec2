"""The commands about tokens: printed once, listed without it, revoked for good."""

import json
import re
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import Settings
from tests.support.office import KEY

runner = CliRunner()


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> None:
    """Good settings in the environment, for an empty database."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    given = {
        "TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35,
        "STAFF_CHAT_ID": "-100",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
        "DATABASE_URL": sqlite_url,
        "ENCRYPTION_KEYS": KEY,
        "COLUMNS": "200",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


def bot(*arguments: str) -> Result:
    """Run a command."""
    return runner.invoke(app, ["token", *arguments])


def test_a_token_is_made_listed_and_revoked() -> None:
    """It is printed when it is made and never again; what it is good for and until when can always be seen."""
    made = json.loads(
        bot("create", "--name=onboarding", "--scope=cases:read", "--scope=invitations:write", "--json").output
    )
    assert re.fullmatch(r"cmb_[A-Za-z0-9_-]{43}", made["token"])
    assert {**made, "token": ""} == {
        "id": 1, "token": "", "scopes": ["cases:read", "invitations:write"], "expires_at": None,
    }  # fmt: skip
    brief = bot("create", "--name=look", "--scope=cases:read", "--expires=90d")
    assert brief.output.splitlines()[1].startswith("Token 2 for look, good for cases:read, until 20")

    listed = bot("list", "--json")
    assert made["token"] not in listed.output
    rows = json.loads(listed.output)
    assert [(row["id"], row["name"], row["state"], row["used_at"]) for row in rows] == [
        (1, "onboarding", "good", None),
        (2, "look", "good", None),
    ]
    revoked = bot("revoke", "1")
    assert (revoked.exit_code, revoked.output) == (0, "Token 1 opens nothing any more.\n")
    assert bot("revoke", "1").output == "There is no token 1, or it was revoked before.\n"
    assert bot("revoke", "3").exit_code == 1
    table = bot("list").output
    assert [word for word in ("revoked", "good") if word not in table] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("create", "--name=x"),
        ("create", "--scope=cases:read"),
        ("create", "--name=x", "--scope=everything"),
        ("create", "--name=", "--scope=cases:read"),
        ("create", "--name=two\nlines", "--scope=cases:read"),
        ("create", "--name=" + "x" * 65, "--scope=cases:read"),
        ("create", "--name=x", "--scope=cases:read", "--expires=soon"),
        ("create", "--name=x", "--scope=cases:read", "--expires=2020-01-01"),
        ("create", "--name=x", "--scope=cases:read", "--expires=0d"),
        ("revoke", "0"),
    ],
    ids=range(10),
)
def test_wrong_use_makes_nothing(arguments: tuple[str, ...]) -> None:
    """It ends with two, and there is no token."""
    assert bot(*arguments).exit_code == 2
    assert json.loads(bot("list", "--json").output) == []


def test_one_that_is_over_is_listed_as_such() -> None:
    """At a moment that was named."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 2))
    bot("create", "--name=x", "--scope=cases:read", f"--expires={moment}")
    (row,) = json.loads(bot("list", "--json").output)
    assert row["expires_at"] == f"{moment}+00:00"
