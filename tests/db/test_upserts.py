"""Inserts that may meet a row of the same key."""

from collections.abc import Callable

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, create_engine, select

from db.upserts import Upsert, over_what_is_there, unless_there

things = Table(
    "things",
    MetaData(),
    Column("owner", Integer, primary_key=True),
    Column("name", String, primary_key=True),
    Column("size", Integer),
    Column("colour", String),
)


@pytest.fixture
def engine() -> Engine:
    """An empty database with the table."""
    engine = create_engine("sqlite://")
    things.metadata.create_all(engine)
    return engine


def _row(size: int, colour: str) -> dict[str, object]:
    return {"owner": 1, "name": "cup", "size": size, "colour": colour}


def test_the_first_row_stays(engine: Engine) -> None:
    """What is taken in twice counts once, as it came first."""
    with engine.begin() as connection:
        connection.execute(unless_there(things)["sqlite"], [_row(1, "red"), _row(2, "blue")])
        assert connection.execute(select(things.c.size, things.c.colour)).all() == [(1, "red")]


def test_the_last_row_stays_whole(engine: Engine) -> None:
    """Every column but the key is written over, so that no half of an older row is left."""
    with engine.begin() as connection:
        connection.execute(over_what_is_there(things)["sqlite"], _row(1, "red"))
        connection.execute(over_what_is_there(things)["sqlite"], _row(2, "blue"))
        assert connection.execute(select(things.c.size, things.c.colour)).all() == [(2, "blue")]


@pytest.mark.parametrize("upsert", [unless_there, over_what_is_there])
def test_each_dialect_has_its_own(upsert: Callable[[Table], Upsert]) -> None:
    """Both databases are served, each in its own words."""
    for dialect, statement in upsert(things).items():
        assert type(statement).__module__.split(".")[2] == dialect
