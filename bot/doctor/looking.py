"""Asks the database, Telegram and CAMS, changing nothing anywhere, and has the facts judged."""

import asyncio
from datetime import UTC
from email.utils import parsedate_to_datetime

from bot.cams.client import connections
from bot.cams.connections import Dated
from bot.flow.effects import Call, ReadNumbers, ReadStatus, ReadWaba
from bot.flow.model import CaseId, NotSent, Outcome, Unknown
from bot.hooks.receiver import why_unreached
from bot.opening import examine
from bot.ports import Clock
from bot.reaching import look_at_profile, look_at_telegram
from bot.settings import Settings, SettingsError, is_env_file_open, load
from bot.store import ACTIONS
from bot.telegram.profile import wanted
from bot.telegram.staff import staff_commands
from bot.wiring import cams_client

from . import judging
from .judging import Finding
from .profile import judge_profile

NOBODYS_NUMBER = "12025550100"
"""One of the numbers that are kept for films and books: a status is asked of it, and nobody has it."""

NO_SPACE = "cams-doctor"
"""Asked for where no space is known. It is nobody's: the answer says so to a key that is good."""


async def check_all(clock: Clock, *, space: str = "") -> list[Finding]:
    """Every check, in the order in which things are mended. Raises nothing that the world can cause."""
    env_file = judging.judge_env_file(is_open=is_env_file_open())
    try:
        settings = load()
    except SettingsError as exc:
        return [*judging.judge_problems(exc.problems), env_file]
    space = space or settings.cust_space_id
    events = settings.event_webhook_url.get_secret_value()
    database, telegram, page, cams, unreached = await asyncio.gather(
        examine(settings),
        look_at_telegram(settings),
        look_at_profile(settings),
        ask_cams(settings, clock, space),
        why_unreached(events),
    )
    outcomes, off = cams
    return [
        judging.ok("settings", "all are there and can be read"),
        env_file,
        judging.judge_database(database),
        judging.judge_keys(database),
        judging.judge_telegram(telegram),
        judging.judge_webhook(telegram.hook, wanted=settings.telegram_webhook_url, now=clock()),
        judging.judge_group(telegram.group),
        judging.judge_staff_commands(telegram.group, staff_commands(settings.staff_language)),
        judging.judge_notices(database),
        judge_profile(
            page, wanted=wanted(settings.default_language, settings.vendor_name), has_photo=bool(settings.bot_photo)
        ),
        judging.judge_cams(next(iter(outcomes.values())), has_space=bool(space), has_role=settings.has_role),
        judging.judge_reads(outcomes),
        judging.judge_changes(settings.offers),
        judging.judge_clock(off),
        judging.judge_events(events, unreached),
    ]


async def ask_cams(settings: Settings, clock: Clock, space: str) -> tuple[dict[str, Outcome], float | None]:
    """What each read of the enabled steps came to, by its action, and how many seconds our clock is ahead."""
    pool = connections(settings.cams_endpoint)
    http = Dated(pool)
    client = cams_client(settings, http, clock)
    outcomes: dict[str, Outcome] = {}
    off = None
    try:
        for call in _reads(settings, space or NO_SPACE):
            asked_at = clock()
            outcome = await client.carry_out(call, _at_once)
            if off is None:
                off = _seconds_ahead(http.date, asked_at, clock())
            outcomes[ACTIONS[type(call)]] = outcome
            if isinstance(outcome, NotSent | Unknown):
                break  # The others would come to the same.
    finally:
        await pool.aclose()
    return outcomes, off


def _reads(settings: Settings, space: str) -> list[Call]:
    kinds = {ACTIONS[kind]: kind for kind in (ReadNumbers, ReadStatus, ReadWaba)}
    return [
        kinds[name](chat_id=0, case_id=CaseId(0), call=0, space=space, phone=NOBODYS_NUMBER)
        for name in judging.reads_of(settings.offers)
    ]


async def _at_once() -> None:
    """Nothing has to be written down before a read leaves."""


def _seconds_ahead(date: str, asked_at: float, answered_at: float) -> float | None:
    """By how much our clock is ahead of a `Date`, which is cut to whole seconds and was written in between."""
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        return None
    if there.tzinfo is None:
        there = there.replace(tzinfo=UTC)
    earliest, latest = there.timestamp(), there.timestamp() + 1
    if asked_at > latest:
        return asked_at - latest
    return min(0.0, answered_at - earliest)
