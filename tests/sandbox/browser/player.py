"""Somebody at the demo page: what they do as the customer is counted, what they read is waited for."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Locator, Page, Request, expect

PATIENCE = 15_000.0
"""Milliseconds to wait for anything on the page: nothing that is waited for takes more than some seconds."""

SKIPS, A_SKIP = 5, 3_000.0
"""How often time is skipped at most until the bot has looked, and how many milliseconds it is given each time."""

IN_THE_MORNING = 10
"""An hour from which four more end long before the evening, after which nobody is reminded."""

OF_THE_CUSTOMER = frozenset({"open-link", "say", "send", "press", "tap", "block"})
"""The acts of the page that a customer would do in Telegram; the rest is the world around them."""


@dataclass(eq=False)
class Player:
    """The page in the browser, how many acts the customer has done there, and what the page complained of."""

    page: Page
    acts: list[str] = field(default_factory=list)
    before: int = 0
    """How many messages the staff group had before staff did what was done last."""
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._count)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _count(self, request: Request) -> None:
        name = urlsplit(request.url).path.removeprefix("/acts/")
        if name in OF_THE_CUSTOMER and '"staff"' not in (request.post_data or ""):
            self.acts.append(name)

    # --- The world

    def comes_new(self, steps: str = "move") -> None:
        """Let the next customer come, who reads English and has done nothing; the bot's steps are those named."""
        number = self.page.locator("#phone-about")
        before = number.inner_text()
        if self.page.locator("#steps").input_value() == steps:
            self.button("Start over").click()
        else:
            self.page.locator("#steps").select_option(steps)
        expect(number).not_to_have_text(before, timeout=PATIENCE)
        if self.page.locator("#language").input_value() != "en":
            self.page.locator("#language").select_option("en")
        self.acts.clear()

    def turns(self, name: str, *, on: bool) -> None:
        """Turn a switch, on the tab where it is."""
        switch = self.page.locator(f"[data-switch={name}]")
        if not switch.is_visible():
            self.page.locator(".tab").nth(self._tab_of(switch)).click()
        switch.click()
        expect(switch).to_have_attribute("aria-checked", str(on).lower())

    def _tab_of(self, switch: Locator) -> int:
        panel = switch.locator("xpath=..").get_attribute("id") or ""
        return int(panel.rpartition("-")[2])

    def skips(self, label: str) -> None:
        """Let time pass: `+1 min`, `+5 min`, `+1 h` or `+1 day`."""
        self.button(label).click()

    def waits_for_the_morning(self) -> None:
        """Let hours pass until it is past ten in the morning where the customer is: nobody is reminded at night."""
        hour = int(self.page.locator("#clock").inner_text().partition(":")[0])
        for _ in range((IN_THE_MORNING - hour) % 24):
            self.skips("+1 h")

    # --- The customer

    def button(self, label: str) -> Locator:
        """A button of the page itself."""
        return self.page.get_by_role("button", name=label, exact=True)

    def hint(self) -> Locator:
        """The line that says what comes next."""
        return self.page.locator("#hint-text")

    def opens_link(self) -> None:
        """Open the invitation with the number in it."""
        self.button("Open invitation link").click()

    def taps(self, label: str) -> None:
        """Tap the newest button below a message that is called so, once it is there."""
        self.page.locator("#chat .buttons button").filter(has_text=re.compile(f"^{re.escape(label)}$")).last.click()

    def agrees(self) -> None:
        """Open the invitation and say that its number is right."""
        self.opens_link()
        self.taps("Yes, that’s it")

    def comes_to_the_phone(self) -> None:
        """Come as far as the question whether the phone is there."""
        self.agrees()
        self.reads("Is the phone in your hand?")

    def has_it_sent(self) -> None:
        """Have the code sent by SMS, and see it arrive on the phone."""
        self.comes_to_the_phone()
        self.taps("Send the SMS")
        self.receives(1)

    def receives(self, count: int, what: str = "WhatsApp") -> None:
        """Wait until so many messages and calls have come to the phone, and the newest is one of these."""
        arrivals = self.page.locator("#received li")
        expect(arrivals).to_have_count(count, timeout=PATIENCE)
        expect(arrivals.last).to_contain_text(what)

    def pastes(self, arrivals: int = 1) -> None:
        """Paste what came as the so-manieth message or call on the phone, and send it."""
        self.page.locator("#received button").nth(arrivals - 1).click()
        self.page.keyboard.press("Enter")

    def writes(self, text: str) -> None:
        """Write a message and send it."""
        self.page.locator("#text").fill(text)
        self.page.locator("#text").press("Enter")

    # --- Staff

    def staff_write(
        self, text: str, *, by: str = "Ayu", in_topic: bool = False, reply_to: Locator | None = None
    ) -> None:
        """Write in the staff group: in its newest topic, or to all; or in reply to a message, where that is."""
        page = self.page
        page.locator("#writer").select_option(label=by)
        if reply_to is not None:
            reply_to.get_by_role("button", name="Reply").click()
        elif page.locator("#topic").is_visible():
            page.locator("#topic").select_option(index=page.locator("#topic option").count() - 1 if in_topic else 0)
        self.before = page.locator("#staff .message").count()
        page.locator("#staff-text").fill(text)
        page.locator("#staff-text").press("Enter")
        expect(self.new_in_the_group(text).first).to_be_visible(timeout=PATIENCE)

    def staff_send(self, name: str, content: str) -> None:
        """Send a file to all of the staff: in a case's topic it would be for a customer."""
        if self.page.locator("#topic").is_visible():
            self.page.locator("#topic").select_option(index=0)
        self.before = self.page.locator("#staff .message").count()
        file: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        self.page.locator("#attached").set_input_files(file)

    def staff_tap(self, label: str, *, by: str = "Ayu") -> None:
        """Tap the newest button in the staff group that is called so, once it is there."""
        self.page.locator("#writer").select_option(label=by)
        self.before = self.page.locator("#staff .message").count()
        button = self.page.locator("#staff .buttons button").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        button.last.click()

    def staff_look_at_the_case(self) -> str:
        """Find the customer who is played by how their number ends, and open their case; answer its number."""
        self.staff_write(f"/find {self.page.locator('#phone-about').inner_text()[-4:]}")
        row = self.group_reads("Cases", "/case_")
        self.before = self.page.locator("#staff .message").count()
        row.locator(".command").filter(has_text="/case_").click()
        self.group_reads("Where it stands")
        return row.locator(".command").filter(has_text="/case_").inner_text().removeprefix("/case_")

    # --- Reading

    def group_reads(self, *phrases: str) -> Locator:
        """Wait until the bot has said these in one message, after what staff did last; answer that message."""
        found = self.new_in_the_group(*phrases).filter(has=self.page.locator(".sender", has_text="Migration bot"))
        expect(found.last).to_be_visible(timeout=PATIENCE)
        return found.last

    def new_in_the_group(self, *phrases: str) -> Locator:
        found = self.page.locator(f"#staff > .message:nth-child(n + {self.before + 1})")
        for phrase in phrases:
            found = found.filter(has_text=phrase)
        return found

    def reads(self, title: str, *phrases: str) -> str:
        """Wait until the newest message of the bot has that title and these phrases; answer all of it."""
        body = self.page.locator("#chat .theirs .body").last
        expect(body.locator("b", has_text=title).first).to_be_visible(timeout=PATIENCE)
        for phrase in phrases:
            expect(body).to_contain_text(phrase, timeout=PATIENCE)
        return body.inner_text()

    def booked(self, what: str) -> None:
        """Wait until CAMS has been asked for something, in the page's words."""
        expect(self.page.locator("#books li").filter(has_text=what).first).to_be_visible(timeout=PATIENCE)

    def staff_read(self, title: str) -> None:
        """Wait until staff are told something with that title of the customer who is played."""
        expect(self._told_to_staff(title)).to_be_visible(timeout=PATIENCE)

    def _told_to_staff(self, title: str) -> Locator:
        digits = self.page.locator("#phone-about").inner_text()[-4:]
        return self.page.locator("#staff .body").filter(has_text=digits).locator("b").filter(has_text=title).last

    def sees_it_live(self) -> None:
        """Read that the number is verified, let the time pass until the bot looks again, and read that it is live.

        A minute is counted from the answer to the order: who skips one before that is there has to skip another, and
        one that is skipped before the order has left takes away the time in which it may.
        """
        self.reads("Verified", "not live")
        self.staff_read("Verified")
        self.booked("ordered the move")
        for _ in range(SKIPS):
            self.skips("+1 min")
            try:
                expect(self._told_to_staff("Live")).to_be_visible(timeout=A_SKIP)
                break
            except AssertionError:
                continue
        self.reads("Live")
        self.staff_read("Live")
