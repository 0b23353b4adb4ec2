"""A model of the world around the workflow: a provider with a hidden truth, a clock, and the store's bookkeeping.

It is as unkind as the real one may be and never kinder: reads are never wrong but may fail, calls get lost before they
leave or after they ran, answers come late, twice and out of order, and a call that was given up may still run.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from bot.flow import policy
from bot.flow.colleagues import Link, follow, over
from bot.flow.effects import Call, Effect, Ending, ReadNumbers, ReadStatus, SubmitCode
from bot.flow.events import CallAnswered, Event
from bot.flow.machine import Step, decide
from bot.flow.model import CLOSED, Accepted, Budget, Case, CaseId, Instant, LinkState, Outcome, State, Verification
from bot.forgetting import BUSY, ONLY_READ

OPEN = frozenset(State) - CLOSED - {State.ASKING_NUMBER, State.CONFIRMING_NUMBER}
"""States in which a number is spoken for."""

PROVIDER_MEMORY = sum(policy.SETTLEMENT_WAITS)
"""Seconds within which a call that was given up still runs, if it runs at all: what the ladder is made for."""


@dataclass(frozen=True)
class Owed:
    """A call that is owed, and since when."""

    call: Call
    since: Instant

    @property
    def due(self) -> Instant:
        """When it may leave."""
        return self.since + self.call.wait


@dataclass(frozen=True)
class Fate:
    """What becomes of a code handed in: what we hear, whether it runs, and whether the number's budget may count it.

    `lag` is how many seconds after it was sent it runs.
    """

    outcome: Outcome
    runs: bool = False
    counts: bool = False
    lag: int = 0


@dataclass
class Provider:
    """Knows which codes are valid and which numbers are verified, and remembers what reached WhatsApp."""

    valid: dict[str, str] = field(default_factory=dict)
    """The valid code of each number."""
    verified: set[tuple[str, str]] = field(default_factory=set)
    """Spaces with numbers that are verified in them."""
    arrived: dict[str, list[tuple[Instant, str]]] = field(default_factory=lambda: defaultdict(list))
    """For each number the codes that counted or may have, with the time."""
    _running: list[tuple[Instant, SubmitCode]] = field(default_factory=list)

    def read(self, call: ReadStatus | ReadNumbers) -> Accepted:
        """Tell the truth."""
        is_verified = (call.space, call.phone) in self.verified
        verification = Verification.VERIFIED if is_verified else Verification.NOT_VERIFIED
        return Accepted(request_id="R-READ", verification=verification)

    def take(self, call: SubmitCode, fate: Fate, now: Instant) -> Outcome:
        """Take a code in."""
        if fate.counts:
            self.arrived[call.phone].append((now, call.code))
        if fate.runs:
            self._running.append((now + fate.lag, call))
        self.run(now)
        return fate.outcome

    def run(self, now: Instant) -> None:
        """Let calls run whose time has come."""
        due = [(moment, call) for moment, call in self._running if moment <= now]
        for moment, call in due:
            self._running.remove((moment, call))
            if self.valid[call.phone] == call.code:
                self.verified.add((call.space, call.phone))

    def about_to_verify(self) -> set[tuple[str, str]]:
        """What calls that are still running will verify."""
        return {(call.space, call.phone) for _, call in self._running if self.valid[call.phone] == call.code}


@dataclass
class World:
    """Does with cases what the store, the desk and the dispatcher do with them, in memory."""

    now: Instant = 1_800_000_000
    provider: Provider = field(default_factory=Provider)
    cases: dict[int, Case] = field(default_factory=dict)
    budgets: dict[str, Budget] = field(default_factory=dict)
    owed: list[Owed] = field(default_factory=list)
    links: dict[int, Link] = field(default_factory=dict)
    """Links for colleagues, by their ids."""
    answers: list[tuple[int, CallAnswered]] = field(default_factory=list)
    """Answers on their way, with their cases."""

    forgotten: set[int] = field(default_factory=set)
    """Cases that were erased."""

    def add(self, case: Case) -> int:
        """Give a new case its id."""
        case_id = CaseId(len(self.cases) + len(self.forgotten) + 1)
        self.cases[case_id] = replace(case, id=case_id)
        return case_id

    def apply(self, case_id: int, event: Event) -> tuple[Case, Step]:
        """Decide, as the desk does: the budget is the number's, read before and written back after."""
        before = self.cases[case_id]
        before = replace(before, budget=self.budgets.get(before.phone, Budget()))
        step = decide(before, event)
        if step.case.phone == before.phone:
            self.budgets[before.phone] = step.case.budget
        self.cases[case_id] = step.case
        step = replace(step, effects=(*step.effects, *self._followed(before, step.case, event)))
        self.owed += [Owed(effect, self.now) for effect in step.effects if isinstance(effect, Call)]
        return before, step

    def is_busy(self, case: Case) -> bool:
        """Whether something of the case is under way that must end before it can be erased."""
        return case.state in BUSY or (case.state not in ONLY_READ and self._is_under_way(case.id))

    def forget(self, case_id: int) -> None:
        """Erase a case, with what is still to be looked at because of it."""
        del self.cases[case_id]
        self.forgotten.add(case_id)
        self.owed = [owed for owed in self.owed if owed.call.case_id != case_id]
        self.links = {link.id: link for link in self.links.values() if link.case_id != case_id}

    def _followed(self, before: Case, after: Case, event: Event) -> list[Effect]:
        """What colleagues are shown of it."""
        shown: list[Effect] = []
        for link in self.links_of(after.id):
            self.links[link.id], effects = follow(link, before, after, event)
            shown += effects
        return shown

    def links_of(self, case_id: int) -> list[Link]:
        """A case's links, oldest first."""
        return [link for link in self.links.values() if link.case_id == case_id]

    def link(self, case_id: int) -> None:
        """Have somebody open a new link of a case; the one before it is over."""
        for link in self.links_of(case_id):
            if link.is_live:
                self.links[link.id], _ = over(link, Ending.REPLACED, self.now)
        made = Link(
            id=max(self.links, default=0) + 1,
            case_id=CaseId(case_id),
            state=LinkState.OPENED,
            phone=self.cases[case_id].phone,
            expires_at=self.now + policy.LINK_LIFE,
            chat_id=1_000 + len(self.links),
        )
        self.links[made.id] = made

    def pass_time(self, seconds: int) -> None:
        """Let it get later; what is under way at the provider goes on."""
        self.now += max(0, seconds)
        self.provider.run(self.now)

    def is_taken(self, case: Case) -> bool:
        """Whether another case is open for this number in this space."""
        return any(
            other.id != case.id and other.state in OPEN and (other.space, other.phone) == (case.space, case.phone)
            for other in self.cases.values()
        )

    def is_verified(self, case: Case) -> bool:
        """The hidden truth about a case's number."""
        return (case.space, case.phone) in self.provider.verified

    def will_be_verified(self, case: Case) -> bool:
        """Whether it is, or a call that is still running will make it so."""
        return self.is_verified(case) or (case.space, case.phone) in self.provider.about_to_verify()

    def calls_of(self, case_id: int) -> list[Owed]:
        """What is owed for a case, oldest first."""
        return [owed for owed in self.owed if owed.call.case_id == case_id]

    def due(self) -> list[int]:
        """Cases whose deadline is here and for which nothing is under way: the sweep puts the others off."""
        return [
            case.id
            for case in self.cases.values()
            if case.deadline is not None and case.deadline <= self.now and not self._is_under_way(case.id)
        ]

    def _is_under_way(self, case_id: int) -> bool:
        return bool(self.calls_of(case_id)) or any(about == case_id for about, _ in self.answers)
