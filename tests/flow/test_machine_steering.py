"""Staff steer a case: a lock is taken off, it is closed and opened, a code is sent on the customer's word."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.effects import Note, RequestCode, Screen
from bot.flow.events import CallAnswered, Closed, CodeProposed, Reopened, Resumed, Unlocked
from bot.flow.machine import decide
from bot.flow.model import Accepted, Budget, Case, Channel, Fault, State, Unchanged
from bot.flow.rules.closing import why_not_closed, why_not_reopened
from bot.flow.rules.requesting import why_not_proposed
from bot.flow.rules.unlocking import why_not
from tests.flow.cast import DAY, HOUR, LINK_ENDS, MINUTE, T, a_case, heard, our_case, shows, tries
from tests.support.playbook import Playbook

BY = "staff 7"
LOCKED = Budget(locked_until=T + DAY)


def test_a_lock_is_taken_off_once_a_day() -> None:
    """The customer goes on at once; should WhatsApp lock again, staff cannot go on doing so."""
    case = replace(a_case(State.PAUSED), budget=LOCKED, fault=Fault.TOO_MANY_TRIES, deadline=T + DAY)
    Playbook(case).on(
        Unlocked(at=T, by=BY),
        shows(Screen.ASK_CODE, note=Note.UNLOCKED),
        then=State.WAITING_CODE,
        budget=Budget(unlocks=(T,)),
        fault=None,
        **heard(State.WAITING_CODE, T),
    )
    again = replace(case, budget=Budget(unlocks=(T - DAY + 1,), locked_until=T + DAY))

    assert (why_not(case, T), why_not(again, T)) == (None, Unchanged.OFTEN)
    assert decide(again, Unlocked(at=T, by=BY)).effects == ()


def test_tries_that_were_used_count_as_before() -> None:
    """A pause is shorter by the lock, and not over before the hour is."""
    spent = replace(LOCKED, tries=tries(T - 3, T - 2, T - 1).tries)
    step = decide(replace(a_case(State.PAUSED), budget=spent), Unlocked(at=T, by=BY))

    assert (step.case.state, step.case.deadline) == (State.PAUSED, T - 3 + HOUR)
    assert policy.tries_left(step.case.budget, T) == 0


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (a_case(State.PAUSED), Unchanged.NOT_LOCKED),
        (a_case(State.HELD, budget=LOCKED), Unchanged.STEP),
        (a_case(State.LIVE, budget=LOCKED), Unchanged.STEP),
    ],
)
def test_what_is_not_unlocked(case: Case, reason: Unchanged) -> None:
    """Where there is no lock, or no use in taking it off, nothing happens."""
    assert why_not(case, T) is reason
    assert decide(case, Unlocked(at=T, by=BY)).case == case


def test_a_closed_case_is_opened_by_staff_alone() -> None:
    """The customer reads who closed it, cannot go on themselves, and can once it is open, whatever the link says."""
    (
        Playbook(a_case(State.WAITING_CODE))
        .on(
            Closed(at=T, by=BY),
            shows(Screen.CANCELLED, note=Note.CLOSED),
            then=State.CANCELLED,
            deadline=None,
            closed_at=T,
        )
        .on(Resumed(at=T + 1), shows(Screen.CANCELLED, note=Note.CLOSED), then=State.CANCELLED)
        .on(
            Reopened(at=T + 2, by=BY, until=LINK_ENDS + DAY),
            shows(Screen.CONFIRM_NUMBER, note=Note.REOPENED),
            then=State.CONFIRMING_NUMBER,
            closed_at=0,
            invitation_expires_at=LINK_ENDS + DAY,
            **heard(State.CONFIRMING_NUMBER, T + 2),
        )
    )


def test_why_a_case_is_not_closed_or_opened() -> None:
    """A code that is being checked ends first; a proven number has nothing to close; only what has ended is opened."""
    reasons = {state: why_not_closed(a_case(state)) for state in State}

    assert {state for state, reason in reasons.items() if reason is Unchanged.BUSY} == {
        State.PRECHECKING, State.CHECKING, State.SETTLING
    }  # fmt: skip
    assert {state for state, reason in reasons.items() if reason is Unchanged.PROVEN} == {
        State.VERIFIED, State.REGISTERING, State.LIVE
    }  # fmt: skip
    assert {state for state, reason in reasons.items() if reason is Unchanged.STEP} == {
        State.UNINVITED, State.CANCELLED, State.EXPIRED
    }  # fmt: skip
    for state, reason in reasons.items():
        is_closed = decide(a_case(state), Closed(at=T, by=BY)).case.closed_at == T
        is_opened = decide(a_case(state), Reopened(at=T, by=BY, until=T)).case.state is not state
        assert (is_closed, is_opened) == (reason is None, why_not_reopened(a_case(state)) is None)


def test_a_code_is_sent_on_the_customers_word() -> None:
    """They had one sent some minutes ago, with the phone in their hand: another goes out, counted and dated by that."""
    case = our_case(State.WAITING_CODE, requested_at=T - 5 * MINUTE, budget=Budget(requests=(T - 5 * MINUTE,)))
    step = decide(case, CodeProposed(at=T, by=BY, channel=Channel.VOICE))
    (request,) = (effect for effect in step.effects if isinstance(effect, RequestCode))

    assert (step.case.state, request.channel, request.in_hand_at) == (State.REQUESTING, Channel.VOICE, T - 5 * MINUTE)
    assert step.case.budget.requests == (T - 5 * MINUTE, T)
    answered = CallAnswered(at=T, call=request.call, phone=case.phone, kind=RequestCode, outcome=Accepted())
    assert decide(step.case, answered).case.state is State.WAITING_CODE


@pytest.mark.parametrize("state", [State.READY, State.WAITING_CODE])
def test_without_it_the_customer_is_asked(state: State) -> None:
    """Nothing is sent; they read the question with its buttons, and nothing of their case changes."""
    case = our_case(state, requested_at=0 if state is State.READY else T - 11 * MINUTE)
    screen = {State.READY: Screen.READY, State.WAITING_CODE: Screen.NEW_CODE}[state]
    Playbook(case).on(
        CodeProposed(at=T, by=BY, channel=Channel.SMS), shows(screen, note=Note.CODE_PROPOSED), then=state
    )

    assert why_not_proposed(case, T) is Unchanged.NOT_IN_HAND


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"offers": a_case(State.READY).offers}, Unchanged.NOT_OURS),
        ({"state": State.HELD}, Unchanged.STEP),
        ({"is_prepared": False}, Unchanged.STEP),
        ({"forget_wanted_at": T}, Unchanged.STEP),
        ({"budget": LOCKED}, Unchanged.NO_TRIES),
        ({"incident": Fault.CLOCK}, Unchanged.HELD_UP),
        ({"budget": Budget(requests=(T - 1,))}, Unchanged.NOT_YET),
    ],
)
def test_why_no_code_is_sent_for_staff(changes: dict[str, object], reason: Unchanged) -> None:
    """For the reasons for which the customer would get none; and nothing is said to them."""
    case = replace(our_case(State.WAITING_CODE), requested_at=T - MINUTE, **changes)  # type: ignore[arg-type]  # -- a table

    assert why_not_proposed(case, T) is reason
    assert decide(case, CodeProposed(at=T, by=BY, channel=Channel.SMS)).effects == ()
