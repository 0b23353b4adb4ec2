"""What customers may say and what a provider may do, as hypothesis draws it."""

from dataclasses import dataclass

from hypothesis import strategies as st

from bot.flow import policy
from bot.flow.effects import Note, Screen
from bot.flow.events import (
    Cancelled,
    CodeUnclear,
    CodeWanted,
    CopyWanted,
    Declined,
    Event,
    ForgetConfirmed,
    ForgetKept,
    ForgetWanted,
    LanguageChosen,
    LinkRefused,
    NumberGiven,
    NumberUnclear,
    PageWanted,
    PersonWanted,
    Resumed,
    Started,
    Unreachable,
    Unreadable,
)
from bot.flow.model import Accepted, Fault, NotSent, Outcome, Refused, Unknown
from tests.flow.world import PROVIDER_MEMORY, Fate

PHONES = ("6281100000001", "6281100000002")
SPACES = ("space-a", "space-b")
CODES = ("901111", "902222", "903333", "904444", "905555", "906666", "907777", "908888")

_faults = st.sampled_from(Fault)


def _refusal(fault: Fault, *, used: bool = True) -> Fate:
    return Fate(Refused(fault=fault, code="Some.Code", request_id="R-SUBMIT", try_used=used), counts=used)


_accepted = st.just(Fate(Accepted(request_id="R-SUBMIT"), runs=True, counts=True))
_refused = st.builds(_refusal, _faults, used=st.booleans())
_plainly_refused = st.just(_refusal(Fault.CODE_REFUSED))
_locked = st.just(_refusal(Fault.TOO_MANY_TRIES))
_not_sent = st.builds(lambda fault: Fate(NotSent(fault=fault)), _faults)
_unknown = st.builds(
    lambda runs, lag: Fate(Unknown(reason="time-out"), runs=runs, counts=True, lag=lag),
    st.booleans(),
    st.integers(0, PROVIDER_MEMORY),
)
_unheard = st.just(Fate(Unknown(reason="time-out"), runs=True, counts=True))
_maybe = st.builds(
    lambda runs: Fate(Refused(fault=Fault.MAYBE_VERIFIED, code="136024", try_used=True), runs=runs, counts=True),
    st.booleans(),
)
_strange = st.builds(
    lambda runs: Fate(Refused(fault=Fault.UNRECOGNISED, code="Some.New.Code", try_used=True), runs=runs, counts=True),
    st.booleans(),
)

failed_reads: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Refused, fault=_faults, code=st.just("Some.Code"), request_id=st.just("R-READ")),
    st.builds(NotSent, fault=_faults, code=st.just("Some.Code")),
    st.just(Unknown(reason="no answer")),
)


@dataclass(frozen=True)
class Weather:
    """How a provider behaves on a day: what becomes of codes, how many of ten reads fail, how many calls are lost.

    `valid` is what may become of a valid code; `delays` are how long calls wait for their turn.
    """

    fates: st.SearchStrategy[Fate]
    valid: st.SearchStrategy[Fate] = _accepted
    failing: int = 0
    losing: int = 0
    delays: tuple[int, ...] = (0,)


_anything = st.one_of(_refused, _not_sent, _unknown, _maybe, _strange)

WEATHERS = {
    "refusing": Weather(_plainly_refused, delays=(0, 0, 0, policy.CODE_LIFE)),
    "locking": Weather(st.one_of(_plainly_refused, _locked)),
    "unclear": Weather(_maybe, _maybe, failing=3),
    "strange": Weather(_strange, _strange, failing=3, losing=1),
    "silent": Weather(_unknown, _unknown, failing=3),
    "silent, and blind": Weather(_unknown, _unheard, failing=9),
    "silent, and losing": Weather(_unknown, _unknown, losing=8),
    "mixed": Weather(_anything, st.one_of(_accepted, _anything), failing=1, delays=(0, 0, 30)),
}
"""A run has one of them: among all at once, long rows of the same misfortune would be too rare to be found."""

small_talk: st.SearchStrategy[Event] = st.one_of(
    st.builds(NumberGiven, at=st.just(0), phone=st.sampled_from(PHONES)),
    st.builds(NumberUnclear, at=st.just(0), note=st.just(Note.NUMBER_TOO_SHORT)),
    st.builds(Declined, at=st.just(0)),
    st.builds(CodeUnclear, at=st.just(0), note=st.just(Note.CODE_TOO_SHORT), message_id=st.integers(0, 1)),
    st.builds(CodeWanted, at=st.just(0)),
    st.builds(PersonWanted, at=st.just(0)),
    st.builds(Cancelled, at=st.just(0)),
    st.builds(Resumed, at=st.just(0)),
    st.builds(Started, at=st.just(0)),
    st.builds(LinkRefused, at=st.just(0), note=st.just(Note.LINK_USED)),
    st.builds(CopyWanted, at=st.just(0)),
    st.builds(ForgetWanted, at=st.just(0)),
    st.builds(ForgetConfirmed, at=st.just(0)),
    st.builds(ForgetKept, at=st.just(0)),
    st.builds(PageWanted, at=st.just(0), screen=st.sampled_from([Screen.HELP, Screen.PRIVACY, Screen.VERIFY])),
    st.builds(LanguageChosen, at=st.just(0), language=st.sampled_from(["en", "id"])),
    st.builds(Unreadable, at=st.just(0), note=st.just(Note.CANNOT_READ), message_id=st.integers(0, 1)),
    st.builds(Unreachable, at=st.just(0)),
)
"""What may be said or happen at any moment; the moment is filled in. Codes and the yes are told apart from it."""
