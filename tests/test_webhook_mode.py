"""The program with updates posted to it, by a Telegram that is strict about it."""

import asyncio
import contextlib
import json
import re
import signal
import socket
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from chaos.waiting import until
from db.engine import open_engine, transaction
from sandbox.telegram.updates import Webhook
from tests.support import program
from tests.support.in_process import refusal, serving
from tests.support.office import KEY, Office
from tests.support.town import KEY_SECRET, SPACE, TOKEN, Town, last, says, town
from tests.support.webhook_mode import SECRET, with_webhook

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
def settings(world: Town, database_url: str) -> dict[str, str]:
    """Settings for a bot there, with a database of its own."""
    return with_webhook({**world.settings(database_url, KEY), "LOG_FORMAT": "json"})


@pytest.fixture
def on_sqlite(world: Town, sqlite_url: str) -> dict[str, str]:
    """The same on SQLite only, for what has nothing to do with the database."""
    return with_webhook(world.settings(sqlite_url, KEY))


async def test_a_whole_conversation_and_its_log(world: Town, settings: dict[str, str], tmp_path: Path) -> None:
    """To «verified», as by polling; nothing secret is logged, and the webhook stays when the bot stops."""
    office = Office(settings["DATABASE_URL"])
    office.time.now = time.time()
    await office.invites("t", phone=PHONE, space=SPACE)
    await office.close()
    process = await program.start("run", settings=settings, folder=tmp_path)
    person = world.telegram.add_person("Budi", "en", f"+{PHONE}")
    person.opens_link("t")
    await until(lambda: bool((shown := last(person)) and shown.buttons), "the card with the number")
    card = last(person)
    assert card is not None
    person.taps(card.message_id, card.buttons[0][0].text)
    await until(lambda: says(person, ASKS_FOR_CODE), "the question for the code")
    code = world.cams.issue_code(SPACE, PHONE)
    person.says(f"Your WhatsApp code is {code[:3]}-{code[3:]}")
    await until(lambda: says(person, VERIFIED), "the good news")
    await until(lambda: any("#case1" in shown.text for shown in world.staff.messages), "staff's notice")
    process.send_signal(signal.SIGTERM)
    ended = await program.ended(process)

    assert (ended.code, ended.out) == (0, "")
    assert world.telegram.updates.webhook is not None
    assert world.telegram.updates.pending() == []
    secrets = (code, f"{code[:3]}-{code[3:]}", PHONE, PHONE[3:], TOKEN, KEY, KEY_SECRET, SECRET, "Budi", "http")
    assert [secret for secret in secrets if secret in ended.err] == []
    events = [json.loads(line)["event"] for line in ended.err.splitlines()]
    assert [event for event in events if event != "case moved"] == [
        "serving",
        "call answered",
        "call answered",
        "stopping",
    ]
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]
    assert [call.description for call in world.telegram.calls if not call.worked] == []


async def test_a_database_that_is_away(world: Town, settings: dict[str, str]) -> None:
    """503 and not ready, but alive; when it is back the update comes again, is decided once, and all is well."""
    engine = open_engine(settings["DATABASE_URL"])
    async with serving(settings), httpx.AsyncClient(base_url=f"http://{settings['LISTEN']}") as client:
        person = world.telegram.add_person("Budi", "en")
        person.says("hello")
        await until(lambda: says(person, "link"), "an answer")
        await until_told(client, "/readyz", 200)
        async with transaction(engine) as connection:
            await connection.execute(text("ALTER TABLE inbox RENAME TO away"))
        messages = len(person.chat.messages)
        person.says("hello again")
        await until(lambda: webhook_of(world).last_error.endswith("503"), "an answer of 503")
        await until_told(client, "/readyz", 503)
        assert (await client.get("/healthz")).status_code == 200
        assert len(person.chat.messages) == messages + 1
        told = (await client.get("/metrics")).text.splitlines()
        assert {"bot_serving 1.0", "bot_ready 0.0", "bot_database_read 0.0"} <= {*told}
        workers = {word for line in told for word in re.findall(r'^bot_rounds_total.*worker="(\w+)"', line)}
        assert workers >= {"conversation", "dispatch", "sweep", "presence"}  # each is there before its first round
        async with transaction(engine) as connection:
            await connection.execute(text("ALTER TABLE away RENAME TO inbox"))
        await until(lambda: len(person.chat.messages) == messages + 2, "the answer")
        await until(lambda: world.telegram.updates.pending() == [], "that Telegram knows")
        await until_told(client, "/readyz", 200)
        assert len(person.chat.messages) == messages + 2
    await engine.dispose()


async def test_while_telegram_is_away_it_is_alive_and_not_ready(world: Town, on_sqlite: dict[str, str]) -> None:
    """And takes nothing that is posted, by somebody who knows the secret even: it would not be decided on."""
    await world.telegram_server.down()
    async with serving(on_sqlite), httpx.AsyncClient(base_url=f"http://{on_sqlite['LISTEN']}") as client:
        await until_told(client, "/healthz", 200)
        assert (await client.get("/readyz")).json()["troubles"] == ["telegram: not reached yet, or stopping"]
        client.headers["X-Telegram-Bot-Api-Secret-Token"] = SECRET
        assert (await client.post("/telegram", content=b'{"update_id": 1}')).status_code == 503
        await world.telegram_server.up()
        await until_told(client, "/readyz", 200)
        assert (await client.post("/telegram", content=b'{"update_id": 1}')).status_code == 200


async def test_staff_are_told_of_what_cannot_be_read(world: Town, settings: dict[str, str]) -> None:
    """It is taken, so that it holds nobody up; the notice is owed before the answer."""
    async with serving(settings), httpx.AsyncClient(base_url=f"http://{settings['LISTEN']}") as client:
        await until_told(client, "/readyz", 200)
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        assert (await client.post("/telegram", content=b"{", headers=headers)).status_code == 200
        await until(lambda: any("unreadable" in shown.text for shown in world.staff.messages), "staff's notice")


async def test_an_address_that_is_taken_stops_the_start(world: Town, on_sqlite: dict[str, str]) -> None:
    """One line, and Telegram is not called: whoever posts there would find somebody else."""
    host, _, port = on_sqlite["LISTEN"].rpartition(":")
    with socket.create_server((host, int(port))):
        line = await refusal(on_sqlite)

    assert line == "LISTEN: this address cannot be listened on (Address already in use)."
    assert world.calls == 0


async def test_an_address_that_telegram_refuses_stops_the_start(world: Town, on_sqlite: dict[str, str]) -> None:
    """One line, with Telegram's reason."""
    world.telegram.fail_next(1, 400, ["setWebhook"])

    assert await refusal(on_sqlite) == "TELEGRAM_WEBHOOK_URL: Telegram does not take it (Bad Request)."


async def test_a_refused_token_ends_it(world: Town, on_sqlite: dict[str, str]) -> None:
    """It cannot answer anybody any more, though updates may still be posted."""
    world.telegram.fail_next(1, 401, ["setWebhook"])

    assert await refusal(on_sqlite) == "Telegram refused the bot's token: was it revoked at BotFather?"


def webhook_of(world: Town) -> Webhook:
    """The webhook that is set."""
    webhook = world.telegram.updates.webhook
    assert webhook is not None
    return webhook


async def until_told(client: httpx.AsyncClient, path: str, status: int) -> None:
    """Ask again and again until the bot says so."""
    for _ in range(1000):
        with contextlib.suppress(httpx.ConnectError):
            if (await client.get(path)).status_code == status:
                return
        await asyncio.sleep(0.02)  # noqa: TID251 -- a look, not a guess at how long something takes
    raise AssertionError(f"{path} never said {status}")
