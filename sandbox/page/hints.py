"""Says what to do next, in one line, to somebody who has read nothing."""

from dataclasses import dataclass
from typing import Literal

from sandbox.app import SPACE, Sandbox
from sandbox.cams.actions import CHANGES
from sandbox.cams.books import Entry
from sandbox.cams.faults import Fault
from sandbox.steps import ASKING, CODE
from sandbox.switchboard import API_DOWN, SMS_LOST, TELEGRAM_DOWN
from sandbox.telegram import Chat
from sandbox.telegram.methods.forum import TALKING

Place = Literal[
    "",
    "open-link",
    "open-again",
    "chat",
    "keyboard",
    "send-code",
    "phone",
    "staff",
    "start-over",
    "switches",
    "skip",
]
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
    if chat.bot_status == "kicked":
        return Hint("You have blocked the bot. See what it tells staff, then open the link again.", "open-again")
    if len(sandbox.numbers) > 1 and not _is_opened(sandbox):
        return Hint("Staff have sent you a link for one more number. Open it.", "open-again")
    if _is_done(sandbox):
        return Hint(_done(sandbox), "start-over", done=True)
    received = sandbox.received
    if received and received[-1].at > said[-1]:
        return Hint("A code has come. Tap it to paste it into the chat, then press Enter.", "phone")
    return _of_what_is_broken(sandbox) or _of_the_chat(sandbox)


def _of_what_is_broken(sandbox: Sandbox) -> Hint | None:
    """What comes next when something that was broken has shown."""
    on = sandbox.switchboard.on
    if _is_sms_missing(sandbox):
        if sandbox.steps.is_code_sent_by_staff:
            return Hint("The SMS got lost. Staff can have WhatsApp call instead: tap «By call».", "send-code")
        return Hint("The SMS got lost. Skip a minute, tap «I need a code», and have it call instead.", "skip")
    on -= {SMS_LOST}
    if not on or not _has_struck(sandbox):
        return None
    if not on.isdisjoint(_LOST) and _is_unanswered(sandbox):
        return Hint("The answer was lost: the bot is finding out. Wait, or skip a minute.", "skip")
    again = "It asks again every 5 minutes. " if API_DOWN in on else ""
    then = "have a new code sent" if sandbox.steps.is_code_sent_by_staff else "go on below the bot’s message"
    return Hint(f"See how the bot takes it. {again}Turn the switch off, then {then}.", "switches")


def _of_the_chat(sandbox: Sandbox) -> Hint:
    chat = sandbox.customer.person.chat
    if _is_with_a_person(sandbox):
        return Hint("You are with a person. Answer in the case’s topic, as staff; then tap «Back to the bot».", "chat")
    if chat.keyboard is not None:
        return Hint("Read the bot’s message. Share your number with the button, or type it.", "keyboard")
    if _is_ordered(sandbox):
        return Hint("Verified, and the move is ordered. Skip a minute to see it live.", "skip")
    if sandbox.steps == ASKING and sandbox.is_verified:
        return Hint("Verified. Staff order the move: write /cases in their group, and go on from there.", "staff")
    by_staff, received = sandbox.steps.is_code_sent_by_staff, sandbox.phone.messages(sandbox.customer.number)
    if by_staff and any(event.kind == "tapped" for event in chat.history):
        if not received:
            return Hint("Staff have a code sent to your phone: tap «By SMS».", "send-code")
        return Hint("The bot is at work. If that did not do it, have a new code sent.")
    if _has_buttons(chat):
        return Hint("Read the bot’s message and tap a button below it.", "chat")
    return Hint("The bot is at work: a moment.")


def _done(sandbox: Sandbox) -> str:
    if sandbox.steps == CODE:
        return "Verified. The code is gone from the chat, and staff know. Now start over, and break something."
    return "Live: the number has moved, and staff know. Now start over, and break something."


def _is_opened(sandbox: Sandbox) -> bool:
    """Whether the newest of the customer's links was opened."""
    customer = sandbox.customer
    opened = {f"/start {link}" for link in (customer.link, customer.open_link)}
    said = (event.message for event in customer.person.chat.history if event.kind == "sent")
    return any(message is not None and message.text in opened for message in said)


def _is_done(sandbox: Sandbox) -> bool:
    """Whether the bot has told staff of the success, which comes after it has told the customer."""
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    verified_at = number.verified_at if number is not None else None
    since = verified_at if sandbox.steps == CODE else sandbox.live_at
    return since is not None and any(
        event.kind in {"sent", "edited"} and event.at >= since for event in sandbox.staff.history
    )


def _is_with_a_person(sandbox: Sandbox) -> bool:
    """Whether staff have a topic in which they talk with the customer."""
    ending = sandbox.customer.number[-4:]
    topics = sandbox.staff.topics.values()
    return any(one.icon_custom_emoji_id == TALKING and one.name.endswith(ending) for one in topics)


def _is_ordered(sandbox: Sandbox) -> bool:
    """Whether WhatsApp has taken the order to let the number move."""
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    return number is not None and number.registered_at is not None


def _is_sms_missing(sandbox: Sandbox) -> bool:
    """Whether the newest code was to come by SMS and got lost."""
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    received = sandbox.phone.messages(sandbox.customer.number)
    sent_at = number.codes[-1].at if number is not None and number.codes else 0.0
    return SMS_LOST in sandbox.switchboard.on and sent_at > (received[-1].at if received else 0.0)


def _has_struck(sandbox: Sandbox) -> bool:
    """Whether what is broken can have shown: a code was there to hand in, or CAMS has not done what it was asked."""
    customer = sandbox.customer
    asked = any(event.kind == "tapped" for event in customer.person.chat.history)
    spoilt = any(entry.answer_code != "OK" or not entry.answered for entry in _booked(sandbox)[-1:])
    return bool(sandbox.phone.messages(customer.number)) or spoilt or (asked and API_DOWN in sandbox.switchboard.on)


def _is_unanswered(sandbox: Sandbox) -> bool:
    """Whether something was asked for that changes something, and nobody can say what came of it."""
    return any(entry.action in CHANGES for entry in _booked(sandbox))


def _booked(sandbox: Sandbox) -> tuple[Entry, ...]:
    return sandbox.cams.books.entries()[sandbox.customer.booked_before :]


def _has_buttons(chat: Chat) -> bool:
    """Whether the bot's newest message, if it is the newest of all that are left, has any."""
    return bool(chat.messages and chat.messages[-1].buttons)
