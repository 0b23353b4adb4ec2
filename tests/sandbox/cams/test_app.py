"""The server speaks HTTP/1.1 as clients expect, and breaks it as told."""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest

from sandbox.cams.actions import ALL_ACTIONS, Action
from sandbox.cams.app import CamsServer
from sandbox.cams.faults import Fault
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from tests.sandbox.cams.caller import PHONE, SPACE, Caller, make_world

QUERY = {"CustSpaceId": SPACE, "PhoneNumber": PHONE}


@pytest.fixture
def world() -> CamsWorld:
    """Make a world without a limit on calls."""
    return make_world(Options(qps=1000))


@pytest.fixture
async def server(world: CamsWorld) -> AsyncGenerator[CamsServer]:
    """Run a server for one test."""
    server = CamsServer(world)
    await server.start()
    yield server
    await server.stop()


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until something has come about."""
    while not condition():  # noqa: ASYNC110 -- the code under test has no event to wait for
        await asyncio.sleep(0)  # noqa: TID251 -- a turn of the loop, no waiting


class Client:
    """A bare connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def to(cls, server: CamsServer) -> "Client":
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", server.port))

    async def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Read one answer: status, headers, body."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        return int(head[0].split()[1]), headers, await self.reader.readexactly(int(headers["content-length"]))

    async def code(self) -> str:
        """Read one answer's `Code`."""
        body: dict[str, Any] = json.loads((await self.answer())[2])
        return str(body["Code"])

    async def close(self) -> None:
        """Hang up."""
        self.writer.close()
        await self.writer.wait_closed()


async def test_connection_is_kept(server: CamsServer, world: CamsWorld) -> None:
    """Many calls go over one connection, and the headers are the gateway's."""
    client, caller = await Client.to(server), Caller(world)
    for _ in range(3):
        client.writer.write(caller.wire(Action.STATUS, QUERY))
        status, headers, body = await client.answer()
        assert (status, json.loads(body)["Code"]) == (200, "OK")
        assert headers.keys() == {"date", "content-type", "x-acs-request-id", "content-length"}
    await client.close()

    assert len(world.books) == 3


async def test_pipelined_calls_are_answered_in_order(server: CamsServer, world: CamsWorld) -> None:
    """Also when the first has to wait."""
    client, caller = await Client.to(server), Caller(world)
    world.options = Options(slow=0.02)
    world.switch_on(Fault.SLOW, times=1)
    client.writer.write(caller.wire(Action.REGISTER, QUERY) + caller.wire(Action.STATUS, QUERY))

    assert [await client.code(), await client.code()] == ["ERR-FB-001", "OK"]
    await client.close()


async def test_call_may_arrive_in_pieces(server: CamsServer, world: CamsWorld) -> None:
    """Head and body byte by byte; the body is not where parameters are looked for."""
    client = await Client.to(server)
    caller = Caller(world, body=b"PhoneNumber=1")
    for byte in caller.wire(Action.STATUS, {"CustSpaceId": SPACE}):
        client.writer.write(bytes([byte]))
        await client.writer.drain()

    assert await client.code() == "MissingPhoneNumber"
    await client.close()


async def test_connection_close_is_obeyed(server: CamsServer, world: CamsWorld) -> None:
    """The answer comes, then the end."""
    client = await Client.to(server)
    client.writer.write(Caller(world, unsigned={"connection": "close"}).wire(Action.STATUS, QUERY))

    assert await client.code() == "OK"
    assert await client.reader.read() == b""
    await client.close()


async def test_what_is_not_http_is_hung_up_on(server: CamsServer) -> None:
    """TLS on the plain port, for one."""
    client = await Client.to(server)
    client.writer.write(b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n")

    assert await client.reader.read() == b""
    await client.close()


async def test_slow_call_does_not_hold_up_others(server: CamsServer, world: CamsWorld) -> None:
    """Each connection waits for itself; the slow call has been executed meanwhile."""
    world.options = Options(slow=30.0)
    world.switch_on(Fault.SLOW, times=1)
    slow, quick, caller = await Client.to(server), await Client.to(server), Caller(world)
    code = world.issue_code(SPACE, PHONE)
    slow.writer.write(caller.wire(Action.SUBMIT_CODE, {**QUERY, "VerifyCode": code}))
    await until(lambda: len(world.books))
    quick.writer.write(caller.wire(Action.STATUS, QUERY))

    assert json.loads((await quick.answer())[2])["Data"]["CodeVerificationStatus"] == "VERIFIED"
    await slow.close()
    await quick.close()


async def test_latency_is_kept(server: CamsServer, world: CamsWorld) -> None:
    """Every answer takes its time, but many at once take it together."""
    loop = asyncio.get_running_loop()
    world.options = Options(latency=0.1, qps=1000)
    clients, caller = [await Client.to(server) for _ in range(20)], Caller(world)
    begun = loop.time()
    for client in clients:
        client.writer.write(caller.wire(Action.STATUS, QUERY))

    assert [await client.code() for client in clients] == ["OK"] * 20
    assert 0.1 <= loop.time() - begun < 1.0  # one after the other would take two seconds
    for client in clients:
        await client.close()


@pytest.mark.parametrize("fault", [Fault.RESET_WORKED, Fault.RESET_NOT_WORKED, Fault.TIMEOUT_WORKED])
async def test_cut_is_a_reset(server: CamsServer, world: CamsWorld, fault: Fault) -> None:
    """The client sees a reset, not an orderly end; after a withheld answer it comes late."""
    world.options = Options(hold=0.05)
    world.switch_on(fault, ALL_ACTIONS)
    client = await Client.to(server)
    client.writer.write(Caller(world).wire(Action.STATUS, QUERY))

    with pytest.raises(ConnectionResetError):
        await client.reader.read()
    client.writer.transport.abort()
    assert [entry.answered for entry in world.books] == [False]


async def test_client_that_gives_up_leaves_nothing_behind(server: CamsServer, world: CamsWorld) -> None:
    """A withheld answer is forgotten when the client has gone."""
    world.switch_on(Fault.TIMEOUT_NOT_WORKED, ALL_ACTIONS)
    client = await Client.to(server)
    client.writer.write(Caller(world).wire(Action.STATUS, QUERY))
    await until(lambda: len(world.books))
    (connection,) = server.connections
    assert connection._later is not None
    await client.close()
    await until(lambda: not server.connections)

    assert connection._later.cancelled()


async def test_down_and_up_on_the_same_port(server: CamsServer, world: CamsWorld) -> None:
    """While down, open connections are reset and new ones refused; then the old address works again."""
    client, caller, port = await Client.to(server), Caller(world), server.port
    client.writer.write(caller.wire(Action.STATUS, QUERY))
    assert await client.code() == "OK"
    await server.down()
    with pytest.raises(ConnectionResetError):
        await client.reader.read()
    client.writer.transport.abort()
    with pytest.raises(ConnectionRefusedError):
        await Client.to(server)
    await server.up()
    await server.up()
    again = await Client.to(server)
    again.writer.write(caller.wire(Action.STATUS, QUERY))

    assert await again.code() == "OK"
    assert (server.port, server.endpoint) == (port, f"127.0.0.1:{port}")
    await again.close()


async def test_down_twice_and_stop_are_harmless(server: CamsServer) -> None:
    """The demo page's switch may be pressed twice."""
    await server.down()
    await server.down()

    with pytest.raises(ConnectionRefusedError):
        await Client.to(server)
