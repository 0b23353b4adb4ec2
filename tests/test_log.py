"""The log: one event a line, for people or machines, and nothing in it that others may not read."""

import io
import json
import logging
from collections.abc import Generator
from datetime import UTC, datetime
from random import Random

import aiohttp
import httpx
import pytest
import structlog

from bot import log
from bot.log import LOUD
from bot.redaction import HIDDEN
from sandbox.telegram import TelegramServer, TelegramWorld

TOKEN = "123456:" + "a" * 35
LOGGER = structlog.get_logger("bot.test")


@pytest.fixture(autouse=True)
def _as_it_was() -> Generator[None]:
    """Leave logging as it was found."""
    levels = {name: logging.getLogger(name).level for name in LOUD}
    yield
    structlog.reset_defaults()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_json_is_one_document_a_line() -> None:
    """With the event, its level, the time in UTC, and what goes with it; a line break in a value breaks no line."""
    stream = io.StringIO()
    log.set_up("json", stream)
    LOGGER.info("call answered", case_id=3, outcome="Accepted")
    LOGGER.warning("poll failed", error="a\nb")
    LOGGER.debug("not for the log")

    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    age = datetime.now(UTC) - datetime.fromisoformat(first.pop("timestamp"))
    assert 0 <= age.total_seconds() < 60
    assert first == {"event": "call answered", "level": "info", "case_id": 3, "outcome": "Accepted"}
    assert (second["event"], second["level"], second["error"]) == ("poll failed", "warning", "a\nb")


def test_people_read_a_line_without_colour_in_a_file() -> None:
    """A stream that was given is no terminal."""
    stream = io.StringIO()
    log.set_up("console", stream)
    LOGGER.info("serving", case_id=3)

    (line,) = stream.getvalue().splitlines()
    assert "serving" in line
    assert "case_id=3" in line
    assert "\x1b" not in line


def test_it_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is for answers."""
    log.set_up("json")
    structlog.get_logger("bot.test").info("serving")
    shown = capsys.readouterr()

    assert shown.out == ""
    assert json.loads(shown.err)["event"] == "serving"


def test_a_net_is_under_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A line that says a secret is written without it, and so is what another library says, on one line."""
    root = logging.getLogger()
    handlers, root.handlers = root.handlers, []
    try:
        log.set_up("json", secrets=[TOKEN, "hunter2hunter2"])
        structlog.get_logger("bot.test").error("posts fail", error=f"code 123-456, {TOKEN}", given="hunter2hunter2")
        try:
            int("123456 or so")
        except ValueError:
            logging.getLogger("some.library").exception("of %s\n%s", "654321", "two lines")
    finally:
        root.handlers = handlers
    first, second = (json.loads(line) for line in capsys.readouterr().err.splitlines())

    assert (first["error"], first["given"]) == (f"code {HIDDEN}, {HIDDEN}", HIDDEN)
    del second["timestamp"]
    assert second == {
        "event": f"of {HIDDEN}\ntwo lines",
        "level": "error",
        "logger": "some.library",
        "error": "ValueError",
    }


async def test_libraries_that_quote_urls_are_silent() -> None:
    """A real request of each HTTP library, with the token in its URL, leaves no line, whatever level is asked for."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    level = root.level
    log.set_up("json", io.StringIO())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    server = TelegramServer(TelegramWorld(lambda: 1.0, TOKEN, Random(1)))
    await server.start()
    try:
        url = f"{server.url}/bot{TOKEN}/getMe"
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(url)).status_code == 200
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 200
        for name in LOUD:
            logging.getLogger(name).error("GET %s", url)
            logging.getLogger(f"{name}.deeper.inside").error("GET %s", url)
    finally:
        await server.stop()
        root.removeHandler(handler)
        root.setLevel(level)

    assert TOKEN not in stream.getvalue()
