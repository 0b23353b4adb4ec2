"""Log events, not prose: one event a line, with ids, counts and durations; JSON for machines or colour for people.

Never a name, a text, a number, a code, a URL or a token. Libraries that write such things are silenced here.
"""

import logging
import sys
from typing import Literal, TextIO

import structlog

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


def set_up(log_format: Literal["console", "json"], stream: TextIO | None = None) -> None:
    """Say how and where to log: to standard error, because standard output is for answers, or to `stream`."""
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # What other libraries have to say of themselves is for people who debug them.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=stream is None)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=stream is None,  # the process outlives a stream that was given
    )
