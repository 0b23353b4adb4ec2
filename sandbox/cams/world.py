"""What CAMS and WhatsApp know: accounts, spaces, numbers, codes; and the levers for tests and the demo."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from sandbox.clock import Clock
from sandbox.phone import Phone, call_text, sms_text

from .books import Books, Entry
from .faults import Fault, Switch
from .numbers import CODE_DIGITS, Counts, Number, Stage
from .options import Options

DEFAULT_UID = "5123456789012345"
"""The Alibaba Cloud account that keys and spaces belong to unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An access key of an Alibaba Cloud account; all keys of one account share its calls per second."""

    key_id: str
    secret: str = field(repr=False)
    uid: str
    token: str | None = field(default=None, repr=False)
    """The STS token that must come with the key; None for a lasting key."""
    token_expires: float | None = None
    allowed: frozenset[str] | None = None
    """The actions its RAM policy allows; None: all."""
    active: bool = True


Review = Literal["PENDING", "APPROVED", "REJECTED", "DISABLED"]
"""What WhatsApp thinks of an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waba:
    """The WhatsApp Business account bound to a space."""

    id: str = "104996122399160"
    business_id: str = "2084996122399161"
    name: str = "Toko Kopi"
    review: Review = "APPROVED"


@dataclass(frozen=True, slots=True)
class Space:
    """A customer's space; `waba` is None until one is bound."""

    id: str
    uid: str
    waba: Waba | None


class CamsWorld:
    """The state of the stand-in, changed by calls of the API and by hand.

    `options` may be replaced while it runs. Nothing here is safe to be used from several threads.
    """

    def __init__(self, clock: Clock, options: Options, random: Random, phone: Phone | None = None) -> None:
        self.clock = clock
        self.options = options
        self.random = random
        self.phone = Phone() if phone is None else phone
        self.books = Books()
        self.accounts: dict[str, Account] = {}
        self.spaces: dict[str, Space] = {}
        self._numbers: dict[tuple[str, str], Number] = {}
        self._counts: dict[str, Counts] = {}
        self._switches: list[Switch] = []

    def add_account(
        self,
        key_id: str,
        secret: str,
        *,
        uid: str = DEFAULT_UID,
        token: str | None = None,
        token_expires: float | None = None,
        allowed: frozenset[str] | None = None,
        active: bool = True,
    ) -> Account:
        """Make an access key; one of the same id is replaced."""
        account = Account(
            key_id=key_id,
            secret=secret,
            uid=uid,
            token=token,
            token_expires=token_expires,
            allowed=allowed,
            active=active,
        )
        self.accounts[key_id] = account
        return account

    def add_space(self, space: str, *, uid: str = DEFAULT_UID, waba: Waba | None = Waba()) -> Space:
        """Make a customer's space; one of the same id is replaced, its numbers stay."""
        self.spaces[space] = Space(space, uid, waba)
        return self.spaces[space]

    def add_number(
        self, space: str, phone: str, *, migrating: bool = True, two_step: bool = False, name: str = "Toko Kopi"
    ) -> Number:
        """Let a customer's number (digits, country code first) be on its way into a space.

        `migrating=False`: it is still at the other provider, CreateChatappMigrationInitiate has not been called.
        """
        number = Number(
            space=space,
            phone=phone,
            id=str(self.random.randrange(10**14, 10**15)),  # as long as Meta's ids
            name=name,
            stage=Stage.MIGRATING if migrating else Stage.ELSEWHERE,
            two_step=two_step,
            counts=self._counts.setdefault(phone, Counts()),
        )
        self._numbers[space, phone] = number
        return number

    def review(self, word: Review) -> None:
        """Let WhatsApp think so of every account that is bound to a space."""
        for space in self.spaces.values():
            if space.waba is not None:
                self.spaces[space.id] = replace(space, waba=replace(space.waba, review=word))

    def counts(self, phone: str) -> Counts:
        """Show what WhatsApp has counted of a number."""
        return self._counts.setdefault(phone, Counts())

    def number(self, space: str, phone: str) -> Number | None:
        """Find a number of a space."""
        return self._numbers.get((space, phone))

    def numbers(self, space: str) -> tuple[Number, ...]:
        """Show the numbers of a space, in the order they were added."""
        return tuple(number for number in self._numbers.values() if number.space == space)

    def issue_code(self, space: str, phone: str, method: Literal["sms", "voice"] = "sms", locale: str = "en") -> str:
        """Send a new code to the phone, as WhatsApp does when staff press the button in the console; answer it.

        Raises:
            KeyError: the space has no such number.
        """
        number = self._numbers[space, phone]
        used = {code.digits for code in number.codes}
        while (digits := self._draw()) in used:
            pass
        now = self.clock()
        number.issue(digits, now, self.options)
        if method == "sms":
            self.phone.receive(phone, "sms", sms_text(digits, locale, self.random), now)
        else:
            self.phone.receive(phone, "call", call_text(digits, locale), now)
        return digits

    def switch_on(
        self,
        fault: Fault,
        actions: frozenset[str] | None = None,
        times: int | None = None,
        *,
        executes: bool | None = None,
    ) -> Switch:
        """Make something go wrong from now on; of several switches that hit a call, the oldest acts."""
        switch = Switch(fault, actions, times, executes)
        self._switches.append(switch)
        return switch

    def switch_off(self, *which: Switch | Fault) -> None:
        """Take away these switches, or all switches of these faults; with no argument, all there are."""
        self._switches = [
            switch for switch in self._switches if which and switch not in which and switch.fault not in which
        ]

    @property
    def switches(self) -> tuple[Switch, ...]:
        """Show what is switched on, oldest first."""
        return tuple(self._switches)

    def take_switch(self, action: str) -> Switch | None:
        """Find the switch that hits this call of `action` and count it down."""
        for switch in self._switches:
            if switch.hits(action):
                if switch.times is not None:
                    switch.times -= 1
                    if switch.times <= 0:
                        self._switches.remove(switch)
                return switch
        return None

    def submissions(self, phone: str) -> tuple[Entry, ...]:
        """Show the codes that reached WhatsApp for a number, whatever came of them."""
        return self.executed("ChatappMigrationVerified", phone)

    def executed(self, action: str, phone: str) -> tuple[Entry, ...]:
        """Show the calls of an action that reached WhatsApp for a number, whatever came of them."""
        return tuple(entry for entry in self.books.entries(action, phone=phone) if entry.executed)

    def live(self, space: str, phone: str) -> bool:
        """Tell the truth about a number: whether it has moved."""
        number = self.number(space, phone)
        return number is not None and number.standing_word(self.clock(), self.options, 0.0) == "CONNECTED"

    def calls_in_any_second(self, action: str) -> int:
        """Count the most requests of one action that arrived within a second, throttled ones included."""
        return self.books.calls_in_any_second(action)

    def verified(self, space: str, phone: str) -> bool:
        """Tell the truth about a number, whatever the API shows."""
        number = self.number(space, phone)
        return number is not None and number.is_verified(self.clock(), self.options)

    def _draw(self) -> str:
        """Draw a code; leading zeros happen."""
        return f"{self.random.randrange(10**CODE_DIGITS):0{CODE_DIGITS}d}"
