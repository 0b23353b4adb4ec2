"""Mistakes that somebody might make. Each is switched in by a test, in the bot's process, before it serves.

The product has no hooks for them: a function or a statement of it is put out of its place here.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from math import inf
from typing import Any, cast

import structlog
from sqlalchemy.dialects import sqlite

from bot import calling, conversation, dispatch, faultpoints, hearing, leasing, office
from bot.desk import Desk
from bot.flow import machine
from bot.flow.effects import Call, Effect, SubmitCode, TellStaff
from bot.flow.events import CallAnswered
from bot.flow.model import Budget, Case, Fault, State, Unknown
from bot.flow.rules import codes, outcomes, settlement
from bot.house import House
from bot.ports import Delivered, Delivery, Incident, Later, Leave, Posted, Said, Unsayable
from bot.probing import Probing
from bot.reading import read
from bot.store import Arrival, Claimed, Store, Transaction, Undecided
from bot.telegram import inbound, poller
from bot.telegram.outbound import TelegramMessenger
from bot.topics.passing import Passer
from db import inbox
from db.statements import Prepared
from db.tables import inbox as inbox_table


def _put(place: object, name: str, instead: object) -> None:
    if not hasattr(place, name):
        raise LookupError(f"{name} is called something else by now: this mistake would change nothing")
    setattr(place, name, instead)


def _put_rule(state: State, rule: machine.Rule) -> None:
    cast("dict[type, machine.Rule]", machine.TRANSITIONS[state])[CallAnswered] = rule


def acknowledges_before_storing() -> None:
    """Lets Telegram forget updates that are not on disk yet."""
    arrive = conversation.Conversation.arrive

    def early(self: conversation.Conversation, arrivals: Sequence[Arrival]) -> asyncio.Future[None]:
        stored = arrive(self, arrivals)
        stored.add_done_callback(lambda future: future.exception())  # Nobody else asks.
        done = asyncio.get_running_loop().create_future()
        done.set_result(None)
        return done

    _put(conversation.Conversation, "arrive", early)


def takes_a_repeat_for_new() -> None:
    """Has no unique key on updates: one that comes again is decided again."""
    new = sqlite.insert(inbox_table)
    again = {"payload": new.excluded.payload, "decided_at": None}
    statement = new.on_conflict_do_update(index_elements=["update_id"], set_=again)
    columns = ("update_id", "chat_id", "payload", "received_at")
    _put(inbox, "_put_updates", Prepared({"sqlite": statement}, columns))


def resends_what_is_unknown() -> None:
    """Takes a call without an answer for one that did not run."""
    final = calling.resend_wait

    def again(call: Any, outcome: Any, attempts: int) -> float | None:
        if isinstance(call, SubmitCode) and isinstance(outcome, Unknown) and attempts < 1:
            return 0
        return final(call, outcome, attempts)

    _put(dispatch, "resend_wait", again)


def marks_nothing_as_sent() -> None:
    """Does not record that a call leaves, so that after a crash it leaves again."""

    async def mark_sent(*_: Any, **__: Any) -> bool:
        return True

    _put(Transaction, "mark_sent", mark_sent)


def skips_the_precheck() -> None:
    """Hands a code in whatever the read before it said."""
    _put_rule(State.PRECHECKING, machine.Rule(lambda case, event: codes.submit(case, event.at)))


def tells_of_failure_while_unknown() -> None:
    """Takes a call without an answer for one that failed, and says so."""

    def checked(case: Case, event: CallAnswered) -> machine.Step:
        if isinstance(event.outcome, Unknown) and event.call == case.call:
            return settlement.not_through(case, event.at)
        return codes.checked(case, event)

    _put_rule(State.CHECKING, machine.Rule(checked))


def keeps_budgets_by_chat() -> None:
    """Counts tries for each chat, not for the number."""
    kept: dict[int, Budget] = {}
    keep = Desk._keep

    async def whole(self: Desk, case: Case) -> Case:
        return replace(case, budget=kept.get(case.chat_id, Budget()), offers=self.offers)

    def keeping(self: Desk, before: Case, after: Case) -> None:
        kept[after.chat_id] = after.budget
        keep(self, before, after)

    _put(Desk, "whole", whole)
    _put(Desk, "_keep", keeping)


def owes_after_the_commit() -> None:
    """Decides in one transaction and owes what follows in another."""
    transaction, owe = Store.transaction, Transaction.owe
    later: dict[int, list[tuple[Sequence[Effect], float]]] = {}

    @asynccontextmanager
    async def twofold(self: Store) -> AsyncGenerator[Transaction]:
        async with transaction(self) as tx:
            yield tx
        owed = later.pop(id(tx), [])
        if owed:
            faultpoints.reached("after commit of decisions")
            async with transaction(self) as tx:
                for effects, now in owed:
                    await owe(tx, effects, now=now)

    async def owe_later(self: Transaction, effects: Sequence[Effect], *, now: float) -> None:
        if effects:
            later.setdefault(id(self), []).append((effects, now))

    _put(Store, "transaction", twofold)
    _put(Transaction, "owe", owe_later)


def logs_what_is_said() -> None:
    """Writes what customers write into the log."""

    def loud(said: Any, *args: Any, **kwargs: Any) -> Any:
        structlog.get_logger().info("said", what=getattr(said.what, "text", ""))
        return read(said, *args, **kwargs)

    _put(hearing, "read", loud)


def forgets_deadlines() -> None:
    """Never looks for what has fallen due; nor asks whether what holds cases up is over, under which it is the net."""

    async def due_cases(*_: Any, **__: Any) -> list[tuple[int, int]]:
        return []

    async def nothing(_: Probing) -> None:
        pass

    _put(Transaction, "due_cases", due_cases)
    _put(Probing, "work", nothing)


def leaves_what_is_unknown_to_staff() -> None:
    """Holds a case whose call had no answer, and asks nobody what became of it."""

    def checked(case: Case, event: CallAnswered) -> machine.Step:
        if isinstance(event.outcome, Unknown) and event.call == case.call:
            return outcomes.obstacle(case, event.at, Fault.PROGRAM, event.outcome)
        return codes.checked(case, event)

    _put_rule(State.CHECKING, machine.Rule(checked))


def checks_no_lease() -> None:
    """Goes on where it stopped when it was frozen, whoever has taken over meanwhile."""
    take_turn = calling.Caller._take_turn

    async def take_any_turn(self: calling.Caller, row: Claimed, call: Call, departure: Any) -> None:
        await take_turn(self, row, call, replace(departure, until=inf))

    _put(calling.Caller, "_take_turn", take_any_turn)
    _put(leasing.Leases, "left", lambda *_: inf)


def drops_notices() -> None:
    """Tells staff once, whether Telegram takes it or not."""
    tell_staff = TelegramMessenger.tell_staff

    async def tell_once(self: TelegramMessenger, notice: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        delivery = await tell_staff(self, notice, incident, leave=leave)
        return Delivered() if isinstance(delivery, Later) else delivery

    tell_together = TelegramMessenger.tell_staff_together

    async def tell_together_once(
        self: TelegramMessenger, notices: Sequence[TellStaff], *, leave: Leave
    ) -> tuple[Sequence[int], Delivery]:
        places, delivery = await tell_together(self, notices, leave=leave)
        return places, Delivered() if isinstance(delivery, Later) else delivery

    _put(TelegramMessenger, "tell_staff", tell_once)
    _put(TelegramMessenger, "tell_staff_together", tell_together_once)


def decides_the_newest_first() -> None:
    """Takes what waits of a chat in the wrong order."""
    take = Transaction.take

    async def take_backwards(self: Transaction, chat_ids: Collection[int], *, limit: int, each: int) -> list[Undecided]:
        return (await take(self, chat_ids, limit=limit, each=each))[::-1]

    _put(Transaction, "take", take_backwards)


def leaves_codes_in_the_chat() -> None:
    """Takes every message for deleted."""

    async def delete(*_: Any) -> Delivery:
        return Delivered()

    _put(TelegramMessenger, "delete", delete)


def cannot_read_pictures() -> None:
    """Fails on whatever has no text."""
    read_update = inbound.read_update

    def read_text(payload: bytes) -> Said | Posted | None:
        said = read_update(payload)
        if said is not None and isinstance(said.what, Unsayable):
            raise ValueError
        return said

    _put(office, "read_update", read_text)


def ends_when_a_poll_breaks() -> None:
    """Lets a failure of the network end the process."""
    _put(poller, "wait_after", lambda *_: os._exit(1))


def keeps_answers_to_itself() -> None:
    """Takes every answer of the staff for said."""

    async def to_customer(*_: Any, **__: Any) -> Delivery:
        return Delivered()

    _put(Passer, "to_customer", to_customer)


def lets_anybody_in() -> None:
    """Takes whoever comes for invited."""
    init = conversation.Conversation.__init__

    def open_to_all(self: conversation.Conversation, *, house: House, **others: Any) -> None:
        init(self, house=replace(house, open_space="cams-test"), **others)

    _put(conversation.Conversation, "__init__", open_to_all)


def lets_links_work_twice() -> None:
    """Does not remember whose a link is."""
    find = Transaction.find_invitation

    async def find_unbound(self: Transaction, token: str) -> Any:
        found = await find(self, token)
        return found and replace(found, chat_id=0, case_id=0)

    _put(Transaction, "find_invitation", find_unbound)
