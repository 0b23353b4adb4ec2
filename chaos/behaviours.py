"""How customers behave: the ways in which real ones go through the conversation, and off it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from types import MappingProxyType

from bot.flow.policy import MOST_ANSWERS

from .customer import Customer
from .screens import Shown
from .talk import Talk
from .waiting import NeverCameError, pause, until

Behaviour = Callable[[Customer], Awaitable[None]]

PAGES = ("/help", "/privacy", "/language", "/status", "/numbers", "/mydata", "/verify")

OVER = frozenset({Shown.VERIFIED, Shown.LIVE, Shown.PAUSED, Shown.EXPIRED})
"""Screens after which a customer puts the phone away: a pause lasts longer than any campaign."""

WAITING = 3
"""How many times as long as for an answer somebody waits for a friend to go first."""

SENDING = 0.5
"""How many of those who want all erased do so while their code is being checked, when it cannot be."""

INSISTING = MOST_ANSWERS + 7
"""Messages within a second: so many that the last ones are met with silence where they come by one poll or two."""

NUDGES = 12
"""Times that somebody asks where things stand before they give up."""


async def goes_on(customer: Customer, *, slips: int = 0) -> None:
    """Answers whatever is asked until it is over; the first so many codes are wrong ones."""
    nudges = agreed = 0
    while nudges < NUDGES:
        screen = await customer.next_screen()
        if screen in OVER:
            return
        match screen:
            case None:
                nudges += 1
                customer.says("/status")
            case Shown.ASK_NUMBER:
                customer.says(f"+{customer.phone}")
            case Shown.CONFIRM_NUMBER:
                # Who is told that the number is taken asks again, less and less often, and gives up.
                agreed += 1
                if agreed > NUDGES:
                    return
                await pause(customer.random.random() / 5 * agreed)
                customer.taps("yes")
            case Shown.CANCELLED:
                customer.taps("resume")
            case Shown.ASK_CODE if slips:
                slips -= 1
                customer.sends_code(customer.slips())
            case Shown.ASK_CODE:
                customer.sends_code(customer.gets_code())
            case _:
                pass  # Nothing is asked; the next screen comes by itself.


async def until_asked(customer: Customer) -> bool:
    """Goes on until the code is asked for; whether that came."""
    for _ in range(NUDGES):
        match await customer.next_screen():
            case Shown.ASK_CODE:
                return True
            case Shown.CONFIRM_NUMBER:
                await pause(customer.random.random() / 5)
                customer.taps("yes")
            case None:
                customer.says("/status")
            case _:
                pass
    return False


async def happy(customer: Customer) -> None:
    """Pastes the whole SMS."""
    customer.opens()
    await goes_on(customer)


async def mistyping(customer: Customer) -> None:
    """Gets one code wrong, or two."""
    customer.opens()
    await goes_on(customer, slips=customer.random.choice((1, 1, 2)))


async def hopeless(customer: Customer) -> None:
    """Gets every code wrong until the number is paused, tries once more, and gives up."""
    customer.opens()
    await goes_on(customer, slips=9)
    customer.sends_code(customer.slips())
    customer.says("/cancel")


async def late(customer: Customer) -> None:
    """Sends a code that WhatsApp no longer takes, then a new one."""
    customer.opens()
    if await until_asked(customer):
        customer.sends_code(customer.gets_code(age=900))
    await goes_on(customer)


async def twice(customer: Customer) -> None:
    """Sends each code twice at once, and the whole message after it."""
    customer.opens()
    if await until_asked(customer):
        text = customer.gets_code()
        code = "".join(char for char in text.split("WhatsApp")[-1] if char.isdigit())[:6]
        for each in (text, code or text, text):
            customer.sends_code(each)
    await goes_on(customer)


async def undecided(customer: Customer) -> None:
    """Stops in the middle, looks around, and goes on."""
    customer.opens()
    await until_asked(customer)
    customer.says("/cancel")
    await pause(customer.random.random())
    customer.says("/help")
    customer.taps("resume")
    await goes_on(customer)


async def playful(customer: Customer) -> None:
    """Sends stickers and pictures, and taps whatever can be tapped, old buttons first."""
    customer.opens()
    for kind in customer.random.choices(("sticker", "photo", "voice"), k=3):
        customer.person.sends(kind)
        await pause(customer.random.random())
        customer.taps("yes", old=True)
    await goes_on(customer)


async def foreign(customer: Customer) -> None:
    """Changes the language while things are under way."""
    customer.opens()
    await customer.next_screen()
    customer.says("/language id")
    customer.person.user.language_code = "id"
    customer.says("/language en")
    customer.person.user.language_code = "en"
    customer.says("/status")
    await goes_on(customer)


async def curious(customer: Customer) -> None:
    """Reads every page, in any order, several times."""
    customer.opens()
    for page in customer.random.choices(PAGES, k=8):
        customer.says(page)
        await pause(customer.random.random() / 4)
    await goes_on(customer)


async def insistent(customer: Customer) -> None:
    """Asks where things stand more often than is answered, and goes on once they look."""
    customer.opens()
    for _ in range(INSISTING):
        customer.says("/status")
        await pause(customer.random.random() / 20)
    await goes_on(customer)


async def impatient(customer: Customer) -> None:
    """Writes on while the code is being checked."""
    customer.opens()
    if await until_asked(customer):
        customer.sends_code(customer.gets_code())
        for text in customer.random.choices(("hello?", "/cancel", "/status", "thanks", "/resend"), k=5):
            customer.says(text)
    await goes_on(customer)


async def without_sms(customer: Customer) -> None:
    """Needs a code, asks for a person, and is sent one by staff."""
    customer.opens()
    await until_asked(customer)
    customer.says("/resend")
    await pause(customer.random.random())
    customer.says("/human")
    customer.says("/status")
    await goes_on(customer)


async def confiding(customer: Customer) -> None:
    """Asks for a person and writes to them, with the code in between, and goes on once they need nothing more."""
    customer.opens()
    is_asked = await until_asked(customer)
    customer.says("/human")
    if await customer.is_with_person():
        for _ in range(customer.random.choice((1, 1, 2))):
            await customer.is_answered(customer.writes(Talk.QUESTION))
        if is_asked:
            customer.sends_code(f"{customer.gets_code()} Is it that?")
        await customer.is_answered(customer.writes(Talk.FAREWELL))
    await goes_on(customer)


async def coming_back(customer: Customer) -> None:
    """Puts the phone away in the middle and opens the link anew."""
    customer.opens()
    await until_asked(customer)
    await pause(2 + 4 * customer.random.random())
    customer.opens()
    await goes_on(customer)


async def blocking(customer: Customer) -> None:
    """Blocks the bot in the middle, and opens the link again later, which unblocks it."""
    customer.opens()
    await until_asked(customer)
    customer.person.blocks_bot()
    await pause(1 + 2 * customer.random.random())
    customer.opens()
    await goes_on(customer)


async def helped(customer: Customer) -> None:
    """Has a colleague at the number's phone, who opens a link and enters the code; goes on alone if that fails."""
    customer.opens()
    colleague = customer.colleague
    if colleague is not None and await until_asked(customer):
        customer.taps("colleague")
        colleague.token = await customer.next_link()
        if colleague.token:
            colleague.opens()
            await pause(colleague.random.random())
            colleague.sends_code(colleague.gets_code())
            colleague.says("/help")
            while await customer.next_screen() is Shown.ASK_CODE:
                pass  # That the link was opened is news, and nothing that is asked of them.
    await goes_on(customer)


async def with_two(customer: Customer) -> None:
    """Has two numbers, brings both in at once, and goes through with one after the other."""
    customer.opens()
    await until_asked(customer)
    if customer.second is not None:
        customer.second.opens()
        await until_asked(customer.second)
        await _chooses(customer.second)
    customer.says("/numbers")
    await _chooses(customer)


async def _chooses(customer: Customer) -> None:
    """Says which number is meant, and goes on with that one."""
    customer.looks_up()
    customer.says(customer.phone[-4:])
    await goes_on(customer)


async def regretting(customer: Customer) -> None:
    """Has everything erased in the middle, and opens the link again."""
    customer.opens()
    await until_asked(customer)
    if customer.random.random() < SENDING:
        customer.sends_code(customer.gets_code())
    customer.says("/mydata")
    customer.says("/forgetme")
    await pause(customer.random.random())
    customer.taps("erase")
    await pause(customer.random.random())
    customer.opens()
    customer.sends_code(customer.slips())


async def leaving(customer: Customer) -> None:
    """Opens the link and is never heard of again."""
    customer.opens()


async def stranger(customer: Customer) -> None:
    """Has no link, makes one up, and sends a code all the same."""
    customer.opens("")
    customer.says("hello")
    await pause(customer.random.random())
    customer.opens("made-up-by-me")
    customer.sends_code(customer.slips())


async def borrowing(customer: Customer) -> None:
    """Has somebody else's link, opens it after them, and sends a code."""
    friend = customer.friend
    if friend is None:
        return
    with suppress(NeverCameError):
        await until(lambda: friend.is_known, "the friend's first screen", patience=WAITING * customer.patience, look=1)
        customer.opens(friend.token)
        customer.says("hello")
        customer.sends_code(customer.slips())


UNINVITED = frozenset({"stranger", "borrowing"})
"""Who may never be asked for anything."""

BEHAVIOURS: Mapping[str, tuple[Behaviour, float]] = MappingProxyType(
    {
        behaviour.__name__: (behaviour, weight)
        for behaviour, weight in (
            (happy, 6.0),
            (mistyping, 3.0),
            (hopeless, 1.0),
            (late, 1.0),
            (twice, 2.0),
            (undecided, 1.0),
            (playful, 1.0),
            (foreign, 1.0),
            (curious, 1.0),
            (impatient, 2.0),
            (insistent, 0.5),
            (without_sms, 1.0),
            (confiding, 1.5),
            (coming_back, 1.0),
            (blocking, 0.5),
            (helped, 1.5),
            (with_two, 1.0),
            (regretting, 1.0),
            (leaving, 0.5),
            (stranger, 0.5),
            (borrowing, 0.5),
        )
    }
)
"""All there are, and how many of each there are among the others."""
