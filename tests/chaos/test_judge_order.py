"""The judge on the order of updates: what may overtake what, and what may leave no trace."""

from bot.flow import policy
from bot.flow.policy import MOST_ANSWERS
from bot.telegram.words import say
from chaos.evidence import Evidence
from chaos.judge import judge
from chaos.screens import Shown
from tests.chaos.books import NOW, books, chat, event, screen, sent, tables, taken, update

WAY = tuple(tables()["events"])
IN_ORDER = "once, and in order"
LINK = update(1, "/start x", lane="chat 7")
PERSON_WANTED = event(3, "PersonWanted", "confirming_number", "confirming_number")
WAIT = say("en", "note-many-messages", seconds=policy.LULL)


def test_the_order_within_a_lane_is_looked_at_whatever_overtook_what() -> None:
    """One overtaken update excuses itself, and not the others."""
    texts = {2: "/human", 3: "/help", 4: "/status"}
    history = [
        WAY[0],
        event(2, "Started", "confirming_number", "confirming_number"),
        PERSON_WANTED,
        event(4, "PageWanted", "confirming_number", "confirming_number", "help"),
    ]
    inbox = [taken(1), *(taken(update_id, decided_at=NOW + 9) for update_id in texts)]
    found = judge(
        books(
            posted=True,
            overtaken=frozenset({3}),
            confirmed=frozenset({1, *texts}),
            updates=[LINK, *(update(update_id, text, lane="chat 7") for update_id, text in texts.items())],
            tables=tables(inbox=inbox, events=history),
        )
    )
    misfit = "as update 1 of the chat, Started was decided, not one of ['PageWanted help', 'PersonWanted']"

    assert [violation.what for violation in found if violation.rule == IN_ORDER] == [f"Customer 1 (happy): {misfit}"]


def test_only_what_came_before_the_case_may_leave_no_trace() -> None:
    """A chat whose link was overtaken has the rest of its history all the same."""
    found = judge(
        books(
            posted=True,
            overtaken=frozenset({1}),
            updates=[LINK, update(2, "/help", lane="chat 7"), update(3, ":yes", lane="taps of 7")],
            tables=tables(inbox=[taken(1), taken(2, decided_at=NOW + 1), taken(3)], events=WAY[:2]),
        )
    )

    assert [violation.what for violation in found if violation.rule == IN_ORDER] == [
        "Customer 1 (happy): 3 updates were decided 2 times"
    ]


def _flood(*, answered: int, silent: int, told: str) -> Evidence:
    """A customer who asked so often for where they stand, and was answered, then not."""
    asked = range(2, 2 + answered + silent)
    return books(
        chats=[chat(history=[*chat().history, screen(Shown.VERIFIED, text=told)])],
        updates=[LINK, *(update(update_id, "/status") for update_id in asked)],
        confirmed=frozenset({1, *asked}),
        calls=sent(3 + answered),
        tables=tables(
            inbox=[taken(1), *(taken(update_id) for update_id in asked)],
            events=[
                WAY[0],
                *(event(row_id, "Started", "confirming_number", "confirming_number") for row_id in asked[:answered]),
                *(event(100 + row["id"], row["event"], row["state_before"], row["state_after"]) for row in WAY[3:]),
            ],
        ),
    )


def test_a_flood_may_be_met_with_silence_and_nothing_else() -> None:
    """What changes nothing leaves no trace once the chat was asked to wait, and not before so much was answered."""
    floods = [
        _flood(answered=MOST_ANSWERS, silent=2, told=WAIT),
        _flood(answered=MOST_ANSWERS, silent=2, told=""),
        _flood(answered=MOST_ANSWERS - 3, silent=2, told=WAIT),
    ]

    assert [[violation.what for violation in judge(flood)] for flood in floods] == [
        [],
        [
            "Customer 1 (happy): 18 updates were decided 16 times",
            "Customer 1 (happy): 19 things to answer or tell, 18 said",
        ],
        ["Customer 1 (happy): 15 updates were decided 13 times"],
    ]


def test_a_tap_that_telegram_gave_up_may_come_last() -> None:
    """Its post lay with a bot that was frozen. One that was accepted is in order with the other taps."""
    taps = [LINK, update(2, ":resume", lane="taps of 7"), update(3, ":yes", lane="taps of 7")]
    history = [
        WAY[0],
        event(2, "Agreed", "confirming_number", "preparing"),
        event(3, "Unreadable", "preparing", "preparing", "old-button"),
    ]
    found = [
        judge(books(posted=True, updates=taps, confirmed=frozenset(accepted), tables=tables(events=history)))
        for accepted in ({1, 3}, {1, 2, 3})
    ]

    misfit = "as update 1 of the chat, Agreed was decided, not one of ['Resumed', 'Unreadable old-button']"

    assert [[violation.what for violation in each if violation.rule == IN_ORDER] for each in found] == [
        [],
        [f"Customer 1 (happy): {misfit}"],
    ]
