"""What people were told: customers the truth, staff all that they need to know, strangers nothing (3, 5 and 6)."""

from collections.abc import Iterator

from sandbox.telegram.views import MessageView

from ..evidence import Chat, Evidence, Row
from ..expectations import OF_MANY, notices_called_for
from ..screens import OF_STATE, Shown, by_bot, cases_in, is_about, notice_of, says_erased, says_failed, screen_of
from .codes import SUBMIT

OF_HELP = frozenset({Shown.CHECKING, Shown.SETTLING, Shown.VERIFIED})
"""Screens whose titles a colleague is shown too, of the code that they have entered."""

PROVEN = frozenset({"verified", "registering", "live"})
"""States of a case whose customer knows that the number is theirs."""


def untrue(evidence: Evidence) -> Iterator[str]:
    """Chats that were told «verified» or «failed» when it was not so, or that were left with what is no longer so."""
    for chat in evidence.chats:
        yield from _untrue_then(chat, evidence)
        yield from _untrue_now(chat, evidence)


def _untrue_then(chat: Chat, evidence: Evidence) -> Iterator[str]:
    told_before: set[str] = set()
    for event in chat.history:
        view = by_bot(event)
        if view is None:
            continue
        is_verified = event.at >= evidence.verified_at.get(_phone_in(view, chat), float("inf"))
        if screen_of(view) is Shown.VERIFIED and not is_verified:
            yield f"{chat.name}: told «verified», and it was not"
        elif says_failed(view):
            # What was said in time may be said again, where Telegram did not let us know that it was.
            if is_verified and view.text not in told_before:
                yield f"{chat.name}: told that their code had failed, and the number was verified"
            told_before.add(view.text)


def _untrue_now(chat: Chat, evidence: Evidence) -> Iterator[str]:
    last: dict[str, Shown] = {}
    erased_at = float("-inf")
    for event in chat.history:
        view = by_bot(event)
        screen = screen_of(view) if view is not None else None
        if view is not None and screen is not None:
            last[_phone_in(view, chat)] = screen
        if view is not None and says_erased(view):
            erased_at = event.at
    for row in evidence.tables["cases"]:
        if row["chat_id"] == chat.chat_id and row["created_at"] < erased_at:
            yield f"{chat.name}: told that all was erased, and case {row['id']} is still theirs"
    for row in _standing(chat, evidence):
        shown = last.get(evidence.number_of.get(row["id"], "") if chat.second else chat.phone)
        if shown is not OF_STATE[row["state"]]:
            yield f"{chat.name}: the case is {row['state']}, and the last they were shown is {shown}"


def _standing(chat: Chat, evidence: Evidence) -> list[Row]:
    """The cases whose customer must know where they stand: the one that the chat is about, or all of several."""
    if chat.second:
        return [row for row in evidence.tables["cases"] if row["chat_id"] == chat.chat_id]
    newest = {row["chat_id"]: row["case_id"] for row in evidence.tables["chats"]}
    return [row for row in evidence.tables["cases"] if row["id"] == newest.get(chat.chat_id)]


def _phone_in(view: MessageView, chat: Chat) -> str:
    """The number that a message is about."""
    return chat.second if chat.second and is_about(view, chat.second, chat.phone) else chat.phone


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
        screens = {screen for view in views if (screen := screen_of(view)) is not None}
        shown = sorted(screens - OF_HELP if chat.helps else screens)
        if shown and not chat.invited:
            yield f"{chat.name}: has no invitation, and was shown {', '.join(shown)}"


def staff_untold(evidence: Evidence) -> Iterator[str]:
    """Cases of which something happened that staff must hear, and did not."""
    told = [(notice_of(view), cases_in(view), view.edit_date or view.date) for view in evidence.told_staff]
    named = {(kind, case_id) for kind, cases, _ in told for case_id in cases}
    newest = {kind: max(at for each, _, at in told if each == kind) for kind, _, _ in told}
    for case_id, since, wanted in notices_called_for(evidence.tables["events"]):
        # What befalls many is written over the notice of the first, and names the last.
        of_many = any(newest.get(kind, 0) >= int(since - evidence.clock_off) for kind in wanted & OF_MANY)
        if not of_many and not any((kind, case_id) in named for kind in wanted):
            yield f"staff were not told that case {case_id} has {' or '.join(sorted(wanted))}"
