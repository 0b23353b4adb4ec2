"""Says what to do next, in one line, to somebody who has read nothing."""

from dataclasses import dataclass
from typing import Literal

from sandbox.app import SPACE, Sandbox
from sandbox.cams.faults import Fault
from sandbox.switchboard import API_DOWN, TELEGRAM_DOWN

Place = Literal["", "open-link", "chat", "keyboard", "send-code", "phone", "staff", "start-over", "switches", "skip"]
"""What the page lets glow: the thing that the hint speaks of."""

_LOST = frozenset(
    {
        Fault.TIMEOUT_WORKED,
        Fault.TIMEOUT_NOT_WORKED,
        Fault.RESET_WORKED,
        Fault.RESET_NOT_WORKED,
        Fault.HTML_PAGE,
        Fault.EMPTY_BODY,
        Fault.TRUNCATED_JSON,
        Fault.WRONG_TYPES,
        Fault.INTERNAL_ERROR,
        Fault.SERVICE_UNAVAILABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Hint:
    """The next thing to do. `done`: there is none left."""

    text: str
    points_at: Place = ""
    done: bool = False


def hint(sandbox: Sandbox) -> Hint:
    """Look at the world as a player sees it and say what comes next."""
    chat = sandbox.customer.person.chat
    said = [event.at for event in chat.history if event.kind == "sent" and event.by == sandbox.customer.person.id]
    if not said:
        return Hint("You are the customer. Open the invitation link that staff have sent you.", "open-link")
    if TELEGRAM_DOWN in sandbox.switchboard.on:
        return Hint("Telegram is down: nothing gets through. Turn the switch off and see what was lost.", "switches")
    if _staff_know(sandbox):
        text = "Verified. The code is gone from the chat, and staff know. Now start over, and break something."
        return Hint(text, "start-over", done=True)
    if not any(event.kind == "tapped" for event in chat.history):
        if chat.keyboard is not None:
            return Hint("Read the bot’s message. Share your number with the button, or type it.", "keyboard")
        return Hint("Read the bot’s message and tap a button below it.", "chat")
    return _about_the_code(sandbox, said[-1])


def _about_the_code(sandbox: Sandbox, last_said: float) -> Hint:
    on = sandbox.switchboard.on
    received = sandbox.phone.messages(sandbox.customer.number)
    if not received:
        return Hint("Staff have a code sent to your phone: tap «By SMS».", "send-code")
    if received[-1].at > last_said:
        return Hint("A code has come. Tap it to paste it into the chat, then press Enter.", "phone")
    if _submitted(sandbox) and not on.isdisjoint(_LOST):
        return Hint("The answer was lost: the bot is finding out. Wait, or skip a minute.", "skip")
    if on:
        down = " It asks again every 5 minutes." if API_DOWN in on else ""
        return Hint(f"See how the bot takes it.{down} Turn the switch off, then have a new code sent.", "switches")
    return Hint("The bot is at work. If that did not do it, have a new code sent.")


def _staff_know(sandbox: Sandbox) -> bool:
    """Whether the bot has told staff of the success, which comes after it has told the customer."""
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    since = number.verified_at if number is not None else None
    return since is not None and any(
        event.kind in {"sent", "edited"} and event.at >= since for event in sandbox.staff.history
    )


def _submitted(sandbox: Sandbox) -> bool:
    return bool(sandbox.cams.books.entries("ChatappMigrationVerified", phone=sandbox.customer.number))
