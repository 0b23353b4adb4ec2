"""The program in the test's own process: served until the end of a block, or refused."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager

import pytest

from bot.opening import CannotStartError
from bot.settings import Settings, load
from bot.wiring import serve


def settings_of(environment: Mapping[str, str]) -> Settings:
    """The settings that these names and values of an environment make."""
    return load(_env_file=None, **{name.lower(): value for name, value in environment.items()})


@asynccontextmanager
async def serving(environment: Mapping[str, str]) -> AsyncGenerator[None]:
    """The bot in this process; told to stop at the end of the block, which it must do within ten seconds."""
    stop = asyncio.Event()
    bot = asyncio.ensure_future(serve(settings_of(environment), stop=stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(bot, 10)


async def refusal(environment: Mapping[str, str]) -> str:
    """The one line with which it does not start, or does not go on."""
    with pytest.raises(CannotStartError) as caught:
        await serve(settings_of(environment), stop=asyncio.Event())
    assert "\n" not in str(caught.value)
    return str(caught.value)
