"""Asks Telegram for the JSON of an answer, as it came: PTB's own methods make objects of all of it.

We keep updates as they are, and of what we send we want an id at most.
"""

import warnings
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest

# PTB recommends its own methods at each request.
warnings.filterwarnings("ignore", message=r"Please use 'Bot\.")


async def ask(
    bot: Bot,
    method: str,
    parameters: dict[str, object],
    *,
    read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 -- seconds, or PTB's own marker for «not given»
) -> Any:  # noqa: ANN401 -- any JSON
    """Call a method of the Bot API, named as PTB names it. Raises `TelegramError`."""
    return await bot.do_api_request(method, parameters, read_timeout=read_timeout)
