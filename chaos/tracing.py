"""Tells what happened to whom a violation concerns, so that one occurrence is enough to find out why. Pure.

Nothing secret is in it: what customers wrote is cut down to its command, and digits are hidden.
"""

import re
from collections.abc import Iterator, Sequence

from sandbox.telegram.updates import Update
from sandbox.telegram.views import MessageView

from .evidence import Chat, Evidence, came_at, chat_of
from .judge import Violation
from .screens import by_bot, is_about, screen_of
from .talk import found_in

TRACED = 5
"""Customers of a campaign that are told of: where more are concerned, it is for the same reason as a rule."""

LONGEST_TITLE = 40
"""Characters of a message that are enough to know it by."""

_CASE = re.compile(r"\bcase (\d+)")
_UPDATE = re.compile(r"\bupdate (\d+)")
_NUMBER = re.compile(r"···(\d{4})")

_Line = tuple[float, str]


def traces(evidence: Evidence, violations: Sequence[Violation]) -> list[str]:
    """Of each customer that violations concern: what they sent, what was decided, and what they saw, in order of time.

    Times are the world's seconds since the first of all updates.
    """
    began = min((came_at(update) for update in evidence.updates), default=0.0)
    said = " ".join(violation.what for violation in violations)
    concerned = [chat for chat in evidence.chats if _is_concerned(chat, evidence, said)][:TRACED]
    lines = [f"at {at - began:.1f}: {what}" for at, what in evidence.struck] if concerned else []
    for chat in concerned:
        lines.append(f"{chat.name}:")
        lines += [f"{at - began:9.1f} {what}" for at, what in sorted(_life(chat, evidence), key=lambda line: line[0])]
    return lines


def _is_concerned(chat: Chat, evidence: Evidence, said: str) -> bool:
    cases = {row["id"] for row in evidence.tables["cases"] if row["chat_id"] == chat.chat_id}
    updates = {update.update_id for update in evidence.updates if chat_of(update) == chat.chat_id}
    return (
        f"{chat.name}:" in said
        or bool(cases & set(map(int, _CASE.findall(said))))
        or bool(updates & set(map(int, _UPDATE.findall(said))))
        or chat.phone[-4:] in _NUMBER.findall(said)
    )


def _life(chat: Chat, evidence: Evidence) -> Iterator[_Line]:
    yield from _wrote(chat, evidence)
    yield from _saw(chat)
    yield from _became(chat, evidence)
    yield from _talked(chat, evidence)
    for entry in evidence.books:
        if entry.phone in {chat.phone, chat.second}:
            answer = entry.answer_code if entry.answered else f"{entry.answer_code}, which was lost"
            yield entry.at, f"at CAMS: {entry.action}: {answer}"


def _wrote(chat: Chat, evidence: Evidence) -> Iterator[_Line]:
    decided = {row["update_id"]: row["decided_at"] for row in evidence.tables["inbox"]}
    for update in evidence.updates:
        if chat_of(update) == chat.chat_id:
            yield came_at(update), _sent(update, evidence, decided.get(update.update_id))


def _saw(chat: Chat) -> Iterator[_Line]:
    for event in chat.history:
        view = by_bot(event)
        if view is not None:
            title = re.sub(r"\d", "#", view.text.partition("\n")[0])[:LONGEST_TITLE]
            yield event.at, f"{event.kind} message {view.message_id}: {screen_of(view) or title}{_of_which(view, chat)}"


def _talked(chat: Chat, evidence: Evidence) -> Iterator[_Line]:
    """What was said about it in the staff group."""
    marks = {mark for event in chat.history if event.message is not None for _, mark in found_in(event.message.text)}
    for event in evidence.staff_room:
        view = event.message
        for what, mark in found_in(view.text) if view is not None else ():
            if view is not None and mark in marks:
                who = "the bot" if view.from_bot else "somebody"
                to = f", to {view.reply_to}" if view.reply_to is not None else ""
                yield event.at, f"in the group, {event.kind} message {view.message_id} by {who}{to}: {what}"


def _of_which(view: MessageView, chat: Chat) -> str:
    """Which of two numbers a message is about, as far as whoever reads it can tell."""
    if not chat.second:
        return ""
    if is_about(view, chat.second, chat.phone):
        return ", of the second number"
    return ", of the first number" if is_about(view, chat.phone, chat.second) else ", of no number"


def _became(chat: Chat, evidence: Evidence) -> Iterator[_Line]:
    cases = {row["id"]: row["state"] for row in evidence.tables["cases"] if row["chat_id"] == chat.chat_id}
    for row in evidence.tables["events"]:
        if row["case_id"] in cases:
            what = f"{row['event']} {row['detail']}".rstrip()
            states = f"{row['state_before']} to {row['state_after']}"
            yield row["at"], f"case {row['case_id']}: {what}, {states} (row {row['id']})"
    for row in evidence.tables["outbox"]:
        if row["case_id"] in cases:
            yield row["owed_at"], f"owed until the end: {row['kind']}, due {row['due_at'] - row['owed_at']:+.1f}"
    for case_id, state in cases.items():
        is_second = bool(chat.second) and evidence.number_of.get(case_id) == chat.second
        yield evidence.now, f"case {case_id} is {state}{', of the second number' if is_second else ''}"


def _sent(update: Update, evidence: Evidence, decided_at: float | None) -> str:
    if update.kind == "callback_query":
        what = update.payload["data"]
    else:
        text = str(update.payload.get("text", update.kind))
        what = text.partition(" ")[0] if text.startswith("/") else re.sub(r"\w", "#", text)[:LONGEST_TITLE]
    remarks = [
        f"decided {decided_at - came_at(update):+.1f}" if decided_at is not None else "not decided",
        *(["not acknowledged"] if update.update_id not in evidence.confirmed else []),
        *(["overtaken"] if update.update_id in evidence.overtaken else []),
    ]
    return f"update {update.update_id} {what!r}: {', '.join(remarks)}"
