"""Failures that a test or the demo page plans for calls to come."""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

Outage: TypeAlias = Literal["reset", "reset-worked", "timeout-worked", "timeout-not-worked"]


@dataclass(frozen=True, slots=True)
class Failure:
    """What will happen to a call.

    `how` is an HTTP status (the method is not carried out; 429 carries `retry_after`), or what becomes of the
    connection: "reset" before or after the method was carried out, or no answer ever, likewise.
    """

    how: int | Outage
    retry_after: int = 0

    @property
    def worked(self) -> bool:
        """Whether the method is carried out although its answer is lost."""
        return isinstance(self.how, str) and self.how in {"reset-worked", "timeout-worked"}

    @property
    def name(self) -> str:
        """How the book of calls names it."""
        return str(self.how)


class FailurePlan:
    """What was planned and not yet met, in order. Polls are spared unless they are named."""

    def __init__(self) -> None:
        self._planned: deque[tuple[Failure, frozenset[str] | None]] = deque()

    def add(self, count: int, failure: Failure, methods: Collection[str] | None) -> None:
        """Plan `failure` for the next `count` calls of `methods` (None: of any but getUpdates)."""
        self._planned.extend([(failure, None if methods is None else frozenset(methods))] * count)

    def next_for(self, method: str) -> Failure | None:
        """Take the failure planned for this call, if any."""
        for planned in self._planned:
            failure, methods = planned
            if method in methods if methods is not None else method != "getUpdates":
                self._planned.remove(planned)
                return failure
        return None

    def clear(self) -> None:
        """Let everything work again."""
        self._planned.clear()
