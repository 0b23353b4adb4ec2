"""Says what was promised and not kept, by the sandbox's own books and not by what the bot says of itself. Pure.

Each rule is a function from the evidence to what it finds; `RULES` has them all, by the name of what they guard.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .evidence import Evidence
from .rules import codes, rest, secrets, talking, telling, updates


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was not kept: which rule, and what was seen, without anything secret in it."""

    rule: str
    what: str


RULES: Mapping[str, Callable[[Evidence], Iterator[str]]] = MappingProxyType(
    {
        "every acknowledged update is decided": updates.lost,
        "nothing is given up": updates.given_up,
        "once, and in order": updates.disordered,
        "every message is answered": updates.unanswered,
        "a code is handed in at most once": codes.handed_in_twice,
        "no budget is overspent": codes.overspent,
        "no try is wasted on a verified number": codes.needless,
        "messages with codes are deleted": codes.left_over,
        "customers are told the truth": telling.untrue,
        "good news is told": telling.verified_untold,
        "strangers are asked for nothing": telling.let_in,
        "staff are told": telling.staff_untold,
        "people reach each other": talking.astray,
        "nothing stands still": rest.stuck,
        "no secret is written down": secrets.written_down,
        "bots end when told, and only then": rest.ended_badly,
    }
)
"""Every rule."""


def judge(evidence: Evidence) -> list[Violation]:
    """Every violation of every rule."""
    return [Violation(name, what) for name, rule in RULES.items() for what in rule(evidence)]
