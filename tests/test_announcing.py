"""Another system is told what becomes of cases: at least once, in order, and at nobody's cost."""

import asyncio
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from bot.announcing import AT_ONCE, LIFE, LONGEST_POST, SPREAD, WAITS, Announcing, Answered, wait_before_next
from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Reason
from bot.flow.model import Case, Fault, Refused
from bot.leasing import LEASE
from bot.office import ANNOUNCEMENTS_KEPT
from tests.support.office import NOT_VERIFIED, Office

DOWN = Answered(is_taken=False, reason="ConnectError")
TAKEN = Answered(is_taken=True)


@dataclass
class Receiving:
    """A receiver that answers as it is told, and takes what it is sent otherwise."""

    bodies: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    is_down: bool = False
    under_way: int = 0
    most_at_once: int = 0
    gate: asyncio.Event | None = None

    async def post(self, body: bytes) -> Answered:
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        if self.gate is not None:
            await self.gate.wait()
        self.under_way -= 1
        self.bodies.append(json.loads(body))
        if self.answers:
            return self.answers.pop(0)
        return DOWN if self.is_down else TAKEN

    @property
    def told(self) -> list[tuple[int, str]]:
        """Which cases it was told what of, in order."""
        return [(body["data"]["case_id"], body["type"]) for body in self.bodies]


@dataclass
class Place:
    """The use cases with a receiver."""

    office: Office
    receiver: Receiving = field(default_factory=Receiving)
    announcing: Announcing = field(init=False)

    def __post_init__(self) -> None:
        self.announcing = self.another()

    def another(self, receiver: Receiving | None = None) -> Announcing:
        """One more process that sends."""
        return Announcing(
            store=self.office.store,
            receiver=receiver or self.receiver,
            clock=self.office.time,
            chance=lambda: 0.5,
            leases=self.office.leases,
            kick=lambda: None,
        )

    async def send(self) -> None:
        """Send all that is due."""
        for _ in range(50):
            more = await self.announcing.work()
            busy = bool(self.announcing._lanes)
            await self.announcing.finish()
            if not more and not busy:
                return
        raise AssertionError("it never came to an end")

    async def later(self, seconds: float) -> None:
        """Let time pass, then send what is due."""
        self.office.time.now += seconds
        await self.send()


@pytest.fixture
async def place(database_url: str) -> AsyncGenerator[Place]:
    """The use cases on an empty database; events are numbered."""
    numbers = count(1)
    office = Office(database_url, new_event_id=lambda: f"evt_{next(numbers)}")
    yield Place(office)
    await office.close()


async def open_cases(office: Office, number: int) -> None:
    """So many customers open their links."""
    for chat in range(1, number + 1):
        await office.invites(f"t{chat}", phone=f"62812345678{chat:02}")
        await office.says(chat, f"/start t{chat}")


async def test_a_case_is_told_from_its_beginning_to_its_end(place: Place) -> None:
    """Each step once, in order, with the invitation it came from; none of it says whose number it is."""
    await place.office.to_code()
    place.office.provider.outcomes = [NOT_VERIFIED, Refused(fault=Fault.NOT_SUBSCRIBED, code="1", request_id="R")]
    await place.office.says(7, "123456")
    await place.send()

    assert place.receiver.told == [(1, "case.opened"), (1, "case.held")]
    held = place.receiver.bodies[-1]
    assert held == {
        "id": "evt_2",
        "type": "case.held",
        "timestamp": "2027-01-15T08:00:00Z",
        "data": {
            "case_id": 1,
            "invitation_id": 1,
            "space": "cams-1",
            "state": "held",
            "fault": "not-subscribed",
            "until": None,
        },
    }


async def test_nothing_is_owed_where_nobody_listens(database_url: str) -> None:
    """And nothing kept: without an address there are no events."""
    office = Office(database_url)
    await office.to_code()
    place = Place(office)
    await place.send()
    async with office.store.transaction() as tx:
        assert await tx.announce_again(since=0, case_id=None, after=0, now=office.time(), limit=9) == []
    await office.close()
    assert place.receiver.bodies == []


async def test_what_was_sent_and_not_settled_comes_again_the_same(place: Place) -> None:
    """As after `kill -9` between the two: the same bytes, by whoever takes over once the lease is over."""
    await open_cases(place.office, 1)
    await place.announcing.work()
    await place.announcing.finish()  # It is there, and nobody has noted it.
    assert len(place.receiver.bodies) == 1

    place.announcing = place.another()
    await place.send()
    assert len(place.receiver.bodies) == 1, "the lease of the one that is gone still holds"
    await place.later(LEASE + 1)
    await place.later(LEASE + 1)
    assert place.receiver.bodies == [place.receiver.bodies[0]] * 2


async def test_the_events_of_a_case_wait_for_the_one_before_them(place: Place) -> None:
    """Nobody hears the end of a case before its beginning; other cases go on meanwhile."""
    place.receiver.answers = [DOWN]
    await open_cases(place.office, 1)
    await place.office.says(1, "/cancel")
    await place.send()
    assert place.receiver.told == [(1, "case.opened")]
    await place.office.invites("u", phone="6281234567899")
    await place.office.says(2, "/start u")
    await place.later(WAITS[0] - 1)
    assert place.receiver.told[1:] == [(2, "case.opened")]
    await place.later(1)
    assert place.receiver.told[2:] == [(1, "case.opened"), (1, "case.cancelled")]


async def test_it_is_tried_for_a_day_and_then_given_up_with_one_notice(place: Place) -> None:
    """Later and later; staff hear of the first, with how many more they were, and not of each case."""
    place.receiver.is_down = True
    await open_cases(place.office, 2)
    attempts = []
    for _ in range(40):
        before = len(place.receiver.bodies)
        await place.send()
        attempts += [place.office.time()] * (len(place.receiver.bodies) > before)
        place.office.time.now += policy.HOUR
    await place.office.settle_down()

    assert len(attempts) == LIFE // policy.HOUR + 1
    assert len(place.receiver.bodies) == 2 * len(attempts)
    told = [notice for notice, _ in place.office.messenger.staff if notice.reason is Reason.EVENTS_LOST]
    assert [(notice.case, notice.message, notice.untold) for notice in told] == [(Case(chat_id=0), "ConnectError", 0)]
    place.receiver.is_down = False
    await place.send()
    assert len(place.receiver.bodies) == 2 * len(attempts)


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_waits_grow_and_are_spread(chance: float) -> None:
    """By a quarter at the most, to an hour; what the receiver asks for is kept to, within that."""
    spread = 1 + SPREAD * (2 * chance - 1)
    waits = [wait_before_next(attempts, after=None, chance=chance) for attempts in range(10)]
    assert waits == [wait * spread for wait in (*WAITS, WAITS[-1], WAITS[-1], WAITS[-1])]
    assert wait_before_next(0, after=600, chance=chance) == 600
    assert wait_before_next(0, after=1, chance=chance) == WAITS[0] * spread
    assert wait_before_next(0, after=float("inf"), chance=chance) == WAITS[-1]


async def test_a_receiver_that_hangs_holds_up_only_the_events(place: Place) -> None:
    """Few are under way at once, and customers are answered meanwhile."""
    place.receiver.gate = asyncio.Event()
    await open_cases(place.office, AT_ONCE + 2)
    await place.announcing.work()
    await asyncio.sleep(0)  # noqa: TID251 -- lets the tasks begin; nothing waits for time
    await place.announcing.work()
    shown = len(place.office.messenger.shown)
    await place.office.taps(1, Button.YES)
    assert len(place.office.messenger.shown) == shown + 1
    assert place.receiver.under_way == AT_ONCE

    place.receiver.gate.set()
    await place.send()
    assert (place.receiver.most_at_once, len(place.receiver.bodies)) == (AT_ONCE, AT_ONCE + 2)


async def test_stopping_hands_back_what_is_not_done(place: Place) -> None:
    """The next process need not wait for the lease to end; what was taken meanwhile is not sent again."""
    place.receiver.gate = asyncio.Event()
    await open_cases(place.office, 1)
    await place.announcing.work()
    await place.announcing.stop(0.01)
    assert place.receiver.bodies == []

    successor = Receiving()
    place.announcing = place.another(successor)
    await place.send()
    assert successor.told == [(1, "case.opened")]


async def test_nothing_is_begun_that_may_outlast_its_lease(place: Place) -> None:
    """A process that was frozen and wakes finds that another may be sending it."""
    await open_cases(place.office, 1)
    await place.announcing.work()
    place.office.time.now += LEASE - LONGEST_POST
    await place.announcing.finish()
    assert place.receiver.bodies == []


async def test_what_no_key_opens_is_given_up(place: Place) -> None:
    """It is nothing that could be sent, and must not hold up what is behind it."""
    await open_cases(place.office, 1)
    async with place.office.store.transaction() as tx:
        await tx._connection.exec_driver_sql("UPDATE outbox SET payload = 'x' WHERE queue = 'events'")
    await place.office.says(1, "/cancel")
    await place.send()
    assert place.receiver.told == [(1, "case.cancelled")]


async def test_a_week_can_be_sent_again(place: Place) -> None:
    """The same events with the same ids, all or of one case, from a moment on; older ones are forgotten."""
    await open_cases(place.office, 2)
    await place.send()
    place.office.time.now += 100
    await place.office.says(1, "/cancel")
    await place.send()
    sent, place.receiver.bodies = place.receiver.bodies, []
    start = place.office.time()

    async def again(**chosen: Any) -> list[dict[str, Any]]:
        async with place.office.store.transaction() as tx:
            await tx.announce_again(**{"since": 0, "case_id": None, "after": 0, "now": start, "limit": 9, **chosen})
        await place.send()
        told, place.receiver.bodies = place.receiver.bodies, []
        return sorted(told, key=lambda body: str(body["id"]))

    assert await again() == sent
    assert await again(case_id=1) == [sent[0], sent[2]]
    assert await again(since=start) == [sent[2]]
    assert await again(after=1, limit=1) == [sent[1]]
    async with place.office.store.transaction() as tx:
        await tx.forget_announcements(before=start)
    assert await again() == [sent[2]]
    assert ANNOUNCEMENTS_KEPT > LIFE


async def test_who_is_erased_is_said_once(place: Place) -> None:
    """With the invitation, so that the other system knows whom to look at; and nothing owed is lost by it."""
    await place.office.to_code()
    await place.office.says(7, "/forgetme")
    await place.office.taps(7, Button.ERASE)
    await place.send()
    kinds = [kind for _, kind in place.receiver.told]
    assert kinds == ["case.opened", "case.cancelled", "case.erased"]
    assert [body["data"]["invitation_id"] for body in place.receiver.bodies] == [1, 1, 1]
