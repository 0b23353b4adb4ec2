"""Statements about chats, cases, numbers, calls, history and incidents."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import records
from db.engine import open_engine, transaction
from db.tables import chats, outbox

CASE: dict[str, Any] = {
    "chat_id": 7,
    "state": "waiting_code",
    "space": "cams-1",
    "invitation_id": None,
    "number_key": "n1",
    "deadline": 50,
    "body": b"x",
    "created_at": 1,
    "updated_at": 1,
}


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


@pytest.fixture
async def connection(engine: AsyncEngine) -> AsyncGenerator[AsyncConnection]:
    """A transaction that lasts for a whole test."""
    async with transaction(engine) as opened:
        yield opened


async def add_chats(connection: AsyncConnection, *chat_ids: int) -> None:
    """Chats that have written."""
    await connection.execute(insert(chats), [{"chat_id": chat_id} for chat_id in chat_ids])


async def add(connection: AsyncConnection, **changes: object) -> int:
    """A case."""
    return await records.add_case(connection, {**CASE, **changes})


def saved(case_id: int, **changes: object) -> dict[str, object]:
    """A case as it is written back."""
    kept = {name: value for name, value in CASE.items() if name not in {"invitation_id", "created_at"}}
    return {"key": case_id, **kept, **changes}


# --- Locks


async def test_chats_are_locked_in_order(connection: AsyncConnection) -> None:
    """By id, so that two replicas cannot wait for each other; one that was forgotten as it wrote gets a row anew."""
    await add_chats(connection, 9, 7, 8)

    assert [row["chat_id"] for row in await records.lock_chats(connection, [8, 9, 4, 7])] == [4, 7, 8, 9]
    assert await records.lock_chats(connection, []) == []


async def test_a_chat_knows_whether_it_has_others(connection: AsyncConnection) -> None:
    """Beside the case that it is about: one that is open, or that has not been over for long."""
    await add_chats(connection, 7, 8)
    about, other = await add(connection, chat_id=7), await add(connection, chat_id=7, number_key="other")
    await add(connection, chat_id=8, number_key="theirs")
    row = {"key": 7, "language": "", "case_id": about, "silent_until": 0.0, "link_id": None}
    await records.save_chats(connection, [row])

    async def has_others(since: float) -> bool:
        (row,) = await records.lock_chats(connection, [7], since=since)
        return bool(row["has_others"])

    assert await has_others(since=1e12)
    over = saved(other, chat_id=7, number_key="other", state="cancelled", deadline=None, updated_at=100.0)
    await records.save_cases(connection, [over])
    assert (await has_others(since=99), await has_others(since=100)) == (True, False)


async def test_a_case_is_locked_for_its_own_chat(connection: AsyncConnection) -> None:
    """That of another is not even found: who names it neither learns of it nor waits for it."""
    case_id = await add(connection, chat_id=7)
    locked = await records.lock_case_of(connection, case_id, chat_id=7)

    assert locked is not None
    assert locked["id"] == case_id
    assert await records.lock_case_of(connection, case_id, chat_id=8) is None


async def test_a_chats_cases_are_listed(connection: AsyncConnection) -> None:
    """The newest of those that are open, or have not been over for long; none of another chat's."""
    ids = [await add(connection, chat_id=7, number_key=f"k{each}") for each in range(4)]
    await add(connection, chat_id=8, number_key="theirs")
    over = [
        saved(case_id, chat_id=7, number_key=f"k{place}", state="cancelled", deadline=None, updated_at=100.0 + place)
        for place, case_id in enumerate(ids[:2])
    ]
    await records.save_cases(connection, over)

    async def listed(*, since: float, limit: int = 9) -> list[int]:
        return [case_id for case_id, _ in await records.cases_of(connection, 7, since=since, limit=limit)]

    assert await listed(since=100) == [ids[3], ids[2], ids[1]]
    assert await listed(since=0, limit=2) == [ids[3], ids[2]]


async def test_numbers_can_be_looked_at_without_a_lock(connection: AsyncConnection) -> None:
    """One that was never tried has no row, and gets none by it."""
    await records.lock_numbers(connection, ["a"])

    assert [dict(row) for row in await records.read_numbers(connection, ["a", "b"])] == [{"key": "a", "budget": ""}]
    assert await records.read_numbers(connection, ["b"]) == []


async def test_another_replicas_chats_are_left_out(database_url: str, engine: AsyncEngine) -> None:
    """It is that replica's turn; nobody waits. On SQLite there is no other replica."""
    if engine.dialect.name == "sqlite":
        pytest.skip("one process at a time on SQLite")
    async with transaction(engine) as connection:
        await add_chats(connection, 7, 8)
    other = open_engine(database_url)
    async with transaction(engine) as mine, transaction(other) as theirs:
        await records.lock_chats(theirs, [7])
        left = await asyncio.wait_for(records.lock_chats(mine, [7, 8]), 5)
    await other.dispose()

    assert [row["chat_id"] for row in left] == [8]


async def test_numbers_are_locked_and_made(connection: AsyncConnection) -> None:
    """A number that is new gets a row, which is what is locked; one that is known keeps its budget."""
    await records.lock_numbers(connection, ["b"])
    await records.save_numbers(connection, [{"number": "b", "budget": "spent", "updated_at": 2}])
    rows = await records.lock_numbers(connection, {"c", "b", "a"})

    assert [(row["key"], row["budget"]) for row in rows] == [("a", ""), ("b", "spent"), ("c", "")]
    assert await records.lock_numbers(connection, []) == []


async def test_a_number_is_locked_over_all_replicas(database_url: str, engine: AsyncEngine) -> None:
    """Two cases with one number take turns: the second sees what the first has spent, new though the number was."""
    other = open_engine(database_url)
    first_has_it, first_may_go = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with transaction(engine) as connection:
            await records.lock_numbers(connection, ["n"])
            first_has_it.set()
            await first_may_go.wait()
            await records.save_numbers(connection, [{"number": "n", "budget": "spent", "updated_at": 2}])

    async def second() -> str:
        await first_has_it.wait()
        async with transaction(other) as connection:
            (row,) = await records.lock_numbers(connection, ["n"])
            return str(row["budget"])

    spending = asyncio.ensure_future(first())
    looking = asyncio.ensure_future(second())
    done, _ = await asyncio.wait([looking], timeout=0.1)
    assert not done
    first_may_go.set()
    await spending

    assert await asyncio.wait_for(looking, 15) == "spent"
    await other.dispose()


# --- Chats and cases


async def test_chats_are_written_back(connection: AsyncConnection) -> None:
    """Language, case and silence; nothing of others."""
    await add_chats(connection, 7, 8)
    row = {"key": 7, "language": "id", "case_id": 3, "silent_until": 9.5, "link_id": None}
    await records.save_chats(connection, [row])
    await records.save_chats(connection, [])
    first, second = await records.lock_chats(connection, [7, 8])

    assert (first["language"], first["case_id"], first["silent_until"]) == ("id", 3, 9.5)
    assert (second["language"], second["case_id"], second["silent_until"]) == ("", None, 0)


async def test_cases_are_written_back(connection: AsyncConnection) -> None:
    """By id; a card is remembered beside what the case itself is."""
    first, second = await add(connection), await add(connection, number_key="n2")
    changed = {"state": "held", "number_key": "n3", "deadline": 60, "body": b"y", "updated_at": 2}
    await records.save_cases(connection, [saved(first, **changed)])
    await records.save_cases(connection, [])
    one, two = await records.lock_cases(connection, [second, first, 10**12])

    assert {name: one[name] for name in changed} == changed
    assert (one["card_id"], two["card_id"], two["body"]) == (None, None, b"x")


async def test_a_card_is_remembered_by_who_had_the_right_to_show_it(connection: AsyncConnection) -> None:
    """Of several the last one; a replica that was frozen and wakes puts no old message in a newer one's place."""
    first, second = await add(connection), await add(connection, number_key="n2")
    showing = {"queue": "customers", "lane": "chat:7", "kind": "Show", "payload": b"x", "due_at": 1, "owed_at": 1}
    leased = insert(outbox).values({**showing, "lease": "mine", "leased_until": 9}).returning(outbox.c.id)
    row_id = (await connection.execute(leased)).scalar_one()
    held, lost = {"row_id": row_id, "held": "mine"}, {"row_id": row_id, "held": "another's"}
    await records.save_cards(connection, [{"key": first, "card": card, **held} for card in (500, 501)])
    await records.save_cards(connection, [{"key": key, "card": 400, **lost} for key in (first, second)])
    await records.save_cards(connection, [])
    one, two = await records.lock_cases(connection, [first, second])

    assert (one["card_id"], two["card_id"]) == (501, None)


async def test_a_number_is_open_once_in_a_space(engine: AsyncEngine) -> None:
    """Whatever two chats do at the same moment: the database refuses the second."""
    async with transaction(engine) as connection:
        await add(connection)
        second = await add(connection, state="confirming_number")
    with pytest.raises(IntegrityError):
        await _save(engine, second, state="waiting_code")

    await _save(engine, second, state="cancelled", deadline=None)
    async with transaction(engine) as connection:
        await add(connection, space="cams-2")


async def _save(engine: AsyncEngine, case_id: int, **changes: object) -> None:
    async with transaction(engine) as connection:
        await records.save_cases(connection, [saved(case_id, **changes)])


async def test_an_open_number_is_known(connection: AsyncConnection) -> None:
    """To others, in that space, while the case is open; not to the case itself."""
    case_id = await add(connection, state="paused")

    async def is_open(**changes: Any) -> bool:
        return await records.is_number_open(
            connection, **{"space": "cams-1", "number_key": "n1", "besides": [], **changes}
        )

    assert [
        await is_open(),
        await is_open(besides=[case_id]),
        await is_open(space="cams-2"),
        await is_open(number_key="n2"),
    ] == [True, False, False, False]
    await records.save_cases(connection, [saved(case_id, state="verified", deadline=None)])
    assert not await is_open()


async def test_deadlines_fall_due_in_order(connection: AsyncConnection) -> None:
    """The oldest first, up to the limit; what has none never."""
    late = await add(connection, deadline=30, number_key="a", chat_id=1)
    early = await add(connection, deadline=10, number_key="b", chat_id=2)
    await add(connection, deadline=31, number_key="c")
    await add(connection, state="verified", deadline=None, number_key="d")

    assert list(await records.due_cases(connection, now=30, limit=9)) == [(early, 2), (late, 1)]
    assert list(await records.due_cases(connection, now=30, limit=1)) == [(early, 2)]
    assert list(await records.due_cases(connection, now=9, limit=9)) == []


async def test_cases_are_counted_and_listed(connection: AsyncConnection) -> None:
    """By state, the newest first."""
    ids = [await add(connection, state="held", number_key=str(number)) for number in range(3)]
    other = await add(connection, state="asking_number", number_key=None)

    assert await records.waiting(connection, "held") == 3
    assert [row["id"] for row in await records.list_cases(connection, state=None, limit=2)] == [other, ids[2]]
    assert [row["id"] for row in await records.list_cases(connection, state="held", limit=9)] == ids[::-1]


# --- Calls and history


async def test_a_call_leaves_once(connection: AsyncConnection) -> None:
    """Marked before it is sent: whoever finds the mark does not send. Only who knows that it did not run unmarks it."""
    call = {"case_id": 3, "call": 1, "action": "ChatappMigrationVerified", "number_key": "n", "created_at": 1}
    await records.add_calls(connection, [call, {**call, "call": 2}])
    await records.add_calls(connection, [])

    async def leaves(number: int) -> bool:
        return await records.mark_sent(connection, case_id=3, call=number, now=5)

    assert [await leaves(1), await leaves(1), await leaves(2)] == [True, False, True]
    await records.unmark_sent(connection, case_id=3, call=1)
    assert [await leaves(1), await leaves(2), await leaves(99)] == [True, False, False]


async def test_outcomes_are_recorded(connection: AsyncConnection) -> None:
    """With the provider's words, for the call that they belong to."""
    call = {"case_id": 3, "call": 1, "action": "ChatappMigrationVerified", "number_key": "n", "created_at": 1}
    await records.add_calls(connection, [call, {**call, "call": 2}, {**call, "case_id": 4}])
    outcome = {"outcome": "refused", "fault": "wrong-code", "code": "136025", "message": "m", "request_id": "R"}
    await records.finish_calls(connection, [{"of_case": 3, "number": 2, "finished_at": 9, **outcome}])
    await records.finish_calls(connection, [])
    _, called = await records.history(connection, 3)

    assert [row["outcome"] for row in called] == [None, "refused"]
    assert {name: called[1][name] for name in outcome} == outcome
    assert (called[1]["finished_at"], called[1]["sent_at"]) == (9.0, None)


async def test_history_is_kept_in_order(connection: AsyncConnection) -> None:
    """Each case's own, oldest first."""
    event = {
        "case_id": 3,
        "at": 1,
        "event": "Agreed",
        "state_before": "a",
        "state_after": "b",
        "detail": "",
        "shown": "",
    }
    await records.add_events(connection, [event, {**event, "case_id": 4}, {**event, "event": "Cancelled", "at": 0.5}])
    await records.add_events(connection, [])
    happened, called = await records.history(connection, 3)

    assert [(row["event"], row["at"]) for row in happened] == [("Agreed", 1.0), ("Cancelled", 0.5)]
    assert called == []


async def test_an_incident_is_written_over(connection: AsyncConnection) -> None:
    """One row for each, with the newest count."""
    row = {"key": "fault:clock", "message_id": 5, "cases": 1, "opened_at": 1, "updated_at": 1}
    await records.save_notice(connection, row)
    await records.save_notice(connection, {**row, "message_id": 6, "cases": 2, "updated_at": 7})
    found = await records.notice(connection, "fault:clock")

    assert found is not None
    given = {"key": "fault:clock", "message_id": 6, "cases": 2, "opened_at": 1.0, "updated_at": 7.0}
    assert dict(found) == {**given, "over_at": None, "told_to": None}
    assert await records.notice(connection, "fault:other") is None


async def test_cases_in_a_state_are_gone_through_in_order(connection: AsyncConnection) -> None:
    """So many at a time, each once, and those of another state never."""
    ids = [await add(connection, state="held", number_key=f"n{number}", chat_id=number) for number in range(5)]
    await add(connection, state="paused", number_key="other")
    first = await records.cases_in(connection, "held", after=0, limit=3)
    second = await records.cases_in(connection, "held", after=first[-1][0], limit=3)

    assert [*first, *second] == [(case_id, number) for number, case_id in enumerate(ids)]
    assert await records.cases_in(connection, "held", after=ids[-1], limit=3) == []
