"""The book of calls, planned failures and limits."""

from collections.abc import Callable
from random import Random
from typing import TypeAlias

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import Answer, Call, Group, Person, TelegramWorld
from sandbox.telegram.failures import Outage

Says: TypeAlias = Callable[[Answer], tuple[int, str]]


async def _send(world: TelegramWorld, chat_id: int, text: str = "Hi") -> Answer:
    return await world.call("sendMessage", {"chat_id": str(chat_id), "text": text})


async def test_every_call_is_written_down(world: TelegramWorld, clock: SettableClock, budi: Person) -> None:
    """The book has each call with its parameters as they were understood, its answer and its time."""
    await world.call("getMyCommands", {})
    clock.advance(1.5)
    await _send(world, budi.id, "")
    await world.call("sendTelepathy", {"x": "1"})

    assert world.calls == [
        Call("getMyCommands", {}, 200, 1_800_000_000.0, result=[]),
        Call(
            "sendMessage",
            {"chat_id": budi.id, "text": ""},
            400,
            1_800_000_001.5,
            "Bad Request: message text is empty",
            worked=False,
        ),
        Call("sendTelepathy", {"x": "1"}, 404, 1_800_000_001.5, "Not Found: method not found", worked=False),
    ]


async def test_planned_flood(world: TelegramWorld, budi: Person, says: Says) -> None:
    """The next calls are told to wait, polls excepted; then all is well."""
    world.flood_next(2, 7)

    assert (await world.call("getUpdates", {})).status == 200
    flooded = await _send(world, budi.id)
    assert says(flooded) == (429, "Too Many Requests: retry after 7")
    assert flooded.body["parameters"] == {"retry_after": 7}
    assert (await _send(world, budi.id)).status == 429
    assert (await _send(world, budi.id)).status == 200
    assert budi.chat.last.text == "Hi"


async def test_failures_for_named_methods(world: TelegramWorld, budi: Person) -> None:
    """A failure planned for one method waits for it."""
    world.fail_next(1, 502, ["getUpdates"])

    assert (await _send(world, budi.id)).status == 200
    failed = await world.call("getUpdates", {})
    assert (failed.status, failed.failure is not None) == (502, True)
    assert (await world.call("getUpdates", {})).status == 200


@pytest.mark.parametrize(
    ("how", "messages"),
    [(502, 1), ("reset", 1), ("reset-worked", 2), ("timeout-not-worked", 1), ("timeout-worked", 2)],
)
async def test_failed_calls_worked_or_not(world: TelegramWorld, budi: Person, how: int | Outage, messages: int) -> None:
    """Whether a failed call was carried out is as planned, and the book says so."""
    world.fail_next(1, how)

    await _send(world, budi.id)

    assert len(budi.chat.messages) == messages
    assert (world.calls[-1].failure, world.calls[-1].worked) == (str(how), messages == 2)


async def test_healing(world: TelegramWorld, budi: Person) -> None:
    """Failures that were planned can be taken back."""
    world.fail_next(5)
    world.heal()

    assert (await _send(world, budi.id)).status == 200


@pytest.fixture
def limited(clock: SettableClock) -> TelegramWorld:
    """Give a world that keeps Telegram's limits."""
    return TelegramWorld(clock, "1:x", Random(1), flood_limits=True)


async def test_one_message_a_second(limited: TelegramWorld, clock: SettableClock) -> None:
    """A chat takes a short burst, then one message a second; a refused one does not count."""
    person = limited.add_person("Budi")
    person.opens_link()

    assert [(await _send(limited, person.id)).status for _ in range(5)] == [200, 200, 200, 429, 429]
    clock.advance(1)
    assert [(await _send(limited, person.id)).status for _ in range(2)] == [200, 429]


async def test_twenty_a_minute_in_a_group(limited: TelegramWorld, clock: SettableClock) -> None:
    """A group takes twenty messages in any minute, and says how long to wait."""
    group = limited.add_group("Staff", [limited.add_person("Sari")])
    statuses: list[int] = []
    for _ in range(20):
        statuses.append((await _send(limited, group.id)).status)
        clock.advance(1)

    refused = await _send(limited, group.id)
    assert (set(statuses), refused.body["parameters"]) == ({200}, {"retry_after": 40})
    clock.advance(40)
    assert (await _send(limited, group.id)).status == 200


async def test_thirty_a_second_to_all(limited: TelegramWorld, clock: SettableClock) -> None:
    """All chats together take thirty messages in a second."""
    people = [limited.add_person(str(number)) for number in range(40)]
    for person in people:
        person.opens_link()

    statuses = [(await _send(limited, person.id)).status for person in people]
    clock.advance(1)

    assert (statuses.count(200), statuses.count(429)) == (30, 10)
    assert (await _send(limited, people[-1].id)).status == 200


async def test_same_seed_same_world(clock: SettableClock, group: Group) -> None:
    """A seed makes the same ids again, so that a failure found once can be looked at."""
    first, second = (TelegramWorld(clock, "1:x", Random(7)).add_person("A").id for _ in range(2))

    assert first == second
    assert group.id < 0


async def test_edits_count_in_groups(limited: TelegramWorld, clock: SettableClock) -> None:
    """Edits use up a group's twenty a minute; in a private chat they are free."""
    person = limited.add_person("Budi")
    person.opens_link()
    group = limited.add_group("Staff", [person])

    async def edits(chat_id: int) -> list[int]:
        sent = (await _send(limited, chat_id)).body["result"]["message_id"]
        statuses: list[int] = []
        for number in range(25):
            clock.advance(1)
            edit = {"chat_id": chat_id, "message_id": sent, "text": str(number)}
            statuses.append((await limited.call("editMessageText", edit)).status)
        return statuses

    assert (await edits(group.id)).count(429) == 6
    assert (await edits(person.id)).count(429) == 0
