"""The demo page in the system's own browser, against the demo as people start it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from sandbox.switchboard import TOGGLES

# One demo and one browser for all, in one process.
pytestmark = [pytest.mark.xdist_group("page"), pytest.mark.timeout(180)]

ROOT = Path(__file__).parents[2]

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

A_MINUTE = 60.0
TO_STOP = 10.0
"""Seconds within which Ctrl-C must have ended everything."""

PATIENCE = 15_000.0
"""Milliseconds to wait for anything on the page: nothing that is waited for takes more than some seconds."""


@contextmanager
def running(port: str = "0") -> Generator[str]:
    """A demo, on a free port unless one is named: its address. It must end well, and soon, at Ctrl-C."""
    command = [sys.executable, "-m", "bot", "demo", "--port", port]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- ourselves
        assert process.stdout is not None
        found = re.findall(r"http://\S+", process.stdout.readline())
        try:
            assert len(found) == 1, "the demo does not say what to open"
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(TO_STOP) == 0


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def address() -> Generator[str]:
    """Where the demo is."""
    with running() as url:
        yield url


@dataclass(frozen=True)
class Opened:
    """The page in the browser, and everything that it complained of."""

    page: Page
    complaints: list[str]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Generator[Opened]:
    """The page as it comes up."""
    context = browser.new_context(viewport={"width": 1400, "height": 850}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    opened = Opened(context.new_page(), [])
    opened.page.on("console", lambda message: opened.complaints.append(message.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(address)
    expect(opened.page.locator("#chat-about")).not_to_be_empty()
    yield opened
    context.close()


@pytest.fixture
def page(opened: Opened) -> Generator[Page]:
    """The page, with a customer who has done nothing yet and reads English; it may complain of nothing."""
    number = opened.page.locator("#phone-about")
    before = number.inner_text()
    opened.page.get_by_role("button", name="Start over").click()
    expect(number).not_to_have_text(before)
    opened.page.get_by_label("Language of this Telegram").select_option("en")
    yield opened.page
    assert opened.complaints == []


def card(page: Page, title: str) -> Locator:
    """The message of the bot with this title, which is the bold text that it begins with."""
    return page.locator("#chat .body > b:first-child").filter(has_text=title).last


def agree(page: Page) -> None:
    """Open the invitation and agree to the number."""
    page.get_by_role("button", name="Open invitation link").click()
    page.get_by_role("button", name="Yes, that’s it").click()
    card(page, "Send the code from WhatsApp").wait_for()


def paste(page: Page) -> None:
    """Have a code sent, tap the SMS, press Enter."""
    page.get_by_role("button", name="By SMS").click()
    page.locator("#received button").last.click()
    page.keyboard.press("Enter")


def test_a_newcomer_is_done_within_a_minute_by_doing_what_the_hints_say(page: Page) -> None:
    """Open, agree, have a code sent, paste it, read «verified»; the code is gone and staff know."""
    began = time.monotonic()
    hint = page.locator("#hint-text")
    expect(hint).to_contain_text("Open the invitation link")
    page.get_by_role("button", name="Open invitation link").click()
    expect(hint).to_contain_text("tap a button")
    page.get_by_role("button", name="Yes, that’s it").click()
    expect(hint).to_contain_text("By SMS")
    page.get_by_role("button", name="By SMS").click()
    expect(hint).to_contain_text("Tap it")
    page.locator("#received button").click()
    expect(hint).to_contain_text("press Enter")
    page.keyboard.press("Enter")
    card(page, "Verified").wait_for()
    expect(page.locator("#chat .gone")).to_have_text("Deleted by the bot")
    expect(page.locator("#staff .body b").last).to_have_text("Verified")
    expect(hint).to_contain_text("start over")
    assert time.monotonic() - began < A_MINUTE


def test_a_number_can_be_shared_with_the_button_for_it(page: Page) -> None:
    """An invitation without a number brings up Telegram's own keyboard, which goes when it was used."""
    page.get_by_role("button", name="or one without the number in it").click()
    page.locator("#keyboard button").click()
    page.get_by_role("button", name="Yes, that’s it").wait_for()
    expect(page.locator("#keyboard")).to_be_hidden()
    expect(page.locator("#chat .media.contact")).to_contain_text("+62812")


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    """The link, the card's buttons and the text box are reached with Tab and work with Enter."""
    page.get_by_role("button", name="Open invitation link").press("Enter")
    page.get_by_role("button", name="Yes, that’s it").press("Enter")
    page.get_by_role("button", name="By call").press("Enter")
    page.locator("#received button").press("Enter")
    page.keyboard.press("Enter")
    card(page, "Verified").wait_for()


def test_the_customers_language_is_the_bots(page: Page) -> None:
    """The bot speaks as the customer's Telegram does."""
    page.get_by_label("Language of this Telegram").select_option("id")
    page.get_by_role("button", name="Open invitation link").click()
    card(page, "nomor").wait_for()


def test_what_the_bot_cannot_read_is_answered(page: Page) -> None:
    """A sticker and a photo can be sent, and are not met with silence."""
    agree(page)
    page.get_by_role("button", name="Send a sticker").click()
    expect(page.locator("#chat .body").last).to_contain_text("could not read that message")
    page.get_by_role("button", name="Send a photo").click()
    expect(page.locator("#chat .body").filter(has_text="could not read that message")).to_have_count(2)


@dataclass(frozen=True)
class Effect:
    """What a switch does: what CAMS then says and whether that arrives, or what the customer then reads."""

    books: str = ""
    lost: bool = False
    chat: str = ""


EFFECTS = {
    "wrong-code": Effect("ERR-FB-001", chat="Send the code"),
    "expired-code": Effect("ERR-FB-001", chat="Send the code"),
    "too-many-tries": Effect("ERR-FB-001", chat="A pause"),
    "two-step-on": Effect("ERR-FB-001", chat="Send the code"),
    "not-migrating": Effect("ERR-FB-001", chat="On hold"),
    "unknown-code": Effect("ERR-OPERATION-MAAP-0931", chat="Send the code"),
    "product-unsubscript": Effect("Product.Unsubscript", chat="On hold"),
    "ram-permission-deny": Effect("Ram.PermissionDeny", chat="On hold"),
    "unknown-resource-owner-id": Effect("Unknown.ResourceOwnerId", chat="On hold"),
    "access-key-not-found": Effect("InvalidAccessKeyId.NotFound", chat="On hold"),
    "signature-does-not-match": Effect("SignatureDoesNotMatch", chat="On hold"),
    "timestamp-expired": Effect("InvalidTimeStamp.Expired", chat="On hold"),
    "risk-control": Effect("Forbidden.RiskControl", chat="On hold"),
    "timeout-worked": Effect("OK", lost=True),
    "timeout-not-worked": Effect("nothing", lost=True),
    "reset-worked": Effect("OK", lost=True, chat="The answer is late"),
    "reset-not-worked": Effect("nothing", lost=True, chat="The answer is late"),
    "empty-body": Effect("OK", chat="The answer is late"),
    "truncated-json": Effect("OK", chat="The answer is late"),
    "wrong-types": Effect("OK", chat="The answer is late"),
    "html-page": Effect("a web page", chat="The answer is late"),
    "system-limit-control": Effect("System.LimitControl"),
    "throttling-user": Effect("Throttling.User"),
    "slow": Effect("OK", chat="Checking"),
    "internal-error": Effect("InternalError", chat="The answer is late"),
    "service-unavailable": Effect("ServiceUnavailable", chat="The answer is late"),
    "api-down": Effect(chat="Checking"),
    "telegram-down": Effect(),
}


def test_every_switch_of_the_page_is_pressed_here() -> None:
    """A new switch needs a line in `EFFECTS`."""
    assert set(EFFECTS) == set(TOGGLES)


@pytest.mark.parametrize("name", EFFECTS)
def test_each_switch_takes_effect_and_can_be_turned_off(page: Page, name: str) -> None:
    """One click turns it on and shows it; what it says then happens to the next code; another click mends it."""
    wanted = EFFECTS[name]
    agree(page)
    switch = page.locator(f"[data-switch={name}]")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    paste(page)
    if wanted.books:
        line = page.locator("#books li").filter(has=page.locator("code", has_text=re.compile(f"^{wanted.books}$")))
        expect(line.last).to_be_visible()
    if wanted.lost:
        # Not the last line for long: the reads that find the truth out come after it.
        expect(page.locator("#books li", has_text="answer lost").first).to_be_visible()
    if wanted.chat:
        card(page, wanted.chat).wait_for()
    if name == "telegram-down":
        expect(page.locator("#hint-text")).to_contain_text("Telegram is down")
        expect(page.locator("#chat .message.mine").last).to_be_visible()
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    if name in {"api-down", "telegram-down"}:
        page.get_by_role("button", name="+1 min").click()
        card(page, "Verified").wait_for()


def test_the_page_finds_back_by_itself(browser: Browser) -> None:
    """A page whose demo has ended says so, and shows the next one that comes up at its address."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    hint = page.locator("#hint-text")
    with running() as url:
        page.goto(url)
        page.get_by_role("button", name="Open invitation link").click()
        expect(hint).to_contain_text("tap a button")
    expect(page.locator("#lost")).to_be_visible()
    with running(url.rstrip("/").rpartition(":")[2]) as again:
        assert again == url
        expect(hint).to_contain_text("Open the invitation link", timeout=PATIENCE)
        expect(page.locator("#lost")).to_be_hidden()
    context.close()


def test_a_taken_port_is_no_obstacle(address: str) -> None:
    """A second demo takes any free port instead of failing, and says which."""
    with running(address.rstrip("/").rpartition(":")[2]) as other:
        assert other.startswith("http://127.0.0.1:")
        assert other != address
