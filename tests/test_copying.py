"""The copy that a customer is sent: all that is kept about them, readable, and nothing about anybody else."""

import json
from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Screen
from bot.flow.model import Fault, Refused, Unknown
from tests.support.office import NOT_VERIFIED, Office

OTHERS = "6289876543210"
CODE = "654321"


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases over an empty database, with two customers."""
    opened = Office(database_url)
    await opened.to_code()
    await opened.invites("other", phone=OTHERS)
    await opened.says(8, "/start other")
    yield opened
    await opened.close()


async def test_a_customer_is_sent_what_is_kept(office: Office) -> None:
    """Number, label, times, what happened and what was asked of WhatsApp; no code, and nothing of another's."""
    wrong = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)
    office.provider.outcomes = [NOT_VERIFIED, wrong]
    await office.says(7, CODE)
    await office.says(7, "/mydata")
    ((chat_id, name, content),) = office.messenger.files
    text = content.decode()
    document = json.loads(text)
    (case,) = document["cases"]

    assert (chat_id, name) == (7, "my-data.json")
    assert office.messenger.screens[-1] is Screen.MY_DATA
    assert (document["telegram_account"], document["is_complete"]) == (7, True)
    assert (case["number"], case["for"], case["space"]) == ("+62 812-3456-7890", "Toko", "cams-1")
    assert (case["state"], len(case["codes_handed_in_at"])) == ("waiting code", 1)
    assert [each["what"] for each in case["what_happened"]][-3:] == ["code given", "agreed", "invited"]
    assert case["what_happened"][-1]["shown"] == "confirm number, what we keep"
    assert "to_be_erased_as_you_asked_at" not in case
    assert [each["action"] for each in case["asked_of_whatsapp"]] == [
        "ChatappMigrationVerified",
        "GetPhoneNumberVerificationStatus",
    ]
    assert case["begun_at"] == "2027-01-15T08:00:00+00:00"
    (trial,) = (await office.case_of(7)).budget.tries
    assert [secret for secret in (CODE, trial.fingerprint, OTHERS, "Budi") if secret in text] == []


async def test_once_an_hour(office: Office) -> None:
    """Asked again before, the customer is told from when on; after that they are sent another one."""
    await office.says(7, "/mydata")
    await office.taps(7, Button.MY_DATA)
    assert (len(office.messenger.files), office.messenger.screens[-1]) == (1, Screen.MY_DATA_LATER)
    office.time.now += policy.COPY_AGAIN
    await office.says(7, "my data")
    assert (len(office.messenger.files), office.messenger.screens[-1]) == (2, Screen.MY_DATA)


async def test_a_wish_to_be_forgotten_that_waits_is_kept_too(office: Office) -> None:
    """It is something that they said, and what is kept of it is when."""
    office.provider.outcomes = [NOT_VERIFIED, Unknown(reason="no answer"), NOT_VERIFIED]
    await office.says(7, CODE)
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    assert office.messenger.screens[-1] is Screen.FORGET_LATER
    await office.says(7, "/mydata")
    ((_, _, content),) = office.messenger.files

    assert json.loads(content)["cases"][0]["to_be_erased_as_you_asked_at"] == "2027-01-15T08:00:00+00:00"


async def test_a_stranger_is_told_that_there_is_nothing(office: Office) -> None:
    """However often they ask, nothing is read for them."""
    await office.says(9, "/mydata")
    assert (office.messenger.files, office.messenger.screens[-1]) == ([], Screen.NOTHING_KEPT)


async def test_it_is_written_when_it_is_sent(office: Office) -> None:
    """Nothing of it waits in the outbox; what was erased meanwhile is not in it."""
    await office.put(office.message(7, text="/mydata"))
    await office.conversation.work()
    office.dispatch.started.clear()
    async with office.store.transaction() as tx:
        held = await tx.held_about(7, cases=1, rows=2)
        nobody = await tx.held_about(99, cases=1, rows=1)

    assert [row["kind"] for row in held.owed][-1:] == ["SendCopy"]
    assert (len(held.cases[0].events), held.cases[0].is_all) == (2, False)
    assert (nobody.cases, nobody.owed) == ([], [])
