"""A number's whole move, between our edge and the stand-in: right however the provider turns out to be."""

from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.effects import Call, Change, Initiate, Register, RequestCode, SubmitCode
from bot.flow.model import Accepted, Channel, Fault, Outcome, Refused, Review, Standing, Unknown, Verification
from sandbox.cams.actions import Action
from sandbox.cams.faults import FAULTS, OF_THE_MOVE
from sandbox.cams.faults import Fault as Trouble
from sandbox.cams.numbers import Counts, Number, Stage
from sandbox.cams.options import MetaSpelling, Options, StatusWords
from sandbox.cams.world import CamsWorld
from sandbox.clock import SettableClock
from tests.cams.calls import PHONE, SPACE, initiate, numbers, register, request, status, submit, waba
from tests.support.edge import Edge

NOON = 1_767_355_200.0
HTTP: tuple[Literal[200, 400], ...] = (200, 400)
WAYS = [
    Options(failure_status=http, meta_spelling=spelling, status_words=words, numbers_as_integers=http == 200)
    for http, spelling, words in product(HTTP, MetaSpelling, StatusWords)
]
"""How the provider may turn out to be, in what the documents leave open and outcomes depend on."""


@dataclass
class Town:
    """One number on its way into one space, and our edge."""

    options: Options = field(default_factory=Options)
    stage: Stage = Stage.MIGRATING

    def __post_init__(self) -> None:
        self.clock = SettableClock.standing(NOON)
        self.cams = CamsWorld(self.clock, self.options, Random(1))
        self.cams.add_space(SPACE)
        self.number: Number = self.cams.add_number(SPACE, PHONE, migrating=self.stage is Stage.MIGRATING)
        self.edge = Edge(self.cams)

    def ask(self, call: Call) -> Outcome:
        return self.edge.ask(call)

    def verify(self) -> None:
        assert isinstance(self.ask(submit(self.cams.issue_code(SPACE, PHONE))), Accepted)


def found(outcome: Outcome) -> object:
    """What an accepted call has found, and that it was accepted."""
    assert isinstance(outcome, Accepted), outcome
    return outcome.verification or outcome.standing or outcome.review


def name(options: Options) -> str:
    """What distinguishes a way in a report."""
    return f"{options.failure_status}-{options.meta_spelling}-{options.status_words}"


@pytest.mark.parametrize("options", WAYS, ids=name)
def test_a_number_moves(options: Options) -> None:
    """From the account's review to a live number, each step's answer says what it is to say, and no more."""
    town = Town(options, Stage.ELSEWHERE)

    assert found(town.ask(waba())) is Review.APPROVED
    assert found(town.ask(initiate())) is None
    assert found(town.ask(status())) is Verification.NOT_VERIFIED
    assert found(town.ask(request(Channel.VOICE, "zh-Hant"))) is None
    (call,) = town.cams.phone.messages(PHONE)
    assert (call.kind, "驗證碼" in call.text) == ("call", True)
    assert found(town.ask(submit(town.number.codes[-1].digits))) is None
    assert found(town.ask(status())) is Verification.VERIFIED
    assert found(town.ask(register())) is None
    assert _standing(town) is Standing.NOT_LIVE
    town.clock.advance(options.connecting)
    assert _standing(town) is Standing.LIVE
    assert {entry.phone for entry in town.cams.books} == {"", PHONE}
    assert {entry.executed for entry in town.cams.books} == {True}


def _standing(town: Town) -> Standing | None:
    outcome = town.ask(numbers())
    assert isinstance(outcome, Accepted)
    assert outcome.verification is Verification.VERIFIED
    return outcome.standing


# Which of our calls meets what, and what is then the matter; None: nobody knows what the call did.
MET: list[tuple[Trouble, Change, Fault | None]] = [
    (Trouble.ALREADY_HERE, initiate(), Fault.ALREADY_IN_SPACE),
    (Trouble.ADD_DIRECTLY, initiate(), Fault.ADD_INSTEAD),
    (Trouble.NAME_NOT_APPROVED, initiate(), Fault.NAME_NOT_APPROVED),
    (Trouble.OTHER_BUSINESS, initiate(), Fault.CUSTOMER_ACCOUNT),
    (Trouble.NO_PAYMENT, initiate(), Fault.WABA_INCOMPLETE),
    (Trouble.CANNOT_MIGRATE, initiate(), Fault.WABA_INCOMPLETE),
    (Trouble.ERROR_MIGRATING, initiate(), Fault.PROVIDER_DOWN),
    (Trouble.TWO_STEP_ON, initiate(), Fault.TWO_STEP_ON),
    (Trouble.UNKNOWN_CODE, initiate(), Fault.UNEXPLAINED),
    (Trouble.MAINTENANCE, initiate(), Fault.PROVIDER_DOWN),
    (Trouble.NOT_MIGRATING, request(), Fault.NOT_MIGRATING),
    (Trouble.TOO_MANY_TRIES, request(), Fault.TOO_MANY_REQUESTS),
    (Trouble.UNKNOWN_CODE, request(), Fault.UNEXPLAINED),
    (Trouble.MAINTENANCE, request(), Fault.PROVIDER_DOWN),
    (Trouble.TOO_MANY_TRIES, submit(), Fault.TOO_MANY_TRIES),
    (Trouble.MAINTENANCE, submit(), Fault.PROVIDER_DOWN),
    (Trouble.TWO_STEP_ON, register(), Fault.TWO_STEP_ON),
    (Trouble.NOT_VERIFIED, register(), Fault.VERIFY_AGAIN),
    (Trouble.TOO_MANY_REGISTRATIONS, register(), Fault.REGISTER_LIMIT),
    (Trouble.DEREGISTRATION_INCOMPLETE, register(), Fault.UNEXPLAINED),
    (Trouble.PIN_GUESSED, register(), Fault.TWO_STEP_ON),
    (Trouble.JUST_DELETED, register(), Fault.NUMBER_BUSY),
    (Trouble.UNKNOWN_CODE, register(), Fault.UNEXPLAINED),
    (Trouble.MAINTENANCE, register(), Fault.PROVIDER_DOWN),
    (Trouble.REGISTRATION_UNAVAILABLE, register(), None),
]


@pytest.mark.parametrize("options", [way for way in WAYS if way.status_words is StatusWords.SDK], ids=name)
@pytest.mark.parametrize(
    ("trouble", "call", "fault"), MET, ids=[f"{type(call).__name__}-{trouble}" for trouble, call, _ in MET]
)
def test_each_refusal_is_understood(options: Options, trouble: Trouble, call: Change, fault: Fault | None) -> None:
    """In each spelling that the provider may have for WhatsApp's words, and under either HTTP status."""
    town = Town(options)
    town.cams.switch_on(trouble)

    outcome = town.ask(call)

    if fault is None:
        assert isinstance(outcome, Unknown)
    else:
        assert isinstance(outcome, Refused)
        assert (outcome.fault, PHONE in repr(outcome)) == (fault, False)


def test_every_trouble_of_a_move_is_met_here() -> None:
    """A refusal that is added to the stand-in is tried on each call that it hits."""
    actions: dict[type[Call], Action] = {
        Initiate: Action.INITIATE, RequestCode: Action.REQUEST_CODE, SubmitCode: Action.SUBMIT_CODE,
        Register: Action.REGISTER,
    }  # fmt: skip
    met = {(trouble, actions[type(call)]) for trouble, call, _ in MET}

    assert {(trouble, action) for trouble in OF_THE_MOVE for action in FAULTS[trouble].actions} - met == set()


@pytest.mark.parametrize("spelling", MetaSpelling)
def test_the_stand_ins_own_refusals_are_understood(spelling: MetaSpelling) -> None:
    """Those that come of a number's history, without any switch."""
    town = Town(Options(meta_spelling=spelling), Stage.ELSEWHERE)

    def fault(call: Call) -> Fault:
        outcome = town.ask(call)
        assert isinstance(outcome, Refused), outcome
        return outcome.fault

    town.cams.review("PENDING")
    assert found(town.ask(waba())) is Review.PENDING
    assert fault(initiate()) is Fault.WABA_NOT_APPROVED
    town.cams.review("APPROVED")
    assert fault(initiate("6281200000000")) is Fault.ADD_INSTEAD
    assert fault(request()) is Fault.NOT_MIGRATING
    assert fault(register()) is Fault.NUMBER_NOT_IN_SPACE
    assert found(town.ask(initiate())) is None
    assert fault(initiate()) is Fault.ALREADY_IN_SPACE
    assert fault(register()) is Fault.VERIFY_AGAIN
    town.verify()
    assert fault(request()) is Fault.MAYBE_VERIFIED
    town.clock.advance(14 * 86_400)
    assert fault(register()) is Fault.VERIFY_AGAIN
    assert found(town.ask(status())) is Verification.NOT_VERIFIED


def test_an_answer_that_is_lost_leaves_the_step_to_be_found_out() -> None:
    """Whether it worked or not, it looks the same; the reads that settle it tell the two apart."""
    for trouble, was_begun in ((Trouble.TIMEOUT_WORKED, True), (Trouble.TIMEOUT_NOT_WORKED, False)):
        town = Town(stage=Stage.ELSEWHERE)
        switch = town.cams.switch_on(trouble)
        assert isinstance(town.ask(initiate()), Unknown)
        town.cams.switch_off(switch)
        assert isinstance(town.ask(status()), Accepted) == was_begun
        town.number.stage = Stage.MIGRATING
        town.verify()
        town.cams.switch_on(trouble)
        assert isinstance(town.ask(register()), Unknown)
        town.clock.advance(town.options.connecting)
        assert _standing(town) is (Standing.LIVE if was_begun else Standing.NOT_LIVE)


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["initiate", "request", "right", "wrong", "status", "register", "list"]),
            st.sampled_from([0, 1, 600, 3_600, 86_400, 14 * 86_400]),
        ),
        max_size=40,
    )
)
def test_whatever_is_asked_our_word_for_it_is_the_truth(steps: list[tuple[str, int]]) -> None:
    """No sequence makes us say «accepted», «verified» or «live» of what is not, or miss a try that counted."""
    town = Town(stage=Stage.ELSEWHERE)
    for step, wait in steps:
        town.clock.advance(wait)
        before = replace(town.cams.counts(PHONE), wrong=list(town.cams.counts(PHONE).wrong))
        outcome = town.ask(_call(town, step))
        assert not isinstance(outcome, Unknown)
        _is_true(town, step, outcome, before)
        assert len(town.cams.counts(PHONE).registrations) <= 10
        assert len(town.cams.counts(PHONE).code_requests) <= town.options.code_requests_allowed


def _call(town: Town, step: str) -> Call:
    newest = town.number.codes[-1].digits if town.number.codes else "000000"
    calls: dict[str, Call] = {
        "initiate": initiate(), "request": request(), "right": submit(newest), "register": register(),
        "wrong": submit(f"{(int(newest) + 1) % 10**6:06d}"), "status": status(), "list": numbers(),
    }  # fmt: skip
    return calls[step]


def _is_true(town: Town, step: str, outcome: Outcome, before: Counts) -> None:
    done = isinstance(outcome, Accepted)
    counts = town.cams.counts(PHONE)
    match step:
        case "initiate":
            assert not done or town.number.stage is Stage.MIGRATING
        case "request":
            assert done == (counts.code_requests[-1:] == [town.clock()] and counts != before)
        case "right" | "wrong":
            assert done == (town.number.verified_at == town.clock() and town.number.codes[-1].used)
            entry = town.cams.books.entries()[-1]
            assert not entry.counted or done or (isinstance(outcome, Refused) and outcome.try_used)
        case "status":
            if isinstance(outcome, Accepted):
                assert (outcome.verification is Verification.VERIFIED) == town.cams.verified(SPACE, PHONE)
        case "register":
            assert not done or town.number.stage is Stage.LIVE
        case _:
            assert isinstance(outcome, Accepted)
            assert (outcome.standing is Standing.LIVE) == town.cams.live(SPACE, PHONE)
