"""Inviting from the group: what was written is read as it was meant, or nothing is made."""

from collections.abc import AsyncGenerator

import pytest

from bot.flow.effects import Screen
from bot.flow.staff import DeepLink
from bot.staff.inviting import Wanted, wanted
from bot.telegram.words import LANGUAGES
from bot.terms import LONGEST_LABEL

from .desk import AGENT, BYSTANDER, CUSTOMER, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cams-1", Wanted(space="cams-1")),
        ("cams-1 PT Maju", Wanted(space="cams-1", label="PT Maju")),
        ("cams-1 id PT Maju", Wanted(space="cams-1", label="PT Maju", language="id")),
        ("cams-1 zh-TW 智慧", Wanted(space="cams-1", label="智慧", language="zh-Hant")),
        ("cams-1 Id Maju", Wanted(space="cams-1", label="Id Maju")),
        ("cams-1 toko Budi", Wanted(space="cams-1", label="toko Budi")),
        (
            "cams-1 +62 812-3456-7890 id Toko",
            Wanted(space="cams-1", phone="6281234567890", label="Toko", language="id"),
        ),
        ("cams-1  +6281234567890", Wanted(space="cams-1", phone="6281234567890")),
        ("", Wanted(problem="staff-invite-usage")),
        ("cams_1", Wanted(problem="staff-invite-space")),
        ("cams-1 +62", Wanted(problem="staff-invite-number")),
        ("cams-1 Toko \u202eBudi", Wanted(problem="staff-invite-label")),
        ("cams-1 " + "x" * (LONGEST_LABEL + 1), Wanted(problem="staff-invite-label")),
    ],
)
def test_what_is_written_is_read(written: str, meant: Wanted) -> None:
    """A number may have spaces, a language is a tag written small, and all the rest is the label."""
    assert wanted(written, LANGUAGES) == meant


async def test_a_link_from_the_group_lets_its_customer_in(office: StaffOffice) -> None:
    """Once, for one person, at the number that was named; link and phrase can be copied."""
    (answer,) = await office.hears(AGENT, "/invite cams-1 +62 812-3456-7890 id Toko")
    link, phrase = (row[0].copies for row in answer.keys[:2])
    assert texts([answer]) == ["staff-invite-link", "staff-invite-phrase"]
    assert (isinstance(link, DeepLink), phrase) == (True, "phrase id")
    token = link.token if isinstance(link, DeepLink) else ""

    await office.says(CUSTOMER, f"/start {token}")
    case = await office.case_of(CUSTOMER)
    assert (case.space, case.expected_phone, case.label, case.phrase) == (
        "cams-1", "6281234567890", "Toko", "phrase id"
    )  # fmt: skip
    await office.says(BYSTANDER, f"/start {token}")
    assert office.messenger.shown[-1].screen is Screen.NEED_INVITATION
    assert (AGENT, "invite", "invitation 1") in await office.deeds()


async def test_what_is_wrong_makes_no_link(office: StaffOffice) -> None:
    """It is said what is wrong, and how it is written."""
    assert texts(await office.hears(AGENT, "/invite cams-1 +12")) == ["staff-invite-number", "staff-invite-usage"]
    async with office.store.transaction() as tx:
        assert await tx.find_invitation("made-1") is None
