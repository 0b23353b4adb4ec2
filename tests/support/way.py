"""The way to PostgreSQL over TCP, which can break: tests' own server listens on a socket in the file system only."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER on, zero seconds: the kernel sends RST instead of FIN


class Way:
    """Hands bytes on to the server and back. `url` is the database's address by this way."""

    def __init__(self, url: str) -> None:
        self._behind = make_url(url)
        self._server: asyncio.Server | None = None
        self._ends: set[asyncio.StreamWriter] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self._port = 0
        self.url = ""

    async def open(self) -> None:
        """Listen, at the same port as before."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        over_tcp = self._behind.set(host="127.0.0.1", port=self._port).difference_update_query(["host"])
        self.url = over_tcp.render_as_string(hide_password=False)

    def reset(self) -> None:
        """Break every connection, as a middle box does that was started anew; new ones are taken."""
        for end in tuple(self._ends):
            peer: socket.socket = end.get_extra_info("socket")
            if peer.family != socket.AF_UNIX:
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            end.transport.abort()

    async def close(self) -> None:
        """Break every connection and take no more, until `open` is called again."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            self.reset()
            await asyncio.gather(*self._carrying)
            await server.wait_closed()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._carry(reader, writer))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        folder = self._behind.query["host"]
        there, back = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.5432")
        ends = {writer, back}
        self._ends |= ends
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pour(reader, back))
            both.create_task(self._pour(there, writer))
        self._ends -= ends
        for end in ends:
            with contextlib.suppress(OSError):
                await end.wait_closed()

    @staticmethod
    async def _pour(source: asyncio.StreamReader, drain: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while piece := await source.read(2**16):
                drain.write(piece)
                await drain.drain()
        drain.transport.abort()


@asynccontextmanager
async def way_to(url: str) -> AsyncGenerator[Way]:
    """A way that is closed with the block."""
    way = Way(url)
    await way.open()
    try:
        yield way
    finally:
        await way.close()
