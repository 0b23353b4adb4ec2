"""What is counted with the decisions: once, whatever happens, and learned from."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow.effects import RequestCode, Screen
from bot.flow.model import Accepted, Channel, Milestone, Offers, Review
from bot.flow.tallies import What
from bot.text.phone import network_of
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

OURS = Offers(code_request=True)
APPROVED = Accepted(request_id="R-WABA", review=Review.APPROVED)
READY = [APPROVED, NOT_VERIFIED]
"""What is asked before a code is offered."""


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """One that has codes sent."""
    opened = Office(database_url, offers=OURS)
    yield opened
    await opened.close()


async def counted(office: Office, *whats: str) -> dict[str, int]:
    """What was counted today, of some sorts."""
    async with office.store.transaction() as tx:
        day = tx.day(office.time())
        found = await tx.counted(first=day, last=day)
    return {sort: times for (what, sort), times in found.items() if what in whats}


async def test_what_is_counted_is_written_last(office: Office) -> None:
    """Everybody counts in the same few rows: whoever has them must have nothing left to wait for."""
    async with office.store.transaction() as tx:
        day = tx.day(office.time())
        tx.count({(What.MILESTONE, Milestone.OPENED): 2}, now=office.time())
        tx.count({(What.MILESTONE, Milestone.OPENED): 3}, now=office.time())
        assert await tx.counted(first=day, last=day) == {}

    assert await counted(office, What.MILESTONE) == {Milestone.OPENED: 5}


async def arrives(office: Office, chat_id: int, phone: str) -> None:
    """A customer comes to where a code is offered."""
    office.provider.outcomes += READY
    await office.to_code(chat_id, f"t{chat_id}", phone=phone)


async def test_a_good_day_is_counted_once(office: Office) -> None:
    """Each milestone, the time from the link to the end, and that the code came; asking again changes nothing."""
    await arrives(office, 7, "6281234567890")
    office.provider.outcomes += [ACCEPTED]
    await office.taps(7, Button.SEND_SMS)
    office.time.now += 240
    office.provider.outcomes += [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")
    await office.says(7, "/status")

    assert await counted(office, "milestone") == dict.fromkeys(
        ("invited", "opened", "number", "code-sent", "code-given", "verified"), 1
    )
    assert await counted(office, "arrived", "missed") == {"sms ID Telkomsel": 1}
    assert list((await counted(office, "took")).values()) == [1]
    assert await counted(office, "left", "fault") == {}


async def test_a_decision_that_fails_counts_nothing(office: Office) -> None:
    """What is counted is true together with what was decided."""
    await office.invites()
    await office.put(office.message(7, text="/start t"))
    office.store._zone = object()  # type: ignore[assignment]  # -- counting breaks
    with pytest.raises(TypeError):
        await office.conversation.work()

    office.store._zone = Office(str(office.store._engine.url)).store._zone
    assert await counted(office, "milestone") == {"invited": 1}


async def test_a_network_that_drops_sms_has_calls_first(sqlite_url: str) -> None:
    """Six codes in a row that did not come turn the recommendation, there and nowhere else; staff can turn it back."""
    office = Office(sqlite_url, offers=OURS)
    telkomsel, other = "62812345678{:02}", "62815345678{:02}"
    assert network_of(telkomsel.format(0)) != network_of(other.format(0))
    for chat_id in range(10, 16):
        await arrives(office, chat_id, telkomsel.format(chat_id))
        assert not office.messenger.shown[-1].prefers_call
        office.provider.outcomes += [ACCEPTED]
        await office.taps(chat_id, Button.SEND_SMS)
        office.time.now += 601
        await office.settle_down()

    for chat_id, phone, prefers_call in ((20, telkomsel, True), (21, other, False)):
        await arrives(office, chat_id, phone.format(chat_id))
        shown = office.messenger.shown[-1]
        assert (shown.screen, shown.prefers_call) == (Screen.READY, prefers_call)
    async with office.store.transaction() as tx:
        tx.count_codes_anew()
    await arrives(office, 22, telkomsel.format(22))
    assert not office.messenger.shown[-1].prefers_call
    channels = [call.channel for call in office.provider.calls if isinstance(call, RequestCode)]
    assert channels == [Channel.SMS] * 6
    await office.close()
