"""Every kind of case and every kind of event: for what must hold of all of them together."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from bot.flow.effects import (
    Call,
    Initiate,
    Note,
    Place,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    Screen,
)
from bot.flow.events import (
    Agreed,
    BotWanted,
    CallAnswered,
    CameBack,
    Cancelled,
    ChannelChosen,
    Closed,
    CodeProposed,
    CodeUnclear,
    CodeUnplaced,
    CodeWanted,
    ColleagueCode,
    ColleagueWanted,
    CopyWanted,
    DeadlinePassed,
    Declined,
    Event,
    Extended,
    ForgetConfirmed,
    ForgetDue,
    ForgetKept,
    ForgetWanted,
    Forwarded,
    HandedBack,
    HandedOver,
    Invited,
    LanguageChosen,
    LinkRefused,
    Mended,
    MoveOrdered,
    NumberChosen,
    NumberGiven,
    NumbersWanted,
    NumberUnclear,
    Overtaken,
    PageWanted,
    PersonAwaited,
    PersonWanted,
    Postponed,
    ProbeDue,
    Reachable,
    Reopened,
    Resumed,
    Started,
    Unlocked,
    Unreachable,
    Unreadable,
)
from bot.flow.listing import page_of
from bot.flow.model import (
    Accepted,
    Budget,
    Case,
    CaseId,
    Channel,
    Fault,
    Offers,
    Outcome,
    Registering,
    Review,
    Standing,
    State,
)
from bot.flow.patience import NUDGE_WAITS
from tests.flow.cast import (
    ACCEPTED,
    CODE,
    DAY,
    INVITATION,
    MARK,
    NOT_VERIFIED,
    OTHER_PHONE,
    PATIENT,
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

FOUND: list[Outcome] = [
    *(Accepted(request_id="R-READ-3", review=review) for review in Review),
    *(Accepted(request_id="R-READ-4", standing=standing) for standing in Standing),
]
"""What reads find beside a verification."""

BUDGETS = {
    "fresh": Budget(),
    "used up": tries(NOW - 30, NOW - 20, NOW - 10, marks=("x", "y", "z")),
    "used up, with the code in hand": tries(NOW - 30, NOW - 20, NOW - 10),
    "locked": Budget(locked_until=NOW + DAY),
    "with the same code in it": tries(NOW - 60),
}

OFFERS = Offers(code_request=True, initiate=True, register=Registering.AUTO)

JOURNEY = frozenset(State) - {State.UNINVITED, State.LIVE}
"""States in which it matters which steps are ours."""

KINDS: dict[State, tuple[type[Call], ...]] = {
    State.PREPARING: (ReadWaba, Initiate, ReadStatus),
    State.REQUESTING: (RequestCode, ReadStatus),
    State.VERIFIED: (ReadNumbers, ReadStatus, Register),
    State.REGISTERING: (Register, ReadNumbers),
}
"""Calls whose answers may come in states that have calls of their own."""

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
        if budget == BUDGETS["fresh"] and not expected:
            yield replace(case, forget_asked_at=NOW - 60)
            if state is not State.UNINVITED:
                yield replace(case, forget_asked_at=NOW - 60, forget_wanted_at=NOW - 30)
            yield replace(case, handed_over_at=NOW - 60, topic_at=NOW - 60)
        if state in PATIENT:
            yield replace(case, nudges=len(NUDGE_WAITS), unreachable=bool(expected))
        if state is State.PRECHECKING:
            yield replace(case, code_written_at=NOW)
        elif state is State.CHECKING:
            yield replace(case, fault=Fault.UNRECOGNISED)
        if not expected and budget in {BUDGETS["fresh"], BUDGETS["used up"]}:
            yield from _rarer(case)
            yield from _in_an_incident(case)
            if state in JOURNEY:
                yield from _with_offers(case)


def _in_an_incident(case: Case) -> Iterator[Case]:
    """Cases while something holds everybody up, or may."""
    matters = case.state in JOURNEY and case.budget == BUDGETS["fresh"]
    for fault in (Fault.PROVIDER_DOWN, Fault.NOT_PERMITTED) if matters else ():
        yield replace(case, incident=fault)
        yield replace(case, incident=fault, fault=fault, held_by=fault, code_kept_at=NOW - 60)
        yield replace(case, trial=fault, fault=fault, code_kept_at=NOW - 60)
        for is_prepared in (True, False):
            yield replace(case, incident=fault, offers=OFFERS, is_prepared=is_prepared)


def _with_offers(case: Case) -> Iterator[Case]:
    """Cases of an operator who lets the program do it all."""
    for is_prepared, requested_at in product([True, False], [0, NOW - 60, NOW - DAY]):
        ours = replace(case, offers=OFFERS, is_prepared=is_prepared, requested_at=requested_at)
        yield ours
        yield replace(ours, budget=replace(case.budget, requests=(NOW - 30, NOW - 20, NOW - 10)))
        yield replace(ours, fault=Fault.NOT_MIGRATING)
    if case.state is State.PAUSED:
        yield replace(case, offers=OFFERS, budget=BUDGETS["locked"])
    if case.state is State.SETTLING:
        for reads in READS[3:]:
            yield replace(case, offers=OFFERS, reads=reads, denied=True)
    if case.state is State.VERIFIED:
        yield replace(case, deadline=None)
        for age in (0, 13 * DAY, 20 * DAY):
            yield replace(case, offers=OFFERS, verified_at=NOW - age, registered_at=0)
            yield replace(case, verified_at=NOW - age, denied=True)
            yield replace(case, verified_at=NOW - age, registered_at=max(0, NOW - age))
            yield replace(case, offers=OFFERS, verified_at=NOW - age, budget=Budget(registrations=(NOW - 1,) * 3))


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
            yield replace(case, closed_at=NOW - 60)
        case _:
            pass


def answers(case: Case) -> Iterator[CallAnswered]:
    """Answers to the case's newest call and to an older one, about its number and about another."""
    for outcome, submitted in product(OUTCOMES, [True, False]):
        yield answer(NOW, case.call, outcome, submitted=submitted, phone=case.phone)
    for kind in KINDS.get(case.state, ()):
        for outcome in (*OUTCOMES, *FOUND):
            yield CallAnswered(at=NOW, call=case.call, phone=case.phone, kind=kind, outcome=outcome)
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
    yield ChannelChosen(at=NOW, channel=Channel.SMS)
    yield ChannelChosen(at=NOW, channel=Channel.VOICE, written_at=NOW - DAY)
    yield ColleagueWanted(at=NOW, token="a-token")
    yield Postponed(at=NOW)
    yield Postponed(at=NOW, until=NOW + DAY)
    yield Postponed(at=NOW, until=NOW + 60)
    yield PersonWanted(at=NOW)
    yield PersonWanted(at=NOW, answered_from=NOW + DAY)
    yield Forwarded(at=NOW, message_id=5, text="Hello", answered_from=NOW)
    yield BotWanted(at=NOW)
    yield Cancelled(at=NOW)
    yield Resumed(at=NOW)
    yield PageWanted(at=NOW, screen=Screen.HELP)
    yield CopyWanted(at=NOW)
    yield ForgetWanted(at=NOW)
    yield ForgetConfirmed(at=NOW)
    yield ForgetConfirmed(at=NOW, is_busy=True)
    yield ForgetKept(at=NOW)
    yield NumbersWanted(at=NOW, page=page_of([a_case(State.LIVE)]))
    yield NumberChosen(at=NOW)
    yield CodeUnplaced(at=NOW, message_id=5, page=page_of([a_case(State.WAITING_CODE)]))
    yield LanguageChosen(at=NOW, language="id")
    yield Unreadable(at=NOW, note=Note.OLD_BUTTON)


def happened() -> Iterator[Event]:
    """What may happen beside what a customer says and the provider answers."""
    for fault in Fault:
        yield Mended(at=NOW, fault=fault)
        yield ProbeDue(at=NOW, fault=fault)
    yield ColleagueCode(at=NOW, link=5, code=CODE, fingerprint=MARK, message_id=9)
    yield CameBack(at=NOW, since=NOW)
    yield HandedOver(at=NOW)
    yield HandedBack(at=NOW)
    yield PersonAwaited(at=NOW)
    yield Overtaken(at=NOW, place=Place.CARD)
    yield MoveOrdered(at=NOW)
    yield Extended(at=NOW, by="staff")
    yield Unlocked(at=NOW, by="staff")
    yield Closed(at=NOW, by="staff")
    yield Reopened(at=NOW, by="staff", until=NOW + DAY)
    yield CodeProposed(at=NOW, by="staff", channel=Channel.VOICE)
    yield ForgetDue(at=NOW)
    yield DeadlinePassed(at=NOW)
    yield DeadlinePassed(at=NOW, quiet_until=NOW + 60)
    yield DeadlinePassed(at=T)
    yield Unreachable(at=NOW)
    yield Reachable(at=NOW)
    yield Reachable(at=NOW, is_aside=True)
    yield Unreachable(at=NOW, is_aside=True)


def events(case: Case) -> Iterator[Event]:
    """Everything that can happen to a case."""
    yield from said()
    yield from happened()
    yield from answers(case)
