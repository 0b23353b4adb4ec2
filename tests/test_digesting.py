"""The numbers of a day: once a day, whatever happens in between, and whoever comes first."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digesting import Digesting
from bot.flow import policy
from bot.flow.staff import Ours
from bot.store import Digest
from tests.staff.desk import AGENT, GROUP, StaffOffice, texts
from tests.support.office import OFFERS_NOTHING


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it, who wants the numbers at nine in Jakarta."""
    opened = StaffOffice(database_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


def digesting(office: StaffOffice, chat_id: int = GROUP) -> Digesting:
    """What sends them, in one replica."""
    return Digesting(
        store=office.store, clock=office.time, claimer=office.dispatch, offers=OFFERS_NOTHING, chat_id=chat_id
    )


async def wanted(office: StaffOffice) -> Digest | None:
    """When they are wanted."""
    async with office.store.transaction() as tx:
        return await tx.digest()


async def test_staff_say_when(office: StaffOffice) -> None:
    """In words that are answered with when that is next; who set it is written down."""
    assert texts(await office.hears(AGENT, "/digest")) == ["staff-digest-none", "staff-digest-usage"]
    assert texts(await office.hears(AGENT, "/digest noon")) == ["staff-digest-unread", "staff-digest-usage"]
    assert await wanted(office) is None
    assert texts(await office.hears(AGENT, "/digest 09:00 Asia/Jakarta")) == ["staff-digest-when"]
    found = await wanted(office)
    assert found is not None
    assert (found.minute, found.zone, found.next_at % policy.DAY) == (540, "Asia/Jakarta", 2 * policy.HOUR)
    assert texts(await office.hears(AGENT, "/digest")) == ["staff-digest-when", "staff-digest-usage"]
    assert texts(await office.hears(AGENT, "/digest off")) == ["staff-digest-off"]
    assert await wanted(office) is None
    assert (AGENT, "digest", "09:00 Asia/Jakarta") in await office.deeds()


async def test_it_is_sent_once_and_late_rather_than_often(office: StaffOffice) -> None:
    """Of several replicas one sends it; after five days away there is one, and the next at its time."""
    await office.hears(AGENT, "/digest 09:00 Asia/Jakarta")
    found = await wanted(office)
    assert found is not None
    office.messenger.answers.clear()
    replicas = [digesting(office) for _ in range(3)]
    office.time.now = found.next_at - 1
    await asyncio.gather(*(each.work() for each in replicas))
    await office.settle_down()
    assert office.messenger.answers == []

    office.time.now = found.next_at + 5 * policy.DAY + 60
    await asyncio.gather(*(each.work() for each in replicas))
    await office.settle_down()
    assert [answer.chart is not None for answer in office.messenger.answers] == [False, True]
    assert {answer.chat_id for answer in office.messenger.answers} == {GROUP}
    title = office.messenger.answers[0].paragraphs[0][0]
    day = datetime.fromtimestamp(office.time(), UTC) - timedelta(days=1)  # «Yesterday» is so on the clocks we count by.
    assert (title.text, title.values["days"]) == ("staff-stats-title", Ours(f"{day:%Y-%m-%d}"))
    moved = await wanted(office)
    assert moved is not None
    assert moved.next_at == found.next_at + 6 * policy.DAY


async def test_without_a_group_nothing_is_sent(office: StaffOffice) -> None:
    """Nobody would read it."""
    await office.hears(AGENT, "/digest 09:00 Asia/Jakarta")
    before = await wanted(office)
    office.time.now += 2 * policy.DAY
    await digesting(office, chat_id=0).work()

    assert await wanted(office) == before
