"""Connections of strangers, each with bounds: uvicorn by itself waits for ever for a request, a body or a reader.

So a few hundred connections that say nothing would shut Telegram out. Here every step has its time, however often a
byte comes; when all places are taken, whoever has kept us waiting longest makes room; and what comes after an answer
was given is not read (docs/decisions/025).
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import count
from typing import ClassVar, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

PIECE = 2**14
"""Bytes that are handed on at a time: as many as h11 takes for a whole head, and more than an update has as a rule."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many may be here at once, and how long, in seconds, a step may take.

    Attributes:
        places: Telegram opens a hundred connections, probers a few, and the system's usual 1024 open files must do for
            the database and for Telegram too.
        newcomers: how many are let in at a time before any of them is looked at; with `places` they must stay below
            those 1024.
        request: until a request's head is there, from the opening or the last answer on. Telegram and proxies send it
            in one piece.
        body: until the body is there, from the head on: a megabyte at the slowest that still is no attack.
        answer: until the answer is taken. The endpoint itself gives up after thirty.
        farewell: for an answer to arrive before a connection is closed on which more is coming in.
    """

    places: int = 384
    newcomers: int = 128
    request: float = 10
    body: float = 10
    answer: float = 40
    farewell: float = 1


class Step(StrEnum):
    """What a connection is waited on for. The names are those of `Patience`."""

    REQUEST = auto()
    BODY = auto()
    ANSWER = auto()
    FAREWELL = auto()


class Connection(H11Protocol):
    """One connection. `step` says what it is waited on for, and `since` from when on, by the loop's time.

    It hands on little at a time, because h11 refuses a head that is too long only when it comes in pieces.
    """

    patience: ClassVar[Patience] = Patience()
    _numbers: ClassVar[Iterator[int]] = count()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take it, and have another make room if there is none."""
        super().connection_made(cast("asyncio.Transport", transport))
        self.access_log = False  # Whatever handlers there are: a stranger's address is no line of ours.
        self._is_leaving = False
        self.step: Step = Step.REQUEST
        self.since = self.loop.time()
        self.number = next(self._numbers)  # The loop's time stands still while it lets a crowd in.
        if len(self.connections) > self.patience.places:
            _make_room(each for each in self.connections if isinstance(each, Connection) and each is not self)

    def data_received(self, data: bytes) -> None:
        """Read on."""
        for start in range(0, len(data), PIECE):
            if self.transport.is_closing():
                break
            super().data_received(data[start : start + PIECE])
        self._look()

    def on_response_complete(self) -> None:
        """Go on to the next request; where this one is not all there, the rest is neither wanted nor read."""
        if self.conn.their_state is h11.SEND_BODY and not self.transport.is_closing():
            # Closed at once, with bytes still coming, the system would break it off before the answer has arrived.
            self._is_leaving = True
            self.flow.pause_reading()
            self.transport.write_eof()
        else:
            super().on_response_complete()
        self._look()

    def shutdown(self) -> None:
        """Leave in good order, if it has not left by itself."""
        if self.transport.is_closing() or self._is_leaving:
            self.transport.abort()
        else:
            super().shutdown()

    def end_if_late(self) -> None:
        """Break it off if its step takes too long."""
        self._look()
        if self.loop.time() - self.since > getattr(self.patience, self.step):
            self.transport.abort()

    def _look(self) -> None:
        step = self._present_step()
        if step is not self.step:
            self.step, self.since = step, self.loop.time()

    def _present_step(self) -> Step:
        if self._is_leaving or self.transport.is_closing():
            return Step.FAREWELL
        if self.conn.their_state is h11.SEND_BODY:
            return Step.BODY
        return Step.REQUEST if self.conn.their_state is h11.IDLE else Step.ANSWER


def with_patience(patience: Patience) -> type[Connection]:
    """Connections with these bounds."""
    return type("BoundConnection", (Connection,), {"patience": patience})


def _make_room(others: Iterable[Connection]) -> None:
    """End the one that has kept us waiting longest; none that waits for us."""
    waited_for = (each for each in others if each.step is not Step.ANSWER and not each.transport.is_closing())
    longest = min(waited_for, key=lambda each: (each.since, each.number), default=None)
    if longest is not None:
        longest.transport.abort()
