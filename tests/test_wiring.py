"""The program as it is run: started, used, refused and stopped."""

import asyncio
import contextlib
import json
import signal
import sqlite3
import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from chaos.waiting import until
from db.encryption import new_key
from db.engine import open_engine, transaction
from sandbox.cams.faults import Fault
from sandbox.telegram import Person
from sandbox.telegram.updates import Webhook
from tests.support import program
from tests.support.bot_api import complaints
from tests.support.in_process import refusal, serving
from tests.support.office import KEY, Office
from tests.support.town import KEY_SECRET, SPACE, TOKEN, Town, last, says, town

pytestmark = pytest.mark.waits

PHONE = "6281234567890"
ASKS_FOR_CODE = "Send the code from WhatsApp"
VERIFIED = "WhatsApp has confirmed that this number is yours"


@pytest.fixture
async def world() -> AsyncGenerator[Town]:
    """A town that listens, with a number that migrates."""
    async with town() as made:
        made.cams.add_number(SPACE, PHONE)
        yield made


@pytest.fixture
def settings(world: Town, sqlite_url: str) -> dict[str, str]:
    """Settings for a bot there, with a database of its own."""
    return {**world.settings(sqlite_url, KEY), "LOG_FORMAT": "json"}


async def invited(settings: Mapping[str, str], token: str = "t") -> None:
    """Staff have made a link."""
    office = Office(settings["DATABASE_URL"])
    office.time.now = time.time()
    await office.invites(token, phone=PHONE, space=SPACE)
    await office.close()


async def asked_for_code(world: Town, token: str = "t") -> Person:
    """A customer has come as far as being asked for the code."""
    person = world.telegram.add_person("Budi", "en", f"+{PHONE}")
    person.opens_link(token)
    await until(lambda: bool((shown := last(person)) and shown.buttons), "the card with the number")
    card = last(person)
    assert card is not None
    person.taps(card.message_id, card.buttons[0][0].text)
    await until(lambda: says(person, ASKS_FOR_CODE), "the question for the code")
    return person


async def stopped(process: asyncio.subprocess.Process) -> program.Ended:
    """Tell a process to stop; it must do so within ten seconds."""
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    ended = await program.ended(process)
    assert time.monotonic() - started < 10
    return ended


def events(ended: program.Ended) -> list[str]:
    """What was logged: each line is a JSON document."""
    return [json.loads(line)["event"] for line in ended.err.splitlines()]


async def test_a_whole_conversation_and_its_log(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """From an old webhook in the way to «verified», and nothing secret in any line that was logged."""
    world.telegram.updates.set_webhook(Webhook("https://example.org/old"))
    await invited(settings)
    process = await program.start("run", settings=settings, folder=tmp_path)
    person = await asked_for_code(world)
    code = world.cams.issue_code(SPACE, PHONE)
    person.says(f"Your WhatsApp code is {code[:3]}-{code[3:]}")
    await until(lambda: says(person, VERIFIED), "the good news")
    await until(lambda: any("#case1" in shown.text for shown in world.staff.messages), "staff's notice")
    await until(lambda: code[3:] not in str(person.chat.messages), "the deletion of the code")
    ended = await stopped(process)

    assert (ended.code, ended.out) == (0, "")
    assert world.telegram.updates.webhook is None
    secrets = (code, f"{code[:3]}-{code[3:]}", PHONE, PHONE[3:], TOKEN, KEY, KEY_SECRET, "Budi", "Toko", "http")
    assert [secret for secret in secrets if secret in ended.err] == []
    rest = [event for event in events(ended) if event != "case moved"]
    assert rest == ["serving", "call answered", "call answered", "stopping"]
    moves = [line for line in map(json.loads, ended.err.splitlines()) if line["event"] == "case moved"]
    assert [(line["case_id"], line["state"], line["by"], line["update_id"] > 0) for line in moves] == [
        (1, "confirming_number", "Invited", True),
        (1, "waiting_code", "Agreed", True),
        (1, "prechecking", "CodeGiven", True),
        (1, "checking", "CallAnswered", False),
        (1, "verified", "CallAnswered", False),
    ]
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]
    assert [call.description for call in world.telegram.calls if not call.worked] == []
    assert complaints(world.telegram.calls) == []


async def test_a_second_process_is_kept_out(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """One line, code 1, nobody called; the first one never notices, and when it has gone another may serve."""
    async with serving(settings):
        await until(lambda: _polls(world) > 0, "the first poll")
        calls = world.calls
        second = await program.run("run", settings=settings, folder=tmp_path)
        assert (second.code, second.out) == (1, "")
        assert second.err == "DATABASE_URL: another process is serving from this SQLite file.\n"
        assert world.calls == calls
    polls = _polls(world)
    async with serving(settings):
        await until(lambda: _polls(world) > polls, "a poll of the next one")


async def test_a_wrong_key_touches_nothing(world: Town, settings: dict[str, str], sqlite_url: str) -> None:
    """One line; nobody is called, and the database is, byte for byte, what it was."""
    await invited(settings)
    before = content(sqlite_url)

    assert (await refusal({**settings, "ENCRYPTION_KEYS": new_key()})).startswith("ENCRYPTION_KEYS: they cannot read")
    assert world.calls == 0
    assert content(sqlite_url) == before


async def test_a_database_of_a_newer_version_is_left_alone(world: Town, settings: dict[str, str]) -> None:
    """After a step back to an older version: one line, nobody called."""
    engine = open_engine(settings["DATABASE_URL"])
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("UPDATE compatibility SET oldest = '9999'"))
    await engine.dispose()

    assert await refusal(settings) == "DATABASE_URL: the database was changed by a newer version of this program."
    assert world.calls == 0


async def test_a_refused_token_ends_it(world: Town, settings: dict[str, str]) -> None:
    """At the start, and while serving: one line for whoever runs it."""
    assert await refusal({**settings, "TELEGRAM_BOT_TOKEN": "123456:" + "b" * 35}) == (
        "Telegram does not know TELEGRAM_BOT_TOKEN: is it whole, and not revoked?"
    )

    ends = asyncio.ensure_future(refusal(settings))
    await until(lambda: _polls(world) > 0, "the first poll")
    world.telegram.token = "123456:" + "c" * 35  # as BotFather's /revoke does
    world.telegram.add_person("Budi").opens_link()  # ends the poll that is under way
    assert await asyncio.wait_for(ends, 20) == "Telegram refused the bot's token: was it revoked at BotFather?"


async def test_it_waits_for_telegram(world: Town, settings: dict[str, str]) -> None:
    """Telegram is down when it starts: it tries again, may be stopped meanwhile, and serves once Telegram is back."""
    await world.telegram_server.down()
    with capture_logs() as logged:
        async with serving(settings):
            await until(lambda: bool(logged), "the first try")
        assert [entry["event"] for entry in logged] == ["telegram not reached"]
        async with serving(settings):
            await until(lambda: len(logged) > 1, "the first try of the next one")
            await world.telegram_server.up()
            await until(lambda: _polls(world) > 0, "the first poll")


async def test_stopping_waits_for_no_database(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """Somebody holds the file for as long as they like: the process ends within ten seconds, and says why it is 1."""
    process = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: _polls(world) > 0, "the first poll")
    held = sqlite3.connect(settings["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None)
    with contextlib.closing(held):
        held.execute("BEGIN EXCLUSIVE")
        ended = await stopped(process)

    assert ended.code == 1
    assert events(ended)[-1] == "stopped without an orderly end"


async def test_a_database_lost_while_telegram_was_waited_for_is_one_line(
    world: Town, settings: dict[str, str], tmp_path: Path
) -> None:
    """The start goes on once Telegram answers, and ends with why it cannot, not with a traceback."""
    world.telegram.fail_next(1000, 502, {"getMe"})
    process = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: any(call.method == "getMe" for call in world.telegram.calls), "the first question")
    held = sqlite3.connect(settings["DATABASE_URL"].removeprefix("sqlite:///"), isolation_level=None)
    with contextlib.closing(held):
        held.execute("BEGIN EXCLUSIVE")
        world.telegram.heal()
        ended = await program.ended(process)

    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith("DATABASE_URL: the database cannot be used (OperationalError")
    assert "Traceback" not in ended.err


async def test_stopping_finishes_what_is_in_hand(world: Town, settings: dict[str, str]) -> None:
    """A code that is being checked when the bot is told to stop is heard out, and its answer told by the next one."""
    await invited(settings)
    async with serving(settings):
        person = await asked_for_code(world)
        code = world.cams.issue_code(SPACE, PHONE)
        world.cams.options = replace(world.cams.options, slow=0.7)
        world.cams.switch_on(Fault.SLOW)
        person.says(code)
        await until(lambda: len(world.cams.books.entries("GetPhoneNumberVerificationStatus")) > 0, "the read before")
    world.cams.switch_off()

    async with serving(settings):
        await until(lambda: says(person, VERIFIED), "the good news")
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]


def content(database_url: str) -> bytes:
    """Every byte of an SQLite file."""
    return Path(database_url.removeprefix("sqlite:///")).read_bytes()


def _polls(world: Town) -> int:
    return sum(call.method == "getUpdates" for call in world.telegram.calls) + (
        world.telegram.updates._poller is not None
    )
