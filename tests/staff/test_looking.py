"""Looking at cases in the group: who gets what to see, page by page, and nothing of what is erased or whole."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.flow.model import Budget, Case, CaseId, Fault, Offers, Registering, State
from bot.flow.staff import AnswerStaff, Ours
from bot.staff import looking, reading
from bot.staff.looking import card, matching
from bot.store import Transaction
from tests.telegram.everything import CASE, NOW, tries

from .desk import AGENT, CUSTOMER, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


def listed(answers: list[AnswerStaff]) -> list[object]:
    """The cases of a list, as they can be tapped."""
    rows = [line.values["command"] for each in answers for lines in each.paragraphs for line in lines if line.values]
    return [row.text for row in rows if isinstance(row, Ours)]


def carried(answers: list[AnswerStaff]) -> list[str]:
    """The commands of the buttons under an answer."""
    return [key.command for answer in answers for row in answer.keys for key in row]


async def test_a_list_has_pages(office: StaffOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first; each button says which page it leads to, and a page is written over the one before."""
    monkeypatch.setattr(looking, "PAGE", 2)
    for number in range(3):
        await office.to_code(CUSTOMER + number, f"t{number}", phone=f"628123450000{number}")

    first = await office.hears(AGENT, "/cases")
    assert (listed(first), carried(first)) == (["/case_3", "/case_2"], ["cases 2"])
    second = await office.answered(office.pressed(AGENT, "staff:cases 2"))
    assert (listed(second), carried(second)) == (["/case_1"], ["cases"])
    assert (first[0].over, second[0].over > 0, second[0].tap != "") == (0, True, True)
    waiting = await office.hears(AGENT, "/cases Waiting-Code 3")
    assert (listed(waiting), carried(waiting)) == (["/case_2", "/case_1"], ["cases waiting_code"])
    assert texts(await office.hears(AGENT, "/cases held")) == ["staff-cases-title", "staff-cases-none"]
    assert texts(await office.hears(AGENT, "/cases lost")) == ["staff-cases-states"]


async def test_one_case(office: StaffOffice) -> None:
    """By any of its names; of what there is none, or is erased, the same is said."""
    await office.to_code(CUSTOMER)
    (answer,) = await office.hears(AGENT, "/case_1")

    assert answer.case_id == 1
    assert texts([answer]) == [
        "staff-case-title", "staff-case-state", "staff-space", "staff-case-left", "staff-case-deadline"
    ]  # fmt: skip
    for wrong in ("/case 2", "/case", "/case one"):
        assert texts(await office.hears(AGENT, wrong)) == ["staff-case-unknown"]
    assert (AGENT, "case", "no such case") in await office.deeds()


async def test_finding(office: StaffOffice) -> None:
    """By a part of the label, the last four digits, or the case's number; one letter is no search."""
    await office.to_code(CUSTOMER)
    assert listed(await office.hears(AGENT, "/find tok")) == ["/case_1"]
    assert listed(await office.hears(AGENT, "/find 7890")) == ["/case_1"]
    assert listed(await office.hears(AGENT, "/find #case1")) == ["/case_1"]
    assert texts(await office.hears(AGENT, "/find 1234")) == ["staff-cases-title", "staff-cases-none"]
    assert texts(await office.hears(AGENT, "/find t")) == ["staff-find-usage"]


async def test_a_search_opens_some_cases_at_a_time(office: StaffOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or all who write to the bot wait while everything is opened; the older ones are a button away, to the last."""
    monkeypatch.setattr(looking, "SEARCHED", 5)
    monkeypatch.setattr(looking, "PAGE", 2)
    async with office.store.transaction() as tx:
        for number in range(1, 13):
            label = "Toko Maju" if number in {1, 9, 10, 11} else "Warung"
            await tx.add_case(Case(chat_id=number, label=label, state=State.EXPIRED), invitation_id=0, now=1)
    opened: list[int] = []
    real = Transaction.page_of_cases

    async def counting(tx: Transaction, *, state: State | None, before: int | None, limit: int) -> list[Case]:
        opened.append(limit)
        return await real(tx, state=state, before=before, limit=limit)

    monkeypatch.setattr(Transaction, "page_of_cases", counting)
    command, seen = "find maju", list[object]()
    while command:
        (answer,) = await office.answered(office.pressed(AGENT, reading.carried(command)))
        seen += listed([answer])
        command = next((key.command for row in answer.keys for key in row), "")

    assert seen == ["/case_11", "/case_10", "/case_9", "/case_1"]
    assert max(opened) <= 5
    assert listed(await office.hears(AGENT, "/find 2")) == ["/case_2"]
    (long,) = await office.hears(AGENT, f"/find {'maju' * 20}")
    assert (long.keys, texts([long])[-1]) == ((), "staff-find-cut")


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("maju", True),
        ("jaya pt", False),
        ("7890", True),
        ("789", False),
        ("34567890", False),
        ("12", True),
        ("2", False),
    ],
)
def test_what_a_search_finds(sought: str, found: bool) -> None:  # noqa: FBT001 -- a table
    """Of a number no more than what staff see of it: or they could try out the rest."""
    assert bool(list(matching([CASE], sought))) is found


@pytest.mark.parametrize(
    ("case", "lines", "commands"),
    [
        (
            replace(CASE, state=State.PAUSED, budget=tries(1, 2, 3)),
            {"staff-case-deadline"},
            {"case 12", "extend 12", "close 12"},
        ),
        (replace(CASE, state=State.SETTLING), {"staff-case-deadline"}, {"case 12", "settle 12"}),
        (
            replace(CASE, state=State.HELD, fault=Fault.CLOCK),
            {"staff-case-fault"},
            {"case 12", "resume 12", "close 12"},
        ),
        (replace(CASE, unreachable=True), {"staff-case-unreachable"}, {"case 12", "close 12"}),
        (
            replace(CASE, state=State.VERIFIED, offers=Offers(register=Registering.STAFF)),
            set(),
            {"case 12", "register 12"},
        ),
        (
            replace(CASE, state=State.READY, is_prepared=True, offers=Offers(code_request=True)),
            set(),
            {"case 12", "request 12 sms", "request 12 call", "close 12"},
        ),
        (
            replace(CASE, state=State.PAUSED, budget=Budget(locked_until=NOW + 1)),
            {"staff-case-deadline"},
            {"case 12", "unlock 12", "close 12"},
        ),
        (replace(CASE, state=State.EXPIRED, deadline=None), set(), {"case 12", "reopen 12"}),
        (Case(chat_id=7, id=CaseId(12)), set(), {"case 12"}),
    ],
)
def test_the_card_offers_what_can_be_done_now(case: Case, lines: set[str], commands: set[str]) -> None:
    """And says what else is worth knowing; an empty case has no line for what it lacks."""
    paragraphs, keys = card(case, NOW)

    said = {line.text for lines in paragraphs for line in lines}
    assert lines <= said
    assert ("staff-space" in said, "staff-case-left" in said) == (bool(case.space), bool(case.phone))
    assert {key.command for row in keys for key in row} == commands | {"evidence 12"}
