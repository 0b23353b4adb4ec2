"""Who is of the staff, and what each of them did."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import audit, groups, staff
from db.encryption import token_hash

from ..flow.staff import Member, Role
from .part import Part

LONGEST_DETAIL = 128
"""Characters that the column holds: names of states and the like, never what somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did. `actor` is their Telegram account; 0 is the program itself, and its command line.

    `detail` says what about it is worth knowing later: never a name, a number, a code or a key.
    """

    actor: int
    action: str
    case_id: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """What going through the record of deeds found. `broken_at` is the first that is not as it was written.

    It is 0 where deeds are missing at the end, and None where all is well.
    """

    deeds: int
    broken_at: int | None


@dataclass(frozen=True, slots=True)
class StaffLink:
    """A link by which somebody may join the staff, locked for this transaction."""

    role: Role
    made_by: int
    expires_at: float
    is_used: bool


class Staff(Part):
    """Who is of the staff, and what each of them did."""

    async def member(self, user_id: int) -> Member | None:
        """Somebody who is of the staff by the database; the administrators of the settings need not be in it."""
        row = await staff.one(self._connection, user_id)
        return None if row is None or row["ended_at"] is not None else self._member(row)

    async def members(self) -> list[Member]:
        """Who is of the staff by the database, in the order in which they joined."""
        return [self._member(row) for row in await staff.everybody(self._connection)]

    def _member(self, row: Mapping[str, Any]) -> Member:
        return Member(
            user_id=row["user_id"],
            role=Role(row["role"]),
            name=json.loads(self._cipher.decrypt(row["body"]))["name"],
            added_by=row["added_by"],
            added_at=row["added_at"],
            ended_at=row["ended_at"],
        )

    async def save_member(self, member: Member) -> None:
        """Put somebody in, or change what they may do."""
        row = {
            "user_id": member.user_id,
            "role": member.role,
            "body": self._cipher.encrypt(json.dumps({"name": member.name}).encode()),
            "added_by": member.added_by,
            "added_at": member.added_at,
            "ended_at": member.ended_at,
        }
        await staff.save(self._connection, row)

    async def end_member(self, user_id: int, *, now: float) -> bool:
        """End what somebody may do; False where they were none of the staff."""
        return await staff.end(self._connection, user_id, now=now)

    async def add_staff_link(self, token: str, *, role: Role, made_by: int, expires_at: float) -> None:
        """Store a link by which somebody may join, under the hash of its token."""
        row = {"token_hash": token_hash(token), "role": role, "made_by": made_by, "expires_at": expires_at}
        await staff.add_link(self._connection, row)

    async def find_staff_link(self, token: str) -> StaffLink | None:
        """The link of that token."""
        row = await staff.find_link(self._connection, token_hash(token))
        if row is None:
            return None
        return StaffLink(Role(row["role"]), row["made_by"], row["expires_at"], row["used_at"] is not None)

    async def use_staff_link(self, token: str, *, now: float) -> None:
        """Somebody has joined by the link, which nobody else can do from now on."""
        await staff.use_link(self._connection, token_hash(token), now=now)

    async def forget_staff_links(self, *, before: float) -> None:
        """Drop links that ended before then."""
        await staff.drop_links(self._connection, before=before)

    # --- Where they are

    async def moved_group(self, chat_id: int) -> int:
        """What a group is called by since it became a supergroup; 0 if it has not."""
        return await groups.moved_to(self._connection, chat_id)

    async def move_group(self, chat_id: int, *, to: int, now: float) -> bool:
        """A group has become a supergroup. False: that was known."""
        return await groups.move(self._connection, chat_id, to=to, now=now)

    # --- What they did

    async def add_deeds(self, deeds: Sequence[Deed], *, now: float) -> None:
        """Write deeds into the record. The last thing before a transaction's commit: who does it holds others up."""
        rows = [
            {
                "at": float(now),
                "actor": deed.actor,
                "action": deed.action,
                "case_id": deed.case_id,
                "detail": deed.detail[:LONGEST_DETAIL],
            }
            for deed in deeds
        ]
        await audit.add(self._connection, rows, chained=self._chained)

    async def verify_deeds(self) -> Chain:
        """See whether the record is as it was written. Who could write into the database could not make it so."""
        return Chain(*await audit.verify(self._connection, chained=self._chained))

    async def deeds_about(self, case_id: int, *, limit: int) -> list[dict[str, Any]]:
        """What was done about a case, the newest first."""
        return [dict(row) for row in await audit.of_case(self._connection, case_id, limit=limit)]

    def _chained(self, before: str, row: Mapping[str, Any]) -> str:
        # As JSON, in which no two deeds are written alike.
        deed = json.dumps([float(row["at"]), row["actor"], row["action"], row["case_id"], row["detail"]])
        return self._cipher.keyed_hash("deed", before, deed)
