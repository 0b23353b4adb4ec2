"""The demo page itself, in the system's own browser: it leads, it can be used, it finds back."""

import time
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from sandbox.switchboard import TOGGLES
from tests.sandbox.browser.conftest import opened, running
from tests.sandbox.browser.player import PATIENCE, Player

# One browser for all, in one process.
pytestmark = [pytest.mark.xdist_group("page"), pytest.mark.timeout(180)]

DEMO = ("-m", "bot", "demo", "--port")
A_MINUTE = 60.0


def lead_to_live(player: Player) -> None:
    """Do what the hints say, and nothing else, until they say that all is done."""
    page, hint = player.page, player.page.locator("#hint-text")
    expect(hint).to_contain_text("Open the invitation link")
    player.opens_link()
    for label in ("Yes, that’s it", "Send the SMS"):
        expect(page.locator(".message.next .buttons button").first).to_have_text(label, timeout=PATIENCE)
        page.locator(".message.next .buttons button").first.click()
    expect(hint).to_contain_text("Tap it to paste", timeout=PATIENCE)
    page.locator("#received button").click()
    expect(hint).to_contain_text("press Enter")
    page.keyboard.press("Enter")
    expect(hint).to_contain_text("Skip a minute", timeout=PATIENCE)
    player.sees_it_live()
    expect(hint).to_contain_text("start over", timeout=PATIENCE)


def test_a_newcomer_is_done_within_a_minute_and_the_page_finds_back_by_itself(browser: Browser) -> None:
    """Who does what the hints say sees a number live. A page whose demo has ended says so, and shows the next one."""
    began = time.monotonic()
    with ExitStack() as stack, ExitStack() as demo:
        url = demo.enter_context(running(*DEMO, "0"))
        player = Player(stack.enter_context(opened(browser, url)))
        lead_to_live(player)
        assert time.monotonic() - began < A_MINUTE
        assert player.complaints == []
        demo.close()
        expect(player.page.locator("#lost")).to_be_visible(timeout=PATIENCE)
        again = demo.enter_context(running(*DEMO, url.rstrip("/").rpartition(":")[2]))
        assert again == url
        expect(player.page.locator("#hint-text")).to_contain_text("Open the invitation link", timeout=PATIENCE)
        expect(player.page.locator("#lost")).to_be_hidden()


def test_every_switch_can_be_turned(player: Player) -> None:
    """One click shows it on and its tab counts it; starting over mends everything, outages too."""
    tabs = player.page.locator(".tab .count")
    for name in TOGGLES:
        player.turns(name, on=True)
    counts = [int(text.partition(" ")[0]) for text in tabs.all_inner_texts()]
    assert sum(counts) == len(TOGGLES)
    player.comes_new()
    expect(player.page.locator("[aria-checked=true]")).to_have_count(0)
    assert "".join(tabs.all_inner_texts()) == ""


def test_the_tabs_of_the_switches_are_moved_over_with_arrows(player: Player) -> None:
    """As everywhere: one tab is in the order of Tab, arrows lead to the others, round the ends."""
    tabs = player.page.locator(".tab")
    tabs.first.press("ArrowLeft")
    expect(tabs.last).to_be_focused()
    expect(tabs.last).to_have_attribute("aria-selected", "true")
    tabs.last.press("Home")
    expect(tabs.first).to_be_focused()
    assert [tab.get_attribute("tabindex") for tab in tabs.all()] == ["0", *["-1"] * (tabs.count() - 1)]


def test_the_bot_can_be_given_fewer_steps(player: Player) -> None:
    """As it comes it only hands codes in: staff have them sent, from the console; and back again."""
    player.comes_new("code")
    expect(player.page.get_by_role("tab", name="The move itself")).to_have_count(0)
    player.agrees()
    player.reads("Send the code from WhatsApp")
    player.button("By SMS").click()
    player.pastes()
    player.reads("Verified", "our team does that last step")
    expect(player.page.locator("#hint-text")).to_contain_text("staff know", timeout=PATIENCE)
    player.comes_new("move")
    expect(player.button("By SMS")).to_be_hidden()


def test_everything_can_be_done_from_the_keyboard(player: Player) -> None:
    """The link, the card's buttons, the phone and the text box work with Enter; what is sent brings no focus home."""
    page = player.page
    player.button("Open invitation link").press("Enter")
    for label in ("Yes, that’s it", "Call this number"):
        page.get_by_role("button", name=label).press("Enter")
    page.locator("#received button").press("Enter")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Enter")
    player.reads("Verified")


def test_commands_are_at_hand(player: Player) -> None:
    """What the bot offers after a slash can be chosen; Escape closes the list and leads back to where it was opened."""
    page = player.page
    expect(page.locator("#bot-about")).to_contain_text("personal link")
    menu = page.locator("#menu > summary")
    menu.press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.locator("#commands")).to_be_hidden()
    menu.click()
    page.get_by_role("button", name="/privacy").click()
    expect(page.locator("#commands")).to_be_hidden()
    player.reads("What we keep, and why")


def test_commands_of_staff_are_at_hand(player: Player) -> None:
    """What is chosen stands in the box, for what most of them want behind it."""
    page = player.page
    page.locator("#staff-menu > summary").click()
    page.locator("#staff-commands").get_by_role("button", name="/invite").click()
    expect(page.locator("#staff-commands")).to_be_hidden()
    expect(page.locator("#staff-text")).to_be_focused()
    expect(page.locator("#staff-text")).to_have_value("/invite ")
    page.locator("#staff-text").fill("")


def test_staff_can_write_in_their_group(player: Player) -> None:
    """What is written there stands in the group, under the name of one of them."""
    box = player.page.get_by_label("Message to the staff group")
    box.fill("Has anybody seen Budi?")
    box.press("Enter")
    # The bot may be saying something there just now that belongs to an earlier customer.
    message = player.page.locator("#staff .message").filter(has_text="Has anybody seen Budi?")
    expect(message).to_contain_text("Ayu")
    expect(message.locator(".body")).to_have_text("Has anybody seen Budi?")
    assert player.acts == []


def test_what_the_bot_cannot_read_is_answered(player: Player) -> None:
    """A sticker and a photo can be sent, and are not met with silence."""
    page = player.page
    player.opens_link()
    player.reads("Is this the number that is moving?")
    for number, label in enumerate(("Send a sticker", "Send a photo"), 1):
        player.button(label).click()
        unread = page.locator("#chat .body").filter(has_text="could not read that message")
        expect(unread).to_have_count(number, timeout=PATIENCE)


def test_the_customers_language_is_the_bots(player: Player) -> None:
    """The bot speaks as the customer's Telegram does, before Start too."""
    player.page.get_by_label("Language of this Telegram").select_option("id")
    expect(player.page.locator("#bot-about")).to_contain_text("tautan")
    player.opens_link()
    player.reads("nomor")


NAMELESS = """() => [...document.querySelectorAll("button, select, textarea, summary, [role=log], ol")]
    .filter((one) => !(one.innerText.trim() || one.ariaLabel || one.labels?.[0]?.innerText.trim()
        || one.textContent.trim() || one.ariaLabelledByElements?.length))
    .map((one) => one.outerHTML.slice(0, 80))"""

UNREADABLE = r"""() => {
    const parsed = (color) => color.match(/[\d.]+/g).map(Number)
        .map((value, index) => (color.startsWith("color(") && index < 3 ? value * 255 : value));
    const light = (color) => {
        const [r, g, b] = color.map((value) => value / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (node) => {
        const layers = [];
        for (let one = node; one; one = one.parentElement) {
            const [r, g, b, a = 1] = parsed(getComputedStyle(one).backgroundColor);
            if (a > 0) layers.push([r, g, b, a]);
            if (a === 1) break;
        }
        return layers.reverse().reduce(([r, g, b], [x, y, z, a]) =>
            [r + (x - r) * a, g + (y - g) * a, b + (z - b) * a], [255, 255, 255]);
    };
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
        const node = text.parentElement;
        if (!text.data.trim() || !node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const lights = [light(parsed(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
        const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
        if (ratio < 4.5) found.push(`${text.data.trim().slice(0, 30)}: ${ratio.toFixed(2)}`);
    }
    return found;
}"""


def test_the_page_can_be_read_and_has_names_for_everything(player: Player) -> None:
    """Controls have names for those who hear the page; texts the contrast that WCAG asks for, in the dark too."""
    player.agrees()
    player.reads("Is the phone in your hand?")
    player.turns("slow", on=True)
    assert player.page.evaluate(NAMELESS) == []
    try:
        for scheme in ("light", "dark"):
            player.page.emulate_media(color_scheme=scheme)
            assert player.page.evaluate(UNREADABLE) == []
    finally:
        player.page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1024, 768), (1400, 850)])
def test_nothing_sticks_out_at_the_side(player: Player, width: int, height: int) -> None:
    """On a phone as on a desk: the page is no wider than the window."""
    player.agrees()
    player.reads("Is the phone in your hand?")
    player.page.set_viewport_size({"width": width, "height": height})
    try:
        over = player.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    finally:
        player.page.set_viewport_size({"width": 1400, "height": 850})
    assert over == 0
