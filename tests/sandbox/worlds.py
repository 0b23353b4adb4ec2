"""Worlds for the tests of what puts the stand-ins together: a standing clock, and no bot."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from random import Random

from sandbox.app import Customer, Sandbox
from sandbox.cams.options import Options
from sandbox.clock import SettableClock
from sandbox.steps import CODE, Steps
from sandbox.telegram.schema import JsonObject
from sandbox.world_time import WorldTime

NOON = 1_800_000_000.0


async def invite(customer: Customer, with_number: bool) -> str:  # noqa: FBT001 -- as `Invite` has it
    """Make up what a link carries."""
    return f"{'for' if with_number else 'open'}-{customer.number}"


@asynccontextmanager
async def world(steps: Steps = CODE, *, has_topics: bool = False) -> AsyncGenerator[Sandbox]:
    """A world with its servers up and one customer in it."""
    time = WorldTime(SettableClock.standing(NOON))
    sandbox = Sandbox(time, Random(5), Options(), steps=steps, has_topics=has_topics)
    sandbox.invite = invite
    await sandbox.start()
    try:
        await sandbox.welcome()
        yield sandbox
    finally:
        await sandbox.stop()


async def says(sandbox: Sandbox, text: str, **more: object) -> JsonObject:
    """Let the bot write to the customer; answers Telegram's Message."""
    return await calls(sandbox, "sendMessage", chat_id=sandbox.customer.person.id, text=text, **more)


async def calls(sandbox: Sandbox, method: str, **params: object) -> JsonObject:
    """Let the bot call a method, which must work; answers its result."""
    answer = await sandbox.telegram.call(method, params)
    assert answer.status == 200, answer.body
    result = answer.body["result"]
    return result if isinstance(result, dict) else {}
