"""The one door to the database: values in, the same values out, together or not at all."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import select

from bot.flow.effects import (
    Call,
    DeleteMessage,
    Effect,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    Screen,
    SendCopy,
    Show,
    SubmitCode,
    TellStaff,
    TellTopic,
)
from bot.flow.effects import Reason as Why
from bot.flow.model import (
    Accepted,
    Budget,
    Case,
    CaseId,
    Channel,
    Fault,
    Invitation,
    NotSent,
    Outcome,
    Refused,
    State,
    Try,
    Unknown,
)
from bot.flow.relaying import KeepTopic, ToCustomer, ToStaff
from bot.flow.sheets import SendCases, SendCodes, SendLinks, TakeList
from bot.flow.staff import AnswerStaff, SendEvidence
from bot.store import ACTIONS, Arrival, Chat, Found, Queue, Store, queue_of
from db.encryption import Cipher, new_key
from db.engine import open_engine
from db.outbox import depth
from db.tables import calls, cases, outbox

NUMBER = "6281234567890"
CASE = Case(chat_id=7, state=State.WAITING_CODE, space="cams-1", label="Toko", phone=NUMBER, deadline=50)
BUDGET = Budget((Try(5, "mark"),))


@pytest.fixture
async def store(database_url: str) -> AsyncGenerator[Store]:
    """A door to an empty database."""
    made = Store(open_engine(database_url), Cipher([new_key()]))
    yield made
    await made.close()


async def added(store: Store, case: Case = CASE) -> Case:
    """A case that is stored, in a chat that has written."""
    async with store.transaction() as tx:
        await tx.put([Arrival(case.chat_id, case.chat_id, b"{}")], now=1)
        return await tx.add_case(case, invitation_id=0, now=1)


async def test_a_case_comes_back(store: Store) -> None:
    """With the id that it was given, and without its budget, which is the number's."""
    case = await added(store, replace(CASE, budget=BUDGET))
    changed = replace(case, state=State.HELD, fault=Fault.CLOCK, label="Other")
    async with store.transaction() as tx:
        assert await tx.lock_cases([case.id, 10**9]) == {case.id: replace(case, budget=Budget())}
        await tx.save_cases([changed], now=2)
    async with store.transaction() as tx:
        assert await tx.lock_cases([case.id]) == {case.id: replace(changed, budget=Budget())}


async def test_a_budget_is_the_numbers(store: Store) -> None:
    """Over all its cases, in all spaces."""
    first = await added(store)
    second = await added(store, replace(CASE, chat_id=8, space="cams-2"))
    async with store.transaction() as tx:
        assert await tx.lock_budgets([NUMBER, "6281"]) == {NUMBER: Budget(), "6281": Budget()}
        await tx.save_budgets({NUMBER: BUDGET}, now=2)
    async with store.transaction() as tx:
        found = await tx.list_cases(state=None, limit=9)

    assert found == [replace(second, budget=BUDGET), replace(first, budget=BUDGET)]


async def test_what_fails_has_not_happened(store: Store) -> None:
    """A decision is saved and owed together, or neither."""

    async def fails() -> None:
        async with store.transaction() as tx:
            await tx.add_case(CASE, invitation_id=0, now=1)
            await tx.owe([DeleteMessage(chat_id=7, message_id=5)], now=1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()

    async with store.transaction() as tx:
        assert await tx.list_cases(state=None, limit=9) == []
        assert await depth(tx._connection) == 0


async def test_chats_come_back(store: Store) -> None:
    """With language and case, and whether there are others; a new one is about nothing."""
    await added(store)
    async with store.transaction() as tx:
        assert await tx.lock_chats([7, 8]) == {7: Chat(7, "", 0), 8: Chat(8, "", 0)}
        await tx.save_chats([Chat(7, "id", 3)])
    async with store.transaction() as tx:
        assert await tx.lock_chats([7]) == {7: Chat(7, "id", 3, has_others=True)}


async def test_an_invitation_comes_back(store: Store) -> None:
    """By its token only; once bound, it says whose it is."""
    invitation = Invitation(id=0, space="cams-1", expires_at=99, phone=NUMBER, label="Toko – 咖啡", language="id")
    async with store.transaction() as tx:
        invitation_id = await tx.add_invitation(invitation, "tok", now=1)
    stored = replace(invitation, id=invitation_id)
    async with store.transaction() as tx:
        assert await tx.find_invitation("other") is None
        assert await tx.find_invitation("tok") == Found(stored, 0, 0)
        await tx.bind_invitation(invitation_id, chat_id=7, case_id=3, now=2)
    async with store.transaction() as tx:
        assert await tx.find_invitation("tok") == Found(stored, 7, 3)


EFFECTS: tuple[Effect, ...] = (
    Show(case=replace(CASE, id=CaseId(3)), screen=Screen.HELP, at=1, tap="9"),
    DeleteMessage(chat_id=7, message_id=5),
    TellStaff(reason=Why.VERIFIED, case=replace(CASE, id=CaseId(3)), at=1),
    ReadStatus(chat_id=7, case_id=CaseId(3), call=1, space="s", phone=NUMBER, wait=5),
    ReadNumbers(chat_id=7, case_id=CaseId(3), call=2, space="s", phone=NUMBER),
    SubmitCode(chat_id=7, case_id=CaseId(3), call=3, space="s", phone=NUMBER, code="123456"),
    ReadWaba(chat_id=7, case_id=CaseId(3), call=4, space="s", phone=NUMBER),
    Initiate(chat_id=7, case_id=CaseId(3), call=5, space="s", phone=NUMBER),
    RequestCode(
        chat_id=7, case_id=CaseId(3), call=6, space="s", phone=NUMBER, channel=Channel.SMS, language="id", wait=60
    ),
    Register(chat_id=7, case_id=CaseId(3), call=7, space="s", phone=NUMBER),
    SendCopy(chat_id=7),
    AnswerStaff(chat_id=-7, at=1, case_id=3),
    SendEvidence(chat_id=-7, at=1, case_id=CaseId(3)),
    TellTopic(notice=TellStaff(reason=Why.VERIFIED, case=replace(CASE, id=CaseId(3)), at=1)),
    KeepTopic(case_id=CaseId(3), at=1),
    ToStaff(case_id=CaseId(3), chat_id=7, message_id=5, at=1),
    ToCustomer(case_id=CaseId(3), chat_id=7, group_id=-7, message_id=5, at=1, language="id"),
    TakeList(chat_id=-7, at=1, by=8, file_id="f"),
    SendLinks(chat_id=-7, at=1, rows=()),
    SendCodes(chat_id=-7, at=1, rows=()),
    SendCases(chat_id=-7, at=1),
)


async def test_effects_are_owed_to_who_carries_them_out(store: Store) -> None:
    """Each in its lane, due when it should be; calls are recorded with them."""
    assert {type(effect) for effect in EFFECTS} == set(get_args(Effect))
    async with store.transaction() as tx:
        await tx.owe(EFFECTS, now=100)
        rows = list(await tx._connection.execute(select(outbox).order_by(outbox.c.id)))
        recorded = list(await tx._connection.execute(select(calls).order_by(calls.c.call)))
        hash_of_number = tx.number_key(NUMBER)

    assert [(row.kind, row.queue, row.lane, row.case_id, row.due_at) for row in rows] == [
        ("Show", "customers", "chat:7", 3, 100),
        ("DeleteMessage", "customers", "delete:7", 0, 100),
        ("TellStaff", "notices", "notices:2", 3, 100),
        ("ReadStatus", "calls", "call:3", 3, 105),
        ("ReadNumbers", "calls", "call:3", 3, 100),
        ("SubmitCode", "calls", "call:3", 3, 100),
        ("ReadWaba", "calls", "call:3", 3, 100),
        ("Initiate", "calls", "call:3", 3, 100),
        ("RequestCode", "calls", "call:3", 3, 160),
        ("Register", "calls", "call:3", 3, 100),
        ("SendCopy", "customers", "chat:7", 0, 100),
        ("AnswerStaff", "staff", "staff:-7", 3, 100),
        ("SendEvidence", "staff", "staff:-7", 3, 100),
        ("TellTopic", "staff", "topic:3", 3, 100),
        ("KeepTopic", "staff", "topic:3", 3, 100),
        ("ToStaff", "staff", "topic:3", 3, 100),
        ("ToCustomer", "customers", "chat:7", 3, 100),
        *((kind, "staff", "staff:-7", 0, 100) for kind in ("TakeList", "SendLinks", "SendCodes", "SendCases")),
    ]
    assert [(row.call, row.action, row.number_key, row.sent_at) for row in recorded] == [
        (1, "GetPhoneNumberVerificationStatus", hash_of_number, None),
        (2, "QueryChatappPhoneNumbers", hash_of_number, None),
        (3, "ChatappMigrationVerified", hash_of_number, None),
        (4, "QueryChatappBindWaba", hash_of_number, None),
        (5, "CreateChatappMigrationInitiate", hash_of_number, None),
        (6, "GetMigrationVerifyCode", hash_of_number, None),
        (7, "ChatappMigrationRegister", hash_of_number, None),
    ]


async def test_lanes_fit_their_column(store: Store) -> None:
    """With the longest ids that there are."""
    big = 2**63 - 1
    async with store.transaction() as tx:
        read = ReadStatus(chat_id=-big, case_id=CaseId(big), call=1, space="s", phone=NUMBER)
        await tx.owe([DeleteMessage(chat_id=-big, message_id=2**31 - 1), read], now=1)
        lanes = list((await tx._connection.execute(select(outbox.c.lane))).scalars())

    assert max(map(len, lanes)) <= 48


def test_every_effect_has_somebody_to_carry_it_out() -> None:
    """And every call its name at the provider."""
    assert {queue_of(type(effect).__name__) for effect in EFFECTS} == {
        Queue.CUSTOMERS,
        Queue.NOTICES,
        Queue.STAFF,
        Queue.CALLS,
    }
    assert set(ACTIONS) == set(get_args(Call))


async def test_a_claimed_row_leads_to_its_card(store: Store) -> None:
    """The message that shows where its case stands comes along, 0 where there is none."""
    case = await added(store)
    show = Show(case=case, screen=Screen.HELP, at=1)
    async with store.transaction() as tx:
        await tx.owe([show, replace(show, case=replace(case, id=CaseId(0), chat_id=9))], now=1)
        rows = await tx.claim(Queue.CUSTOMERS, lanes=9, lease="a", now=1, until=9)
        await tx.settle_many(rows[:1], {rows[0]: 501})
        await tx.hand_back(rows[1:])
        await tx.owe([show], now=1)
    async with store.transaction() as tx:
        again = await tx.claim(Queue.CUSTOMERS, lanes=9, lease="b", now=1, until=9)

    assert [(row.case_id, row.card_id) for row in rows] == [(case.id, 0), (0, 0)]
    assert [(row.case_id, row.card_id) for row in again] == [(0, 0), (case.id, 501)]


OUTCOMES: dict[str, tuple[Outcome, tuple[str, str, str, str, str]]] = {
    "accepted": (Accepted(request_id="R"), ("accepted", "", "OK", "", "R")),
    "refused": (
        Refused(fault=Fault.WRONG_CODE, code="136025", message="m", request_id="R"),
        ("refused", "wrong-code", "136025", "m", "R"),
    ),
    "not sent": (NotSent(fault=Fault.THROTTLED, code="c"), ("not_sent", "throttled", "c", "", "")),
    "unknown": (Unknown(reason="ReadTimeout", code="c"), ("unknown", "", "c", "ReadTimeout", "")),
    "overlong": (
        Refused(fault=Fault.UNRECOGNISED, code="x" * 100, message="m" * 300, request_id="r" * 300),
        ("refused", "unrecognised", "x" * 100, "m" * 300, "r" * 64),
    ),
}


@pytest.mark.parametrize("name", OUTCOMES)
async def test_outcomes_are_recorded(store: Store, name: str) -> None:
    """Each kind, with what the provider said, within what the columns hold."""
    outcome, row = OUTCOMES[name]
    call = EFFECTS[5]
    assert isinstance(call, SubmitCode)
    async with store.transaction() as tx:
        await tx.owe([call], now=1)
        assert await tx.mark_sent(call, now=2)
        assert not await tx.mark_sent(call, now=3)
        await tx.finish_calls([(call, outcome)], known={call.case_id}, now=4)
    async with store.transaction() as tx:
        _, (called,) = await tx.history(3)

    assert tuple(called[key] for key in ("outcome", "fault", "code", "message", "request_id")) == row
    assert (called["sent_at"], called["finished_at"]) == (2, 4)


async def test_a_number_is_taken_by_an_open_case(store: Store) -> None:
    """Another's, in the same space."""
    first = await added(store)
    second = replace(first, id=CaseId(first.id + 1))
    async with store.transaction() as tx:
        assert not await tx.is_number_taken(first)
        assert await tx.is_number_taken(second)
        assert not await tx.is_number_taken(replace(second, space="cams-2"))
        assert not await tx.is_number_taken(replace(second, phone="6281"))


async def test_nothing_of_a_case_is_readable(store: Store) -> None:
    """Its row has what is looked up by, hashed, and the rest encrypted."""
    await added(store)
    async with store.transaction() as tx:
        row = (await tx._connection.execute(select(cases))).mappings().one()

    assert [value for value in row.values() if NUMBER in str(value) or "Toko" in str(value)] == []


def test_fingerprints_need_the_key(tmp_path: Path) -> None:
    """A code is told from another without being kept; without the key nobody can try all million of them."""
    store, other = (Store(open_engine(f"sqlite:///{tmp_path}/bot.db"), Cipher([new_key()])) for _ in range(2))
    marks = {
        store.fingerprint(NUMBER, "123456"),
        store.fingerprint(NUMBER, "123457"),
        store.fingerprint("6281", "123456"),
        other.fingerprint(NUMBER, "123456"),
    }

    assert len(marks) == 4
    assert store.fingerprint(NUMBER, "123456") in marks
