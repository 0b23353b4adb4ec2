"""A customer has everything erased: after a question, all of it or nothing, and without another try for it."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button, data
from bot.flow import policy
from bot.flow.effects import Reason, Screen
from bot.flow.model import Fault, Refused
from tests.support.everywhere import places_of
from tests.support.office import NOT_VERIFIED, NUMBER, VERIFIED, Office

OTHERS = "6289876543210"
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases over an empty database, with a customer who is asked for a code."""
    opened = Office(database_url)
    await opened.to_code(7)
    yield opened
    await opened.close()


async def found(office: Office, *wanted: str) -> dict[str, set[str]]:
    """Where that stands in the database."""
    return await places_of(office.store._engine, office.store._cipher, *wanted)


def last_screen(office: Office) -> Screen:
    """What was shown last."""
    return office.messenger.screens[-1]


def reasons(office: Office) -> list[Reason]:
    """What staff were told."""
    return [notice.reason for notice, _ in office.messenger.staff]


async def test_nothing_of_them_is_left(office: Office) -> None:
    """Both their numbers, the label and the chat go from every column; they have a receipt, and staff know."""
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(7, "654321")
    await office.invites("other", phone=OTHERS, life=10**9)
    await office.says(7, "/start other")
    await office.says(7, "/forgetme")
    assert last_screen(office) is Screen.FORGET
    await office.taps(7, Button.ERASE)

    assert last_screen(office) is Screen.FORGOTTEN
    receipt = office.messenger.shown[-1].case
    assert (receipt.phone, receipt.label, receipt.chat_id) == ("", "", 7)
    assert reasons(office).count(Reason.FORGOTTEN) == 2
    assert {notice.case.phone + notice.case.label for notice, _ in office.messenger.staff[-2:]} == {""}
    async with office.store.transaction() as tx:
        await tx.forget_tellings(before=office.time() + 1)
    assert await found(office, NUMBER, OTHERS, "Toko") == {}
    async with office.store.transaction() as tx:
        left = await tx.list_cases(state=None, limit=9)
    assert {(case.chat_id, case.phone, case.label) for case in left} == {(0, "", "")}
    await office.says(7, "/forgetme")
    assert last_screen(office) is Screen.NOTHING_KEPT


async def test_the_words_alone_erase_nothing(office: Office) -> None:
    """It takes the question, and not one that was asked long ago; who keeps it all has it."""
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGET
    office.time.now += policy.FORGET_ASKED + 1
    await office.taps(7, Button.ERASE)
    assert last_screen(office) is Screen.FORGET
    await office.taps(7, Button.STATUS)
    assert (await office.case_of(7)).phone == NUMBER
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGOTTEN


async def test_who_comes_back_has_no_other_try(office: Office) -> None:
    """The number's counters are as they were."""
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(7, "654321")
    before = (await office.case_of(7)).budget
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    await office.to_code(7, token="again")
    after = (await office.case_of(7)).budget
    assert before.tries
    assert after.tries == before.tries


async def test_what_is_under_way_is_finished_first(office: Office) -> None:
    """A code is being checked: nothing is erased, its outcome is told, and then it can be."""
    await office.says(7, "/forgetme")
    office.provider.outcomes = [VERIFIED]
    await office.put(office.message(7, text="654321"), office.message(7, text="yes, erase everything"))
    await office.settle_down()
    screens = office.messenger.screens
    assert Screen.FORGET_LATER in screens
    assert screens.index(Screen.FORGET_LATER) < screens.index(Screen.VERIFIED)
    assert (await office.case_of(7)).phone == NUMBER
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGOTTEN
    assert reasons(office)[-1] is Reason.FORGOTTEN
    assert await found(office, NUMBER) == {}


async def test_nobody_erases_anothers(office: Office) -> None:
    """Another chat presses the very button of the card: nothing of the first one goes."""
    await office.says(7, "/forgetme")
    case = await office.case_of(7)
    await office.invites("other", phone=OTHERS)
    await office.says(8, "/start other")
    await office.says(8, "/forgetme")
    await office.put(office.press(8, data(Button.ERASE, case)))
    await office.settle_down()
    assert (await office.case_of(7)).phone == NUMBER
