"""What all tests share: databases of both kinds, and how hard hypothesis tries."""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator
from itertools import cycle
from pathlib import Path

import hypothesis
import pytest
import pytest_asyncio

from chaos.databases import Databases
from chaos.processes import Nursery
from chaos.world import nursery

pytest_plugins = ["tests.support.leaks"]

# PTB says how its next major version will give durations; both forms are understood already.
os.environ["PTB_TIMEDELTA"] = "1"  # noqa: TID251 -- PTB reads it from there and from nowhere else

# In CI the same examples every time; for people, new ones each time: those find what is new. So no more of them are
# tried in CI, where they would only take longer.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.register_profile("people", deadline=None, max_examples=60)
hypothesis.settings.load_profile("ci" if os.getenv("CI") else "people")  # noqa: TID251 -- CI says so there


MEMORY = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
"""Where files are kept in memory: each of our commits waits for the disk, and the tests make thousands."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for nothing to throw away while tests are collected: all is kept, and each worker took a second for it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


_lanes = cycle(range(2))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give the tests that wait for much to two of the workers: while all wait, nobody computes."""
    if item.get_closest_marker("waits"):
        item.add_marker(pytest.mark.xdist_group(f"waits-{next(_lanes)}"))


@pytest.hookimpl(trylast=True)  # after they have been shuffled
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that wait for much: one of them at the end would keep all but one worker idle."""
    items.sort(key=lambda item: item.get_closest_marker("waits") is None)


@pytest.fixture(scope="session")
def databases() -> Generator[Databases]:
    """Databases with the newest schema, of either kind; PostgreSQL is started when first asked for."""
    folder = Path(tempfile.mkdtemp(prefix="bot-tests-", dir=MEMORY if MEMORY.is_dir() else None))
    made = Databases(folder)
    yield made
    made.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Generator[str]:
    """The address of an empty database with the newest schema; each test runs on both kinds."""
    yield from databases.fresh(request.param)


@pytest.fixture
def sqlite_url(databases: Databases) -> Generator[str]:
    """The same on SQLite only, for what has nothing to do with the database."""
    yield from databases.fresh("sqlite")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def parent() -> AsyncGenerator[Nursery]:
    """One parent of all bots that are killed and frozen: to start it takes as long as many a test.

    Who uses it runs in its loop: `pytest.mark.asyncio(loop_scope="session")`.
    """
    async with nursery() as made:
        yield made
