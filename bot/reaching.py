"""Reaches Telegram: the client, its first words, and the waiting until there is somebody who hears them."""

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, InputProfilePhotoStatic
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder

from .opening import CannotStartError
from .settings import Settings
from .store import Store
from .telegram import profile
from .telegram.checkup import Heard, Seen, find_groups, look
from .telegram.poller import wait_after
from .telegram.staff import staff_commands
from .telegram.transport import AiohttpRequest

log = structlog.get_logger(__name__)

AnyApplication: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


def new_application(settings: Settings, transport: AiohttpRequest) -> AnyApplication:
    """PTB's application, which gives us its job queue; updates come by our own ways, straight into the inbox."""
    return ApplicationBuilder().bot(_bot(settings, transport)).updater(None).build()


async def bot_name(settings: Settings) -> str:
    """The bot's user name, which its links are made of. Raises `TelegramError`."""
    async with _bot(settings, AiohttpRequest()) as bot:
        return bot.username


async def look_at_telegram(settings: Settings) -> Seen:
    """What Telegram says of the bot and of its staff group. Changes nothing there."""
    transport = AiohttpRequest()
    await transport.initialize()
    try:
        return await look(_bot(settings, transport), settings.staff_chat_id)
    finally:
        await transport.shutdown()


async def look_at_profile(settings: Settings) -> profile.Profile | None:
    """What the bot says of itself at Telegram; None where that was not to be had. Changes nothing there."""
    transport = AiohttpRequest()
    await transport.initialize()
    try:
        return await profile.shown(_bot(settings, transport))
    finally:
        await transport.shutdown()


async def groups_heard_of(settings: Settings) -> Heard:
    """Groups that the bot has heard of lately, and who wrote there. Fetches nothing away."""
    transport = AiohttpRequest()
    await transport.initialize()
    try:
        return await find_groups(_bot(settings, transport))
    finally:
        await transport.shutdown()


async def reach(application: AnyApplication, stop: asyncio.Event, *, polling: bool) -> None:
    """Wait until Telegram answers: what comes in meanwhile waits there for us. Raises `CannotStartError`."""
    failures = 0
    while not stop.is_set():
        try:
            await application.initialize()
            if polling:
                # A webhook that somebody set once would keep every update from us. What waits is kept.
                await application.bot.delete_webhook()
        except InvalidToken:
            raise CannotStartError("Telegram does not know TELEGRAM_BOT_TOKEN: is it whole, and not revoked?") from None
        except TelegramError as exc:
            wait = wait_after(exc, failures)
            failures += 1
            log.warning("telegram not reached", error=type(exc).__name__, wait=wait)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
        else:
            return


async def introduce(bot: Bot, default_language: str, vendor: str) -> None:
    """Say who we are, in each language, and in the default one to everybody else.

    Where no `vendor` is named, the bot keeps the name that it was given at BotFather. Nothing depends on any of it, so
    a failure waits for the next start.
    """
    try:
        pages = profile.wanted(default_language, vendor)
        for code, page in pages.items():
            listed = [BotCommand(name, text) for name, text in page.commands]
            await bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), language_code=code)
            await bot.set_my_short_description(page.short, language_code=code)
            await bot.set_my_description(page.long, language_code=code)
        # The names come last: Telegram lets them be changed a few times a day only, and then has us wait for hours.
        for code, page in pages.items():
            if page.name and (await bot.get_my_name(language_code=code)).name != page.name:
                await bot.set_my_name(page.name, language_code=code)
    except TelegramError as exc:
        log.warning("not introduced", error=type(exc).__name__)


async def introduce_to_staff(bot: Bot, staff_chat_id: int, language: str) -> None:
    """Offer staff their commands, in their group alone. A failure waits for the next start."""
    listed = [BotCommand(name, text) for name, text in staff_commands(language)]
    try:
        await bot.set_my_commands(listed, BotCommandScopeChat(staff_chat_id))
    except TelegramError as exc:
        log.warning("not introduced to staff", error=type(exc).__name__)


async def show_picture(bot: Bot, store: Store, photo: str) -> None:
    """Give the bot that picture, unless it was the last that it was given; without one it keeps what it has.

    What Telegram shows is its own version, which cannot be compared with a file. So one that somebody sets at BotFather
    stays until the file is another. A failure waits for the next start, as with `introduce`.
    """
    if not photo:
        return
    try:
        content = await asyncio.to_thread(Path(photo).read_bytes)
        digest = hashlib.sha256(b"%d:%b" % (bot.id, content)).hexdigest()  # Another bot was given nothing yet.
        async with store.transaction() as tx:
            is_shown = await tx.picture_shown() == digest
        if is_shown:
            return
        await bot.set_my_profile_photo(InputProfilePhotoStatic(content))
    except (TelegramError, OSError) as exc:
        log.warning("picture not set", error=type(exc).__name__)
        return
    async with store.transaction() as tx:
        await tx.save_picture(digest)


def _bot(settings: Settings, transport: AiohttpRequest) -> Bot:
    return Bot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=transport,
        get_updates_request=transport,  # PTB wants one for polls, which has room enough in the same pool.
    )
