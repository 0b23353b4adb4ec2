"""Keys that change by themselves: renewed ahead, beside the calls, once at a time, and at once where one is refused."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from itertools import count
from random import Random

import pytest

from bot.cams.client import Client, connections
from bot.cams.credentials import REFRESH, REOPENING, CredentialsError, Fetch, Renewing, Source
from bot.cams.signature import Credentials
from bot.flow.model import Accepted, Fault, NotSent, Outcome
from sandbox.cams.app import CamsServer
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from tests.cams.calls import CALLS, SPACE

NOW = 1_800_000_000.0
HOUR = 3600.0


class Office:
    """Gives keys out, and opens again when it is told to; the clock is the test's."""

    def __init__(self) -> None:
        self.now = NOW
        self.key: Credentials | Exception = Credentials("STS.one", "secret-1", "token-1")
        self.asked = 0
        self.opened = 0
        self.is_open = threading.Event()
        self.is_open.set()

    def open(self) -> Fetch:
        self.opened += 1
        kept = self.key  # as the library does, this one keeps its key until it is opened anew

        def fetch() -> Credentials:
            self.asked += 1
            self.is_open.wait(10)
            found = self.key if not isinstance(kept, Exception) and self.renews else kept
            if isinstance(found, Exception):
                raise found
            return found

        return fetch

    renews = True

    def source(self) -> Renewing:
        return Renewing(self.open, steady=lambda: self.now)


async def settled(source: Renewing) -> None:
    """Wait for what is asked beside the calls."""
    if source._under_way is not None:
        await source._under_way


async def test_a_key_is_renewed_beside_the_calls() -> None:
    """Calls go on with the key there is while the next one is asked for, which happens once however many they are."""
    office = Office()
    source = office.source()
    one = await source.current()
    office.now += REFRESH
    office.key = Credentials("STS.two", "secret-2", "token-2")
    office.is_open.clear()

    assert [await source.current() for _ in range(5)] == [one] * 5
    office.is_open.set()
    await settled(source)

    assert await source.current() == office.key
    assert (office.asked, office.opened) == (2, 1)


async def test_the_first_key_is_asked_for_once() -> None:
    """Many calls at the start wait for one answer."""
    office = Office()
    source = office.source()

    assert await asyncio.gather(*(source.current() for _ in range(5))) == [office.key] * 5
    assert office.asked == 1


async def test_a_source_that_is_down_does_not_take_the_key_away() -> None:
    """A key is good until its end, whoever is down before."""
    office = Office()
    source = office.source()
    one = await source.current()
    office.now += REFRESH
    office.key = ConnectionError("down")
    await source.current()
    await settled(source)

    assert await source.current() == one
    assert office.asked == 2  # and is not asked again with each call


async def test_without_a_first_key_only_the_kind_of_trouble_is_told() -> None:
    """A source's words may quote what it answered."""
    office = Office()
    office.key = ConnectionError("with a key in it")

    with pytest.raises(CredentialsError, match=r"^ConnectionError$"):
        await office.source().current()


async def test_a_refused_key_brings_another_and_no_storm() -> None:
    """What keeps the refused one is opened anew, not for each refused call; a key that came meanwhile is taken."""
    office = Office()
    office.renews = False
    source = office.source()
    one = await source.current()
    two = office.key = Credentials("STS.two", "secret-2", "token-2")

    assert await source.instead_of(one) == two
    assert await source.instead_of(one) == two
    assert await source.instead_of(two) is None
    assert office.opened == 2
    office.now += REOPENING
    assert await source.instead_of(two) is None
    assert office.opened == 3


async def test_calls_that_are_refused_together_have_the_same_new_key() -> None:
    """Who is refused while another one already asks waits for that answer: no customer of theirs is put on hold."""
    office = Office()
    source = office.source()
    one = await source.current()
    two = office.key = Credentials("STS.two", "secret-2", "token-2")

    assert await asyncio.gather(*(source.instead_of(one) for _ in range(3))) == [two] * 3
    assert office.opened == 2


# --- Against CAMS


class Desk:
    """CAMS that takes a role's keys, and the clock of all."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.world = CamsWorld(lambda: office.now, Options(), Random(1))
        self.world.add_space(SPACE)
        self.server = CamsServer(self.world)

    def take(self, key: Credentials, until: float) -> None:
        """Let CAMS take a key until its end."""
        self.world.add_account(key.key_id, key.secret, token=key.security_token, token_expires=until)

    async def ask(self, source: Source) -> Outcome:
        """Read the space's numbers."""
        endpoint = f"http://{self.server.endpoint}"
        nonces = count()
        async with connections(endpoint) as http:
            client = Client(
                http,
                endpoint,
                credentials=source,
                now=lambda: datetime.fromtimestamp(self.office.now, UTC),
                nonce=lambda: f"{self.office.now}-{len(self.world.books.entries())}-{next(nonces)}",
            )
            return await client.carry_out(CALLS["numbers"], self.leave)

    left = 0

    async def leave(self) -> None:
        self.left += 1


@pytest.fixture
async def desk() -> AsyncGenerator[Desk]:
    """CAMS, listening, and a role's first key."""
    made = Desk(Office())
    await made.server.start()
    yield made
    await made.server.stop()


async def test_rotated_keys_are_taken_without_a_restart(desk: Desk) -> None:
    """Three keys of an hour each, one after the other, and no call is refused."""
    source = desk.office.source()
    for hour in range(3):
        key = Credentials(f"STS.{hour}", f"secret-{hour}", f"token-{hour}")
        desk.office.key = key
        desk.take(key, NOW + (hour + 1) * HOUR)
        for minutes in (0, 20, 44):
            desk.office.now = NOW + max(0, hour * HOUR - 900) + minutes * 60
            assert isinstance(await desk.ask(source), Accepted)
            await settled(source)

    assert {entry.answer_code for entry in desk.world.books.entries()} == {"OK"}


async def test_a_call_that_an_ended_key_held_up_goes_with_the_next(desk: Desk) -> None:
    """The gateway refused it before anything was done; it is the same attempt, and nobody hears of it."""
    desk.office.renews = False
    source = desk.office.source()
    desk.take(await source.current(), NOW + 10)
    two = desk.office.key = Credentials("STS.two", "secret-2", "token-2")
    desk.take(two, NOW + HOUR)
    desk.office.now += 20

    assert isinstance(await desk.ask(source), Accepted)
    assert [entry.answer_code for entry in desk.world.books.entries()] == ["InvalidSecurityToken.Expired", "OK"]
    assert desk.left == 2  # asked again: its lease may have ended meanwhile, and it takes another turn


async def test_a_key_that_stays_refused_is_told(desk: Desk) -> None:
    """Without another key the provider's refusal stands, after one call."""
    source = desk.office.source()
    desk.take(await source.current(), NOW - 1)

    outcome = await desk.ask(source)

    assert isinstance(outcome, NotSent)
    assert (outcome.fault, outcome.code) == (Fault.CREDENTIALS, "InvalidSecurityToken.Expired")
    assert len(desk.world.books.entries()) == 1


async def test_without_a_key_nothing_is_sent(desk: Desk) -> None:
    """A role's source can be down."""
    desk.office.key = ConnectionError("with a key in it")

    assert await desk.ask(desk.office.source()) == NotSent(fault=Fault.CREDENTIALS, message="ConnectionError")
    assert (desk.left, desk.world.books.entries()) == (0, ())
