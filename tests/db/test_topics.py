"""What is found by where somebody wrote, and forgotten when nobody can edit it any more."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db import topics
from db.engine import open_engine, transaction
from db.records import add_case

CASE = {
    "chat_id": 7, "state": "held", "space": "", "number_key": None, "deadline": 9.0, "body": b"", "updated_at": 0.0,
    "invitation_id": None, "created_at": 0.0,
}  # fmt: skip
NOTHING = {"card_id": 0, "named": "", "shown": "", "pinned": False, "closed": False}


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def test_a_case_is_found_by_the_place(engine: AsyncEngine) -> None:
    """By its topic, by its card in a group without topics, and by a copy of what its customer wrote; by no other."""
    async with transaction(engine) as connection:
        await topics.begin(connection, [1, 2])
        await topics.save_place(connection, 1, {**NOTHING, "chat_id": -5, "thread_id": 10, "card_id": 11})
        await topics.save_place(connection, 2, {**NOTHING, "chat_id": -5, "thread_id": 0, "card_id": 12})
        await topics.keep_copy(connection, {"case_id": 2, "by_staff": False, "source_id": 3, "copy_id": 13, "at": 1.0})
        await topics.keep_copy(connection, {"case_id": 1, "by_staff": True, "source_id": 4, "copy_id": 14, "at": 1.0})

        assert [await topics.of_thread(connection, -5, thread) for thread in (10, 11)] == [1, 0]
        assert [await topics.of_message(connection, -5, message) for message in (12, 13, 14, 11)] == [2, 2, 0, 0]
        assert await topics.of_message(connection, -6, 12) == 0


async def test_who_waits_is_due(engine: AsyncEngine) -> None:
    """The longest first, and nobody who has been answered."""
    async with transaction(engine) as connection:
        for _ in range(3):
            await add_case(connection, CASE)
        await topics.begin(connection, [1, 2, 3])
        for case_id, at in ((1, 30.0), (2, 20.0), (2, 40.0), (3, 10.0)):
            await topics.waits(connection, case_id, since=at, remind_at=at)
        await topics.answered(connection, 3)
        await topics.remind_later(connection, 3, at=5.0, told=True)

        assert await topics.due(connection, now=30.0, limit=9) == [(2, 7, 0), (1, 7, 0)]
        assert await topics.due(connection, now=29.0, limit=9) == [(2, 7, 0)]
        await topics.remind_later(connection, 2, at=35.0, told=True)
        assert await topics.due(connection, now=35.0, limit=9) == [(1, 7, 0), (2, 7, 1)]


async def test_old_copies_are_forgotten(engine: AsyncEngine) -> None:
    """Some at a time, and those of the time after stay."""
    async with transaction(engine) as connection:
        for source in range(3):
            row = {"case_id": 1, "by_staff": True, "source_id": source, "copy_id": 9, "at": float(source)}
            await topics.keep_copy(connection, row)

        assert await topics.forget_copies(connection, before=2.0, limit=1) == 1
        assert await topics.forget_copies(connection, before=2.0, limit=9) == 1
        assert [await topics.copy_of(connection, 1, source, by_staff=True) for source in range(3)] == [0, 0, 9]
