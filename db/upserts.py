"""Inserts that may meet a row with the same key, by dialect: both spell them alike, but SQLAlchemy has no common class.

Made once, where a module is loaded: making a statement anew costs more than running it.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert

Upsert = dict[str, Insert]
"""The statement for each dialect's name."""

_INSERTS: Mapping[str, Callable[[Table], Insert]] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def unless_there(table: Table) -> Upsert:
    """Put rows in; one that meets another is let go."""
    return {name: new(table).on_conflict_do_nothing() for name, new in _INSERTS.items()}


def over_what_is_there(table: Table) -> Upsert:
    """Put whole rows in; one that meets another with its primary key is written over it."""
    upserts: Upsert = {}
    for name, new in _INSERTS.items():
        statement = new(table)
        values = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
        upserts[name] = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
    return upserts
