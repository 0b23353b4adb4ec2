"""What people were told: customers the truth, staff all that they need to know, strangers nothing (3, 5 and 6)."""

import re
from collections import Counter
from collections.abc import Iterator

from ..evidence import Evidence
from ..expectations import notices_called_for
from ..screens import OF_STATE, Shown, by_bot, notice_of, says_failed, screen_of
from .codes import SUBMIT

PROVEN = frozenset({"verified", "registering", "live"})
"""States of a case whose customer knows that the number is theirs."""


def untrue(evidence: Evidence) -> Iterator[str]:
    """Chats that were told «verified» or «failed» when it was not so, or that were left with what is no longer so."""
    newest = {row["chat_id"]: row for row in evidence.tables["chats"]}
    cases = {row["id"]: row for row in evidence.tables["cases"]}
    for chat in evidence.chats:
        last: Shown | None = None
        told_before: set[str] = set()
        for event in chat.history:
            view = by_bot(event)
            screen = screen_of(view) if view is not None else None
            last = screen or last
            is_verified = event.at >= evidence.verified_at.get(chat.phone, float("inf"))
            if screen is Shown.VERIFIED and not is_verified:
                yield f"{chat.name}: told «verified», and it was not"
            elif view is not None and says_failed(view):
                # What was said in time may be said again, where Telegram did not let us know that it was.
                if is_verified and view.text not in told_before:
                    yield f"{chat.name}: told that their code had failed, and the number was verified"
                told_before.add(view.text)
        case_id = newest[chat.chat_id]["case_id"] if chat.chat_id in newest else None
        state = cases[case_id]["state"] if case_id else None
        if state and last is not OF_STATE[state]:
            yield f"{chat.name}: the case is {state}, and the last they were shown is {last}"


def verified_untold(evidence: Evidence) -> Iterator[str]:
    """Cases that handed a code in for a number that is verified, and do not know it."""
    handed_in = {row["case_id"] for row in evidence.tables["calls"] if row["action"] == SUBMIT and row["sent_at"]}
    for row in evidence.tables["cases"]:
        phone = evidence.number_of.get(row["id"], "")
        if row["id"] in handed_in and phone in evidence.verified_at and row["state"] not in PROVEN:
            yield f"case {row['id']} is {row['state']}, and its number is verified"


def let_in(evidence: Evidence) -> Iterator[str]:
    """Chats without an invitation that were asked for something."""
    for chat in evidence.chats:
        views = [view for event in chat.history if (view := by_bot(event)) is not None]
        screens = sorted({screen for view in views if (screen := screen_of(view)) is not None})
        if screens and not chat.invited:
            yield f"{chat.name}: has no invitation, and was shown {', '.join(screens)}"


def staff_untold(evidence: Evidence) -> Iterator[str]:
    """Cases of which something happened that staff must hear, and did not."""
    told = Counter((notice_of(view), _case_in(view.text)) for view in evidence.told_staff)
    kinds = {kind for kind, _ in told}
    for case_id, wanted in notices_called_for(evidence.tables["events"]):
        heard = {kind for kind in kinds if told[kind, case_id]}
        if not heard & wanted:
            yield f"staff were not told that case {case_id} has {' or '.join(sorted(wanted))}"


def _case_in(text: str) -> int:
    found = re.search(r"#case(\d+)", text)
    return int(found[1]) if found else 0
