"""An outage from the first customer to the last, by the provider's own books: what was tried, and who was told."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from itertools import count
from random import Random

import pytest

from bot.cams.client import Client, connections
from bot.cams.credentials import Fixed
from bot.cams.signature import Credentials
from bot.flow.effects import Note, Screen
from bot.flow.model import State
from sandbox.cams.app import CamsServer
from sandbox.cams.faults import Fault as Trouble
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld

from .desk import AGENT, StaffOffice, texts

CHATS = range(100, 112)
"""A dozen customers."""

SPACE = "cams-1"


class Scene:
    """A staff office whose calls go to a CAMS over HTTP, with the office's own time."""

    def __init__(self, office: StaffOffice, cams: CamsWorld) -> None:
        self.office = office
        self.cams = cams
        self.codes: dict[int, str] = {}

    async def has_code(self, chat_id: int) -> None:
        """A customer comes to where a code is asked for, and one is sent to their phone."""
        phone = f"628123456{chat_id:04}"
        self.cams.add_number(SPACE, phone)
        await self.office.to_code(chat_id, f"t{chat_id}", phone=phone)
        self.codes[chat_id] = self.cams.issue_code(SPACE, phone)

    async def send_codes(self, *chats: int) -> None:
        """They send the codes that they have."""
        messages = [self.office.message(chat_id, text=self.codes[chat_id]) for chat_id in chats]
        await self.office.put(*messages)
        await self.office.settle_down()

    async def seconds_pass(self) -> None:
        """There are more customers than calls have turns in one second."""
        for _ in range(3):
            self.office.time.now += 1
            await self.office.settle_down()

    @property
    def counted(self) -> int:
        """Tries that WhatsApp has counted of anybody."""
        return sum(entry.counted for entry in self.cams.books)

    def told(self, *screens_or_notes: Screen | Note) -> list[int]:
        """Who was told so, in the order in which they were."""
        return [
            show.case.chat_id
            for show in self.office.messenger.shown
            if show.screen in screens_or_notes or show.note in screens_or_notes
        ]


@pytest.fixture
async def scene(sqlite_url: str) -> AsyncGenerator[Scene]:
    """A dozen customers with codes at hand, and an agent."""
    office = StaffOffice(sqlite_url)
    cams = CamsWorld(office.time, Options(hold=0.05), Random(3))
    cams.add_account("LTAItest", "secret-of-the-test")
    cams.add_space(SPACE)
    server = CamsServer(cams)
    await server.start()
    nonces = count()
    async with connections(f"http://{server.endpoint}") as http:
        office.caller._provider = Client(
            http,
            f"http://{server.endpoint}",
            credentials=Fixed(Credentials("LTAItest", "secret-of-the-test")),
            now=lambda: datetime.fromtimestamp(office.time(), UTC),
            nonce=lambda: f"nonce-{next(nonces)}",
        )
        await office.adds(AGENT)
        made = Scene(office, cams)
        for chat_id in CHATS:
            await made.has_code(chat_id)
        office.messenger.shown.clear()
        yield made
    await office.close()
    await server.stop()


@pytest.mark.parametrize(
    ("trouble", "fault"),
    [
        (Trouble.RAM_PERMISSION_DENY, "not-permitted"),
        (Trouble.PRODUCT_UNSUBSCRIPT, "not-subscribed"),
        (Trouble.ACCESS_KEY_NOT_FOUND, "credentials"),
    ],
)
async def test_an_outage_that_staff_mend(scene: Scene, trouble: Trouble, fault: str) -> None:
    """No more than two tries are gone, everybody is told once each way, in order, and all come through."""
    actions = frozenset({"ChatappMigrationVerified"}) if trouble is Trouble.RAM_PERMISSION_DENY else None
    scene.cams.switch_on(trouble, actions)
    await scene.send_codes(CHATS[0])
    await scene.send_codes(*CHATS[1:])
    assert (scene.counted, sorted(scene.told(Screen.HELD))) == (0, list(CHATS))

    scene.cams.switch_off()
    scene.office.messenger.shown.clear()
    answers = await scene.office.hears(AGENT, f"/resume {fault}")
    assert len(texts(answers)) == 1
    await scene.seconds_pass()
    told = scene.told(Note.READY_AGAIN, Note.READY_WITH_CODE)
    assert sorted(told) == list(CHATS)
    if actions is not None:  # Else each is told when their own read has come back.
        assert told == list(CHATS)
    await scene.send_codes(*CHATS)
    await scene.seconds_pass()

    assert {(await scene.office.case_of(chat_id)).state for chat_id in CHATS} == {State.VERIFIED}
    assert scene.counted == len(CHATS)  # Of each the one that proved the number.
