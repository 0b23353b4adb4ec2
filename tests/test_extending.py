"""Staff allow a number more, from the command line, while the bot may be running."""

import asyncio
import time
from collections.abc import Callable, Coroutine

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.flow.effects import Note, Reason, Screen
from bot.flow.model import Fault, Refused, State
from tests.support.office import KEY, NOT_VERIFIED, NUMBER, Office, Time

WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, database_url: str) -> str:
    """Settings in the environment, for a database that is empty."""
    for name, value in {
        "TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35,
        "STAFF_CHAT_ID": "-100",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": KEY,
    }.items():
        monkeypatch.setenv(name, value)
    return database_url


def at_work(url: str, work: Callable[[Office], Coroutine[None, None, None]]) -> None:
    """Do something as the bot does, in a process that has this database, now: the command looks at the real clock."""

    async def inner() -> None:
        office = Office(url, now=Time(time.time()))
        await work(office)
        await office.close()

    asyncio.run(inner())


def extend(*arguments: str) -> Result:
    """Run the command; it prints no number."""
    result = CliRunner().invoke(app, ["extend", *arguments])
    assert NUMBER[-4:] not in result.output
    return result


async def fails_three_times(office: Office) -> None:
    """Use up the tries of an hour."""
    await office.to_code()
    for code in ("111111", "222222", "333333"):
        office.provider.outcomes = [NOT_VERIFIED, WRONG]
        await office.says(7, code)
    assert (await office.case_of(7)).state is State.PAUSED


def test_staff_allow_one_more(url: str) -> None:
    """The customer goes on at once, the group is told, and history says who did it and when."""
    at_work(url, fails_three_times)
    result = extend("1")
    assert (result.exit_code, "one more try" in result.output) == (0, True)

    async def looks(office: Office) -> None:
        await office.settle_down()
        shown, (topic,) = office.messenger.shown[-1], office.group.threads.values()
        assert (shown.screen, shown.note, topic.said[-1]) == (Screen.ASK_CODE, Note.EXTENDED, Reason.EXTENDED)
        async with office.store.transaction() as tx:
            happened, _ = await tx.history(1)
        last = happened[-1]
        assert (last["event"], last["state_before"], last["state_after"]) == ("Extended", "paused", "waiting_code")
        assert str(last["detail"]).startswith("terminal, uid ")

    at_work(url, looks)
    again = extend("1")
    assert (again.exit_code, "still has codes and tries left" in again.output) == (1, True)


def test_what_cannot_be_allowed_is_said(url: str) -> None:
    """No such case; nothing used up: nothing is changed, and the exit code says so."""
    assert (extend("1").exit_code, "no case 1" in extend("1").output) == (1, True)
    at_work(url, lambda office: office.to_code())
    refused = extend("1")

    assert (refused.exit_code, "Nothing was changed" in refused.output) == (1, True)
