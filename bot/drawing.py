"""Has charts drawn by a process of their own: what draws is large, and slow next to an answer.

That process is given what it draws and nothing else: no setting, no secret, no connection.
"""

import asyncio
import sys
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

PAINTER = Path(__file__).with_name("painter.py")

PATIENCE = 20.0
"""Seconds: many times what it takes on a busy machine, and less than a lease lasts."""

LARGEST = 10 * 2**20
"""Bytes of a picture (Bot API, «Sending files»)."""

_ENVIRONMENT = {"PYTHONUTF8": "1"}


class NotDrawnError(Exception):
    """There is no picture."""


class Studio:
    """Draws one chart at a time: staff who ask for twenty wait for each other, and nobody else does."""

    def __init__(self, painter: Path = PAINTER, *, patience: float = PATIENCE) -> None:
        self._painter = painter
        self._patience = patience
        self._turn = asyncio.Lock()

    async def draw(self, document: bytes) -> bytes:
        """The PNG of a chart, whose words and numbers are given as JSON. Raises `NotDrawnError`."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",  # It looks neither at the environment nor into the folder that it is started in.
                str(self._painter),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_ENVIRONMENT,
            )
            try:
                async with asyncio.timeout(self._patience):
                    picture, _ = await process.communicate(document)
            except TimeoutError:
                raise NotDrawnError("it took too long") from None
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode or not 0 < len(picture) <= LARGEST:
            raise NotDrawnError(f"it ended with {process.returncode}")
        return picture
