"""Whatever customers do over any chats: WhatsApp's own counters never come near what locks a number.

The workflow is the real one, and so are the bytes of each call; WhatsApp's rules and books are the stand-in's.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.flow import policy
from bot.flow.effects import Call, RequestCode, SubmitCode
from bot.flow.events import (
    Agreed,
    CallAnswered,
    ChannelChosen,
    CodeGiven,
    DeadlinePassed,
    Event,
    Extended,
    Invited,
    NumberGiven,
    Resumed,
)
from bot.flow.model import Case, Channel, Fault, Invitation, NotSent, Offers, Outcome, Registering, State
from sandbox.cams.actions import Action
from sandbox.cams.faults import Fault as Trouble
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from tests.flow.weather import PHONES, SPACES, small_talk
from tests.flow.world import Owed, World
from tests.support.edge import Edge

REGISTRATIONS = 10
"""What Meta allows in 72 hours (cams-api.md section 3.3)."""

TROUBLES = (
    Trouble.TIMEOUT_WORKED, Trouble.TIMEOUT_NOT_WORKED, Trouble.EMPTY_BODY, Trouble.INTERNAL_ERROR,
    Trouble.UNKNOWN_CODE, Trouble.SYSTEM_LIMIT_CONTROL, Trouble.RAM_PERMISSION_DENY,
    Trouble.NOT_VERIFIED, Trouble.JUST_DELETED, Trouble.TWO_STEP_ON,
)  # fmt: skip

ASKED = {State.READY, State.APPOINTED, State.WAITING_CODE}
"""States in which a customer may ask for a code."""

INTERVALS = (1, 40, 600, 1_200, 3_600, 6 * 3_600, policy.DAY)


class Counters(RuleBasedStateMachine):
    """Several chats, two numbers, two spaces, one WhatsApp."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.cams = CamsWorld(lambda: float(self.world.now), Options(), Random(7))
        self.edge = Edge(self.cams)
        self.offers = Offers()

    @initialize(
        spaces=st.lists(st.sampled_from(SPACES), min_size=1, max_size=3),
        offers=st.builds(Offers, st.booleans(), st.booleans(), st.sampled_from([Registering.OFF, Registering.AUTO])),
    )
    def it_begins(self, spaces: list[str], offers: Offers) -> None:
        """Some customers with the same number have come in, for as much as the operator lets the bot do."""
        self.offers = offers
        for space in SPACES:
            self.cams.add_space(space)
            for phone in PHONES:
                self.cams.add_number(space, phone, migrating=not offers.initiate)
        for space in spaces:
            self.a_link_is_opened(space, PHONES[0])

    @precondition(lambda self: len(self.world.cases) < 5)
    @rule(space=st.sampled_from(SPACES), phone=st.sampled_from(("", *PHONES)))
    def a_link_is_opened(self, space: str, phone: str) -> None:
        """Another customer comes in, or the same one with another link."""
        case_id = self.world.add(Case(chat_id=100 + len(self.world.cases), offers=self.offers))
        invitation = Invitation(id=1, space=space, phone=phone, expires_at=self.world.now + 10**9)
        self.happens(case_id, Invited(at=0, invitation=invitation))

    @rule(data=st.data(), event=small_talk)
    def somebody_says_something(self, data: st.DataObject, event: Event) -> None:
        """At any moment."""
        self.happens(self.somebody(data), event)

    @rule(space=st.sampled_from(SPACES), phone=st.sampled_from(PHONES))
    def staff_have_a_code_sent(self, space: str, phone: str) -> None:
        """From the console."""
        self.cams.issue_code(space, phone)

    @rule(data=st.data())
    def staff_allow_more(self, data: st.DataObject) -> None:
        """As often as they like."""
        self.happens(self.somebody(data), Extended(at=0, by="staff"))

    @rule(trouble=st.sampled_from(TROUBLES), times=st.integers(1, 4))
    def the_provider_gets_into_trouble(self, trouble: Trouble, times: int) -> None:
        """For so many calls."""
        self.cams.switch_on(trouble, times=times)

    @rule(trouble=st.sampled_from([Trouble.NOT_VERIFIED, Trouble.JUST_DELETED, Trouble.TIMEOUT_NOT_WORKED]))
    def numbers_cannot_move(self, trouble: Trouble) -> None:
        """However often it is ordered."""
        self.cams.switch_on(trouble, frozenset({Action.REGISTER}), times=30)

    @rule(seconds=st.sampled_from(INTERVALS))
    def time_passes(self, seconds: int) -> None:
        """And what fell due is seen to."""
        self.world.pass_time(seconds)
        for case_id in self.world.due():
            self.happens(case_id, DeadlinePassed(at=0))

    @rule(data=st.data(), turns=st.lists(st.sampled_from([1, 1, 2, 3]), min_size=6, max_size=30))
    def customers_go_on(self, data: st.DataObject, turns: list[int]) -> None:
        """Each does what they are asked for, with a code that is right or, mostly, one of their own."""
        for turn in turns:
            self.goes_on(self.world.cases[min(turn, len(self.world.cases))], data)

    @rule(data=st.data(), turns=st.integers(5, 40))
    def somebody_gets_it_right(self, data: st.DataObject, turns: int) -> None:
        """The whole way, as often as the provider sends them back."""
        case_id = self.somebody(data)
        for _ in range(turns):
            case = self.world.cases[case_id]
            if case.state is State.WAITING_CODE and not self.world.calls_of(case_id):
                code = self.cams.issue_code(case.space, case.phone)
                self.hands_in(case, code)
            else:
                self.goes_on(case, data)

    @rule(data=st.data(), rounds=st.integers(1, 12), wait=st.sampled_from([1, 300, 1_200, 3_600]))
    def everybody_hammers(self, data: st.DataObject, rounds: int, wait: int) -> None:
        """One code after the other, in every chat, as fast as each is answered."""
        for _ in range(rounds):
            self.world.pass_time(wait)
            for case_id in sorted(self.world.cases):
                if self.world.cases[case_id].state in ASKED:
                    self.happens(case_id, ChannelChosen(at=0, channel=Channel.VOICE))
                if self.world.cases[case_id].state in {State.WAITING_CODE, State.PAUSED, State.HELD}:
                    self.gives_code(self.world.cases[case_id], data)
            for _ in range(4):  # reads, and what comes after them
                for owed in [owed for owed in self.world.owed if owed.due <= self.world.now]:
                    self.carry_out(owed)

    def goes_on(self, case: Case, data: st.DataObject) -> None:
        calls = self.world.calls_of(case.id)
        match case.state:
            case State.ASKING_NUMBER:
                self.happens(case.id, NumberGiven(at=0, phone=PHONES[0]))
            case State.CONFIRMING_NUMBER:
                self.happens(case.id, Agreed(at=0, taken=self.world.is_taken(case)))
            case State.WAITING_CODE | State.PAUSED | State.HELD if not calls and data.draw(st.integers(1, 8)) > 1:
                self.gives_code(case, data)
            case State.READY | State.APPOINTED:
                self.happens(case.id, ChannelChosen(at=0, channel=data.draw(st.sampled_from(Channel))))
            case State.CANCELLED | State.EXPIRED:
                self.happens(case.id, Resumed(at=0))
            case _ if calls:
                self.world.pass_time(max(0, calls[0].due - self.world.now))
                self.carry_out(calls[0])
            case _ if case.deadline is not None:
                self.time_passes(case.deadline - self.world.now)
            case _:
                pass  # It is over.

    def gives_code(self, case: Case, data: st.DataObject) -> None:
        number = self.cams.number(case.space, case.phone)
        assert number is not None
        known = [code.digits for code in number.codes[-2:]]
        code = data.draw(st.sampled_from([*known * 6, *(f"9{n:05}" for n in range(20))]))
        self.hands_in(case, code)

    def hands_in(self, case: Case, code: str) -> None:
        mark = f"mark of {code} for {case.phone}"
        self.happens(case.id, CodeGiven(at=0, code=code, fingerprint=mark, message_id=5))

    def carry_out(self, owed: Owed) -> None:
        call = owed.call
        self.world.owed.remove(owed)
        outcome = _too_late(call, self.world.now) or self.edge.ask(call)
        event = CallAnswered(at=0, call=call.call, phone=call.phone, kind=type(call), outcome=outcome)
        self.happens(call.case_id, event)

    def somebody(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.world.cases)))

    def happens(self, case_id: int, event: Event) -> None:
        self.world.apply(case_id, replace(event, at=self.world.now))

    @invariant()
    def no_number_is_locked(self) -> None:
        """Nor is one a step away from it: WhatsApp has seen no more codes of a number than its budget allows."""
        for phone in PHONES:
            counts = self.cams.counts(phone)
            assert (counts.locked_until, counts.registering_locked_until) == (0, 0)
            assert len(counts.registrations) < REGISTRATIONS
            assert len(counts.code_requests) < self.cams.options.code_requests_allowed
            tries = [entry.at for entry in self.cams.submissions(phone) if entry.counted]
            assert _most(tries, policy.HOUR) <= policy.TRIES_PER_HOUR + policy.EXTENSIONS_PER_HOUR
            assert _most(tries, policy.DAY) <= policy.TRIES_PER_DAY + policy.EXTENSIONS_PER_DAY
            most = policy.REQUESTS_PER_DAY + policy.EXTENSIONS_PER_DAY
            assert _most(self.arrived(Action.REQUEST_CODE, phone), policy.DAY) <= most
            orders = self.arrived(Action.REGISTER, phone)
            assert _most(orders, policy.REGISTRATION_WINDOW) <= policy.REGISTRATIONS

    @invariant()
    def nothing_is_done_that_is_not_ours_to_do(self) -> None:
        """The operator said which steps the bot takes."""
        actions = {entry.action for entry in self.cams.books}
        assert self.offers.code_request or Action.REQUEST_CODE not in actions
        assert self.offers.initiate or Action.INITIATE not in actions
        assert self.offers.register is not Registering.OFF or Action.REGISTER not in actions

    def arrived(self, action: Action, phone: str) -> list[float]:
        return [entry.at for entry in self.cams.executed(action, phone)]

    @invariant()
    def no_code_is_tried_twice(self) -> None:
        """Over all chats, once WhatsApp has looked at it; a day later the same six digits are another code."""
        for phone in PHONES:
            moments: dict[str, float] = {}
            for entry in (entry for entry in self.cams.submissions(phone) if entry.counted):
                assert entry.at - moments.get(entry.code, 0) >= policy.DAY
                moments[entry.code] = entry.at


def _too_late(call: Call, now: int) -> Outcome | None:
    """What the dispatcher says of a call whose moment has passed."""
    match call:
        case SubmitCode(written_at=at) if now - at > policy.CODE_LIFE:
            return NotSent(fault=Fault.CODE_EXPIRED)
        case RequestCode(in_hand_at=at) if at and now - at > policy.IN_HAND:
            return NotSent(fault=Fault.MOMENT_PASSED)
        case _:
            return None


def _most(moments: Sequence[float], window: int) -> int:
    """How many of the moments lie within the worst window of that length."""
    return max((sum(at <= each < at + window for each in moments) for at in moments), default=0)


IN_CI = settings.get_current_profile_name() == "ci"

TestCounters = pytest.mark.timeout(600)(Counters.TestCase)  # Seconds pass; shrinking a failure takes minutes.
TestCounters.settings = settings(max_examples=150 if IN_CI else 120, stateful_step_count=30)
