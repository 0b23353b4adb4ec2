"""What the bot says of itself at Telegram, in each language: as it should be, as it is, and where these differ."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from telegram import Bot
from telegram.error import TelegramError

from .asking import ask
from .staff import commands, descriptions, title
from .words import LANGUAGES

TWO_LETTERS = {language.partition("-")[0]: language for language in reversed(LANGUAGES)}
"""The texts for each two-letter code, the only ones that Telegram takes here: of languages that share one, the first.

So whoever reads traditional Chinese finds simplified in the menu and on the profile, and everything else in their own.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bot's profile for one language. An empty `name` is one that we do not set."""

    name: str
    short: str
    long: str
    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """All of it: its pages by two-letter code, under an empty one what everybody else sees."""

    pages: Mapping[str, Page]
    has_photo: bool


def wanted(default_language: str, vendor: str) -> dict[str, Page]:
    """The pages as they should be. Where no `vendor` is named, the bot keeps the name that it has."""
    return {code: _page(language, vendor) for code, language in (("", default_language), *TWO_LETTERS.items())}


def _page(language: str, vendor: str) -> Page:
    short, long = descriptions(language)
    return Page(name=title(language, vendor) if vendor else "", short=short, long=long, commands=commands(language))


async def shown(bot: Bot) -> Profile | None:
    """The profile as Telegram has it; None where that was not to be had. Raises nothing that the world can cause."""
    try:
        me = await ask(bot, "getMe", {})
        photos = await ask(bot, "getUserProfilePhotos", {"user_id": me["id"], "limit": 1})
        codes = ("", *TWO_LETTERS)
        pages = await asyncio.gather(*(_shown(bot, code) for code in codes))
        return Profile(dict(zip(codes, pages, strict=True)), has_photo=int(photos["total_count"]) > 0)
    except (TelegramError, KeyError, TypeError, ValueError):  # The last three: something that is not Telegram answers.
        return None


async def _shown(bot: Bot, code: str) -> Page:
    scope = {"type": "all_private_chats"}
    listed = await ask(bot, "getMyCommands", {"scope": scope, "language_code": code})
    return Page(
        name=(await ask(bot, "getMyName", {"language_code": code}))["name"],
        short=(await ask(bot, "getMyShortDescription", {"language_code": code}))["short_description"],
        long=(await ask(bot, "getMyDescription", {"language_code": code}))["description"],
        commands=tuple((each["command"], each["description"]) for each in listed),
    )


def differences(should: Mapping[str, Page], profile: Profile) -> dict[str, list[str]]:
    """What is not as it should be, by name, with the codes of the languages; «others» are those without texts."""
    found = [
        (what, code or "others")
        for what in ("name", "short description", "description", "commands")
        for code, page in should.items()
        if _differs(what, page, profile.pages[code])
    ]
    return {what: [code for _, code in group] for what, group in groupby(found, key=lambda each: each[0])}


def _differs(what: str, page: Page, there: Page) -> bool:
    match what:
        case "name":
            return bool(page.name) and there.name != page.name
        case "short description":
            return there.short != page.short
        case "description":
            return there.long != page.long
        case _:
            return there.commands != page.commands
