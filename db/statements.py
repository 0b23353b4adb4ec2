"""The statements that run all the time: written once for each dialect, and on SQLite run by its driver as they are.

To find a statement it knows, sort its parameters and wrap its rows takes SQLAlchemy 50 to 100 microseconds of CPU;
running it takes SQLite five, and a decision is some fifteen statements (docs/decisions/027). PostgreSQL's go the usual
way.
"""

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

from .direct_sqlite import DirectConnection, as_sqlalchemys, driver_of

Parameters = Mapping[str, Any]

ByDialect = Mapping[str, Executable]
"""A statement that each dialect has its own class for, by the dialect's name."""

_LIST = re.compile(r"\(__\[POSTCOMPILE_(\w+?)(?:~~\w+~~)?\]\)")
"""Where SQLAlchemy would write as many placeholders as there are values this time."""


class Prepared:
    """A statement. `columns` are those of an insert that does not name its own; the values come with each run."""

    def __init__(self, statement: Executable | ByDialect, columns: Sequence[str] = ()) -> None:
        self._statement = statement
        made = statement if isinstance(statement, Executable) else statement["sqlite"]
        if not isinstance(made, ClauseElement):
            raise TypeError("not a statement that can be written")
        compiled = made.compile(dialect=sqlite.dialect(paramstyle="named"), column_keys=columns or None)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("not a statement that takes parameters")
        # SQLite takes a list as JSON: so it is one statement for any number of values, and prepared once.
        self.text, lists = str(compiled), _LIST.findall(str(compiled))
        self.text = _LIST.sub(r"(SELECT value FROM json_each(:\1))", self.text)
        fixed = {
            name: bound.effective_value for bound, name in compiled.bind_names.items() if not bound.required
        }  # What the statement says itself.
        self._fixed = {name: json.dumps(value) if name in lists else value for name, value in fixed.items()}
        self.names = frozenset(compiled.bind_names.values())
        self._lists = [name for name in lists if name not in fixed]

    async def all(self, connection: AsyncConnection, parameters: Parameters) -> Sequence[Sequence[Any]]:
        """Run it; returns its rows."""
        direct = driver_of(connection)
        if direct is None:
            return (await connection.execute(self._for(connection), parameters)).all()
        return self._run(direct, parameters).fetchall()

    async def mappings(self, connection: AsyncConnection, parameters: Parameters) -> list[Mapping[str, Any]]:
        """Run it; returns its rows by the names of their columns."""
        direct = driver_of(connection)
        if direct is None:
            return [dict(row) for row in (await connection.execute(self._for(connection), parameters)).mappings()]
        cursor = self._run(direct, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    async def first(self, connection: AsyncConnection, parameters: Parameters) -> Sequence[Any] | None:
        """Run it; returns the first of its rows, if it has any."""
        rows = await self.all(connection, parameters)
        return rows[0] if rows else None

    async def run(self, connection: AsyncConnection, parameters: Parameters) -> None:
        """Run it for what it does."""
        direct = driver_of(connection)
        if direct is None:
            await connection.execute(self._for(connection), parameters)
        else:
            self._run(direct, parameters)

    async def many(self, connection: AsyncConnection, rows: Sequence[Parameters]) -> None:
        """Run it once for each of these; not at all for none. It takes no lists."""
        if not rows:
            return
        direct = driver_of(connection)
        if direct is None:
            await connection.execute(self._for(connection), rows)
            return
        try:
            direct.raw.executemany(self.text, [{**self._fixed, **row} for row in rows] if self._fixed else rows)
        except sqlite3.Error as exc:
            raise as_sqlalchemys(exc, self.text) from exc

    def _for(self, connection: AsyncConnection) -> Executable:
        return self._statement if isinstance(self._statement, Executable) else self._statement[connection.dialect.name]

    def _run(self, direct: DirectConnection, parameters: Parameters) -> sqlite3.Cursor:
        given = {**self._fixed, **parameters}
        for name in self._lists:
            given[name] = json.dumps(given[name])
        try:
            return direct.raw.execute(self.text, given)
        except sqlite3.Error as exc:
            raise as_sqlalchemys(exc, self.text) from exc
