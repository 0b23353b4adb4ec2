"""Chats, cases and the budgets of their numbers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog

from db import copying, records
from db.encryption import InvalidToken

from ..codec import decode_budget, decode_case, encode_budget, encode_case
from ..copying import Held, Kept
from ..flow import policy
from ..flow.model import Budget, Case, CaseId, State
from ..text.phone import one_spelling
from .part import Part
from .rows import Chat, chat_lane

log = structlog.get_logger(__name__)


class Cases(Part):
    """Chats, cases and budgets."""

    async def lock_chats(self, chat_ids: Collection[int], *, now: float = 0.0) -> dict[int, Chat]:
        """Those of the chats that no other replica holds. `now` decides what is not over for long."""
        rows = await records.lock_chats(self._connection, chat_ids, since=now - policy.LISTED_FOR)
        return {
            row["chat_id"]: Chat(
                row["chat_id"],
                row["language"],
                row["case_id"] or 0,
                row["silent_until"],
                bool(row["has_others"]),
                row["link_id"] or 0,
            )
            for row in rows
        }

    async def language_of(self, chat_id: int) -> str:
        """The language chosen in a chat that need not be locked; empty where there is none."""
        found = await copying.chat(self._connection, chat_id)
        return found["language"] if found is not None else ""

    async def save_chats(self, chats: Iterable[Chat]) -> None:
        """Write chats back."""
        rows = [
            {
                "key": chat.id,
                "language": chat.language,
                "case_id": chat.case_id or None,
                "silent_until": chat.silent_until,
                "link_id": chat.link_id or None,
            }
            for chat in chats
        ]
        await records.save_chats(self._connection, rows)

    async def lock_cases(self, case_ids: Collection[int], *, erased: bool = False) -> dict[int, Case]:
        """Cases by id; their budgets are read by `lock_budgets`. What is left of erased ones comes on demand only.

        One that cannot be read, because no key opens it or another version wrote it, is left out: its own chat waits
        and staff hear of it, and nobody else need.
        """
        rows = await records.lock_cases(self._connection, case_ids)
        return self._readable((row["id"], row["body"]) for row in rows if erased or row["erased_at"] is None)

    async def lock_case_of(self, chat_id: int, case_id: int) -> Case | None:
        """A case, if it is that chat's, which is locked, and can be read."""
        row = await records.lock_case_of(self._connection, case_id, chat_id=chat_id)
        return self._readable([(case_id, row["body"])]).get(case_id) if row is not None else None

    async def cases_of(self, chat_id: int, *, now: float, limit: int) -> dict[int, Case]:
        """The newest cases of a locked chat that are open or have not been over for long; to be looked at."""
        rows = await records.cases_of(self._connection, chat_id, since=now - policy.LISTED_FOR, limit=limit)
        return self._readable(rows)

    def _readable(self, rows: Iterable[tuple[int, bytes]]) -> dict[int, Case]:
        cases: dict[int, Case] = {}
        for case_id, body in rows:
            try:
                cases[case_id] = self._case(case_id, body)
            except (InvalidToken, ValueError) as exc:
                log.error("case unreadable", case_id=case_id, error=type(exc).__name__)
        return cases

    async def lock_free_case(self, case_id: int) -> dict[int, Case] | None:
        """A case by its id, if it can be read; its chat need not be locked. None: somebody else holds it just now."""
        row = await records.lock_free_case(self._connection, case_id)
        return None if row is None else self._readable([(case_id, row["body"])])

    async def chat_of(self, case_id: int) -> int | None:
        """The chat of a case that is not erased; nothing is locked."""
        return await records.chat_of(self._connection, case_id)

    async def add_case(self, case: Case, *, invitation_id: int, now: float) -> Case:
        """The case with the id that it has from now on."""
        row = {**self._case_row(case, now), "invitation_id": invitation_id or None, "created_at": now}
        return replace(case, id=CaseId(await records.add_case(self._connection, row)))

    async def save_cases(self, cases: Iterable[Case], *, now: float) -> None:
        """Write cases back, without their budgets."""
        await records.save_cases(self._connection, [{"key": case.id, **self._case_row(case, now)} for case in cases])

    def _case_row(self, case: Case, now: float) -> dict[str, object]:
        return {
            "chat_id": case.chat_id,
            "state": case.state,
            "space": case.space,
            "number_key": self.number_key(case.phone) if case.phone else None,
            "deadline": case.deadline,
            "body": self._cipher.encrypt(encode_case(case)),
            "updated_at": now,
        }

    async def lock_budgets(self, phones: Collection[str]) -> dict[str, Budget]:
        """The budgets of numbers, each in its `one_spelling`, which are theirs over all chats."""
        keys = {self.number_key(phone): phone for phone in phones}
        rows = await records.lock_numbers(self._connection, keys)
        return {keys[row["key"]]: decode_budget(row["budget"]) for row in rows}

    async def read_budgets(self, phones: Collection[str]) -> dict[str, Budget]:
        """The budgets of numbers, each in its `one_spelling`, to be looked at; one that was never tried has none."""
        keys = {self.number_key(phone): phone for phone in phones}
        rows = await records.read_numbers(self._connection, keys)
        return {keys[row["key"]]: decode_budget(row["budget"]) for row in rows}

    async def save_budgets(self, budgets: Mapping[str, Budget], *, now: float) -> None:
        """Write budgets back."""
        rows = [
            {"number": self.number_key(phone), "budget": encode_budget(budget), "updated_at": now}
            for phone, budget in budgets.items()
        ]
        await records.save_numbers(self._connection, rows)

    async def is_number_taken(self, case: Case, *, besides: Collection[int] = ()) -> bool:
        """Whether another case than this one and `besides` is stored as open for its number, in the same space."""
        key = self.number_key(case.phone)
        return await records.is_number_open(
            self._connection, space=case.space, number_key=key, besides={case.id, *besides}
        )

    async def due_cases(self, *, now: float, limit: int) -> list[tuple[int, int]]:
        """Cases whose deadline is here: case and chat."""
        return list(await records.due_cases(self._connection, now=now, limit=limit))

    async def waiting_in(self, state: State) -> int:
        """How many cases are in a state."""
        return await records.waiting(self._connection, state)

    async def add_events(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write history."""
        await records.add_events(self._connection, rows)

    async def held_about(self, chat_id: int, *, cases: int, rows: int) -> Held:
        """What is kept of a chat: so many of its newest cases, and of each so many of its newest events and calls."""
        chat = await copying.chat(self._connection, chat_id)
        found = await copying.cases_of(self._connection, chat_id, limit=cases + 1)
        kept = [await self._kept(row, rows) for row in found[:cases]]
        owed = await copying.owed(self._connection, chat_lane(chat_id), limit=rows)
        return Held(chat_id, chat["language"] if chat else "", kept, owed, is_all=len(found) <= cases)

    async def _kept(self, row: Mapping[str, Any], rows: int) -> Kept:
        case = self._case(row["id"], row["body"])
        happened = await copying.events_of(self._connection, case.id, limit=rows + 1)
        called = await copying.calls_of(self._connection, case.id, limit=rows + 1)
        number = one_spelling(case.phone)
        return Kept(
            case=case,
            row=row,
            link=await copying.link(self._connection, row["invitation_id"]) if row["invitation_id"] else None,
            events=happened[:rows],
            calls=called[:rows],
            budget=(await self.read_budgets({number})).get(number, Budget()) if number else Budget(),
            is_all=max(len(happened), len(called)) <= rows,
        )

    async def cases_in(
        self, state: State, *, after: int, limit: int, changed: tuple[float, float] = records.EVER
    ) -> list[tuple[int, int]]:
        """Cases in a state that changed last between those times, by id, from the next one on: case and chat."""
        return list(await records.cases_in(self._connection, state, after=after, limit=limit, changed=changed))

    async def page_of_cases(self, *, state: State | None, before: int | None, limit: int) -> list[Case]:
        """The newest cases that are not erased, in a state or in any, older than `before`; to be looked at."""
        rows = await records.page_of_cases(self._connection, state=state, before=before, limit=limit)
        return list(self._readable(rows).values())

    async def list_cases(self, *, state: str | None, limit: int) -> list[Case]:
        """The newest cases, with their budgets."""
        rows = await records.list_cases(self._connection, state=state, limit=limit)
        return list((await self.with_budgets({row["id"]: self._case(row["id"], row["body"]) for row in rows})).values())

    async def with_budgets(self, cases: Mapping[int, Case]) -> dict[int, Case]:
        """The cases with the budgets of their numbers."""
        budgets = await self.lock_budgets({one_spelling(case.phone) for case in cases.values() if case.phone})
        return {
            key: replace(case, budget=budgets.get(one_spelling(case.phone), Budget())) for key, case in cases.items()
        }

    def _case(self, case_id: int, body: bytes) -> Case:
        # The id is the row's: when the case was first encoded it had none.
        return replace(decode_case(self._cipher.decrypt(body)), id=CaseId(case_id))

    async def history(self, case_id: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
        """A case's events and calls, oldest first."""
        happened, called = await records.history(self._connection, case_id)
        return [dict(row) for row in happened], [dict(row) for row in called]
