"""The program as it is run: a process of its own that is started, used, refused and stopped."""

import asyncio
import json
import signal
import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from db.encryption import new_key
from db.engine import open_engine, transaction
from sandbox.cams.faults import Fault
from sandbox.telegram import Person
from sandbox.telegram.updates import Webhook
from tests.support import program
from tests.support.bot_api import complaints
from tests.support.bystander import until
from tests.support.office import KEY, Office
from tests.support.town import KEY_SECRET, SPACE, TOKEN, Town, last, says, town

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


async def stopped(process: asyncio.subprocess.Process, number: signal.Signals = signal.SIGTERM) -> program.Ended:
    """Tell a process to stop; it must do so within ten seconds."""
    started = time.monotonic()
    process.send_signal(number)
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
    assert events(ended) == ["serving", "call answered", "call answered", "stopping"]
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]
    assert [call.description for call in world.telegram.calls if not call.worked] == []
    assert complaints(world.telegram.calls) == []


async def test_a_second_process_is_kept_out(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """One line, code 1, nobody called; the first one never notices, and when it has gone another may serve."""
    first = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: _polls(world) > 0, "the first poll")
    me = sum(call.method == "getMe" for call in world.telegram.calls)
    second = await program.run("run", settings=settings, folder=tmp_path)

    assert (second.code, second.out) == (1, "")
    assert second.err == "DATABASE_URL: another process is serving from this SQLite file.\n"
    assert sum(call.method == "getMe" for call in world.telegram.calls) == me
    assert (await stopped(first)).code == 0
    polls = _polls(world)
    third = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: _polls(world) > polls, "a poll of the third")
    assert (await stopped(third, signal.SIGINT)).code == 0


async def test_a_wrong_key_touches_nothing(
    world: Town, settings: dict[str, str], tmp_path: Path, sqlite_url: str
) -> None:
    """One line, code 1; nobody is called, and the database is, byte for byte, what it was."""
    await invited(settings)
    before = content(sqlite_url)
    ended = await program.run("run", settings={**settings, "ENCRYPTION_KEYS": new_key()}, folder=tmp_path)

    assert (ended.code, ended.out) == (1, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("ENCRYPTION_KEYS: they cannot read what is stored")
    assert world.calls == 0
    assert content(sqlite_url) == before


async def test_a_database_of_a_newer_version_is_left_alone(
    world: Town, settings: dict[str, str], tmp_path: Path
) -> None:
    """After a step back to an older version: one line, code 1, nobody called."""
    engine = open_engine(settings["DATABASE_URL"])
    async with transaction(engine) as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    ended = await program.run("run", settings=settings, folder=tmp_path)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "DATABASE_URL: the database was changed by a newer version of this program.\n"
    assert world.calls == 0


async def test_a_refused_token_ends_it(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """At the start, and while serving: code 1 and one line for whoever runs it."""
    wrong = {**settings, "TELEGRAM_BOT_TOKEN": "123456:" + "b" * 35}
    ended = await program.run("run", settings=wrong, folder=tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == "Telegram does not know TELEGRAM_BOT_TOKEN: is it whole, and not revoked?\n"

    process = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: _polls(world) > 0, "the first poll")
    world.telegram.token = "123456:" + "c" * 35
    world.telegram.add_person("Budi").opens_link()  # ends the poll that is under way
    ended = await program.ended(process)
    assert ended.code == 1
    assert ended.err.splitlines()[-1] == "Telegram refused the bot's token: was it revoked at BotFather?"


async def test_it_waits_for_telegram(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """Telegram is down when it starts: it tries again, may be stopped meanwhile, and serves once Telegram is back."""
    await world.telegram_server.down()
    waiting = await program.start("run", settings=settings, folder=tmp_path)
    assert waiting.stderr is not None
    assert json.loads(await waiting.stderr.readline())["event"] == "telegram not reached"
    ended = await stopped(waiting)
    assert ended.code == 0

    again = await program.start("run", settings=settings, folder=tmp_path)
    assert again.stderr is not None
    assert json.loads(await again.stderr.readline())["event"] == "telegram not reached"
    await world.telegram_server.up()
    await until(lambda: _polls(world) > 0, "the first poll")
    assert (await stopped(again)).code == 0


async def test_stopping_finishes_what_is_in_hand(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """A code that is being checked when the bot is told to stop is heard out, and its answer told by the next one."""
    await invited(settings)
    process = await program.start("run", settings=settings, folder=tmp_path)
    person = await asked_for_code(world)
    code = world.cams.issue_code(SPACE, PHONE)
    world.cams.options = replace(world.cams.options, slow=1.0)
    world.cams.switch_on(Fault.SLOW)
    person.says(code)
    await until(lambda: len(world.cams.books.entries("GetPhoneNumberVerificationStatus")) > 0, "the read before")
    assert (await stopped(process)).code == 0
    world.cams.switch_off()

    again = await program.start("run", settings=settings, folder=tmp_path)
    await until(lambda: says(person, VERIFIED), "the good news")
    assert (await stopped(again)).code == 0
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]


def content(database_url: str) -> bytes:
    """Every byte of an SQLite file."""
    return Path(database_url.removeprefix("sqlite:///")).read_bytes()


def _polls(world: Town) -> int:
    return sum(call.method == "getUpdates" for call in world.telegram.calls) + (
        world.telegram.updates._poller is not None
    )
