"""Which steps of a move are the bot's own, as its operator gives them to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Steps:
    """One choice: its name in the page's requests, what people read of it, and the bot's settings that make it so."""

    name: str
    label: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_started_by_staff(self) -> bool:
        """Whether staff have started the move by the time that a customer is invited."""
        return "OFFER_INITIATE" not in self.settings

    @property
    def is_code_sent_by_staff(self) -> bool:
        """Whether it is staff who have codes sent."""
        return "OFFER_CODE_REQUEST" not in self.settings


CODE = Steps("code", "hands codes in")
"""As a bot is that was told nothing else: staff do the rest in the CAMS console."""

MOVE = Steps(
    "move",
    "does the whole move",
    MappingProxyType({"OFFER_CODE_REQUEST": "true", "OFFER_INITIATE": "true", "REGISTER": "auto"}),
)

ASKING = Steps(
    "asking",
    "asks staff before the move",
    MappingProxyType({**MOVE.settings, "REGISTER": "staff"}),
)

STEPS: Mapping[str, Steps] = MappingProxyType({each.name: each for each in (MOVE, ASKING, CODE)})
"""All there are to choose from."""
