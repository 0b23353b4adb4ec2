"""Statements about links for colleagues: one live link for each case, found by the hash of its token."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import links, records
from db.engine import open_engine, transaction

CASE = {
    "chat_id": 7,
    "state": "waiting_code",
    "space": "s",
    "invitation_id": None,
    "number_key": None,
    "deadline": 9.0,
    "body": b"encrypted",
    "created_at": 1.0,
    "updated_at": 1.0,
}


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


def a_link(case_id: int, token: str, **fields: Any) -> dict[str, Any]:
    """A link that nobody has opened, unless told otherwise."""
    made = {"token_hash": token, "case_id": case_id, "state": "made", "body": b"encrypted", "created_at": 1.5}
    return made | {"expires_at": 99.0, "chat_id": None, "language": "", "ending": ""} | fields


async def test_a_link_goes_its_way(engine: AsyncEngine) -> None:
    """Found by its hash, opened, over: then it is looked for no more, but by whom it belongs to."""
    async with transaction(engine) as connection:
        case_id = await records.add_case(connection, CASE)
        made = await links.add(connection, a_link(case_id, "a"))
        assert await links.find(connection, "a") == (made, case_id)
        assert await links.find(connection, "b") is None
        assert await links.cases_of(connection, [made, made + 1]) == {made: case_id}
        await links.save(connection, [{"key": made, "state": "opened", "chat_id": 8, "language": "id", "ending": ""}])
        assert [(row["state"], row["chat_id"]) for row in await links.of_case(connection, case_id, besides=[])] == [
            ("opened", 8)
        ]
        await links.save(connection, [{"key": made, "state": "over", "chat_id": 8, "language": "id", "ending": "left"}])
        assert await links.of_case(connection, case_id, besides=[]) == []
        assert len(await links.of_case(connection, case_id, besides=[made])) == 1


async def test_a_case_has_one_live_link(engine: AsyncEngine) -> None:
    """The database itself refuses a second one, however it comes about; what was answered is in nobody's way."""
    async with transaction(engine) as connection:
        await links.add(connection, a_link(1, "a", state="answered", chat_id=8))
        await links.add(connection, a_link(1, "b", state="handed_in", chat_id=8))
        await links.add(connection, a_link(2, "c"))
    with pytest.raises(IntegrityError):
        async with transaction(engine) as connection:
            await links.add(connection, a_link(1, "d"))


@pytest.mark.parametrize(("state", "chat_id"), [("made", 8), ("opened", None), ("answered", None)])
async def test_a_link_is_somebodys_once_it_is_opened(engine: AsyncEngine, state: str, chat_id: int | None) -> None:
    """And nobody's before."""
    with pytest.raises(IntegrityError):
        async with transaction(engine) as connection:
            await links.add(connection, a_link(1, "a", state=state, chat_id=chat_id))


async def test_those_whose_code_did_not_come_in_time_are_due(engine: AsyncEngine) -> None:
    """Not those that wait for an answer, and none whose case is gone."""
    async with transaction(engine) as connection:
        first, second, third = [await records.add_case(connection, CASE) for _ in range(3)]
        made = await links.add(connection, a_link(first, "a"))
        await links.add(connection, a_link(second, "b", state="handed_in", chat_id=8))
        await links.add(connection, a_link(third, "c", expires_at=100.0))
        await links.add(connection, a_link(third + 1, "d"))
        assert await links.due(connection, now=99.0, limit=5) == [(made, first, 7)]
        assert await links.due(connection, now=98.9, limit=5) == []
