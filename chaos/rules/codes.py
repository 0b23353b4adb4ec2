"""Codes: each handed in once, within the number's budget, never in vain, and deleted from the chat (guarantee 2)."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..evidence import Evidence

SUBMIT = "ChatappMigrationVerified"

UNCLEAR = frozenset({"", "InternalError", "ServiceUnavailable"})
"""Answers that leave it open whether a call ran. Any other one without a try is a plain no: the code may come again."""

TRIES = ((3600, 3), (86400, 6))
"""The budget of a number: seconds, and the most codes in any so many."""


def handed_in_twice(evidence: Evidence) -> Iterator[str]:
    """Codes that reached CAMS once more after they had run, or may have."""
    ran: Counter[tuple[str, str]] = Counter()
    for entry in evidence.books:
        if entry.action == SUBMIT and entry.code:
            if ran[entry.phone, entry.code]:
                yield f"a code for the number with ···{entry.phone[-4:]} was handed in again after it may have run"
            ran[entry.phone, entry.code] += entry.counted or not entry.answered or entry.answer_code in UNCLEAR


def overspent(evidence: Evidence) -> Iterator[str]:
    """Numbers for which more codes were counted than their budget has."""
    tries: dict[str, list[float]] = defaultdict(list)
    for entry in evidence.books:
        if entry.action == SUBMIT and entry.counted:
            tries[entry.phone].append(entry.at)
    for phone, moments in tries.items():
        for window, most in TRIES:
            ends = (bisect_right(moments, at + window - evidence.clock_off) - place for place, at in enumerate(moments))
            if (count := max(ends)) > most:
                yield f"{count} codes in {window} s for the number with ···{phone[-4:]}"


def needless(evidence: Evidence) -> Iterator[str]:
    """Codes handed in for a number that was proven already."""
    for entry in evidence.books:
        verified_at = evidence.verified_at.get(entry.phone)
        if entry.action == SUBMIT and verified_at is not None and entry.at > verified_at + evidence.clock_off:
            yield f"a code was handed in for the number with ···{entry.phone[-4:]}, which was verified already"


def left_over(evidence: Evidence) -> Iterator[str]:
    """Chats in which a code may still be read."""
    for chat in evidence.chats:
        if chat.left_over:
            yield f"{chat.name}: {len(chat.left_over)} messages with a code were not deleted"
