"""What customers and staff write to each other: it arrives, in order, and from nobody else (guarantees 1 and 8)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sandbox.telegram.views import ChatEvent

from ..evidence import Evidence
from ..screens import by_bot, says_not_passed_on
from ..talk import Talk, found_in
from .updates import is_asked_to_wait

LONGEST_CAUSE = 240.0
"""Seconds of the world by which what makes a bot say something twice may begin before the first time: an outage of its
database, or a clock that is off. Telegram lets nobody know whether something was said already."""


def astray(evidence: Evidence) -> Iterator[str]:
    """What was written to somebody and did not arrive, or not once and in order; and what must not have arrived."""
    in_group = _copies(evidence.staff_room, {Talk.QUESTION, Talk.FAREWELL})
    answers = _written_in(evidence.staff_room, {Talk.ANSWER})
    decided = _decided_texts(evidence)
    for chat in evidence.chats:
        letters = _written_in(chat.history, {Talk.QUESTION, Talk.FAREWELL})
        in_chat = _copies(chat.history, {Talk.ANSWER})
        if not is_asked_to_wait(chat):  # What a flood brings is not passed on.
            due = {mark: event for mark, event in letters.items() if _text(event) in decided}
            yield from _amiss(f"{chat.name}: what they wrote to a person", due, in_group, evidence)
        told = {mark: event for mark, event in answers.items() if mark in letters and _text(event) in decided}
        due = {mark: event for mark, event in told.items() if not _is_refused(event, evidence)}
        yield from _amiss(f"{chat.name}: what a person wrote to them", due, in_chat, evidence)
        if _copies(chat.history, {Talk.REMARK}):
            yield f"{chat.name}: was told what somebody wrote who is not of the staff"


def passed_on(evidence: Evidence) -> int:
    """How many texts of customers and staff reached the others: what a campaign proves of them depends on it."""
    answers = sum(len(_copies(chat.history, {Talk.ANSWER})) for chat in evidence.chats)
    return len(_copies(evidence.staff_room, {Talk.QUESTION, Talk.FAREWELL})) + answers


def _amiss(
    whose: str, due: Mapping[str, ChatEvent], copies: Mapping[str, Sequence[float]], evidence: Evidence
) -> Iterator[str]:
    """`due` is in the order in which it was written, `copies` say when each was shown."""
    for mark in due:
        if mark not in copies:
            yield f"{whose} did not arrive"
    for times in (copies[mark] for mark in due if mark in copies):
        for first, again in pairwise(times):
            if not _has_cause(first, again, evidence):
                yield f"{whose} arrived twice, and nothing had happened to a bot"
    arrived = [copies[mark][0] for mark, event in due.items() if mark in copies and not _is_overtaken(event, evidence)]
    if arrived != sorted(arrived):
        yield f"{whose} arrived in another order"


def _written_in(history: Sequence[ChatEvent], wanted: set[Talk]) -> dict[str, ChatEvent]:
    """What people wrote there, by its mark, in order."""
    return {
        mark: event
        for event in history
        if event.kind == "sent" and event.message is not None and not event.message.from_bot
        for what, mark in found_in(event.message.text)
        if what in wanted
    }


def _copies(history: Sequence[ChatEvent], wanted: set[Talk]) -> dict[str, list[float]]:
    """When the bot showed there what people wrote elsewhere, by its mark."""
    found: dict[str, list[float]] = {}
    for event in history:
        view = by_bot(event) if event.kind == "sent" else None
        for what, mark in found_in(view.text) if view is not None else ():
            if what in wanted:
                found.setdefault(mark, []).append(event.at)
    return found


def _text(event: ChatEvent) -> str:
    return event.message.text if event.message is not None else ""


def _decided_texts(evidence: Evidence) -> set[str]:
    decided = {row["update_id"] for row in evidence.tables["inbox"] if row["decided_at"] is not None}
    return {str(update.payload.get("text", "")) for update in evidence.updates if update.update_id in decided}


def _is_refused(event: ChatEvent, evidence: Evidence) -> bool:
    """Whether its writer was told that it was not passed on: the case was with the bot again by then."""
    message_id = event.message.message_id if event.message is not None else 0
    views = (by_bot(each) for each in evidence.staff_room)
    return any(view is not None and view.reply_to == message_id and says_not_passed_on(view) for view in views)


def _is_overtaken(event: ChatEvent, evidence: Evidence) -> bool:
    return any(
        update.update_id in evidence.overtaken and update.payload.get("text") == _text(event)
        for update in evidence.updates
    )


def _has_cause(first: float, again: float, evidence: Evidence) -> bool:
    """Whether something happened to a bot or a connection, after which nobody could know that it was said."""
    is_struck = any(first - LONGEST_CAUSE <= at <= again for at, _ in evidence.struck)
    return is_struck or any(first <= call.at <= again and call.failure and call.worked for call in evidence.calls)
