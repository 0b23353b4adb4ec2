"""The program with updates posted to it, by a Telegram that is strict about it."""

import json
import signal
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.support import program
from tests.support.bystander import until
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
    assert events == ["serving", "call answered", "call answered", "stopping"]
    assert [entry.code for entry in world.cams.submissions(PHONE)] == [code]
    assert [call.description for call in world.telegram.calls if not call.worked] == []
