"""Says what was promised and not kept, by the sandbox's own books and not by what the bot says of itself. Pure.

Each rule is a function from the evidence to what it finds; `RULES` has them all, by the name of what they guard.
"""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

from bot.flow.events import Event, FromCustomer

from .evidence import Chat, Evidence, Row
from .expectations import AnyOf, expected_of, notices_called_for
from .screens import OF_STATE, Shown, by_bot, notice_of, says_failed, screen_of

SUBMIT = "ChatappMigrationVerified"

UNCLEAR = frozenset({"", "InternalError", "ServiceUnavailable"})
"""Answers that leave it open whether a call ran. Any other one without a try is a plain no: the code may come again."""

TRIES = ((3600, 3), (86400, 6))
"""The budget of a number: seconds, and the most codes in any so many."""

OVERDUE = 120.0
"""Seconds of the world after its deadline by which a case must have been dealt with; our looks come each second."""

MACHINES = frozenset(event.__name__ for event in {*get_args(Event)} - {*get_args(FromCustomer)})
"""Events that no customer causes."""

UNDER_WAY = frozenset({"prechecking", "checking", "settling"})


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was not kept: which rule, and what was seen, without anything secret in it."""

    rule: str
    what: str


def judge(evidence: Evidence) -> list[Violation]:
    """Every violation of every rule."""
    return [Violation(name, what) for name, rule in RULES.items() for what in rule(evidence)]


# --- Updates


def _lost(evidence: Evidence) -> Iterator[str]:
    for update_id in sorted(evidence.confirmed - _decided(evidence)):
        yield f"update {update_id} was acknowledged to Telegram and never decided"


def _decided(evidence: Evidence) -> set[int]:
    return {row["update_id"] for row in evidence.tables["inbox"] if row["decided_at"] is not None}


def _buried(evidence: Evidence) -> Iterator[str]:
    for row in evidence.tables["inbox"]:
        if row["buried"]:
            yield f"update {row['update_id']} was given up"
    for row in evidence.tables["buried"]:
        yield f"a {row['kind']} of case {row['case_id']} was given up: {row['reason']}"


def _decided_once_in_order(evidence: Evidence) -> Iterator[str]:
    happened = _events_by_chat(evidence)
    begun = _begun(evidence)
    decided = {row["update_id"]: row["decided_at"] for row in evidence.tables["inbox"] if row["decided_at"] is not None}
    updates, early = defaultdict(list), Counter[int]()
    for update in evidence.updates:
        if update.update_id in decided:
            chat_id = _chat_of(update.payload)
            lane = update.lane if evidence.posted else ""
            updates[chat_id].append((lane, expected_of(update.kind, update.payload)))
            # Nothing is kept of what overtook the link on its way: there was no case yet.
            early[chat_id] += not evidence.in_order and decided[update.update_id] < begun.get(chat_id, 0)
    for chat in evidence.chats:
        if not chat.invited:
            continue  # Nothing is kept of who has no case.
        expected, found = updates[chat.chat_id], happened[chat.chat_id]
        if not 0 <= len(expected) - len(found) <= early[chat.chat_id]:
            yield f"{chat.name}: {len(expected)} updates were decided {len(found)} times"
        elif evidence.in_order:
            yield from _misfits(chat, expected, found)


def _misfits(chat: Chat, expected: list[tuple[str, AnyOf]], found: list[str]) -> Iterator[str]:
    """Whether what was decided is no merging of the lanes, each in order."""
    lanes: dict[str, list[AnyOf]] = defaultdict(list)
    for lane, wanted in expected:
        lanes[lane].append(wanted)
    queues = tuple(lanes.values())
    reached = {(0,) * len(queues)}  # How far one may have come in each lane, after so many events.
    for place, event in enumerate(found):
        heads = [
            (at, lane, queue[at[lane]]) for at in reached for lane, queue in enumerate(queues) if at[lane] < len(queue)
        ]
        reached = {(*at[:lane], at[lane] + 1, *at[lane + 1 :]) for at, lane, wanted in heads if event in wanted}
        if not reached:
            fitting = sorted({name for _, _, wanted in heads for name in wanted})
            yield f"{chat.name}: as update {place} of the chat, {event} was decided, not one of {fitting}"
            return


def _events_by_chat(evidence: Evidence) -> Mapping[int, list[str]]:
    chat_of = {row["id"]: row["chat_id"] for row in evidence.tables["cases"]}
    events: dict[int, list[str]] = defaultdict(list)
    for row in sorted(evidence.tables["events"], key=lambda row: row["id"]):
        if row["event"] not in MACHINES:
            events[chat_of[row["case_id"]]].append(f"{row['event']} {row['detail']}".rstrip())
    return events


def _begun(evidence: Evidence) -> Mapping[int, float]:
    """When each chat had its first case."""
    begun: dict[int, float] = {}
    for row in evidence.tables["cases"]:
        begun[row["chat_id"]] = min(row["created_at"], begun.get(row["chat_id"], float("inf")))
    return begun


def _chat_of(payload: Mapping[str, object]) -> int:
    message = payload.get("message", payload)
    return message["chat"]["id"] if isinstance(message, dict) else 0


def _unanswered(evidence: Evidence) -> Iterator[str]:
    answers = Counter(
        call.params["chat_id"]
        for call in evidence.calls
        if call.method in {"sendMessage", "editMessageText"} and (call.worked or "not modified" in call.description)
    )
    # Of taps that grew too old at Telegram the bot never hears.
    decided = _decided(evidence)
    asked = Counter(
        _chat_of(update.payload)
        for update in evidence.updates
        if update.update_id in decided and update.kind in {"message", "callback_query"}
    )
    # What happens by itself is told as well; only handing a code in goes without a word.
    chat_of = {row["id"]: row["chat_id"] for row in evidence.tables["cases"]}
    asked.update(
        chat_of[row["case_id"]]
        for row in evidence.tables["events"]
        if row["event"] in MACHINES and row["state_after"] not in {row["state_before"], "checking"}
    )
    for chat in evidence.chats:
        if answers[chat.chat_id] < asked[chat.chat_id]:
            yield f"{chat.name}: {asked[chat.chat_id]} things to answer or tell, {answers[chat.chat_id]} said"


# --- Codes


def _handed_in_twice(evidence: Evidence) -> Iterator[str]:
    ran: Counter[tuple[str, str]] = Counter()
    for entry in evidence.books:
        if entry.action == SUBMIT and entry.code:
            if ran[entry.phone, entry.code]:
                yield f"a code for the number with ···{entry.phone[-4:]} was handed in again after it may have run"
            ran[entry.phone, entry.code] += entry.counted or not entry.answered or entry.answer_code in UNCLEAR


def _overspent(evidence: Evidence) -> Iterator[str]:
    tries: dict[str, list[float]] = defaultdict(list)
    for entry in evidence.books:
        if entry.action == SUBMIT and entry.counted:
            tries[entry.phone].append(entry.at)
    for phone, moments in tries.items():
        for window, most in TRIES:
            ends = (bisect_right(moments, at + window - evidence.clock_off) - place for place, at in enumerate(moments))
            if (count := max(ends)) > most:
                yield f"{count} codes in {window} s for the number with ···{phone[-4:]}"


def _needless(evidence: Evidence) -> Iterator[str]:
    for entry in evidence.books:
        verified_at = evidence.verified_at.get(entry.phone)
        if entry.action == SUBMIT and verified_at is not None and entry.at > verified_at + evidence.clock_off:
            yield f"a code was handed in for the number with ···{entry.phone[-4:]}, which was verified already"


def _left_over(evidence: Evidence) -> Iterator[str]:
    for chat in evidence.chats:
        if chat.left_over:
            yield f"{chat.name}: {len(chat.left_over)} messages with a code were not deleted"


# --- The truth


def _untrue(evidence: Evidence) -> Iterator[str]:
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


def _verified_untold(evidence: Evidence) -> Iterator[str]:
    handed_in = {row["case_id"] for row in evidence.tables["calls"] if row["action"] == SUBMIT and row["sent_at"]}
    for row in evidence.tables["cases"]:
        phone = evidence.number_of.get(row["id"], "")
        if row["id"] in handed_in and phone in evidence.verified_at and row["state"] != "verified":
            yield f"case {row['id']} is {row['state']}, and its number is verified"


# --- Staff


def _staff_untold(evidence: Evidence) -> Iterator[str]:
    told = Counter((notice_of(view), _case_in(view.text)) for view in evidence.told_staff)
    kinds = {kind for kind, _ in told}
    for case_id, wanted in notices_called_for(evidence.tables["events"]):
        heard = {kind for kind in kinds if told[kind, case_id]}
        if not heard & wanted:
            yield f"staff were not told that case {case_id} has {' or '.join(sorted(wanted))}"


def _case_in(text: str) -> int:
    found = re.search(r"#case(\d+)", text)
    return int(found[1]) if found else 0


# --- Nothing stands still


def _stuck(evidence: Evidence) -> Iterator[str]:
    for row in evidence.tables["outbox"]:
        yield f"a {row['kind']} of case {row['case_id']} is still owed"
    for row in evidence.tables["inbox"]:
        if row["decided_at"] is None:
            yield f"update {row['update_id']} is still undecided"
    for row in evidence.tables["cases"]:
        yield from _standing(row, evidence.now)
    for row in evidence.tables["calls"]:
        if row["sent_at"] is not None and row["outcome"] is None:
            yield f"call {row['call']} of case {row['case_id']} was sent and has no outcome"


def _standing(row: Row, now: float) -> Iterator[str]:
    closed = row["state"] in {"verified", "cancelled", "expired"}
    if not closed and row["deadline"] is None:
        yield f"case {row['id']} is {row['state']} without a deadline"
    elif not closed and row["deadline"] < now - OVERDUE:
        yield f"case {row['id']} is {row['state']}, and nobody looked at its deadline"
    elif not closed and row["deadline"] > now + 4 * 86400:
        yield f"case {row['id']} is {row['state']} with a deadline that never comes"
    if row["state"] in UNDER_WAY:
        yield f"case {row['id']} is still {row['state']}"


# --- Secrets


def _secrets(evidence: Evidence) -> Iterator[str]:
    by_shape = {
        "code": {secret: kind for secret, kind in evidence.secrets.items() if re.fullmatch(r"\d{6}", secret)},
        "other": {secret: kind for secret, kind in evidence.secrets.items() if not re.fullmatch(r"\d{6}", secret)},
    }
    for where, text in evidence.written.items():
        readable = _without_times(text) if where == "the log" else text
        # A code is found as a word of its own: within an id or encrypted text six digits mean nothing.
        words = Counter(re.findall(r"(?<![\w.=+/-])\d{6}(?![\w.=+/-])", readable))
        for code in words.keys() & by_shape["code"].keys():
            yield f"{by_shape['code'][code]} in {where}"
        for secret, kind in by_shape["other"].items():
            if secret in readable or (kind == "a number" and secret in _digits_together(where, readable)):
                yield f"{kind} in {where}"
        if "ACS3-HMAC" in readable or "Signature=" in readable:
            yield f"a signature in {where}"


def _without_times(log: str) -> str:
    lines: list[str] = []
    for line in log.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            lines.append(line)
        else:
            told.pop("timestamp", None)
            told.pop("request_id", None)
            lines.append(json.dumps(told))
    return "\n".join(lines)


def _digits_together(where: str, text: str) -> str:
    """Numbers as people write them, without what stands between their digits; of what people read only."""
    return re.sub(r"[ ()+-]", "", text) if where in {"the log", "the staff group"} else ""


def _ended_badly(evidence: Evidence) -> Iterator[str]:
    yield from evidence.complaints


RULES: Mapping[str, Callable[[Evidence], Iterator[str]]] = MappingProxyType(
    {
        "every acknowledged update is decided": _lost,
        "nothing is given up": _buried,
        "once, and in order": _decided_once_in_order,
        "every message is answered": _unanswered,
        "a code is handed in at most once": _handed_in_twice,
        "no budget is overspent": _overspent,
        "no try is wasted on a verified number": _needless,
        "messages with codes are deleted": _left_over,
        "customers are told the truth": _untrue,
        "good news is told": _verified_untold,
        "staff are told": _staff_untold,
        "nothing stands still": _stuck,
        "no secret is written down": _secrets,
        "bots end when told, and only then": _ended_badly,
    }
)
"""Every rule."""
