"""Links that are taken back open nothing; what somebody has by one is left to them."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow.effects import Note, Screen
from bot.flow.staff import DeepLink
from bot.staff.revoking import token_in

from .desk import ADMIN, AGENT, BYSTANDER, CUSTOMER, StaffOffice, texts


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(database_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


async def test_an_invitation_is_taken_back_by_its_button(office: StaffOffice) -> None:
    """Whoever opens it reads that it is over; so does who takes it back twice."""
    (answer,) = await office.hears(AGENT, "/invite cams-1 Toko")
    (command,) = [key.command for row in answer.keys for key in row if key.command.startswith("revoke")]
    assert texts(await office.answered(office.pressed(AGENT, f"staff:{command}"))) == ["staff-revoke-done"]
    await office.says(CUSTOMER, "/start made-1")

    assert office.messenger.shown[-1].note is Note.LINK_EXPIRED
    assert texts(await office.hears(AGENT, "/revoke https://t.me/sandbox_bot?start=made-1")) == ["staff-revoke-over"]
    assert texts(await office.hears(AGENT, "/revoke 99")) == ["staff-revoke-unknown"]
    assert [detail for _, action, detail in await office.deeds() if action == "revoke"] == [
        "invitation 1", "invitation 1 over already", "no such link"
    ]  # fmt: skip


async def test_an_invitation_that_was_opened_is_somebodys(office: StaffOffice) -> None:
    """It is said whose case it is, and the case goes on."""
    await office.to_code(CUSTOMER)
    assert texts(await office.hears(AGENT, "/revoke #1")) == ["staff-revoke-used"]
    assert (await office.case(1)).invitation_expires_at > office.time()


async def test_a_colleagues_link_is_taken_back(office: StaffOffice) -> None:
    """Its colleague, if there is one already, reads that it is over; a code by it is nobody's."""
    await office.to_code(CUSTOMER)
    await office.taps(CUSTOMER, Button.COLLEAGUE)
    await office.says(BYSTANDER, "/start colleague-1")
    assert texts(await office.hears(AGENT, "/revoke t.me/sandbox_bot?start=colleague-1")) == ["staff-revoke-done"]

    assert office.messenger.shown[-1].screen is Screen.COLLEAGUE_OVER
    assert texts(await office.hears(AGENT, "/revoke t.me/sandbox_bot?start=colleague-1")) == ["staff-revoke-over"]


async def test_a_link_to_join_is_taken_back(office: StaffOffice) -> None:
    """Whoever opens it is none of the staff."""
    (answer,) = await office.hears(ADMIN, "/staff add")
    link = answer.keys[0][0].copies
    token = link.token if isinstance(link, DeepLink) else ""
    assert texts(await office.hears(AGENT, f"/revoke https://t.me/sandbox_bot?start={token}")) == ["staff-revoke-done"]
    await office.says(BYSTANDER, f"/start {token}")

    assert await office.hears(BYSTANDER, "/cases") == []
    assert texts(await office.hears(AGENT, f"/revoke t.me/b?start={token}")) == ["staff-revoke-over"]
    assert texts(await office.hears(AGENT, "/revoke t.me/b?start=nobodys")) == ["staff-revoke-unknown"]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("https://t.me/our_bot?start=a-B_1", "a-B_1"),
        ("see https://telegram.me/our_bot?x=1&start=a2 now", "a2"),
        ("https://example.org/?start=a", ""),
        ("a-token", ""),
    ],
)
def test_a_links_token_is_found_in_a_text(text: str, token: str) -> None:
    """Only in an address of Telegram's: anything else may be a word."""
    assert token_in(text) == token
