"""The inbox: what was taken in is there once, in order, until it is decided on, and then it is erased."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from db import inbox
from db.encryption import Cipher, new_key
from db.engine import open_engine, transaction
from db.inbox import Arrival, Undecided
from db.tables import inbox as table

CIPHER = Cipher([new_key()])


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def put(engine: AsyncEngine, *arrivals: tuple[int, int, bytes], now: float = 100) -> None:
    """Take updates in: id, chat, what it says."""
    async with transaction(engine) as connection:
        await inbox.put(connection, [Arrival(*each) for each in arrivals], cipher=CIPHER, now=now)


async def waiting(engine: AsyncEngine, *, now: float = 100, limit: int = 10) -> list[int]:
    """The chats that wait."""
    async with transaction(engine) as connection:
        return await inbox.waiting_chats(connection, now=now, limit=limit)


async def take(engine: AsyncEngine, *chats: int, limit: int = 10) -> list[Undecided]:
    """What is undecided in these chats."""
    async with transaction(engine) as connection:
        return await inbox.take(connection, chats, cipher=CIPHER, limit=limit, each=limit)


async def decide(engine: AsyncEngine, *update_ids: int, now: float = 100) -> None:
    """Mark as decided."""
    async with transaction(engine) as connection:
        await inbox.decided(connection, update_ids, now=now)


async def stored(engine: AsyncEngine) -> list[tuple[int, bool, float | None, bool]]:
    """Every row: id, whether it still says something, when it was decided, whether it was given up."""
    async with transaction(engine) as connection:
        rows = await connection.execute(select(table).order_by(table.c.update_id))
        return [(row.update_id, row.payload is not None, row.decided_at, row.buried) for row in rows]


async def test_what_came_is_there_in_order(engine: AsyncEngine) -> None:
    """Within a chat by Telegram's numbers, however they came."""
    await put(engine, (12, 7, b"second"), (11, 7, b"first"), (10, 8, b"other"))

    assert await waiting(engine) == [8, 7]
    assert await take(engine, 7) == [
        Undecided(11, 7, b"first", received_at=100),
        Undecided(12, 7, b"second", received_at=100),
    ]
    assert [each.update_id for each in await take(engine, 7, 8)] == [10, 11, 12]


async def test_ids_of_telegrams_size_fit(engine: AsyncEngine) -> None:
    """Users, groups and updates have ids beyond 32 bits; one without a chat belongs to chat 0."""
    big = 2**52 - 1
    await put(engine, (big, big, b"x"), (big - 1, -(10**13), b"y"), (1, 0, b"z"))

    assert await waiting(engine) == [0, -(10**13), big]


async def test_nothing_is_taken_of_nothing(engine: AsyncEngine) -> None:
    """Empty batches are no statement."""
    await put(engine)
    await decide(engine)

    assert await take(engine) == []
    assert await waiting(engine) == []


async def test_a_repeat_is_ignored(engine: AsyncEngine) -> None:
    """While it waits and when it is decided: the first stays as it was."""
    await put(engine, (11, 7, b"first"))
    await put(engine, (11, 7, b"again"), (12, 7, b"next"))
    assert [each.payload for each in await take(engine, 7)] == [b"first", b"next"]
    await decide(engine, 11, 12)
    await put(engine, (11, 7, b"again"), (12, 7, b"again"))

    assert await waiting(engine) == []
    assert [row[0] for row in await stored(engine)] == [11, 12]


async def test_a_repeat_within_one_batch_is_ignored(engine: AsyncEngine) -> None:
    """Telegram may repeat itself in one answer."""
    await put(engine, (11, 7, b"first"), (11, 7, b"again"))

    assert [each.update_id for each in await take(engine, 7)] == [11]


async def test_what_is_decided_is_erased(engine: AsyncEngine) -> None:
    """That it was there is kept, what it said is not."""
    await put(engine, (11, 7, b"my code is 123456"))
    await decide(engine, 11, now=150)

    assert await stored(engine) == [(11, False, 150.0, False)]


async def test_what_is_rolled_back_was_never_taken_in(engine: AsyncEngine) -> None:
    """A batch is stored whole or not at all, so that its offset is confirmed for all of it or not at all."""

    async def fails() -> None:
        async with transaction(engine) as connection:
            await inbox.put(connection, [Arrival(11, 7, b"x")], cipher=CIPHER, now=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()

    assert await stored(engine) == []


async def test_poison_blocks_its_own_chat_only(engine: AsyncEngine) -> None:
    """And only so long; what is behind it stays behind it, and the attempt is counted."""
    await put(engine, (11, 7, b"poison"), (12, 7, b"behind"), (13, 8, b"other"))
    (poison, _) = await take(engine, 7)
    async with transaction(engine) as connection:
        await inbox.failed(connection, poison, until=105)

    assert await waiting(engine, now=104) == [8]
    assert await waiting(engine, now=105) == [7, 8]
    assert [(each.update_id, each.attempts) for each in await take(engine, 7)] == [(11, 1), (12, 0)]


async def test_what_is_given_up_is_erased_and_remembered(engine: AsyncEngine) -> None:
    """It does not come again, not even if Telegram repeats it."""
    await put(engine, (11, 7, b"poison"), (12, 7, b"behind"))
    async with transaction(engine) as connection:
        await inbox.bury(connection, 11, now=150)
    await put(engine, (11, 7, b"poison"))

    assert [each.update_id for each in await take(engine, 7)] == [12]
    assert await stored(engine) == [(11, False, 150.0, True), (12, True, None, False)]


async def test_what_no_key_opens_comes_out_empty(engine: AsyncEngine) -> None:
    """It is given up like anything that is no update, and the chats beside it go on."""
    async with transaction(engine) as connection:
        await inbox.put(connection, [Arrival(11, 7, b"lost")], cipher=Cipher([new_key()]), now=1)
    await put(engine, (12, 7, b"behind"), (13, 8, b"other"))

    assert [(each.update_id, each.payload) for each in await take(engine, 7, 8)] == [
        (11, b""),
        (12, b"behind"),
        (13, b"other"),
    ]


async def test_no_more_is_taken_than_asked_for(engine: AsyncEngine) -> None:
    """Of chats and of updates, those that wait longest first."""
    await put(engine, *((number, number % 3, b"x") for number in range(1, 10)))

    assert await waiting(engine, limit=2) == [1, 2]
    assert [each.update_id for each in await take(engine, 0, 1, 2, limit=4)] == [1, 2, 3, 4]


async def test_old_ones_are_forgotten(engine: AsyncEngine) -> None:
    """Decided before then: Telegram may give their numbers anew. What waits is kept, however old."""
    await put(engine, (11, 7, b"x"), (12, 7, b"y"), (13, 7, b"z"), now=1)
    await decide(engine, 11, now=99)
    await decide(engine, 12, now=100)
    async with transaction(engine) as connection:
        forgotten = await inbox.forget(connection, before=100)

    assert forgotten == 1
    assert [row[0] for row in await stored(engine)] == [12, 13]


def test_nothing_it_says_is_shown() -> None:
    """However an update is printed."""
    assert "123456" not in repr(Arrival(1, 7, b"123456")) + repr(Undecided(1, 7, b"123456"))
