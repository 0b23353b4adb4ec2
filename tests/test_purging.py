"""What has outlived its time is erased, whoever serves meanwhile; what counts, and what goes on, is kept."""

import asyncio
from collections.abc import AsyncGenerator, Generator

import pytest
from sqlalchemy import select, update

from bot.flow import policy
from bot.flow.model import Budget, Case, Fault, Offers, Refused, State, Try
from bot.purging import BATCH, CASES, Purge
from bot.store import START, Erased, Store
from chaos.databases import Databases
from db.engine import transaction
from db.tables import cases, chats, events, outbox
from tests.flow.cast import T
from tests.support import stock
from tests.support.everywhere import places_of
from tests.support.office import NOT_VERIFIED, NUMBER, Office, Time

OFFERS = Offers(kept_days=30, record_days=365)
MONTH = 31 * policy.DAY
YEAR = 366 * policy.DAY


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases over an empty database."""
    opened = Office(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def postgresql_url(databases: Databases) -> Generator[str]:
    """Where there can be several replicas."""
    yield from databases.fresh("postgresql")


def purge_of(store: Store, time: Time) -> Purge:
    """A purge that waits for nothing."""
    return Purge(transaction=store.transaction, clock=time, wait=time.wait, offers=OFFERS)


async def purged(office: Office, later: float) -> dict[str, int]:
    """What a purge finds to do that much later; nothing that it does not find is left out."""
    office.time.now += later
    purge = purge_of(office.store, office.time)
    expected = await purge.look()
    done = await purge.work()
    assert {name: done[name] for name in expected} == expected
    return {name: rows for name, rows in done.items() if rows}


async def found(office: Office, *wanted: str) -> dict[str, set[str]]:
    """Where that stands in the database."""
    return await places_of(office.store._engine, office.store._cipher, *wanted)


async def test_of_every_finished_case_nothing_says_whose_it_was(database_url: str) -> None:
    """Cases of each state, with all that is ever stored about one: number, label and chat stand nowhere any more."""
    office = Office(database_url, now=Time(T + MONTH))
    await stock.fill(office.store)
    async with office.store.transaction() as tx:
        stored = await tx.list_cases(state=None, limit=stock.MANY)
        waiting = await tx.take([case.chat_id for case in stored], limit=stock.MANY, each=9)
        await tx.decided([each.update_id for each in waiting], now=T)
        await tx.forget_tellings(before=office.time())
    async with transaction(office.store._engine) as connection:
        await connection.execute(update(chats).values(blocked_until=0, silent_until=0, since=T))
        await connection.execute(update(cases).values(updated_at=T))
        await connection.execute(update(outbox).where(outbox.c.lease.is_not(None)).values(leased_until=T))
    over = [case for case in stored if case.deadline is None]
    going_on = [case for case in stored if case.deadline is not None]
    done = await purge_of(office.store, office.time).work()
    assert done[CASES] == len(over) > 0

    texts = {text for case in over for text in (case.phone, case.label, str(case.chat_id)) if text}
    assert await found(office, *texts) == {}
    kept = await found(office, *(case.label for case in going_on))
    assert kept.keys() == {case.label for case in going_on}
    async with office.store.transaction() as tx:
        left = await tx.lock_cases([case.id for case in over], erased=True)
        assert await tx.lock_cases([case.id for case in over]) == {}
    await office.close()
    assert left == {case.id: Case(id=case.id, chat_id=0, state=case.state, space=case.space) for case in over}


async def test_counters_and_history_are_left(office: Office) -> None:
    """The number's tries count on, and what happened when can still be told; a year later it is gone too."""
    await office.to_code()
    case = await office.case_of(7)
    tried = Budget(tries=(Try(int(office.time()), "m"),), requests=(int(office.time()),))
    async with office.store.transaction() as tx:
        await tx.save_budgets({NUMBER: tried}, now=office.time())
    await office.says(7, "/cancel")
    assert await purged(office, MONTH) == {CASES: 1}
    async with office.store.transaction() as tx:
        happened, _ = await tx.history(case.id)
        assert await tx.lock_budgets([NUMBER]) == {NUMBER: tried}

    assert [row["event"] for row in happened] == ["Invited", "Agreed", "Cancelled", "Erased"]
    assert {row["detail"] for row in happened} == {"", "age"}
    assert await purged(office, YEAR) == {"records": 1, "numbers": 1}
    async with office.store.transaction() as tx:
        assert await tx.history(case.id) == ([], [])


async def test_the_providers_words_go_with_the_name(office: Office) -> None:
    """Its RequestIds lead to the number, there; that a call was made, and how it went, is left."""
    await office.to_code()
    wrong = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)
    office.provider.outcomes = [NOT_VERIFIED, wrong]
    await office.says(7, "654321")
    case = await office.case_of(7)
    await office.says(7, "/cancel")
    await purged(office, MONTH)
    async with office.store.transaction() as tx:
        _, called = await tx.history(case.id)

    assert [(row["outcome"], row["code"]) for row in called] == [("accepted", "OK"), ("refused", "136025")]
    assert {(row["message"], row["request_id"]) for row in called} == {("", "")}


async def test_what_goes_on_is_left_alone(office: Office) -> None:
    """A case that waits for anything, and one that ended less than a month ago, are as they were."""
    await office.to_code()
    await office.invites("other", phone="6289876543210", life=10**9)
    await office.says(8, "/start other")
    await office.says(8, "/cancel")

    assert await purged(office, policy.DAY) == {"numbers": 2}  # Nothing is in them.
    assert (await office.case_of(7)).state is State.WAITING_CODE
    assert (await office.case_of(8)).label == "Toko"


async def test_a_chat_goes_on_with_what_it_has_left(office: Office) -> None:
    """Of two cases the older is erased; the chat is about the other one, and known."""
    await office.to_code()
    await office.says(7, "/cancel")
    first = await office.case_of(7)
    office.time.now += MONTH
    await office.invites("other", phone="6289876543210", life=10**9)
    await office.says(7, "/start other")
    async with transaction(office.store._engine) as connection:
        await connection.execute(update(chats).values(case_id=first.id))

    assert (await purged(office, 0))[CASES] == 1
    assert (await office.case_of(7)).phone == "6289876543210"


async def test_a_link_that_nobody_opened_goes(office: Office) -> None:
    """With the number in it; one that may still be opened stays."""
    await office.invites("old", phone="6281111111111")
    await office.invites("new", phone="6282222222222", life=100 * policy.DAY)

    assert await purged(office, MONTH + policy.DAY) == {"links": 1}
    assert (await found(office, "6281111111111", "6282222222222")).keys() == {"6282222222222"}


async def test_a_stranger_is_forgotten(office: Office) -> None:
    """Who only looked in: their account and language. They are welcome again, and one who just came is kept."""
    await office.says(7, "/language id")
    assert (await purged(office, MONTH - 2 * policy.DAY)) == {}
    await office.says(8, "/start")
    assert await purged(office, 2 * policy.DAY) == {"chats": 1}
    async with transaction(office.store._engine) as connection:
        assert (await connection.execute(select(chats.c.chat_id))).scalars().all() == [8]
    await office.says(7, "/start")
    assert office.messenger.shown[-1].case.language == "en"


async def test_what_comes_as_a_chat_is_forgotten_is_decided(office: Office) -> None:
    """An update is stored in the very moment in which its chat is dropped: nobody waits for ever."""
    await office.put(office.message(7, text="/help"))
    async with transaction(office.store._engine) as connection:
        await connection.execute(chats.delete())
    await office.settle_down()
    assert len(office.messenger.shown) == 1


async def test_what_cannot_be_said_for_a_month_is_given_up(office: Office) -> None:
    """It has names in it. That it was owed is kept."""
    await office.to_code()
    await office.put(office.message(7, text="/human"))
    await office.conversation.work()
    office.dispatch.started.clear()
    async with transaction(office.store._engine) as connection:
        await connection.exec_driver_sql("UPDATE outbox SET lease = NULL, leased_until = NULL")

    done = await purged(office, MONTH)
    assert done["owed"] > 0
    async with transaction(office.store._engine) as connection:
        reasons = (await connection.exec_driver_sql("SELECT DISTINCT reason FROM buried")).scalars().all()
    assert reasons == ["too old"]


async def test_it_goes_in_small_steps_and_may_end_between_them(office: Office) -> None:
    """No transaction has more than a batch; what is left is found by the next run."""
    many = 2 * BATCH + 10
    async with office.store.transaction() as tx:
        for chat_id in range(1, many + 1):
            case = Case(chat_id=chat_id, state=State.LIVE, space="cams-1", phone=f"6281{chat_id:06}")
            await tx.add_case(case, invitation_id=0, now=office.time())
    office.time.now += MONTH
    purge = purge_of(office.store, office.time)
    steps = iter([True, False, False])
    assert (await purge.work(goes_on=lambda: next(steps, False)))[CASES] == BATCH
    before = office.time.now
    assert (await purge.work())[CASES] == many - BATCH
    assert office.time.now - before >= 2 * 0.05
    async with transaction(office.store._engine) as connection:
        erased = select(events.c.case_id).where(events.c.event == "Erased")
        assert len((await connection.execute(erased)).scalars().all()) == many


async def test_what_somebody_holds_is_passed_over(postgresql_url: str) -> None:
    """Another replica decides in a chat just now: nobody waits for anybody, and the next run has the case."""
    office, other = Office(postgresql_url), Office(postgresql_url)
    async with office.store.transaction() as tx:
        for chat_id in (1, 2):
            case = Case(chat_id=chat_id, state=State.LIVE, space="cams-1", phone=f"628{chat_id}")
            await tx.put([], now=1)
            await tx.lock_chats([chat_id])
            await tx.add_case(case, invitation_id=0, now=office.time())
    async with other.store.transaction() as theirs:
        await theirs.lock_chats([1])
        done = await asyncio.wait_for(purged_alone(office), 5)
    assert done == 1
    assert await purged_alone(office) == 1
    await office.close()
    await other.close()


async def purged_alone(office: Office) -> int:
    """How many cases a purge erases a month later."""
    async with office.store.transaction() as tx:
        found, place = await tx.finished_cases(before=office.time() + MONTH, after=START, limit=BATCH)
        assert place is None
        await tx.erase(found, why=Erased.AGE, now=office.time())
    return len(found)
