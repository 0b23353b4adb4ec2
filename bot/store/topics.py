"""Where staff read and answer of cases."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from db import topics

from ..flow.model import Case, CaseId
from .cases import Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A case's topic: where it is, and what it shows. `chat_id` is 0 before it is made, `thread_id` in a plain group.

    `named` and `shown` are keyed hashes: what is in the group says it already.
    """

    case_id: CaseId
    chat_id: int = 0
    thread_id: int = 0
    card_id: int = 0
    named: str = ""
    shown: str = ""
    pinned: bool = False
    closed: bool = False
    taken_by: int = 0
    waits_since: float | None = None
    remind_at: float | None = None
    reminders: int = 0

    def moved(self, chat_id: int, thread_id: int) -> "Topic":
        """The topic where it has been made anew, with nothing in it yet."""
        fresh = Topic(case_id=self.case_id, chat_id=chat_id, thread_id=thread_id)
        return replace(
            fresh,
            taken_by=self.taken_by,
            waits_since=self.waits_since,
            remind_at=self.remind_at,
            reminders=self.reminders,
        )


class Topics(Cases):
    """Topics of cases, and copies of messages."""

    async def begin_topics(self, case_ids: Collection[int]) -> None:
        """Give cases a topic, which is yet to be made."""
        await topics.begin(self._connection, case_ids)

    async def topic(self, case_id: int, *, lock: bool = False) -> Topic | None:
        """A case's topic."""
        row = await topics.find(self._connection, case_id, lock=lock)
        return None if row is None else Topic(**row)

    async def topic_and_case(self, case_id: int) -> tuple[Topic, Case] | None:
        """A case's topic, and the case with its number's budget; None once it is erased."""
        topic = await self.topic(case_id)
        found = await self.with_budgets(await self.lock_cases([case_id]))
        return None if topic is None or case_id not in found else (topic, found[case_id])

    async def save_place(self, topic: Topic) -> None:
        """Write where a topic is, and what it shows."""
        row = {
            "chat_id": topic.chat_id,
            "thread_id": topic.thread_id,
            "card_id": topic.card_id,
            "named": topic.named,
            "shown": topic.shown,
            "pinned": topic.pinned,
            "closed": topic.closed,
        }
        await topics.save_place(self._connection, topic.case_id, row)

    async def take_topic(self, case_id: int, *, by: int) -> None:
        """Somebody of the staff looks after a case from now on; 0: nobody."""
        await topics.take(self._connection, case_id, by=by)

    async def waits_for_nobody(self, case_id: int) -> None:
        """The customer is with the bot again, or has an answer."""
        await topics.answered(self._connection, case_id)

    async def remind_later(self, case_id: int, *, at: float, told: bool) -> None:
        """Look again then, if the customer still waits; `told`: staff have heard of it once more."""
        await topics.remind_later(self._connection, case_id, at=at, told=told)

    async def due_topics(self, *, now: float, limit: int) -> list[tuple[int, int, int]]:
        """Cases whose customer has waited long enough: case, chat, and how often staff have heard of it."""
        return await topics.due(self._connection, now=now, limit=limit)

    async def case_of_place(self, chat_id: int, *, thread_id: int, message_id: int) -> int:
        """The case whose topic that is, or whose card or customer that message is of; 0 for none."""
        if thread_id:
            return await topics.of_thread(self._connection, chat_id, thread_id)
        return await topics.of_message(self._connection, chat_id, message_id) if message_id else 0

    async def keep_copy(self, case_id: int, *, by_staff: bool, source_id: int, copy_id: int, now: float) -> None:
        """Remember which message is the copy of which."""
        row = {"case_id": case_id, "by_staff": by_staff, "source_id": source_id, "copy_id": copy_id, "at": now}
        await topics.keep_copy(self._connection, row)

    async def copy_of(self, case_id: int, source_id: int, *, by_staff: bool) -> int:
        """The copy of a message; 0 for none."""
        return await topics.copy_of(self._connection, case_id, source_id, by_staff=by_staff)

    async def forget_copies(self, *, before: float, limit: int) -> int:
        """Drop what was copied before then. Returns how many."""
        return await topics.forget_copies(self._connection, before=before, limit=limit)
