"""The numbers in the group: what is said of them, in words, as a picture and as a file."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.buttons import Button
from bot.flow.model import CLOSED, PROVEN, Channel, Fault, Milestone, State
from bot.flow.staff import Bars, Columns, Line, Named, Ours
from bot.flow.tallies import OF_PLACE
from bot.telegram.answers import render_answer
from bot.telegram.words import STAFF_LANGUAGES
from sandbox.telegram.markup import parse_html

from .desk import AGENT, CUSTOMER, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it, and a customer who has stopped."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    await opened.to_code(CUSTOMER)
    await opened.taps(CUSTOMER, Button.CANCEL)
    async with opened.store.transaction() as tx:
        counted = {("took", "20"): 3, ("arrived", "sms ID Telkomsel"): 4, ("fault", "wrong-code 136025"): 2}
        tx.count({**counted, ("milestone", "verified"): 3}, now=opened.time() - 86_400)
    yield opened
    await opened.close()


def lines(office: StaffOffice) -> list[Line]:
    """What was answered last."""
    return [line for paragraph in office.messenger.answers[-1].paragraphs for line in paragraph]


async def test_today_and_a_week(office: StaffOffice) -> None:
    """Today has what happened today, a week what happened in it; a button's answer is written over the one before."""
    said = texts(await office.hears(AGENT, "/stats"))
    assert said == [
        "staff-stats-title", "staff-stats-milestone", "staff-stats-milestone",
        *["staff-stats-milestone-share"] * (len(Milestone) - 2), "staff-stats-success", "staff-stats-left",
        "staff-stats-state", "staff-stats-networks", "staff-stats-network", "staff-stats-waiting",
    ]  # fmt: skip
    (week,) = await office.answered(office.pressed(AGENT, "staff:stats week"))
    by_name = {line.text: line.values for line in lines(office)}
    assert week.over
    assert by_name["staff-stats-success"] == {"share": 75}
    assert by_name["staff-stats-fault"] == {"fault": "wrong-code 136025", "times": 2}
    assert by_name["staff-stats-codes-sms"] == {"arrived": 4, "asked": 4}
    assert by_name["staff-stats-network"]["sms"] == Ours("4/4")
    assert texts(await office.hears(AGENT, "/stats yesterday"))[0] == "staff-stats-title"
    assert texts(await office.hears(AGENT, "/stats for ever")) == ["staff-stats-usage"]


async def test_what_cannot_be_told_is_not_said(office: StaffOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """No share of more than all, where links were opened on other days; and no count as whole that was cut short."""
    async with office.store.transaction() as tx:
        tx.count({("milestone", "verified"): 3}, now=office.time())
    monkeypatch.setattr("db.levels.MOST_CASES", 1)
    monkeypatch.setattr("bot.staff.numbers.MOST_CASES", 1)
    await office.to_code(CUSTOMER + 1, "other", phone="6281355501999")
    await office.hears(AGENT, "/stats")
    by_name = {line.text: line.values for line in lines(office)}
    verified = [line.values for line in lines(office) if line.values.get("what") == Named("staff-milestone-verified")]
    assert verified == [{"what": Named("staff-milestone-verified"), "times": 3}]
    assert by_name["staff-stats-waiting"] == {"times": Ours("1+")}
    (answer,) = await office.hears(AGENT, "/stats picture today")
    assert answer.chart is not None
    assert isinstance(answer.chart.parts[0], Bars)
    assert [bar.said for bar in answer.chart.parts[0].bars if bar.value == 3] == [""]


async def test_as_a_picture_and_as_a_file(office: StaffOffice) -> None:
    """The picture says in its caption what it shows; the file has each day and sort, and nobody's number."""
    (answer,) = await office.hears(AGENT, "/stats picture week")
    assert answer.chart is not None
    milestones, days, codes = answer.chart.parts
    assert isinstance(milestones, Bars)
    assert [(bar.value, bar.said) for bar in milestones.bars][:3] == [(1, ""), (1, "100 %"), (1, "100 %")]
    assert isinstance(days, Columns)
    assert [column[1:] for column in days.columns[-2:]] == [(3, 0), (0, 1)]
    assert isinstance(codes, Bars)
    assert texts([answer]) == ["staff-stats-title", "staff-stats-success", "staff-stats-took"]

    (answer,) = await office.hears(AGENT, "/stats file 30")
    assert answer.attached is not None
    rows = answer.attached.content.decode("utf-8-sig").splitlines()
    assert (answer.attached.name, rows[0]) == ("numbers.csv", "day,what,sort,times")
    assert [row.split(",", 1)[1] for row in rows if "fault" in row] == ["fault,wrong-code 136025,2"]
    today = texts(await office.hears(AGENT, "/stats picture today"))
    assert today == ["staff-stats-title", "staff-stats-success", "staff-stats-left"]


async def test_what_was_learned_is_forgotten_at_a_second_word(office: StaffOffice) -> None:
    """Not at the first; who did it is written down; the numbers by day stay."""
    assert texts(await office.hears(AGENT, "/relearn")) == ["staff-relearn-sure"]
    assert "staff-stats-network" in texts(await office.hears(AGENT, "/stats"))
    assert texts(await office.answered(office.pressed(AGENT, "staff:relearn yes"))) == ["staff-relearn-done"]
    assert "staff-stats-network" not in texts(await office.hears(AGENT, "/stats week"))
    assert "staff-stats-codes-sms" in texts(await office.hears(AGENT, "/stats week"))
    assert (AGENT, "relearn", "done") in await office.deeds()


@pytest.mark.parametrize("language", STAFF_LANGUAGES)
async def test_the_most_that_can_be_said_fits_a_message(office: StaffOffice, language: str) -> None:
    """Customers waiting and lost in every state, more networks and faults than are shown, each named at length."""
    counted: dict[tuple[str, str], int] = {("took", "70"): 100_000}
    counted |= {("milestone", milestone): 100_000 for milestone in Milestone}
    counted |= {("left", state): 100_000 for state in State if state not in CLOSED | PROVEN}
    counted |= {("fault", f"{max(Fault, key=len)} {number:02}{'x' * 62}"): 100_000 for number in range(20)}
    for number in range(20):
        counted |= {(what, f"{channel} ID {number:02} {'x' * 30}"): 100_000 for what in OF_PLACE for channel in Channel}
    async with office.store.transaction() as tx:
        tx.count(counted, now=office.time())
    (answer,) = await office.hears(AGENT, "/stats month")
    waiting = [
        Line("staff-stats-state", {"state": Named(f"state-{each.replace('_', '-')}"), "times": 10_000})
        for each in State
    ]
    full = replace(answer, paragraphs=(*answer.paragraphs, tuple(waiting)))

    text, _ = render_answer(full, language, "our_bot")
    assert len(parse_html(text).text) < 4096
