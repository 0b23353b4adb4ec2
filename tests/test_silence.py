"""Silence and return, with the database: reminders at their time, and customers who block the bot and come back."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest

from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Note, Place, Reason, Screen
from bot.flow.model import Standing, State
from bot.flow.patience import NUDGE_LIFE, NUDGE_WAITS
from bot.ports import Later
from tests.support.office import VERIFIED, Office

HOUR, DAY = policy.HOUR, policy.DAY

EVENING = 1_800_018_000
"""20:00 in Jakarta."""

NIGHT = EVENING + 4 * HOUR
MORNING = EVENING + 12 * HOUR


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database, serving."""
    made = Office(sqlite_url)
    made.homecoming.caught_up()
    await made.homecoming.beat()
    yield made
    await made.close()


async def at(office: Office, moment: float) -> list[Screen]:
    """Serve at that moment; answers what customers were shown then."""
    office.time.now = moment
    shown = len(office.messenger.shown)
    await office.settle_down()
    return office.messenger.screens[shown:]


def membership(office: Office, status: str) -> dict[str, Any]:
    """The customer blocks the bot, or lets it write again, as Telegram says it."""
    office._updates += 1
    person = {"id": 7, "is_bot": False, "first_name": "Budi", "language_code": "en"}
    told = {"date": int(office.time()), "chat": {"id": 7, "type": "private"}, "from": person}
    bot = {"user": {"id": 1, "is_bot": True, "first_name": "Bot"}, "status": status}
    return {"update_id": office._updates, "my_chat_member": {**told, "new_chat_member": bot}}


async def test_a_reminder_waits_for_the_morning(office: Office) -> None:
    """Mornings begin a second apart, case by case, so that whoever writes then is not kept waiting."""
    office.time.now = EVENING
    for chat_id in (7, 8):
        await office.invites(f"t{chat_id}", phone=f"628123456000{chat_id}")
        await office.says(chat_id, f"/start t{chat_id}")

    assert await at(office, NIGHT) == []
    assert await at(office, MORNING) == []
    assert await at(office, MORNING + 1) == [Screen.NUDGE]
    assert await at(office, MORNING + 2) == [Screen.NUDGE]
    assert await at(office, MORNING + 3) == []
    assert {show.place for show in office.messenger.shown[-2:]} == {Place.NEW}


async def test_the_buttons_of_a_reminder_work(office: Office) -> None:
    """They go on from where the case is, or put it off."""
    await office.invites()
    await office.says(7, "/start t")
    started = office.time()
    assert await at(office, started + 4 * HOUR) == [Screen.NUDGE]
    await office.taps(7, Button.LATER)
    assert office.messenger.screens[-1] is Screen.PUT_OFF
    assert await at(office, started + 8 * HOUR) == []
    assert await at(office, started + 24 * HOUR) == [Screen.NUDGE]
    await office.taps(7, Button.YES)

    assert (await office.case_of(7)).state is State.WAITING_CODE


async def test_after_a_gap_there_is_one_message_not_two(office: Office) -> None:
    """The bot was away when a reminder fell due: the card that says so stands for it."""
    await office.to_code()
    office.messenger.shown.clear()
    office.time.now += 5 * HOUR - 1
    await office.homecoming.beat()
    office.homecoming.caught_up()
    for _ in range(5):
        office.time.now += 1
        await office.settle_down()
        await office.homecoming.work()
        await office.settle_down()
    office.time.now += 2 * policy.MINUTE
    await office.settle_down()

    assert [(show.screen, show.note) for show in office.messenger.shown] == [(Screen.ASK_CODE, Note.BACK_FOR_CODE)]


async def test_a_reminder_that_telegram_did_not_take_in_time_is_dropped(office: Office) -> None:
    """By then it may be night where the customer is, and the next one follows."""
    await office.to_code()
    started = office.time()
    office.messenger.shown.clear()
    office.messenger.failures = [Later("down", after=NUDGE_LIFE)]
    assert await at(office, started + 4 * HOUR) == []
    assert await at(office, started + 4 * HOUR + NUDGE_LIFE) == []
    assert await at(office, started + 24 * HOUR) == [Screen.NUDGE]


async def test_who_blocks_the_bot_is_left_in_peace_and_comes_back_to_the_same_place(office: Office) -> None:
    """Staff hear of both, once; and of unblocking with /start, as apps do it, comes one message."""
    await office.to_code()
    await office.put(membership(office, "kicked"))
    await office.settle_down()
    office.messenger.shown.clear()
    assert await at(office, office.time() + DAY) == []
    await office.put(membership(office, "member"), office.message(7, text="/start"))
    await office.settle_down()

    shown = [(show.screen, show.note, show.place) for show in office.messenger.shown]
    assert shown == [(Screen.ASK_CODE, Note.REACHABLE_AGAIN, place) for place in (Place.NEW, Place.CARD)]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.UNREACHABLE, Reason.REACHABLE]
    assert (await office.case_of(7)).nudges == 0


async def test_a_stranger_may_block_the_bot_in_peace(office: Office) -> None:
    """Nobody hears of it, and no case comes of it."""
    await office.put(membership(office, "kicked"), membership(office, "member"))
    await office.settle_down()

    assert (office.messenger.shown, office.messenger.staff) == ([], [])


async def test_ends_of_one_morning_are_one_notice(office: Office) -> None:
    """Staff read how many, and where to find them."""
    for chat_id in (7, 8, 9):
        await office.invites(f"t{chat_id}", phone=f"628123456000{chat_id}")
        await office.says(chat_id, f"/start t{chat_id}")
    for wait in (*NUDGE_WAITS, DAY):
        await at(office, office.time() + wait + 12 * HOUR)
        await at(office, office.time() + 12 * HOUR)

    told = [(notice.reason, incident.cases, incident.message_id) for notice, incident in office.messenger.staff]
    first = told[0][2] or 5001
    assert told == [(Reason.EXPIRED, 1, 0), (Reason.EXPIRED, 2, first), (Reason.EXPIRED, 3, first)]


async def test_of_several_numbers_one_is_reminded_of(office: Office) -> None:
    """The one that the chat is about; the others fall due as well, and nothing is said of them."""
    for number in (1, 2, 3):
        await office.invites(f"n{number}", phone=f"62812345600{number}0")
        await office.says(7, f"/start n{number}")
    office.messenger.shown.clear()
    await at(office, office.time() + 4 * HOUR)

    assert [(show.screen, show.case.phone) for show in office.messenger.shown] == [(Screen.NUDGE, "6281234560030")]


async def test_a_number_that_was_let_go_is_looked_at_when_asked(office: Office) -> None:
    """The database keeps a verified case without a deadline, and the button finds it."""
    await office.to_code()
    office.provider.outcomes = [VERIFIED]
    await office.says(7, "123456")
    office.provider.outcomes = [VERIFIED] * 200
    while (await office.case_of(7)).deadline is not None:
        await at(office, office.time() + 12 * HOUR)
    assert [notice.reason for notice, _ in office.messenger.staff][-1] is Reason.LET_GO
    office.provider.outcomes = [replace(VERIFIED, standing=Standing.LIVE)]
    await office.taps(7, Button.TRY_AGAIN)

    assert office.messenger.screens[-3:] == [Screen.VERIFIED, Screen.VERIFIED, Screen.LIVE]
    assert (await office.case_of(7)).state is State.LIVE


async def test_all_numbers_of_a_chat_are_out_of_reach_and_one_speaks(office: Office) -> None:
    """One notice to staff and one card for each way, however many numbers: and no end is written to who is gone."""
    for number in (1, 2, 3):
        await office.invites(f"n{number}", phone=f"62812345600{number}0")
        await office.says(7, f"/start n{number}")
    await office.put(membership(office, "kicked"))
    await office.settle_down()
    async with office.store.transaction() as tx:
        gone = await tx.cases_of(7, now=office.time(), limit=10)
    office.messenger.shown.clear()
    await office.put(membership(office, "member"))
    await office.settle_down()

    assert [case.unreachable for case in gone.values()] == [True] * 3
    assert [(show.screen, show.note) for show in office.messenger.shown] == [
        (Screen.CONFIRM_NUMBER, Note.REACHABLE_AGAIN)
    ]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.UNREACHABLE, Reason.REACHABLE]
