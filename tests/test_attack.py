"""What an attack on the core found once, and must not find again: each test fails without its mending."""

import asyncio
import time
from collections.abc import AsyncGenerator, Generator
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self, cast

import pytest
from sqlalchemy import insert, text, update
from structlog.testing import capture_logs

from bot import cli
from bot.cams.decipher import decipher
from bot.flow.effects import Note, ReadStatus, Screen, SubmitCode
from bot.flow.model import Budget, CaseId, Fault, Refused, State, Unknown
from bot.jobs import beating
from bot.ports import Said
from bot.store import Queue, Transaction
from bot.worker import ALARM_AFTER, Worker
from chaos.databases import Databases
from db import tables
from db.encryption import Cipher
from db.engine import open_engine, transaction
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, NUMBER, Office


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


@pytest.fixture
def postgresql_url(databases: Databases) -> Generator[str]:
    """For what only several replicas can suffer."""
    yield from databases.fresh("postgresql")


# --- One number, several links


async def test_a_second_link_for_a_number_in_one_batch_loses_no_update(office: Office) -> None:
    """After an outage everything comes at once: two links for one number, both agreed to; nothing of it is given up."""
    await office.invites("t")
    await office.invites("u")
    await office.put(*(office.message(7, text=said) for said in ("/start t", "yes", "/start u", "yes")))
    await office.settle_down()

    assert [(show.screen, show.note) for show in office.messenger.shown] == [
        (Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
        (Screen.ASK_CODE, None),
        (Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
        (Screen.CONFIRM_NUMBER, Note.NUMBER_TAKEN),
    ]


async def test_a_number_given_up_in_the_same_batch_is_free(office: Office) -> None:
    """Whoever stops one case and agrees in the next at once is not told that somebody else has the number."""
    await office.to_code(7, "t")
    await office.invites("u")
    await office.put(*(office.message(7, text=said) for said in ("/cancel", "/start u", "yes")))
    await office.settle_down()

    assert office.messenger.screens[-1] is Screen.ASK_CODE
    assert office.messenger.staff == []


async def test_a_number_goes_from_a_newer_case_to_an_older_one(office: Office) -> None:
    """The case that lets the number go is written before the one that takes it, whichever is the older."""
    await office.invites("t")
    await office.says(7, "/start t")
    await office.to_code(8, "u")
    older, newer = [(await office.case_of(chat_id)) for chat_id in (7, 8)]
    assert older.id < newer.id
    with capture_logs() as logs:
        await office.put(office.message(8, text="/cancel"), office.message(7, text="yes"))
        await office.settle_down()

    assert [(await office.case_of(chat_id)).state for chat_id in (7, 8)] == [State.WAITING_CODE, State.CANCELLED]
    assert [each["event"] for each in logs if each["log_level"] == "warning"] == []


# --- Rows that nobody can read


async def test_a_row_that_cannot_be_read_stops_nothing_else(office: Office) -> None:
    """An effect that another version wrote, or no key opens, is given up with notice; what is behind it goes on."""
    cipher = Cipher([KEY])
    async with office.store.transaction() as tx:
        for number, (queue, kind, payload) in enumerate(
            (
                (Queue.CUSTOMERS, "Show", cipher.encrypt(b'{"screen": "of-another-version"}')),
                (Queue.CALLS, "OfAnotherVersion", cipher.encrypt(b"{}")),
                (Queue.CALLS, "SubmitCode", b"no key opens this"),
                (Queue.STAFF, "TellStaff", cipher.encrypt(b'{"reason": "of-another-version"}')),
            )
        ):
            await tx._connection.execute(
                insert(tables.outbox).values(
                    queue=queue,
                    lane=f"lane{number}" if queue != Queue.STAFF else "staff",
                    kind=kind,
                    payload=payload,
                    due_at=office.time(),
                    owed_at=office.time(),
                    case_id=0,
                )
            )
    await office.says(9, "/start")
    assert office.messenger.screens == [Screen.NEED_INVITATION]
    for _ in range(8):
        office.time.now += 60
        await office.settle_down()

    assert sorted(notice.code for notice, _ in office.messenger.staff) == [
        "OfAnotherVersion",
        "Show",
        "SubmitCode",
        "TellStaff",
    ]


async def test_a_case_that_cannot_be_read_stops_its_own_chat_only(office: Office) -> None:
    """A case that no key opens must not keep everybody else from being answered."""
    await office.to_code(7, "t")
    async with office.store.transaction() as tx:
        await tx._connection.execute(update(tables.cases).values(body=b"no key opens this"))
    await office.put(office.message(7, text="/status"), office.message(9, text="/start"))
    for _ in range(5):
        await office.conversation.work()
        office.dispatch.look_everywhere()
        await office.dispatch.work()
        await office.dispatch.finish()
        office.time.now += 20

    assert office.messenger.screens[-1] is Screen.NEED_INVITATION


# --- Turns that come late


async def test_a_code_whose_turn_is_far_away_is_not_taken_for_sent(office: Office) -> None:
    """The provider asks for ten minutes' silence: the code did not leave, so nothing is unknown and no try is gone."""
    await office.to_code(7, "t")
    async with office.store.transaction() as tx:
        await tx.slow_down("AK:ChatappMigrationVerified", until=office.time() + 300)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")
    started = office.time()
    await office.settle_down()
    assert office.time() == started, "it waited in hand"
    for _ in range(12):
        office.time.now += 30
        await office.settle_down()
        if office.messenger.screens[-1] is Screen.VERIFIED:
            break  # After it the number is followed.

    assert [type(call) for call in office.provider.calls] == [ReadStatus, SubmitCode]
    assert office.messenger.screens[-1] is Screen.VERIFIED


async def test_a_clock_that_is_set_back_stops_no_calls(office: Office) -> None:
    """Pacing remembers an instant of the old clock; calls must not wait for it for an hour."""
    async with office.store.transaction() as tx:
        await tx.grant("AK:GetPhoneNumberVerificationStatus", interval=0.1, now=office.time() + 3600)
    await office.to_code(7, "t")
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    start = office.time()
    await office.says(7, "123456")
    assert office.messenger.screens[-1] is Screen.VERIFIED
    assert office.time() - start < 5


# --- PostgreSQL, several replicas


async def test_turns_are_taken_in_one_order(office: Office) -> None:
    """Replicas claim calls of two actions at once, in whichever order they were owed: neither waits for the other."""
    read = ReadStatus(chat_id=1, case_id=CaseId(1), call=1, space="s", phone=NUMBER)
    submit = SubmitCode(chat_id=1, case_id=CaseId(2), call=1, space="s", phone=NUMBER, code="123456")
    orders: list[list[str]] = []
    for effects in ((read, submit), (replace(submit, case_id=CaseId(3)), replace(read, case_id=CaseId(4)))):
        async with office.store.transaction() as tx:
            await tx.owe(effects, now=office.time())
            taken = _TakenTurns(tx)
            await office.dispatch.claim(cast("Transaction", taken), {Queue.CALLS}, now=office.time())
        orders.append(taken.keys)

    assert orders == [["AK:ChatappMigrationVerified", "AK:GetPhoneNumberVerificationStatus"]] * 2


class _TakenTurns:
    """A transaction that remembers whose turns were taken in it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.keys: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._tx, name)

    async def grant(self, key: str, *, interval: float, now: float) -> float:
        self.keys.append(key)
        return await self._tx.grant(key, interval=interval, now=now)


async def test_a_frozen_replica_lets_go(postgresql_url: str) -> None:
    """A replica that stops in mid-transaction holds locks that others wait for: the database ends its session."""
    engine = open_engine(postgresql_url)
    async with transaction(engine) as connection:
        shown = (await connection.execute(text("SHOW idle_in_transaction_session_timeout"))).scalar_one()
    await engine.dispose()
    assert shown not in {"0", None}


# --- Bounds


def test_an_endless_blank_answer_is_read_at_once() -> None:
    """A body of nothing but blanks must not keep the whole program busy for hours."""
    call = ReadStatus(chat_id=1, case_id=CaseId(1), call=1, space="s", phone=NUMBER)
    started = time.process_time()
    outcome = decipher(call, 200, {}, b" " * (1 << 15))
    assert isinstance(outcome, Unknown)
    assert time.process_time() - started < 1


async def test_a_flood_in_one_chat_is_claimed_in_pieces(office: Office) -> None:
    """Whoever sends very many messages must not have all answers leased, decrypted and handed back at each try."""
    await office.put(*(office.message(9, text="hello") for _ in range(300)))
    await office.conversation.work()
    async with office.store.transaction() as tx:
        claimed = await tx.claim(
            Queue.CUSTOMERS, lanes=10, lease="x", now=office.time() + 1000, until=office.time() + 2000
        )
    assert len(claimed) <= 50
    assert [row.id for row in claimed] == sorted(row.id for row in claimed)


# --- What is kept of tries


async def test_a_refused_number_gives_its_try_back(office: Office) -> None:
    """The provider says the number is none: no try was used, so the number must not be left with one."""
    invitation_free = await _open_case_without_number(office)
    office.provider.outcomes = [
        NOT_VERIFIED,
        Refused(fault=Fault.NUMBER_INVALID, code="InvalidParameter.PhoneNumberError"),
    ]
    await office.says(invitation_free, "123456")
    assert (await office.case_of(invitation_free)).state is State.ASKING_NUMBER
    async with office.store.transaction() as tx:
        assert await tx.lock_budgets([NUMBER]) == {NUMBER: Budget()}


async def _open_case_without_number(office: Office) -> int:
    await office.invites("n", phone="")
    await office.says(7, "/start n")
    await office.says(7, f"+{NUMBER}")
    await office.says(7, "yes")
    assert (await office.case_of(7)).state is State.WAITING_CODE
    return 7


async def test_a_buried_update_shows_the_tries_that_are_left(office: Office) -> None:
    """The card below «I could not read that» says how many tries are left; it must know them."""
    await office.to_code(7, "t")
    office.provider.outcomes = [NOT_VERIFIED, Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)]
    await office.says(7, "111111")
    left = (await office.case_of(7)).budget
    office.conversation._hearing._reader = _broken
    await office.put(office.message(7, text="boom"))
    for _ in range(5):
        await office.settle_down()
        office.time.now += 20
    shown = office.messenger.shown[-1]
    assert (shown.note, shown.case.budget) == (Note.CANNOT_READ, left)


def _broken(payload: bytes) -> Said | None:
    raise RuntimeError(str(len(payload)))


# --- Ends


async def test_an_alarm_that_fails_ends_no_worker() -> None:
    """A worker that is no more would let the program take in what nobody decides on."""
    rounds = 0

    async def work() -> bool:
        nonlocal rounds
        rounds += 1
        if rounds > ALARM_AFTER:
            worker.stop()
        raise RuntimeError

    async def alarm(worker: str, error: str) -> None:
        raise ValueError(worker + error)

    async def wait(_: float) -> None:
        pass

    worker = Worker("deciding", work, wait=wait, steady=time.monotonic, alarm=alarm)
    worker.kick()
    await asyncio.wait_for(worker.run(), 5)

    assert rounds == ALARM_AFTER + 1


async def test_a_worker_stops_between_rounds() -> None:
    """One that is cancelled while it commits would not know what has become true."""
    begun, may_end = asyncio.Event(), asyncio.Event()
    ended = False

    async def work() -> bool:
        nonlocal ended
        begun.set()
        await may_end.wait()
        ended = True
        return True

    async def wait(_: float) -> None:
        pass

    worker = Worker("deciding", work, wait=wait, steady=time.monotonic)
    worker.kick()
    running = asyncio.ensure_future(worker.run())
    await begun.wait()
    worker.stop()
    may_end.set()
    await asyncio.wait_for(running, 5)

    assert ended


async def test_the_pulse_goes_on_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler that goes by the wall clock looks for nothing that is due until the hour has passed again."""

    class SetBack(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(time.time(), tz)

    strikes = 0
    enough = asyncio.Event()

    def strike() -> None:
        nonlocal strikes
        strikes += 1
        if strikes == 1:
            monkeypatch.setattr(time, "time", lambda: 0.0)
            monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetBack)
        if strikes == 20:
            enough.set()

    with beating(0.01, strike):
        await asyncio.wait_for(enough.wait(), 5)


@pytest.mark.parametrize(
    "command",
    [["run"], ["cases"], ["case", "1"], ["invite", "--space", "cams-1"], ["keys", "list"], ["keys", "rotate"]],
    ids=str,
)
def test_what_nobody_foresaw_is_not_quoted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    """An exception's text may hold a URL with the token: every command says its kind and where it was raised."""
    secret = "123456:" + "A" * 35

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("https://api.telegram.org/bot" + secret)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "serve", breaks)
    monkeypatch.setattr("bot.terminal.ready_store", breaks)
    monkeypatch.setattr("bot.log.set_up", lambda *_, **__: None)  # it would outlive this test
    settings = {
        "TELEGRAM_BOT_TOKEN": secret,
        "STAFF_CHAT_ID": "-1",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush",
        "ENCRYPTION_KEYS": KEY,
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["bot", *command])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    printed = capsys.readouterr()

    assert ended.value.code == 1
    assert "RuntimeError" in printed.err
    assert "in breaks" in printed.err
    assert secret not in printed.out + printed.err
