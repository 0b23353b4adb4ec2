"""One whole stand-in world: customers, the staff group, Telegram, CAMS, phones, and one time for all of them.

A bot that is started with `Sandbox.environment` lives in it without knowing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from types import MappingProxyType
from typing import Literal

from .cams.app import CamsServer
from .cams.books import Books, Entry
from .cams.options import Options
from .cams.world import CamsWorld
from .phone import Phone, PhoneMessage
from .steps import CODE, Steps
from .switchboard import Switchboard
from .telegram import Person, TelegramServer, TelegramWorld
from .world_time import WorldTime

SPACE = "cams-2l9demo"
"""The one space that everybody's number moves into; invented, in the shape that Alibaba's pages show."""

KEY_ID = "LTAI5tDemoDemoDemoDemo"
_KEY_SECRET = "only-good-in-the-sandbox"  # noqa: S105 -- opens nothing but this stand-in
_BOT_TOKEN = "7000000001:only-good-in-the-sandbox"  # noqa: S105 -- the same

_BOT = "Migration bot"

_COLLEAGUE = "Rina Hartono"

_PEOPLE: Sequence[tuple[str, str]] = (
    ("Budi Santoso", "Toko Kopi Santoso"),
    ("Siti Rahmawati", "Batik Rahma"),
    ("Agus Wijaya", "Bengkel Wijaya"),
    ("Dewi Lestari", "Kebun Lestari"),
)
"""Customers and their businesses, in the order in which they turn up; after the last it begins anew."""

_FIRST_NUMBER = 6281234567890
"""An Indonesian mobile number as examples have it; each customer has the next."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "id": "Indonesia", "zh-hans": "简体中文", "zh-hant": "繁體中文"}
)
"""What a customer's Telegram may be set to, by the tags that its apps send."""

_OF_WHATSAPP = {"zh-hans": "zh_CN", "zh-hant": "zh_TW"}
"""What Meta calls the languages of its text messages, where that is another name."""

Invite = Callable[["Customer", bool], Awaitable[str]]
"""Makes an invitation for a customer, with their number in it or without, and answers what its link carries."""

Restart = Callable[[], Awaitable[None]]
"""Starts the bot anew, with the settings that `Sandbox.environment` has now."""


@dataclass(slots=True, eq=False)
class Customer:
    """One person at a company whose number moves. `number` is digits, country code first.

    `link` is what the link carries that staff have sent them; `open_link` that of one without a number in it.
    `booked_before` is how many lines CAMS's books had when they came.
    """

    person: Person
    business: str
    number: str = field(repr=False)
    link: str = field(default="", repr=False)
    open_link: str = field(default="", repr=False)
    booked_before: int = 0
    colleague: Person | None = None
    """Whom they have handed a link on to."""

    @property
    def shown_number(self) -> str:
        """The number as people write it."""
        digits = self.number
        return f"+{digits[:2]} {digits[2:5]}-{digits[5:9]}-{digits[9:]}"

    @property
    def language(self) -> str:
        """What their Telegram is set to."""
        return self.person.user.language_code or "en"


class _WatchedBooks(Books):
    """Books that tell when a line is added."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed

    def add(self, entry: Entry) -> None:
        super().add(entry)
        self._changed()


class Sandbox:
    """The world. `time` is everybody's; `options` say how CAMS behaves; `random` makes codes and ids.

    Attributes:
        invite: set it before the first `welcome`.
        restart: set it before the first `give`.
        steps: which steps of a move are the bot's own.
        staff: the group of staff; `has_topics` makes it one with topics.
        desk: who is in it, the administrator first.
        customer: the one who is being played, once `welcome` was called.
    """

    def __init__(
        self,
        time: WorldTime,
        random: Random,
        options: Options,
        *,
        steps: Steps = CODE,
        has_topics: bool = False,
    ) -> None:
        self.steps = steps
        self.time = time
        self.phone = Phone()
        self.telegram = TelegramWorld(time, _BOT_TOKEN, random)
        self.telegram.bot.first_name = _BOT
        self.telegram.profile.set_text("name", _BOT, "")
        self.cams = CamsWorld(time, options, random, self.phone)
        self.telegram_server = TelegramServer(self.telegram)
        self.cams_server = CamsServer(self.cams)
        self.switchboard = Switchboard(self.cams_server, self.telegram_server, self._changed)
        self.desk = (self.telegram.add_person("Ayu"), self.telegram.add_person("Rizal"))
        self.staff = self.telegram.add_group("Migration desk", self.desk, has_topics)
        self.customers: list[Customer] = []
        self.invite: Invite = _nobody_invites
        self.restart: Restart = _nobody_restarts
        self._watchers: list[Callable[[], None]] = []
        self._numbers = count(_FIRST_NUMBER)
        self.cams.add_account(KEY_ID, _KEY_SECRET)
        self.cams.add_space(SPACE)
        self.cams.books = _WatchedBooks(self._changed)
        self.telegram.subscribe(lambda _: self._changed())
        self.telegram.profile.changed = self._changed
        self.phone.subscribe(lambda _: self._changed())

    @property
    def staff_member(self) -> Person:
        """The administrator in the staff group; whoever else is in it is of the staff once they are added."""
        return self.desk[0]

    @property
    def customer(self) -> Customer:
        """The customer who is being played: the newest."""
        return self.customers[-1]

    @property
    def numbers(self) -> tuple[Customer, ...]:
        """Whoever is being played, once for each of their numbers, in the order in which these were sent links."""
        return tuple(each for each in self.customers if each.person is self.customer.person)

    @property
    def received(self) -> tuple[PhoneMessage, ...]:
        """What came to the phones of whoever is being played, in the order in which it came."""
        numbers = {each.number for each in self.numbers}
        return tuple(message for message in self.phone.messages() if message.number in numbers)

    async def start(self) -> None:
        """Open both servers, each on a free port of this machine."""
        await self.telegram_server.start()
        await self.cams_server.start()

    async def stop(self) -> None:
        """Close both servers."""
        await self.cams_server.stop()
        await self.telegram_server.stop()

    def environment(self) -> dict[str, str]:
        """Say what a bot's settings must be to live here, by the names that they have in its environment."""
        return {
            "TELEGRAM_BOT_TOKEN": _BOT_TOKEN,
            "TELEGRAM_API_URL": self.telegram_server.url,
            "STAFF_CHAT_ID": str(self.staff.id),
            "ADMIN_USER_IDS": str(self.staff_member.id),
            "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": _KEY_SECRET,
            "CAMS_ENDPOINT": f"http://{self.cams_server.endpoint}",
            "CAMS_QPS": str(self.cams.options.qps),
            **self.steps.settings,
        }

    async def welcome(self, language: str = "en") -> Customer:
        """Bring in the next customer, whose number is on its way and who has been sent a link."""
        name, business = _PEOPLE[len(self.customers) % len(_PEOPLE)]
        number = str(next(self._numbers))
        return await self._welcome(Customer(self.telegram.add_person(name, language, f"+{number}"), business, number))

    async def welcome_again(self) -> Customer:
        """Bring in one more number of whoever is being played, with links of its own."""
        known = self.customer
        number = str(next(self._numbers))
        return await self._welcome(Customer(known.person, known.business, number, colleague=known.colleague))

    async def _welcome(self, customer: Customer) -> Customer:
        migrating = self.steps.is_started_by_staff
        self.cams.add_number(SPACE, customer.number, name=customer.business, migrating=migrating)
        customer.link = await self.invite(customer, True)  # noqa: FBT003 -- the port's second word: with the number
        customer.open_link = await self.invite(customer, False)  # noqa: FBT003 -- the same
        customer.booked_before = len(self.cams.books)
        self.customers.append(customer)
        self._changed()
        return customer

    def hand_on(self, payload: str) -> Person:
        """Let the customer hand a link on to a colleague, who opens it; the same one, each time."""
        customer = self.customer
        if customer.colleague is None:
            customer.colleague = self.telegram.add_person(_COLLEAGUE, customer.language)
        customer.colleague.opens_link(payload)
        return customer.colleague

    async def give(self, steps: Steps) -> None:
        """Let these steps be the bot's own from now on, for every customer; it starts anew."""
        self.steps = steps
        await self.restart()

    def send_code(self, method: Literal["sms", "voice"]) -> str:
        """Have WhatsApp send a code to the customer, as staff do in the CAMS console; answer it."""
        language = self.customer.language
        return self.cams.issue_code(SPACE, self.customer.number, method, _OF_WHATSAPP.get(language, language))

    def code_in(self, message: PhoneMessage) -> str:
        """Find the code in what a phone received."""
        number = self.cams.number(SPACE, message.number)
        plain = "".join(char for char in message.text if char not in " -,")
        issued = reversed(number.codes) if number is not None else ()
        return next((code.digits for code in issued if code.digits in plain), "")

    def to_paste(self, message: PhoneMessage) -> str:
        """What the customer would send to the bot of it: a text message whole, of a call the digits they heard."""
        code = self.code_in(message)
        return self.switchboard.typed(message.text if message.kind == "sms" else code, code)

    def block(self) -> None:
        """Let the customer block the bot, until they open a link to it again."""
        self.customer.person.blocks_bot()
        self._changed()

    def speak(self, language: str) -> None:
        """Set the customer's Telegram to another language."""
        self.customer.person.user.language_code = language
        self._changed()

    def skip(self, seconds: float) -> None:
        """Let so many seconds have passed, for the bot as well."""
        self.time.skip(seconds)
        self._changed()

    @property
    def is_verified(self) -> bool:
        """Whether WhatsApp itself has the customer's number as proven."""
        return self.cams.verified(SPACE, self.customer.number)

    @property
    def live_at(self) -> float | None:
        """When WhatsApp connected the customer's number after its move; None: it has not, yet."""
        number = self.cams.number(SPACE, self.customer.number)
        at = number.connected_at(self.cams.options) if number is not None else None
        return at if at is not None and at <= self.time() else None

    def subscribe(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call `watcher` after anything that can be seen has changed; what is returned ends that."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _changed(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()


async def _nobody_invites(customer: Customer, _: bool) -> str:  # noqa: FBT001 -- as `Invite` has it
    raise LookupError(f"nobody is here to invite {customer.person.name}: set Sandbox.invite")


async def _nobody_restarts() -> None:
    raise LookupError("nobody is here to start the bot anew: set Sandbox.restart")
