"""Links for colleagues, as far as they are in the hands of one transaction: those of the cases that it has locked."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .flow import policy
from .flow.colleagues import Link, follow, over
from .flow.effects import Effect, Ending, Show
from .flow.events import Event
from .flow.model import Case, CaseId, LinkState
from .store import Transaction

TOKEN_BYTES = 16
"""128 random bits: a link is a key to somebody's case, and Telegram lets anybody try links at the bot."""


@dataclass
class Links:
    """Read a case's links with `of` once it is locked, and change them with `keep`; `save` writes everything back.

    Nothing here changes before a decision has succeeded, as on the desk that this belongs to.
    """

    tx: Transaction
    case_ids: dict[int, int]
    """Links that locked chats have opened, by id, with their cases."""
    _found: dict[int, dict[int, Link]] = field(default_factory=dict)
    _changed: set[tuple[int, int]] = field(default_factory=set)

    async def of(self, case: Case) -> Sequence[Link]:
        """The links of a case that are not over, and those that the chats in hand have opened."""
        if not case.links:
            return ()
        if case.id not in self._found:
            opened = [link_id for link_id, case_id in self.case_ids.items() if case_id == case.id]
            self._found[case.id] = {link.id: link for link in await self.tx.links_of(case.id, besides=opened)}
        return list(self._found[case.id].values())

    async def one(self, case: Case, link_id: int) -> Link | None:
        """A link of a case, over or not."""
        self.case_ids.setdefault(link_id, case.id)
        await self.of(case)
        found = self._found.get(case.id, {})
        if link_id not in found:
            # It was over when the others were read; those may have changed since.
            found.update(
                {link.id: link for link in await self.tx.links_of(case.id, besides=[link_id]) if link.id not in found}
            )
        return found.get(link_id)

    def keep(self, link: Link) -> None:
        """Take what became of a link."""
        self._found.setdefault(link.case_id, {})[link.id] = link
        self._changed.add((link.case_id, link.id))

    async def follow(self, before: Case, after: Case, event: Event) -> tuple[Effect, ...]:
        """Let the case's links follow what happened to it. Gives what their colleagues are to be shown."""
        owed: list[Effect] = []
        for link in await self.of(after):
            followed, effects = follow(link, before, after, event)
            if followed != link:
                self.keep(followed)
            owed.extend(effects)
        return tuple(owed)

    async def make(self, show: Show, *, now: float) -> tuple[Effect, ...]:
        """Make the link that a screen has; the one before it is over. Gives what its colleague is shown of it."""
        case, owed = show.case, list[Effect]()
        for link in await self.of(case):
            if link.is_live:
                ended, effects = over(link, Ending.REPLACED, show.at)
                self.keep(ended)
                owed.extend(effects)
        await self.save()  # There is never more than one live link of a case, not even for an instant.
        made = Link(
            id=0,
            case_id=CaseId(case.id),
            state=LinkState.MADE,
            phone=case.phone,
            expires_at=show.at + policy.LINK_LIFE,
        )
        made = await self.tx.add_link(made, show.link, now=now)
        self._found.setdefault(case.id, {})[made.id] = made
        return tuple(owed)

    async def save(self) -> None:
        """Write back what changed."""
        await self.tx.save_links([self._found[case_id][link_id] for case_id, link_id in sorted(self._changed)])
        self._changed.clear()
