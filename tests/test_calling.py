"""Calls to the provider: when one may be made again, and that none leaves but at its turn."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.calling import (
    INTERRUPTED,
    LONGEST_TURN,
    READS_AGAIN,
    RESEND_WAITS,
    TURNS_TAKEN,
    Caller,
    Pace,
    resend_wait,
)
from bot.flow import policy
from bot.flow.effects import Call, Change, Read, ReadStatus, RequestCode, SubmitCode
from bot.flow.model import Accepted, CaseId, Channel, Fault, NotSent, Outcome, Refused, Unknown
from bot.leasing import LEASE, LeaseLostError, Leases
from bot.store import ACTIONS, Claimed, Store
from db.encryption import Cipher
from db.engine import open_engine
from tests.cams.calls import CALLS
from tests.support.office import KEY, NOT_VERIFIED, Time

SUBMIT = SubmitCode(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281", code="123456")
STATUS = ReadStatus(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281")
REQUEST = RequestCode(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281", channel=Channel.SMS, language="en")
CHANGES = {name: call for name, call in CALLS.items() if isinstance(call, Change)}
READS = {name: call for name, call in CALLS.items() if isinstance(call, Read)}
LAST = len(RESEND_WAITS)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("fault", [Fault.THROTTLED, Fault.PROVIDER_DOWN])
def test_what_certainly_did_not_run_is_sent_again(call: Call, fault: Fault) -> None:
    """After longer and longer waits, or as long as the provider asks; then its answer is that it was not sent."""
    assert [resend_wait(call, NotSent(fault=fault), attempts) for attempts in range(LAST + 1)] == [*RESEND_WAITS, None]
    assert resend_wait(call, NotSent(fault=fault, retry_after=30), 0) == 30
    assert resend_wait(call, NotSent(fault=fault, retry_after=0.2), 0) == RESEND_WAITS[0]


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.THROTTLED, Fault.PROVIDER_DOWN}))
def test_what_waiting_does_not_mend_is_not_sent_again(fault: Fault) -> None:
    """Credentials, the clock, a defect of ours: the workflow must hear of it."""
    assert resend_wait(SUBMIT, NotSent(fault=fault), 0) is None


@pytest.mark.parametrize(
    "outcome", [Accepted(), Refused(fault=Fault.WRONG_CODE, code="x")], ids=["accepted", "refused"]
)
def test_an_answer_is_final(outcome: Outcome) -> None:
    """Whatever the call was."""
    assert [resend_wait(call, outcome, 0) for call in CALLS.values()] == [None] * len(CALLS)


def test_only_reads_are_repeated_when_nobody_knows() -> None:
    """At once, and once; what may have changed something at the provider is never made again."""
    unknown = Unknown(reason="ReadTimeout")

    assert {name: resend_wait(call, unknown, 0) for name, call in CHANGES.items()} == dict.fromkeys(CHANGES)
    for read in READS.values():
        assert [resend_wait(read, unknown, attempts) for attempts in range(READS_AGAIN + 1)] == [0] * READS_AGAIN + [
            None
        ]


def test_a_code_with_patience_left_is_not_too_old() -> None:
    """All waits together are far less than a code's life."""
    assert sum(RESEND_WAITS) < 60


# --- Turns

INTERVAL = 0.104
GRACE = 0.03
KEY_OF_READS = f"AK:{ACTIONS[ReadStatus]}"


@dataclass
class Provider:
    """Notes when each call leaves. `connecting` are the seconds until a connection is there."""

    time: Time
    connecting: float = 0
    left_at: list[float] = field(default_factory=list)

    async def carry_out(self, _: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        self.time.now += self.connecting
        await leave()
        self.left_at.append(self.time())
        return NOT_VERIFIED


class Replica:
    """One that makes calls. `claim` gives the next one its turn; `goes` lets it leave."""

    def __init__(self, url: str) -> None:
        self.time = Time()
        self.store = Store(open_engine(url), Cipher([KEY]))
        self.provider = Provider(self.time)
        self.left: list[int] = []
        self.leases = Leases(new_name=lambda: f"lease{self._rows}", clock=self.time, lived=self.time)
        self.caller = Caller(
            store=self.store,
            provider=self.provider,
            clock=self.time,
            wait=self.time.wait,
            leases=self.leases,
            pace=Pace(account="AK", interval=INTERVAL, grace=GRACE),
        )
        self._rows = 0

    async def claim(self, call: Call = STATUS, *, waited: float = 0) -> Claimed:
        self._rows += 1
        now = self.time()
        lease, until = self.leases.begin(now=now)
        row = Claimed(id=self._rows, lane="call:3", kind=type(call).__name__, payload=b"", case_id=3,
                      owed_at=now - waited, attempts=0, lease=lease, leased_until=until, card_id=0)  # fmt: skip
        async with self.store.transaction() as tx:
            assert await self.caller.prepare(tx, row, call, now=now, until=row.leased_until) is None
        self.caller.start([row])
        return row

    async def owe(self, call: Call) -> None:
        async with self.store.transaction() as tx:
            await tx.owe([call], now=self.time())

    async def goes(self, row: Claimed, call: Call = STATUS) -> Outcome:
        return await self.caller.carry_out(row, call, lambda: self.left.append(row.id))

    async def others_take(self, turns: int) -> float:
        """Other replicas have calls too; gives the last of their turns."""
        slots: list[float] = []
        for _ in range(turns):
            async with self.store.transaction() as tx:
                slots.append(await tx.grant(KEY_OF_READS, interval=INTERVAL, now=self.time()))
        return slots[-1]


@pytest.fixture
async def replica(database_url: str) -> AsyncGenerator[Replica]:
    """A replica on an empty database."""
    made = Replica(database_url)
    yield made
    await made.store.close()


async def test_calls_leave_at_their_turns(replica: Replica) -> None:
    """The first at once, each of the others so much later; however long a connection takes, within reason."""
    began = replica.time()
    rows = [await replica.claim() for _ in range(3)]
    replica.provider.connecting = GRACE * 0.9
    assert [await replica.goes(row) for row in rows] == [NOT_VERIFIED] * 3

    expected = [began + replica.provider.connecting, began + INTERVAL, began + 2 * INTERVAL]
    assert replica.provider.left_at == pytest.approx(expected, abs=1e-5)
    assert (replica.left, replica.caller.waiting(ReadStatus)) == ([1, 2, 3], 0)


async def test_a_call_that_missed_its_turn_takes_another(replica: Replica) -> None:
    """Frozen for a second: leaving now it would come between the calls of others, who have had their turns since."""
    row = await replica.claim()
    replica.time.now += 1
    last = await replica.others_take(5)
    await replica.goes(row)

    assert replica.provider.left_at == pytest.approx([last + INTERVAL], abs=1e-5)


class Twice(Provider):
    """Goes again after so many seconds, as where a key was refused at the door."""

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        await super().carry_out(call, leave)
        return await super().carry_out(call, leave)


async def test_a_call_that_goes_again_takes_another_turn(replica: Replica) -> None:
    """It left once, in two requests, and the second is one of the account's too."""
    replica.caller._provider = Twice(replica.time, connecting=GRACE * 2)
    row = await replica.claim()
    last = await replica.others_take(3)
    assert await replica.goes(row) == NOT_VERIFIED
    after = replica.time()

    assert replica.left == [1]
    assert after > last


async def test_a_call_does_not_go_again_once_its_lease_is_over(replica: Replica) -> None:
    """Somebody else may have it by then, and finds out what it did."""
    replica.caller._provider = provider = Twice(replica.time)
    row = await replica.claim()
    provider.left_at = Ageing(replica.time)
    with pytest.raises(LeaseLostError):
        await replica.goes(row)

    assert (len(provider.left_at), replica.caller.waiting(ReadStatus)) == (1, 0)


class Ageing(list[float]):
    """Lets an hour pass when a call has left."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self.time = time

    def append(self, moment: float) -> None:
        super().append(moment)
        self.time.now += 3600


async def test_who_is_always_late_leaves_in_the_end(replica: Replica) -> None:
    """A machine so slow that each turn is missed must not take turns for ever and send nothing."""
    taken = await replica.claim()

    async def wait(seconds: float) -> None:
        replica.time.now += seconds + 2 * GRACE

    replica.caller._wait = wait
    real, granted = replica.caller._another_turn, []

    async def another_turn(*given: Any) -> float:
        granted.append(await real(*given) + 1)
        return granted[-1]

    replica.caller._another_turn = another_turn  # type: ignore[assignment,method-assign]  # -- counts
    replica.time.now += 1
    assert await replica.goes(taken) == NOT_VERIFIED
    assert len(granted) == TURNS_TAKEN - 1


@pytest.mark.parametrize("seconds", [LONGEST_TURN + 1, LEASE - 1], ids=["far", "farther"])
async def test_where_no_turn_is_near_it_is_put_off(replica: Replica, seconds: float) -> None:
    """It has certainly not left, and the turn is somebody else's."""
    row = await replica.claim()
    replica.time.now += 1
    async with replica.store.transaction() as tx:
        await tx.slow_down(KEY_OF_READS, until=replica.time() + seconds)
    outcome = await replica.goes(row)

    assert isinstance(outcome, NotSent)
    assert outcome.fault is Fault.THROTTLED
    assert outcome.retry_after == pytest.approx(seconds, abs=1e-5)
    assert (replica.provider.left_at, replica.left, replica.caller.waiting(ReadStatus)) == ([], [], 0)
    assert await replica.others_take(1) == pytest.approx(replica.time() + seconds, abs=1e-5)


async def test_without_a_database_no_turn_is_taken(replica: Replica) -> None:
    """It has certainly not left, and is tried again soon."""
    row = await replica.claim()
    replica.time.now += 1

    @asynccontextmanager
    async def transaction() -> AsyncGenerator[Any]:
        yield replica.store  # Which grants no turns.

    replica.store.transaction = transaction  # type: ignore[method-assign]  # -- a database that does not work
    assert await replica.goes(row) == NotSent(fault=Fault.THROTTLED, retry_after=RESEND_WAITS[0])
    assert replica.provider.left_at == []


@pytest.mark.parametrize("where", ["before its turn", "at its turn"])
async def test_nothing_leaves_under_a_lease_that_is_over(replica: Replica, where: str) -> None:
    """Frozen for a minute: whoever has the call by now has settled it as unknown, and may have told the customer."""
    row = await replica.claim()
    if where == "before its turn":
        replica.time.now += LEASE
    else:
        replica.provider.connecting = LEASE
    with pytest.raises(LeaseLostError):
        await replica.goes(row)

    assert (replica.provider.left_at, replica.left, replica.caller.waiting(ReadStatus)) == ([], [], 0)


async def test_what_was_over_before_it_was_started_is_nobodys(replica: Replica) -> None:
    """Frozen between the claim and its start, and others prepared calls since."""
    row = await replica.claim()
    replica.caller.forget(row)
    with pytest.raises(LeaseLostError):
        await replica.goes(row)


async def test_a_clock_that_was_set_back_makes_nobody_wait_for_long(replica: Replica) -> None:
    """The turn is minutes away by it; waiting for that would outlast the lease by any other clock."""
    row = await replica.claim()
    replica.time.now -= 240
    began = replica.time()
    await replica.goes(row)

    assert replica.provider.left_at[0] - began <= 2 * LONGEST_TURN


# --- At most once


@pytest.mark.parametrize("call", CHANGES.values(), ids=CHANGES)
async def test_a_change_that_left_is_never_sent_again(replica: Replica, call: Change) -> None:
    """A crash after the mark leaves the outcome unknown: a second SMS or registration is not ours to risk."""
    await replica.owe(call)
    row = await replica.claim(call)
    assert await replica.goes(row, call) == NOT_VERIFIED

    again = await replica.claim(call)

    assert await replica.goes(again, call) == Unknown(reason=INTERRUPTED)
    assert replica.left == [row.id]


@pytest.mark.parametrize("call", READS.values(), ids=READS)
async def test_a_read_that_left_may_be_sent_again(replica: Replica, call: Read) -> None:
    """It changes nothing."""
    await replica.owe(call)
    rows = [await replica.claim(call), await replica.claim(call)]

    assert [await replica.goes(row, call) for row in rows] == [NOT_VERIFIED] * 2


@pytest.mark.parametrize(
    ("call", "life", "fault"),
    [(SUBMIT, policy.CODE_LIFE, Fault.CODE_EXPIRED), (REQUEST, policy.IN_HAND, Fault.MOMENT_PASSED)],
    ids=["submit", "request"],
)
@pytest.mark.parametrize("counted", ["from what the customer said", "from when it was owed"])
async def test_what_comes_too_late_does_not_leave(
    replica: Replica, call: Change, life: int, fault: Fault, counted: str
) -> None:
    """No code that is too old, and no SMS to a phone that nobody may be holding any more."""
    for late in (0, 1):
        said, waited = (int(replica.time()) - life - late, 0) if "said" in counted else (0, life + late)
        when: dict[str, Any] = {"written_at": said} if isinstance(call, SubmitCode) else {"in_hand_at": said}
        owed = replace(call, call=late + 1, **when)
        await replica.owe(owed)
        row = await replica.claim(owed, waited=waited)
        assert await replica.goes(row, owed) == (NotSent(fault=fault) if late else NOT_VERIFIED)
