"""What a schema is made of, as the database itself tells it, and what a revision takes away from older programs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its columns by name, and its rules (keys, what is unique, checks, indexes) by name."""

    columns: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)


async def shape_of(engine: AsyncEngine) -> dict[str, Shape]:
    """Every table but alembic's own."""
    async with engine.connect() as connection:
        return await connection.run_sync(_shape_of)


def _shape_of(connection: Connection) -> dict[str, Shape]:
    inspector = inspect(connection)
    shapes = {}
    for name in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        rules: dict[str, Any] = {"primary key": inspector.get_pk_constraint(name)}
        for found in inspector.get_unique_constraints(name):
            rules[f"unique {found['name']}"] = found
        for check in inspector.get_check_constraints(name):
            rules[f"check {check['name']}"] = check
        for index in inspector.get_indexes(name):
            # The condition is an expression, which equals nothing: its text does.
            options = {key: str(value) for key, value in index.get("dialect_options", {}).items()}
            rules[f"index {index['name']}"] = {**index, "dialect_options": options}
        columns = {column["name"]: {**column, "type": str(column["type"])} for column in inspector.get_columns(name)}
        shapes[name] = Shape(columns, rules)
    return shapes


def narrowed(before: Mapping[str, Shape], after: Mapping[str, Shape]) -> set[str]:
    """What a program that knows `before` can do there and not in `after`: what it writes may fail, or find no column.

    Names tables, columns (`table.column`) and rules (`table: rule`).
    """
    lost = set(before) - set(after)
    for name in set(before) & set(after):
        old, new = before[name], after[name]
        for column, was in old.columns.items():
            now = new.columns.get(column)
            same = now is not None and all(now[what] == was[what] for what in ("type", "default"))
            if now is None or not same or now["nullable"] < was["nullable"]:
                lost.add(f"{name}.{column}")
        for column in set(new.columns) - set(old.columns):
            added = new.columns[column]
            if not added["nullable"] and added["default"] is None:
                lost.add(f"{name}.{column}")  # Who does not know it leaves it out.
        lost |= {
            f"{name}: {rule}"
            for rule, now in new.rules.items()
            if old.rules.get(rule) != now and _forbids(rule, now, set(old.columns))
        }
    return lost


def _forbids(rule: str, what: Mapping[str, Any], known: set[str]) -> bool:
    """Whether a rule says anything about columns that were known before: who leaves the others out keeps to it."""
    if rule.startswith("check "):
        return bool(known.intersection(re.findall(r"\w+", what["sqltext"])))
    if rule.startswith("index ") and not what["unique"]:
        return False
    return bool(known.intersection(what.get("constrained_columns", what.get("column_names", known))))
