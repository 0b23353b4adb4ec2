"""Anything that a person, a server or a machine can do wrong gets a clear answer and loses nothing."""

import asyncio
import io
import resource
import sqlite3
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.buttons import Button, data
from bot.demonstration import _alive
from bot.flow.effects import Note, Reason, Screen, SubmitCode
from bot.flow.model import Case, CaseId, Fault, Refused, State
from bot.house import House
from bot.settings import load
from bot.store import Arrival
from bot.wiring import Tempo, serve
from chaos.waiting import until
from db.engine import transaction
from sandbox.app import Sandbox
from sandbox.cams.actions import ALL_ACTIONS
from sandbox.cams.faults import Fault as Trouble
from sandbox.cams.options import Options
from sandbox.scripts.narrator import Narrator
from sandbox.scripts.scene import Scene
from sandbox.world_time import WorldTime
from tests.support import program
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, NUMBER, VERIFIED, Office
from tests.support.town import SPACE, last, says, town

PHOTO = [{"file_id": "A", "file_unique_id": "B", "width": 1, "height": 1}]
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


def said(office: Office) -> list[tuple[Screen, Note | None]]:
    """What the customers were shown."""
    return [(show.screen, show.note) for show in office.messenger.shown]


def handed_in(office: Office) -> list[str]:
    """The codes that reached the provider."""
    return [call.code for call in office.provider.calls if isinstance(call, SubmitCode)]


async def sends(office: Office, *updates: dict[str, Any]) -> None:
    """These come in together, and everything that follows at once happens."""
    await office.put(*updates)
    await office.settle_down()


# --- What people send


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "A"}},
        {"photo": PHOTO},
        {"voice": {"file_id": "A"}},
        {"video_note": {"file_id": "A"}},
        {"location": {"latitude": 1, "longitude": 2}},
        {"document": {"file_id": "A"}},
        {"dice": {"emoji": "x", "value": 1}},
        {},
    ],
    ids=["sticker", "photo", "voice", "video", "location", "file", "dice", "nothing"],
)
async def test_what_has_no_words_is_answered_everywhere(office: Office, content: dict[str, Any]) -> None:
    """With the screen where they are, and that it could not be read; the case stays as it is."""
    await sends(office, office.message(9, **content))
    await office.to_code()
    before = await office.case_of(7)
    await sends(office, office.message(7, **content))

    assert said(office)[0] == (Screen.NEED_INVITATION, Note.CANNOT_READ)
    assert said(office)[-1] == (Screen.ASK_CODE, Note.CANNOT_READ)
    assert await office.case_of(7) == before


async def test_an_album_has_one_answer(office: Office) -> None:
    """Not one for each picture; a caption in it counts like any text."""
    await office.to_code()
    pictures = [office.message(7, photo=PHOTO, media_group_id="13") for _ in range(3)]
    await sends(office, *pictures)
    assert said(office)[2:] == [(Screen.ASK_CODE, Note.CANNOT_READ)]

    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    first = office.message(7, photo=PHOTO, media_group_id="14", caption="my code: 123456")
    others = [office.message(7, photo=PHOTO, media_group_id="14") for _ in range(2)]
    await sends(office, first, *others)
    assert handed_in(office) == ["123456"]
    assert (await office.case_of(7)).state is State.VERIFIED


async def test_an_album_that_comes_in_two_polls_has_one_answer(office: Office, database_url: str) -> None:
    """Its pictures are messages of their own, and may be minutes and a restart apart; the next album has its own."""
    await office.to_code()
    await sends(office, office.message(7, photo=PHOTO, media_group_id="13"))
    await sends(office, *[office.message(7, photo=PHOTO, media_group_id="13") for _ in range(2)])
    after = Office(database_url, now=office.time)
    await sends(after, {**office.message(7, photo=PHOTO, media_group_id="13")})
    await after.close()
    await sends(office, office.message(7, photo=PHOTO, media_group_id="14"))

    assert after.messenger.shown == []
    assert said(office)[2:] == [(Screen.ASK_CODE, Note.CANNOT_READ)] * 2


async def test_an_edit_counts_like_a_message(office: Office) -> None:
    """Who corrects a wrong code in place has it read; the same code again is not handed in again."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    written = office.message(7, text="111111")
    await sends(office, written)
    edited = {"update_id": 900, "edited_message": {**written["message"], "edit_date": int(office.time())}}
    await sends(office, edited)
    assert said(office)[-1] == (Screen.ASK_CODE, Note.CODE_SAME)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await sends(
        office,
        {"update_id": 901, "edited_message": {**written["message"], "text": "123456", "edit_date": int(office.time())}},
    )

    assert handed_in(office) == ["111111", "123456"]
    assert (await office.case_of(7)).state is State.VERIFIED


@pytest.mark.parametrize(
    "written",
    [
        "１２３４５６",
        "١٢٣٤٥٦",
        "１２３－４５６",
        "123 456",
        "1 2 3 4 5 6",
        "<#> 123-456 is your WhatsApp code.\nDon't share it with others\n4sgLq1p5sV6",
        "Kode WhatsApp Anda: 123-456\nJangan bagikan kode ini",
        "您的 WhatsApp 验证码：123-456",
        "/123456",
        "/code 123456",
        "*123456*",
        "\u200f123456\u200e",
    ],
    ids=range(12),
)
async def test_a_code_is_read_however_it_comes(office: Office, written: str) -> None:
    """In other digits, in a forwarded SMS, after a slash, with marks that nobody sees; its message goes."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    origin = {"type": "hidden_user", "sender_user_name": "SMS", "date": int(office.time()) - 60}
    message = office.message(7, text=written, forward_origin=origin)
    await sends(office, message)

    assert handed_in(office) == ["123456"]
    assert [each.message_id for each in office.messenger.deleted] == [message["message"]["message_id"]]


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("+62 812-3456-7890", "6281234567890"),
        ("＋６２ ８１２ ３４５６ ７８９０", "6281234567890"),
        ("٠٠٦٢٨١٢٣٤٥٦٧٨٩٠", "6281234567890"),
        ("+44 7911 123456", "447911123456"),
        ("+86 138 0013 8000", "8613800138000"),
    ],
    ids=["own", "full-width", "arabic-indic", "british", "chinese"],
)
async def test_a_number_is_read_however_it_comes(office: Office, written: str, phone: str) -> None:
    """Of any country; then it is shown, and asked whether it is right."""
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    await office.says(7, written)

    assert (await office.case_of(7)).phone == phone
    assert said(office)[-1] == (Screen.CONFIRM_NUMBER, None)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("0812 3456 7890", Note.NUMBER_NEEDS_COUNTRY),
        ("+62 81", Note.NUMBER_TOO_SHORT),
        ("+62 812 3456 7890 1234 5678", Note.NUMBER_TOO_LONG),
        ("+999 123 456 789", Note.NUMBER_IMPOSSIBLE),
        ("what?", Note.NUMBER_UNREADABLE),
        ("9" * 4000, Note.NUMBER_TOO_LONG),
    ],
    ids=range(6),
)
async def test_a_number_that_is_none_says_why(office: Office, written: str, note: Note) -> None:
    """And asks again."""
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    await office.says(7, written)

    assert said(office)[-1] == (Screen.ASK_NUMBER, note)


async def test_another_number_than_the_invitations_is_not_taken(office: Office) -> None:
    """A link for one number verifies that number only."""
    await office.invites("t")
    await office.says(7, "/start t")
    await office.says(7, "+62 812 3456 7891")

    assert said(office)[-1] == (Screen.CONFIRM_NUMBER, Note.NUMBER_FIXED)
    assert (await office.case_of(7)).phone == NUMBER


async def test_somebody_elses_contact_is_not_taken(office: Office) -> None:
    """Only the account's own number may be shared with a button."""
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    for contact in ({"phone_number": NUMBER, "user_id": 8}, {"phone_number": NUMBER}):
        await sends(office, office.message(7, contact={**contact, "first_name": "Eve"}))
        assert said(office)[-1] == (Screen.ASK_NUMBER, Note.CONTACT_NOT_YOURS)
    await sends(office, office.message(7, contact={"phone_number": NUMBER, "user_id": 7, "first_name": "B"}))

    assert (await office.case_of(7)).phone == NUMBER


async def test_a_number_of_another_case_is_refused(office: Office) -> None:
    """Whoever comes second is told, and staff; the first goes on undisturbed."""
    await office.to_code(7, "t")
    await office.invites("u", phone="")
    await office.says(8, "/start u")
    await office.says(8, f"+{NUMBER}")
    await office.says(8, "yes")

    assert said(office)[-1] == (Screen.ASK_NUMBER, Note.NUMBER_TAKEN)
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.NUMBER_TAKEN]
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")
    assert (await office.case_of(7)).state is State.VERIFIED


@pytest.mark.parametrize(
    "payload",
    ["nobody-made-this", "x" * 4000, "t u", "'; DROP TABLE invitations; --", "<b>t</b>", "\x00", "\ud800", "т"],
    ids=range(8),
)
async def test_a_link_that_nobody_made_opens_nothing(office: Office, payload: str) -> None:
    """Whatever stands behind `/start`; the real link still works afterwards."""
    await office.invites("t")
    await office.says(7, f"/start {payload}")
    assert said(office) == [(Screen.NEED_INVITATION, Note.LINK_UNKNOWN)]
    await office.says(7, "/start t")

    assert said(office)[-1] == (Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP)


async def test_a_used_or_expired_link_says_so_in_the_middle_of_a_case(office: Office) -> None:
    """And the case that is open goes on where it was."""
    await office.to_code(7, "t")
    await office.to_code(8, "u")
    await office.invites("old", life=-1)
    before = await office.case_of(7)
    for token, note in (("u", Note.LINK_USED), ("old", Note.LINK_EXPIRED), ("none", Note.LINK_UNKNOWN)):
        await office.says(7, f"/start {token}")
        assert said(office)[-1] == (Screen.ASK_CODE, note)

    assert await office.case_of(7) == before


@pytest.mark.parametrize(
    "carried", ["", "x", "1:1:yes", "1:1:no-such-button:0", "9:1:yes:0", "1:1:yes:0" + "0" * 50, "\x00", "1:²:yes:0"]
)
async def test_a_button_that_nobody_made_does_nothing(office: Office, carried: str) -> None:
    """It is answered, so that the client stops waiting, and the case stays as it is."""
    await office.to_code()
    before = await office.case_of(7)
    tap = {"id": "17", "from": {"id": 7}, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}}}
    await sends(office, {"update_id": 900, "callback_query": {**tap, "data": carried}})

    assert (office.messenger.shown[-1].note, office.messenger.shown[-1].tap) == (Note.OLD_BUTTON, "17")
    assert await office.case_of(7) == before


async def test_a_button_of_another_case_does_nothing(office: Office) -> None:
    """Nor does one of a card that the case has left behind."""
    await office.to_code(7, "t")
    card = await office.case_of(7)
    await office.says(7, "/cancel")
    tap = {"id": "17", "from": {"id": 7}, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}}}
    stranger = Case(id=CaseId(card.id + 1), chat_id=8, state=card.state, phone=card.phone)
    for number, case in enumerate((card, stranger)):
        pressed = {**tap, "data": data(Button.NO_CODE, case)}
        await sends(office, {"update_id": 900 + number, "callback_query": pressed})
        assert said(office)[-1] == (Screen.CANCELLED, Note.OLD_BUTTON)

    assert office.messenger.staff == []


async def test_two_phones_of_one_person(office: Office) -> None:
    """The same code from both, at once or later, is handed in once; taps from both count once."""
    await office.invites("t")
    await office.says(7, "/start t")
    case = await office.case_of(7)
    tap = {"from": {"id": 7}, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}}}
    yes = [{**tap, "id": str(number), "data": data(Button.YES, case)} for number in range(2)]
    await sends(office, *({"update_id": 900 + number, "callback_query": each} for number, each in enumerate(yes)))
    assert said(office)[-2:] == [(Screen.ASK_CODE, None), (Screen.ASK_CODE, Note.OLD_BUTTON)]

    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await sends(office, office.message(7, text="123456"), office.message(7, text="123-456"))
    await office.says(7, "123456")
    assert handed_in(office) == ["123456"]
    assert [each.note for each in office.messenger.shown].count(Note.CODE_IN_HAND) == 1
    assert len(office.messenger.deleted) == 3


async def test_two_people_with_one_number_at_once(office: Office) -> None:
    """In two spaces, with the same code in the same moment: it is handed in once, and the budget is shared."""
    await office.to_code(7, "t")
    await office.invites("u", space="cams-2")
    await office.says(8, "/start u")
    await office.says(8, "yes")
    office.provider.outcomes = [NOT_VERIFIED, NOT_VERIFIED, WRONG]
    await sends(office, office.message(7, text="123456"), office.message(8, text="123456"))

    assert handed_in(office) == ["123456"]
    assert len((await office.case_of(7)).budget.tries) == 1
    assert (await office.case_of(8)).budget == (await office.case_of(7)).budget
    assert (await office.case_of(8)).state is State.WAITING_CODE


@pytest.mark.parametrize(
    "written",
    [
        "\x00",
        "\u202e" * 50,
        "🙂" * 2000,
        "<b>&amp;</b>" * 300,
        "a\n" * 2000,
        "{}[]\\\"'`",
        "\ud83d",
        "1" * 4096,
        "/" * 4096,
    ],
    ids=range(9),
)
async def test_odd_texts_are_answered(office: Office, written: str) -> None:
    """In every state that a text may meet, and the case goes on."""
    await office.says(9, written)
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    await office.says(7, written)
    await office.says(7, f"+{NUMBER}")
    await office.says(7, written)
    await office.says(7, "yes")
    await office.says(7, written)
    office.provider.outcomes = [VERIFIED]
    await office.says(7, "123456")
    await office.says(7, written)

    assert len(office.messenger.shown) == 10
    assert office.messenger.staff[-1][0].reason is Reason.VERIFIED
    assert handed_in(office) == []


async def test_groups_and_comings_and_goings_are_left_unanswered(office: Office) -> None:
    """They are decided on all the same, so that nothing waits."""
    group = {"id": -100, "type": "supergroup"}
    chatter = office.message(7, text="123456")
    chatter["message"]["chat"] = group
    await sends(
        office,
        chatter,
        {"update_id": 900, "my_chat_member": {"chat": {"id": 7, "type": "private"}}},
        {"update_id": 901, "channel_post": {"chat": {"id": -1, "type": "channel"}, "text": "x"}},
    )

    assert office.messenger.shown == []
    async with office.store.transaction() as tx:
        assert await tx.waiting_chats(now=office.time() + 10**6, limit=9) == []


async def test_poison_in_a_group_is_reported_not_answered(office: Office) -> None:
    """What is no JSON is given up with a notice; a group that did not ask is told nothing."""
    async with office.store.transaction() as tx:
        await tx.put([Arrival(900, -100, b"<html>"), Arrival(901, 9, b"\xff")], now=office.time())
    for wait in (0, 1, 5, 15):
        office.time.now += wait
        await office.settle_down()

    assert [show.case.chat_id for show in office.messenger.shown] == [9]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.BURIED] * 2
    assert {incident.cases for _, incident in office.messenger.staff} == {1}


async def test_what_the_database_refuses_stops_its_own_chat_only(office: Office, database_url: str) -> None:
    """PostgreSQL keeps to the widths of columns: one chat's odd value delays nobody else."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite keeps to no widths")
    await office.to_code(7)
    too_long = "x" * 20
    office.conversation._hearing.house = House(languages=("en", too_long), default_language="en")
    odd = office.message(8, text="/help")
    odd["message"]["from"]["language_code"] = too_long
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await sends(office, odd, office.message(7, text="123456"))

    assert (await office.case_of(7)).state is State.VERIFIED


# --- What disks and databases do


async def test_a_full_disk_loses_nothing(sqlite_url: str) -> None:
    """Nothing is taken in that is not stored, nothing is half decided; when there is space again it goes on."""
    office = Office(sqlite_url)
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await _limit_pages(office, full=True)
    padding = "x" * 200_000  # more than what is free in the file
    with pytest.raises(OperationalError, match="full"):
        await office.put(office.message(7, text=padding))
    await _limit_pages(office, full=False)
    await office.says(7, "123456")

    assert (await office.case_of(7)).state is State.VERIFIED
    assert handed_in(office) == ["123456"]
    await office.close()


async def _limit_pages(office: Office, *, full: bool) -> None:
    async with transaction(office.store._engine) as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one() if full else 2**30
        await connection.execute(text(f"PRAGMA max_page_count = {pages}"))


async def test_a_disk_that_fills_up_under_the_running_bot(tmp_path: Path) -> None:
    """`run` keeps polling without confirming; with space again everybody gets their answer, each code once."""
    async with town() as world:
        settings = world.settings(f"sqlite:///{tmp_path}/bot.db", KEY)
        office = Office(settings["DATABASE_URL"])
        office.time.now = time.time()
        process = await program.start("run", settings=settings, folder=tmp_path)
        person = world.telegram.add_person("Budi", "en")
        person.says("hello")
        await until(lambda: says(person, "link"), "an answer")
        world.cams.add_number(SPACE, NUMBER)
        await office.invites("t", space=SPACE)
        await office.close()

        soft, hard = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1024, hard))
        answers = len(person.chat.messages)
        person.opens_link("t")
        await until(lambda: _failed_polls(world.telegram.calls) >= 1, "a poll for the same updates again")
        assert len(person.chat.messages) == answers + 1
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (soft, hard))

        await until(lambda: bool((card := last(person)) and card.buttons and "7890" in card.text), "the card")
        code = world.cams.issue_code(SPACE, NUMBER)
        person.says("yes")
        person.says(code)
        await until(lambda: says(person, "WhatsApp has confirmed"), "the good news")
        process.terminate()
        assert (await program.ended(process)).code == 0
        assert [entry.code for entry in world.cams.submissions(NUMBER)] == [code]


def _failed_polls(calls: list[Any]) -> int:
    """How many polls were answered with updates that an earlier one was answered with."""
    seen: set[int] = set()
    again = 0
    for call in calls:
        ids = {each["update_id"] for each in call.result} if call.method == "getUpdates" and call.result else set()
        again += bool(ids & seen)
        seen |= ids
    return again


async def test_a_database_that_somebody_locks(tmp_path: Path) -> None:
    """A backup holds the file for a moment: the answer comes after it, and nothing is lost or doubled."""
    async with town() as world:
        settings = world.settings(f"sqlite:///{tmp_path}/bot.db", KEY)
        stop = asyncio.Event()
        given = {name.lower(): value for name, value in settings.items()}
        serving = asyncio.ensure_future(serve(load(_env_file=None, **given), stop=stop))
        person = world.telegram.add_person("Budi", "en")
        person.says("hello")
        await until(lambda: says(person, "link"), "an answer")
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as backup:
            backup.execute("BEGIN EXCLUSIVE")
            answers = len(person.chat.messages)
            person.says("hello again")
            await asyncio.sleep(0.3)  # noqa: TID251 -- the time for which the file is held
            assert len(person.chat.messages) == answers + 1
            backup.execute("COMMIT")
        await until(lambda: len(person.chat.messages) == answers + 2, "the answer")
        stop.set()
        await serving


async def test_a_database_that_is_locked_for_long(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than it is waited for: an error that passes, after which the same updates come again."""
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 20)
    office = Office(sqlite_url)
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    update = office.message(7, text="123456")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for work in (lambda: office.put(update), office.conversation.work, office.dispatch.work):
            with pytest.raises(OperationalError, match="locked"):
                await work()
        other.execute("ROLLBACK")
    await sends(office, update)

    assert (handed_in(office), (await office.case_of(7)).state) == (["123456"], State.VERIFIED)
    await office.close()


# --- What servers answer


@asynccontextmanager
async def played(folder: Path, *, offset: float = 0) -> AsyncGenerator[Scene]:
    """A bot in the world of the demonstration; its clock is off by so many seconds."""
    sandbox = Sandbox(WorldTime(time.time, 5.0), Random(20), Options(hold=0.3))
    tempo = Tempo(lambda: sandbox.time() + offset, sandbox.time.wait, 0.1)
    async with _alive(sandbox, folder, tempo):
        await sandbox.welcome()
        yield Scene(sandbox, Narrator(sandbox, Console(file=io.StringIO())))


@pytest.mark.parametrize(
    "offset",
    [
        pytest.param(-20 * 60, id="behind"),
        pytest.param(20 * 60, id="ahead"),
    ],
)
async def test_a_clock_that_is_20_minutes_off(tmp_path: Path, offset: int) -> None:
    """CAMS refuses every call: staff read what to do about it, the customer that no try was counted."""
    async with played(tmp_path, offset=offset) as scene:
        scene.patience = 3
        await scene.begins()
        scene.gets_code()
        scene.pastes()
        told = await scene.sees("On hold, not because of you", fast=True)
        notice = await scene.staff_read("InvalidTimeStamp.Expired")

        assert told.message is not None
        assert notice.message is not None
        assert "No try was counted" in told.message.text
        assert "NTP" in notice.message.text
        assert scene.submissions == ()


@pytest.mark.parametrize(
    "fault",
    [Trouble.HTML_PAGE, Trouble.EMPTY_BODY, Trouble.TRUNCATED_JSON, Trouble.WRONG_TYPES],
)
async def test_answers_that_are_none_hand_nothing_in(tmp_path: Path, fault: Trouble) -> None:
    """An HTML page, nothing, half of something, wrong types, to every call: no code leaves, and it heals by itself."""
    async with played(tmp_path) as scene:
        await scene.begins()
        scene.gets_code()
        switch = scene.sandbox.cams.switch_on(fault, ALL_ACTIONS)
        scene.pastes()
        told = await scene.sees("On hold, not because of you", fast=True)
        await scene.staff_read("#case1")
        assert told.message is not None
        assert "No try was counted" in told.message.text
        assert scene.submissions == ()

        scene.sandbox.cams.switch_off(switch)
        scene.lets_pass(300, "Five minutes")
        await scene.sees("The problem is solved")
        scene.gets_code()
        scene.pastes()
        await scene.sees("Verified")
        assert len(scene.submissions) == 1


async def test_telegrams_nonsense_is_no_update(tmp_path: Path) -> None:
    """A page of a proxy instead of updates: the bot asks again, and answers when they come."""
    async with played(tmp_path) as scene:
        person = scene.sandbox.customer.person
        scene.sandbox.telegram.fail_next(2, 502, ["getUpdates"])
        person.says("hello")
        await scene.sees("link", fast=True)
        scene.sandbox.telegram.fail_next(1, 502, ["sendMessage"])
        person.says("hello again")
        await scene.sees("link", fast=True)

        replies = [message for message in person.chat.messages if message.from_bot]
        assert len(replies) == 2
