"""Links that staff give to customers, and customers to colleagues."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypedDict

from db import invitations, links
from db.encryption import token_hash

from ..flow.colleagues import Link
from ..flow.effects import Ending
from ..flow.model import CaseId, Invitation, LinkState, Milestone
from ..flow.tallies import What
from .tallies import Tallies

_INVITED = {(str(What.MILESTONE), str(Milestone.INVITED)): 1}


@dataclass(frozen=True, slots=True)
class Found:
    """An invitation as it is stored. `chat_id` is whose it is by now, 0 while it is nobody's."""

    invitation: Invitation
    chat_id: int
    case_id: int


class _Row(TypedDict):
    token_hash: str
    space: str
    body: bytes
    now: float
    expires_at: float


class Links(Tallies):
    """Invitations, and links for colleagues."""

    async def add_invitation(self, invitation: Invitation, token: str, *, now: float) -> int:
        """Store an invitation under the hash of its token."""
        added = await invitations.add(self._connection, **self._invitation_row(invitation, token, now))
        self.count(_INVITED, now=now)
        return added

    async def add_invitation_once(self, invitation: Invitation, token: str, *, now: float) -> int | None:
        """The same, unless there is one with that token already: then None."""
        added = await invitations.add_once(self._connection, **self._invitation_row(invitation, token, now))
        if added is not None:
            self.count(_INVITED, now=now)
        return added

    def _invitation_row(self, invitation: Invitation, token: str, now: float) -> _Row:
        body = {
            "phone": invitation.phone,
            "label": invitation.label,
            "language": invitation.language,
            "phrase": invitation.phrase,
        }
        return {
            "token_hash": token_hash(token),
            "space": invitation.space,
            "body": self._cipher.encrypt(json.dumps(body).encode()),
            "now": now,
            "expires_at": invitation.expires_at,
        }

    async def find_invitation(self, token: str) -> Found | None:
        """The invitation of a link, locked for this transaction."""
        row = await invitations.find(self._connection, token_hash(token))
        if row is None:
            return None
        body = json.loads(self._cipher.decrypt(row["body"]))
        invitation = Invitation(id=row["id"], space=row["space"], expires_at=int(row["expires_at"]), **body)
        return Found(invitation, row["chat_id"] or 0, row["case_id"] or 0)

    async def end_invitation(self, invitation_id: int, *, now: float) -> bool:
        """Let a link open nothing any more. False: it did not before, or somebody has opened it."""
        return await invitations.end(self._connection, invitation_id, now=now)

    async def bind_invitation(self, invitation_id: int, *, chat_id: int, case_id: int, now: float) -> None:
        """Make a link one chat's for good."""
        await invitations.bind(self._connection, invitation_id, chat_id=chat_id, case_id=case_id, now=now)

    async def add_link(self, link: Link, token: str, *, now: float) -> Link:
        """Store a link under the hash of its token; gives it with the id that it has from now on."""
        row = {
            "token_hash": token_hash(token),
            "case_id": link.case_id,
            "body": self._cipher.encrypt(json.dumps({"phone": link.phone}).encode()),
            "created_at": now,
            "expires_at": link.expires_at,
            **_standing(link),
        }
        return replace(link, id=await links.add(self._connection, row))

    async def find_link(self, token: str) -> tuple[int, int] | None:
        """The ids of a token's link and of its case, which is to be locked before the link is read."""
        return await links.find(self._connection, token_hash(token))

    async def cases_of_links(self, link_ids: Collection[int]) -> dict[int, int]:
        """The cases that links are for, by the links' ids."""
        return await links.cases_of(self._connection, link_ids) if link_ids else {}

    async def links_opened_in(self, chat_id: int) -> dict[int, int]:
        """The links that a chat has ever opened, as far as they are kept, with their cases."""
        return await links.of_chat(self._connection, chat_id)

    async def links_of(self, case_id: int, *, besides: Collection[int] = ()) -> list[Link]:
        """The links of a locked case that are not over, and those of `besides` however they stand."""
        return [
            Link(
                id=row["id"],
                case_id=CaseId(row["case_id"]),
                state=LinkState(row["state"]),
                expires_at=int(row["expires_at"]),
                chat_id=row["chat_id"] or 0,
                language=row["language"],
                ending=Ending(row["ending"]) if row["ending"] else None,
                **json.loads(self._cipher.decrypt(row["body"])),
            )
            for row in await links.of_case(self._connection, case_id, besides=besides)
        ]

    async def due_links(self, *, now: float, limit: int) -> list[tuple[int, int, int]]:
        """Links whose time is over before their code came: link, case, and the case's chat."""
        return list(await links.due(self._connection, now=now, limit=limit))

    async def save_links(self, changed: Iterable[Link]) -> None:
        """Write how far links have come."""
        await links.save(self._connection, [{"key": link.id, **_standing(link)} for link in changed])


def _standing(link: Link) -> dict[str, object]:
    """What changes of a link."""
    return {
        "state": link.state,
        "chat_id": link.chat_id or None,
        "language": link.language,
        "ending": link.ending or "",
    }
