"""Guarantees 2, 3 and 4 of the design and that the forgotten stay so, whatever people, the provider and time do."""

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.flow import policy
from bot.flow.colleagues import Link
from bot.flow.effects import ReadNumbers, ReadStatus, Show, SubmitCode
from bot.flow.events import (
    Agreed,
    CallAnswered,
    CameBack,
    CodeGiven,
    ColleagueCode,
    ColleagueWanted,
    DeadlinePassed,
    Event,
    ForgetConfirmed,
    ForgetDue,
    ForgetWanted,
    Invited,
    Mended,
    NumberGiven,
    Resumed,
)
from bot.flow.machine import Step
from bot.flow.model import (
    Accepted,
    Case,
    Fault,
    Invitation,
    LinkState,
    NotSent,
    Outcome,
    State,
    Verification,
)
from tests.flow.judge import Judge
from tests.flow.weather import CODES, PHONES, SPACES, WEATHERS, failed_reads, small_talk
from tests.flow.world import Fate, Owed, World

BEHIND = Accepted(verification=Verification.NOT_VERIFIED)

INTERVALS = (1, 5, 40, 200, 700, 1_700, 3_600, policy.DAY, policy.STEP_LIFE)


class Guarantees(RuleBasedStateMachine):
    """Several chats and cases, two numbers, two spaces, one provider."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.weather = WEATHERS["mixed"]
        self.judge = Judge(self.world)
        self.heard: list[tuple[int, CallAnswered]] = []

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

    @precondition(lambda self: self.world.cases)
    @rule(data=st.data(), event=small_talk)
    def somebody_says_something(self, data: st.DataObject, event: Event) -> None:
        """At any moment."""
        self.happens(self.somebody(data), event)

    @precondition(lambda self: self.world.cases)
    @rule(data=st.data())
    def somebody_wants_all_erased(self, data: st.DataObject) -> None:
        """After they were asked; what is under way goes on, and they may write meanwhile."""
        case_id = self.somebody(data)
        self.happens(case_id, ForgetWanted(at=0))
        self.happens(case_id, ForgetConfirmed(at=0))

    @precondition(lambda self: self.world.cases)
    @rule(data=st.data())
    def somebody_agrees(self, data: st.DataObject) -> None:
        """Whatever they were asked."""
        self.agrees(self.somebody(data))

    @precondition(lambda self: self.world.cases)
    @rule(data=st.data(), code=st.sampled_from(CODES))
    def somebody_gives_a_code(self, data: st.DataObject, code: str) -> None:
        """Asked for or not, right or wrong, for the first time or again."""
        self.gives_code(self.somebody(data), code)

    @precondition(lambda self: self.world.cases)
    @rule(data=st.data())
    def a_colleague_opens_a_link(self, data: st.DataObject) -> None:
        """Where the customer may make one."""
        self.opens_link(self.somebody(data))

    @precondition(lambda self: self.world.links)
    @rule(data=st.data(), code=st.sampled_from(CODES), is_valid=st.booleans())
    def a_colleague_gives_a_code(self, data: st.DataObject, code: str, *, is_valid: bool) -> None:
        """Right or wrong, while the customer gives one, too, or not; only who is still asked for it is heard."""
        link = self.world.links[data.draw(st.sampled_from(sorted(self.world.links)))]
        if link.state is not LinkState.OPENED:
            return
        self.gives_colleagues_code(link, self.world.provider.valid[link.phone] if is_valid else code)

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
        if case_id not in self.world.forgotten:
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

    @precondition(lambda self: not self.judge.unanswered)
    @rule(space=st.sampled_from(SPACES), phone=st.sampled_from(PHONES))
    def a_number_is_verified_elsewhere(self, space: str, phone: str) -> None:
        """By staff, in the console."""
        self.world.provider.verified.add((space, phone))

    @rule(seconds=st.sampled_from(INTERVALS))
    def the_bot_was_away(self, seconds: int) -> None:
        """And is back: everybody hears of it, in any state."""
        self.world.pass_time(seconds)
        for case_id in list(self.world.cases):
            self.happens(case_id, CameBack(at=0, since=self.world.now))

    @rule(fault=st.sampled_from(Fault))
    def an_incident_ends(self, fault: Fault) -> None:
        """Everybody hears of it, whether it held them up or not."""
        for case_id in list(self.world.cases):
            self.happens(case_id, Mended(at=0, fault=fault))

    @rule(data=st.data(), turns=st.lists(st.sampled_from([1, 1, 1, 2, 2, 3]), min_size=4, max_size=20))
    def things_go_on(self, data: st.DataObject, turns: list[int]) -> None:
        """What cases wait for happens, some times over: without this, deep states would rarely be reached."""
        for turn in turns:
            cases = list(self.world.cases.values())
            if cases:
                self.goes_on(cases[min(turn, len(cases)) - 1], data)

    # --- How it happens

    def somebody(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.world.cases)))

    def agrees(self, case_id: int) -> None:
        self.happens(case_id, Agreed(at=0, taken=self.world.is_taken(self.world.cases[case_id])))

    def gives_code(self, case_id: int, code: str) -> None:
        self.judge.given[case_id, code] += 1
        mark = f"mark {CODES.index(code)} of {self.world.cases[case_id].phone}"
        self.happens(case_id, CodeGiven(at=0, code=code, fingerprint=mark, message_id=5))

    def opens_link(self, case_id: int) -> None:
        step = self.happens(case_id, ColleagueWanted(at=0, token="a-token"))
        if any(isinstance(effect, Show) and effect.link for effect in step.effects):
            self.world.link(case_id)

    def gives_colleagues_code(self, link: Link, code: str) -> None:
        self.judge.given[link.case_id, code] += 1
        mark = f"mark {CODES.index(code)} of {link.phone}"
        self.happens(link.case_id, ColleagueCode(at=0, link=link.id, code=code, fingerprint=mark, message_id=5))

    def goes_on(self, case: Case, data: st.DataObject) -> None:
        calls = self.world.calls_of(case.id)
        match case.state:
            case State.ASKING_NUMBER:
                self.happens(case.id, NumberGiven(at=0, phone=PHONES[0]))
            case State.CONFIRMING_NUMBER:
                self.agrees(case.id)
            case State.WAITING_CODE:
                valid = self.world.provider.valid[case.phone]
                code = data.draw(st.sampled_from([valid, valid, *CODES]))
                if data.draw(st.booleans()):
                    self.opens_link(case.id)
                waiting = [link for link in self.world.links_of(case.id) if link.state is LinkState.OPENED]
                if waiting:
                    self.gives_colleagues_code(waiting[-1], code)
                else:
                    self.gives_code(case.id, code)
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
        elif isinstance(call, ReadNumbers):
            # The list may be a copy that is behind.
            outcome = data.draw(st.one_of(st.sampled_from([provider.read(call), BEHIND]), failed_reads))
        elif data.draw(st.integers(1, 10)) <= self.weather.failing:
            outcome = data.draw(failed_reads)
        else:
            assert isinstance(call, ReadStatus)
            outcome = provider.read(call)
        if not is_owed_still:
            self.world.owed.remove(owed)
        event = CallAnswered(at=0, call=call.call, phone=call.phone, kind=type(call), outcome=outcome)
        self.world.answers.append((call.case_id, event))

    def fate(self, call: SubmitCode, data: st.DataObject) -> Fate:
        if self.world.now - call.written_at > policy.CODE_LIFE:
            return Fate(NotSent(fault=Fault.CODE_EXPIRED))  # What waited too long is not sent.
        is_valid = self.world.provider.valid[call.phone] == call.code
        return data.draw(self.weather.valid if is_valid else self.weather.fates)

    def arrives(self, index: int) -> None:
        case_id, event = self.world.answers.pop(index)
        if case_id in self.world.forgotten:
            return
        self.heard.append((case_id, event))
        self.judge.hears(case_id, event)
        self.happens(case_id, event)

    def happens(self, case_id: int, event: Event) -> Step:
        event = replace(event, at=self.world.now)
        if isinstance(event, ForgetConfirmed):
            case = self.world.cases[case_id]
            is_asked = policy.is_recent(case.forget_asked_at, event.at, policy.FORGET_ASKED)
            event = replace(event, is_busy=is_asked and self.world.is_busy(case))
        before, step = self.world.apply(case_id, event)
        self.judge.after(before, event, step)
        after = self.world.cases[case_id]
        if after.forgotten_at:
            self.world.forget(case_id)
        elif after.forget_wanted_at and not self.world.is_busy(after):
            self.happens(case_id, ForgetDue(at=0))
        return step

    # --- What holds at any time

    @invariant()
    def promises_are_kept(self) -> None:
        """Whatever has happened so far."""
        self.judge.look_around()


IN_CI = settings.get_current_profile_name() == "ci"

TestGuarantees = pytest.mark.timeout(600)(Guarantees.TestCase)  # Seconds pass; shrinking a failure takes minutes.
TestGuarantees.settings = settings(max_examples=200 if IN_CI else 100, stateful_step_count=40)
