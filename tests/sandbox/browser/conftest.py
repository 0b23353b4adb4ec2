"""A browser, and demos to play in: as people start it, and one whose world answers at once."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.sandbox.browser.player import PATIENCE, Player

ROOT = Path(__file__).parents[3]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
"""Nothing but the page may be asked for, by nobody in the browser."""

AT_HOME = "Asia/Jakarta"
"""Where the customers' numbers are: the page's clock shows whether it is night there."""

TO_STOP = 10.0
"""Seconds within which Ctrl-C must have ended everything."""

AT_ONCE = """
import asyncio
from bot.demonstration import show
from bot.noticing import Notifier
from sandbox.cams.options import Options
Notifier.__init__.__kwdefaults__["every"] = 0.0
asyncio.run(show(0, Options(hold=0.3, slow=1.0, connecting=0.0)))
"""
"""The demo without the waits that let people read, and with a staff group that takes everything at once, where
Telegram's takes a few and then one in five seconds: nothing else is different."""


@contextmanager
def running(*arguments: str) -> Generator[str]:
    """A demo, as `python` with these arguments starts it: its address. It must end well, and soon, at Ctrl-C."""
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- ourselves
        assert process.stdout is not None
        found = re.findall(r"http://\S+", process.stdout.readline())
        try:
            assert len(found) == 1, "the demo does not say what to open"
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(TO_STOP) == 0


@pytest.fixture(scope="package")
def browser() -> Generator[Browser]:
    """The system's Chromium. Without one the tests are skipped, in CI they fail."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing = "there is no Chromium on this machine (Debian: apt-get install chromium)"
        if os.getenv("CI"):  # noqa: TID251 -- CI says so there
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Browser, address: str) -> Generator[Page]:
    """A page of its own in the browser, once it shows the world."""
    context = browser.new_context(viewport={"width": 1400, "height": 850}, reduced_motion="reduce", timezone_id=AT_HOME)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#chat-about")).not_to_be_empty(timeout=PATIENCE)
    yield page
    context.close()


@pytest.fixture(scope="package")
def quick_page(browser: Browser) -> Generator[Player]:
    """The page of a demo whose world answers at once."""
    with running("-c", AT_ONCE) as address, opened(browser, address) as page:
        yield Player(page)


@pytest.fixture
def player(quick_page: Player) -> Generator[Player]:
    """Somebody at the page whose customer has done nothing yet; the page may complain of nothing."""
    quick_page.comes_new()
    yield quick_page
    assert quick_page.complaints == []
