"""What is erased, and why: docs/decisions/037."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from db import erasing, records, tellings, topics
from db.erasing import Erasable, Finished, Place

from ..codec import encode_case
from ..flow.model import CUSTOMER_DONE, Case, CaseId, State
from .part import Part
from .rows import Queue, call_lane, chat_lane, topic_lane


class Old(StrEnum):
    """What is dropped for its age."""

    LINKS = "links"
    """Invitations that nobody opened in time."""
    CHATS = "chats"
    """Chats of which nothing else is kept."""
    RECORDS = "records"
    """What is left of erased cases."""
    NUMBERS = "numbers"
    """Counters of numbers."""
    BURIED = "buried"
    OWED = "owed"
    """What could not be said to anybody for so long."""


class Erased(StrEnum):
    """Why a case was erased."""

    AGE = "age"
    ASKED = "asked"
    """Its customer wanted it."""


_TELLING = (Queue.CUSTOMERS, Queue.NOTICES, Queue.REFUSED, Queue.STAFF, Queue.EVENTS)
"""Queues of what is said to people and to other systems. A call is never given up for its age: what it did would not be
known."""


class Erasing(Part):
    """What is erased for its age, or because somebody wanted it."""

    async def finished_cases(self, *, before: float, after: Place, limit: int) -> tuple[list[Finished], Place | None]:
        """Cases that were over before then, locked; and the place up to which they were looked for, None at the end."""
        return await erasing.finished(self._connection, before=before, after=after, limit=limit)

    async def all_of_chat(self, chat_id: int) -> list[Finished]:
        """Every case of a locked chat, one that cannot be read among them, to be erased."""
        return await erasing.all_of(self._connection, chat_id)

    async def erase(self, cases: Sequence[Finished], *, why: Erased, now: float) -> None:
        """Leave of cases, which are locked with their chats, what happened and when, and not to whom."""
        left = [replace(case, state=str(_left_as(State(case.state)))) for case in cases]
        bodies = {
            case.id: self._cipher.encrypt(encode_case(Case(chat_id=0, state=State(case.state), space=case.space)))
            for case in left
        }
        lanes = [lane(CaseId(case.id)) for case in cases for lane in (call_lane, topic_lane)]
        if why is Erased.ASKED and cases:
            await tellings.forget_chats(self._connection, {case.chat_id for case in cases})
            lanes += {chat_lane(case.chat_id) for case in cases}  # What was still to be said there.
        await erasing.erase(self._connection, left, bodies=bodies, lanes=lanes, now=now)
        await topics.drop(self._connection, [case.id for case in cases])
        await records.add_events(self._connection, [_erased_event(case, why, now) for case in cases])

    async def untell(self, chat_id: int) -> None:
        """Drop what staff were told of a chat."""
        await tellings.forget_chats(self._connection, [chat_id])

    async def drop_old(self, what: Old, *, before: float, now: float, limit: int) -> int:
        """Drop some of what is that old. Returns how many: fewer than `limit` when there are no more."""
        match what:
            case Old.LINKS:
                return await erasing.drop_unused_links(self._connection, before=before, limit=limit)
            case Old.CHATS:
                return await erasing.drop_idle_chats(self._connection, before=before, now=now, limit=limit)
            case Old.RECORDS:
                return await erasing.drop_cases(self._connection, before=before, limit=limit)
            case Old.NUMBERS:
                return await erasing.drop_numbers(self._connection, before=before, limit=limit)
            case Old.BURIED:
                return await erasing.drop_buried(self._connection, before=before, limit=limit)
            case Old.OWED:
                return await erasing.drop_owed(self._connection, _TELLING, before=before, now=now, limit=limit)

    async def count_old(self, *, before: float, records_before: float, now: float) -> Erasable:
        """How much there is to erase and to drop."""
        return await erasing.count(
            self._connection, queues=_TELLING, before=before, records_before=records_before, now=now
        )


def _left_as(state: State) -> State:
    """How a case stands in what is left of it: one that was open has ended with that."""
    return state if state in CUSTOMER_DONE else State.CANCELLED


def _erased_event(case: Finished, why: Erased, now: float) -> dict[str, object]:
    return {
        "case_id": case.id,
        "at": now,
        "event": "Erased",
        "state_before": case.state,
        "state_after": _left_as(State(case.state)),
        "detail": why,
        "shown": "",
    }
