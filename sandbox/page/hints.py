"""Says what to do next, in one line, to somebody who has read nothing."""

from dataclasses import dataclass
from typing import Literal

from sandbox.app import SPACE, Sandbox
from sandbox.cams.faults import Fault
from sandbox.switchboard import API_DOWN, TELEGRAM_DOWN

Place = Literal["", "open-link", "chat", "send-code", "phone", "staff", "start-over", "switches", "skip"]
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
    on = sandbox.switchboard.on
    said = [event for event in chat.history if event.kind == "sent" and event.by == sandbox.customer.person.id]
    if TELEGRAM_DOWN in on and said:
        return Hint("Telegram is down: nothing gets through. Turn the switch off and see what was lost.", "switches")
    if not said:
        return Hint("You are the customer. Open the invitation link that staff have sent you.", "open-link")
    if sandbox.is_verified and _last_is_from_bot(sandbox):
        return Hint(
            "Verified. The code is gone from the chat, and staff know. Now start over, and break something.",
            "start-over",
            done=True,
        )
    if not any(event.kind == "tapped" for event in chat.history):
        return Hint("Read the bot's message and tap a button below it.", "chat")
    received = sandbox.phone.messages(sandbox.customer.number)
    if not received:
        return Hint("Staff have a code sent to your phone: tap «By SMS».", "send-code")
    if received[-1].at > said[-1].at:
        return Hint("A code has come. Tap it to paste it into the chat, then press Enter.", "phone")
    if any(fault in on for fault in _LOST) and _submitted(sandbox):
        return Hint("The answer was lost: the bot is finding out. Wait, or skip a minute.", "skip")
    if on - {TELEGRAM_DOWN}:
        down = " It asks again every 5 minutes." if API_DOWN in on else ""
        return Hint(f"See how the bot takes it.{down} Turn the switch off, then send a code again.", "switches")
    return Hint("Not through yet? Have a new code sent, or skip some time and see what the bot does.", "send-code")


def _last_is_from_bot(sandbox: Sandbox) -> bool:
    """Whether the bot has reacted to the success; an edit counts."""
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    since = number.verified_at if number is not None else None
    events = sandbox.customer.person.chat.history
    return since is not None and any(
        event.by == sandbox.telegram.bot.id and event.kind in {"sent", "edited"} and event.at >= since
        for event in events
    )


def _submitted(sandbox: Sandbox) -> bool:
    return bool(sandbox.cams.books.entries("ChatappMigrationVerified", phone=sandbox.customer.number))
