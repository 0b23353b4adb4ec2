"""Who finds that a message of theirs was somebody else's by then owes its chat a look at where things stand.

Whoever took the lane over may have said what came after it already, and the old screen came last. Nothing can keep that
from happening: between the last look at a lease and the first byte a process can be frozen, and a lease can be taken
away under its hands, by a clock that is wrong, or by a database that was restarted.
"""

from collections.abc import Mapping, Sequence

from .claiming import Report
from .codec import decode_effect
from .flow.effects import Place, Show
from .flow.events import Overtaken
from .store import Claimed


def repaints(lost: Sequence[Claimed], cards: Mapping[Claimed, int], *, at: float) -> list[Report]:
    """What there is to report of rows that were carried out, or may have been, under a lost lease: once for each chat.

    `cards` are the messages that rows were shown in, where that was a new one.
    """
    found: dict[int, Report] = {}
    for row in lost:
        effect = decode_effect(row.kind, row.payload)
        if not isinstance(effect, Show) or effect.helped.link:
            # What is deleted is gone, staff may read a notice twice, and a colleague's question is no case of theirs.
            continue
        chat_id = effect.case.chat_id
        is_over_card = effect.place is Place.CARD and row.card_id and row not in cards
        place = Place.CARD if is_over_card else Place.NEW
        if chat_id not in found or place is Place.NEW:
            event = Overtaken(at=int(at), place=place)
            found[chat_id] = Report(row=row, chat_id=chat_id, case_id=row.case_id, event=event)
    return list(found.values())
