"""A list is taken once, whatever is killed; links are made for all of its rows or for none."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from bot.flow.model import State
from bot.flow.sheets import TakeList
from bot.ports import Later, freely
from tests.staff.desk import AGENT, CUSTOMER, GROUP, StaffOffice, texts

HEAD = b"space,number,language,label\n"
TWO = HEAD + b"cams-1,+6281234567890,id,Toko\ncams-2,,,Maju\n"


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


async def sends(office: StaffOffice, content: object, name: str = "list.csv", **more: Any) -> list[str]:
    """The agent sends a file into the group; the lines of what they are answered."""
    file_id = f"DOC{len(office.files.there)}"
    office.files.there[file_id] = content  # type: ignore[assignment]  # -- as the test says
    document = {"file_id": file_id, "file_unique_id": "u", "file_name": name, "file_size": 100}
    return texts(await office.answered(office.posted(AGENT, document=document, **more)))


async def test_links_come_back_as_a_list_and_as_pictures(office: StaffOffice) -> None:
    """The customer of a row comes in by its link, at the number that was named."""
    assert await sends(office, TWO) == ["staff-list-made"]
    (chat, name, links), (_, packed, _) = office.messenger.files
    assert (chat, name, packed) == (GROUP, "links.csv", "links.zip")
    assert b"start=made-1," in links
    assert b"6281234567890" not in links
    await office.says(CUSTOMER, "/start made-1")

    case = await office.case_of(CUSTOMER)
    assert (case.state, case.expected_phone, case.label) == (State.CONFIRMING_NUMBER, "6281234567890", "Toko")
    assert [deed for deed in await office.deeds() if deed[1] == "invite"] == [
        (AGENT, "invite", "list sent"), (AGENT, "invite", "list of 2")
    ]  # fmt: skip


async def test_what_is_wrong_with_one_line_is_said_and_nothing_made(office: StaffOffice) -> None:
    """Nor is a link made for a number that a customer is at already."""
    await office.to_code(CUSTOMER)
    assert await sends(office, TWO + b"cams-3,12,,\n") == ["staff-list-nothing", "staff-list-number"]
    assert await sends(office, TWO) == ["staff-list-nothing", "staff-list-taken"]
    assert await sends(office, HEAD + b"!\n" * 20) == [
        "staff-list-nothing", *["staff-list-space"] * 15, "staff-list-more"
    ]  # fmt: skip
    assert await sends(office, b"x" * 2**18) == ["staff-list-nothing", "staff-list-unfetched"]

    async with office.store.transaction() as tx:
        assert await tx.find_invitation("made-1") is None
    assert office.messenger.files == []


async def test_a_file_that_cannot_be_fetched_yet_is_fetched_later(office: StaffOffice) -> None:
    """Telegram may be slow: nothing is said until it is known, and then the links are made once."""
    assert await sends(office, Later("flood limit", after=5)) == []
    office.files.there["DOC0"] = TWO
    office.time.now += 6
    await office.settle_down()
    await office.settle_down()

    assert texts(office.messenger.answers[-1:]) == ["staff-list-made"]
    assert len(office.messenger.files) == 2


async def test_a_list_that_somebody_else_has_taken_makes_nothing(office: StaffOffice) -> None:
    """Whoever was frozen while it fetched finds that its lease is gone; the links are made by the other, once."""
    office.files.there["DOC"] = TWO
    effect = TakeList(chat_id=GROUP, at=int(office.time()), by=AGENT, file_id="DOC")
    async with office.store.transaction() as tx:
        await tx.owe([effect], now=office.time())
        (row,) = await tx.claim("staff", lanes=1, lease="frozen", now=office.time(), until=office.time() + 55)
        await tx.hand_back([row])
    assert await office.sheets.carry_out(row, effect, leave=freely) is None
    async with office.store.transaction() as tx:
        assert await tx.find_invitation("made-1") is None
    await office.settle_down()

    assert texts(office.messenger.answers[-1:]) == ["staff-list-made"]
    assert len([deed for deed in await office.deeds() if deed[1] == "invite"]) == 1


@pytest.mark.parametrize(
    ("name", "more", "is_list"),
    [
        ("list.csv", {}, True),
        ("list.CSV", {}, True),
        ("list.txt", {"caption": "/invite"}, True),
        ("list.txt", {"caption": "/invite@sandbox_bot"}, True),
        ("list.csv", {"caption": "/invite@other_bot"}, False),
        ("list.txt", {}, False),
        ("list.csv", {"caption": "look at this"}, False),
        ("list.csv", {"forward_origin": {"type": "user", "date": 1}}, False),
    ],
)
async def test_what_is_taken_for_a_list(
    office: StaffOffice,
    name: str,
    more: dict[str, Any],
    is_list: bool,  # noqa: FBT001 -- a table
) -> None:
    """A CSV file, or any that says so; never what somebody hands on."""
    assert bool(await sends(office, TWO, name, **more)) is is_list


async def test_in_a_cases_topic_a_file_is_for_its_customer(office: StaffOffice) -> None:
    """Unless its caption says otherwise: whoever talks with a customer sends them files too."""
    office.group.chat_id = GROUP
    await office.to_code(CUSTOMER)
    await office.says(CUSTOMER, "/human")
    await office.hears(AGENT, "/take 1")
    (thread,) = office.group.threads
    await sends(office, TWO, message_thread_id=thread, is_topic_message=True)
    assert office.messenger.files == []
    assert len(office.group.passed) == 1
    await sends(office, HEAD + b"cams-9\n", message_thread_id=thread, is_topic_message=True, caption="/invite")
    assert [topic for topic, _ in office.messenger.places] == [thread, thread]


async def test_cases_are_exported_as_a_file(office: StaffOffice) -> None:
    """All, or those in a state; a word that is no state makes none."""
    await office.to_code(CUSTOMER)
    for command in ("/export", "/export waiting-code", "/export live"):
        assert texts(await office.hears(AGENT, command)) == ["staff-export-coming"]
    assert texts(await office.hears(AGENT, "/export everything")) == ["staff-cases-states"]

    assert [(name, content.count(b"waiting_code")) for _, name, content in office.messenger.files] == [
        ("cases.csv", 1), ("cases.csv", 1), ("cases.csv", 0)
    ]  # fmt: skip
