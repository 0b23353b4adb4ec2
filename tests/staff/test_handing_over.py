"""With a person: what customers and staff write to each other reaches the others, and nothing else does."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import pytest

from bot.buttons import Button
from bot.flow.effects import Reason, Screen
from bot.flow.model import State
from bot.ports import Later
from bot.staff.reading import carried
from bot.text.hours import read_hours
from bot.topics.ports import UndeliveredError
from tests.support.group import Thread

from .desk import ADMIN, AGENT, BOT_NAME, BYSTANDER, GROUP, StaffOffice, texts

BUDI = 7


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """A customer who is asked for a code, and an agent."""
    opened = StaffOffice(sqlite_url)
    opened.group.chat_id = GROUP
    await opened.adds(AGENT)
    await opened.to_code(BUDI)
    yield opened
    await opened.close()


async def writes(office: StaffOffice, by: int, thread: int = 10, **content: Any) -> list[str]:
    """Somebody writes in a topic; what the bot answers."""
    return texts(await office.answered(office.posted(by, message_thread_id=thread, is_topic_message=True, **content)))


def heard(office: StaffOffice) -> list[str]:
    """What customers read of staff."""
    return [text for _, text, _ in office.group.passed]


def said(office: StaffOffice, thread: int = 10) -> list[str]:
    """What stands in a topic beside its card and notices."""
    return [each[0] for each in office.group.threads[thread].said if isinstance(each, tuple)]


def only(office: StaffOffice) -> Thread:
    """The one topic that there is."""
    (thread,) = office.group.threads.values()
    return thread


async def test_both_ways_in_order(office: StaffOffice) -> None:
    """What the customer writes stands in the topic, and what an agent answers reads the customer; each once."""
    await office.taps(BUDI, Button.PERSON)
    await office.says(BUDI, "Hello")
    await office.says(BUDI, "Nobody answers")
    assert await writes(office, AGENT, text="Good day & welcome") == []
    assert await writes(office, AGENT, text="How can I help?") == []

    assert said(office) == ["\N{BUST IN SILHOUETTE} Hello", "\N{BUST IN SILHOUETTE} Nobody answers"]
    assert heard(office) == ["<b>Our team</b>\nGood day &amp; welcome", "<b>Our team</b>\nHow can I help?"]
    assert len(office.group.marked) == 2


async def test_the_answer_yes_is_for_the_person(office: StaffOffice) -> None:
    """What else would be a button answers who asked; the way back to the bot, and commands, are the bot's."""
    await office.taps(BUDI, Button.PERSON)
    await office.says(BUDI, "no")
    assert said(office)[-1].endswith("no")
    await office.says(BUDI, "/status")
    assert office.messenger.screens[-2:] == [Screen.WITH_PERSON, Screen.ASK_CODE]
    await office.says(BUDI, "back to the bot")
    assert (await office.case_of(BUDI)).handed_over_at == 0
    assert len(said(office)) == 1


async def test_a_code_goes_to_the_bot_and_not_to_the_group(office: StaffOffice) -> None:
    """Written anew or put into a message that was passed on: staff read that one came."""
    await office.taps(BUDI, Button.PERSON)
    hello = office.message(BUDI, text="Hello")
    await office.put(hello)
    await office.settle_down()
    hello["message"]["text"] = "482913"
    await office.put({"update_id": hello["update_id"] + 1000, "edited_message": hello["message"]})
    await office.settle_down()

    assert (await office.case_of(BUDI)).state is not State.WAITING_CODE
    assert said(office)[-1].endswith("It went to the bot and is not shown here.")
    assert "482913" not in "".join(said(office))
    assert len(office.messenger.deleted) == 1


async def test_pictures_voices_and_edits(office: StaffOffice) -> None:
    """Each picture of an album, with what is written below it; an edit is written over the copy, on either side."""
    await office.taps(BUDI, Button.PERSON)
    for number in range(2):
        photo = {"photo": [{"file_id": "x"}], "media_group_id": "9", "caption": f"Look {number}"}
        await office.put(office.message(BUDI, **photo))
    await office.put(office.message(BUDI, voice={"file_id": "x"}), office.message(BUDI, location={"latitude": 1}))
    await office.settle_down()
    ours = office.posted(AGENT, message_thread_id=10, is_topic_message=True, text="Tomorow")
    await office.answered(ours)
    ours["message"]["text"] = "Tomorrow"
    await office.answered({"update_id": ours["update_id"] + 1000, "edited_message": ours["message"]})

    assert [each.removeprefix("\N{BUST IN SILHOUETTE}").strip() for each in said(office)] == [
        "Look 0",
        "Look 1",
        "",
        "The customer has sent something that cannot be shown here.",
    ]
    first, second = office.group.passed
    assert (second[1], second[2]) == ("<b>Our team</b>\nTomorrow", 501 + len(said(office)) + 2)
    assert first[2] == 0


async def test_what_is_for_colleagues_stays_there(office: StaffOffice) -> None:
    """A note, a command, what somebody else wrote, and whatever outsiders of the group write."""
    await office.taps(BUDI, Button.PERSON)
    await writes(office, AGENT, text="// is this the shop from yesterday?")
    await writes(office, AGENT, text="//note")
    await writes(office, BYSTANDER, text="Hello, give me the code")
    await writes(office, AGENT, text="Hello", forward_origin={"type": "hidden_user", "date": 1})
    await writes(office, AGENT, 99, text="in another topic")
    assert heard(office) == []


async def test_who_is_with_the_bot_is_not_written_to(office: StaffOffice) -> None:
    """A topic that a used-up budget opened is for colleagues, until somebody takes the case."""
    await office.taps(BUDI, Button.PERSON)
    await office.taps(BUDI, Button.BOT)
    assert await writes(office, AGENT, text="Hello") == ["staff-not-passed-on"]
    assert heard(office) == []

    assert await writes(office, AGENT, text="/take") == ["staff-taken"]
    assert office.messenger.screens[-1] is Screen.WITH_PERSON
    await writes(office, AGENT, text="Hello")
    assert len(heard(office)) == 1
    assert "In the hands of: Sari" in only(office).cards[-1]


async def test_taken_given_on_and_back(office: StaffOffice) -> None:
    """By buttons on the card; the customer hears of the first and of the last, and is where they were."""
    await office.taps(BUDI, Button.PERSON)
    shown = len(office.messenger.shown)
    assert texts(await office.answered(office.pressed(AGENT, carried("take 1")))) == ["staff-taken"]
    assert texts(await office.answered(office.pressed(ADMIN, carried("take 1")))) == ["staff-taken"]
    assert texts(await office.answered(office.pressed(ADMIN, carried("release 1")))) == ["staff-released"]
    assert texts(await office.answered(office.pressed(BYSTANDER, carried("back 1")))) == []
    assert texts(await office.answered(office.pressed(AGENT, carried("back 1")))) == ["staff-back"]
    assert texts(await office.answered(office.pressed(AGENT, carried("back 1")))) == ["staff-back-already"]

    assert office.messenger.screens[shown:] == [Screen.WITH_PERSON, Screen.ASK_CODE]
    async with office.store.transaction() as tx:
        deeds = await tx.deeds_about(1, limit=9)
    assert [(row["actor"], row["action"]) for row in reversed(deeds)] == [
        (AGENT, "take"),
        (ADMIN, "take"),
        (ADMIN, "release"),
        (AGENT, "back"),
        (AGENT, "back"),
    ]


async def test_a_case_is_given_to_a_colleague(office: StaffOffice) -> None:
    """In reply to a message of theirs, or by the number of their account; to nobody who is not of the staff."""
    await office.taps(BUDI, Button.PERSON)
    theirs, strangers = office.posted(AGENT, text="hello"), office.posted(BYSTANDER, text="hello")
    assert texts(await office.hears(ADMIN, "/assign 1", about=strangers)) == ["staff-assign-usage"]
    assert texts(await office.hears(ADMIN, "/assign 1", about=theirs)) == ["staff-taken"]
    assert "In the hands of: Sari" in only(office).cards[-1]
    assert texts(await office.hears(AGENT, f"/assign 1 {ADMIN}")) == ["staff-taken"]
    assert f"In the hands of: {ADMIN}" in only(office).cards[-1]
    assert texts(await office.hears(AGENT, f"/assign 99 {ADMIN}")) == ["staff-which-case"]


async def test_a_group_without_topics(office: StaffOffice) -> None:
    """Answers to the card, or to what the customer wrote, reach them; nothing else that is written there does."""
    office.group.has_topics = False
    await office.taps(BUDI, Button.PERSON)
    await office.says(BUDI, "Hello")
    card, copy = ({"message": {"message_id": 500 + number, "from": {"id": 1, "is_bot": True}}} for number in (1, 2))
    await office.hears(AGENT, "to the card", about=card)
    await office.hears(AGENT, "to what they wrote", about=copy)
    await office.hears(AGENT, "to nobody")

    assert said(office, 0) == ["#case1 \N{BUST IN SILHOUETTE} Hello"]
    assert [text.partition("\n")[2] for text in heard(office)] == ["to the card", "to what they wrote"]


@pytest.mark.parametrize(
    ("username", "text", "is_passed"),
    [
        (BOT_NAME, "#case1 \N{BUST IN SILHOUETTE} Hello", True),
        (BOT_NAME.upper(), "#case1 \N{BUST IN SILHOUETTE} Hello", True),
        ("another_bot", "#case1 \N{BUST IN SILHOUETTE} Hello", False),
        (BOT_NAME, "A customer asks for a person\n#case1 \N{BUST IN SILHOUETTE}", False),
        (BOT_NAME, "#case99 \N{BUST IN SILHOUETTE} Hello", False),
    ],
    ids=["ours", "ours-in-capitals", "another-bots", "a-notice", "no-such-case"],
)
async def test_an_answer_to_a_copy_that_was_not_written_down(
    office: StaffOffice, username: str, text: str, *, is_passed: bool
) -> None:
    """Killed right after it said what a customer wrote, the bot says it again: the first can be answered as well."""
    office.group.has_topics = False
    await office.taps(BUDI, Button.PERSON)
    quoted = {"message_id": 999, "from": {"id": 1, "is_bot": True, "username": username}, "text": text}
    await office.hears(AGENT, "Good day", about={"message": quoted})

    assert heard(office) == (["<b>Our team</b>\nGood day"] if is_passed else [])


async def test_who_waits_too_long_is_said_again(office: StaffOffice) -> None:
    """After a quarter of an hour, then twice as long, and not once somebody has answered."""
    await office.taps(BUDI, Button.PERSON)
    await office.says(BUDI, "Hello")
    for minutes, times in ((14, 0), (1, 1), (29, 1), (1, 2), (60, 3)):
        office.time.now += minutes * 60
        await office.settle_down()
        assert [notice.reason for notice, _ in office.messenger.staff].count(Reason.PERSON_AWAITED) == times
    await writes(office, AGENT, text="Sorry")
    office.time.now += 3600 * 9
    await office.settle_down()
    assert [notice.reason for notice, _ in office.messenger.staff].count(Reason.PERSON_AWAITED) == 3


async def test_opening_hours(office: StaffOffice) -> None:
    """Who writes when nobody is there is told when somebody is, and staff hear of them then."""
    house = office.conversation._hearing.house
    office.conversation._hearing.house = replace(house, hours=read_hours("Mon-Sun 09:00-18:00", "UTC"))
    office.time.now = 1_800_000_000 - 1_800_000_000 % 86_400 + 20 * 3600
    opens = int(office.time.now) + 13 * 3600
    await office.taps(BUDI, Button.PERSON)
    assert office.messenger.shown[-1].answered_from == opens
    await office.says(BUDI, "Hello")
    office.time.now = opens + 60
    await office.settle_down()
    assert [notice.reason for notice, _ in office.messenger.staff].count(Reason.PERSON_AWAITED) == 0
    office.time.now = opens + 15 * 60
    await office.settle_down()
    assert [notice.reason for notice, _ in office.messenger.staff].count(Reason.PERSON_AWAITED) == 1


async def test_what_could_not_be_sent_comes_later_and_once(office: StaffOffice) -> None:
    """In order; a repeat after the copy was written down sends nothing."""
    await office.taps(BUDI, Button.PERSON)
    office.group.failures.append(UndeliveredError(Later("flood limit", after=5)))
    await office.says(BUDI, "one")
    await office.says(BUDI, "two")
    assert said(office) == []
    office.time.now += 5
    await office.settle_down()
    assert [each[-3:] for each in said(office)] == ["one", "two"]
