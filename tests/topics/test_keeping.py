"""Topics in a group that only remembers: made once, kept as their cases stand, made anew when they are gone."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow.effects import Reason
from bot.flow.model import CaseId
from bot.flow.relaying import KeepTopic
from bot.noticing import PACED
from bot.ports import Later, Undeliverable
from bot.topics.ports import UndeliveredError
from tests.support.group import Thread
from tests.support.office import NUMBER, Office

PERSON = Button.PERSON


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """A customer who is asked for a code."""
    opened = Office(database_url)
    await opened.to_code()
    yield opened
    await opened.close()


def only(office: Office) -> Thread:
    """The one topic that there is."""
    (thread,) = office.group.threads.values()
    return thread


async def test_a_person_is_wanted(office: Office) -> None:
    """A topic is made, its card pinned and the notice said in it; the group hears of it too."""
    assert office.group.threads == {}
    await office.taps(7, PERSON)

    thread = only(office)
    assert thread.name == f"Toko ··{NUMBER[-4:]}"
    assert (thread.said, thread.closed, bool(thread.pinned)) == ([Reason.PERSON_WANTED], False, True)
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.PERSON_WANTED]
    assert office.group.asked == ["make", "card", "pin", "tell"]
    assert NUMBER not in "".join(thread.cards)


async def test_the_card_is_kept_and_nothing_is_done_twice(office: Office) -> None:
    """A repeat asks Telegram for nothing; what has changed is written over the card; over is closed, open again."""
    await office.taps(7, PERSON)
    office.group.asked.clear()
    await owe(office)
    assert office.group.asked == []

    await office.says(7, "/cancel")
    assert office.group.asked == ["rename", "card", "close"]
    await office.taps(7, Button.RESUME)
    assert office.group.asked[3:] == ["rename", "reopen", "card"]
    assert not only(office).closed


async def test_a_topic_that_somebody_deleted_is_made_anew(office: Office) -> None:
    """With its card, as soon as anything is to be said in it."""
    await office.taps(7, PERSON)
    office.group.threads = {99: Thread("somebody's", "")}
    await office.says(7, "/cancel")

    assert [len(thread.cards) for thread in office.group.threads.values()] == [0, 1]


async def test_a_group_without_topics(office: Office) -> None:
    """The card is the head of a thread; what all were told is not said below it once more."""
    office.group.has_topics = False
    await office.taps(7, PERSON)

    assert office.group.asked == ["make", "card"]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.PERSON_WANTED]


async def test_a_group_that_moves_is_followed(office: Office) -> None:
    """A group that became a supergroup has another id, and what was written before is not there."""
    await office.taps(7, PERSON)
    office.group.moves_to = -2002
    await office.says(7, "/cancel")

    assert office.group.chat_id == -2002
    async with office.store.transaction() as tx:
        topic = await tx.topic(1)
    assert topic is not None
    assert (topic.chat_id, topic.closed) == (-2002, True)


async def test_killed_before_the_topic_is_written_down(office: Office) -> None:
    """It is made again: an empty one stays behind, and the case has one with its card."""
    office.group.failures.append(ConnectionError())  # After which nothing of this effect is known any more.
    await office.taps(7, PERSON)
    assert office.group.asked == []
    office.time.now += 60
    await office.settle_down()

    assert (len(office.group.threads), only(office).said) == (1, [Reason.PERSON_WANTED])


async def test_telegram_cannot_now(office: Office) -> None:
    """It is put off; the customer has their answer all the same, and the group its notice."""
    office.group.failures.append(UndeliveredError(Later("flood limit", after=7)))
    await office.taps(7, PERSON)

    assert office.messenger.screens[-1] == "person-called"
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.PERSON_WANTED]
    assert office.group.threads == {}
    office.time.now += 7
    await office.settle_down()
    assert only(office).said == [Reason.PERSON_WANTED]


async def test_what_waits_for_its_turn_repeats_nothing_before_it(office: Office) -> None:
    """Many topics may wait: each that named itself and opened itself anew each time would cost all others theirs."""
    await office.taps(7, PERSON)
    await office.says(7, "/cancel")
    office.group.asked.clear()
    office.group.failures_at["card"] = [UndeliveredError(Later(PACED, after=7))] * 2
    await office.taps(7, Button.RESUME)
    for _ in range(2):
        office.time.now += 7
        await office.settle_down()

    assert office.group.asked == ["rename", "reopen", "card"]


async def test_what_is_erased_has_no_topic(office: Office) -> None:
    """Nothing is known of where it was, nor which message was a copy; what was still owed to it is nobody's."""
    await office.taps(7, PERSON)
    async with office.store.transaction() as tx:
        await tx.keep_copy(1, by_staff=True, source_id=5, copy_id=6, now=office.time())
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    await owe(office)

    async with office.store.transaction() as tx:
        assert (await tx.topic_and_case(1), await tx.copy_of(1, 5, by_staff=True)) == (None, 0)


async def owe(office: Office) -> None:
    """Have the topic kept once more."""
    async with office.store.transaction() as tx:
        await tx.owe([KeepTopic(case_id=CaseId(1), at=int(office.time()))], now=office.time())
    await office.settle_down()


async def test_a_group_that_is_not_there_is_waited_for(office: Office) -> None:
    """Its id is wrong, or the bot was thrown out: somebody mends that, and nothing is given up meanwhile."""
    office.group.failures += [UndeliveredError(Undeliverable("no such chat", gone=True))] * 2
    await office.taps(7, PERSON)
    office.time.now += 3600
    await office.settle_down()
    office.time.now += 3600
    await office.settle_down()
    assert only(office).said == [Reason.PERSON_WANTED]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.PERSON_WANTED]
