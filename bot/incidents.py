"""What holds everybody up, as one transaction sees it: what decisions show of it, and what they must know of it.

It is written down with the decision that showed it: whether it is over, and who is told, must not wait for staff.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .flow import policy
from .flow.effects import Call, Effect, Reason, SubmitCode, TellStaff
from .flow.events import CallAnswered, CodeGiven, ColleagueCode, DeadlinePassed, Event
from .flow.model import Accepted, Case, Fault, Instant, NotSent, Refused, State
from .flow.urgency import shared_fault
from .store import Transaction


def turn_of(fault: Fault) -> str:
    """What turns to ask whether it is over are taken under, by all replicas."""
    return f"probe:{fault}"


@dataclass
class Incidents:
    """Those that are open, with when each was last seen; and what is to be written of them."""

    seen: dict[Fault, float] = field(default_factory=dict)
    _begun: set[Fault] = field(default_factory=set)
    _seen: set[Fault] = field(default_factory=set)
    _ended: set[Fault] = field(default_factory=set)
    _unseen: set[Fault] = field(default_factory=set)
    """Of those that end, such as were not open."""

    def in_the_way(self, at: Instant) -> tuple[Fault | None, Fault | None]:
        """What keeps codes from being handed in and asked for; or else what may, so that a code would tell."""
        gated = sorted(fault for fault in self.seen if fault in policy.GATED)
        holding = next((fault for fault in gated if policy.holds_everybody_up(fault, self.seen[fault], at)), None)
        return holding, None if holding is not None or not gated else gated[0]

    def follow(
        self, before: Case, after: Case, event: Event, effects: Sequence[Effect], *, at: float
    ) -> tuple[Effect, ...]:
        """Take in what a decision shows. Gives its effects: of an end, staff hear once."""
        kept: list[Effect] = []
        for effect in effects:
            fault = shared_fault(effect) if isinstance(effect, TellStaff) else None
            if isinstance(effect, TellStaff) and fault is not None and effect.reason is Reason.FAULT_OVER:
                if fault not in self.seen:
                    continue
                self.end(fault)
            elif fault is not None and after.state is State.HELD and _is_evidence(fault, before, event):
                self._see(fault, at, begins=True)
            kept.append(effect)
        if isinstance(event, CallAnswered):
            met = _fault_of(event)
            if met is not None and met in self.seen:
                self._see(met, at, begins=False)
        elif before.trial is not None and isinstance(event, CodeGiven | ColleagueCode) and _makes_a_call(effects):
            # One code at a time tries whether it goes on. Other calls may be of any case at any moment, and tell
            # nothing of what only a code meets: they must not take its place.
            self._see(before.trial, at, begins=False)
        return tuple(kept)

    def end(self, fault: Fault) -> None:
        """It is over. One that is not open has its end told all the same: staff may know better who is held up."""
        if self.seen.pop(fault, None) is None:
            self._unseen.add(fault)
        self._ended.add(fault)
        self._begun.discard(fault)

    def _see(self, fault: Fault, at: float, *, begins: bool) -> None:
        if begins and fault not in self.seen:
            self._begun.add(fault)
        self.seen[fault] = at
        self._seen.add(fault)

    async def save(self, tx: Transaction, *, now: float) -> None:
        """Write it down. In one order everywhere, for the rows are locked from here to the commit."""
        for fault in sorted(self._seen | self._ended | self._begun):
            if fault in self._unseen:
                await tx.begin_incident(fault, now=now)  # What has not begun cannot end.
            if fault in self._ended:
                await tx.end_incident(fault, now=now)
            if fault in self._begun:
                await tx.begin_incident(fault, now=now)
                await tx.slow_down(turn_of(fault), until=now + policy.PROBE_EVERY)  # It has just been asked.
            elif fault in self.seen:
                await tx.see_incident(fault, now=now)


def _makes_a_call(effects: Sequence[Effect]) -> bool:
    return any(isinstance(effect, Call) for effect in effects)


def _is_evidence(fault: Fault, before: Case, event: Event) -> bool:
    """Whether a fault that staff are told of was met just now: an answer shows it, or that none came.

    Permissions are given action by action: one that another step lacks keeps no code from being taken.
    """
    if isinstance(event, CallAnswered):
        if fault in policy.PASSED_BY_A_CODE and event.kind is not SubmitCode:
            return False
        return not (isinstance(event.outcome, NotSent) and event.outcome.is_held_up)
    return isinstance(event, DeadlinePassed) and before.state is not State.HELD


def _fault_of(event: CallAnswered) -> Fault | None:
    """What an answer shows to be the matter; a code without an answer shows nothing yet."""
    match event.outcome:
        case Accepted():
            return None
        case NotSent(is_held_up=True):
            return None
        case Refused(fault=fault) | NotSent(fault=fault):
            return fault
        case _:
            return None if event.kind is SubmitCode else Fault.PROVIDER_DOWN
