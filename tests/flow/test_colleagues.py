"""A colleague's link follows its case: what they read is what is known, and the link ends with what it is for."""

from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.colleagues import Link, follow, over
from bot.flow.effects import DeleteMessage, Ending, Note, RequestCode, Screen, Show
from bot.flow.events import CameBack, Cancelled, ColleagueCode, ColleagueWanted, DeadlinePassed, Declined, Event
from bot.flow.machine import decide
from bot.flow.model import Budget, Case, Fault, LinkState, Outcome, State
from tests.flow.cast import (
    ACCEPTED,
    CHAT,
    CODE,
    DAY,
    HOUR,
    ID,
    MARK,
    MINUTE,
    NOT_VERIFIED,
    OTHER_PHONE,
    PHONE,
    TIMED_OUT,
    VERIFIED,
    T,
    a_case,
    a_code,
    answer,
    answers,
    our_case,
    refused,
    tries,
)

THEIRS = 43
"""The colleague's chat."""

LINK = Link(
    id=5,
    case_id=ID,
    state=LinkState.OPENED,
    phone=PHONE,
    expires_at=T + policy.LINK_LIFE,
    chat_id=THEIRS,
    language="id",
)
MADE = replace(LINK, state=LinkState.MADE, chat_id=0)
HANDED_IN = replace(LINK, state=LinkState.HANDED_IN)
ANSWERED = replace(LINK, state=LinkState.ANSWERED, ending=Ending.NOT_ACCEPTED)

THEIR_CODE = ColleagueCode(at=T, link=5, code=CODE, fingerprint=MARK, message_id=9)


def happens(link: Link, case: Case, event: Event) -> tuple[Link, list[Show]]:
    """What an event does to a link of that case, and what the colleague is shown of it."""
    step = decide(case, event)
    followed, effects = follow(link, case, step.case, event)
    shown = [effect for effect in effects if isinstance(effect, Show)]
    assert {show.case for show in shown} <= {Case(chat_id=THEIRS, language="id")}
    assert {show.helped.last_digits for show in shown} <= {PHONE[-4:]}
    return followed, shown


def ends(link: Link, case: Case, event: Event) -> tuple[LinkState, Ending | None, list[Screen]]:
    """How a link stands after that, and what the colleague is shown."""
    followed, shown = happens(link, case, event)
    return followed.state, followed.ending, [show.screen for show in shown]


# --- Making one


def test_a_link_is_made_by_its_screen() -> None:
    """It carries the token that chance gave, and the case remembers only when."""
    step = decide(a_case(State.WAITING_CODE), ColleagueWanted(at=T, token="chance"))
    (show,) = (effect for effect in step.effects if isinstance(effect, Show))

    assert (show.screen, show.link, show.case.links) == (Screen.COLLEAGUE_LINK, "chance", (T,))
    assert "chance" not in repr(show)


def test_links_are_few_and_count_for_an_hour() -> None:
    """One more than that is not made; an hour later it is."""
    many = tuple(T - minute * MINUTE for minute in range(policy.LINKS_PER_HOUR))
    case = a_case(State.WAITING_CODE, links=many)
    refused_step, later = (decide(case, ColleagueWanted(at=at, token="x")) for at in (T, T + HOUR))

    assert [(show.note, show.link) for show in refused_step.effects if isinstance(show, Show)] == [
        (Note.COLLEAGUE_LINKS_MANY, "")
    ]
    assert later.case.links == (T + HOUR,)


@pytest.mark.parametrize(
    "case", [our_case(State.READY, is_prepared=False), a_case(State.PAUSED), a_case(State.VERIFIED)]
)
def test_no_link_where_no_code_can_help(case: Case) -> None:
    """What is in the way comes first."""
    step = decide(case, ColleagueWanted(at=T, token="x"))

    assert [(show.note, show.link) for show in step.effects if isinstance(show, Show)] == [(Note.NOT_NOW, "")]


# --- Before the code


@pytest.mark.parametrize("link", [MADE, LINK])
@pytest.mark.parametrize(
    ("case", "event", "ending"),
    [
        (a_case(State.WAITING_CODE), Cancelled(at=T), Ending.STOPPED),
        (a_case(State.WAITING_CODE, deadline=T, nudges=9), DeadlinePassed(at=T), Ending.STOPPED),
        (a_case(State.WAITING_CODE), Declined(at=T), Ending.STOPPED),
        (a_case(State.CHECKING), answer(T, 2, ACCEPTED, submitted=True), Ending.DONE_ALREADY),
        (
            a_case(State.CHECKING, budget=tries(T, T, T)),
            answer(T, 2, refused(Fault.WRONG_CODE, try_used=True), submitted=True),
            Ending.NOT_NOW,
        ),
    ],
    ids=["stopped", "quiet for days", "another number", "verified", "no try left"],
)
def test_a_link_ends_with_what_it_is_for(link: Link, case: Case, event: Event, ending: Ending) -> None:
    """Whoever has opened it reads why; nobody else is written to."""
    shown = [Screen.COLLEAGUE_OVER] if link is LINK else []

    assert ends(link, case, event) == (LinkState.OVER, ending, shown)


def test_a_code_of_the_customers_does_not_end_it_unless_it_works() -> None:
    """The customer has the phone after all, and mistypes: the colleague's code is still welcome."""
    assert ends(LINK, a_case(State.WAITING_CODE), a_code(T)) == (LinkState.OPENED, None, [])
    wrong = answer(T, 2, refused(Fault.WRONG_CODE, try_used=True), submitted=True)
    assert ends(LINK, a_case(State.CHECKING), wrong) == (LinkState.OPENED, None, [])


def test_the_colleague_hears_when_the_code_is_on_its_way() -> None:
    """They hold the phone, and the customer presses the button."""
    sent = answers(T, RequestCode, 2, ACCEPTED)
    link, (show,) = happens(LINK, our_case(State.REQUESTING), sent)

    assert (link, show.screen, show.note) == (LINK, Screen.COLLEAGUE_ASK, Note.COLLEAGUE_CODE_SENT)


def test_a_colleague_hears_that_we_are_back() -> None:
    """They wait as the customer does; of a code in hand it is said what became of it."""
    back = CameBack(at=T + DAY, since=T + DAY)
    notes = {
        state: happens(link, a_case(state), back)[1][0].note
        for link, state in ((LINK, State.WAITING_CODE), (HANDED_IN, State.PRECHECKING), (HANDED_IN, State.SETTLING))
    }

    assert notes == {
        State.WAITING_CODE: Note.BACK_FOR_CODE,
        State.PRECHECKING: Note.BACK_WITH_CODE,
        State.SETTLING: Note.BACK_FINDING_OUT,
    }


# --- The code


def test_a_code_is_taken_once() -> None:
    """From then on the link waits for what becomes of it; the message with it goes."""
    case = a_case(State.WAITING_CODE)
    step = decide(case, THEIR_CODE)
    link, effects = follow(LINK, case, step.case, THEIR_CODE)

    assert (step.case.state, step.case.code, link.state) == (State.PRECHECKING, CODE, LinkState.HANDED_IN)
    assert DeleteMessage(chat_id=THEIRS, message_id=9) in effects
    assert [each.note for each in step.effects if isinstance(each, Show)] == [Note.COLLEAGUE_CODE]
    assert CHAT not in {each.chat_id for each in step.effects if isinstance(each, DeleteMessage)}


@pytest.mark.parametrize(
    ("case", "note"),
    [(a_case(State.WAITING_CODE, budget=tries(T)), Note.CODE_SAME), (a_case(State.CHECKING), Note.CODE_IN_HAND)],
    ids=["tried before", "another is being checked"],
)
def test_a_code_that_is_not_taken_leaves_the_link_as_it_was(case: Case, note: Note) -> None:
    """It was not handed in, so there is still one to enter."""
    link, (show,) = happens(LINK, case, THEIR_CODE)

    assert (link, show.screen, show.note) == (LINK, Screen.COLLEAGUE_ASK, note)


def test_a_code_without_a_try_left_ends_the_link() -> None:
    """Another space's case has used them up meanwhile: the customer reads until when."""
    case = a_case(State.WAITING_CODE, budget=tries(T, T, T, marks=("x", "y", "z")))

    assert ends(LINK, case, THEIR_CODE) == (LinkState.OVER, Ending.NOT_NOW, [Screen.COLLEAGUE_OVER])


# --- What became of it


@pytest.mark.parametrize(
    ("case", "outcome", "fault", "was_counted", "note"),
    [
        (a_case(State.CHECKING), refused(Fault.WRONG_CODE, try_used=True), Fault.WRONG_CODE, True, None),
        (a_case(State.CHECKING), refused(Fault.CODE_EXPIRED), Fault.CODE_EXPIRED, False, None),
        (a_case(State.CHECKING), refused(Fault.NAME_NOT_APPROVED), None, False, None),
        (a_case(State.PRECHECKING), refused(Fault.CREDENTIALS), None, False, None),
        (a_case(State.PRECHECKING, code_written_at=T - HOUR), NOT_VERIFIED, None, False, Note.CODE_OLD),
        (a_case(State.PRECHECKING, budget=tries(T)), NOT_VERIFIED, None, False, Note.CODE_SAME),
    ],
    ids=["wrong", "expired", "the customer's business", "ours", "too old", "tried in another space"],
)
def test_the_colleague_reads_what_is_about_the_code(
    case: Case, outcome: Outcome, fault: Fault | None, was_counted: object, note: Note | None
) -> None:
    """And whether it cost a try; what else is the matter with the number is not theirs to know."""
    event = answer(T, case.call, outcome, submitted=case.state is State.CHECKING)
    link, (show,) = happens(HANDED_IN, case, event)

    assert (link.state, show.screen) == (LinkState.ANSWERED, Screen.COLLEAGUE_REFUSED)
    assert (show.helped.fault, show.helped.was_counted, show.note) == (fault, was_counted, note)


def test_nothing_is_called_refused_while_nobody_knows() -> None:
    """An unknown outcome is said to be late, once; then the truth."""
    late = answer(T, 2, TIMED_OUT, submitted=True)
    assert ends(HANDED_IN, a_case(State.CHECKING), late) == (LinkState.HANDED_IN, None, [Screen.COLLEAGUE_LATE])
    settling = a_case(State.SETTLING)
    assert ends(HANDED_IN, settling, answer(T, 2, NOT_VERIFIED)) == (LinkState.HANDED_IN, None, [])
    assert ends(HANDED_IN, settling, answer(T, 2, VERIFIED)) == (
        LinkState.OVER,
        Ending.VERIFIED,
        [Screen.COLLEAGUE_VERIFIED],
    )


def test_late_truth_is_told_to_a_colleague_whose_code_was_called_refused() -> None:
    """It went through after all; but somebody else's code that works later is nothing to do with them."""
    link, (show,) = happens(ANSWERED, a_case(State.WAITING_CODE, call=2), answer(T, 2, ACCEPTED, submitted=True))
    assert (link.ending, show.screen, show.note) == (Ending.VERIFIED, Screen.COLLEAGUE_VERIFIED, Note.LATE)

    by_another = answer(T, 2, ACCEPTED, submitted=True)
    assert ends(ANSWERED, a_case(State.CHECKING), by_another) == (LinkState.OVER, Ending.DONE_ALREADY, [])


def test_late_truth_of_a_number_that_was_exchanged_reaches_the_colleague() -> None:
    """The customer has gone on with another number: of this one both still read the truth."""
    case = a_case(State.WAITING_CODE, phone=OTHER_PHONE, call=3, budget=Budget())
    link, (show,) = happens(ANSWERED, case, answer(T, 2, ACCEPTED, submitted=True))

    assert (link.ending, show.screen, show.note) == (Ending.VERIFIED, Screen.COLLEAGUE_VERIFIED, Note.LATE)


def test_what_is_over_stays_over() -> None:
    """Whatever happens to the case then."""
    ended, _ = over(LINK, Ending.LEFT, T)

    assert happens(ended, a_case(State.CHECKING), answer(T, 2, ACCEPTED, submitted=True)) == (ended, [])
