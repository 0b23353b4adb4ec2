"""Statements about links: found by the hash of their token, and one chat's for good."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import invitations
from db.encryption import token_hash
from db.engine import open_engine, transaction


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def add(engine: AsyncEngine, token: str) -> int:
    """Make a link."""
    async with transaction(engine) as connection:
        return await invitations.add(
            connection, token_hash=token_hash(token), space="cams-1", body=b"encrypted", now=1.5, expires_at=99
        )


async def find(engine: AsyncEngine, token: str) -> dict[str, object] | None:
    """The link of a token."""
    async with transaction(engine) as connection:
        row = await invitations.find(connection, token_hash(token))
        return None if row is None else dict(row)


async def bind(engine: AsyncEngine, invitation_id: int, chat_id: int) -> None:
    """Make a link somebody's."""
    async with transaction(engine) as connection:
        await invitations.bind(connection, invitation_id, chat_id=chat_id, case_id=chat_id * 10, now=2.5)


async def test_it_is_found_by_its_token(engine: AsyncEngine) -> None:
    """As it was made, and nobody's yet; the token itself is not stored."""
    made = await add(engine, "tok")

    assert await find(engine, "tok") == {
        "id": made,
        "token_hash": token_hash("tok"),
        "space": "cams-1",
        "body": b"encrypted",
        "created_at": 1.5,
        "expires_at": 99.0,
        "chat_id": None,
        "case_id": None,
        "used_at": None,
    }
    assert await find(engine, "TOK") is None
    assert await find(engine, token_hash("tok")) is None


async def test_it_becomes_one_chats_for_good(engine: AsyncEngine) -> None:
    """The first to open it has it; a later one changes nothing."""
    made = await add(engine, "tok")
    await bind(engine, made, 7_000_000_007)
    await bind(engine, made, 8)
    found = await find(engine, "tok")

    assert found is not None
    assert (found["chat_id"], found["case_id"], found["used_at"]) == (7_000_000_007, 70_000_000_070, 2.5)


async def test_two_links_have_different_tokens(engine: AsyncEngine) -> None:
    """The database refuses a token that is taken."""
    await add(engine, "tok")
    with pytest.raises(IntegrityError):
        await add(engine, "tok")


async def test_two_who_open_it_at_once_take_turns(engine: AsyncEngine, database_url: str) -> None:
    """The second waits for the first, on its own replica too, and then sees whose it is."""
    made = await add(engine, "tok")
    other = open_engine(database_url)
    first_has_it, first_may_go = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with transaction(engine) as connection:
            await invitations.find(connection, token_hash("tok"))
            first_has_it.set()
            await first_may_go.wait()
            await invitations.bind(connection, made, chat_id=7, case_id=70, now=2)

    async def second() -> object:
        await first_has_it.wait()
        async with transaction(other) as connection:
            row = await invitations.find(connection, token_hash("tok"))
            return None if row is None else row["chat_id"]

    opening = asyncio.ensure_future(first())
    looking = asyncio.ensure_future(second())
    done, _ = await asyncio.wait([looking], timeout=0.1)
    assert not done
    first_may_go.set()
    await opening

    assert await asyncio.wait_for(looking, 15) == 7
    await other.dispose()
