"""Pictures of links, asked for where the link stands."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from .desk import AGENT, BOT_NAME, GROUP, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


def by_a_bot(text: str) -> dict[str, Any]:
    """A message of the bot's, as Telegram shows it beside what answers it."""
    return {"message_id": 3, "from": {"id": 1, "is_bot": True, "first_name": "Bot", "username": BOT_NAME}, "text": text}


async def test_a_link_becomes_a_picture(office: StaffOffice) -> None:
    """By the button under it, by an answer to it, or with the link behind the command."""
    said = by_a_bot("Toko, into cams-1: https://t.me/sandbox_bot?start=a-token")
    pressed = office.pressed(AGENT, "staff:qr")
    pressed["callback_query"]["message"] |= said
    await office.answered(pressed)
    await office.answered(office.posted(AGENT, text="/qr", reply_to_message=said))
    await office.hears(AGENT, "/qr t.me/sandbox_bot?start=a-token")

    assert [(chat, name) for chat, name, _ in office.messenger.files] == [(GROUP, "link.png")] * 3
    assert len({content for *_, content in office.messenger.files}) == 1
    assert ("a-token" in str(await office.deeds())) is False


async def test_without_a_link_there_is_no_picture(office: StaffOffice) -> None:
    """What a person wrote is not looked into, but what the bot did."""
    said = by_a_bot("https://t.me/sandbox_bot?start=a-token")
    said["from"]["is_bot"] = False

    assert texts(await office.hears(AGENT, "/qr")) == ["staff-qr-usage"]
    assert texts(await office.answered(office.posted(AGENT, text="/qr", reply_to_message=said))) == ["staff-qr-usage"]
    assert office.messenger.files == []
