"""Rules for what must be so before a code is sent: the account approved, the move started, the number not yet verified.

Whether all this is asked at all depends on the steps that the operator has given to this program.
"""

from dataclasses import replace

from .. import policy
from ..effects import Initiate, Note, Place, ReadStatus, ReadWaba
from ..events import CallAnswered, DeadlinePassed
from ..model import Accepted, Case, Fault, Instant, NotSent, Outcome, Refused, Review, State, Unknown, Verification
from ..steps import Step, asking, enter, show
from .anywhere import late_truth
from .outcomes import fault_of_read, hold, obstacle, ready
from .registering import verified

Question = ReadWaba | Initiate | ReadStatus

_STARTED = frozenset({Fault.ALREADY_IN_SPACE, Fault.MAYBE_VERIFIED})
"""Refusals to start a move that may mean that it was started before: the read that follows tells."""


def go_on(case: Case, at: Instant, *, note: Note | None = None, place: Place = Place.NEW) -> Step:
    """Go on to the code: past the questions where they are done, or not ours to ask."""
    if case.incident is not None:
        return hold(case, at, place=place)
    if case.is_prepared or not case.offers.prepares:
        return show(ready(case, at), at, note=note, place=place)
    step = _ask(case, ReadWaba, at)
    return Step(step.case, (*show(step.case, at, note=note, place=place).effects, *step.effects))


def prepared(case: Case, event: CallAnswered) -> Step:
    """The answer to one of the questions."""
    if event.call != case.call:
        return late_truth(case, event)
    if event.kind is ReadWaba:
        return _reviewed(case, event)
    if event.kind is Initiate:
        return _initiated(case, event)
    match event.outcome:
        case Accepted(verification=Verification.VERIFIED):
            return verified(case, event.at, event.outcome, note=Note.ALREADY_VERIFIED, place=Place.CARD)
        case Accepted():
            note = Note.REFUSED if case.fault is not None else None  # A refusal has led to this read.
            return show(ready(replace(case, is_prepared=True), event.at), event.at, note=note, place=Place.CARD)
        case outcome:
            return obstacle(case, event.at, fault_of_read(outcome), outcome)


def ask_status(case: Case, at: Instant) -> Step:
    """Ask whether the number is verified already, as the last question, after a refusal that may mean so."""
    step = _ask(case, ReadStatus, at)
    return Step(step.case, (*show(step.case, at, place=Place.CARD).effects, *step.effects))


def _reviewed(case: Case, event: CallAnswered) -> Step:
    match event.outcome:
        case Accepted(review=Review.APPROVED):
            return _ask(case, Initiate if case.offers.initiate else ReadStatus, event.at)
        case Accepted() as outcome:
            return obstacle(case, event.at, Fault.WABA_NOT_APPROVED, outcome)
        case outcome:
            return obstacle(case, event.at, fault_of_read(outcome), outcome)


def _initiated(case: Case, event: CallAnswered) -> Step:
    """Where it is not known whether the move was started, the read that follows says whether the number is there."""
    match event.outcome:
        case Refused(fault=fault) | NotSent(fault=fault) if fault not in _STARTED:
            return obstacle(case, event.at, fault, event.outcome)
        case _:
            return _ask(case, ReadStatus, event.at)


def no_answer_came(case: Case, event: DeadlinePassed) -> Step:
    """An answer was lost. All of it can be asked again."""
    lost: Outcome = Unknown(reason="no answer")
    return obstacle(case, event.at, Fault.PROVIDER_DOWN, lost, place=Place.NEW)


def _ask(case: Case, kind: type[Question], at: Instant) -> Step:
    if case.forget_wanted_at:
        return Step(ready(case, at))  # Nothing more is asked, or begun, for who waits to be forgotten.
    case, question = asking(enter(case, State.PREPARING, at, life=policy.ANSWER_PATIENCE), kind)
    return Step(case, (question,))
