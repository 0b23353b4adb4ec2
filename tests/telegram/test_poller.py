"""The poller, with PTB's own client against the stand-in's server: nothing is confirmed that is not stored."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from random import Random

import pytest
from structlog.testing import capture_logs
from telegram import Bot
from telegram.error import InvalidToken

from bot.store import Arrival
from bot.telegram.poller import BATCH, LONG_POLL, RETRY_WAITS, Poller
from bot.telegram.transport import AiohttpRequest
from sandbox.clock import SettableClock
from sandbox.telegram import Person, TelegramServer, TelegramWorld

TOKEN = "123456:" + "Secret-token-of-the-test"


class Ended(BaseException):
    """The test has seen enough."""


class Inbox:
    """Takes updates in, or fails as a test says; ends the poller after so many."""

    def __init__(self, *failures: Exception, end_after: int = 1) -> None:
        self.failures = list(failures)
        self.end_after = end_after
        self.offered: list[list[Arrival]] = []
        self.stored: dict[int, Arrival] = {}
        self.stored_one: Callable[[], object] = lambda: None

    async def put(self, arrivals: Sequence[Arrival]) -> None:
        self.offered.append(list(arrivals))
        if self.failures:
            raise self.failures.pop(0)
        self.stored.update({arrival.update_id: arrival for arrival in arrivals})
        if len(self.stored) == 1:
            self.stored_one()
        if len(self.stored) >= self.end_after:
            raise Ended


class Waits:
    """Waits that end at once and are remembered; the poller is ended after so many."""

    def __init__(self, end_after: int = 1000) -> None:
        self.seconds: list[float] = []
        self._end_after = end_after

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) == self._end_after:
            raise Ended


@pytest.fixture
def clock() -> SettableClock:
    """A time that stands still until it is moved."""
    return SettableClock.standing(1_800_000_000.0)


@pytest.fixture
def world(clock: SettableClock) -> TelegramWorld:
    """An empty world."""
    return TelegramWorld(clock, TOKEN, Random(1))


@pytest.fixture
async def server(world: TelegramWorld) -> AsyncGenerator[TelegramServer]:
    """The world's server."""
    made = TelegramServer(world)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncGenerator[Bot]:
    """A client that knows who it is."""
    made = Bot(TOKEN, base_url=f"{server.url}/bot", request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    async with made:
        yield made


@pytest.fixture
def budi(world: TelegramWorld) -> Person:
    """A customer."""
    return world.add_person("Budi")


async def poll(bot: Bot, inbox: Inbox, waits: Waits | None = None) -> Waits:
    """Poll until the inbox or the waits have seen enough."""
    waits = waits or Waits()
    with pytest.raises(Ended):
        await asyncio.wait_for(Poller(bot=bot, put=inbox.put, wait=waits).run(), 20)
    return waits


def polls(world: TelegramWorld) -> list[object]:
    """The offset of each poll that was answered."""
    return [call.params.get("offset") for call in world.calls if call.method == "getUpdates"]


async def test_updates_come_whole_and_in_order(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """Each with its chat, and as the JSON that Telegram sent; asked for as the design says."""
    budi.opens_link("tok")
    budi.says("one")
    inbox = Inbox(end_after=2)
    await poll(bot, inbox)

    waited = [update.as_json() for update in world.updates.book]
    assert [json.loads(arrival.payload) for arrival in inbox.offered[0]] == waited
    assert [arrival.chat_id for arrival in inbox.offered[0]] == [budi.id, budi.id]
    (asked,) = [call.params for call in world.calls if call.method == "getUpdates"]
    assert asked == {
        "limit": BATCH,
        "timeout": 0,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"],
    }


async def test_it_is_known_when_all_that_waited_is_stored(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """Not before: what customers wrote meanwhile comes before what happens by itself. From then on polls are long."""
    for number in range(BATCH + 5):
        budi.says(str(number))
    inbox = Inbox(OSError("disk full"), end_after=BATCH + 6)
    stored: list[tuple[int, bool]] = []

    def fetched(is_all: bool) -> None:  # noqa: FBT001 -- as the poller calls it
        stored.append((len(inbox.stored), is_all))
        if is_all:
            budi.says("and then")

    with pytest.raises(Ended):
        await asyncio.wait_for(Poller(bot=bot, put=inbox.put, wait=Waits(), fetched=fetched).run(), 20)

    assert stored == [(BATCH, False), (BATCH + 5, True)]
    waits = [call.params.get("timeout", 0) for call in world.calls if call.method == "getUpdates"]
    assert waits == [0, 0, 0, LONG_POLL]


async def test_a_batch_that_is_full_is_followed_by_a_look_for_more(bot: Bot, budi: Person) -> None:
    """There may be nothing more: that, too, is known at once, and not after half a minute."""
    for number in range(BATCH):
        budi.says(str(number))
    inbox = Inbox(end_after=BATCH + 1)

    def fetched(is_all: bool) -> None:  # noqa: FBT001 -- as the poller calls it
        if is_all:
            budi.says("and then")

    with pytest.raises(Ended):
        await asyncio.wait_for(Poller(bot=bot, put=inbox.put, wait=Waits(), fetched=fetched).run(), 20)

    assert [len(arrivals) for arrivals in inbox.offered] == [BATCH, 1]


async def test_after_a_failure_it_is_not_known_what_waits(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """The way was closed for who knows how long: the next poll asks what has come meanwhile."""
    inbox = Inbox(end_after=2)
    rounds: list[bool] = []

    def fetched(is_all: bool) -> None:  # noqa: FBT001 -- as the poller calls it
        rounds.append(is_all)
        inbox.failures = [OSError("disk full")] if len(rounds) == 1 else []
        budi.says(str(len(rounds)))

    with pytest.raises(Ended):
        await asyncio.wait_for(Poller(bot=bot, put=inbox.put, wait=Waits(), fetched=fetched).run(), 20)

    waits = [call.params.get("timeout", 0) for call in world.calls if call.method == "getUpdates"]
    assert (rounds, waits) == ([True, True], [0, LONG_POLL, 0, LONG_POLL])


async def test_the_offset_moves_when_all_is_stored(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """What the inbox took is confirmed with the next poll, and only that."""
    budi.says("one")
    inbox = Inbox(end_after=2)
    inbox.stored_one = lambda: budi.says("two")
    await poll(bot, inbox)

    first, second = (arrivals[0].update_id for arrivals in inbox.offered)
    assert second == first + 1
    assert polls(world)[:2] == [None, first + 1]


async def test_what_was_not_stored_comes_again(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """A full disk or a locked database loses nothing: the same updates are asked for, until they are stored."""
    for text in ("one", "two"):
        budi.says(text)
    inbox = Inbox(OSError("disk full"), RuntimeError("locked"), end_after=2)
    waits = await poll(bot, inbox)

    assert inbox.offered[0] == inbox.offered[1] == inbox.offered[2]
    assert [update.update_id for update in world.updates.book] == list(inbox.stored)
    assert polls(world) == [None, None, None]
    assert waits.seconds == [RETRY_WAITS[0], RETRY_WAITS[2]]


async def test_more_than_a_batch_comes_in_batches(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """A backlog is taken a hundred at a time, in order, none twice."""
    for number in range(BATCH + 5):
        budi.says(str(number))
    inbox = Inbox(end_after=BATCH + 5)
    await poll(bot, inbox)

    assert [len(arrivals) for arrivals in inbox.offered] == [BATCH, 5]
    assert list(inbox.stored) == [update.update_id for update in world.updates.book]


async def test_a_repeat_is_offered_again(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """Telegram may repeat itself; the inbox knows, not the poller."""
    budi.says("one")
    world.redeliver(world.updates.book[0].update_id)
    inbox = Inbox()
    await poll(bot, inbox)

    assert {arrival.update_id for arrival in inbox.offered[0]} == {world.updates.book[0].update_id}


async def test_it_waits_longer_each_time_and_recovers(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """A gateway that is out, a connection that breaks: asked again after the waits stated, from the first anew."""
    budi.says("one")
    world.fail_next(7, 502, ["getUpdates"])
    waits = await poll(bot, Inbox())
    assert waits.seconds == [*RETRY_WAITS, RETRY_WAITS[-1], RETRY_WAITS[-1]]

    world.fail_next(1, "reset", ["getUpdates"])
    assert (await poll(bot, Inbox())).seconds == [RETRY_WAITS[0]]


async def test_a_server_that_is_down_is_asked_again(server: TelegramServer, bot: Bot, budi: Person) -> None:
    """Refused connections end nothing."""
    budi.says("one")
    await server.down()
    waits = Waits(end_after=3)
    await poll(bot, Inbox(), waits)
    await server.up()

    assert waits.seconds == list(RETRY_WAITS[:3])
    assert (await poll(bot, Inbox())).seconds == []


async def test_a_flood_limit_is_obeyed(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """429: as long as Telegram says."""
    budi.says("one")
    world.flood_next(1, 17, ["getUpdates"])

    assert (await poll(bot, Inbox())).seconds == [17]


async def test_another_poller_is_not_fought(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """409: two pollers would take turns in vain; ours waits long, and goes on when the other one is gone."""
    budi.says("one")
    world.fail_next(2, 409, ["getUpdates"])

    assert (await poll(bot, Inbox())).seconds == [RETRY_WAITS[-1], RETRY_WAITS[-1]]


@pytest.mark.parametrize("status", [401, 404])
async def test_a_refused_token_ends_it(bot: Bot, world: TelegramWorld, status: int) -> None:
    """Nothing would ever come again: the process must end, so that somebody looks."""
    world.fail_next(1, status, ["getUpdates"])
    with pytest.raises(InvalidToken):
        await asyncio.wait_for(Poller(bot=bot, put=Inbox().put, wait=Waits()).run(), 20)


class StrangeBot:
    """A client that answers one poll with nonsense."""

    base_url = ""

    def __init__(self, result: object) -> None:
        self.request = self
        self.results = [result]

    async def post(self, *_: object, **__: object) -> object:
        if self.results:
            return self.results.pop()
        raise Ended


@pytest.mark.parametrize(
    "result", [{"a": 1}, [{"no": "update_id"}], [17], "words"], ids=["dict", "no-id", "int", "str"]
)
async def test_an_answer_that_is_none_is_asked_for_again(result: object) -> None:
    """Should Telegram answer nonsense, nothing is stored, nothing is confirmed, and nothing ends."""
    inbox, waits = Inbox(), Waits()
    with pytest.raises(Ended):
        await Poller(bot=StrangeBot(result), put=inbox.put, wait=waits).run()  # type: ignore[arg-type]  # -- all it needs

    assert (inbox.stored, waits.seconds) == ({}, [RETRY_WAITS[1]])


async def test_the_log_says_what_failed_and_no_more(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """One line for each failure, with the kind of error and the wait; never a token, a text or an address."""
    budi.says("my secret 123456")
    world.fail_next(1, 502, ["getUpdates"])
    with capture_logs() as logged:
        await poll(bot, Inbox(OSError("disk full: my secret 123456")))

    assert logged == [
        {"event": "poll failed", "error": "NetworkError", "wait": 1, "log_level": "warning"},
        {"event": "poll failed", "error": "OSError", "wait": 2, "log_level": "warning"},
    ]


async def test_it_is_cancelled_while_it_stores(bot: Bot, budi: Person, world: TelegramWorld) -> None:
    """Stopped in the middle of storing, it confirms nothing."""
    budi.says("one")
    storing = asyncio.Event()

    async def put(_: Sequence[Arrival]) -> None:
        storing.set()
        await asyncio.Event().wait()

    polling = asyncio.ensure_future(Poller(bot=bot, put=put, wait=Waits()).run())
    await asyncio.wait_for(storing.wait(), 5)
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling

    assert polls(world) == [None]
    assert len(world.updates.pending()) == 1
