"""The end of an incident: those whom it held up hear of it, and go on."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text

from bot.flow import policy
from bot.flow.effects import Note, Reason, SubmitCode
from bot.flow.model import Fault, Outcome, Refused, State
from bot.relief import AT_ONCE
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

TRUSTED = policy.INCIDENT_TRUSTED[False]
DENIED = Refused(fault=Fault.NOT_PERMITTED, code="Ram.PermissionDeny")
LOCKED_OUT = Refused(fault=Fault.CREDENTIALS, code="InvalidAccessKeyId.Inactive")


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


async def on_hold(office: Office, *outcomes: Outcome, chats: range) -> None:
    """Customers of whom one's code ran into something; of the others' nobody was asked about any."""
    for chat_id in chats:
        await office.to_code(chat_id, f"t{chat_id}", phone=f"628123456{chat_id:04}")
    office.provider.outcomes = list(outcomes)
    for chat_id in chats:
        await office.says(chat_id, "123456")
        assert (await office.case_of(chat_id)).state is State.HELD
    assert office.provider.outcomes == []
    office.messenger.shown.clear()


def told(office: Office) -> list[int]:
    """Who was told that they can go on."""
    notes = {Note.READY_AGAIN, Note.READY_WITH_CODE}
    return [show.case.chat_id for show in office.messenger.shown if show.note in notes]


def ends(office: Office) -> list[tuple[Reason, int, int]]:
    """What staff were told of ends, with how often it had been seen and over which notice."""
    return [
        (notice.reason, incident.cases, incident.message_id)
        for notice, incident in office.messenger.staff
        if notice.reason is Reason.FAULT_OVER
    ]


async def test_a_permission_that_one_code_shows_is_told_to_all_it_held(office: Office) -> None:
    """Nobody could have known by a read: the customer who tried again is the proof. Staff are told once."""
    await on_hold(office, NOT_VERIFIED, DENIED, chats=range(7, 12))
    office.time.now += TRUSTED
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(9, "654321")

    assert sorted(told(office)) == [7, 8, 10, 11]
    assert ends(office) == [(Reason.FAULT_OVER, 5, 5001)]
    assert [(await office.case_of(chat_id)).state for chat_id in (7, 9)] == [State.WAITING_CODE, State.VERIFIED]


async def test_a_hold_that_reads_can_end_is_read_for_each(office: Office) -> None:
    """The first probe that works has the others look at once; each goes on by its own read, and no code is sent."""
    await on_hold(office, LOCKED_OUT, chats=range(7, 10))
    office.time.now += policy.PROBE_EVERY
    office.provider.outcomes = [NOT_VERIFIED] * 3
    await office.settle_down()

    assert sorted(told(office)) == [7, 8, 9]
    assert ends(office) == [(Reason.FAULT_OVER, 3, 5001)]
    assert not any(isinstance(call, SubmitCode) for call in office.provider.calls)


async def test_who_may_have_a_code_hears_first(office: Office) -> None:
    """However late they came into the line: a code lives for ten minutes. The others follow in their order."""
    for chat_id in range(7, 11):
        await office.to_code(chat_id, f"t{chat_id}", phone=f"628123456{chat_id:04}")
    office.provider.outcomes = [LOCKED_OUT]
    await office.says(7, "123456")
    await office.says(8, "123456")
    for _ in range(policy.CODE_LIFE // policy.PROBE_EVERY):
        office.time.now += policy.PROBE_EVERY
        office.provider.outcomes = [LOCKED_OUT]
        await office.settle_down()
    await office.says(9, "123456")
    await office.says(10, "123456")
    office.messenger.shown.clear()
    async with office.store.transaction() as tx:
        assert await tx.end_incident(Fault.CREDENTIALS, now=office.time())
    office.provider.outcomes = [NOT_VERIFIED] * 4
    await office.settle_down()

    assert told(office) == [9, 10, 7, 8]
    assert [show.note for show in office.messenger.shown][:3] == [Note.READY_WITH_CODE] * 2 + [Note.READY_AGAIN]


async def test_it_is_told_step_by_step_and_to_nobody_twice(office: Office, database_url: str) -> None:
    """Some each second, under Telegram's limit; another process goes on where the first one ended."""
    await on_hold(office, NOT_VERIFIED, DENIED, chats=range(7, 8 + 2 * AT_ONCE))
    office.time.now += TRUSTED
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put(office.message(7, text="654321"))
    for _ in range(6):
        await office.conversation.work()
        await office.dispatch.finish()
        office.dispatch.look_everywhere()
        await office.dispatch.work()
    assert ends(office) == [(Reason.FAULT_OVER, 2 * AT_ONCE + 1, 5001)]
    assert told(office) == []
    assert await office.relief.work() is False
    await office.dispatch.finish()
    assert len(told(office)) == AT_ONCE
    await office.dispatch.work()

    after = Office(database_url, now=office.time)
    await after.settle_down()
    both = told(office) + told(after)
    await after.close()
    assert sorted(both) == list(range(8, 8 + 2 * AT_ONCE))


async def test_what_another_replica_holds_waits_for_it(office: Office, database_url: str) -> None:
    """Its customer is told when it lets go; nobody behind is told before. On SQLite there is no other replica."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process at a time on SQLite")
    await on_hold(office, NOT_VERIFIED, DENIED, chats=range(7, 11))
    office.time.now += TRUSTED
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put(office.message(10, text="654321"))
    for _ in range(6):
        await office.conversation.work()
        await office.dispatch.finish()
        office.dispatch.look_everywhere()
        await office.dispatch.work()
    async with office.store.transaction() as theirs:
        await theirs.lock_chats([8])
        await office.relief.work()
        await office.dispatch.finish()
        assert told(office) == [7]
    await office.settle_down()

    assert told(office) == [7, 8, 9]


async def test_a_case_that_nobody_can_read_stops_nobody(office: Office) -> None:
    """No key opens it: those behind it are told all the same."""
    await on_hold(office, NOT_VERIFIED, DENIED, chats=range(7, 10))
    broken = (await office.case_of(7)).id
    async with office.store.transaction() as tx:
        await tx._connection.execute(text("UPDATE cases SET body = :body WHERE id = :id"), {"body": b"?", "id": broken})
    office.time.now += TRUSTED
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(9, "654321")

    assert told(office) == [8]
