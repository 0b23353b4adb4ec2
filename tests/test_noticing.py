"""What staff are told: the urgent first, as fast as their group takes it, and nothing lost."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from telegram import Bot

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, CaseId, Fault
from bot.flow.staff import AnswerStaff, Line
from bot.flow.urgency import Urgency
from bot.noticing import A_MINUTE, AT_ONCE, EVERY, QUICK_AT_ONCE, QUICK_EVERY, of_one_incident
from bot.ports import Delivery, Incident, Later, Leave
from bot.telegram.outbound import TelegramMessenger
from bot.telegram.transport import AiohttpRequest
from bot.whereabouts import Whereabouts
from db import outbox
from sandbox.telegram import TelegramServer, TelegramWorld
from tests.support.office import Office


def notice(reason: Reason, case_id: int = 3, **changes: Any) -> TellStaff:
    """A notice."""
    return TellStaff(
        reason=reason, case=Case(id=CaseId(case_id), chat_id=7, phone=f"62812{case_id:08}"), at=1, **changes
    )


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database, with a group that takes what Telegram says."""
    made = Office(database_url, group_every=EVERY)
    yield made
    await made.close()


async def owe(office: Office, *notices: TellStaff | AnswerStaff) -> None:
    """Owe notices, in a transaction of their own."""
    async with office.store.transaction() as tx:
        await tx.owe(notices, now=office.time())


async def until_told(office: Office) -> int:
    """Work second by second until nothing is owed. How many seconds it took."""
    for seconds in range(1_000):
        await office.settle_down()
        async with office.store.transaction() as tx:
            if not await outbox.depth(tx._connection):
                return seconds
        office.time.now += 1
    raise AssertionError("staff never read all of it")


# --- Together


def test_an_incident_is_told_up_to_its_end() -> None:
    """All that was seen before the end is one message; another incident's notices in between are not of it."""
    told = [
        notice(Reason.FAULT, fault=Fault.CLOCK),
        notice(Reason.FAULT, fault=Fault.NOT_PERMITTED),
        notice(Reason.FAULT, fault=Fault.CLOCK),
        notice(Reason.FAULT_OVER, fault=Fault.CLOCK),
        notice(Reason.FAULT, fault=Fault.CLOCK),
    ]

    assert of_one_incident(told) == [0, 2]
    assert of_one_incident(told[3:]) == [0]


# --- Turns


async def test_a_quiet_group_reads_each_notice_at_once_and_alone(office: Office) -> None:
    """Two in one second are two messages in that second."""
    await owe(office, notice(Reason.VERIFIED, 1), notice(Reason.PERSON_WANTED, 2))
    await office.settle_down()

    assert [told.reason for told, _ in office.messenger.staff] == [Reason.PERSON_WANTED, Reason.VERIFIED]
    assert office.messenger.together == []


async def test_what_a_minute_allows_is_told_one_by_one(office: Office) -> None:
    """As many as there are turns in it: each with its own details."""
    await owe(office, *(notice(Reason.VERIFIED, number) for number in range(A_MINUTE)))
    seconds = await until_told(office)

    assert ([told.case.id for told, _ in office.messenger.staff], office.messenger.together) == (list(range(16)), [])
    assert seconds <= 60


async def test_what_stops_everybody_has_a_turn_left(office: Office) -> None:
    """However much else is told, and was owed before: it does not wait a second."""
    await owe(office, *(notice(Reason.VERIFIED, number) for number in range(9)))
    for _ in range(QUICK_AT_ONCE):
        await office.settle_down()
        office.time.now += QUICK_EVERY
    await office.settle_down()
    await owe(office, notice(Reason.FAULT, fault=Fault.CLOCK))
    await office.settle_down()

    assert office.messenger.staff[-1][0].reason is Reason.FAULT
    assert len(office.messenger.staff) == AT_ONCE[Urgency.NEWS] + 1


async def test_a_group_that_refuses_is_left_alone(office: Office) -> None:
    """For as long as Telegram says, whatever is owed meanwhile and however urgent; then all of it is told."""
    real, refused = office.messenger.tell_staff, [Later("flood limit", after=30)]
    asked: list[float] = []

    async def tell_staff(given: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        asked.append(office.time())
        return refused.pop() if refused else await real(given, incident, leave=leave)

    office.messenger.tell_staff = tell_staff  # type: ignore[method-assign,assignment]  # -- a group that others fill
    await owe(office, notice(Reason.VERIFIED))
    await office.settle_down()
    await owe(office, notice(Reason.FAULT, fault=Fault.CLOCK))
    await until_told(office)

    assert asked[1] - asked[0] >= 30
    assert [told.reason for told, _ in office.messenger.staff] == [Reason.FAULT, Reason.VERIFIED]


async def test_a_message_of_many_that_fails_loses_none(office: Office) -> None:
    """Its notices stay owed, each a row of its own, until a message that has them was taken."""
    real = office.messenger.tell_staff_together
    failing: list[Delivery] = [Later("down")]

    async def together(notices: Sequence[TellStaff], *, leave: Leave) -> tuple[Sequence[int], Delivery]:
        return (range(len(notices)), failing.pop()) if failing else await real(notices, leave=leave)

    office.messenger.tell_staff_together = together  # type: ignore[method-assign]  # -- a group that is gone for a moment
    await owe(office, *(notice(Reason.VERIFIED, number) for number in range(40)))
    await until_told(office)

    assert [told.case.id for told, _ in office.messenger.staff] == list(range(40))
    assert office.messenger.together == [40]


async def test_two_replicas_take_the_same_turns(office: Office, database_url: str) -> None:
    """Whoever has the lane has the turn; each notice is told once, and together they are no faster than one."""
    other = Office(database_url, now=office.time, group_every=EVERY)
    other._leases = 100
    await owe(office, *(notice(Reason.VERIFIED, number) for number in range(12)))
    moments: list[float] = []
    for _ in range(60):
        before = len(office.messenger.staff) + len(other.messenger.staff)
        await office.settle_down()
        await other.settle_down()
        moments += [office.time()] * (len(office.messenger.staff) + len(other.messenger.staff) - before)
        office.time.now += 1
    told = [told.case.id for messenger in (office, other) for told, _ in messenger.messenger.staff]
    await other.close()

    assert sorted(told) == list(range(12))
    assert all(later - sooner >= EVERY - 1 for sooner, later in pairwise(moments[AT_ONCE[Urgency.NEWS] :]))


# --- All of it, as Telegram sees it


async def test_under_five_hundred_events_staff_read_the_urgent_ones_first(database_url: str) -> None:
    """At once, out of a group that takes twenty messages a minute and refuses no single one: and nothing is lost."""
    office = Office(database_url, group_every=EVERY)
    world = TelegramWorld(office.time, "123456:" + "T" * 35, Random(1), flood_limits=True)
    server = TelegramServer(world)
    await server.start()
    staff = world.add_group("Migration desk", [world.add_person("Ayu")])
    bot = Bot("123456:" + "T" * 35, base_url=f"{server.url}/bot", request=AiohttpRequest())
    await bot.initialize()
    office.dispatch._notifier._messenger = TelegramMessenger(bot=bot, group=Whereabouts(staff.id), staff_language="en")
    kinds = [notice(Reason.VERIFIED)] * 7 + [notice(Reason.PERSON_WANTED), notice(Reason.FAULT, fault=Fault.CLOCK)]
    kinds += [notice(Reason.BUDGET_USED_UP)]
    events = [replace(kinds[number % 10], case=replace(kinds[0].case, id=CaseId(number))) for number in range(1, 501)]
    try:
        await owe(office, *events)
        seconds = await until_told(office)
        read = [message.text for message in staff.messages if message.from_bot]
    finally:
        await bot.shutdown()
        await server.stop()
        await office.close()

    assert {call.status for call in world.calls} == {200}
    first = [text.splitlines()[0] for text in read]
    assert first[0] == "The server’s clock is wrong"
    assert "Seen 50 times" in read[0]
    assert [line.split(":")[0] for line in first[1:]] == sorted(
        (line.split(":")[0] for line in first[1:]),
        key=["A customer asks for a person", "Tries used up", "Verified"].index,
    )
    named = {word for text in read for word in text.split() if word.startswith("#case")}
    assert named >= {f"#case{each.case.id}" for each in events if each.reason is not Reason.FAULT}
    assert (seconds <= 60, len(read) <= 20) == (True, True), (seconds, len(read))


async def test_answers_and_topics_share_the_groups_turns(office: Office) -> None:
    """Who asked is answered before news, however much of it there is; and no minute has more than the group takes."""
    every = [notice(Reason.LIVE, number) for number in range(1, A_MINUTE + 1)]
    await owe(office, *every)
    said: list[float] = []
    waited: dict[int, float] = {}
    for second in range(110):
        if second in {3, 10, 20, 21, 22, 30, 36, 42}:
            answer = AnswerStaff(chat_id=-5, at=second, paragraphs=((Line("staff-taken"),),))
            await owe(office, answer, AnswerStaff(chat_id=-5, at=0, tap="t"))  # The latter only lets go of a button.
        before = len(office.messenger.staff) + _spoken(office)
        await office.settle_down()
        said += [office.time()] * (len(office.messenger.staff) + _spoken(office) - before)
        waited |= {each.at: second - each.at for each in office.messenger.answers if each.at and each.at not in waited}
        office.time.now += 1

    assert (len(office.messenger.staff), len(waited)) == (A_MINUTE, 8)
    assert waited[3] <= 2
    assert max(waited.values()) <= 3 * EVERY
    assert max(sum(start <= at < start + 60 for at in said) for start in said) <= 19


def _spoken(office: Office) -> int:
    return sum(bool(answer.paragraphs) for answer in office.messenger.answers)
