"""Everything that can be made to go wrong, as labelled switches: for the page to show and the scripts to turn."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from .cams.app import CamsServer
from .cams.faults import FAULTS, Fault
from .telegram import TelegramServer

WRONG_CODE = "wrong-code"
EXPIRED_CODE = "expired-code"
SMS_LOST = "sms-lost"
UNDER_REVIEW = "under-review"
API_DOWN = "api-down"
TELEGRAM_DOWN = "telegram-down"

_OWN_LABELS = {
    WRONG_CODE: "The customer mistypes the code",
    EXPIRED_CODE: "Codes are too old when they are sent",
    SMS_LOST: "SMS get lost on their way",
    UNDER_REVIEW: "WhatsApp still reviews the account (PENDING)",
    API_DOWN: "CAMS is down (connections refused)",
    TELEGRAM_DOWN: "Telegram is down (connections refused)",
}

_BEFORE_THE_CODE = "Before the code"
_AFTER_THE_CODE = "The move itself"

_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "The code": (
            WRONG_CODE,
            EXPIRED_CODE,
            SMS_LOST,
            Fault.TOO_MANY_TRIES,
            Fault.TWO_STEP_ON,
            Fault.NOT_MIGRATING,
            Fault.UNKNOWN_CODE,
        ),
        _BEFORE_THE_CODE: (
            UNDER_REVIEW,
            Fault.ALREADY_HERE,
            Fault.ADD_DIRECTLY,
            Fault.NAME_NOT_APPROVED,
            Fault.OTHER_BUSINESS,
            Fault.NO_PAYMENT,
            Fault.CANNOT_MIGRATE,
            Fault.ERROR_MIGRATING,
            Fault.MAINTENANCE,
        ),
        _AFTER_THE_CODE: (
            Fault.NOT_VERIFIED,
            Fault.TOO_MANY_REGISTRATIONS,
            Fault.DEREGISTRATION_INCOMPLETE,
            Fault.PIN_GUESSED,
            Fault.JUST_DELETED,
            Fault.REGISTRATION_UNAVAILABLE,
        ),
        "Account and rights": (
            Fault.PRODUCT_UNSUBSCRIPT,
            Fault.RAM_PERMISSION_DENY,
            Fault.UNKNOWN_RESOURCE_OWNER_ID,
            Fault.ACCESS_KEY_NOT_FOUND,
            Fault.SIGNATURE_DOES_NOT_MATCH,
            Fault.TIMESTAMP_EXPIRED,
            Fault.RISK_CONTROL,
        ),
        "Answers that get lost": (
            Fault.TIMEOUT_WORKED,
            Fault.TIMEOUT_NOT_WORKED,
            Fault.RESET_WORKED,
            Fault.RESET_NOT_WORKED,
            Fault.EMPTY_BODY,
            Fault.TRUNCATED_JSON,
            Fault.WRONG_TYPES,
            Fault.HTML_PAGE,
        ),
        "Load and outages": (
            Fault.SYSTEM_LIMIT_CONTROL,
            Fault.THROTTLING_USER,
            Fault.SLOW,
            Fault.INTERNAL_ERROR,
            Fault.SERVICE_UNAVAILABLE,
            API_DOWN,
            TELEGRAM_DOWN,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Toggle:
    """One switch: its name in scripts and in the page's requests, and what people read on it."""

    name: str
    label: str
    group: str

    @property
    def is_of_the_move(self) -> bool:
        """Whether only a bot that does the whole move can run into it."""
        return self.group in {_BEFORE_THE_CODE, _AFTER_THE_CODE}


def _label(name: str) -> str:
    return _OWN_LABELS[name] if name in _OWN_LABELS else FAULTS[Fault(name)].label


TOGGLES: Mapping[str, Toggle] = MappingProxyType(
    {str(name): Toggle(str(name), _label(name), group) for group, names in _GROUPS.items() for name in names}
)
"""All there are, in the order in which they are shown."""


class Switchboard:
    """Turns things on and off, and knows what is on. `changed` is called after each turn."""

    def __init__(self, cams: CamsServer, telegram: TelegramServer, changed: Callable[[], None]) -> None:
        self._cams = cams
        self._telegram = telegram
        self._changed = changed
        self._on: set[str] = set()
        self._code_life = cams.world.options.code_life

    @property
    def on(self) -> frozenset[str]:
        """The names of those that are on."""
        return frozenset(self._on)

    async def turn(self, name: str, *, on: bool) -> None:
        """Turn a switch; one that is so already stays so.

        Raises:
            KeyError: there is no switch of that name.
        """
        toggle = TOGGLES[name]
        if (name in self._on) is on:
            return
        (self._on.add if on else self._on.remove)(name)
        match toggle.name:
            case "wrong-code":
                pass  # It is the customer's finger that slips: see `typed`.
            case "expired-code":
                life = 0.0 if on else self._code_life
                self._cams.world.options = replace(self._cams.world.options, code_life=life)
            case "sms-lost":
                self._cams.world.phone.loses = frozenset({"sms"}) if on else frozenset()
            case "under-review":
                self._cams.world.review("PENDING" if on else "APPROVED")
            case "api-down":
                await (self._cams.down() if on else self._cams.up())
            case "telegram-down":
                await (self._telegram.down() if on else self._telegram.up())
            case fault if on:
                self._cams.world.switch_on(Fault(fault))
            case fault:
                self._cams.world.switch_off(Fault(fault))
        self._changed()

    async def turn_all_off(self) -> None:
        """Let everything work again."""
        for name in self.on:
            await self.turn(name, on=False)

    def typed(self, text: str, code: str) -> str:
        """What the customer makes of a text with a code in it: the same, unless their finger slips."""
        if WRONG_CODE not in self._on:
            return text
        slip = str((int(code[-1]) + 1) % 10)
        return re.sub("[ -]?".join(code), lambda found: found[0][:-1] + slip, text)
