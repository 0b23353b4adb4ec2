"""What is told of whom a violation concerns: all that happened to them, in order, and nothing secret."""

from dataclasses import replace

import pytest

from chaos.judge import Violation
from chaos.screens import Shown
from chaos.tracing import traces
from sandbox.telegram.updates import MESSAGE_LIFE, TAP_LIFE
from tests.chaos.books import CODE, NOW, PHONE, books, chat, handed_in, screen, tables, update

OF_THE_CUSTOMER = [
    "Customer 1 (happy): 3 updates were decided 2 times",
    "a Show of case 1 is still owed",
    "update 2 was given up",
    f"4 codes in 3600 s for the number with ···{PHONE[-4:]}",
]


@pytest.mark.parametrize("what", OF_THE_CUSTOMER)
def test_whoever_a_violation_concerns_is_told_of(what: str) -> None:
    """By name, case, update or number; and nobody else."""
    others = [chat(), chat(name="Customer 11 (happy)", chat_id=8, phone="628123000012")]
    told = traces(books(chats=others), [Violation("a rule", what)])

    assert [line for line in told if not line.startswith(" ")] == ["Customer 1 (happy):"]


def test_nobody_is_told_of_where_nothing_was_violated() -> None:
    """A campaign that finds nothing has nothing to trace."""
    assert traces(books(struck=[(NOW, "process/kill of bot 0")]), []) == []


def test_a_life_is_told_in_order_of_time_without_what_is_secret() -> None:
    """What was sent, decided, seen and counted is side by side: one occurrence must be enough to find out why."""
    sent = [update(1, "/start token"), update(2, ":yes"), update(3, f"the code is {CODE}")]
    lives = (MESSAGE_LIFE, TAP_LIFE, MESSAGE_LIFE)
    told = traces(
        books(
            updates=[
                replace(one, expires_at=NOW + 4 * place + life)
                for place, (one, life) in enumerate(zip(sent, lives, strict=True))
            ],
            chats=[chat(history=[screen(Shown.ASK_CODE, at=NOW + 5), screen(Shown.CHECKING, at=NOW + 9)])],
            books=[handed_in(at=NOW + 10, answered=False)],
            confirmed=frozenset({1, 3}),
            now=NOW + 12,
            struck=[(NOW + 6, "process/kill of bot 0")],
            tables=tables(
                inbox=[{"update_id": 1, "decided_at": NOW + 1}, {"update_id": 2, "decided_at": NOW + 6}],
                events=[{**row, "at": NOW + 2 * row["id"]} for row in tables()["events"][:1]],
                outbox=[{"kind": "Show", "case_id": 1, "owed_at": NOW + 11, "due_at": NOW + 12}],
            ),
        ),
        [Violation("a rule", OF_THE_CUSTOMER[0])],
    )

    assert told == [
        "at 6.0: process/kill of bot 0",
        "Customer 1 (happy):",
        "      0.0 update 1 '/start': decided +1.0",
        "      2.0 case 1: Invited, uninvited to confirming_number (row 1)",
        "      4.0 update 2 '1:1:yes:x': decided +2.0, not acknowledged",
        "      5.0 sent message 1: ask-code",
        "      8.0 update 3 '### #### ## ######': not decided",
        "      9.0 sent message 1: checking",
        "     10.0 at CAMS: ChatappMigrationVerified: OK, which was lost",
        "     11.0 owed until the end: Show, due +1.0",
        "     12.0 case 1 is verified",
    ]
