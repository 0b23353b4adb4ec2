"""Every kind of case and every kind of event: for what must hold of all of them together."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from bot.flow.effects import Note, Screen
from bot.flow.events import (
    Agreed,
    CallAnswered,
    CameBack,
    Cancelled,
    CodeUnclear,
    CodeWanted,
    DeadlinePassed,
    Declined,
    Event,
    Invited,
    LanguageChosen,
    LinkRefused,
    Mended,
    NumberGiven,
    NumberUnclear,
    PageWanted,
    PersonWanted,
    Resumed,
    Started,
    Unreachable,
    Unreadable,
)
from bot.flow.model import Budget, Case, CaseId, Fault, Outcome, State
from tests.flow.cast import (
    ACCEPTED,
    DAY,
    INVITATION,
    NOT_VERIFIED,
    OTHER_PHONE,
    PHONE,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    a_code,
    answer,
    not_sent,
    refused,
    tries,
)

NOW = T + 4 * DAY
"""Later than every deadline of the cases."""

OUTCOMES: list[Outcome] = [
    ACCEPTED,
    VERIFIED,
    NOT_VERIFIED,
    TIMED_OUT,
    *(refused(fault, try_used=True) for fault in Fault),
    *(not_sent(fault) for fault in Fault),
]

BUDGETS = {
    "fresh": Budget(),
    "used up": tries(NOW - 30, NOW - 20, NOW - 10, marks=("x", "y", "z")),
    "used up, with the code in hand": tries(NOW - 30, NOW - 20, NOW - 10),
    "locked": Budget(locked_until=NOW + DAY),
    "with the same code in it": tries(NOW - 60),
}

KNOWN_FAULTS = (Fault.PROVIDER_DOWN, Fault.NOT_PERMITTED, Fault.NUMBER_NOT_IN_SPACE, Fault.TOO_MANY_TRIES)

READS = (0, 1, 4, 5, 6, 7)
"""Rungs of settlement: its first, its last but one, its last, the list, and the slow ones after."""


def cases() -> Iterator[Case]:
    """Cases of each state, in all that rules look at."""
    for state, budget, expected in product(State, BUDGETS.values(), ("", PHONE)):
        case = replace(a_case(state), budget=budget, expected_phone=expected)
        if state is State.ASKING_NUMBER and expected:
            continue  # A number that is known is not asked for.
        yield case
        if state is State.PRECHECKING:
            yield replace(case, code_written_at=NOW)
        elif state is State.CHECKING:
            yield replace(case, fault=Fault.UNRECOGNISED)
        if not expected and budget in {BUDGETS["fresh"], BUDGETS["used up"]}:
            yield from _rarer(case)


def _rarer(case: Case) -> Iterator[Case]:
    match case.state:
        case State.SETTLING:
            for reads, denied, fault in product(READS, [True, False], [None, Fault.MAYBE_VERIFIED]):
                yield replace(case, reads=reads, denied=denied, fault=fault)
        case State.PAUSED | State.HELD:
            for known in KNOWN_FAULTS:
                yield replace(case, fault=known, unreachable=True)
        case State.CANCELLED | State.EXPIRED:
            yield replace(case, phone="")
        case _:
            pass


def answers(case: Case) -> Iterator[CallAnswered]:
    """Answers to the case's newest call and to an older one, about its number and about another."""
    for outcome, submitted in product(OUTCOMES, [True, False]):
        yield answer(NOW, case.call, outcome, submitted=submitted, phone=case.phone)
    for outcome, submitted in product(OUTCOMES[:4], [True, False]):
        yield answer(NOW, case.call - 1, outcome, submitted=submitted, phone=case.phone)
        yield answer(NOW, case.call, outcome, submitted=submitted, phone=OTHER_PHONE)


def said() -> Iterator[Event]:
    """What a customer may say."""
    yield Invited(at=NOW, invitation=INVITATION)
    yield Invited(at=NOW, invitation=replace(INVITATION, phone=PHONE))
    yield LinkRefused(at=NOW, note=Note.LINK_USED)
    yield LinkRefused(at=NOW, note=Note.LINK_USED, whose=Case(id=CaseId(99), chat_id=1))
    yield Started(at=NOW)
    yield NumberGiven(at=NOW, phone=PHONE)
    yield NumberGiven(at=NOW, phone=OTHER_PHONE)
    yield NumberUnclear(at=NOW, note=Note.NUMBER_TOO_LONG)
    yield Agreed(at=NOW)
    yield Agreed(at=NOW, taken=True)
    yield Declined(at=NOW)
    yield a_code(NOW)
    yield CodeUnclear(at=NOW, note=Note.CODE_SEVERAL, message_id=5)
    yield CodeWanted(at=NOW)
    yield PersonWanted(at=NOW)
    yield Cancelled(at=NOW)
    yield Resumed(at=NOW)
    yield PageWanted(at=NOW, screen=Screen.HELP)
    yield LanguageChosen(at=NOW, language="id")
    yield Unreadable(at=NOW, note=Note.OLD_BUTTON)


def happened() -> Iterator[Event]:
    """What may happen beside what a customer says and the provider answers."""
    for fault in Fault:
        yield Mended(at=NOW, fault=fault)
    yield CameBack(at=NOW, since=NOW)
    yield DeadlinePassed(at=NOW)
    yield DeadlinePassed(at=T)
    yield Unreachable(at=NOW)


def events(case: Case) -> Iterator[Event]:
    """Everything that can happen to a case."""
    yield from said()
    yield from happened()
    yield from answers(case)
