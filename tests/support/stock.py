"""One of everything that is ever stored: put in by the program itself, and read out again as plain values."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import zip_longest
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter
from sqlalchemy import Table, select

from bot.codec import decode_effect, encode_case
from bot.flow import relaying
from bot.flow import staff as staffs
from bot.flow.announcements import Announcement, Kind
from bot.flow.colleagues import Link
from bot.flow.effects import (
    Call,
    DeleteMessage,
    Effect,
    Ending,
    Note,
    Place,
    ReadNumbers,
    ReadStatus,
    Reason,
    Screen,
    SendCopy,
    Show,
    SubmitCode,
    TellStaff,
    TellTopic,
)
from bot.flow.model import Case, CaseId, Fault, Invitation, LinkState, Outcome, State
from bot.flow.moderation import Telling
from bot.flow.relaying import KeepTopic, ToCustomer, ToStaff
from bot.flow.sheets import Made, SendCases, SendCodes, SendLinks, TakeList
from bot.flow.staff import (
    AnswerStaff,
    Attached,
    Bar,
    Bars,
    Chart,
    Columns,
    DeepLink,
    Duration,
    Key,
    Line,
    Member,
    Moment,
    Named,
    Ours,
    Role,
    SendEvidence,
)
from bot.store import Arrival, Chat, Deed, Digest, Notice, Queue, Return, Store, Topic, Transaction
from db import announcements, keyring
from db.tables import calls, events, relayed, topics
from tests.flow import everything
from tests.flow.cast import ACCEPTED, CODE, NOT_VERIFIED, PHONE, TIMED_OUT, T, not_sent, refused

Value = TypeVar("Value", Case, Show, TellStaff)

TOKENS = ("unused", "used")
INVITATION = Invitation(id=0, space="cams-1", expires_at=T + 9, phone="6281234500001", label="Toko", language="id")
NOTICE = "fault:clock"
PACE = "LTAI:ChatappMigrationVerified"
LATER = T + 10**9
"""By then everything is due, and every lease is over."""

REPLICA = 2**30

MANY = 10_000
"""More than there is of anything."""


def stored_cases() -> Iterator[Case]:
    """Cases of each state, one of each set of fields that are written; every kind of budget at least once.

    Each has a chat, a space and a number of its own, as open cases must; ids and numbers need more than 32 bits.
    """
    seen: set[object] = set()
    number = 0
    for case in everything.cases():
        shapes = {(case.state, *json.loads(encode_case(case))), case.budget}
        if case.state is State.UNINVITED or shapes <= seen:
            continue
        seen |= shapes
        number += 1
        phone = case.phone and f"62812345{number:05}"
        yield replace(
            filled(case) if case.state is State.HELD and case.expected_phone else case,
            id=CaseId(0),
            chat_id=7_000_000_000 + number,
            space=f"cams-{number}",
            label=f"Toko {number} «é»",
            region="ID",
            language="id",
            phone=phone,
            expected_phone=case.expected_phone and phone,
        )


def stored_effects(case: Case) -> Iterator[Effect]:
    """Effects of each kind, with each word that they can carry at least once."""
    places = [*Place, *Place]
    for at, (screen, note, place) in enumerate(zip_longest(Screen, Note, places)):
        show = Show(case=case, screen=screen or Screen.HELP, at=T + at, note=note, place=place or Place.NEW)
        yield filled(show) if at % 2 else show
    for at, (reason, fault) in enumerate(zip_longest(Reason, Fault)):
        notice = TellStaff(reason=reason or Reason.FAULT, case=case, at=T + at, fault=fault)
        yield filled(notice) if at % 2 else notice
    yield DeleteMessage(chat_id=case.chat_id, message_id=2**40)
    yield SendCopy(chat_id=case.chat_id)
    values: dict[str, staffs.Value] = {
        "name": "«é»",
        "times": 3,
        "moment": Moment(T),
        "role": Named("staff-role-agent"),
        "link": DeepLink("t"),
        "account": Ours("7"),
        "took": Duration(7),
    }
    yield AnswerStaff(
        chat_id=-(2**40),
        at=T,
        paragraphs=((Line("staff-people-title"), Line("staff-people-member", values)),),
        keys=((Key(label="staff-key-copy-link", copies=DeepLink("t")), Key(label="button-yes", command="case 7")),),
        thread_id=5,
        reply_to=6,
        over=7,
        tap="8",
        case_id=case.id,
        attached=Attached.of("a.csv", bytes(range(256))),
        chart=Chart(
            Line("staff-chart-days"),
            (
                Bars(Line("staff-chart-codes"), (Bar(Line("staff-channel-sms"), 3, "5 %", full=4),)),
                Columns(Line("staff-chart-days"), Line("staff-chart-left"), Line("staff-chart-left"), (("24", 1, 2),)),
            ),
        ),
    )
    yield SendEvidence(chat_id=-(2**40), case_id=case.id, at=T, thread_id=5, reply_to=6)
    yield TellTopic(notice=TellStaff(reason=Reason.LIVE, case=case, at=T), is_said=True)
    yield KeepTopic(case_id=case.id, at=T)
    came = ToStaff(case_id=case.id, chat_id=case.chat_id, message_id=2**40, at=T, text="«é»", remind_at=T + 5)
    went = ToCustomer(
        case_id=case.id, chat_id=case.chat_id, group_id=-(2**40), message_id=2**40, at=T, language="id", text="«é»"
    )
    yield TakeList(chat_id=-(2**40), at=T, thread_id=3, reply_to=5, by=2**33, file_id="BQAC-_")
    made = Made(
        line=2, id=3, space="cams-1", token="a-token", phrase="«é»", until=T, label="«é»", phone="•• 7", language="id"
    )
    yield SendLinks(chat_id=-(2**40), at=T, thread_id=3, reply_to=5, rows=(made,))
    yield SendCodes(chat_id=-(2**40), at=T, thread_id=3, reply_to=5, rows=(made, made))
    yield SendCases(chat_id=-(2**40), at=T, thread_id=3, reply_to=5, state=State.HELD)
    for kind in relaying.Kind:
        yield replace(came, kind=kind, is_edit=True, is_withheld=True)
        yield replace(went, kind=kind, is_edit=True)
    yield from _calls(case)


def filled(value: Value) -> Value:
    """The value with something in each field that holds its default, in those too that are added later."""
    samples: dict[object, object] = {bool: True, int: 7, str: "«é»", Fault | None: Fault.CLOCK, Note | None: Note.LATE}
    hints = get_type_hints(type(value))
    plain: dict[str, Any] = {
        each.name: samples[hints[each.name]]
        for each in fields(value)
        if hints[each.name] in samples and getattr(value, each.name) == each.default
    }
    return replace(value, **plain)


def _calls(case: Case) -> Iterator[Call]:
    reads: tuple[type[ReadStatus | ReadNumbers], ...] = (ReadStatus, ReadNumbers)
    for call, kind in enumerate(reads, start=1):
        yield kind(chat_id=case.chat_id, case_id=case.id, call=call, space=case.space, phone=case.phone, wait=call)
    for call in range(3, 8):
        yield SubmitCode(
            chat_id=case.chat_id,
            case_id=case.id,
            call=call,
            space=case.space,
            phone=case.phone,
            code=CODE,
            written_at=T,
        )


def _outcomes() -> list[Outcome]:
    return [ACCEPTED, NOT_VERIFIED, TIMED_OUT, refused(Fault.WRONG_CODE, try_used=True), not_sent(Fault.THROTTLED)]


async def fill(store: Store) -> None:
    """Put one of everything in."""
    store._new_event_id = lambda: "evt_1"
    store.use(await keyring.open_ring(store._engine, store._cipher, new_hash_key=None))
    await store.follow_keys(REPLICA)
    async with store.transaction() as tx:
        cases = list(stored_cases())
        updates = [Arrival(2**40 + number, case.chat_id, b'{"update_id":1}') for number, case in enumerate(cases)]
        await tx.put(updates, now=T)
        await tx.decided([updates[0].update_id], now=T + 1)
        await tx.bury_update(updates[1].update_id, now=T + 2)
        invitations = [
            await tx.add_invitation(
                INVITATION,
                token,
                now=T,
            )
            for token in TOKENS
        ]
        stored = [
            await tx.add_case(case, invitation_id=invitations[1] if number else 0, now=T + 0.25)
            for number, case in enumerate(cases)
        ]
        await tx.bind_invitation(invitations[1], chat_id=stored[1].chat_id, case_id=stored[1].id, now=T + 0.5)
        chats = await tx.lock_chats([case.chat_id for case in stored])
        await tx.save_chats(replace(chats[case.chat_id], language="id", case_id=case.id) for case in stored)
        await _links(tx, stored[:3], chats)
        await tx.failed((await tx.take([stored[2].chat_id], limit=1, each=1))[0], until=T + 5)
        await tx.save_telling(stored[0].chat_id, Reason.PERSON_WANTED, Telling(told_at=T, spent_until=T + 1, untold=2))
        await tx.lock_budgets([case.phone for case in stored if case.phone])
        await tx.save_budgets({case.phone: case.budget for case in stored if case.phone}, now=T + 0.125)
        await _history(tx, stored[-1])


async def _links(tx: Transaction, cases: list[Case], chats: Mapping[int, Chat]) -> None:
    """A link that nobody has opened, one that somebody's chat helps with, and one that is over."""
    made = [
        await tx.add_link(
            Link(id=0, case_id=case.id, state=LinkState.MADE, phone=PHONE, expires_at=T + 9), f"link-{case.id}", now=T
        )
        for case in cases
    ]
    theirs = replace(made[1], state=LinkState.OPENED, chat_id=cases[0].chat_id, language="id")
    await tx.save_links([theirs, replace(made[2], state=LinkState.OVER, ending=Ending.EXPIRED)])
    await tx.save_chats([replace(chats[cases[0].chat_id], language="id", case_id=cases[0].id, link_id=theirs.id)])


async def _history(tx: Transaction, case: Case) -> None:
    effects = list(stored_effects(case))
    await tx.owe(effects, now=T)
    await tx.announce([Announcement(kind=Kind.LIVE, case_id=case.id, space=case.space, state=State.LIVE, at=T)], now=T)
    calls = [effect for effect in effects if isinstance(effect, Call)]
    await tx.mark_sent(SubmitCode(chat_id=1, case_id=case.id, call=3, space="", phone="", code=""), now=T + 1)
    await tx.finish_calls(zip(calls[2:], _outcomes(), strict=True), known={case.id}, now=T + 2.5)
    happened = {"case_id": case.id, "at": T, "event": "Agreed", "state_before": "a", "state_after": "b", "detail": "c"}
    await tx.add_events([{**happened, "shown": "ask-code"}])
    await tx.begin_incident(Fault.CLOCK, now=T)
    await tx.end_incident(Fault.CLOCK, now=T + 1)
    await tx.move_group(-5, to=-(2**40), now=T + 0.5)
    await tx.save_notice(NOTICE, Notice(message_id=5, cases=2, opened_at=T, updated_at=T + 1))
    await tx.grant(PACE, interval=0.1, now=T + 0.123456)
    await tx.save_place(
        Topic(case_id=case.id, chat_id=-(2**40), thread_id=5, card_id=6, named="n", shown="s", pinned=True, closed=True)
    )
    await tx.put_canned("hello", "id", "«é»")
    tx.count({("left", "held"): 2, ("arrived", "sms ID Telkomsel"): 1}, now=T)
    await tx.save_digest(Digest(minute=540, zone="Asia/Jakarta", next_at=T + 0.5))
    await tx.take_topic(case.id, by=2**40)
    await tx.remind_later(case.id, at=T + 9.5, told=True)
    await tx.keep_copy(case.id, by_staff=True, source_id=7, copy_id=2**40, now=T + 0.5)
    await tx.beat(now=T + 0.5)
    await tx.come_back(since=T - 30)
    await tx.save_return(Return(back_at=T - 30, step=3, told_to=case.id))
    await tx.save_member(Member(user_id=2**40, role=Role.AGENT, name="«é»", added_by=7, added_at=T + 0.5))
    await tx.add_staff_link("staff", role=Role.AGENT, made_by=7, expires_at=T + 9.5)
    await tx.use_staff_link("staff", now=T + 0.5)
    await tx.add_deeds([Deed(actor=7, action="staff", detail="added"), Deed(actor=0, action="close", case_id=1)], now=T)
    (lost, *_) = await tx.claim(Queue.NOTICES, lanes=1, each=2, lease="a.0000000b", now=LATER, until=LATER + 9)
    await tx.bury(lost, reason="blocked", now=T)
    (shown, *_) = await tx.claim(Queue.CUSTOMERS, lanes=1, each=1, lease="a.0000000c", now=LATER, until=LATER + 9)
    await tx.settle_many([shown], {shown: 2**40})


async def told(store: Store) -> dict[str, Any]:
    """Everything that is stored as the program understands it, each field spelt out, those with defaults too."""
    async with store._engine.connect() as connection:  # Never committed: looking takes leases.
        return await _told(Transaction(connection, store._cipher))


async def _told(tx: Transaction) -> dict[str, Any]:
    cases = sorted(await tx.list_cases(state=None, limit=MANY), key=lambda case: case.id)
    # Of two hundred cases few have anything else: only those are asked about, or nothing here took longer.
    told_of = {*await _ids(tx, events), *await _ids(tx, calls)}
    placed, copied, nothing = await _ids(tx, topics), await _ids(tx, relayed), await tx.history(0)
    chats = await tx.lock_chats([case.chat_id for case in cases])
    effects = [
        (row.id, row.lane, row.owed_at, row.attempts, row.card_id, decode_effect(row.kind, row.payload))
        for queue in (Queue.CUSTOMERS, Queue.STAFF, Queue.NOTICES, Queue.CALLS)
        for row in await tx.claim(queue, lanes=MANY, each=MANY, lease="look", now=2.0 * LATER, until=2.0 * LATER)
    ]
    return {
        "cases": [_plain(case) for case in cases],
        "chats": [_plain(chat) for _, chat in sorted(chats.items())],
        "undecided": [_plain(update) for update in await tx.take(list(chats), limit=MANY, each=MANY)],
        "waiting": await tx.waiting_chats(now=LATER, limit=MANY),
        "due": sorted(await tx.due_cases(now=LATER, limit=MANY)),
        "links": [
            _plain(link)
            for case in cases[:3]
            if (found := await tx.find_link(f"link-{case.id}")) is not None
            for link in await tx.links_of(case.id, besides=[found[0]])
        ],
        "due_links": await tx.due_links(now=LATER, limit=MANY),
        "invitations": [_plain(await tx.find_invitation(token)) for token in TOKENS],
        "effects": [[*rest, _plain(effect)] for *rest, effect in effects],
        "history": [await tx.history(case.id) if case.id in told_of else nothing for case in cases],
        "notice": _plain(await tx.notice(NOTICE)),
        "topics": [_plain(topic) for case_id in placed if (topic := await tx.topic(case_id)) is not None],
        "canned": [await tx.canned_names(), await tx.canned("hello")],
        "due_topics": await tx.due_topics(now=LATER, limit=MANY),
        "copies": [await tx.copy_of(case.id, 7, by_staff=True) if case.id in copied else 0 for case in cases],
        "encrypts_with": (await keyring.follow(tx._connection, tx._cipher)).encrypts_with,
        "announced": [_plain(each) for each in await _announced(tx)],
        "members": [_plain(member) for member in await tx.members()],
        "moved_group": await tx.moved_group(-5),
        "staff_link": _plain(await tx.find_staff_link("staff")),
        "deeds": _plain(await tx.verify_deeds()),
        "counted": sorted((await tx.counted(first=0, last=10**6)).items()),
        "digest": _plain(await tx.digest()),
        "turn": await tx.grant(PACE, interval=0.1, now=T),
    }


async def _ids(tx: Transaction, table: Table) -> list[int]:
    """The cases that the table has rows about, in order."""
    of_case = table.c.case_id
    found = await tx._connection.execute(select(of_case).where(of_case != 0).distinct().order_by(of_case))
    return list(found.scalars())


async def _announced(tx: Transaction) -> list[announcements.Announced]:
    return await announcements.kept(tx._connection, since=0, case_id=None, after=0, limit=MANY)


def _plain(value: object) -> Any:
    kind: Any = type(value)
    return _adapter(kind).dump_python(value, mode="json")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    # To make one takes longer than to use it hundreds of times.
    return TypeAdapter(kind)
