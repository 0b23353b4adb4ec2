"""Asks Telegram for the JSON of an answer, as it came: PTB's own methods make objects of all of it.

We keep updates as they are, and of what we send we want an id at most. PTB says what went wrong, in its errors.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from telegram import Bot
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.ports import Leave, freely

from .transport import Json


async def ask(
    bot: Bot,
    method: str,
    parameters: Mapping[str, object],
    *,
    leave: Leave = freely,
    read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 -- seconds, or PTB's own marker for «not given»
) -> Any:  # noqa: ANN401 -- any JSON
    """Call a method of the Bot API, named as Telegram names it; `None` is no parameter.

    `leave` is called when a connection is ready, right before the first byte. Raises `TelegramError`, and what `leave`
    raises: then nothing has left.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    request = Json(json.dumps(given).encode(), leave)
    try:
        # PTB hands it on to our transport as it is.
        return await bot.request.post(
            f"{bot.base_url}/{method}", cast("RequestData", request), read_timeout=read_timeout
        )
    except TelegramError:
        if request.kept is not None:
            raise request.kept from None
        raise
