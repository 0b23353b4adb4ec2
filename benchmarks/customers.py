"""The simulated customers: what each says next, given what the bot said. Pure; the fake Telegram carries the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

CODE = "123456"
"""What every customer received by SMS; the fake provider accepts any code."""

FIRST_CHAT = 1_000_001
FIRST_NUMBER = 6281210000000
"""Indonesian mobile numbers of full length, so that a bot which checks them by the numbering plan is content."""


@dataclass(frozen=True, slots=True)
class Script:
    """How one contestant's messages are recognised: what each must contain for the customer to go on."""

    asks_number: re.Pattern[str]
    asks_code: re.Pattern[str]
    says_verified: re.Pattern[str]


class Waiting(StrEnum):
    """What a customer waits for, after the words that led there."""

    NUMBER_QUESTION = "start"
    CONFIRMATION = "number"
    CODE_QUESTION = "confirm"
    RESULT = "code"


@dataclass(frozen=True, slots=True)
class Say:
    """The customer writes a text."""

    chat_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Tap:
    """The customer taps an inline button of the message."""

    chat_id: int
    data: str
    message_id: int


@dataclass(frozen=True, slots=True)
class Leave:
    """The customer has read the result and goes."""


Act = Say | Tap | Leave


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message the bot sent or edited: `button` is the data of its first inline button, empty if it has none."""

    chat_id: int
    message_id: int
    text: str
    button: str
    at: float
    """When the request reached the server's socket, before the simulated way to Telegram."""


@dataclass(slots=True)
class Customer:
    """One conversation, from /start to the result."""

    chat_id: int
    phone: str
    waiting: Waiting = Waiting.NUMBER_QUESTION
    handed_at: float | None = None
    """When the last act's update went out to the bot; None until then."""
    replied: bool = False


@dataclass(slots=True)
class Tally:
    """What one run counted. Latencies are seconds from an update's handing out."""

    begun: int = 0
    completed: int = 0
    answered: int = 0
    untrue: int = 0
    """Customers told «verified» whose number the provider had not accepted: must be 0."""
    replies: list[float] = field(default_factory=list)
    """Update to the first message or edit in its chat."""
    results: list[float] = field(default_factory=list)
    """Code to the final message."""
    last_progress: float = 0.0
    last_spoken: float = 0.0


class Crowd:
    """All customers of one server, each served by what `Script` recognises."""

    def __init__(self, script: Script, accepted: set[str]) -> None:
        self._script = script
        self._accepted = accepted
        self._customers: dict[int, Customer] = {}
        self._serials: Iterator[int] = iter(range(10_000_000))
        self.tally = Tally()

    def open(self) -> None:
        """Begin a new count; who is still in a conversation is forgotten, and what is said to them ignored."""
        self._customers.clear()
        self.tally = Tally()

    @property
    def waiting(self) -> int:
        """How many customers are in a conversation."""
        return len(self._customers)

    def join(self) -> Say:
        """Let a new customer come in."""
        serial = next(self._serials)
        customer = Customer(FIRST_CHAT + serial, str(FIRST_NUMBER + serial))
        self._customers[customer.chat_id] = customer
        self.tally.begun += 1
        return Say(customer.chat_id, "/start")

    def handed(self, chat_id: int, at: float) -> None:
        """Note that the customer's last words went out to the bot."""
        customer = self._customers.get(chat_id)
        if customer is not None and customer.handed_at is None:
            customer.handed_at = at

    def hear(self, spoken: Spoken) -> Act | None:
        """Say what the customer does about the bot's message.

        A message that is not what the customer waits for changes nothing, but counts as a reply to what they
        said.
        """
        customer = self._customers.get(spoken.chat_id)
        if customer is None:
            return None
        tally = self.tally
        tally.last_spoken = spoken.at
        took = -1.0 if customer.handed_at is None else spoken.at - customer.handed_at
        if took >= 0 and not customer.replied:
            customer.replied = True
            tally.answered += 1
            tally.replies.append(took)
        act = self._next(customer, spoken)
        if act is None:
            return None
        tally.last_progress = spoken.at
        if isinstance(act, Leave):
            tally.completed += 1
            tally.results.append(took)
            tally.untrue += customer.phone not in self._accepted
            del self._customers[customer.chat_id]
        customer.handed_at = None
        customer.replied = False
        return act

    def _next(self, customer: Customer, spoken: Spoken) -> Act | None:
        script, chat_id = self._script, customer.chat_id
        asks_code = script.asks_code.search(spoken.text) is not None
        match customer.waiting:
            case Waiting.NUMBER_QUESTION if script.asks_number.search(spoken.text):
                customer.waiting = Waiting.CONFIRMATION
                return Say(chat_id, f"+{customer.phone}")
            case Waiting.CONFIRMATION if spoken.button:
                customer.waiting = Waiting.CODE_QUESTION
                return Tap(chat_id, spoken.button, spoken.message_id)
            case Waiting.CONFIRMATION | Waiting.CODE_QUESTION if asks_code:
                customer.waiting = Waiting.RESULT
                return Say(chat_id, CODE)
            case Waiting.RESULT if script.says_verified.search(spoken.text):
                return Leave()
            case _:
                return None
