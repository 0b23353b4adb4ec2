"""What the workflow promises, looked at after every single step: the design's guarantees 2, 3 and 4."""

from collections import Counter, defaultdict
from dataclasses import replace

from bot.codec import encode_effect
from bot.flow import policy
from bot.flow.effects import DeleteMessage, Effect, Note, Reason, Screen, Show, SubmitCode, TellStaff
from bot.flow.events import CallAnswered, DeadlinePassed, Event, ForgetConfirmed, ForgetDue, FromCustomer
from bot.flow.machine import TRANSITIONS, Step
from bot.flow.model import CLOSED, Accepted, Case, Fault, Instant, Refused, State, Unknown, Verification
from tests.flow.weather import CODES, PHONES
from tests.flow.world import OPEN, World

UNSETTLED = frozenset({
    Screen.CHECKING, Screen.SETTLING, Screen.VERIFIED, Screen.HELP, Screen.PRIVACY, Screen.VERIFY, Screen.LANGUAGE,
    Screen.MY_DATA, Screen.MY_DATA_LATER, Screen.FORGET, Screen.FORGET_LATER,
    Screen.PERSON_CALLED, Screen.WITH_PERSON, Screen.NUMBERS, Screen.WHICH_NUMBER,
})  # fmt: skip
"""What a customer may see while it is not known what became of a code: nothing of it says that it failed."""

HANDED_IN = frozenset({State.CHECKING, State.SETTLING})
"""States in which a code is with the provider, and what became of it is being found out."""

ROUNDS = len(policy.SETTLEMENT_WAITS) + 1
"""How often the provider may be asked what became of a code before staff must know: the ladder, and the list."""


class Judge:
    """Knows the truth, which the workflow does not, and what everybody was told."""

    def __init__(self, world: World) -> None:
        self.given: Counter[tuple[int, str]] = Counter()
        """How often each code was given in each case."""
        self.unanswered: set[int] = set()
        """Cases with a code that was handed in and of which nobody knows yet what became of it."""
        self._world = world
        self._handed_in: Counter[tuple[int, str]] = Counter()
        self._locked_until: dict[str, Instant] = {}
        self._rounds: Counter[int] = Counter()
        self._told: dict[int, set[Reason]] = defaultdict(set)

    def hears(self, case_id: int, event: CallAnswered) -> None:
        """Take note of an answer that the workflow is about to hear."""
        if event.kind is not SubmitCode or self._world.cases[case_id].call != event.call:
            return
        match event.outcome:
            case Unknown() | Refused(fault=Fault.MAYBE_VERIFIED | Fault.UNRECOGNISED):
                return
            case Refused(fault=Fault.TOO_MANY_TRIES):
                self._locked_until[event.phone] = self._world.now + policy.LOCK_OUT
            case _:
                pass
        self.unanswered.discard(case_id)

    # --- After a step

    def after(self, before: Case, event: Event, step: Step) -> None:
        """Look at what an event did."""
        after = step.case
        self._told[after.id] |= {each.reason for each in step.effects if isinstance(each, TellStaff)}
        self._states(before, event, after)
        if isinstance(event, FromCustomer):
            assert any(isinstance(each, Show) for each in step.effects), "nobody is left without an answer"
        for effect in step.effects:
            self._codes(effect)
            match effect:
                case SubmitCode():
                    self._submit(effect, before, event)
                case Show():
                    self._show(effect, before, after)
                case _:
                    pass
        if before.state in HANDED_IN and after.state not in HANDED_IN:
            self.unanswered.discard(after.id)
        self._count_rounds(before, event, after)
        self._forgotten(event, step)

    def _forgotten(self, event: Event, step: Step) -> None:
        """Of who is forgotten nothing is said or done any more but the receipt; what was under way has ended before."""
        for effect in step.effects:
            about = effect.case.id if isinstance(effect, Show | TellStaff) else getattr(effect, "case_id", 0)
            assert about not in self._world.forgotten, "somebody was forgotten, and is not"
        if step.case.forgotten_at:
            assert step.case.id not in self.unanswered, "forgotten before it was known what a code did"
            stored = "".join(encode_effect(effect)[1].decode() for effect in step.effects)
            assert not any(phone in stored for phone in PHONES), "a receipt says whose it was"
            assert isinstance(event, ForgetConfirmed | ForgetDue)
            assert Screen.FORGOTTEN in {effect.screen for effect in step.effects if isinstance(effect, Show)}

    def _states(self, before: Case, event: Event, after: Case) -> None:
        rule = TRANSITIONS[before.state].get(type(event))
        assert after.state in {before.state, *(rule.to if rule else ())}
        is_let_go = after.state is State.VERIFIED and Reason.LET_GO in self._told[after.id]
        assert (after.deadline is None) == (after.state in CLOSED) or is_let_go
        if after.deadline is not None and (after.state, after.deadline) != (before.state, before.deadline):
            assert after.deadline > self._world.now

    def _codes(self, effect: Effect) -> None:
        if isinstance(effect, Show | TellStaff | DeleteMessage):
            stored = encode_effect(effect)[1].decode()
            assert not any(code in stored for code in CODES), "a code left its case"

    def _submit(self, submit: SubmitCode, before: Case, event: Event) -> None:
        assert isinstance(event, CallAnswered)
        assert event.call == before.call
        assert isinstance(event.outcome, Accepted)
        assert event.outcome.verification is Verification.NOT_VERIFIED, "only a plain no lets a code go out"
        assert self._world.now >= self._locked_until.get(submit.phone, 0), "WhatsApp asked to be left alone for a day"
        self._handed_in[submit.case_id, submit.code] += 1
        self.unanswered.add(submit.case_id)

    def _show(self, show: Show, before: Case, after: Case) -> None:
        if show.helped.link:
            self._show_colleague(show, before)
            return
        if show.note is Note.OTHER_NUMBER_VERIFIED:
            assert self._world.is_verified(replace(after, phone=show.other_phone)), "told «verified» of what is not"
        if show.screen is Screen.VERIFIED or show.note in {Note.ALREADY_VERIFIED, Note.FORGOTTEN_VERIFIED}:
            assert self._world.is_verified(after), "told «verified» of what is not"
        elif show.screen not in UNSETTLED and (before.state is State.SETTLING or after.id in self.unanswered):
            assert not self._world.will_be_verified(after), "told «failed» of what works"
            assert after.state is not State.SETTLING

    def _show_colleague(self, show: Show, before: Case) -> None:
        """A colleague reads nothing but the truth of their number, and of the case nothing at all."""
        link = self._world.links[show.helped.link]
        theirs = replace(self._world.cases[link.case_id], phone=link.phone)
        assert show.case == Case(chat_id=link.chat_id, language=link.language), "told more than a colleague may know"
        if show.screen is Screen.COLLEAGUE_VERIFIED:
            assert self._world.is_verified(theirs), "told a colleague «verified» of what is not"
        elif show.screen is Screen.COLLEAGUE_REFUSED and before.state in HANDED_IN:
            is_open = before.state is State.SETTLING or theirs.id in self.unanswered
            assert not (is_open and self._world.will_be_verified(theirs)), "told a colleague «refused» of what works"

    def _count_rounds(self, before: Case, event: Event, after: Case) -> None:
        if after.state is not State.SETTLING or before.state is not State.SETTLING:
            self._rounds[after.id] = 0
        elif isinstance(event, DeadlinePassed) or (isinstance(event, CallAnswered) and event.call == before.call):
            self._rounds[after.id] += 1

    # --- At any time

    def look_around(self) -> None:
        """Look at the whole world."""
        self._budgets()
        for case in self._world.cases.values():
            told = self._told[case.id]
            assert not case.code or case.state is State.PRECHECKING, "a code is kept"
            assert case.state not in OPEN or not self._world.is_taken(case), "two open cases of one number"
            assert case.state is not State.HELD or Reason.FAULT in told, "staff do not know"
            assert case.state is not State.VERIFIED or Reason.VERIFIED in told, "staff do not know"
            assert self._rounds[case.id] < ROUNDS or Reason.UNKNOWN_OUTCOME in told, "staff do not know"
        assert all(self._handed_in[key] <= self.given[key] for key in self._handed_in), "handed in twice"

    def _budgets(self) -> None:
        """Count where it matters: at the provider, over all cases of a number."""
        for tries in self._world.provider.arrived.values():
            for last, _ in tries:
                for window, limit in ((policy.HOUR, policy.TRIES_PER_HOUR), (policy.DAY, policy.TRIES_PER_DAY)):
                    within = [code for moment, code in tries if last - window < moment <= last]
                    assert len(within) <= limit, "a budget is overspent"
                    assert len(within) == len(set(within)), "a code was handed in twice within a day"
