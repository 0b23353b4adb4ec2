"""What /metrics says, and what asking costs."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.requests import Request

from bot import exposition
from bot.exposition import KEPT, Exposition
from bot.health import Health
from bot.store import Store, Transaction
from db.encryption import Cipher
from db.engine import open_engine
from tests.support.office import KEY, Office, Time

REQUEST = Request({"type": "http"})
FROM_DATABASE = {
    "bot_inbox_updates",
    "bot_inbox_oldest_seconds",
    "bot_outbox_rows",
    "bot_outbox_oldest_seconds",
    "bot_cases",
}


class Counting(Store):
    """Counts transactions, and lets a test come between."""

    def __init__(self, url: str) -> None:
        super().__init__(open_engine(url), Cipher([KEY]))
        self.begun = 0
        self.before: Callable[[], Coroutine[Any, Any, None]] | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        self.begun += 1
        if self.before is not None:
            await self.before()
        async with super().transaction() as tx:
            yield tx


@pytest.fixture
async def store(sqlite_url: str) -> AsyncGenerator[Counting]:
    """An empty database."""
    made = Counting(sqlite_url)
    yield made
    await made.close()


def exposing(store: Store, time: Time) -> Exposition:
    """What answers, of a program that serves and is well."""
    health = Health([])
    health.serving = True
    return Exposition(store, health, clock=time, steady=time)


async def told(shown: Exposition) -> dict[str, float]:
    """What one scrape says, as Prometheus reads it."""
    body = bytes((await shown.receive(REQUEST)).body).decode()
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(body)
        for sample in family.samples
    }


async def test_it_says_what_waits_and_what_was_counted(sqlite_url: str, store: Counting) -> None:
    """By queue and state, with the age of the oldest; and the process's own memory."""
    office = Office(sqlite_url)
    await office.to_code()
    await office.put(office.message(8, text="hello"))
    office.time.now += 30
    found = await told(exposing(store, office.time))
    await office.close()

    assert {name: value for name, value in found.items() if name.startswith(("bot_inbox", "bot_outbox"))} == {
        "bot_inbox_updates": 1,
        "bot_inbox_oldest_seconds": 30,
        **{
            f"bot_outbox_{what} {queue}": 0
            for what in ("rows", "oldest_seconds")
            for queue in ("customers", "notices", "refused", "staff", "calls", "events")
        },
    }
    assert {name: value for name, value in found.items() if name.startswith("bot_cases ") and value} == {
        "bot_cases waiting_code": 1
    }
    assert (found["bot_serving"], found["bot_ready"], found["bot_database_read"]) == (1, 1, 1)
    assert found["process_resident_memory_bytes"] > 10_000_000
    assert found["bot_updates_total decided"] > 0


async def test_asking_often_costs_no_more_than_asking_once(store: Counting) -> None:
    """At the same moment or within a second; after it, what is told is new."""
    time = Time()
    shown = exposing(store, time)
    await asyncio.gather(*(shown.receive(REQUEST) for _ in range(20)))
    time.now += KEPT / 2
    await shown.receive(REQUEST)
    assert store.begun == 1
    time.now += KEPT
    await shown.receive(REQUEST)
    assert store.begun == 2


async def test_a_database_that_fails_takes_only_its_own_figures_away(store: Counting) -> None:
    """The rest is told, and that it was not read; a figure of yesterday would lull whoever watches."""

    async def fails() -> None:
        raise OSError("gone")

    time = Time()
    shown = exposing(store, time)
    await shown.receive(REQUEST)
    store.before = fails
    time.now += KEPT
    found = await told(shown)
    assert found["bot_database_read"] == 0
    assert FROM_DATABASE & {name.partition(" ")[0] for name in found} == set()
    store.before = None
    time.now += KEPT
    assert (await told(shown))["bot_database_read"] == 1


async def test_a_database_that_hangs_is_asked_once(store: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Scrapes are answered without it, wait on the same look, and leave nothing behind when the program stops."""
    monkeypatch.setattr(exposition, "PATIENCE", 0.01)
    gate = asyncio.Event()

    async def hangs() -> None:
        await gate.wait()

    time = Time()
    store.before = hangs
    shown = exposing(store, time)
    for _ in range(3):
        assert (await told(shown))["bot_database_read"] == 0
        time.now += KEPT
    assert store.begun == 1
    gate.set()
    await asyncio.sleep(0)  # noqa: TID251 -- the look goes on
    monkeypatch.setattr(exposition, "PATIENCE", 5)
    assert (await told(shown))["bot_database_read"] == 1
    time.now += KEPT
    gate.clear()
    monkeypatch.setattr(exposition, "PATIENCE", 0.01)
    await shown.receive(REQUEST)
    await shown.close()
    assert store.begun == 2
