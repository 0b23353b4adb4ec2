"""Staff let a number move, from the command line, while the bot may be running."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.flow.effects import Reason, Register
from bot.flow.events import Event
from bot.flow.model import Accepted, Case, Fault, Offers, Refused, Registering, State
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, NUMBER, Office, Time

OFFERS = Offers(register=Registering.STAFF)
LAST = NUMBER[-4:]
UPDATES = itertools.count(100, 100)
NOT_VERIFIED_ANY_MORE = Refused(fault=Fault.VERIFY_AGAIN, code="x", request_id="R-9", try_used=False)


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, database_url: str) -> str:
    """Settings in the environment, for a database that is empty."""
    for name, value in {
        "TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35,
        "STAFF_CHAT_ID": "-100",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": KEY,
        "REGISTER": "staff",
    }.items():
        monkeypatch.setenv(name, value)
    return database_url


def at_work(url: str, work: Callable[[Office], Coroutine[None, None, None]]) -> Office:
    """Do something as the bot does, in a process that has this database."""

    async def inner() -> Office:
        office = Office(url, offers=OFFERS, now=Time(1_900_000_000))
        office._updates = next(UPDATES)  # Telegram numbers on, whichever process asks.
        await work(office)
        await office.close()
        return office

    return asyncio.run(inner())


async def verify(office: Office) -> None:
    """Bring a case to «verified»."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")
    assert (await office.case_of(7)).state is State.VERIFIED


async def verify_and_invite_anew(office: Office) -> None:
    """Somebody else has begun with the same number since."""
    await verify(office)
    await office.to_code(8, "again")


def register(*arguments: str, typed: str = "") -> Result:
    """Run the command; it prints no whole number."""
    result = CliRunner().invoke(app, ["register", *arguments], input=typed)
    assert NUMBER not in result.output
    return result


def test_the_number_moves_at_their_word(url: str) -> None:
    """The case number and the last digits are asked for, the order is owed, and the bot carries it out once."""
    at_work(url, verify)
    result = register("1", typed=f"{LAST}\n")
    assert (result.exit_code, "Ordered." in result.output) == (0, True)

    async def carries_it_out(office: Office) -> None:
        office.provider.outcomes = [Accepted()]
        await office.settle_down()

    office = at_work(url, carries_it_out)
    assert [type(call) for call in office.provider.calls] == [Register]
    assert [notice.reason for notice, _ in office.messenger.staff] in ([], [Reason.VERIFIED])
    assert register("1", "--number-ends-in", LAST).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("1",), "0000\n", "Nothing was done"),
        (("1", "--number-ends-in", "0000"), "", "Nothing was done"),
        (("9", "--number-ends-in", LAST), "", "There is no case 9"),
    ],
    ids=["another number", "another number at once", "another case"],
)
def test_nothing_moves_by_mistake(url: str, arguments: tuple[str, ...], typed: str, said: str) -> None:
    """Whoever mistypes learns so, and the case is as it was."""
    at_work(url, verify)
    result = register(*arguments, typed=typed)
    assert (result.exit_code, said in result.output) == (1, True)

    found: list[Case] = []

    async def look(office: Office) -> None:
        found.append(await office.case_of(7))

    at_work(url, look)
    assert (found[0].state, found[0].registered_at) == (State.VERIFIED, 0)


def test_only_verified_numbers_move(url: str) -> None:
    """A case that waits for its code says where it is."""
    at_work(url, lambda office: office.to_code())
    result = register("1", "--number-ends-in", LAST)
    assert (result.exit_code, "not verified but waiting_code" in result.output) == (1, True)


@pytest.mark.usefixtures("url")
def test_an_operator_who_keeps_the_step_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is even looked up."""
    monkeypatch.setenv("REGISTER", "off")
    result = register("1", "--number-ends-in", LAST)
    assert (result.exit_code, "it is off" in result.output) == (1, True)


def test_an_order_refused_while_another_case_has_the_number_stops_nobody(url: str) -> None:
    """The number was invited anew meanwhile: the refusal is decided on, no update is blamed, the new case goes on."""
    at_work(url, verify_and_invite_anew)
    register("1", typed=f"{LAST}\n")

    async def goes_on(office: Office) -> None:
        office.provider.outcomes = [NOT_VERIFIED_ANY_MORE]
        await office.settle_down()
        office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
        await office.says(8, "654321")
        assert (await office.case_of(8)).state is State.VERIFIED
        assert (await office.case_of(7)).state is State.VERIFIED

    office = at_work(url, goes_on)
    reasons = [notice.reason for notice, _ in office.messenger.staff]
    assert Reason.VERIFICATION_OVER in reasons
    assert Reason.BURIED not in reasons


def test_an_answer_that_the_database_refuses_is_given_up_and_no_update_for_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever makes it so: staff hear of it, and what the customer wrote meanwhile is answered."""
    at_work(url, verify_and_invite_anew)
    register("1", typed=f"{LAST}\n")

    async def nobody_knows(*known: Event) -> Event:
        return known[-1]

    async def goes_on(office: Office) -> None:
        monkeypatch.setattr("bot.hearing._with_what_others_have", nobody_knows)
        office.provider.outcomes = [NOT_VERIFIED_ANY_MORE]
        await office.put(office.message(7, text="/status"))
        await office.settle_down()

    office = at_work(url, goes_on)
    buried = [notice for notice, _ in office.messenger.staff if notice.reason is Reason.BURIED]
    assert [(notice.case.id, notice.code) for notice in buried] == [(1, "Register")]
    assert office.messenger.shown[-1].case.chat_id == 7
