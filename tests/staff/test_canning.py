"""Answers that staff have ready: kept, dropped, and said in the customer's language."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.staff.canning import LONGEST_TEXT, MOST_NAMES
from bot.staff.reading import carried

from .desk import ADMIN, AGENT, GROUP, StaffOffice, texts

BUDI = 7


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """A customer who speaks Indonesian and is with a person, and two answers."""
    opened = StaffOffice(sqlite_url)
    opened.group.chat_id = GROUP
    await opened.to_code(BUDI)
    await opened.says(BUDI, "/language id")
    await opened.taps(BUDI, Button.PERSON)
    for text in (
        "/canned add hello en Hello!\nHow can we help?",
        "/canned add Hello id Halo!",
        "/canned add wait en Wait",
    ):
        assert texts(await opened.hears(ADMIN, text)) == ["staff-canned-added"]
    yield opened
    await opened.close()


async def test_said_in_the_customers_language(office: StaffOffice) -> None:
    """By name, or by a button as often as it is pressed; in English where theirs is missing."""
    for _ in range(2):
        assert texts(await office.answered(office.pressed(ADMIN, carried("canned hello 1")))) == ["staff-canned-said"]
    assert texts(await office.hears(ADMIN, "/canned wait 1")) == ["staff-canned-said"]
    assert [text.partition("\n")[2] for _, text, _ in office.group.passed] == ["Halo!", "Halo!", "Wait"]


async def test_the_list_has_buttons_where_it_is_clear_for_whom(office: StaffOffice) -> None:
    """In a case's topic; elsewhere it is only a list."""
    (elsewhere,) = await office.hears(ADMIN, "/canned")
    assert elsewhere.keys == ()
    (here,) = await office.answered(office.posted(ADMIN, text="/canned", message_thread_id=10, is_topic_message=True))
    assert [key.command for row in here.keys for key in row] == ["canned hello 1", "canned wait 1"]


async def test_not_said_to_whom_is_with_the_bot(office: StaffOffice) -> None:
    """Nor to nobody."""
    await office.taps(BUDI, Button.BOT)
    assert texts(await office.hears(ADMIN, "/canned hello 1")) == ["staff-not-passed-on"]
    assert texts(await office.hears(ADMIN, "/canned hello 9")) == ["staff-which-case"]
    assert office.group.passed == []


async def test_kept_and_dropped(office: StaffOffice) -> None:
    """In place of what was there; of one language, or all of it. What cannot be kept is not."""
    await office.hears(ADMIN, "/canned add hello id Selamat pagi")
    await office.hears(ADMIN, "/canned hello 1")
    assert office.group.passed[-1][1].endswith("Selamat pagi")
    assert texts(await office.hears(ADMIN, "/canned remove hello id")) == ["staff-canned-removed"]
    assert texts(await office.hears(ADMIN, "/canned remove hello id")) == ["staff-canned-unknown"]
    assert texts(await office.hears(ADMIN, "/canned remove wait")) == ["staff-canned-removed"]
    for text in (
        "add hello",
        "add hello xx Hi",
        "add h!llo en Hi",
        f"add hello en {'x' * (LONGEST_TEXT + 1)}",
        "add add en Hi",
    ):
        assert texts(await office.hears(ADMIN, f"/canned {text}")) == ["staff-canned-usage"]
    async with office.store.transaction() as tx:
        assert await tx.canned_names() == [("hello", "en")]
        assert await tx.canned("hello") == {"en": "Hello!\nHow can we help?"}


async def test_not_more_than_somebody_finds(office: StaffOffice) -> None:
    """The list must be read on a phone."""
    async with office.store.transaction() as tx:
        for number in range(MOST_NAMES):
            await tx.put_canned(f"a{number}", "en", "Hi")
    assert texts(await office.hears(ADMIN, "/canned add new en Hi")) == ["staff-canned-many"]


async def test_agents_are_nobody_until_they_are_added(office: StaffOffice) -> None:
    """Their answers are the customer's to read."""
    assert await office.hears(AGENT, "/canned hello 1") == []
    assert office.group.passed == []
