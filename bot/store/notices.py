"""What staff were told."""

from dataclasses import asdict, dataclass

from db import records, tellings

from ..flow.effects import Reason
from ..flow.model import Fault
from ..flow.moderation import Telling
from .part import Part

_INCIDENT = "fault:"


@dataclass(frozen=True, slots=True)
class Notice:
    """An incident that staff were told of. `is_over`: of its end too."""

    message_id: int
    cases: int
    opened_at: float
    updated_at: float
    is_over: bool = False


class Notices(Part):
    """What staff were told."""

    async def notice(self, key: str) -> Notice | None:
        """The open incident of that key."""
        row = await records.notice(self._connection, key)
        if row is None:
            return None
        is_over = row["over_at"] is not None
        return Notice(row["message_id"] or 0, row["cases"], row["opened_at"], row["updated_at"], is_over)

    async def save_notice(self, key: str, notice: Notice) -> None:
        """Write what staff were told of an incident. Customers are told by `bot.store.incidents`."""
        row = {
            "key": key,
            "message_id": notice.message_id,
            "cases": notice.cases,
            "opened_at": notice.opened_at,
            "updated_at": notice.updated_at,
            "over_at": notice.updated_at if notice.is_over else None,
            "told_to": None,  # Of older programs, which told customers by it.
        }
        await records.save_notice(self._connection, row)

    async def telling(self, chat_id: int, reason: Reason) -> Telling | None:
        """What staff were told of a chat for that reason."""
        row = await tellings.find(self._connection, chat_id=chat_id, reason=reason)
        if row is None:
            return None
        return Telling(told_at=row["told_at"], spent_until=row["spent_until"], untold=row["untold"])

    async def save_telling(self, chat_id: int, reason: Reason, telling: Telling) -> None:
        """Write what staff were told of a chat."""
        await tellings.save(self._connection, {"chat_id": chat_id, "reason": reason, **asdict(telling)})

    async def forget_tellings(self, *, before: float) -> None:
        """Drop what staff were told before then."""
        await tellings.forget(self._connection, before=before)


def incident_key(fault: Fault) -> str:
    """What the notice of an incident is found by."""
    return f"{_INCIDENT}{fault}"
