"""The judge, on books so small that one sees at a glance what is wrong in them: each rule finds it, and no other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.flow.effects import Reason
from bot.telegram.words import say
from chaos.evidence import Chat, Evidence
from chaos.judge import RULES, Violation, judge
from chaos.screens import Shown
from chaos.talk import Talk, written
from sandbox.telegram.views import ChatEvent
from tests.chaos.books import (
    CASE,
    CHAT,
    CODE,
    NOW,
    PHONE,
    SECOND,
    books,
    case,
    chat,
    event,
    handed_in,
    notice,
    notices,
    screen,
    screen_of_number,
    sent,
    tables,
    taken,
    update,
    view,
    wrote,
)

MARK = "bcdfghjklmnp"

ASKED_OF_SECOND = screen_of_number(Shown.ASK_CODE, SECOND)
NUMBERS = {CASE: PHONE, CASE + 1: SECOND}
BOTH = tables(cases=[case(), case("waiting_code", id=CASE + 1, deadline=NOW + 60)])
ERASED = ChatEvent("sent", NOW, CHAT, view("Your data is erased"))


def _with_two(*others: ChatEvent) -> Chat:
    """The customer with another number, whose code is awaited: what they were shown beside the first one's screens."""
    firsts = [screen_of_number(shown, PHONE) for shown in (Shown.ASK_CODE, Shown.CHECKING, Shown.VERIFIED)]
    return chat(second=SECOND, history=[*firsts, *others])


ENDED: Mapping[str, Any] = {
    "books": [],
    "verified_at": {},
    "chats": [chat(history=[screen(Shown.EXPIRED)])],
    "tables": tables(
        cases=[case("expired")], events=[*tables()["events"][:3], event(4, "DeadlinePassed", "waiting_code", "expired")]
    ),
}

HELD = event(5, "CallAnswered", "checking", "held", "Refused credentials")
NOT_THROUGH = say("en", "note-not-through")
WAY = tuple(tables()["events"])
IN_ORDER = "once, and in order"
LINK = update(1, "/start x", lane="chat 7")
PERSON_WANTED = event(3, "PersonWanted", "confirming_number", "confirming_number")
MISFIT = "as update 1 of the chat, PersonWanted was decided, not one of ['Agreed', 'Unreadable old-button']"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in the books, and what is to be said of it."""

    books: Evidence
    rule: str
    what: str


WRONG = {
    "lost": Wrong(
        books(confirmed=frozenset({1, 2, 3, 4}), updates=[*books().updates, update(4, "/help")]),
        "every acknowledged update is decided",
        "update 4 was acknowledged to Telegram and never decided",
    ),
    "update-buried": Wrong(
        books(tables=tables(inbox=[taken(1), taken(2, buried=True), taken(3)])),
        "nothing is given up",
        "update 2 was given up",
    ),
    "effect-buried": Wrong(
        books(tables=tables(buried=[{"kind": "Show", "case_id": CASE, "reason": "too long"}])),
        "nothing is given up",
        "a Show of case 1 was given up: too long",
    ),
    "decided-twice": Wrong(
        books(tables=tables(events=[*WAY, event(6, "Agreed", "verified", "verified")])),
        IN_ORDER,
        "Customer 1 (happy): 3 updates were decided 4 times",
    ),
    "decided-without-a-trace": Wrong(
        books(tables=tables(events=[*WAY[:2], *WAY[3:]])),
        IN_ORDER,
        "Customer 1 (happy): 3 updates were decided 2 times",
    ),
    "out-of-order": Wrong(
        books(
            updates=[*books().updates[:2], update(3, "/human")],
            tables=tables(
                events=[WAY[0], event(2, "PersonWanted", "confirming_number", "confirming_number"), *WAY[1:2]]
            ),
            told_staff=[notice(Reason.PERSON_WANTED)],
        ),
        IN_ORDER,
        f"Customer 1 (happy): {MISFIT}",
    ),
    "unanswered": Wrong(
        books(calls=sent(3)),
        "every message is answered",
        "Customer 1 (happy): 4 things to answer or tell, 3 said",
    ),
    "handed-in-twice": Wrong(
        books(books=[handed_in("000000", answered=False), handed_in("000000"), handed_in()]),
        "a code is handed in at most once",
        "a code for the number with ···0001 was handed in again after it may have run",
    ),
    "overspent": Wrong(
        books(books=[handed_in(f"00000{slip}", at=NOW - 1000 + slip) for slip in range(3)] + [handed_in()]),
        "no budget is overspent",
        "4 codes in 3600 s for the number with ···0001",
    ),
    "overspent-in-a-day": Wrong(
        books(books=[handed_in(f"00000{slip}", at=NOW - 80_000 + 4000 * slip) for slip in range(6)] + [handed_in()]),
        "no budget is overspent",
        "7 codes in 86400 s for the number with ···0001",
    ),
    "needless": Wrong(
        books(books=[handed_in(), handed_in("000000", at=NOW + 1)]),
        "no try is wasted on a verified number",
        "a code was handed in for the number with ···0001, which was verified already",
    ),
    "left-over": Wrong(
        books(chats=[chat(left_over=(5,))]),
        "messages with codes are deleted",
        "Customer 1 (happy): 1 messages with a code were not deleted",
    ),
    "good-news-too-early": Wrong(
        books(verified_at={PHONE: NOW + 1}),
        "customers are told the truth",
        "Customer 1 (happy): told «verified», and it was not",
    ),
    "bad-news-that-is-none": Wrong(
        books(
            chats=[chat(history=[screen(Shown.ASK_CODE, text=NOT_THROUGH), screen(Shown.VERIFIED)])],
        ),
        "customers are told the truth",
        "Customer 1 (happy): told that their code had failed, and the number was verified",
    ),
    "left-with-an-old-screen": Wrong(
        books(chats=[chat(history=[screen(Shown.VERIFIED), screen(Shown.CHECKING)])]),
        "customers are told the truth",
        "Customer 1 (happy): the case is verified, and the last they were shown is checking",
    ),
    "never-told": Wrong(
        books(
            tables=tables(cases=[case("held", deadline=NOW + 60)], events=[*WAY[:4], HELD]),
            chats=[chat(history=[screen(Shown.HELD)])],
            told_staff=[notice(Reason.VERIFIED)],
        ),
        "good news is told",
        "case 1 is held, and its number is verified",
    ),
    "let-in": Wrong(
        books(chats=[chat(), chat(name="Customer 2 (stranger)", chat_id=8, invited=False)]),
        "strangers are asked for nothing",
        "Customer 2 (stranger): has no invitation, and was shown ask-code, checking, confirm-number, verified",
    ),
    "let-in-by-helping": Wrong(
        books(chats=[chat(), chat(name="Colleague 1 (colleague)", chat_id=8, invited=False, helps=True)]),
        "strangers are asked for nothing",
        "Colleague 1 (colleague): has no invitation, and was shown ask-code, confirm-number",
    ),
    "a-colleague-told-too-early": Wrong(
        books(
            chats=[
                chat(),
                chat(
                    name="Colleague 1 (colleague)",
                    chat_id=8,
                    invited=False,
                    helps=True,
                    history=[screen(Shown.VERIFIED, at=NOW - 1)],
                ),
            ]
        ),
        "customers are told the truth",
        "Colleague 1 (colleague): told «verified», and it was not",
    ),
    "the-other-number-verified": Wrong(
        books(
            chats=[_with_two(screen_of_number(Shown.VERIFIED, SECOND), ASKED_OF_SECOND)],
            tables=BOTH,
            number_of=NUMBERS,
        ),
        "customers are told the truth",
        "Customer 1 (happy): told «verified», and it was not",
    ),
    "an-old-screen-of-one-of-two": Wrong(
        books(
            chats=[_with_two(screen_of_number(Shown.CHECKING, PHONE), ASKED_OF_SECOND)],
            tables=BOTH,
            number_of=NUMBERS,
        ),
        "customers are told the truth",
        "Customer 1 (happy): the case is verified, and the last they were shown is checking",
    ),
    "not-erased": Wrong(
        books(chats=[chat(history=[*chat().history, ERASED])], tables=tables(cases=[case(created_at=NOW - 9)])),
        "customers are told the truth",
        "Customer 1 (happy): told that all was erased, and case 1 is still theirs",
    ),
    "staff-untold": Wrong(
        books(told_staff=[notice(Reason.VERIFIED, case_id=11), notice(Reason.PERSON_WANTED)]),
        "staff are told",
        "staff were not told that case 1 has verified",
    ),
    "staff-untold-of-one-of-many": Wrong(
        books(told_staff=[notices(Reason.VERIFIED, 11, 12)]),
        "staff are told",
        "staff were not told that case 1 has verified",
    ),
    "staff-untold-since-then": Wrong(
        books(**ENDED, told_staff=[replace(notice(Reason.EXPIRED, case_id=11), date=int(NOW) - 1)]),
        "staff are told",
        "staff were not told that case 1 has expired",
    ),
    "still-owed": Wrong(
        books(tables=tables(outbox=[{"kind": "TellStaff", "case_id": CASE}])),
        "nothing stands still",
        "a TellStaff of case 1 is still owed",
    ),
    "still-undecided": Wrong(
        books(
            confirmed=frozenset({1, 2, 3}),
            updates=[*books().updates, update(4, "/help")],
            tables=tables(inbox=[taken(1), taken(2), taken(3), taken(4, decided_at=None)]),
        ),
        "nothing stands still",
        "update 4 is still undecided",
    ),
    "without-an-outcome": Wrong(
        books(tables=tables(calls=[{"case_id": CASE, "call": 2, "action": "x", "sent_at": NOW, "outcome": None}])),
        "nothing stands still",
        "call 2 of case 1 was sent and has no outcome",
    ),
    "overdue": Wrong(
        books(
            books=[],
            verified_at={},
            tables=tables(cases=[case("waiting_code", deadline=NOW - 61)], events=[*WAY[:2], WAY[2]]),
            chats=[chat(history=[screen(Shown.ASK_CODE)])],
        ),
        "nothing stands still",
        "case 1 is waiting_code, and nobody looked at its deadline",
    ),
    "deadline-that-never-comes": Wrong(
        books(
            books=[],
            verified_at={},
            tables=tables(cases=[case("waiting_code", deadline=NOW + 5 * 86400)], events=WAY[:3]),
            chats=[chat(history=[screen(Shown.ASK_CODE)])],
        ),
        "nothing stands still",
        "case 1 is waiting_code with a deadline that never comes",
    ),
    "code-in-the-log": Wrong(
        books(written={"the log": f'{{"event": "said", "what": "{CODE}"}}'}),
        "no secret is written down",
        "a code in the log",
    ),
    "number-in-the-group": Wrong(
        books(written={"the staff group": "+62 812-3000-001"}),
        "no secret is written down",
        "a number in the staff group",
    ),
    "signature": Wrong(
        books(written={"the log": "Authorization: ACS3-HMAC-SHA256"}),
        "no secret is written down",
        "a signature in the log",
    ),
    "a-letter-lost": Wrong(
        books(
            chats=[chat(history=[*chat().history, wrote(Talk.QUESTION, MARK)])],
            updates=[*books().updates[:2], update(3, written(Talk.QUESTION, MARK))],
        ),
        "people reach each other",
        "Customer 1 (happy): what they wrote to a person did not arrive",
    ),
    "ended-by-itself": Wrong(
        books(complaints=["a bot ended by itself with 1"]),
        "bots end when told, and only then",
        "a bot ended by itself with 1",
    ),
}

RIGHT = {
    "staff-told-of-many-at-once": books(told_staff=[notices(Reason.VERIFIED, CASE, 12)]),
    "staff-told-how-many-ended": books(
        **ENDED, told_staff=[replace(notice(Reason.EXPIRED, case_id=11), edit_date=int(NOW))]
    ),
    "all-as-it-should-be": books(),
    "two-numbers-each-with-its-screen": books(chats=[_with_two(ASKED_OF_SECOND)], tables=BOTH, number_of=NUMBERS),
    "a-colleague-who-was-told-in-time": books(
        chats=[
            chat(),
            chat(
                name="Colleague 1 (colleague)",
                chat_id=8,
                invited=False,
                helps=True,
                history=[screen(Shown.CHECKING), screen(Shown.VERIFIED)],
            ),
        ],
    ),
    "a-colleague-in-the-history": books(
        tables=tables(events=[*WAY, event(6, "ColleagueOpened", "verified", "verified")])
    ),
    "erased": books(
        chats=[chat(history=[*chat().history, ERASED])],
        tables=tables(cases=[case("cancelled", chat_id=0)], chats=[{"chat_id": CHAT, "case_id": 0}]),
        number_of={},
    ),
    "a-tap-too-old-to-be-heard": books(updates=[*books().updates, update(4, ":no-code")]),
    "a-code-again-that-did-not-run": books(books=[handed_in(counted=False), handed_in()]),
    "three-tries-in-an-hour": books(books=[*(handed_in(f"00000{slip}", at=NOW - 9) for slip in range(2)), handed_in()]),
    "bad-news-before-the-good": books(
        chats=[chat(history=[screen(Shown.ASK_CODE, at=NOW - 1, text=NOT_THROUGH), screen(Shown.VERIFIED)])]
    ),
    "bad-news-said-again": books(
        chats=[
            chat(
                history=[
                    screen(Shown.ASK_CODE, at=NOW - 1, text=NOT_THROUGH),
                    screen(Shown.ASK_CODE, text=NOT_THROUGH),
                    screen(Shown.VERIFIED),
                ]
            )
        ]
    ),
    "a-stranger-who-was-sent-away": books(
        chats=[chat(), chat(name="Customer 2 (stranger)", chat_id=8, invited=False, history=())]
    ),
    "digits-in-an-id": books(written={"the log": f'{{"request_id": "{CODE}", "update": 9{CODE}}}'}),
    "taps-beside-messages": books(
        posted=True,
        updates=[LINK, update(2, ":yes", lane="taps of 7"), update(3, "/human", lane="chat 7")],
        tables=tables(events=[WAY[0], PERSON_WANTED, WAY[1]]),
        told_staff=[notice(Reason.PERSON_WANTED)],
    ),
    "what-overtook-the-link": books(
        posted=True,
        overtaken=frozenset({1}),
        updates=[LINK, update(2, "/help", lane="chat 7"), update(3, ":yes", lane="taps of 7")],
        tables=tables(inbox=[taken(1), taken(2, decided_at=NOW - 1), taken(3)], events=WAY[:2]),
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_found(wrong: Wrong) -> None:
    """Each rule says what is wrong, in words that name it, once."""
    found = [violation for violation in judge(wrong.books) if violation.rule == wrong.rule]

    assert found == [Violation(wrong.rule, wrong.what)]


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT.keys())
def test_what_is_right_is_not_complained_of(right: Evidence) -> None:
    """What only looks like a broken promise is none."""
    assert judge(right) == []


def test_every_rule_is_tried() -> None:
    """No rule is there that finds nothing."""
    assert {wrong.rule for wrong in WRONG.values()} == set(RULES)


def test_a_clock_that_was_off_is_allowed_for() -> None:
    """A budget is counted by the bots' clocks, which a campaign puts off."""
    tries = [handed_in("000000", at=NOW - 3500), *(handed_in(f"00000{slip}", at=NOW) for slip in (1, 2)), handed_in()]
    found = [judge(books(books=tries, clock_off=off)) for off in (0, 480)]

    assert [len(each) for each in found] == [1, 0]


def test_a_look_whether_a_number_is_live_may_be_owed() -> None:
    """A verified number is followed for weeks: that is no standing still. The same read for anybody else is."""
    following = books(tables=tables(outbox=[{"kind": "ReadNumbers", "case_id": CASE}]))
    others = books(tables=tables(outbox=[{"kind": "ReadNumbers", "case_id": CASE + 1}]))

    assert judge(following) == []
    assert [violation.what for violation in judge(others)] == ["a ReadNumbers of case 2 is still owed"]
