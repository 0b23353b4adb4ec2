"""The outbox's contract, on both databases."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from db import outbox
from db.encryption import Cipher, new_key
from db.engine import open_engine, transaction
from db.outbox import Claimed, Owed

CIPHER = Cipher([new_key()])


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


def owed(lane: str, text: str, *, queue: str = "customers", due_at: float = 100) -> Owed:
    """Something to be done."""
    return Owed(queue=queue, lane=lane, kind="Show", payload=text.encode(), due_at=due_at)


async def owe(engine: AsyncEngine, *rows: Owed, now: float = 100) -> None:
    """Owe rows in a transaction of their own."""
    async with transaction(engine) as connection:
        await outbox.owe(connection, rows, cipher=CIPHER, now=now)


async def claim(engine: AsyncEngine, lease: str, *, now: float = 100, lanes: int = 10) -> list[Claimed]:
    """Claim in a transaction of its own, for a minute."""
    async with transaction(engine) as connection:
        return await outbox.claim(
            connection, "customers", lanes=lanes, lease=lease, now=now, until=now + 60, cipher=CIPHER
        )


def texts(rows: list[Claimed]) -> list[str]:
    """What the rows say."""
    return [row.payload.decode() for row in rows]


async def test_a_lane_is_claimed_whole_and_in_order(engine: AsyncEngine) -> None:
    """Rows of a lane come together, oldest first, with those of other lanes."""
    await owe(engine, owed("a", "a1"), owed("b", "b1"), owed("a", "a2"))

    assert texts(await claim(engine, "one")) == ["a1", "b1", "a2"]


async def test_what_is_leased_is_nobody_elses(engine: AsyncEngine) -> None:
    """A second claimer finds nothing, and nothing behind what is leased either."""
    await owe(engine, owed("a", "a1"))
    await claim(engine, "one")
    await owe(engine, owed("a", "a2"))

    assert texts(await claim(engine, "two")) == []


async def test_a_lease_that_ran_out_is_anybodys(engine: AsyncEngine) -> None:
    """After a crash the rows come again, and the late settle of the dead claimer changes nothing."""
    await owe(engine, owed("a", "a1"))
    (lost,) = await claim(engine, "one")

    (again,) = await claim(engine, "two", now=200)
    async with transaction(engine) as connection:
        settled_late = await outbox.settle(connection, lost.id, lost.lease)
        settled = await outbox.settle(connection, again.id, again.lease)

    assert (settled_late, settled) == (False, True)
    assert texts(await claim(engine, "three", now=300)) == []


async def test_who_settles_hears_what_was_no_longer_theirs(engine: AsyncEngine) -> None:
    """Taken over, or done by somebody else: whoever did it all the same must know. The rest is done, lease by lease."""
    await owe(engine, owed("a", "a1"), owed("b", "b1"))
    early = await claim(engine, "one")
    await owe(engine, owed("c", "c1"), now=150)
    late = await claim(engine, "two", now=150)
    (taken, again, *_) = await claim(engine, "three", now=170)
    async with transaction(engine) as connection:
        await outbox.settle_many(connection, [again])
        lost = await outbox.settle_many(connection, [*early, *late])
        is_ours = [await outbox.postpone(connection, row, due_at=180, tried=True) for row in (early[0], taken)]

    assert (texts(lost), is_ours) == (["a1", "b1"], [False, True])
    assert texts(await claim(engine, "four", now=300)) == ["a1"]


async def test_a_postponed_row_holds_its_lane(engine: AsyncEngine) -> None:
    """What is behind a message that must be sent again waits for it: order within a chat holds."""
    await owe(engine, owed("a", "a1"), owed("a", "a2"))
    first, second = await claim(engine, "one")
    async with transaction(engine) as connection:
        await outbox.postpone(connection, first, due_at=150, tried=True)
        await outbox.hand_back(connection, [second])

    assert texts(await claim(engine, "two", now=120)) == []
    later = await claim(engine, "two", now=150)
    assert [(row.payload.decode(), row.attempts) for row in later] == [("a1", 1), ("a2", 0)]


async def test_lanes_are_claimed_up_to_the_limit(engine: AsyncEngine) -> None:
    """A claimer takes no more lanes than it can carry out."""
    await owe(engine, owed("a", "a1"), owed("b", "b1"), owed("c", "c1"))

    assert texts(await claim(engine, "one", lanes=2)) == ["a1", "b1"]
    assert texts(await claim(engine, "two", lanes=2)) == ["c1"]


async def test_lanes_of_some_kinds_can_be_left_out(engine: AsyncEngine) -> None:
    """Whatever else is in such a lane; the places that they would have taken are for others."""
    rows = [
        owed("a", "a1"),
        replace(owed("a", "a2"), kind="Other"),
        owed("b", "b1"),
        replace(owed("c", "c1"), kind="Other"),
    ]
    await owe(engine, *rows)
    async with transaction(engine) as connection:
        claimed = await outbox.claim(
            connection, "customers", lanes=1, besides=["Show", "None"], lease="one", now=100, until=160, cipher=CIPHER
        )

    assert texts(claimed) == ["c1"]


async def test_other_queues_are_left_alone(engine: AsyncEngine) -> None:
    """Calls are not claimed by who sends messages."""
    await owe(engine, owed("a", "a1", queue="calls"))

    assert texts(await claim(engine, "one")) == []


async def test_what_waits_is_counted(engine: AsyncEngine) -> None:
    """What is due and in nobody's hands, of that kind and queue, up to a limit."""
    await owe(engine, *[owed(f"a{number}", "x") for number in range(5)])
    await owe(engine, owed("b", "later", due_at=200), owed("c", "other", queue="staff"))
    await claim(engine, "l1", lanes=2)
    async with transaction(engine) as connection:
        counts = [
            await outbox.waiting(connection, queue, kind, now=now, most=most)
            for queue, kind, now, most in (
                ("customers", "Show", 100, 9),
                ("customers", "Show", 200, 9),
                ("customers", "Show", 100, 2),
                ("customers", "ReadStatus", 100, 9),
                ("calls", "Show", 100, 9),
            )
        ]

    assert counts == [3, 4, 2, 0, 0]


async def test_what_is_rolled_back_was_never_owed(engine: AsyncEngine) -> None:
    """Owing becomes true with the transaction that decided it, or not at all."""

    async def owe_and_fail() -> None:
        async with transaction(engine) as connection:
            await outbox.owe(connection, [owed("a", "a1")], cipher=CIPHER, now=100)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await owe_and_fail()

    assert texts(await claim(engine, "one")) == []


async def test_a_buried_row_is_gone_and_remembered(engine: AsyncEngine) -> None:
    """What was given up is not tried again."""
    await owe(engine, owed("a", "a1"))
    (row,) = await claim(engine, "one")
    async with transaction(engine) as connection:
        buried = [await outbox.bury(connection, row, reason="no such chat", now=100) for _ in range(2)]

    assert buried == [True, False]
    async with transaction(engine) as connection:
        assert await outbox.depth(connection) == 0
