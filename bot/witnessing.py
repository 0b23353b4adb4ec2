"""Carries out what is owed of evidence: writes down what is known of a case by then, seals it, and sends the file."""

from collections.abc import Callable, Sequence
from typing import Protocol

from .dossier import Dossier
from .flow.staff import SendEvidence
from .ports import Clock, Delivered, Delivery, Leave, Messenger
from .sealing import sealed
from .store import Store

MOST = 500
"""Events, calls and deeds of a case that are written down, the newest: ten times what a case of weeks has."""

MAC, MAKER = "evidence", "maker of evidence"
"""What the keyed hashes are for. The key outlives every encryption key: docs/decisions/022."""

MAKER_DIGITS = 16
"""As much as tells any two installations apart; nothing of the key can be learnt from it."""


class Write(Protocol):
    """Puts what is known into words."""

    def __call__(self, dossier: Dossier, *, at: float) -> Sequence[str]:
        """The lines of the file, made then."""
        ...


class Witness:
    """Sends evidence. `write` puts what is known into words."""

    def __init__(self, *, store: Store, messenger: Messenger, clock: Clock, write: Write) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._write = write

    async def send(self, effect: SendEvidence, *, leave: Leave) -> Delivery:
        """Send the file to whoever asked; nothing, where the case was dropped meanwhile."""
        async with self._store.transaction() as tx:
            dossier = await tx.dossier(effect.case_id, limit=MOST)
        if dossier is None:
            return Delivered()
        text = sealed(self._write(dossier, at=self._clock()), mac=mac_of(self._store), maker=maker_of(self._store))
        name = f"evidence-case{effect.case_id}.txt"
        return await self._messenger.send_file(
            effect.chat_id, name, text.encode(), thread_id=effect.thread_id, reply_to=effect.reply_to, leave=leave
        )


def mac_of(store: Store) -> Callable[[str, str], str]:
    """What lines are hashed with."""
    return lambda before, line: store.hash_of(MAC, before, line)


def maker_of(store: Store) -> str:
    """Who makes files with this database's key."""
    return store.hash_of(MAKER)[:MAKER_DIGITS]
