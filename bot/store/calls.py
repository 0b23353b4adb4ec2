"""Calls to the provider: their turns, and what is known of each."""

from collections.abc import Collection, Iterable

from db import pacing, records

from ..flow.effects import Call, Change
from ..flow.model import Accepted, NotSent, Outcome, Refused, Unknown
from .part import Part

_NO_WORDS = {"message": "", "request_id": ""}


class Calls(Part):
    """Calls to the provider."""

    async def grant(self, key: str, *, interval: float, now: float) -> float:
        """Take the next instant at which a call of that account and action may be sent."""
        return await pacing.grant(self._connection, key, interval=interval, now=now)

    async def give_back(self, key: str, *, interval: float) -> None:
        """Give back the instant that was just granted in this transaction."""
        await pacing.give_back(self._connection, key, interval=interval)

    async def slow_down(self, key: str, *, until: float) -> None:
        """Grant nothing before then."""
        await pacing.slow_down(self._connection, key, until=until)

    async def mark_sent(self, call: Change, *, now: float) -> bool:
        """Record that a call leaves now; False: it left before, and what it did is unknown."""
        return await records.mark_sent(self._connection, case_id=call.case_id, call=call.call, now=now)

    async def unmark_sent(self, call: Change) -> None:
        """Record that a call certainly did not run."""
        await records.unmark_sent(self._connection, case_id=call.case_id, call=call.call)

    async def finish_calls(
        self, answers: Iterable[tuple[Call, Outcome]], *, known: Collection[int], now: float
    ) -> None:
        """Record outcomes; without the provider's words for a case that is not `known`: it was erased meanwhile."""
        rows = [
            {
                "of_case": call.case_id,
                "number": call.call,
                "finished_at": now,
                **_outcome_row(outcome),
                **({} if call.case_id in known else _NO_WORDS),
            }
            for call, outcome in answers
        ]
        await records.finish_calls(self._connection, rows)


def _outcome_row(outcome: Outcome) -> dict[str, object]:
    match outcome:
        case Accepted(request_id=request_id):
            name, fault, code, message = "accepted", "", "OK", ""
        case Refused(fault=fault, code=code, message=message, request_id=request_id):
            name = "refused"
        case NotSent(fault=fault, code=code, message=message, request_id=request_id):
            name = "not_sent"
        case Unknown(reason=message, code=code, request_id=request_id):
            name, fault = "unknown", ""
    # An id is 36 characters; of anything else that calls itself one, no more is kept than the column holds.
    return {"outcome": name, "fault": str(fault), "code": code, "message": message, "request_id": request_id[:64]}
