"""Guarantees 2, 3 and 4 of the design, whatever customers, the provider and time do, in any order."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.codec import encode_effect
from bot.flow import policy
from bot.flow.effects import DeleteMessage, Effect, Note, ReadNumbers, Reason, Screen, Show, SubmitCode, TellStaff
from bot.flow.events import (
    Agreed,
    CallAnswered,
    CodeGiven,
    DeadlinePassed,
    Event,
    FromCustomer,
    Invited,
    NumberGiven,
    Resumed,
)
from bot.flow.machine import TRANSITIONS
from bot.flow.model import (
    CLOSED,
    Accepted,
    Case,
    Fault,
    Invitation,
    NotSent,
    Outcome,
    Refused,
    State,
    Unknown,
    Verification,
)
from tests.flow.weather import CODES, PHONES, SPACES, WEATHERS, failed_reads, small_talk
from tests.flow.world import OPEN, Fate, Owed, World

UNSETTLED = frozenset({
    Screen.CHECKING, Screen.SETTLING, Screen.VERIFIED, Screen.HELP, Screen.PRIVACY, Screen.LANGUAGE,
    Screen.PERSON_CALLED,
})  # fmt: skip
"""What a customer may see while it is not known what became of a code: nothing of it says that it failed."""

NO = Accepted(request_id="R-READ", verification=Verification.NOT_VERIFIED)

INTERVALS = (1, 5, 40, 200, 700, 1_700, 3_600, policy.DAY, policy.STEP_LIFE)


class Guarantees(RuleBasedStateMachine):
    """Several chats and cases, two numbers, two spaces, one provider."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.weather = WEATHERS["mixed"]
        self.given: Counter[tuple[int, str]] = Counter()
        self.handed_in: Counter[tuple[int, str]] = Counter()
        self.unanswered: dict[int, int] = {}
        """For each case with a code whose fate nobody knows yet, the number of its call."""
        self.heard: list[tuple[int, CallAnswered]] = []
        self.locked_until: dict[str, int] = {}
        self.rounds: Counter[int] = Counter()
        self.told: dict[int, set[Reason]] = defaultdict(set)

    # --- What happens

    @initialize(
        codes=st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)),
        spaces=st.lists(st.sampled_from(SPACES), min_size=1, max_size=3),
        weather=st.sampled_from(sorted(WEATHERS)),
        data=st.data(),
    )
    def it_begins(self, codes: tuple[str, str], spaces: list[str], weather: str, data: st.DataObject) -> None:
        """WhatsApp has sent codes, some customers with the same number have come in, and one may have handed one in."""
        self.world.provider.valid = dict(zip(PHONES, codes, strict=True))
        self.weather = WEATHERS[weather]
        for space in spaces:
            self.a_link_is_opened(space, PHONES[0], 30 * policy.DAY)
        if data.draw(st.booleans()):
            self.agrees(1)
            self.gives_code(1, codes[0])
            self.goes_on(self.world.cases[1], data)
            self.goes_on(self.world.cases[1], data)

    @precondition(lambda self: len(self.world.cases) < 5)
    @rule(space=st.sampled_from(SPACES), phone=st.sampled_from(("", *PHONES)), life=st.sampled_from([60, 10**9]))
    def a_link_is_opened(self, space: str, phone: str, life: int) -> None:
        """Another customer comes in, or the same one with another link."""
        case_id = self.world.add(Case(chat_id=100 + len(self.world.cases)))
        invitation = Invitation(id=1, space=space, phone=phone, expires_at=self.world.now + life)
        self.happens(case_id, Invited(at=0, invitation=invitation))

    @rule(data=st.data(), event=small_talk)
    def somebody_says_something(self, data: st.DataObject, event: Event) -> None:
        """At any moment."""
        self.happens(self.somebody(data), event)

    @rule(data=st.data())
    def somebody_agrees(self, data: st.DataObject) -> None:
        """Whatever they were asked."""
        self.agrees(self.somebody(data))

    @rule(data=st.data(), code=st.sampled_from(CODES))
    def somebody_gives_a_code(self, data: st.DataObject, code: str) -> None:
        """Asked for or not, right or wrong, for the first time or again."""
        self.gives_code(self.somebody(data), code)

    @precondition(lambda self: self.world.owed)
    @rule(data=st.data(), how_often=st.integers(1, 2))
    def a_call_is_carried_out(self, data: st.DataObject, how_often: int) -> None:
        """A read sometimes twice, because its lease was lost; a code at most once."""
        owed = data.draw(st.sampled_from(self.world.owed))
        if owed.due <= self.world.now:
            self.carry_out(owed, data, is_owed_still=how_often > 1 and not isinstance(owed.call, SubmitCode))

    @precondition(lambda self: self.world.owed)
    @rule(data=st.data())
    def a_call_is_lost(self, data: st.DataObject) -> None:
        """Given up before it left; or it left, and whoever sent it died before hearing the answer."""
        self.is_lost(data.draw(st.sampled_from(self.world.owed)), data)

    def is_lost(self, owed: Owed, data: st.DataObject) -> None:
        self.world.owed.remove(owed)
        if isinstance(owed.call, SubmitCode) and data.draw(st.booleans()):
            self.world.provider.take(owed.call, self.fate(owed.call, data), self.world.now)

    @precondition(lambda self: self.world.answers)
    @rule(data=st.data())
    def an_answer_arrives(self, data: st.DataObject) -> None:
        """Late or not, and in any order."""
        self.arrives(data.draw(st.integers(0, len(self.world.answers) - 1)))

    @precondition(lambda self: self.heard)
    @rule(data=st.data())
    def an_answer_arrives_again(self, data: st.DataObject) -> None:
        """Effects are carried out at least once, so answers are heard at least once."""
        case_id, event = data.draw(st.sampled_from(self.heard))
        self.happens(case_id, event)

    @rule(seconds=st.sampled_from(INTERVALS))
    def time_passes(self, seconds: int) -> None:
        """Unnoticed, as after a night without power."""
        self.world.pass_time(seconds)

    @rule()
    def deadlines_are_swept(self) -> None:
        """What is due is decided on; then everything that waits, waits for something in the future."""
        for case_id in self.world.due():
            self.happens(case_id, DeadlinePassed(at=0))

        assert not self.world.due()

    @precondition(lambda self: not self.unanswered)
    @rule(space=st.sampled_from(SPACES), phone=st.sampled_from(PHONES))
    def a_number_is_verified_elsewhere(self, space: str, phone: str) -> None:
        """By staff, in the console."""
        self.world.provider.verified.add((space, phone))

    @rule(data=st.data(), turns=st.lists(st.sampled_from([1, 1, 1, 2, 2, 3]), min_size=4, max_size=20))
    def things_go_on(self, data: st.DataObject, turns: list[int]) -> None:
        """What cases wait for happens, some times over: without this, deep states would rarely be reached."""
        for turn in turns:
            self.goes_on(self.world.cases[min(turn, len(self.world.cases))], data)

    # --- How it happens

    def somebody(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.world.cases)))

    def agrees(self, case_id: int) -> None:
        self.happens(case_id, Agreed(at=0, taken=self.world.is_taken(self.world.cases[case_id])))

    def gives_code(self, case_id: int, code: str) -> None:
        self.given[case_id, code] += 1
        mark = f"mark {CODES.index(code)} of {self.world.cases[case_id].phone}"
        self.happens(case_id, CodeGiven(at=0, code=code, fingerprint=mark, message_id=5))

    def goes_on(self, case: Case, data: st.DataObject) -> None:
        calls = self.world.calls_of(case.id)
        match case.state:
            case State.ASKING_NUMBER:
                self.happens(case.id, NumberGiven(at=0, phone=PHONES[0]))
            case State.CONFIRMING_NUMBER:
                self.agrees(case.id)
            case State.WAITING_CODE:
                valid = self.world.provider.valid[case.phone]
                self.gives_code(case.id, data.draw(st.sampled_from([valid, valid, *CODES])))
            case State.CANCELLED | State.EXPIRED:
                self.happens(case.id, Resumed(at=0))
            case _ if calls:
                delay = data.draw(st.sampled_from(self.weather.delays))
                self.world.pass_time(max(0, calls[0].due - self.world.now) + delay)
                if data.draw(st.integers(1, 10)) <= self.weather.losing:
                    self.is_lost(calls[0], data)
                else:
                    self.carry_out(calls[0], data)
                    self.arrives(len(self.world.answers) - 1)
            case _ if case.deadline is not None:
                self.world.pass_time(case.deadline - self.world.now)
                self.deadlines_are_swept()
            case _:
                pass  # It is over.

    def carry_out(self, owed: Owed, data: st.DataObject, *, is_owed_still: bool = False) -> None:
        call, provider = owed.call, self.world.provider
        outcome: Outcome
        if isinstance(call, SubmitCode):
            outcome = provider.take(call, self.fate(call, data), self.world.now)
        elif data.draw(st.integers(1, 10)) <= self.weather.failing:
            outcome = data.draw(failed_reads)
        elif isinstance(call, ReadNumbers):
            # The list may be a copy that is behind.
            outcome = data.draw(
                st.sampled_from([provider.read(call), Accepted(verification=Verification.NOT_VERIFIED)])
            )
        else:
            outcome = provider.read(call)
        if not is_owed_still:
            self.world.owed.remove(owed)
        submitted = isinstance(call, SubmitCode)
        event = CallAnswered(at=0, call=call.call, phone=call.phone, submitted=submitted, outcome=outcome)
        self.world.answers.append((call.case_id, event))

    def fate(self, call: SubmitCode, data: st.DataObject) -> Fate:
        if self.world.now - call.written_at > policy.CODE_LIFE:
            return Fate(NotSent(fault=Fault.CODE_EXPIRED))  # What waited too long is not sent.
        is_valid = self.world.provider.valid[call.phone] == call.code
        return data.draw(self.weather.valid if is_valid else self.weather.fates)

    def arrives(self, index: int) -> None:
        case_id, event = self.world.answers.pop(index)
        self.heard.append((case_id, event))
        if event.submitted and self.world.cases[case_id].call == event.call:
            match event.outcome:
                case Unknown() | Refused(fault=Fault.MAYBE_VERIFIED):
                    pass
                case outcome:
                    self.unanswered.pop(case_id, None)
                    if isinstance(outcome, Refused) and outcome.fault is Fault.TOO_MANY_TRIES:
                        self.locked_until[event.phone] = self.world.now + policy.LOCK_OUT
        self.happens(case_id, event)

    def happens(self, case_id: int, event: Event) -> None:
        """Let the workflow decide, and look at each promise that it may have broken."""
        event = replace(event, at=self.world.now)
        before, step = self.world.apply(case_id, event)
        after = step.case
        rule_ = TRANSITIONS[before.state].get(type(event))

        assert after.state in {before.state, *(rule_.to if rule_ else ())}
        assert any(isinstance(each, Show) for each in step.effects) or not isinstance(event, FromCustomer)
        assert (after.deadline is None) == (after.state in CLOSED)
        if after.deadline is not None and (after.state, after.deadline) != (before.state, before.deadline):
            assert after.deadline > self.world.now
        if before.state is State.SETTLING and after.state is not State.SETTLING:
            self.unanswered.pop(case_id, None)
        for effect in step.effects:
            self.is_owed(effect, before, after)
            if isinstance(effect, SubmitCode):
                assert isinstance(event, CallAnswered)
                assert event.call == before.call
                assert event.outcome == NO, "only a plain no lets a code go out"
        self.count_rounds(before, after, event)

    def count_rounds(self, before: Case, after: Case, event: Event) -> None:
        """How often what became of a code was asked without an answer that told."""
        if after.state is not State.SETTLING:
            self.rounds[after.id] = 0
        elif isinstance(event, DeadlinePassed) or (isinstance(event, CallAnswered) and event.call == before.call):
            self.rounds[after.id] += 1

    def is_owed(self, effect: Effect, before: Case, after: Case) -> None:
        match effect:
            case SubmitCode():
                assert self.world.now >= self.locked_until.get(effect.phone, 0), "asked to keep away for a day"
                self.handed_in[after.id, effect.code] += 1
                self.unanswered[after.id] = effect.call
            case Show():
                self.is_shown(effect, before, after)
            case TellStaff():
                self.told[after.id].add(effect.reason)
            case _:
                pass
        if isinstance(effect, Show | TellStaff | DeleteMessage):
            stored = encode_effect(effect)[1].decode()
            assert not any(code in stored for code in CODES), "a code left its case"

    def is_shown(self, show: Show, before: Case, after: Case) -> None:
        is_verified = self.world.is_verified(after)
        if show.screen is Screen.VERIFIED or show.note is Note.ALREADY_VERIFIED:
            assert is_verified, "told «verified» of what is not"
        elif before.state is State.SETTLING or after.id in self.unanswered:
            is_said = show.screen not in UNSETTLED
            assert not (is_said and self.world.will_be_verified(after)), "told «failed» of what works"
            assert not (is_said and after.state is State.SETTLING)

    # --- What holds at any time

    @invariant()
    def no_budget_is_overspent(self) -> None:
        """Counted where it matters: at the provider, over all cases of the number."""
        for tries in self.world.provider.arrived.values():
            for last, _ in tries:
                for window, limit in ((policy.HOUR, policy.TRIES_PER_HOUR), (policy.DAY, policy.TRIES_PER_DAY)):
                    within = [code for moment, code in tries if last - window < moment <= last]
                    assert len(within) <= limit
                    assert len(within) == len(set(within)), "a code was handed in twice within a day"

    @invariant()
    def codes_go_where_they_were_meant_to(self) -> None:
        """At most once for each time they were given, and nothing of them is kept."""
        assert all(self.handed_in[key] <= self.given[key] for key in self.handed_in)
        assert all(not case.code or case.state is State.PRECHECKING for case in self.world.cases.values())

    @invariant()
    def a_number_has_one_open_case_in_a_space(self) -> None:
        """The database refuses a second one: it must not come to that."""
        assert not any(case.state in OPEN and self.world.is_taken(case) for case in self.world.cases.values())

    @invariant()
    def nothing_is_stuck_without_staff_knowing(self) -> None:
        """What only others can mend is known to them."""
        for case in self.world.cases.values():
            told = self.told[case.id]
            assert case.state is not State.HELD or Reason.FAULT in told
            assert case.state is not State.VERIFIED or Reason.VERIFIED in told
            assert self.rounds[case.id] <= len(policy.SETTLEMENT_WAITS) + 1 or Reason.UNKNOWN_OUTCOME in told


IN_CI = settings.get_current_profile_name() == "ci"

TestGuarantees = pytest.mark.timeout(600)(Guarantees.TestCase)  # Seconds pass; shrinking a failure takes minutes.
TestGuarantees.settings = settings(max_examples=800 if IN_CI else 100, stateful_step_count=40)
