"""One read at a time asks for all whom an incident holds up whether it is over."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest

from bot import probing
from bot.flow import policy
from bot.flow.model import Case, Fault, Refused, State
from tests.support.office import Office

LOCKED_OUT = Refused(fault=Fault.CREDENTIALS, code="InvalidAccessKeyId.Inactive")


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """Three customers whom the same holds up."""
    made = Office(database_url)
    for chat_id in (7, 8, 9):
        await made.to_code(chat_id, f"t{chat_id}", phone=f"628123456{chat_id:04}")
    made.provider.outcomes = [LOCKED_OUT]
    for chat_id in (7, 8, 9):
        await made.says(chat_id, "123456")
    made.provider.calls.clear()
    yield made
    await made.close()


async def test_they_take_turns(office: Office) -> None:
    """Each asks in its turn, should one of them be held up by more than that; and none before it is time."""
    for _ in range(6):
        office.time.now += policy.PROBE_EVERY / 2
        office.provider.outcomes = [LOCKED_OUT]
        await office.settle_down()

    assert sorted(call.chat_id for call in office.provider.calls) == [7, 8, 9]


async def test_replicas_share_the_turns(office: Office, database_url: str) -> None:
    """Two of them ask no more often than one."""
    other = Office(database_url, now=office.time)
    other._leases = 100
    for _ in range(4):
        office.time.now += policy.PROBE_EVERY
        office.provider.outcomes, other.provider.outcomes = [LOCKED_OUT], [LOCKED_OUT]
        await office.settle_down()
        await other.settle_down()
    calls = len(office.provider.calls) + len(other.provider.calls)
    await other.close()

    assert calls == 4


async def test_nobody_asks_when_nothing_is_the_matter(office: Office) -> None:
    """Nor of a fault that no read can show to be gone."""
    async with office.store.transaction() as tx:
        await tx.end_incident(Fault.CREDENTIALS, now=office.time())
        await tx.told_of_end(await tx.ended(), step=1, told_to=None)  # type: ignore[arg-type]  # -- it has just ended
        await tx.begin_incident(Fault.NOT_PERMITTED, now=office.time())
    office.time.now += policy.PROBE_EVERY
    await office.settle_down()

    assert office.provider.calls == []


async def test_many_who_wait_for_something_of_their_own_are_in_nobodys_way(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are on hold besides, on either side of those whom it holds up, one of these asks."""
    monkeypatch.setattr(probing, "PAGE", 2)
    until = int(office.time() + policy.STAFF_REMINDER)
    own: dict[str, Any] = {"state": State.HELD, "fault": Fault.NOT_MIGRATING, "deadline": until}
    older = [await office.case_of(7), await office.case_of(8)]
    async with office.store.transaction() as tx:
        await tx.lock_chats(range(7, 15))
        await tx.save_cases([replace(case, **own) for case in older], now=office.time())
        for chat_id in range(10, 15):
            await tx.add_case(Case(chat_id=chat_id, space=f"s{chat_id}", **own), invitation_id=0, now=office.time())
    office.provider.outcomes = [LOCKED_OUT]
    office.time.now += policy.PROBE_EVERY
    await office.settle_down()

    assert [call.chat_id for call in office.provider.calls] == [9]
