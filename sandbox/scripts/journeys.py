"""Conversations in which the bot does every step of the move: it asks first, has codes sent, and orders the move."""

from collections.abc import Sequence

from sandbox.cams.actions import Action
from sandbox.cams.faults import Fault
from sandbox.telegram.keyboards import Button

from .scene import CONFIRM, VERIFIED, YES, Scene

READY = "Is the phone in your hand?"
SEND_SMS = "Send the SMS"
SENT = "WhatsApp is sending a 6-digit code"
LIVE = "Live"

A_MINUTE = 60
AN_HOUR = 60 * A_MINUTE


async def whole(scene: Scene) -> None:
    """A good day: four acts of the customer, and the number is live."""
    await _agrees(scene)
    await scene.sees(READY)
    await _has_it_sent(scene)
    await _to_live(scene)
    scene.expects("One code was asked for", _requests(scene), 1)


async def request_unanswered(scene: Scene) -> None:
    """The SMS is on its way, but nobody says so: no second one is sent."""
    await _agrees(scene)
    await scene.sees(READY)
    await scene.turns_on(Fault.TIMEOUT_WORKED)
    _taps(scene, SEND_SMS)
    await scene.sees("we don’t know whether a code is on its way", fast=True)
    await scene.turns_off(Fault.TIMEOUT_WORKED)
    await _to_live(scene)
    scene.expects("One code was asked for", _requests(scene), 1)


async def not_approved(scene: Scene) -> None:
    """The account waits for WhatsApp's review: that is said before any SMS, and looked at again on request."""
    scene.narrator.aside("WhatsApp is still reviewing the account")
    scene.sandbox.cams.review("PENDING")
    await _agrees(scene)
    await scene.sees("WhatsApp has not approved")
    scene.expects("No code was asked for", _requests(scene), 0)
    scene.narrator.aside("WhatsApp has approved the account")
    scene.sandbox.cams.review("APPROVED")
    _taps(scene, "Look again")
    await scene.sees(READY)
    await _has_it_sent(scene)
    await _to_live(scene)


async def appointment(scene: Scene) -> None:
    """The SIM is with a colleague: an hour later the bot asks again, and only then a code is sent."""
    await _agrees(scene)
    await scene.sees(READY)
    _taps(scene, "Not now")
    await scene.sees("When shall we ask you again?")
    _taps(scene, "In an hour")
    await scene.sees("We will ask you again")
    scene.lets_pass(AN_HOUR, "An hour")
    await scene.sees("It is nearly the time that you chose")
    scene.expects("No code was asked for", _requests(scene), 0)
    await _has_it_sent(scene)
    await _to_live(scene)


async def _agrees(scene: Scene) -> None:
    scene.sandbox.customer.person.opens_link(scene.sandbox.customer.link)
    await scene.sees(CONFIRM)
    _taps(scene, YES)


async def _has_it_sent(scene: Scene) -> None:
    _taps(scene, SEND_SMS)
    await scene.sees(SENT)


async def _to_live(scene: Scene) -> None:
    scene.pastes()
    await scene.sees(VERIFIED)
    await scene.until("The move is ordered", lambda: _booked(scene, Action.REGISTER) or None)
    scene.lets_pass(2 * A_MINUTE, "Two minutes")
    await scene.sees(LIVE, fast=True)
    scene.end = LIVE
    scene.expects("The code was handed in once", len(scene.submissions), 1)
    scene.expects("The move was ordered once", _booked(scene, Action.REGISTER), 1)


def _taps(scene: Scene, label: str) -> None:
    """Tap a button of the newest card that has it."""
    person = scene.sandbox.customer.person
    cards = (
        message for message in reversed(person.chat.messages) if any(label in _texts(row) for row in message.buttons)
    )
    person.taps(next(cards).message_id, label)


def _texts(row: Sequence[Button]) -> list[str]:
    return [button.text for button in row]


def _requests(scene: Scene) -> int:
    return _booked(scene, Action.REQUEST_CODE)


def _booked(scene: Scene, action: Action) -> int:
    return len(scene.sandbox.cams.books.entries(action, phone=scene.sandbox.customer.number))
