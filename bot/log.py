"""Log events, not prose: one event a line, with ids, counts and durations; JSON for machines or colour for people.

Never a name, a text, a number, a code, a URL or a token. Libraries that write such things are silenced here; what
others have to say comes as events too. Last of all, the net (`redaction`) is under every line.
"""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor

from .redaction import net

LOUD = (
    "httpx",
    "httpcore",
    "telegram",
    "telegram.ext",
    "aiohttp",
    "apscheduler",
    "sqlalchemy",
    "aiosqlite",
    "asyncio",
    "uvicorn",
)
"""Libraries whose lines can quote URLs (the code and the bot's token are in them), updates or statements."""


def set_up(log_format: Literal["console", "json"], stream: TextIO | None = None, secrets: Iterable[str] = ()) -> None:
    """Say how and where to log: to standard error, because standard output is for answers, or to `stream`.

    `secrets` are the settings' own, which no line may hold.
    """
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    target = stream or sys.stderr
    is_json = log_format == "json"
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        _netted(net(secrets)),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Processor = (
        structlog.processors.JSONRenderer() if is_json else structlog.dev.ConsoleRenderer(colors=target.isatty())
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=stream is None,  # the process outlives a stream that was given
    )
    # What other libraries have to say of themselves is for people who debug them: their warnings, each on one line.
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def _netted(caught: Callable[[str, object], object]) -> Processor:
    def under(_: object, __: str, event: EventDict) -> EventDict:
        error = event.pop("exc_info", None)
        if isinstance(error, tuple) and error[0] is not None:
            event["error"] = error[0].__name__  # Its text and its traceback may quote anything.
        return {name: value if name.startswith("_") else caught(name, value) for name, value in event.items()}

    return under
