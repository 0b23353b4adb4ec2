"""The language that a customer is spoken to in: guessed from their Telegram, chosen by them, and kept."""

from collections.abc import AsyncGenerator

import pytest

from bot.flow.effects import Note
from bot.telegram.screens import render
from tests.support.office import Office


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


async def says(office: Office, text: str, tag: str) -> str:
    """A customer writes whose Telegram speaks that language: what they read last, as it is rendered."""
    update = office.message(7, text=text)
    update["message"]["from"]["language_code"] = tag
    await office.put(update)
    await office.settle_down()
    return render(office.messenger.shown[-1]).text


@pytest.mark.parametrize(
    ("tag", "title"),
    [
        ("en-GB", "Is this the number that is moving?"),
        ("id", "Apakah nomor ini yang akan dipindahkan?"),
        ("in", "Apakah nomor ini yang akan dipindahkan?"),
        ("zh-hans", "要迁移的是这个号码吗？"),
        ("zh-SG", "要迁移的是这个号码吗？"),
        ("zh-hant", "要轉移的是這個號碼嗎？"),
        ("zh-HK", "要轉移的是這個號碼嗎？"),
        ("es", "Is this the number that is moving?"),
    ],
)
async def test_the_first_screen_is_in_the_language_of_their_telegram(office: Office, tag: str, title: str) -> None:
    """Or in the default one, where we do not have theirs."""
    await office.invites()

    assert title in await says(office, "/start t", tag)


async def test_who_chooses_a_language_keeps_it(office: Office) -> None:
    """Whatever their Telegram says afterwards, and into the next case."""
    await office.invites("one")
    await office.invites("two", phone="6281234567891")
    await says(office, "/start one", "en")
    changed = await says(office, "/language zh-TW", "en")
    asked = await says(office, "yes", "id")
    again = await says(office, "/start two", "en")

    assert office.messenger.shown[1].note is Note.LANGUAGE_CHANGED
    assert changed.startswith("現在使用繁體中文。")
    assert "驗證碼" in asked
    assert "要轉移的是這個號碼嗎？" in again
