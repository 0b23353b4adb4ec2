"""What staff do about a case from the group: once, where it is safe, and written down."""

from collections.abc import AsyncGenerator

import pytest

from bot.flow.effects import Note, Reason, Register, RequestCode
from bot.flow.model import Fault, Offers, Refused, Registering, State, Unknown
from tests.support.office import ACCEPTED, NOT_VERIFIED, VERIFIED

from .desk import AGENT, CUSTOMER, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent, a customer who is asked for a code, and staff who order moves."""
    opened = StaffOffice(sqlite_url, offers=Offers(register=Registering.STAFF))
    await opened.adds(AGENT)
    await opened.to_code(CUSTOMER)
    yield opened
    await opened.close()


WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", try_used=True, request_id="R")


async def test_one_more_is_allowed_once(office: StaffOffice) -> None:
    """The customer goes on at once; asked for again it is refused, with the reason."""
    assert texts(await office.hears(AGENT, "/extend 1")) == ["staff-extend-left"]
    for number in range(3):
        office.provider.outcomes += [NOT_VERIFIED, WRONG]
        await office.says(CUSTOMER, f"40291{number}")
        office.time.now += 5
    assert (await office.case(1)).state is State.PAUSED

    assert texts(await office.hears(AGENT, "/extend 1")) == ["staff-extend-done"]
    assert (await office.case(1)).state is State.WAITING_CODE
    assert office.messenger.shown[-1].note is Note.EXTENDED
    (topic,) = office.group.threads.values()  # In which it was said that the tries were used up.
    assert topic.said[-1] is Reason.EXTENDED
    assert texts(await office.hears(AGENT, "/extend 1")) == ["staff-extend-left"]
    assert texts(await office.hears(AGENT, "/extend 2")) == ["staff-case-unknown"]
    deeds = [deed for deed in await office.deeds() if deed[1] == "extend"]
    assert deeds[-1] == (AGENT, "extend", "no such case")
    async with office.store.transaction() as tx:
        about = await tx.deeds_about(1, limit=10)
        happened, _ = await tx.history(1)
    assert [row["detail"] for row in about] == ["not: left", "done", "not: left"]
    assert [row["detail"] for row in happened if row["event"] == "Extended"] == [f"staff {AGENT}"]


async def test_an_outcome_is_looked_for_at_once(office: StaffOffice) -> None:
    """Not at the next step of the ladder; where none is looked for, nothing happens."""
    assert texts(await office.hears(AGENT, "/settle 1")) == ["staff-settle-nothing"]
    office.provider.outcomes += [NOT_VERIFIED, Unknown(reason="timeout")]
    await office.says(CUSTOMER, "402913")
    assert (await office.case(1)).state is State.SETTLING
    calls = len(office.provider.calls)
    office.provider.outcomes += [VERIFIED]
    await office.settle_down()
    assert len(office.provider.calls) == calls

    assert texts(await office.hears(AGENT, "/settle 1")) == ["staff-settle-done"]
    assert len(office.provider.calls) == calls + 1
    assert (await office.case(1)).state is State.VERIFIED


async def verified(office: StaffOffice) -> None:
    """The customer's number is proven."""
    office.provider.outcomes += [VERIFIED]
    await office.says(CUSTOMER, "402913")
    assert (await office.case(1)).state is State.VERIFIED


async def test_a_move_takes_two_steps(office: StaffOffice) -> None:
    """The second is typed, with digits that whoever orders has read; nothing else orders anything."""
    assert texts(await office.hears(AGENT, "/register 1 7890")) == ["staff-register-not"]
    await verified(office)

    assert texts(await office.hears(AGENT, "/register 1")) == ["staff-register-sure"]
    assert texts(await office.answered(office.pressed(AGENT, "staff:register 1"))) == ["staff-register-sure"]
    assert texts(await office.hears(AGENT, "/register 1 7891")) == ["staff-register-other-digits"]
    assert not any(isinstance(call, Register) for call in office.provider.calls)
    office.provider.outcomes += [ACCEPTED]
    assert texts(await office.hears(AGENT, "/register #case1 7890")) == ["staff-register-done"]
    assert [type(call) for call in office.provider.calls if isinstance(call, Register | RequestCode)] == [Register]
    assert texts(await office.hears(AGENT, "/register 1 7890")) == ["staff-register-not"]
    async with office.store.transaction() as tx:
        rows = await tx.deeds_about(1, limit=10)
    assert [row["detail"] for row in reversed(rows)] == [
        "not: waiting_code", "asked whether", "asked whether", "asked whether", "ordered", "not: verified"
    ]  # fmt: skip


async def test_a_case_in_other_hands_is_put_off(database_url: str) -> None:
    """Nobody waits for it while others wait for us; a moment later it is done, once."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process at a time on SQLite")
    office, other = StaffOffice(database_url), StaffOffice(database_url)
    try:
        await office.adds(AGENT)
        await office.to_code(CUSTOMER)
        before = len(office.messenger.answers)
        await office.put(office.posted(AGENT, text="/extend 1"))
        async with other.store.transaction() as theirs:
            await theirs.lock_chats([CUSTOMER])
            assert await office.conversation.work()
            assert len(office.messenger.answers) == before
        await office.settle_down()
        async with office.store.transaction() as tx:
            done = await tx.deeds_about(1, limit=10)
    finally:
        await office.close()
        await other.close()

    assert texts(office.messenger.answers[before:]) == ["staff-extend-left"]
    assert len(done) == 1
