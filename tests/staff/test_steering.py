"""Unlock, close, reopen, request: done where the rules allow, said why where not, and written down."""

from collections.abc import AsyncGenerator

import pytest

from bot.flow.effects import Note, RequestCode, Screen
from bot.flow.model import Accepted, Fault, Offers, Refused, Review, State
from tests.support.office import ACCEPTED, NOT_VERIFIED

from .desk import AGENT, CUSTOMER, StaffOffice, texts

LOCKED = Refused(fault=Fault.TOO_MANY_TRIES, code="136025", message="locked", try_used=True)


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent, and a customer who is asked for a code."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    await opened.to_code(CUSTOMER)
    yield opened
    await opened.close()


async def test_closing_takes_two_presses_and_opening_one(office: StaffOffice) -> None:
    """The customer hears of both; each says why it cannot be done, and all of it is in the record."""
    assert texts(await office.hears(AGENT, "/reopen 1")) == ["staff-reopen-step"]
    (asked,) = await office.hears(AGENT, "/close 1")
    assert (texts([asked]), asked.keys[0][0].command) == (["staff-close-sure"], "close 1 yes")
    assert (await office.case(1)).state is State.WAITING_CODE
    assert texts(await office.answered(office.pressed(AGENT, "staff:close 1 yes"))) == ["staff-close-done"]
    assert (office.messenger.shown[-1].screen, office.messenger.shown[-1].note) == (Screen.CANCELLED, Note.CLOSED)
    assert texts(await office.hears(AGENT, "/close 1 yes")) == ["staff-close-step"]
    assert texts(await office.hears(AGENT, "/reopen 1")) == ["staff-reopen-done"]
    assert office.messenger.shown[-1].note is Note.REOPENED
    assert texts(await office.hears(AGENT, "/close 9")) == ["staff-case-unknown"]
    async with office.store.transaction() as tx:
        rows = await tx.deeds_about(1, limit=10)
        happened, _ = await tx.history(1)
    assert [row["detail"] for row in reversed(rows)] == ["not: step", "asked whether", "done", "not: step", "done"]
    assert {row["detail"] for row in happened if row["event"] in {"Closed", "Reopened"}} == {f"staff {AGENT}"}


async def test_what_is_open_again_is_what_the_customer_talks_about(office: StaffOffice) -> None:
    """If nothing else is: a case that they have turned to since, and that is going on, stays the one."""
    await office.hears(AGENT, "/close 1 yes")
    await office.to_code(CUSTOMER, "t2", phone="6281234560002")
    await office.hears(AGENT, "/reopen 1")
    assert (await office.case_of(CUSTOMER)).id == 2
    await office.hears(AGENT, "/close 1 yes")
    await office.hears(AGENT, "/close 2 yes")
    await office.hears(AGENT, "/reopen 1")
    await office.says(CUSTOMER, "yes")

    assert (await office.case(1)).state is State.WAITING_CODE


async def test_a_lock_is_taken_off_by_who_knows_that_it_is_gone(office: StaffOffice) -> None:
    """It is asked whether; then the customer is at the code again."""
    assert texts(await office.hears(AGENT, "/unlock 1")) == ["staff-unlock-not-locked"]
    office.provider.outcomes += [NOT_VERIFIED, LOCKED]
    await office.says(CUSTOMER, "402913")
    assert (await office.case(1)).state is State.PAUSED
    assert texts(await office.hears(AGENT, "/extend 1")) == ["staff-extend-locked"]
    assert texts(await office.hears(AGENT, "/unlock 1")) == ["staff-unlock-sure"]
    assert texts(await office.hears(AGENT, "/unlock 1 ya")) == ["staff-unlock-done"]
    assert (await office.case(1)).state is State.WAITING_CODE
    assert office.messenger.shown[-1].note is Note.UNLOCKED


async def test_a_code_goes_out_on_the_customers_word_only(sqlite_url: str) -> None:
    """Asked for by staff it is a question to the customer; and a call, once they have said that the phone is there."""
    office = StaffOffice(sqlite_url, offers=Offers(code_request=True))
    try:
        await office.adds(AGENT)
        office.provider.outcomes += [Accepted(review=Review.APPROVED), NOT_VERIFIED]
        await office.to_code(CUSTOMER)
        assert (await office.case(1)).state is State.READY
        assert texts(await office.hears(AGENT, "/request 1 sms")) == ["staff-request-asked"]
        assert office.messenger.shown[-1].note is Note.CODE_PROPOSED
        office.provider.outcomes += [ACCEPTED]
        await office.says(CUSTOMER, "sms")
        assert texts(await office.hears(AGENT, "/request 1 call")) == ["staff-request-not-yet"]
        office.time.now += 60
        office.provider.outcomes += [ACCEPTED]
        assert texts(await office.hears(AGENT, "/request 1 panggilan")) == ["staff-request-voice"]
        asked = [call.channel for call in office.provider.calls if isinstance(call, RequestCode)]
    finally:
        await office.close()

    assert asked == ["sms", "voice"]
