"""How every conversation must have ended, whatever went wrong in it: judged by the sandbox, not by the bot."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from sandbox.app import Sandbox
from sandbox.cams.actions import Action
from sandbox.telegram import Chat, MessageView

from .scene import VERIFIED, Scene, is_told

MOST_A_SECOND = 10
"""Documented on each API's page."""


async def judge(scene: Scene) -> None:
    """Wait for what may come last, then hold the world against what the program promises."""
    sandbox, customer = scene.sandbox, scene.sandbox.customer
    codes = _codes(sandbox)
    await scene.until("The code is deleted from the chat", lambda: _left(customer.person.chat, codes) == [] or None)
    await scene.staff_read(VERIFIED)
    scene.expects("WhatsApp has the number as verified", sandbox.is_verified, wanted=True)
    scene.expects(
        "The customer's last message says so", scene.end in _last_told(customer.person.chat).text, wanted=True
    )
    scene.expects("Nobody was told so before it was true", _too_early(scene), [])
    scene.expects("Staff were told once", len(scene.told(VERIFIED, sandbox.staff)), 1)
    scene.expects("No code is left in the customer's chat", _left(customer.person.chat, codes), [])
    scene.expects("Staff read no code and no whole number", _left(sandbox.staff, [*codes, customer.number]), [])
    scene.expects("No code reached CAMS twice", _handed_in_twice(scene), [])
    scene.expects("CAMS was never called too fast", _too_fast(sandbox), [])


def _codes(sandbox: Sandbox) -> list[str]:
    return [sandbox.code_in(message) for message in sandbox.phone.messages(sandbox.customer.number)]


def _left(chat: Chat, secrets: Sequence[str]) -> list[int]:
    """The messages in which one of the secrets can be read, however it is spaced."""
    return [
        message.message_id
        for message in chat.messages
        if any(secret in re.sub(r"(?<=\d)[ -]+(?=\d)", "", message.text) for secret in secrets)
    ]


def _last_told(chat: Chat) -> MessageView:
    return next(message for message in reversed(chat.messages) if message.from_bot)


def _too_early(scene: Scene) -> list[float]:
    """When somebody read «verified» although WhatsApp did not yet say so."""
    truth = scene.verified_at()
    chats = (scene.sandbox.customer.person.chat, scene.sandbox.staff)
    told = [event for chat in chats for event in chat.history if is_told(event, VERIFIED)]
    return [event.at for event in told if truth is None or event.at < truth]


def _handed_in_twice(scene: Scene) -> list[int]:
    """How often each code reached CAMS that did so more than once; being turned away at the gate is not reaching it."""
    reached = Counter(entry.code for entry in scene.submissions if entry.executed or not entry.answered)
    return [times for times in reached.values() if times > 1]


def _too_fast(sandbox: Sandbox) -> list[str]:
    count: Callable[[str], int] = sandbox.cams.calls_in_any_second
    return [action for action in Action if count(action) > MOST_A_SECOND]
