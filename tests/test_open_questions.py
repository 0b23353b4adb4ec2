"""What the provider's documents leave open: the use cases with the real client are right however CAMS turns out."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from itertools import count, cycle, product
from random import Random
from typing import Literal

import pytest

from bot.cams.client import Client, connections
from bot.cams.credentials import Fixed
from bot.cams.signature import Credentials
from bot.flow.effects import Note, Reason, Screen
from bot.flow.model import State
from sandbox.cams.app import CamsServer
from sandbox.cams.faults import Fault as Trouble
from sandbox.cams.options import DeniedDetail, MetaSpelling, Options, StatusWords
from sandbox.cams.world import CamsWorld
from tests.support.office import NUMBER, Office

STATUSES: tuple[Literal[200, 400], ...] = (200, 400)
SMALLER: tuple[tuple[DeniedDetail, str, bool, Literal["Throttling.User", "System.LimitControl"], bool], ...] = (
    (DeniedDetail.WORD, "SUCCESS", False, "Throttling.User", True),
    (DeniedDetail.CHINESE_WORD, "无", True, "System.LimitControl", False),
    (DeniedDetail.NULL, "None", True, "Throttling.User", False),
    (DeniedDetail.ABSENT, "OK", False, "System.LimitControl", True),
)
EVERY_WAY = [
    Options(
        failure_status=status,
        status_words=words,
        meta_spelling=spelling,
        denied_detail=detail,
        success_message=success,
        numbers_as_integers=integers,
        throttling_code=throttling,
        retry_after_header=told,
        hold=0.05,
    )
    for (status, words, spelling), (detail, success, integers, throttling, told) in zip(
        product(STATUSES, StatusWords, MetaSpelling), cycle(SMALLER), strict=False
    )
]
"""Each way of the three questions that matter most with each other, the smaller ones taken in turn."""


def name(options: Options) -> str:
    """What distinguishes a way in a report."""
    return f"{options.failure_status}-{options.status_words}-{options.meta_spelling}"


class Desk:
    """The use cases in front of a CAMS that answers in one of the ways."""

    def __init__(self, office: Office, cams: CamsWorld) -> None:
        self.office = office
        self.cams = cams

    async def hands_in(self, code: str) -> None:
        """The customer sends a code, and time goes on until the ladder of settlement would be over."""
        await self.office.says(7, code)
        for _ in range(12):
            self.office.time.now += 15
            await self.office.settle_down()

    def new_code(self) -> str:
        """Staff have a code sent."""
        return self.cams.issue_code("cams-1", NUMBER)

    @property
    def notes(self) -> list[Note | None]:
        """What the customer was told had happened."""
        return [show.note for show in self.office.messenger.shown]

    @property
    def executed(self) -> list[str | None]:
        """The codes that reached WhatsApp."""
        return [entry.code for entry in self.cams.submissions(NUMBER)]


@pytest.fixture(params=EVERY_WAY, ids=name)
async def desk(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncGenerator[Desk]:
    """A customer who was asked for the code, for each way."""
    office = Office(sqlite_url)
    cams = CamsWorld(office.time, request.param, Random(3))
    cams.add_account("LTAItest", "secret-of-the-test")
    cams.add_space("cams-1")
    cams.add_number("cams-1", NUMBER)
    server = CamsServer(cams)
    await server.start()
    nonces = count()
    async with connections(f"http://{server.endpoint}") as http:
        client = Client(
            http,
            f"http://{server.endpoint}",
            credentials=Fixed(Credentials("LTAItest", "secret-of-the-test")),
            now=lambda: datetime.fromtimestamp(office.time(), UTC),
            nonce=lambda: f"nonce-{next(nonces)}",
        )
        office.caller._provider = client
        await office.to_code()
        yield Desk(office, cams)
    await office.close()
    await server.stop()


async def test_the_right_code_verifies(desk: Desk) -> None:
    """However success is spelled."""
    await desk.hands_in(desk.new_code())

    assert desk.office.messenger.screens[-1:] == [Screen.VERIFIED]
    assert desk.cams.verified("cams-1", NUMBER)


async def test_a_number_that_is_verified_already_is_not_tried(desk: Desk) -> None:
    """However the status is spelled."""
    code = desk.new_code()
    await desk.hands_in(code)
    await desk.office.invites("again", space="cams-1")
    await desk.office.says(7, "/start again")
    await desk.office.says(7, "yes")
    await desk.hands_in("654321" if code != "654321" else "654322")

    assert desk.notes[-1:] == [Note.ALREADY_VERIFIED]
    assert desk.executed == [code]


async def test_a_wrong_code_costs_one_try(desk: Desk) -> None:
    """However the refusal is spelled: nobody is told that the program or the provider is broken."""
    wrong = "111111" if desk.new_code() != "111111" else "111112"
    await desk.hands_in(wrong)
    case = await desk.office.case_of(7)

    assert (case.state, len(case.budget.tries)) == (State.WAITING_CODE, 1)
    assert desk.notes[-1:] == [Note.REFUSED]
    assert desk.executed == [wrong]


async def test_an_expired_code_costs_no_more_than_one_try(desk: Desk) -> None:
    """And a new one works."""
    old = desk.new_code()
    desk.office.time.now += 11 * 60
    await desk.hands_in(old)
    await desk.hands_in(desk.new_code())

    assert (await desk.office.case_of(7)).state is State.VERIFIED
    assert len(desk.executed) == 2


async def test_throttled_calls_are_made_later(desk: Desk) -> None:
    """With or without being told when."""
    code = desk.new_code()
    desk.cams.switch_on(Trouble.SYSTEM_LIMIT_CONTROL, times=1)
    await desk.hands_in(code)

    assert (await desk.office.case_of(7)).state is State.VERIFIED
    assert desk.executed == [code]


@pytest.mark.parametrize("trouble", [Trouble.TIMEOUT_WORKED, Trouble.TIMEOUT_NOT_WORKED])
async def test_a_lost_answer_is_settled(desk: Desk, trouble: Trouble) -> None:
    """By what the status says, in whichever of its words."""
    code = desk.new_code()
    desk.cams.switch_on(trouble, frozenset({"ChatappMigrationVerified"}), times=1)
    await desk.hands_in(code)

    worked = trouble is Trouble.TIMEOUT_WORKED
    assert (await desk.office.case_of(7)).state is (State.VERIFIED if worked else State.WAITING_CODE)
    assert (Note.NOT_THROUGH in desk.notes) is not worked
    assert desk.executed == ([code] if worked else [])


async def test_a_missing_permission_is_staffs_business(desk: Desk) -> None:
    """Whatever detail of it comes along, it is one notice and costs no try."""
    code = desk.new_code()
    desk.cams.switch_on(Trouble.RAM_PERMISSION_DENY, frozenset({"ChatappMigrationVerified"}), times=1)
    await desk.office.says(7, code)
    case = await desk.office.case_of(7)

    assert (case.state, case.budget.tries) == (State.HELD, ())
    assert [notice.reason for notice, _ in desk.office.messenger.staff] == [Reason.FAULT]
