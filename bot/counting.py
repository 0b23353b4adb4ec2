"""What one transaction counts, and what it learns from what was counted.

It is written down with the decisions that it counts, so that nothing is counted twice or forgotten, whatever is killed.
"""

from collections import Counter
from dataclasses import dataclass, field, replace

from . import metrics
from .flow.effects import Effect, Screen, Show
from .flow.events import Event
from .flow.model import Case, Channel, Milestone, State
from .flow.tallies import OF_PLACE, Tally, What, better, left, span_of, tallied
from .store import Transaction, sort_of
from .text.phone import network_of

_OFFERING = frozenset({Screen.READY, Screen.NEW_CODE, Screen.NUDGE})
"""Screens on which the customer chooses how a code is to come."""


@dataclass
class Counting:
    """Counts what is decided in a transaction."""

    _counted: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    _took: list[float] = field(default_factory=list[float])
    _better: dict[str, Channel] = field(default_factory=dict[str, Channel])

    async def follow(self, tx: Transaction, before: Case, after: Case, event: Event, *, now: float) -> Case:
        """Take in what a decision shows. Gives the case with what has been counted of it."""
        after, found = tallied(before, after, event)
        for each in found:
            self._count(each, before.phone)
            if each == Tally(What.MILESTONE, Milestone.VERIFIED):
                begun_at = await tx.begun_at(after.id)
                if begun_at is not None:
                    self._took.append(max(0.0, now - begun_at))
        return after

    def forgotten(self, state: State) -> None:
        """A customer has a case erased that is in that state."""
        for each in left(state):
            self._count(each, "")

    def _count(self, each: Tally, phone: str) -> None:
        sort = each.sort
        if each.what in OF_PLACE:
            sort = sort_of(Channel(each.sort), network_of(phone))
        self._counted[each.what, sort] += 1

    async def advised(self, tx: Transaction, effect: Effect) -> Effect:
        """The effect with what is recommended first, where it is a screen on which that is to be chosen."""
        if not isinstance(effect, Show) or effect.screen not in _OFFERING or not effect.case.offers.code_request:
            return effect
        network = network_of(effect.case.phone) if effect.case.phone else ""
        if not network:
            return effect
        if network not in self._better:
            self._better[network] = better(await tx.codes_of(network))
        return replace(effect, prefers_call=self._better[network] is Channel.VOICE)

    def save(self, tx: Transaction, *, now: float) -> None:
        """Have it written down with the decisions."""
        for seconds in self._took:
            self._counted[What.TOOK, str(span_of(seconds))] += 1
        tx.count(self._counted, now=now)

    def show(self) -> None:
        """Let `/metrics` have it too."""
        for seconds in self._took:
            metrics.VERIFYING.observe(seconds)
        for (what, sort), times in self._counted.items():
            metrics.counted(What(what), sort.partition(" ")[0], times)
