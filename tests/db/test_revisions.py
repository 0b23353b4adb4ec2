"""Each schema change by itself: done, undone and done again with rows of every kind, and kind to older programs.

Revisions are found, not listed: a new one is held to all of this. Why, and what is asked of it: docs/decisions/021.
"""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest
from alembic.script import Script, ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import Store
from db import schema
from db.encryption import Cipher
from db.engine import open_engine, transaction
from db.tables import metadata
from tests.support import golden, stock
from tests.support.office import KEY
from tests.support.shape import Shape, narrowed, shape_of

SCRIPTS: list[Script] = [*ScriptDirectory.from_config(schema.config()).walk_revisions("base", "heads")][::-1]
REVISIONS = [script.revision for script in SCRIPTS]
RECORDED = [revision for revision in REVISIONS if golden.path_of(revision).exists()]

FORGOTTEN: dict[str, str] = {}
"""Fields of bodies that nothing needs any more, with the reason: what old programs put there is ignored."""


@pytest.fixture
async def engine(database_url: str) -> AsyncGenerator[AsyncEngine]:
    """An open database with the newest schema."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


def parent(script: Script) -> str:
    """The revision before that one."""
    return str(script.down_revision or "base")


async def oldest(engine: AsyncEngine) -> str | None:
    """The oldest revision whose program can use the database, by its own account."""
    async with engine.connect() as connection:
        return await connection.run_sync(schema._oldest)


def kept_of(means: dict[str, Any], not_kept: dict[str, str]) -> dict[str, Any]:
    """What rows mean, without what going down has lost."""
    lost = {"cases.deadline": {"due"}, "links": {"links", "due_links"}, "announcements": {"announced"}}
    lost |= {"staff": {"members"}, "staff_links": {"staff_link"}, "audit": {"deeds"}}
    lost |= {"topics": {"topics", "due_topics"}, "relayed": {"copies"}, "canned": {"canned"}}
    lost |= {"moved_groups": {"moved_group"}}
    lost |= {"tallies": {"counted"}, "digest": {"digest"}}
    gone = {name for place, names in lost.items() if place in not_kept for name in names}
    kept = {name: meant for name, meant in means.items() if name not in gone}
    if "chats.link_id" in not_kept:
        kept["chats"] = [{**chat, "link_id": 0} for chat in kept["chats"]]
    if "events.shown" in not_kept:
        kept["history"] = [([{**each, "shown": ""} for each in events], calls) for events, calls in kept["history"]]
    return kept


def understood(known: Any, found: Any) -> Any:
    """What was found, without what nobody knew of when `known` was written down."""
    if isinstance(known, dict) and isinstance(found, dict):
        return {key: value if key in FORGOTTEN else understood(value, found.get(key)) for key, value in known.items()}
    if isinstance(known, list) and isinstance(found, list | tuple) and len(known) == len(found):
        return [understood(*pair) for pair in zip(known, found, strict=True)]
    return found


def test_what_is_understood_is_compared_whole() -> None:
    """A field that is new is no difference; one that is gone or changed, and a row more or less, are."""
    assert understood({"a": [{"b": 1}]}, {"a": [{"b": 1, "new": 2}], "more": 3}) == {"a": [{"b": 1}]}
    others: list[Any] = [{}, {"a": [{}]}, {"a": [{"b": 2}]}, {"a": []}, {"a": [{"b": 1}, {"b": 1}]}]
    for other in others:
        assert understood({"a": [{"b": 1}]}, other) != {"a": [{"b": 1}]}


@pytest.mark.parametrize("script", SCRIPTS, ids=REVISIONS)
async def test_each_goes_down_and_up_again(engine: AsyncEngine, script: Script) -> None:
    """With rows from every state: whatever the older schema can hold is there afterwards, and read as before."""
    store = Store(engine, Cipher([KEY]))
    await stock.fill(store)
    shape, rows, means = await shape_of(engine), await golden.rows_in(engine), await stock.told(store)
    await schema.downgrade(engine, parent(script))
    older = await shape_of(engine)
    await schema.upgrade(engine)

    assert await shape_of(engine) == shape
    again = await golden.rows_in(engine)
    undone = SCRIPTS[SCRIPTS.index(script) :]
    not_kept = {place: why for each in undone for place, why in getattr(each.module, "NOT_KEPT", {}).items()}
    assert all(not_kept.values())
    for name in set(older) & set(rows):
        columns = older[name].columns.keys() & shape[name].columns.keys()
        columns -= {place.removeprefix(f"{name}.") for place in not_kept}
        kept = [[{key: row[key] for key in columns} for row in each[name]] for each in (rows, again)]
        assert sorted(kept[1], key=repr) == sorted(kept[0], key=repr)
    if "cases" in older:
        assert kept_of(await stock.told(store), not_kept) == kept_of(means, not_kept)
    else:
        await stock.fill(store)


@pytest.mark.parametrize("revision", RECORDED)
async def test_what_a_revision_wrote_is_read(engine: AsyncEngine, revision: str) -> None:
    """Rows of then, brought up to date, mean today what they meant then, down to what was left to defaults."""
    recorded = golden.read(revision)
    await schema.downgrade(engine, "base")
    await schema.upgrade(engine, revision)
    await golden.put(engine, recorded.rows)
    await schema.upgrade(engine)

    found = await stock.told(Store(engine, Cipher([KEY])))
    assert understood(recorded.means, found) == recorded.means


@pytest.mark.parametrize("revision", RECORDED)
async def test_what_an_older_program_goes_on_writing_is_read(engine: AsyncEngine, revision: str) -> None:
    """While replicas are updated one by one, the old ones write into the new schema, naming what they know of it."""
    recorded = golden.read(revision)
    await golden.put(engine, recorded.rows)

    found = await stock.told(Store(engine, Cipher([KEY])))
    assert understood(recorded.means, found) == recorded.means


def test_the_rows_of_each_revision_are_kept() -> None:
    """Those of the newest may still change: they are recorded before the next revision is made."""
    assert not set(REVISIONS[:-1]) - set(RECORDED), (
        "check its program out; python -m tests.support.golden; keep the file"
    )
    assert RECORDED
    assert {golden.path_of(revision) for revision in RECORDED} == {*golden.FOLDER.iterdir()}


@pytest.mark.parametrize("script", SCRIPTS, ids=REVISIONS)
async def test_a_revision_takes_nothing_from_older_programs(engine: AsyncEngine, script: Script) -> None:
    """Replicas of the release before go on running: a revision only adds, or it names what it takes away and why.

    It then also says which programs can use the database from now on.
    """
    await schema.downgrade(engine, parent(script))
    before, oldest_before = await shape_of(engine), await oldest(engine)
    await schema.upgrade(engine, script.revision)

    named: dict[str, str] = getattr(script.module, "TAKEN_AWAY", {})
    assert narrowed(before, await shape_of(engine)) == set(named)
    assert all(named.values())
    assert bool(named) == (await oldest(engine) != oldest_before) or script.revision == "0003"


def test_what_is_taken_away_is_seen() -> None:
    """Each way in which what an older program does can fail; and none in which it cannot."""
    text = {"type": "TEXT", "nullable": True, "default": None}
    unique = {"unique": True, "column_names": ["b"]}
    old = Shape({"a": text, "b": text}, {"index ix": {"unique": False}})
    taken = {
        "a table": ({}, {"t"}),
        "a column": ({"t": replace(old, columns={"a": text})}, {"t.b"}),
        "another name": ({"t": replace(old, columns={"a": text, "c": text})}, {"t.b"}),
        "another type": ({"t": replace(old, columns={"a": text, "b": {**text, "type": "INTEGER"}})}, {"t.b"}),
        "emptiness": ({"t": replace(old, columns={"a": text, "b": {**text, "nullable": False}})}, {"t.b"}),
        "another default": ({"t": replace(old, columns={"a": text, "b": {**text, "default": "1"}})}, {"t.b"}),
        "a column that must be given": (
            {"t": replace(old, columns={**old.columns, "c": {**text, "nullable": False}})},
            {"t.c"},
        ),
        "a check": ({"t": replace(old, rules={"check c": {"sqltext": "a > b"}})}, {"t: check c"}),
        "a unique index": ({"t": replace(old, rules={"index uq": unique})}, {"t: index uq"}),
        "an index that becomes unique": ({"t": replace(old, rules={"index ix": unique})}, {"t: index ix"}),
    }
    only_added = {
        "u": old,
        "t": Shape(
            {**old.columns, "c": text, "d": {**text, "nullable": False, "default": "''"}},
            {
                "index ix": {"unique": False, "column_names": ["b"]},
                "index new": {"unique": True, "column_names": ["c"]},
                "check new": {"sqltext": "c IS NULL OR d IS NOT NULL"},
            },
        ),
    }

    assert {what: narrowed({"t": old}, after) for what, (after, _) in taken.items()} == {
        what: lost for what, (_, lost) in taken.items()
    }
    assert narrowed({"t": old}, only_added) == set()


async def test_the_revisions_promise_what_the_tables_promise(engine: AsyncEngine) -> None:
    """Checks and conditions of indexes too, which alembic does not compare."""
    by_revisions = await shape_of(engine)
    await schema.downgrade(engine, "base")
    async with transaction(engine) as connection:
        await connection.run_sync(metadata.create_all)

    assert await shape_of(engine) == by_revisions
    assert any(shape.rules.keys() >= {"check ck_cases_deadline"} for shape in by_revisions.values())
