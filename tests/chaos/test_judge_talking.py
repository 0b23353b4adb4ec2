"""The judge of what customers and staff write to each other: it arrives once, in order, and from nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.telegram.words import say
from chaos.judge import judge
from chaos.rules.talking import passed_on
from chaos.talk import Talk, found_in, written
from sandbox.telegram.updates import Update
from sandbox.telegram.views import Call, ChatEvent
from tests.chaos.books import NOW, STAFF, books, chat, passed, update, view, wrote

ONE, TWO = "bcdfghjklmnp", "zxwvtsrqpnml"

ANSWER_ID = 40
"""The message of the group in which the first question is answered."""

NOT_PASSED_ON = replace(
    view("", chat_id=STAFF, text=say("en", "staff-not-passed-on").replace("<code>", "").replace("</code>", "")),
    reply_to=ANSWER_ID,
)


def _talk(
    customer: Sequence[ChatEvent] = (), staff: Sequence[ChatEvent] = (), *, but: Sequence[str] = (), **others: Any
) -> list[str]:
    """What is found wrong with who wrote and read what, all of it decided but for those texts."""
    texts = [
        event.message.text
        for event in (*customer, *staff)
        if event.message is not None and not event.message.from_bot and event.message.text not in but
    ]
    updates: list[Update] = [*books().updates, *(update(10 + place, text) for place, text in enumerate(texts))]
    taken = [*books().tables["inbox"], *({"update_id": one.update_id, "decided_at": NOW} for one in updates[3:])]
    evidence = books(
        chats=[chat(history=[*chat().history, *customer])],
        staff_room=staff,
        updates=updates,
        tables={**books().tables, "inbox": [{"buried": False, **row} for row in taken]},
        **others,
    )
    return [violation.what for violation in judge(evidence) if violation.rule == "people reach each other"]


def asks(mark: str, at: float = NOW) -> ChatEvent:
    """A customer's question."""
    return wrote(Talk.QUESTION, mark, at=at)


def is_asked(mark: str, at: float = NOW) -> ChatEvent:
    """The same in the group."""
    return passed(Talk.QUESTION, mark, at=at, chat_id=STAFF)


def answers(mark: str, at: float = NOW) -> ChatEvent:
    """What the staff answer, in the group."""
    return wrote(Talk.ANSWER, mark, at=at, chat_id=STAFF, message_id=ANSWER_ID)


def is_answered(mark: str, at: float = NOW) -> ChatEvent:
    """The same in the customer's chat."""
    return passed(Talk.ANSWER, mark, at=at)


ASKED = ([asks(ONE)], [is_asked(ONE)])
TWICE = ([asks(ONE)], [is_asked(ONE, NOW + 5), is_asked(ONE, NOW + 9)])
LOST = Call("sendMessage", {"chat_id": STAFF}, 200, NOW + 6, failure="reset-worked")


@pytest.mark.parametrize("what", Talk)
def test_what_is_written_is_known_again(what: Talk) -> None:
    """The judge knows a text by its mark, wherever it is quoted, and no other text."""
    assert list(found_in(f"Our team {written(what, ONE)}!")) == [(what, ONE)]
    assert list(found_in("Where do I find that? (question 12)")) == []


@pytest.mark.parametrize(
    ("customer", "staff", "others", "wrong"),
    [
        ([asks(ONE)], [], {}, ["what they wrote to a person did not arrive"]),
        ([asks(ONE)], [is_asked(ONE), answers(ONE)], {}, ["what a person wrote to them did not arrive"]),
        (*TWICE, {}, ["what they wrote to a person arrived twice, and nothing had happened to a bot"]),
        (
            [asks(ONE), asks(TWO)],
            [is_asked(TWO, NOW + 1), is_asked(ONE, NOW + 2)],
            {},
            ["what they wrote to a person arrived in another order"],
        ),
        (
            [*ASKED[0], passed(Talk.REMARK, ONE)],
            ASKED[1],
            {},
            ["was told what somebody wrote who is not of the staff"],
        ),
        (*ASKED, {}, []),
        ([asks(ONE), is_answered(ONE)], [is_asked(ONE), answers(ONE)], {}, []),
        ([asks(ONE)], [is_asked(ONE), answers(ONE), ChatEvent("sent", NOW, STAFF, NOT_PASSED_ON)], {}, []),
        (*TWICE, {"struck": [(NOW + 7, "process/kill of bot 0")]}, []),
        (*TWICE, {"calls": [*books().calls, LOST]}, []),
        ([asks(ONE)], [], {"but": [written(Talk.QUESTION, ONE)]}, []),
        (
            [asks(ONE), asks(TWO)],
            [is_asked(TWO, NOW + 1), is_asked(ONE, NOW + 2)],
            {"posted": True, "overtaken": frozenset({10})},
            [],
        ),
    ],
    ids=[
        "a-question-lost",
        "an-answer-lost",
        "twice",
        "in-another-order",
        "from-a-bystander",
        "asked",
        "answered",
        "an-answer-that-came-too-late",
        "twice-after-a-kill",
        "twice-after-a-lost-answer",
        "not-decided-on",
        "overtaken",
    ],
)
def test_what_people_write_arrives(
    customer: list[ChatEvent], staff: list[ChatEvent], others: dict[str, Any], wrong: list[str]
) -> None:
    """What is lost, doubled without a cause, put in another order or written by a stranger to the staff is found."""
    assert _talk(customer, staff, **others) == [f"Customer 1 (happy): {each}" for each in wrong]


def test_what_was_passed_on_is_counted() -> None:
    """Where nobody talked, nothing is proven: each text that reached the others counts once."""
    room = [is_asked(ONE), is_asked(ONE, NOW + 9), is_asked(TWO), answers(ONE)]

    assert passed_on(books(staff_room=room, chats=[chat(history=[asks(ONE), asks(TWO), is_answered(ONE)])])) == 3
    assert passed_on(books()) == 0
