"""What other systems may look at, with what they ask by; nothing of it is locked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from db import looking, tokens
from db.encryption import token_hash

from ..flow.model import Budget, Case, Invitation, State
from ..text.phone import one_spelling
from .cases import Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What another system asks by. What is kept is a hash of it. Times are 0 where there is none."""

    id: int
    name: str
    hash: str = field(repr=False)
    scopes: tuple[str, ...]
    created_at: float
    expires_at: float = 0.0
    revoked_at: float = 0.0
    used_at: float = 0.0

    def is_good(self, now: float) -> bool:
        """Whether it opens anything."""
        return not self.revoked_at and (not self.expires_at or now < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation and what became of it. `case_id` and `used_at` are 0 until it is opened."""

    invitation: Invitation
    created_at: float
    case_id: int
    used_at: float


class Looking(Cases):
    """What other systems may look at."""

    async def look_at_case(self, case_id: int) -> Case | None:
        """A case with its number's budget, or what is left of an erased one; None where there is none to be read."""
        found = self._readable(await looking.case(self._connection, case_id))
        return next(iter(await self._looked_at(list(found.values()))), None)

    async def look_at_cases(self, *, state: State | None, before: int, limit: int) -> tuple[list[Case], int]:
        """The newest cases before that one, of one state or all; and the last that was looked at, 0 at the end.

        One that cannot be read is left out.
        """
        rows = await looking.newest(self._connection, state=state, before=before or looking.NEWEST, limit=limit)
        found = await self._looked_at(list(self._readable(rows).values()))
        return found, rows[-1][0] if len(rows) == limit else 0

    async def look_at_invitation(self, invitation_id: int) -> Invited | None:
        """An invitation by its id."""
        return self._invited(await looking.invitation(self._connection, invitation_id))

    async def look_at_link(self, token: str) -> Invited | None:
        """An invitation by its token."""
        return self._invited(await looking.invitation_with(self._connection, token_hash(token)))

    async def tokens(self) -> list[Token]:
        """All tokens, the oldest first."""
        return [
            Token(
                id=row["id"],
                name=row["name"],
                hash=row["token_hash"],
                scopes=tuple(row["scopes"].split()),
                created_at=row["created_at"],
                expires_at=row["expires_at"] or 0.0,
                revoked_at=row["revoked_at"] or 0.0,
                used_at=row["used_at"] or 0.0,
            )
            for row in await tokens.every(self._connection)
        ]

    async def add_token(
        self, token: str, *, name: str, scopes: Sequence[str], now: float, expires_at: float | None
    ) -> int:
        """Keep a token's hash, and return its id."""
        row = {
            "name": name,
            "token_hash": token_hash(token),
            "scopes": " ".join(scopes),
            "created_at": now,
            "expires_at": expires_at,
        }
        return await tokens.add(self._connection, row)

    async def revoke_token(self, token_id: int, *, now: float) -> bool:
        """Let a token open nothing any more. False: there is none of that id that did."""
        return await tokens.revoke(self._connection, token_id, now=now)

    async def token_used(self, token_id: int, *, at: float) -> None:
        """Remember that a token was used."""
        await tokens.used(self._connection, token_id, at=at)

    async def _looked_at(self, cases: Sequence[Case]) -> list[Case]:
        budgets = await self.read_budgets({one_spelling(case.phone) for case in cases if case.phone})
        return [replace(case, budget=budgets.get(one_spelling(case.phone), Budget())) for case in cases]

    def _invited(self, row: looking.Row | None) -> Invited | None:
        if row is None:
            return None
        body = json.loads(self._cipher.decrypt(row["body"]))
        return Invited(
            invitation=Invitation(id=row["id"], space=row["space"], expires_at=int(row["expires_at"]), **body),
            created_at=row["created_at"],
            case_id=row["case_id"] or 0,
            used_at=row["used_at"] or 0.0,
        )
