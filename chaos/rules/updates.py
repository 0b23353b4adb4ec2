"""Updates: each one decided once, in order, and answered (guarantees 1 and 4)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from bot.flow.events import Event, FromCustomer
from bot.flow.policy import MOST_ANSWERS
from sandbox.telegram.updates import Update

from ..evidence import Chat, Evidence, chat_of
from ..expectations import AnyOf, expected_of
from ..screens import asks_to_wait, by_bot, says_erased

CUSTOMERS = frozenset(event.__name__ for event in get_args(FromCustomer))
"""Events that a customer causes by an update of their own."""

MEMBERSHIP = "my_chat_member"
"""The update by which somebody is heard to have blocked the bot, or to have it back: nobody says anything by it."""

MACHINES = frozenset(event.__name__ for event in {*get_args(Event)} - {*get_args(FromCustomer)})
"""Events that no customer causes."""


def lost(evidence: Evidence) -> Iterator[str]:
    """Updates that Telegram was told are taken, and that nobody decided on."""
    for update_id in sorted(evidence.confirmed - _decided(evidence).keys()):
        yield f"update {update_id} was acknowledged to Telegram and never decided"


def given_up(evidence: Evidence) -> Iterator[str]:
    """Updates and effects that were buried: the customers of a campaign send nothing that calls for it."""
    for row in evidence.tables["inbox"]:
        if row["buried"]:
            yield f"update {row['update_id']} was given up"
    for row in evidence.tables["buried"]:
        yield f"a {row['kind']} of case {row['case_id']} was given up: {row['reason']}"


@dataclass(frozen=True, slots=True)
class _Expected:
    """An update that was decided: its lane, what it may have been decided as, whether nothing may be kept of that."""

    lane: str
    wanted: AnyOf
    is_optional: bool


def disordered(evidence: Evidence) -> Iterator[str]:
    """Chats whose history is not that of their updates, each once, and each lane in order."""
    happened = _events_by_chat(evidence)
    expected = _expected_by_chat(evidence)
    for chat in evidence.chats:
        if not chat.invited or _is_erased(chat):
            continue  # Nothing is kept of who has no case, or has none any more.
        wanted, found = expected[chat.chat_id], happened[chat.chat_id]
        optional = sum(one.is_optional for one in wanted)
        if not 0 <= len(wanted) - len(found) <= optional:
            yield f"{chat.name}: {len(wanted)} updates were decided {len(found)} times"
        else:
            yield from _misfits(chat, wanted, found)


def _expected_by_chat(evidence: Evidence) -> Mapping[int, Sequence[_Expected]]:
    decided, begun = _decided(evidence), _begun(evidence)
    overtaken = {chat_of(update) for update in evidence.updates if update.update_id in evidence.overtaken}
    flooding = {chat.chat_id for chat in evidence.chats if is_asked_to_wait(chat)}
    expected: dict[int, list[_Expected]] = defaultdict(list)
    for update in evidence.updates:
        if update.update_id in decided and update.kind != MEMBERSHIP:
            chat_id = chat_of(update)
            # Nothing is kept of what overtook the link on its way: there was no case yet.
            is_early = chat_id in overtaken and decided[update.update_id] < begun.get(chat_id, 0) + evidence.clock_off
            # Nor of what a flood brings that changes nothing, once so much was answered and the chat asked to wait.
            is_silent = chat_id in flooding and len(expected[chat_id]) > MOST_ANSWERS
            wanted = expected_of(update.kind, update.payload)
            expected[chat_id].append(_Expected(_lane_of(update, evidence), wanted, is_early or is_silent))
    return expected


def _lane_of(update: Update, evidence: Evidence) -> str:
    """Which updates have to be in order with it: polls keep all of them, a webhook its lanes, if it keeps any.

    A post that nobody accepted before its tap grew too old may still lie with a bot that was frozen: it comes at last
    behind those that Telegram went on to.
    """
    if not evidence.posted:
        return ""
    is_alone = update.update_id in evidence.overtaken or update.update_id not in evidence.confirmed
    return f"alone {update.update_id}" if is_alone else update.lane


def _is_erased(chat: Chat) -> bool:
    views = (by_bot(event) for event in chat.history)
    return any(view is not None and says_erased(view) for view in views)


def is_asked_to_wait(chat: Chat) -> bool:
    """Whether so much came from it that some of it may be met with silence."""
    views = (by_bot(event) for event in chat.history)
    return any(view is not None and asks_to_wait(view) for view in views)


def _misfits(chat: Chat, expected: Sequence[_Expected], found: Sequence[str]) -> Iterator[str]:
    """Whether what was decided is no merging of the lanes, each in order."""
    lanes: dict[str, list[_Expected]] = defaultdict(list)
    for one in expected:
        lanes[one.lane].append(one)
    queues = tuple(lanes.values())
    reached = _with_skips({(0,) * len(queues)}, queues)
    for place, event in enumerate(found):
        heads = [
            (at, lane, queue[at[lane]]) for at in reached for lane, queue in enumerate(queues) if at[lane] < len(queue)
        ]
        reached = _with_skips({_after(at, lane) for at, lane, head in heads if event in head.wanted}, queues)
        if not reached:
            fitting = sorted({name for _, _, head in heads for name in head.wanted})
            yield f"{chat.name}: as update {place} of the chat, {event} was decided, not one of {fitting}"
            return
    if tuple(map(len, queues)) not in reached:
        yield f"{chat.name}: what was decided is not all that was to be"


_At = tuple[int, ...]
"""How far one may have come in each lane, after so many events."""


def _after(at: _At, lane: int) -> _At:
    return (*at[:lane], at[lane] + 1, *at[lane + 1 :])


def _with_skips(reached: set[_At], queues: Sequence[Sequence[_Expected]]) -> set[_At]:
    """With what nothing may be kept of passed over, or not."""
    todo = list(reached)
    while todo:
        at = todo.pop()
        for lane, queue in enumerate(queues):
            beyond = _after(at, lane)
            if at[lane] < len(queue) and queue[at[lane]].is_optional and beyond not in reached:
                reached.add(beyond)
                todo.append(beyond)
    return reached


def _events_by_chat(evidence: Evidence) -> Mapping[int, Sequence[str]]:
    by_case = {row["id"]: row["chat_id"] for row in evidence.tables["cases"]}
    events: dict[int, list[str]] = defaultdict(list)
    for row in sorted(evidence.tables["events"], key=lambda row: row["id"]):
        if row["event"] in CUSTOMERS:
            events[by_case[row["case_id"]]].append(f"{row['event']} {row['detail']}".rstrip())
    return events


def _decided(evidence: Evidence) -> Mapping[int, float]:
    """When each update was decided, by its id."""
    return {row["update_id"]: row["decided_at"] for row in evidence.tables["inbox"] if row["decided_at"] is not None}


def _begun(evidence: Evidence) -> Mapping[int, float]:
    """When each chat had its first case."""
    begun: dict[int, float] = {}
    for row in evidence.tables["cases"]:
        begun[row["chat_id"]] = min(row["created_at"], begun.get(row["chat_id"], float("inf")))
    return begun


def unanswered(evidence: Evidence) -> Iterator[str]:
    """Chats that were told less often than there was something to answer, or to tell."""
    answers = Counter(
        call.params["chat_id"]
        for call in evidence.calls
        if call.method in {"sendMessage", "editMessageText"} and (call.worked or "not modified" in call.description)
    )
    # Of taps that grew too old at Telegram the bot never hears.
    decided = _decided(evidence)
    asked = Counter(
        chat_of(update)
        for update in evidence.updates
        if update.update_id in decided and update.kind in {"message", "callback_query"}
    )
    # What happens by itself is told as well; only handing a code in goes without a word.
    by_case = {row["id"]: row["chat_id"] for row in evidence.tables["cases"]}
    asked.update(
        by_case[row["case_id"]]
        for row in evidence.tables["events"]
        if row["event"] in MACHINES and row["state_after"] not in {row["state_before"], "checking"}
    )
    blocking = {chat_of(update) for update in evidence.updates if update.kind == MEMBERSHIP}
    for chat in evidence.chats:
        if is_asked_to_wait(chat) or chat.chat_id in blocking:
            # Some of what it wrote after that was met with silence, as it was told; or could not be answered.
            continue
        if answers[chat.chat_id] < asked[chat.chat_id]:
            yield f"{chat.name}: {asked[chat.chat_id]} things to answer or tell, {answers[chat.chat_id]} said"
