"""Builds the program out of its parts and runs it."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime

from telegram import Bot
from telegram.helpers import create_deep_linked_url

from db.presence import Presence

from .api.answering import Api
from .cams.client import Client, connections
from .cams.connections import Connections, Dated
from .cams.credentials import Fixed, Renewing, Source
from .cams.roles import opener
from .cams.signature import Credentials
from .exposition import Exposition
from .hooks.receiver import HttpReceiver, client
from .jobs import hourly
from .office import Office
from .opening import CannotStartError, database_troubles, open_store, prepare
from .ports import Clock
from .reaching import bot_name, introduce, introduce_to_staff, new_application, reach, show_picture
from .serving import Answer, HttpServer, routes
from .settings import Settings
from .telegram.files import TelegramFiles
from .telegram.group import TelegramGroup
from .telegram.outbound import TelegramMessenger
from .telegram.poller import Poller
from .telegram.subscription import Subscription
from .telegram.transport import AiohttpRequest
from .telegram.views import Vendor
from .telegram.webhook import Webhook
from .tempo import REAL, Tempo
from .whereabouts import Whereabouts

__all__ = ["Tempo", "bot_name", "cams_client", "serve"]


async def serve(settings: Settings, *, stop: asyncio.Event, tempo: Tempo = REAL) -> None:
    """Bring the schema up to date, then serve until `stop` is set; finish or hand back what is under way.

    Raises `CannotStartError`.
    """
    async with AsyncExitStack() as stack:
        with database_troubles():
            engine, store = open_store(settings)
            stack.push_async_callback(store.close)
            presence = Presence(engine, secrets.randbelow(2**31))
            stack.push_async_callback(presence.leave)
            # Before the schema is touched: another process may be serving from the same file.
            await presence.enter()
            store.use(await prepare(engine, settings))
            await store.follow_keys(presence.replica)
            async with store.transaction() as tx:
                whereabouts = Whereabouts(settings.staff_chat_id, moved_to=await tx.moved_group(settings.staff_chat_id))
        transport = AiohttpRequest()
        application = new_application(settings, transport)
        jobs = application.job_queue
        if jobs is None:
            raise CannotStartError("python-telegram-bot was installed without its job queue")
        stack.push_async_callback(transport.shutdown)  # PTB leaves it open where it was never told who the bot is.
        http = await stack.enter_async_context(connections(settings.cams_endpoint))
        office = Office(
            settings,
            store=store,
            presence=presence,
            messenger=TelegramMessenger(
                bot=application.bot,
                group=whereabouts,
                staff_language=settings.staff_language,
                vendor=Vendor(settings.vendor_name, settings.vendor_url),
            ),
            group=TelegramGroup(bot=application.bot, group=whereabouts, language=settings.staff_language),
            files=TelegramFiles(application.bot),
            provider=cams_client(settings, http, tempo.clock),
            tempo=tempo,
            whereabouts=whereabouts,
            receiver=await _receiver(settings, stack, tempo),
        )
        webhook = _webhook(settings, office, tempo)
        exposition = Exposition(store, office.health, clock=tempo.clock, steady=tempo.steady)
        stack.push_async_callback(exposition.close)
        api = Api(
            store,
            office.health,
            link_of=lambda token: create_deep_linked_url(application.bot.username, token),
            default_language=settings.default_language,
            clock=tempo.clock,
            steady=tempo.steady,
        )
        server = HttpServer(settings.listen_address, routes(office.health, webhook, exposition.receive, api.app))
        await server.start()
        stack.push_async_callback(server.stop)
        await reach(application, stop, polling=webhook is None)
        if stop.is_set():
            return
        stack.push_async_callback(application.shutdown)
        await introduce(application.bot, settings.default_language, settings.vendor_name)
        await introduce_to_staff(application.bot, whereabouts.chat_id, settings.staff_language)
        with database_troubles():
            await show_picture(application.bot, store, settings.bot_photo)
        async with hourly(jobs, "forget", office.forget):
            await office.run(_intake(settings, application.bot, office, tempo), server, stop)


def cams_client(settings: Settings, http: Connections | Dated, clock: Clock) -> Client:
    """What calls CAMS with the settings' key, or the key of their role."""
    return Client(
        http,
        settings.cams_endpoint,
        credentials=_credentials(settings),
        now=lambda: datetime.fromtimestamp(clock(), UTC),
        nonce=lambda: secrets.token_hex(16),
    )


def _credentials(settings: Settings) -> Source:
    if settings.has_role:
        return Renewing(opener(settings.role), steady=time.monotonic)
    return Fixed(
        Credentials(
            settings.alibaba_cloud_access_key_id,
            settings.alibaba_cloud_access_key_secret.get_secret_value(),
            settings.alibaba_cloud_security_token.get_secret_value(),
        )
    )


async def _receiver(settings: Settings, stack: AsyncExitStack, tempo: Tempo) -> HttpReceiver | None:
    """Whoever is told what becomes of cases; None where nobody is."""
    url = settings.event_webhook_url.get_secret_value()
    if not url:
        return None
    http = await stack.enter_async_context(client())
    return HttpReceiver(http, url, keys=settings.event_keys, clock=tempo.clock)


def _webhook(settings: Settings, office: Office, tempo: Tempo) -> Answer | None:
    """What takes posted updates; None where updates are asked for."""
    if not settings.telegram_webhook_url:
        return None
    return Webhook(
        secret=settings.telegram_webhook_secret.get_secret_value(),
        put=office.put,
        give_up=office.give_up_update,
        steady=tempo.steady,
    ).receive


def _intake(settings: Settings, bot: Bot, office: Office, tempo: Tempo) -> Callable[[], Awaitable[None]]:
    """What makes updates come, as long as it runs."""
    if not settings.telegram_webhook_url:
        return Poller(bot=bot, put=office.put, wait=tempo.wait, fetched=office.fetched).run
    return Subscription(
        bot=bot,
        url=settings.telegram_webhook_url,
        secret=settings.telegram_webhook_secret.get_secret_value(),
        wait=tempo.wait,
        caught_up=office.caught_up,
    ).run
