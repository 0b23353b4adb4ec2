"""What a script has in its hands: the customer's acts, the switches, the time, and waits that end."""

import asyncio
import re
from collections.abc import Callable
from typing import TypeVar

from sandbox.app import SPACE, Sandbox
from sandbox.cams.actions import Action
from sandbox.cams.books import Entry
from sandbox.switchboard import TOGGLES
from sandbox.telegram import Chat, ChatEvent, Person

from .narrator import Narrator

PATIENCE = 20.0
"""Real seconds that a script waits for anything: the longest takes two, on a busy machine a few."""

FAST = 60.0
"""How fast time passes where nobody acts: a settlement of 77 seconds takes a little more than one."""

YES = "Yes, that’s it"
CONFIRM = "Is this the number that is moving?"
ASKED_FOR_CODE = "Send the code from WhatsApp"
VERIFIED = "Verified"

Found = TypeVar("Found")


class UnmetError(Exception):
    """Something that a script waited for did not happen; the text says what, and what was there instead."""


class Scene:
    """One conversation that plays itself. The customer reads English; what is read is read in order.

    Attributes:
        patience: how many real seconds it waits for anything.
        problems: what was not as it must be, in words.
        end: what the customer's last message must say.
    """

    def __init__(self, sandbox: Sandbox, narrator: Narrator) -> None:
        self.sandbox = sandbox
        self.narrator = narrator
        self.patience = PATIENCE
        self.problems: list[str] = []
        self.end = VERIFIED
        self._read = {sandbox.customer.person.id: 0, sandbox.staff.id: 0}

    # --- The customer

    async def begins(self) -> None:
        """Let the customer open the link and agree to the number, up to where the bot asks for a code."""
        self.sandbox.customer.person.opens_link(self.sandbox.customer.link)
        await self.agrees()

    async def agrees(self) -> None:
        """Let the customer agree to the number that the bot shows, up to where it asks for a code."""
        event = await self.sees(CONFIRM)
        assert event.message is not None  # noqa: S101 -- what is read is a message
        self.sandbox.customer.person.taps(event.message.message_id, YES)
        await self.sees(ASKED_FOR_CODE)

    def gets_code(self) -> None:
        """Let staff have a code sent to the customer's phone."""
        self.sandbox.send_code("sms")

    def pastes(self) -> None:
        """Let the customer send what arrived last on the phone."""
        message = self.sandbox.phone.messages(self.sandbox.customer.number)[-1]
        self.sandbox.customer.person.says(self.sandbox.to_paste(message))

    # --- The world

    async def turns_on(self, name: str) -> None:
        """Turn a switch on."""
        self.narrator.aside(f"Now: {TOGGLES[name].label}")
        await self.sandbox.switchboard.turn(name, on=True)

    async def turns_off(self, name: str) -> None:
        """Turn a switch off."""
        self.narrator.aside(f"No longer: {TOGGLES[name].label}")
        await self.sandbox.switchboard.turn(name, on=False)

    def lets_pass(self, seconds: int, told: str) -> None:
        """Let time pass at one stroke; `told` is how people say how long."""
        self.narrator.aside(f"{told} later")
        self.sandbox.skip(seconds)

    # --- Waiting

    async def sees(self, phrase: str, *, fast: bool = False) -> ChatEvent:
        """Wait until the bot tells the customer something, new or written over. `fast`: let the time run meanwhile."""
        return await self._reads(self.sandbox.customer.person.chat, phrase, fast=fast)

    async def read_by(self, person: Person, phrase: str) -> ChatEvent:
        """Wait until the bot tells somebody else something."""
        return await self._reads(person.chat, phrase)

    async def staff_read(self, phrase: str) -> ChatEvent:
        """Wait until the bot tells the staff group something."""
        return await self._reads(self.sandbox.staff, phrase)

    async def _reads(self, chat: Chat, phrase: str, *, fast: bool = False) -> ChatEvent:
        """Find the phrase in what came after what was read last."""

        def found() -> ChatEvent | None:
            read = self._read.get(chat.id, 0)
            for number, event in enumerate(chat.history[read:], read + 1):
                if is_told(event, phrase):
                    self._read[chat.id] = number
                    return event
            return None

        return await self.until(f"{chat.title} reads «{phrase}»", found, fast=fast)

    async def until(self, what: str, condition: Callable[[], Found | None], *, fast: bool = False) -> Found:
        """Wait until the condition answers something; it is asked after every change of the world.

        Raises:
            UnmetError: it never did.
        """
        changed = asyncio.Event()
        end = self.sandbox.subscribe(changed.set)
        time, speed = self.sandbox.time, self.sandbox.time.speed
        if fast:
            time.run(FAST)
        try:
            async with asyncio.timeout(self.patience):
                while (found := condition()) is None:
                    await changed.wait()
                    changed.clear()
                return found
        except TimeoutError:
            raise UnmetError(f"{what}: it did not happen") from None
        finally:
            end()
            if fast:
                time.run(speed)

    # --- Judging

    def expects(self, what: str, found: object, wanted: object) -> None:
        """Note whether something is as it must be."""
        problem = "" if found == wanted else f"found {found!r} instead of {wanted!r}"
        self.narrator.check(what, problem)
        if problem:
            self.problems.append(f"{what}: {problem}")

    @property
    def submissions(self) -> tuple[Entry, ...]:
        """Every time that the customer's code was handed in, whatever came of it."""
        return self.sandbox.cams.books.entries(Action.SUBMIT_CODE, phone=self.sandbox.customer.number)

    def told(self, phrase: str, chat: Chat | None = None) -> list[ChatEvent]:
        """Everything that the bot wrote with a phrase in it, to the customer unless another chat is named."""
        return [event for event in (chat or self.sandbox.customer.person.chat).history if is_told(event, phrase)]

    def verified_at(self) -> float | None:
        """When WhatsApp itself had the number as proven."""
        number = self.sandbox.cams.number(SPACE, self.sandbox.customer.number)
        return None if number is None else number.verified_at


def is_told(event: ChatEvent, phrase: str) -> bool:
    """Whether the bot wrote something with that phrase in it, not counting the ends of longer words."""
    message = event.message
    if message is None or not message.from_bot or event.kind not in {"sent", "edited"}:
        return False
    return re.search(rf"(?<!\w){re.escape(phrase)}", message.text) is not None
