"""Schema changes: up, down and up again with rows in it, by several at once, and never differing from the tables."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import schema
from db.engine import open_engine, transaction
from db.tables import metadata

ROWS: dict[str, dict[str, Any]] = {
    "chats": {"chat_id": 7_000_000_007, "language": "id", "case_id": 1, "blocked_until": 0.0},
    "cases": {
        "chat_id": 7_000_000_007,
        "state": "waiting_code",
        "space": "cams-1",
        "number_key": "k" * 64,
        "deadline": 5.5,
        "body": b"encrypted",
        "created_at": 1.0,
        "updated_at": 2.0,
    },
    "numbers": {"key": "k" * 64, "budget": "{}", "updated_at": 1.0},
    "invitations": {"token_hash": "t" * 64, "space": "cams-1", "body": b"x", "created_at": 1.0, "expires_at": 2.0},
    "links": {
        "token_hash": "l" * 64,
        "case_id": 2**40,
        "state": "made",
        "body": b"x",
        "created_at": 1.0,
        "expires_at": 2.0,
    },
    "inbox": {"update_id": 2**40, "chat_id": 7_000_000_007, "payload": b"x", "received_at": 1.0},
    "outbox": {
        "queue": "customers",
        "lane": "chat:7",
        "kind": "Show",
        "payload": b"x",
        "due_at": 1.0,
        "owed_at": 1.0,
        "lease": "a.b",
        "leased_until": 9.0,
    },
    "buried": {"kind": "Show", "case_id": 1, "reason": "blocked", "at": 1.0},
    "calls": {"case_id": 1, "call": 1, "action": "ChatappMigrationVerified", "number_key": "k", "created_at": 1.0},
    "events": {"case_id": 1, "at": 1.0, "event": "Agreed", "state_before": "a", "state_after": "b"},
    "pacing": {"key": "LTAI:action", "next_at": 1_800_000_000.123456},
    "tellings": {"chat_id": 7_000_000_007, "reason": "person-wanted", "told_at": 1.5, "spent_until": 2.5, "untold": 3},
    "heartbeat": {"id": 1, "at": 1_800_000_000.5, "back_at": 1_800_000_000.25, "step": 3, "told_to": 2**40},
    "portrait": {"id": 1, "digest": "0" * 64},
    "staff": {"user_id": 7_000_000_007, "role": "agent", "body": b"x", "added_by": 7_000_000_008, "added_at": 1.5},
    "staff_links": {"token_hash": "s" * 64, "role": "agent", "made_by": 7_000_000_008, "expires_at": 2.5},
    "audit": {"at": 1.5, "actor": 7_000_000_007, "action": "staff", "case_id": 2**40, "detail": "a", "hash": "h" * 64},
    "audit_head": {"id": 1, "hash": "h" * 64},
    "moved_groups": {"chat_id": -(2**40), "moved_to": -(2**41), "at": 1.5},
    "tallies": {"day": 20_000, "what": "left", "sort": "held", "shard": 0, "times": 2**40},
    "digest": {"id": 1, "minute": 540, "zone": "Asia/Jakarta", "next_at": 1.5},
    "incidents": {"fault": "clock", "opened_at": 1.0, "seen_at": 2.0},
    "topics": {
        "case_id": 2**40,
        "chat_id": -(2**40),
        "thread_id": 5,
        "card_id": 6,
        "waits_since": 1.5,
        "remind_at": 2.5,
    },
    "relayed": {"case_id": 2**40, "by_staff": True, "source_id": 5, "copy_id": 6, "at": 1.5},
    "canned": {"name": "hello", "language": "id", "body": b"encrypted"},
    "notices": {"key": "fault:clock", "message_id": 5, "cases": 1, "opened_at": 1.0, "updated_at": 1.0},
    "announcements": {"case_id": 2**40, "kind": "case.live", "at": 1.5, "body": "{}"},
    "tokens": {
        "name": "onboarding",
        "token_hash": "t" * 64,
        "scopes": "cases:read",
        "created_at": 1.5,
        "used_at": 3600.0,
    },
    "compatibility": {"oldest": "0007"},
    "keyring": {"id": "0123abcd", "encrypts": True, "hash_key": b"encrypted"},
    "replicas": {"replica": 2**30, "known": "0123abcd", "encrypts_with": "0123abcd"},
}
"""A row of each table, with ids beyond 32 bits and times with fractions."""

REVISIONS = [each.revision for each in ScriptDirectory.from_config(schema.config()).walk_revisions("base", "heads")]


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database with the newest schema."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def fill(engine: AsyncEngine) -> None:
    """Put a row into each table that has none from its revision, or from before it was undone."""
    async with transaction(engine) as connection:
        for table in metadata.sorted_tables:
            if (await connection.execute(select(table))).first() is None:
                await connection.execute(table.insert(), ROWS[table.name])


async def put(engine: AsyncEngine, name: str, **changes: object) -> None:
    """Put one row into a table, that of `ROWS` but for some changes."""
    async with transaction(engine) as connection:
        await connection.execute(metadata.tables[name].insert(), {**ROWS[name], **changes})


async def is_refused(engine: AsyncEngine, name: str, **changes: object) -> bool:
    """Whether the database does not take such a row."""
    try:
        await put(engine, name, **changes)
    except IntegrityError:
        return True
    return False


async def read(engine: AsyncEngine) -> dict[str, dict[str, Any]]:
    """The rows, with those columns that were given."""
    async with transaction(engine) as connection:
        return {
            table.name: {
                name: value
                for name, value in (await connection.execute(select(table))).mappings().one().items()
                if name in ROWS[table.name]
            }
            for table in metadata.sorted_tables
        }


async def tables(engine: AsyncEngine) -> set[str]:
    """The tables there are."""
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))


def differences(connection: Connection) -> list[Any]:
    """What autogenerate would change."""
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
    )
    return list(compare_metadata(context, metadata))


async def test_the_revisions_make_exactly_the_tables(engine: AsyncEngine) -> None:
    """Types, defaults and indexes included: nothing was added to one and forgotten in the other."""
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.check(schema.config(sync)))


async def test_indexes_have_their_conditions(engine: AsyncEngine) -> None:
    """Autogenerate compares no conditions: one open case for each number hangs on one."""
    async with engine.connect() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            if is_postgresql
            else "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        found = {row[0]: row[1] for row in await connection.execute(text(query))}

    partial = {name for name, statement in found.items() if " WHERE " in statement}
    assert partial == {"ix_cases_deadline", "uq_cases_open_number", "ix_inbox_undecided", "ix_inbox_decided_at"} | {
        index.name
        for table in metadata.sorted_tables
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    for state in ("waiting_code", "prechecking", "checking", "settling", "paused", "held"):
        assert f"'{state}'" in found["uq_cases_open_number"]


async def test_it_goes_down_and_up_with_rows_in_it(engine: AsyncEngine) -> None:
    """Each revision can be undone and done again while there are rows; what the older one can hold, it keeps."""
    await fill(engine)
    assert await read(engine) == ROWS
    for revision in REVISIONS:
        await schema.downgrade(engine, f"{revision}-1" if revision != REVISIONS[-1] else "base")
    assert await tables(engine) == {"alembic_version", "keyring"}
    assert not await schema.is_current(engine)
    await schema.upgrade(engine)

    assert await tables(engine) == {*metadata.tables, "alembic_version"}
    assert await schema.is_current(engine)
    await fill(engine)
    assert await read(engine) == ROWS


async def test_what_was_there_before_an_upgrade_is_there_after_it(engine: AsyncEngine) -> None:
    """An incident that was open goes on; nobody is told of an end that did not come."""
    await schema.downgrade(engine, "0001")
    async with transaction(engine) as connection:
        await connection.execute(
            text(
                "INSERT INTO notices (key, message_id, cases, opened_at, updated_at)"
                " VALUES ('fault:clock', 5, 2, 1.5, 2.5)"
            )
        )
    await schema.upgrade(engine)

    async with transaction(engine) as connection:
        row = (await connection.execute(select(metadata.tables["notices"]))).mappings().one()
    kept = {"key": "fault:clock", "message_id": 5, "cases": 2, "opened_at": 1.5, "updated_at": 2.5}
    assert dict(row) == {**kept, "over_at": None, "told_to": None}


async def test_an_upgrade_that_is_done_changes_nothing(engine: AsyncEngine) -> None:
    """Every start brings the schema up to date; mostly it is."""
    await fill(engine)
    await schema.upgrade(engine)
    await schema.upgrade(engine)

    assert await read(engine) == ROWS


async def test_several_upgrade_at_once(engine: AsyncEngine, database_url: str) -> None:
    """Replicas start together: one does it, the others wait and find it done."""
    await schema.downgrade(engine, "base")
    replicas = [open_engine(database_url) for _ in range(4)]
    await asyncio.gather(*(schema.upgrade(replica) for replica in replicas))
    for replica in replicas:
        await replica.dispose()

    assert await tables(engine) == {*metadata.tables, "alembic_version"}
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM alembic_version"))).scalar() == 1


async def test_an_upgrade_that_fails_leaves_the_old_schema(engine: AsyncEngine) -> None:
    """All of it happens, or nothing: a half-made schema is nobody's."""
    await schema.downgrade(engine, "base")
    async with transaction(engine) as connection:
        await connection.execute(text("CREATE TABLE outbox (id INTEGER)"))
    with pytest.raises(Exception, match="outbox"):
        await schema.upgrade(engine)

    assert await tables(engine) == {"alembic_version", "outbox"}


async def test_the_tables_keep_what_must_hold(engine: AsyncEngine) -> None:
    """What the database itself refuses, whatever the program does."""
    await fill(engine)
    refused: dict[str, tuple[str, dict[str, Any]]] = {
        "a case that waits without a deadline": ("cases", {"deadline": None, "space": "other"}),
        "a closed case with a deadline": ("cases", {"state": "live", "space": "other"}),
        "a second open case for a number in a space": ("cases", {"state": "held"}),
        "an undecided update without what it says": ("inbox", {"update_id": 2, "payload": None}),
        "a decided update that still says it": ("inbox", {"update_id": 2, "decided_at": 1.0}),
        "half a lease": ("outbox", {"lease": None}),
        "the other half": ("outbox", {"leased_until": None}),
        "a second heartbeat": ("heartbeat", {"id": 2}),
        "a second picture": ("portrait", {"id": 2}),
        "an end that customers are told of an incident that goes on": ("incidents", {"fault": "x", "told_to": 0}),
        "an end that is told of an incident that goes on": ("notices", {"key": "fault:other", "told_to": 0}),
        "an outcome without its time": ("calls", {"call": 2, "outcome": "accepted"}),
        "a link that is somebody's but was never used": ("invitations", {"token_hash": "u", "chat_id": 7}),
        "the same link twice": ("invitations", {}),
        "a second live link for a colleague of a case": ("links", {"token_hash": "m", "state": "opened", "chat_id": 7}),
        "a link for a colleague that is nobody's but was opened": ("links", {"token_hash": "m", "state": "answered"}),
        "the same update twice": ("inbox", {}),
        "the same call twice": ("calls", {}),
    }
    accepted = [what for what, (name, changes) in refused.items() if not await is_refused(engine, name, **changes)]
    assert accepted == []
    await put(engine, "cases", space="another")
    await put(engine, "cases", state="cancelled", deadline=None)


async def test_ids_are_never_given_twice(engine: AsyncEngine) -> None:
    """An id that staff wrote down, or that orders a lane, is not given to another row after the first is gone."""
    for name in ("cases", "invitations", "links", "outbox"):
        table = metadata.tables[name]
        async with transaction(engine) as connection:
            first = (await connection.execute(table.insert().returning(table.c.id), ROWS[name])).scalar_one()
            await connection.execute(table.delete())
            second = (await connection.execute(table.insert().returning(table.c.id), ROWS[name])).scalar_one()
        assert second > first
