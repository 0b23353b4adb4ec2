"""The official client and ours, side by side: the same parameters in the same bytes, and the same answers."""

import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest
from alibabacloud_tea_openapi.exceptions import ClientException  # type: ignore[import-untyped]  # the SDK has no types

from bot.cams.client import Client, connections
from bot.cams.credentials import Fixed
from bot.cams.protocol import asked
from bot.cams.signature import Credentials, canonical_query
from bot.flow.effects import (
    Call,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    SubmitCode,
)
from bot.flow.model import Accepted, CaseId, Channel, NotSent, Refused, Unknown
from sandbox.cams.actions import Action
from sandbox.cams.answers import Answer
from sandbox.cams.app import CamsServer
from sandbox.cams.faults import FAULTS, Fault
from sandbox.cams.options import Options
from sandbox.cams.service import CamsService
from sandbox.cams.world import CamsWorld
from tests.sandbox.cams.caller import PHONE, SPACE
from tests.sandbox.cams.sdk import Sdk

# The SDK asks for the time in a way that Python 3.12 and newer warn about; it is not ours to mend.
pytestmark = pytest.mark.filterwarnings(r"ignore:datetime\.datetime\.utcnow:DeprecationWarning")

CASE: dict[str, Any] = {"chat_id": 42, "case_id": CaseId(7), "call": 1, "space": SPACE, "phone": PHONE}
CALLS: Mapping[Action, Call] = {
    Action.SHOW_WABA: ReadWaba(**CASE),
    Action.INITIATE: Initiate(**CASE),
    Action.STATUS: ReadStatus(**CASE),
    Action.REQUEST_CODE: RequestCode(**CASE, channel=Channel.SMS, language="zh-Hans"),
    Action.SUBMIT_CODE: SubmitCode(**CASE, code="000000"),
    Action.REGISTER: Register(**CASE),
    Action.LIST_NUMBERS: ReadNumbers(**CASE),
}


class Overheard(CamsService):
    """Notes what arrives: the action, and the query as it came."""

    def __init__(self, world: CamsWorld) -> None:
        super().__init__(world)
        self.heard: list[tuple[str, bytes]] = []

    def handle(
        self, method: str, path: str, query_string: bytes, headers: Sequence[tuple[bytes, bytes]], body: bytes
    ) -> Answer:
        self.heard.append((dict(headers)[b"x-acs-action"].decode(), query_string))
        return super().handle(method, path, query_string, headers, body)


@pytest.fixture
async def server() -> AsyncGenerator[CamsServer]:
    """The stand-in with one number on its way, at the time that both clients read from the machine."""
    world = CamsWorld(time.time, Options(hold=0.02, slow=0.02), Random(7))
    world.add_account("key", "secret")
    world.add_space(SPACE)
    world.add_number(SPACE, PHONE)
    server = CamsServer(world)
    server.service = Overheard(world)
    await server.start()
    yield server
    await server.stop()


async def ask(server: CamsServer, call: Call) -> object:
    """Carry a call out with our client."""
    nonces = count()
    async with connections(f"http://{server.endpoint}") as http:
        client = Client(
            http,
            f"http://{server.endpoint}",
            credentials=Fixed(Credentials("key", "secret")),
            now=lambda: datetime.now(UTC),
            nonce=lambda: f"ours-{next(nonces)}",
        )
        return await client.carry_out(call, at_once)


async def at_once() -> None:
    """Leave."""


def heard(server: CamsServer) -> list[tuple[str, bytes]]:
    """What arrived."""
    assert isinstance(server.service, Overheard)
    return server.service.heard


def test_every_action_is_one_of_our_calls() -> None:
    """None of the move's steps is left to staff for want of a call."""
    assert {action: asked(call)[0] for action, call in CALLS.items()} == {action: str(action) for action in Action}


@pytest.mark.parametrize(("action", "call"), CALLS.items(), ids=CALLS)
async def test_both_clients_say_the_same(server: CamsServer, action: Action, call: Call) -> None:
    """Action and query of ours are, byte for byte, what the official client signs; the stand-in checks both proofs."""
    await ask(server, call)
    server.world.add_number(SPACE, PHONE)  # What ours has done is undone.
    with suppress(ClientException):  # A refusal, which both meet alike.
        await Sdk(server).call(action)
    ours, theirs = heard(server)

    assert ours == (theirs[0], canonical_query(dict(parse_qsl(theirs[1].decode()))).encode())
    assert {entry.answer_code for entry in server.world.books} <= {"OK", "ERR-FB-001"}
    assert len({entry.answer_code for entry in server.world.books}) == 1


@pytest.mark.parametrize("fault", sorted(Fault))
@pytest.mark.parametrize(("action", "call"), CALLS.items(), ids=CALLS)
async def test_each_fault_of_each_call_has_an_outcome(
    server: CamsServer, action: Action, call: Call, fault: Fault
) -> None:
    """Over a real connection: refused, not sent or unknown, never an error, never a success that is none."""
    if action is Action.INITIATE:
        server.world.add_number(SPACE, PHONE, migrating=False)
    server.world.switch_on(fault, frozenset({action}))

    outcome = await ask(server, call)

    worked = FAULTS[fault].executes and server.world.books.entries()[-1].answer_code == "OK"
    if fault is Fault.SLOW:
        assert isinstance(outcome, Accepted) == worked
    else:
        assert isinstance(outcome, Refused | NotSent | Unknown)
        assert not (worked and isinstance(outcome, Refused | NotSent))
    assert PHONE not in repr(outcome)
