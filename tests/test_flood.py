"""A flood from one chat: read whole, answered in part, and nobody else waits for it."""

import tracemalloc
from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Note, Reason, Screen
from bot.flow.model import State
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

FLOODER, OTHER = 7, 8


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


async def test_a_flood_gets_one_polite_message_and_its_code_is_used_once(office: Office) -> None:
    """Nothing in it is lost: the code is handed in, once; the flooder is answered again after a lull."""
    await office.to_code(FLOODER)
    office.time.now += 60
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    before = len(office.messenger.shown)
    said = ["hello"] * 200 + ["123456"] * 5 + ["hello"] * 200
    await office.put(*(office.message(FLOODER, text=text) for text in said))
    await office.settle_down()
    notes = [show.note for show in office.messenger.shown[before:]]
    office.time.now += policy.LULL
    shown = len(office.messenger.shown)
    await office.says(FLOODER, "/status")

    assert notes.count(Note.MANY_MESSAGES) == 1
    assert len(notes) <= policy.MOST_ANSWERS + 3  # the excuse, «checking», and the result
    assert len([call for call in office.provider.calls if hasattr(call, "code")]) == 1
    assert len(office.messenger.deleted) == 5
    assert (await office.case_of(FLOODER)).state is State.VERIFIED
    assert [show.screen for show in office.messenger.shown[shown:]] == [Screen.VERIFIED]


async def test_another_customer_is_answered_in_the_first_round(office: Office) -> None:
    """However much of a flood, and however long its texts, waits before their message."""
    await office.to_code(FLOODER)
    flood = [office.message(FLOODER, text="12 34 " * 600) for _ in range(600)]
    await office.put(*flood, office.message(OTHER, text="/help"))
    await office.conversation.work()
    await office.dispatch.finish()

    assert Screen.NEED_INVITATION in office.messenger.screens or Screen.HELP in office.messenger.screens


async def test_memory_stays_flat_through_ten_thousand_messages(sqlite_url: str) -> None:
    """And the history with it: what changed nothing and was not answered is not written down."""
    office = Office(sqlite_url)
    await office.to_code(FLOODER)
    for _ in range(5):
        await office.put(*(office.message(FLOODER, text="hello") for _ in range(100)))
        await office.settle_down()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(95):
        await office.put(*(office.message(FLOODER, text="hello") for _ in range(100)))
        await office.settle_down()
    after, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    case = await office.case_of(FLOODER)
    async with office.store.transaction() as tx:
        happened, _ = await tx.history(case.id)
    notes = [show.note for show in office.messenger.shown]
    await office.close()

    assert after - before < 2**20
    assert peak - before < 2**23
    assert len(happened) < 30
    assert notes.count(Note.MANY_MESSAGES) == 1


async def test_staff_hear_once_of_a_number_that_is_taken(office: Office) -> None:
    """However often «yes» is said to it; later, how often that was."""
    await office.to_code(OTHER, "t")
    await office.invites("u")
    await office.says(FLOODER, "/start u")
    for _ in range(10):
        await office.says(FLOODER, "yes")
    office.time.now += 60
    await office.says(FLOODER, "yes")

    told = [(notice.reason, notice.untold) for notice, _ in office.messenger.staff]
    assert told == [(Reason.NUMBER_TAKEN, 0), (Reason.NUMBER_TAKEN, 9)]


async def test_a_loop_of_cases_asks_for_a_person_once(database_url: str) -> None:
    """Where anybody may come in, a new case does not begin a new count."""
    office = Office(database_url, space="cams-open")
    for _ in range(5):
        await office.says(FLOODER, "/start")
        await office.says(FLOODER, "/human")
        await office.says(FLOODER, "/cancel")
    told = [notice.reason for notice, _ in office.messenger.staff]
    await office.close()

    assert told == [Reason.PERSON_WANTED]


async def test_a_tap_is_answered_after_the_lull(office: Office) -> None:
    """Taps flood like messages, and their sender can go on like others."""
    await office.to_code(FLOODER)
    for _ in range(30):
        await office.taps(FLOODER, Button.PERSON)
    notes = [show.note for show in office.messenger.shown]
    office.time.now += policy.LULL
    shown = len(office.messenger.shown)
    await office.taps(FLOODER, Button.PERSON)

    assert notes.count(Note.MANY_MESSAGES) == 1
    assert len(office.messenger.shown) == shown + 1
