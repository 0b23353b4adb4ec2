"""Long polling: what is given, what is forgotten, and who may ask."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import Answer, Person, TelegramWorld

Says: TypeAlias = Callable[[Answer], tuple[int, str]]
Begun: TypeAlias = Callable[[Coroutine[Any, Any, Any]], Awaitable[asyncio.Task[Any]]]


async def _texts(world: TelegramWorld, **params: object) -> list[str]:
    answer = await world.call("getUpdates", params)
    assert answer.status == 200, answer.body
    return [one.get("message", {}).get("text", "a tap") for one in answer.body["result"]]


@pytest.fixture
def first(world: TelegramWorld, budi: Person) -> int:
    """Give the id of the first of four updates: /start, 1, 2, 3."""
    for number in "123":
        budi.says(number)
    return world.updates.book[0].update_id


async def test_updates_stay_until_confirmed(world: TelegramWorld, first: int) -> None:
    """Without an offset the same updates are given again; a higher offset forgets those before it for good."""
    assert await _texts(world, limit=2) == ["/start", "1"]
    assert await _texts(world) == ["/start", "1", "2", "3"]
    assert await _texts(world, offset=first + 2) == ["2", "3"]
    assert await _texts(world, offset=first) == ["2", "3"]
    assert await _texts(world, offset=first + 4) == []
    assert await _texts(world) == []


async def test_negative_offset_counts_from_the_end(world: TelegramWorld, first: int) -> None:
    """A negative offset gives the last ones and forgets the others."""
    assert first > 0
    assert await _texts(world, offset=-1) == ["3"]
    assert await _texts(world) == ["3"]


async def test_absurd_offset_forgets_nothing(world: TelegramWorld, first: int) -> None:
    """An offset far ahead of the queue is taken for a mistake, as by the real server."""
    assert await _texts(world, offset=first + 4 + 11) == ["/start", "1", "2", "3"]


async def test_poll_answers_at_once_when_something_comes(world: TelegramWorld, budi: Person, begun: Begun) -> None:
    """A waiting poll ends with the update that comes, not with its time."""
    await world.call("getUpdates", {"offset": world.updates.book[-1].update_id + 1})
    poll = await begun(_texts(world, timeout=50, offset=world.updates.book[-1].update_id + 1))

    assert not poll.done()
    budi.says("Now")

    assert await asyncio.wait_for(poll, 5) == ["Now"]


async def test_poll_ends_with_its_time(world: TelegramWorld) -> None:
    """A poll that nothing comes for is answered with an empty list."""
    answer = await world.call("getUpdates", {"timeout": 1})

    assert answer.body == {"ok": True, "result": []}


async def test_second_poller_ends_the_first(world: TelegramWorld, says: Says, begun: Begun) -> None:
    """Two programs that poll are told so: the earlier gets 409."""
    first_poll = await begun(world.call("getUpdates", {"timeout": 50}))
    second_poll = asyncio.create_task(world.call("getUpdates", {"timeout": 50}))

    assert says(await asyncio.wait_for(first_poll, 5)) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    world.add_person("Late").opens_link()
    assert (await asyncio.wait_for(second_poll, 5)).status == 200


async def test_short_poll_disturbs_nobody(world: TelegramWorld, budi: Person, begun: Begun) -> None:
    """A poll without a time does not end another one."""
    confirmed = world.updates.book[-1].update_id + 1
    poll = await begun(_texts(world, timeout=50, offset=confirmed))

    assert await _texts(world, offset=confirmed) == []
    budi.says("Now")

    assert await asyncio.wait_for(poll, 5) == ["Now"]


async def test_webhook_and_polling_exclude_each_other(world: TelegramWorld, says: Says, begun: Begun) -> None:
    """Setting a webhook ends a poll with 409, and polls are refused until it is deleted."""
    poll = await begun(world.call("getUpdates", {"timeout": 50}))

    await world.call("setWebhook", {"url": "https://example.com/x"})

    assert says(await asyncio.wait_for(poll, 5)) == (409, "Conflict: terminated by setWebhook request")
    assert says(await world.call("getUpdates", {})) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await world.call("deleteWebhook", {})
    assert (await world.call("getUpdates", {})).status == 200


async def test_webhook_info(world: TelegramWorld, budi: Person) -> None:
    """What was set is told, the secret is not; dropping pending updates empties the queue."""
    secret = {"url": "https://example.com/x", "secret_token": "s", "max_connections": 5, "allowed_updates": ["message"]}
    await world.call("setWebhook", secret)
    budi.says("1")

    before = (await world.call("getWebhookInfo", {})).body["result"]
    await world.call("deleteWebhook", {"drop_pending_updates": True})
    after = (await world.call("getWebhookInfo", {})).body["result"]

    assert before == {
        "url": "https://example.com/x",
        "has_custom_certificate": False,
        "pending_update_count": 2,
        "max_connections": 5,
        "allowed_updates": ["message"],
    }
    assert (after["url"], after["pending_update_count"]) == ("", 0)


async def test_old_updates_are_forgotten(world: TelegramWorld, clock: SettableClock, budi: Person) -> None:
    """A tap waits 150 seconds for the bot, a message 24 hours."""
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await world.call("sendMessage", {"chat_id": budi.id, "text": "Hi", "reply_markup": keyboard})
    budi.taps(sent.body["result"]["message_id"], "Yes")

    clock.advance(149)
    assert await _texts(world) == ["/start", "a tap"]
    clock.advance(1)
    assert await _texts(world) == ["/start"]
    clock.advance(24 * 3600)
    assert await _texts(world) == []


async def test_what_was_lost_with_an_answer_is_not_confirmed(
    world: TelegramWorld, clock: SettableClock, budi: Person
) -> None:
    """A tap in an answer that never came, too old to be given again, is not taken for heard by the next offset."""
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    sent = await world.call("sendMessage", {"chat_id": budi.id, "text": "Hi", "reply_markup": keyboard})
    budi.taps(sent.body["result"]["message_id"], "Yes")
    budi.says("1")
    start, _, message = (update.update_id for update in world.updates.book)

    assert await _texts(world, offset=start) == ["/start", "a tap", "1"]
    clock.advance(150)
    assert await _texts(world, offset=start) == ["/start", "1"]
    assert await _texts(world, offset=message + 1) == []

    assert world.updates.confirmed == {start, message}


async def test_allowed_updates_are_remembered(world: TelegramWorld, budi: Person) -> None:
    """Kinds not asked for are not even queued; the wish holds until another is told; an empty list is the default."""
    await world.call("getUpdates", {"offset": -1, "allowed_updates": ["callback_query"]})
    budi.says("not heard")
    await world.call("getUpdates", {"allowed_updates": []})
    budi.says("heard")

    assert (await _texts(world))[1:] == ["heard"]


async def test_redelivery(world: TelegramWorld, first: int) -> None:
    """A confirmed update can come again, once, before those that wait; the others stay in order."""
    await world.call("getUpdates", {"offset": first + 2})

    world.redeliver(first)

    assert await _texts(world, offset=first + 2) == ["/start", "2", "3"]
    assert await _texts(world, offset=first + 2) == ["2", "3"]
    with pytest.raises(LookupError):
        world.redeliver(first - 1)


async def test_redelivery_wakes_a_poll(world: TelegramWorld, first: int, begun: Begun) -> None:
    """A waiting poll is answered with an update that comes again."""
    poll = await begun(world.call("getUpdates", {"offset": first + 4, "timeout": 50}))

    world.redeliver(first + 1)

    answer: Any = await asyncio.wait_for(poll, 5)
    assert [one["update_id"] for one in answer.body["result"]] == [first + 1]


async def test_great_backlog_is_given_quickly(world: TelegramWorld, budi: Person) -> None:
    """Twenty thousand waiting updates are fetched in order without going through them all each time."""
    for number in range(20_000):
        world.updates.add("message", {"text": str(number)}, lane="x")
    offset, texts = world.updates.book[0].update_id + 1, list[str]()

    async with asyncio.timeout(5):
        while found := (await world.call("getUpdates", {"offset": offset})).body["result"]:
            offset = found[-1]["update_id"] + 1
            texts += [one["message"]["text"] for one in found]

    assert budi.id > 0
    assert texts == [str(number) for number in range(20_000)]
