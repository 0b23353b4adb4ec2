"""The conversations: what the customer does, what goes wrong, and what they must read."""

from collections.abc import Awaitable, Callable

from sandbox.cams.actions import Action
from sandbox.switchboard import API_DOWN, EXPIRED_CODE, SMS_LOST, TELEGRAM_DOWN, WRONG_CODE
from sandbox.telegram import ChatEvent

from .scene import VERIFIED, Scene

Story = Callable[[Scene], Awaitable[None]]

TWO_MINUTES = 2 * 60
"""Past the minute for which the bot believes that what only a code can prove gone still holds everybody up."""

FIVE_MINUTES = 5 * 60
FOUR_HOURS = 4 * 3600
DAY = 24 * 3600
TEN_IN_JAKARTA = 3 * 3600
"""Seconds after midnight in UTC."""

CHECKING = "Checking the code with WhatsApp…"
REMINDER = "Still waiting for you"
LATE = "The answer is late"
HELD = "On hold, not because of you"
NOT_ACCEPTED = "WhatsApp did not accept the code"
NOT_THROUGH = "Your code did not go through"
NO_TRY = "No try was counted"


async def happy(scene: Scene) -> None:
    """A good day."""
    await scene.begins()
    scene.gets_code()
    scene.pastes()
    await scene.sees(CHECKING)
    await scene.sees(VERIFIED)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])


async def shared_contact(scene: Scene) -> None:
    """The invitation names no number: the customer shares the one of their account, with the button for it."""
    person = scene.sandbox.customer.person
    person.opens_link(scene.sandbox.customer.open_link)
    await scene.sees("Which number is moving?")
    keyboard = person.chat.keyboard
    button = keyboard.rows[0][0] if keyboard is not None else None
    scene.expects("A button offers to share the number", button.action if button is not None else "", "contact")
    if button is not None:
        person.presses(button.text)
    await scene.agrees()
    await _new_code(scene)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])


async def wrong_code(scene: Scene) -> None:
    """A finger slips; the same SMS, pasted right, still works."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on(WRONG_CODE)
    scene.pastes()
    refused = await scene.sees(NOT_ACCEPTED)
    _expect_text(scene, "The customer reads how many tries are left", refused, "You have 2 tries left")
    await scene.turns_off(WRONG_CODE)
    scene.pastes()
    await scene.sees(VERIFIED)
    scene.expects("One code was refused, the next taken", _answers(scene), ["ERR-FB-001", "OK"])


async def expired_code(scene: Scene) -> None:
    """The code is too old; a new one works."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on(EXPIRED_CODE)
    scene.pastes()
    refused = await scene.sees(NOT_ACCEPTED)
    _expect_text(scene, "The customer reads how many tries are left", refused, "You have 2 tries left")
    await scene.turns_off(EXPIRED_CODE)
    await _new_code(scene)
    scene.expects("One code was refused, the next taken", _answers(scene), ["ERR-FB-001", "OK"])


async def sms_lost(scene: Scene) -> None:
    """No SMS arrives: the customer says so, and staff have WhatsApp call instead."""
    await scene.begins()
    await scene.turns_on(SMS_LOST)
    scene.gets_code()
    scene.sandbox.customer.person.says("/resend")
    await scene.sees("Our team has been told")
    await scene.staff_read("needs a code")
    scene.sandbox.send_code("voice")
    scene.pastes()
    await scene.sees(VERIFIED)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])


def held(switch: str, code: str, *, asks_again: bool, reaches: bool = False) -> Story:
    """Something is in the way that only staff, or the provider, can mend.

    `code` is what staff must read. `asks_again`: the bot finds out by itself that it is mended.
    `reaches`: it shows only when the code is handed in, not at the read before.
    """

    async def story(scene: Scene) -> None:
        await scene.begins()
        scene.gets_code()
        await scene.turns_on(switch)
        scene.pastes()
        told = await scene.sees(HELD, fast=True)
        _expect_text(scene, "The customer reads that no try was counted", told, NO_TRY)
        await scene.staff_read(code)
        handed_in = [code] if reaches else []
        scene.expects("Codes handed in so far", _answers(scene), handed_in)
        await scene.turns_off(switch)
        if asks_again:
            scene.lets_pass(FIVE_MINUTES, "Five minutes")
            await scene.sees("The problem is solved")
        else:
            scene.lets_pass(TWO_MINUTES, "Two minutes")
        await _new_code(scene)
        scene.expects("The new code was taken", _answers(scene), [*handed_in, "OK"])

    return story


def answer_lost(switch: str) -> Story:
    """The call worked and its answer gets lost: the truth is found out, and no second call made."""

    async def story(scene: Scene) -> None:
        await scene.begins()
        scene.gets_code()
        await scene.turns_on(switch)
        scene.pastes()
        await scene.sees(LATE)
        await scene.sees(VERIFIED, fast=True)
        scene.expects("The code was handed in once", len(scene.submissions), 1)
        scene.expects("Nothing was called a failure", _failures_told(scene), [])

    return story


def call_lost(switch: str) -> Story:
    """The call did not work, and nobody says so: the customer hears of it once it is certain."""

    async def story(scene: Scene) -> None:
        await scene.begins()
        scene.gets_code()
        await scene.turns_on(switch)
        scene.pastes()
        await scene.sees(LATE)
        scene.expects("Nothing is called a failure yet", _failures_told(scene), [])
        await scene.turns_off(switch)
        reads = len(scene.sandbox.cams.books.entries(Action.STATUS))
        told = await scene.sees(NOT_THROUGH, fast=True)
        asked = len(scene.sandbox.cams.books.entries(Action.STATUS)) - reads
        scene.expects("The bot asked for the truth more than once before", asked > 1, wanted=True)
        _expect_text(scene, "The customer reads how many tries are left", told, "You have 2 tries left")
        await _new_code(scene)
        codes = {entry.code for entry in scene.submissions}
        scene.expects("Two codes were handed in, each once", (len(codes), len(scene.submissions)), (2, 2))

    return story


async def throttling(scene: Scene) -> None:
    """CAMS is busy for a moment: the call is made again when CAMS says, and nobody notices."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on("throttling-user")
    scene.pastes()
    await scene.until("CAMS turns calls away", lambda: len(_turned_away(scene)) > 1 or None, fast=True)
    await scene.turns_off("throttling-user")
    await scene.sees(VERIFIED, fast=True)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])
    scene.expects("The customer was never told to wait", scene.told(HELD), [])
    waits = [later - earlier for earlier, later in zip(_turned_away(scene), _turned_away(scene)[1:], strict=False)]
    scene.expects("Each call waited the second that CAMS asked for", [wait for wait in waits if wait < 1], [])


async def slow(scene: Scene) -> None:
    """Answers take their time; the customer sees that something is going on."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on("slow")
    scene.pastes()
    await scene.sees(CHECKING)
    await scene.sees(VERIFIED)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])
    scene.expects("Nothing was called late", scene.told(LATE), [])


def customers_to_mend(switch: str, told: str, code: str) -> Story:
    """WhatsApp refuses for a reason that the customer can mend, or that nobody knows."""

    async def story(scene: Scene) -> None:
        await scene.begins()
        scene.gets_code()
        await scene.turns_on(switch)
        scene.pastes()
        await scene.sees(told)
        await scene.staff_read(code)
        await scene.turns_off(switch)
        await _new_code(scene)
        scene.expects("One code was refused, the next taken", _answers(scene), [code, "OK"])

    return story


async def too_many_tries(scene: Scene) -> None:
    """WhatsApp blocks the number: nothing is tried for a day."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on("too-many-tries")
    scene.pastes()
    await scene.sees("A pause for this number")
    await scene.staff_read("ERR-FB-001")
    scene.gets_code()
    scene.pastes()
    await scene.sees("A pause for this number")
    scene.expects("The second code was not handed in", len(scene.submissions), 1)
    await scene.turns_off("too-many-tries")
    scene.lets_pass(DAY + 60, "A day")
    await scene.sees("The pause is over")
    await _new_code(scene)
    scene.expects("One code was refused, the last one taken", _answers(scene), ["ERR-FB-001", "OK"])


async def api_down(scene: Scene) -> None:
    """CAMS cannot be reached: nothing is lost, and the bot finds out by itself when it is back."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on(API_DOWN)
    scene.pastes()
    told = await scene.sees(HELD, fast=True)
    _expect_text(scene, "The customer reads that no try was counted", told, NO_TRY)
    await scene.staff_read("CAMS does not answer")
    await scene.turns_off(API_DOWN)
    scene.lets_pass(FIVE_MINUTES, "Five minutes")
    await scene.sees("The problem is solved")
    await _new_code(scene)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])


async def telegram_down(scene: Scene) -> None:
    """Telegram cannot be reached: what the customer writes meanwhile counts, and the answer comes when it can."""
    await scene.begins()
    scene.gets_code()
    await scene.turns_on(TELEGRAM_DOWN)
    scene.pastes()
    scene.lets_pass(60, "A minute")
    await scene.turns_off(TELEGRAM_DOWN)
    await scene.until("The code is handed in", lambda: scene.submissions or None, fast=True)
    await scene.turns_on(TELEGRAM_DOWN)
    scene.lets_pass(60, "A minute")
    await scene.turns_off(TELEGRAM_DOWN)
    await scene.sees(VERIFIED, fast=True)
    scene.expects("The code was handed in once, and taken", _answers(scene), ["OK"])


async def silence(scene: Scene) -> None:
    """The customer says nothing, blocks the bot, and comes back a day later: at the same place."""
    person, staff = scene.sandbox.customer.person, scene.sandbox.staff
    scene.lets_pass(_until_morning(scene), "In the morning")
    await scene.begins()
    scene.lets_pass(FOUR_HOURS, "Four hours")
    reminder = await scene.sees(REMINDER)
    _expect_text(scene, "The reminder says how to put it off", reminder, "Not now")
    person.blocks_bot()
    await scene.staff_read("Customer cannot be reached")
    said = len(person.chat.history)
    scene.lets_pass(DAY, "A day")
    scene.expects("Nothing is written to whoever blocked the bot", len(person.chat.history), said)
    person.opens_link()
    await scene.sees("You are back")
    await scene.staff_read("Customer can be reached again")
    await _new_code(scene)
    scene.expects("One reminder was enough", len(scene.told(REMINDER)), 1)
    scene.expects("Staff were told once that they were gone", len(scene.told("cannot be reached", staff)), 1)


def _until_morning(scene: Scene) -> int:
    """Seconds until it is ten in Jakarta, where the number is at home and nobody is reminded at night."""
    return int((TEN_IN_JAKARTA - scene.sandbox.time()) % DAY)


def _expect_text(scene: Scene, what: str, told: ChatEvent, phrase: str) -> None:
    text = told.message.text if told.message is not None else ""
    scene.expects(what, phrase if phrase in text else text, phrase)


async def _new_code(scene: Scene) -> None:
    scene.gets_code()
    scene.pastes()
    await scene.sees(VERIFIED)


def _answers(scene: Scene) -> list[str]:
    """What CAMS answered to the codes handed in, in order."""
    return [entry.answer_code for entry in scene.submissions]


def _turned_away(scene: Scene) -> list[float]:
    return [entry.at for entry in scene.sandbox.cams.books if entry.answer_code == "Throttling.User"]


def _failures_told(scene: Scene) -> list[str]:
    return [phrase for phrase in (NOT_ACCEPTED, NOT_THROUGH, HELD, "counts as one try") if scene.told(phrase)]
