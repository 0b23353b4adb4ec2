"""A small Telegram with people in it, for every test of this folder."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import Answer, Group, Person, TelegramServer, TelegramWorld

TOKEN = "424242:abcdefghijklmnopqrstuvwxyzABCDEFGHI"
REFERENCE = Path(__file__).parents[4] / "shared" / "reference" / "bot-api.json"


@pytest.fixture(autouse=True)
def _ptb_gives_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns inside its own error handling, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> SettableClock:
    """Give a time that stands still until it is moved."""
    return SettableClock.standing(1_800_000_000.0)


@pytest.fixture
def world(clock: SettableClock) -> TelegramWorld:
    """Give an empty world."""
    return TelegramWorld(clock, TOKEN, Random(1))


@pytest.fixture
def budi(world: TelegramWorld) -> Person:
    """Give a customer who has pressed Start."""
    person = world.add_person("Budi", "id", phone="+6281234567890")
    person.opens_link()
    return person


@pytest.fixture
def staff(world: TelegramWorld) -> Person:
    """Give a member of staff who has never written to the bot."""
    return world.add_person("Sari", "en")


@pytest.fixture
def group(world: TelegramWorld, staff: Person) -> Group:
    """Give the staff's supergroup, with topics."""
    return world.add_group("Staff", [staff], forum=True)


@pytest.fixture
async def server(world: TelegramWorld) -> AsyncIterator[TelegramServer]:
    """Give the world's server, listening."""
    running = TelegramServer(world)
    await running.start()
    yield running
    await running.stop()


@pytest.fixture
def says() -> Callable[[Answer], tuple[int, str]]:
    """Give what a refusal says: status and description."""
    return lambda answer: (answer.status, answer.body["description"])


@pytest.fixture
def begun() -> Callable[[Coroutine[Any, Any, Any]], Awaitable[asyncio.Task[Any]]]:
    """Give what starts something in the background and comes back when it has begun to wait."""

    async def begin(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work)
        await asyncio.sleep(0)  # noqa: TID251 -- one turn of the loop, no time
        return task

    return begin


@pytest.fixture(scope="session")
def reference() -> dict[str, Any]:
    """Give the machine-readable manual, or skip the test and say why."""
    if not REFERENCE.exists():
        pytest.skip("the machine-readable Bot API (../shared/reference/bot-api.json) is not on this machine")
    manual: dict[str, Any] = json.loads(REFERENCE.read_text())
    return manual
