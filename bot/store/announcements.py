"""What other systems are told of cases: owed where it is decided, and kept so that it can be sent again."""

from collections.abc import Sequence

from db import announcements, outbox

from ..flow.announcements import Announcement
from ..letters import letter
from .part import Part
from .rows import Queue, event_lane

KIND = "Announcement"
"""What rows of the outbox are called that carry one."""


class Announcements(Part):
    """What other systems are told."""

    async def announce(self, made: Sequence[Announcement], *, now: float) -> None:
        """Owe announcements, in order; nothing where nobody is there to hear them."""
        if not made or self._new_event_id is None:
            return
        invited = await announcements.invitations_of(self._connection, {each.case_id for each in made})
        bodies = [letter(each, event_id=self._new_event_id(), invitation_id=invited.get(each.case_id)) for each in made]
        rows: list[dict[str, object]] = [
            {"case_id": each.case_id, "kind": each.kind, "at": now, "body": body}
            for each, body in zip(made, bodies, strict=True)
        ]
        await announcements.add(self._connection, rows)
        await self._owe_letters([(each.case_id, body) for each, body in zip(made, bodies, strict=True)], now)

    async def announce_again(
        self, *, since: float, case_id: int | None, after: int, now: float, limit: int
    ) -> list[int]:
        """Owe once more what was announced since then, from behind that one on. Gives which these are."""
        found = await announcements.kept(self._connection, since=since, case_id=case_id, after=after, limit=limit)
        await self._owe_letters([(each.case_id, each.body) for each in found], now)
        return [each.id for each in found]

    async def forget_announcements(self, *, before: float) -> None:
        """Drop what was announced before then: it can no longer be sent again."""
        await announcements.forget(self._connection, before=before)

    async def _owe_letters(self, letters: Sequence[tuple[int, str]], now: float) -> None:
        owed = [
            outbox.Owed(
                queue=Queue.EVENTS,
                lane=event_lane(case_id),
                kind=KIND,
                payload=body.encode(),
                case_id=case_id,
                due_at=now,
            )
            for case_id, body in letters
        ]
        await outbox.owe(self._connection, owed, cipher=self._cipher, now=now)
