"""Asks Telegram for the JSON of an answer, as it came: PTB's own methods make objects of all of it.

We keep updates as they are, and of what we send we want an id at most. PTB says what went wrong, in its errors.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from .transport import Json


async def ask(
    bot: Bot,
    method: str,
    parameters: Mapping[str, object],
    *,
    read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 -- seconds, or PTB's own marker for «not given»
) -> Any:  # noqa: ANN401 -- any JSON
    """Call a method of the Bot API, named as Telegram names it; `None` is no parameter. Raises `TelegramError`."""
    given = {name: value for name, value in parameters.items() if value is not None}
    # PTB hands it on to our transport as it is.
    body = cast("RequestData", Json(json.dumps(given).encode()))
    return await bot.request.post(f"{bot.base_url}/{method}", body, read_timeout=read_timeout)
