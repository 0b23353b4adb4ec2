"""The house rules: what the operator's settings say of how customers are let in, spoken to and looked after."""

from dataclasses import dataclass, field

from .flow.model import Offers
from .staff.asking import Staffing
from .text.hours import Hours
from .text.language import language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Who may come in, and how they are spoken to until they say otherwise."""

    languages: tuple[str, ...]
    default_language: str
    open_space: str = ""
    """Where anybody may come in, the space that their numbers move into; empty: only invited people may."""
    offers: Offers = field(default_factory=Offers)
    """The steps that the program does itself."""
    hours: Hours = field(default_factory=Hours)
    """When somebody of the staff is there."""
    staff: Staffing = field(default_factory=Staffing)
    """Who looks after customers, and where."""

    def language_of(self, tag: str) -> str:
        """Our language for a client's IETF tag, or the default."""
        language = language_of(tag)
        return language if language in self.languages else self.default_language
