"""What is known of one case, to be written down for somebody else, and what such a writing can be checked by."""

from collections.abc import Sequence

from db import audit, evidence

from ..dossier import Dossier, Row
from .looking import Looking
from .rows import chat_lane


class Evidence(Looking):
    """What is known of one case."""

    async def dossier(self, case_id: int, *, limit: int) -> Dossier | None:
        """All that is kept of a case, so many of each sort; None where there is none to be read."""
        case = await self.look_at_case(case_id)
        if case is None:
            return None
        found: list[Sequence[Row]] = [
            await rows_of(self._connection, case_id, limit=limit + 1)
            for rows_of in (evidence.events_of, evidence.calls_of, audit.of_case, evidence.undelivered_of)
        ]
        events, calls, deeds, undelivered = ([*reversed(rows[:limit])] for rows in found)
        return Dossier(
            case=case,
            created_at=await evidence.begun_at(self._connection, case_id),
            events=events,
            calls=calls,
            deeds=deeds,
            undelivered=undelivered,
            owed=await evidence.owed_in(self._connection, chat_lane(case.chat_id), case_id),
            newest_deed=await evidence.newest_deed(self._connection),
            is_all=max(map(len, found)) <= limit,
        )

    async def deed_hash(self, deed_id: int) -> str | None:
        """The hash of an entry of the record of deeds; None if it is gone, empty if it was dropped for its age."""
        return await evidence.deed_hash(self._connection, deed_id)
