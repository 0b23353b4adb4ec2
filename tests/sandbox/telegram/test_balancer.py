"""Spreading posts over replicas as a reverse proxy does."""

import asyncio
from collections.abc import Mapping

import h11
import pytest

from sandbox.telegram.balancer import Balancer
from sandbox.telegram.webhook import PostAnswer

URL = "https://bot.example/telegram?x=1"


class Replicas:
    """Replicas that answer with 200, unless told otherwise by their address."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Mapping[str, str], bytes]] = []
        self.troubles: dict[str, Exception] = {}
        self.balancer = Balancer(patience=0.01, post=self.post)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> PostAnswer:
        self.got.append((url, headers, body))
        trouble = self.troubles.get(url)
        if isinstance(trouble, TimeoutError):
            await asyncio.Event().wait()
        if trouble is not None:
            raise trouble
        return PostAnswer(200)

    async def statuses(self, posts: int) -> list[int]:
        return [(await self.balancer.post(URL, {"x": "y"}, b"{}")).status for _ in range(posts)]

    def asked(self) -> list[str]:
        return [url for url, _, _ in self.got]


@pytest.fixture
def replicas() -> Replicas:
    """Three of them."""
    made = Replicas()
    made.balancer.upstreams = ["one:1", "two:2", "three:3"]
    return made


ONE, TWO, THREE = "http://one:1/telegram", "http://two:2/telegram", "http://three:3/telegram"


async def test_each_has_its_turn(replicas: Replicas) -> None:
    """The post itself is handed on as it came."""
    assert await replicas.statuses(4) == [200] * 4
    assert replicas.asked() == [TWO, THREE, ONE, TWO]
    assert {(str(headers), body) for _, headers, body in replicas.got} == {("{'x': 'y'}", b"{}")}


async def test_who_is_not_there_is_passed_over(replicas: Replicas) -> None:
    """Nothing was sent to it. Where nobody is there, Telegram is told."""
    replicas.troubles[TWO] = replicas.troubles[THREE] = ConnectionRefusedError()
    assert await replicas.statuses(2) == [200, 200]
    assert replicas.asked() == [TWO, THREE, ONE, TWO, THREE, ONE]
    replicas.troubles[ONE] = ConnectionRefusedError()
    assert await replicas.statuses(1) == [502]


@pytest.mark.parametrize(
    "trouble", [ConnectionResetError(), h11.RemoteProtocolError("garbage")], ids=["reset", "garbage"]
)
async def test_what_was_sent_is_not_sent_to_another(replicas: Replicas, trouble: Exception) -> None:
    """It may have been taken before the connection broke."""
    replicas.troubles[TWO] = trouble
    assert await replicas.statuses(2) == [502, 200]
    assert replicas.asked() == [TWO, THREE]


async def test_a_frozen_one_is_waited_for_so_long(replicas: Replicas) -> None:
    """Its system takes the connection, and nobody answers."""
    replicas.troubles[TWO] = TimeoutError()
    assert await replicas.statuses(2) == [504, 200]
    assert replicas.asked() == [TWO, THREE]


async def test_with_nobody_behind_it_is_not_there(replicas: Replicas) -> None:
    """One bot needs none: what it is told goes to the address that it gave."""
    replicas.balancer.upstreams = ()
    assert await replicas.statuses(1) == [200]
    assert replicas.asked() == [URL]
