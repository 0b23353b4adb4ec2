"""What goes with an answer to staff: a file, or a picture that is drawn when it is sent."""

from collections.abc import AsyncGenerator
from random import Random

import pytest
from telegram import Bot

from bot.drawing import NotDrawnError, Studio
from bot.flow.staff import AnswerStaff, Attached, Bar, Bars, Chart, Key, Line, Named, Ours
from bot.ports import Delivered
from bot.telegram.outbound import TelegramMessenger
from bot.telegram.transport import AiohttpRequest
from bot.whereabouts import Whereabouts
from sandbox.clock import SettableClock
from sandbox.telegram import Group, TelegramServer, TelegramWorld
from sandbox.telegram.sendables import tiny_png
from tests.telegram.everything import NOW

TOKEN = "123456:" + "Secret-token-of-the-test"
DAYS = "2027-01-15 – 2027-01-21"
TITLE = (Line("staff-stats-title", {"span": Named("staff-span-week"), "days": Ours(DAYS)}),)
CHART = Chart(
    Line("staff-chart-title", {"span": Named("staff-span-week")}),
    (Bars(Line("staff-chart-codes"), (Bar(Line("staff-channel-voice"), 1_234, full=2_000),)),),
)


class Painters(Studio):
    """Draws a tiny picture, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[bytes] = []
        self.fails = False

    async def draw(self, document: bytes) -> bytes:
        self.asked.append(document)
        if self.fails:
            raise NotDrawnError
        return tiny_png(1080, 1600)


@pytest.fixture
async def desk() -> AsyncGenerator[tuple[TelegramMessenger, Group, Painters]]:
    """A messenger, the group that it answers in, and who draws for it."""
    world = TelegramWorld(SettableClock.standing(float(NOW)), TOKEN, Random(1))
    server = TelegramServer(world)
    await server.start()
    sari = world.add_person("Sari")
    staff, painters = world.add_group("Desk", [sari]), Painters()
    sari.says("/stats", chat=staff)
    requests = [AiohttpRequest() for _ in range(2)]
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        yield (
            TelegramMessenger(bot=bot, group=Whereabouts(staff.id), staff_language="id", studio=painters),
            staff,
            painters,
        )
    await server.stop()


async def test_a_file_has_its_caption_and_buttons(desk: tuple[TelegramMessenger, Group, Painters]) -> None:
    """With its name and every byte, in reply to who asked."""
    messenger, staff, _ = desk
    asked = staff.messages[-1]
    answer = AnswerStaff(
        chat_id=staff.id,
        at=NOW,
        paragraphs=(TITLE,),
        keys=((Key(label="staff-key-stats-today", command="stats today"),),),
        reply_to=asked.message_id,
        attached=Attached.of("numbers.csv", bytes(range(256))),
    )
    delivery = await messenger.answer_staff(answer)

    sent = staff.messages[-1]
    assert delivery == Delivered(sent.message_id)
    assert (sent.kind, sent.text, sent.reply_to) == (
        "document",
        f"Angka: tujuh hari terakhir ({DAYS})",
        asked.message_id,
    )
    assert sent.media["document"]["file_name"] == "numbers.csv"
    assert sent.media["document"]["file_size"] == 256
    assert [[one.value for one in row] for row in sent.buttons] == [["staff:stats today"]]


async def test_a_picture_is_drawn_in_the_staffs_language(desk: tuple[TelegramMessenger, Group, Painters]) -> None:
    """Numbers too, and sent as a picture; where it cannot be drawn, what is said in words is sent alone."""
    messenger, staff, painters = desk
    answer = AnswerStaff(chat_id=staff.id, at=NOW, paragraphs=(TITLE,), chart=CHART)
    await messenger.answer_staff(answer)
    painters.fails = True
    await messenger.answer_staff(answer)

    picture, words = staff.messages[-2:]
    assert (picture.kind, picture.media["photo"][0]["width"]) == ("photo", 1080)
    assert (words.kind, words.text) == ("text", picture.text)
    assert painters.asked[0] == (
        b'{"title": "Angka: tujuh hari terakhir", "parts": [{"title": "Kode yang sampai", '
        b'"bars": [{"name": "Telepon", "value": 1234, "full": 2000, "said": "1.234 / 2.000"}]}]}'
    )
