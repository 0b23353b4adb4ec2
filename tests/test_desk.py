"""What one transaction has in its hands: decided together, saved together, and nothing changed before."""

from collections.abc import AsyncGenerator

import pytest

from bot.codec import decode_effect
from bot.desk import LONGEST_SHOWN, Desk, Line, screens_in
from bot.flow.effects import Note, ReadStatus, Screen, Show
from bot.flow.events import (
    Agreed,
    CallAnswered,
    CodeGiven,
    Event,
    Invited,
    LanguageChosen,
    PageWanted,
    Started,
    Unreadable,
)
from bot.flow.model import Accepted, Budget, Case, CaseId, Fault, Invitation, Offers, Refused, State, Try, Verification
from bot.store import Arrival, Queue, Store, Transaction
from db import outbox
from db.encryption import Cipher, new_key
from db.engine import open_engine

NUMBER = "6281234567890"
AT = 1_800_000_000
INVITED = Invited(at=AT, invitation=Invitation(id=1, space="cams-1", phone=NUMBER, label="Toko", expires_at=AT + 999))


@pytest.fixture
async def store(database_url: str) -> AsyncGenerator[Store]:
    """A door to a database in which two chats have written."""
    made = Store(open_engine(database_url), Cipher([new_key()]))
    async with made.transaction() as tx:
        await tx.put([Arrival(1, 7, b"{}"), Arrival(2, 8, b"{}")], now=AT)
    yield made
    await made.close()


async def opened(tx: Transaction, *chats: int) -> Desk:
    """A desk with these chats on it."""
    return await Desk.open(tx, chats=chats, cases={}, now=AT, offers=Offers())


async def decide(store: Store, chat_id: int, *events: Event) -> Case:
    """Put events to the case of a chat, in a transaction of their own; gives the case as it is then."""
    async with store.transaction() as tx:
        desk = await opened(tx, chat_id)
        case = desk.cases.get(CaseId(desk.chats[chat_id].case_id), Case(chat_id=chat_id))
        for event in events:
            case = await desk.apply(case, event)
        await desk.save()
        return case


async def test_a_case_begins(store: Store) -> None:
    """It is given an id, the chat is about it from then on, and what is shown of it knows the id."""
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        case = await desk.apply(Case(chat_id=7), INVITED)
        await desk.save()
        assert desk.queues == {Queue.CUSTOMERS}
    async with store.transaction() as tx:
        again = await opened(tx, 7)
        (row,) = await tx.claim(Queue.CUSTOMERS, lanes=9, lease="a", now=AT, until=AT + 9)
        happened, _ = await tx.history(case.id)

    assert case.id > 0
    assert again.chats[7].case_id == case.id
    assert again.cases == {case.id: case}
    assert row.case_id == case.id
    assert [(each["event"], each["state_before"], each["state_after"]) for each in happened] == [
        ("Invited", "uninvited", "confirming_number")
    ]


async def test_nothing_is_kept_of_the_uninvited(store: Store) -> None:
    """They are answered; no case is made, and no history."""
    case = await decide(store, 7, Unreadable(at=AT, note=Note.CANNOT_READ))

    assert case == Case(chat_id=7, seen_at=AT)
    async with store.transaction() as tx:
        assert await outbox.depth(tx._connection) == 1
        assert await tx.list_cases(state=None, limit=9) == []
        assert (await opened(tx, 7)).chats[7].case_id == 0


async def test_nothing_changes_before_it_is_saved(store: Store) -> None:
    """A desk that is put away unsaved leaves no trace but the rows it locked."""
    case = await decide(store, 7, INVITED)
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        await desk.apply(desk.cases[case.id], Agreed(at=AT))
    async with store.transaction() as tx:
        assert (await opened(tx, 7)).cases[case.id].state is State.CONFIRMING_NUMBER


async def test_a_budget_is_shared_by_the_cases_on_the_desk(store: Store) -> None:
    """A try that one of them spends is gone for the other in the same transaction, and for all after it."""
    first = await decide(store, 7, INVITED, Agreed(at=AT))
    other_space = Invited(at=AT, invitation=Invitation(id=2, space="cams-2", phone=NUMBER, expires_at=AT + 999))
    second = await decide(store, 8, other_space, Agreed(at=AT))
    async with store.transaction() as tx:
        desk = await opened(tx, 7, 8)
        case = await desk.apply(desk.cases[first.id], CodeGiven(at=AT, code="123456", fingerprint="mark", message_id=5))
        accepted = Accepted(verification=Verification.NOT_VERIFIED)
        read = CallAnswered(at=AT, call=case.call, phone=NUMBER, kind=ReadStatus, outcome=accepted)
        case = await desk.apply(case, read)
        same = CodeGiven(at=AT, code="123456", fingerprint="mark", message_id=6)
        refused = await desk.apply(desk.cases[second.id], same)
        await desk.save()

    assert [each.fingerprint for each in case.budget.tries] == ["mark"]
    assert refused.state is State.WAITING_CODE
    async with store.transaction() as tx:
        assert (await tx.lock_budgets([NUMBER]))[NUMBER] == case.budget


async def test_a_budget_is_not_carried_to_another_number(store: Store) -> None:
    """The tries stay with the number they were spent on."""
    async with store.transaction() as tx:
        await tx.lock_budgets([NUMBER])
        await tx.save_budgets({NUMBER: Budget((Try(AT, "mark"),))}, now=AT)
    case = await decide(store, 7, INVITED)

    assert (await decide(store, 7, PageWanted(at=AT, screen=Screen.HELP))).budget == Budget((Try(AT, "mark"),))
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        assert desk.cases[case.id].phone == NUMBER
        assert (await tx.lock_budgets(["6281"]))["6281"] == Budget()


async def test_a_tap_is_answered_with_the_first_screen(store: Store) -> None:
    """Once, whatever else is owed."""
    case = await decide(store, 7, INVITED)
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        case = await desk.apply(desk.cases[case.id], PageWanted(at=AT, screen=Screen.HELP), tap="tap-1")
        await desk.apply(case, PageWanted(at=AT, screen=Screen.PRIVACY))

    assert [effect.tap for effect in desk._effects if isinstance(effect, Show)] == ["tap-1", ""]


async def test_the_chats_language_is_remembered(store: Store) -> None:
    """Also of somebody who has no case."""
    await decide(store, 7, LanguageChosen(at=AT, language="id"))
    async with store.transaction() as tx:
        assert (await opened(tx, 7)).chats[7].language == "id"


async def test_history_holds_nothing_personal(store: Store) -> None:
    """The event's name, the states, and for answers their kind; never what was said."""
    case = await decide(store, 7, INVITED, Agreed(at=AT))
    case = await decide(store, 7, CodeGiven(at=AT, code="123456", fingerprint="mark", message_id=5))
    refused = Refused(fault=Fault.NOT_PERMITTED, code="c", message="Toko 123456", request_id="R")
    await decide(store, 7, CallAnswered(at=AT, call=case.call, phone=NUMBER, kind=ReadStatus, outcome=refused))
    await decide(store, 7, Unreadable(at=AT, note=Note.OLD_BUTTON), PageWanted(at=AT, screen=Screen.HELP))
    async with store.transaction() as tx:
        happened, _ = await tx.history(case.id)

    assert [(each["event"], each["detail"], each["shown"]) for each in happened] == [
        ("Invited", "", "confirm-number+what-we-keep"),
        ("Agreed", "", "ask-code"),
        ("CodeGiven", "", "checking"),
        ("CallAnswered", "Refused not-permitted", "held"),
        ("Unreadable", "old-button", "held+old-button"),
        ("PageWanted", "help", "help"),
    ]


def test_history_has_the_screens_that_one_chat_was_sent() -> None:
    """Not those of a colleague's, and whole names only, as many as there is room for."""
    names = [(screen, note) for screen in Screen for note in (None, Note.REFUSED)]
    shows = [
        Show(case=Case(chat_id=7 + at % 2), screen=screen, note=note, at=AT) for at, (screen, note) in enumerate(names)
    ]
    sent = screens_in(8, shows).split()

    assert screens_in(7, shows[:4]) == "need-invitation ask-number"
    assert sent == [f"{screen}+refused" for screen in Screen][: len(sent)]
    assert LONGEST_SHOWN - 40 < len(" ".join(sent)) <= LONGEST_SHOWN


async def test_codes_that_come_together_stand_in_line(store: Store) -> None:
    """Who waits for less than two seconds is told nothing; nor is who only asks, or is already being checked."""
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        for number in range(1, 24):
            invited = Invited(
                at=AT, invitation=Invitation(id=number, space="cams-1", phone=f"628{number}", expires_at=AT + 999)
            )
            case = await desk.apply(await desk.apply(Case(chat_id=7), invited), Agreed(at=AT))
            case = await desk.apply(case, CodeGiven(at=AT, code="123456", fingerprint="mark", message_id=5))
            await desk.apply(case, Started(at=AT))
            desk.demands.clear()  # Each of them stands for another customer.
        had_new_codes = desk.has_new_codes
        desk.line_up(Line(ahead=2, seconds=0.05, each=0.1))
        assert (had_new_codes, desk.has_new_codes) == (True, False)
        await desk.save()
        rows = await tx.claim(Queue.CUSTOMERS, lanes=1, each=999, lease="a", now=AT, until=AT + 9)
    effects = [decode_effect(row.kind, row.payload) for row in rows]
    cards = [each for each in effects if isinstance(each, Show) and each.screen is Screen.CHECKING]

    assert len(cards) == 2 * 23
    told = {(card.case.phone, card.place_in_line, card.wait) for card in cards if card.place_in_line}
    assert told == {("62820", 22, 3), ("62821", 23, 3), ("62822", 24, 3), ("62823", 25, 3)}


async def test_a_deadline_is_put_off(store: Store) -> None:
    """Because what it guards is still under way."""
    case = await decide(store, 7, INVITED)
    async with store.transaction() as tx:
        desk = await Desk.open(tx, chats=(), cases={case.id: 7}, now=AT, offers=Offers())
        desk.put_off(desk.cases[case.id], until=AT + 5)
        await desk.save()
        assert await tx.due_cases(now=AT + 5, limit=9) == [(case.id, 7)]
        assert await tx.due_cases(now=AT + 4, limit=9) == []


async def test_a_case_of_the_past_is_fetched(store: Store) -> None:
    """One that the chat is no longer about; one that never was is none."""
    old = await decide(store, 7, INVITED)
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        other = Invited(at=AT, invitation=Invitation(id=2, space="cams-2", phone="6281", expires_at=AT + 999))
        new = await desk.apply(Case(chat_id=7), other)
        await desk.save()
    async with store.transaction() as tx:
        desk = await opened(tx, 7)
        assert set(desk.cases) == {new.id}
        assert await desk.case(old.id) == old
        assert await desk.case(10**9) is None
        desk.point(7, old.id)
        await desk.save()
    async with store.transaction() as tx:
        assert (await opened(tx, 7)).chats[7].case_id == old.id


async def test_what_another_replica_holds_is_left_out(store: Store, database_url: str) -> None:
    """It is that replica's turn, also for the cases of its chats. On SQLite there is no other replica."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process at a time on SQLite")
    case = await decide(store, 7, INVITED)
    other = Store(open_engine(database_url), Cipher([new_key()]))
    async with other.transaction() as theirs, store.transaction() as tx:
        await theirs.lock_chats([7])
        desk = await Desk.open(tx, chats=[7, 8], cases={case.id: 7}, now=AT, offers=Offers())
    await other.close()

    assert (set(desk.chats), desk.cases) == ({8}, {})
