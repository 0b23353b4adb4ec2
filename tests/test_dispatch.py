"""Carrying out what is owed: in order, again until it is there, and at most once where that matters."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.buttons import Button
from bot.calling import RESEND_WAITS
from bot.desk import Line
from bot.dispatch import CALLS_AHEAD, MESSAGE_LIFE, MESSAGE_WAITS, REFUSED_WAIT, TO_SPARE
from bot.flow import policy
from bot.flow.effects import DeleteMessage, Effect, Place, ReadStatus, Reason, Screen, Show, SubmitCode, TellStaff
from bot.flow.model import Case, CaseId, Fault, NotSent, Refused, State, Unknown
from bot.leasing import LEASE
from bot.noticing import INCIDENT_LIFE
from bot.ports import Delivered, Delivery, Incident, Later, Leave, Undeliverable
from bot.store import Queue
from db import outbox
from tests.support.office import ACCEPTED, NOT_VERIFIED, VERIFIED, Office

DOWN = NotSent(fault=Fault.PROVIDER_DOWN)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


def screen(number: int, *, chat: int = 7, case_id: int = 3) -> Show:
    """A screen that can be told from others by its time."""
    return Show(case=Case(id=CaseId(case_id), chat_id=chat), screen=Screen.HELP, at=number)


def notice(reason: Reason = Reason.PERSON_WANTED, **changes: Any) -> TellStaff:
    """A notice."""
    return TellStaff(reason=reason, case=Case(id=CaseId(3), chat_id=7), at=1, **changes)


async def owe(office: Office, *effects: Effect) -> None:
    """Owe effects in a transaction of their own."""
    async with office.store.transaction() as tx:
        await tx.owe(effects, now=office.time())


async def owed(office: Office) -> int:
    """How much is still owed."""
    async with office.store.transaction() as tx:
        return await outbox.depth(tx._connection)


async def later(office: Office, seconds: float) -> None:
    """Let time pass, then work off what is due."""
    office.time.now += seconds
    await office.settle_down()


# --- Messages


async def test_messages_of_a_chat_are_in_order(office: Office) -> None:
    """And nobody's wait for anybody else's."""
    await owe(office, screen(1), screen(2, chat=8), screen(3), screen(4, chat=8))
    await office.settle_down()

    shown = [(show.case.chat_id, show.at) for show in office.messenger.shown]
    assert [at for chat, at in shown if chat == 7] == [1, 3]
    assert [at for chat, at in shown if chat == 8] == [2, 4]
    assert await owed(office) == 0


async def test_one_that_is_put_off_holds_its_own_chat_only(office: Office) -> None:
    """Those behind it wait, others do not; it comes when Telegram said, not before."""
    office.messenger.failures = [Later("flood limit", after=9)]
    await owe(office, screen(1), screen(2))
    await office.settle_down()
    await owe(office, screen(3, chat=8))
    await later(office, 8.5)
    assert [show.at for show in office.messenger.shown] == [3]
    await later(office, 0.5)

    assert [show.at for show in office.messenger.shown] == [3, 1, 2]


async def test_waits_grow_and_end(office: Office) -> None:
    """Where Telegram says nothing: after the waits stated, the last of them for ever."""
    office.messenger.failures = [Later("down")] * (len(MESSAGE_WAITS) + 2)
    await owe(office, screen(1))
    await office.settle_down()
    for wait in (*MESSAGE_WAITS, MESSAGE_WAITS[-1]):
        await later(office, wait - 0.1)
        assert office.messenger.shown == []
        await later(office, 0.1)
    await later(office, MESSAGE_WAITS[-1])

    assert [show.at for show in office.messenger.shown] == [1]


async def test_what_could_not_be_said_within_a_day_is_given_up(office: Office) -> None:
    """Staff are told, once, and whose it was."""
    office.messenger.failures = [Later("down"), Later("down")]
    await owe(office, screen(1))
    await office.settle_down()
    await later(office, MESSAGE_LIFE + 1)

    told = [(given.reason, given.case.id, given.code, given.message) for given, _ in office.messenger.staff]
    assert told == [(Reason.BURIED, 3, "Show", "down")]
    assert (office.messenger.shown, await owed(office)) == ([], 0)


async def test_what_telegram_never_takes_is_given_up_at_once(office: Office) -> None:
    """And what is behind it goes on."""
    office.messenger.failures = [Undeliverable("BadRequest")]
    await owe(office, screen(1), screen(2))
    await office.settle_down()

    assert [show.at for show in office.messenger.shown] == [2]
    assert [given.message for given, _ in office.messenger.staff] == ["BadRequest"]


async def test_a_stranger_who_is_gone_is_nobodys_business(office: Office) -> None:
    """Who was never invited and blocked the bot is no customer: staff are not told of each of them."""
    office.messenger.failures = [Undeliverable("blocked", gone=True)]
    await owe(office, screen(1, case_id=0))
    await office.settle_down()

    assert (office.messenger.staff, await owed(office)) == ([], 0)


async def test_a_defect_is_tried_again_then_given_up(office: Office) -> None:
    """A messenger that raises stops nobody else; in the end staff are told of what could not be said."""

    async def broken(show: Show, *, card_id: int, leave: Leave) -> Delivery:
        leave()
        assert card_id == 0
        if show.at == 1:
            raise ZeroDivisionError("with a secret in it")
        office.messenger.shown.append(show)
        return Delivered(5)

    office.messenger.show = broken  # type: ignore[method-assign]  # -- a messenger with a defect
    with capture_logs() as logged:
        await owe(office, screen(1), screen(2, chat=8))
        for _ in range(len(MESSAGE_WAITS) + 1):
            await later(office, MESSAGE_WAITS[-1])

    assert [show.at for show in office.messenger.shown] == [2]
    assert [given.message for given, _ in office.messenger.staff] == ["ZeroDivisionError"]
    assert "secret" not in str(logged)


async def test_the_card_is_remembered(office: Office) -> None:
    """Whichever message a case was shown in last is what the next screen may be written over, in the same lane too."""
    await owe(office, screen(1))
    await office.settle_down()
    assert office.messenger.cards == [0]
    await office.to_code()
    case_id = (await office.case_of(7)).id
    office.messenger.cards.clear()
    await owe(office, screen(2, case_id=case_id), screen(3, case_id=case_id))
    await office.settle_down()
    await owe(office, screen(4, case_id=case_id))
    await office.settle_down()

    first, second, third = office.messenger.cards
    assert (second, third) == (first + 1, first + 2)


async def test_an_edit_that_comes_late_is_a_message(office: Office) -> None:
    """Telegram was away: whoever waited has looked away, and an edit would go unseen."""
    office.messenger.failures = [Later("down", after=59), Later("down", after=60)]
    for number in (1, 2):
        await owe(office, replace(screen(number, chat=number), place=Place.CARD))
        await office.settle_down()
    await later(office, 59)
    await later(office, 1)

    assert [(show.at, show.place) for show in office.messenger.shown] == [(1, Place.CARD), (2, Place.NEW)]


async def test_deletions_wait_for_nobody(office: Office) -> None:
    """A code leaves the chat although the answer to it is held up."""
    office.messenger.failures = [Later("flood limit", after=60)]
    await owe(office, screen(1), DeleteMessage(chat_id=7, message_id=5))
    await office.settle_down()

    assert office.messenger.deleted == [DeleteMessage(chat_id=7, message_id=5)]


# --- Staff


async def test_staff_are_told_in_the_end(office: Office) -> None:
    """A notice is never given up, and those behind it come after it."""
    refused: list[Delivery] = [Later("no such chat")] * 40
    real = office.messenger.tell_staff

    async def tell_staff(given: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        return refused.pop() if refused else await real(given, incident, leave=leave)

    office.messenger.tell_staff = tell_staff  # type: ignore[method-assign,assignment]  # -- a group that is gone for long
    await owe(office, notice(code="first"), notice(code="second"))
    await office.settle_down()
    for _ in range(40):
        await later(office, MESSAGE_LIFE)

    assert [given.code for given, _ in office.messenger.staff] == ["first", "second"]


async def test_a_notice_that_is_never_taken_holds_nobody_up(office: Office) -> None:
    """It waits beside the others and stays owed: alone it is tried at once, then every hour, until it is told."""
    real, refused = office.messenger.tell_staff, {"first"}

    async def tell_staff(given: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        if given.code in refused:
            return Later("BadRequest", is_refused=True)
        return await real(given, incident, leave=leave)

    office.messenger.tell_staff = tell_staff  # type: ignore[method-assign,assignment]  # -- a notice of no use to Telegram
    await owe(office, notice(code="first"), notice(code="second"))
    await office.settle_down()
    for wait in MESSAGE_WAITS[:-1]:
        await later(office, wait)
    assert office.messenger.staff == []
    await later(office, MESSAGE_WAITS[-1])
    await owe(office, notice(code="third"))
    await later(office, 1)

    assert [given.code for given, _ in office.messenger.staff] == ["second", "third"]
    async with office.store.transaction() as tx:
        levels = await tx.levels(queues=[Queue.NOTICES, Queue.REFUSED], states=[])
    assert {name: mailbox.rows for name, mailbox in levels.outbox.items()} == {"notices": 0, "refused": 1}
    refused.clear()
    await later(office, REFUSED_WAIT - 2)
    assert len(office.messenger.staff) == 2
    await later(office, 2)
    assert [given.code for given, _ in office.messenger.staff] == ["second", "third", "first"]
    assert await owed(office) == 0


async def test_a_notice_that_cannot_be_written_holds_nobody_up(office: Office) -> None:
    """A defect of ours in one notice is no reason for the others to wait."""
    real = office.messenger.tell_staff

    async def tell_staff(given: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        if given.code == "first":
            raise ZeroDivisionError("with a secret in it")
        return await real(given, incident, leave=leave)

    office.messenger.tell_staff = tell_staff  # type: ignore[method-assign,assignment]  # -- a messenger with a defect
    await owe(office, notice(code="first"), notice(code="second"))
    for wait in (0, *MESSAGE_WAITS, 1, REFUSED_WAIT):
        await later(office, wait)

    assert [given.code for given, _ in office.messenger.staff] == ["second"]
    assert await owed(office) == 1


async def test_an_incident_ends_after_an_hour_of_quiet(office: Office) -> None:
    """Until then it is one message with a growing count; a customer's own fault is never part of one."""
    clock = {"reason": Reason.FAULT, "fault": Fault.CLOCK}
    for wait in (0, INCIDENT_LIFE - 1, INCIDENT_LIFE - 1, INCIDENT_LIFE):
        office.time.now += wait
        await owe(office, notice(**clock))  # type: ignore[arg-type]  # -- a reason and a fault
        await office.settle_down()
    await owe(office, notice(Reason.FAULT, fault=Fault.TWO_STEP_ON), notice(Reason.FAULT, fault=Fault.TOO_MANY_TRIES))
    await office.settle_down()

    counted = [(incident.cases, incident.message_id) for _, incident in office.messenger.staff]
    assert counted == [(1, 0), (2, 5001), (3, 5001), (1, 0), (1, 0), (1, 0)]


async def test_notices_decided_together_are_one_incident(office: Office) -> None:
    """Three at once are counted as three, and said once."""
    await owe(office, *[notice(Reason.FAULT, fault=Fault.CLOCK)] * 3)
    await office.settle_down()

    counted = [(incident.cases, incident.message_id) for _, incident in office.messenger.staff]
    assert counted == [(3, 0)]


async def test_the_end_of_an_incident_is_written_over_its_notice_once(office: Office) -> None:
    """However many cases show it; the next fault of that kind is another incident, which notifies again."""
    clock = {"fault": Fault.CLOCK}
    fault, over = notice(Reason.FAULT, **clock), notice(Reason.FAULT_OVER, **clock)
    await owe(office, over)
    await office.settle_down()
    assert office.messenger.staff == []
    for told in (fault, fault, over, over, fault, over):
        await owe(office, told)
        await office.settle_down()

    said = [(told.reason, incident.cases, incident.message_id) for told, incident in office.messenger.staff]
    assert said == [
        (Reason.FAULT, 1, 0),
        (Reason.FAULT, 2, 5001),
        (Reason.FAULT_OVER, 2, 5001),
        (Reason.FAULT, 1, 0),
        (Reason.FAULT_OVER, 1, 5004),
    ]


async def test_an_incident_that_ends_while_it_is_told_is_told_in_order(office: Office) -> None:
    """All in one lane, and nothing of it in the database yet."""
    fault, over = notice(Reason.FAULT, fault=Fault.CLOCK), notice(Reason.FAULT_OVER, fault=Fault.CLOCK)
    await owe(office, fault, over, over, fault)
    await office.settle_down()

    said = [(told.reason, incident.cases, incident.message_id) for told, incident in office.messenger.staff]
    assert said == [(Reason.FAULT, 1, 0), (Reason.FAULT_OVER, 1, 5001), (Reason.FAULT, 1, 0)]
    async with office.store.transaction() as tx:
        found = await tx.notice("fault:clock")
    assert found is not None
    assert (found.message_id, found.is_over) == (5003, False)


async def test_the_end_of_an_old_incident_is_told_too(office: Office) -> None:
    """Days later, over the notice that told of it."""
    await owe(office, notice(Reason.FAULT, fault=Fault.CLOCK))
    await office.settle_down()
    office.time.now += 3 * policy.DAY
    await owe(office, notice(Reason.FAULT_OVER, fault=Fault.CLOCK))
    await office.settle_down()

    assert [(told.reason, incident.message_id) for told, incident in office.messenger.staff][1:] == [
        (Reason.FAULT_OVER, 5001)
    ]


# --- Calls


async def test_the_line_is_as_long_as_the_wait_for_a_turn(office: Office) -> None:
    """Nobody is before who comes into an empty office; behind a hundred others it takes ten seconds."""

    async def wait(_: float) -> None:
        await asyncio.Event().wait()

    office.caller._wait = wait
    office.provider.outcomes = [NOT_VERIFIED]
    async with office.store.transaction() as tx:
        assert await office.dispatch.line(tx, now=office.time()) == Line(0, 0.0, 0.1)
    reads = [
        ReadStatus(chat_id=number, case_id=CaseId(number), call=1, space="s", phone=f"628{number}")
        for number in range(1, 101)
    ]
    await owe(office, *reads)
    await office.dispatch.work()  # The first ten are given their turns: one leaves, the others wait for theirs.
    async with office.store.transaction() as tx:
        line = await office.dispatch.line(tx, now=office.time())
    await office.dispatch.stop(0.01)

    assert (line.ahead, round(line.seconds, 1), line.each) == (99, 9.9, 0.1)


async def test_a_throttled_action_makes_the_line_longer(office: Office) -> None:
    """Another program uses the account up: it is not the number of customers that makes them wait."""
    await office.to_code()
    office.provider.outcomes = [NotSent(fault=Fault.THROTTLED, retry_after=30)]
    await office.says(7, "123456")
    async with office.store.transaction() as tx:
        line = await office.dispatch.line(tx, now=office.time())

    assert (line.ahead, round(line.seconds)) == (0, 30)


async def handed_in(office: Office, *outcomes: Any) -> None:
    """A code was given; the provider will answer so, after a read that says «not verified»."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, *outcomes]
    await office.says(7, "123456")


def submissions(office: Office) -> int:
    """How many calls that hand in a code reached the provider."""
    return sum(isinstance(call, SubmitCode) for call in office.provider.calls)


async def test_a_call_that_did_not_run_is_sent_again_after_the_waits(office: Office) -> None:
    """Each longer than the last, then it is over, and the customer keeps the try."""
    await handed_in(office, *[DOWN] * (len(RESEND_WAITS) + 1))
    for number, wait in enumerate(RESEND_WAITS, start=1):
        await later(office, wait - 0.5)
        assert submissions(office) == number
        await later(office, 0.5)

    case = await office.case_of(7)
    assert (submissions(office), case.state, case.budget.tries) == (len(RESEND_WAITS) + 1, State.HELD, ())


async def test_a_throttled_call_slows_all_of_its_kind_down(office: Office) -> None:
    """For as long as the provider says: another program is using the account."""
    throttled = NotSent(fault=Fault.THROTTLED, retry_after=30)
    await handed_in(office, throttled, ACCEPTED)
    started = office.time.now
    await later(office, 30)

    assert (await office.case_of(7)).state is State.VERIFIED
    assert office.time.now - started >= 30


async def test_a_read_without_an_answer_is_repeated_once(office: Office) -> None:
    """At once; reads may leave as often as they like."""
    await office.to_code()
    office.provider.outcomes = [Unknown(reason="ReadTimeout"), NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")

    assert [type(call).__name__ for call in office.provider.calls] == ["ReadStatus", "ReadStatus", "SubmitCode"]
    assert (await office.case_of(7)).state is State.VERIFIED


async def test_a_code_that_is_too_old_stays_at_home(office: Office) -> None:
    """However it got old, it burns no try."""
    await handed_in(office, DOWN)
    await later(office, policy.CODE_LIFE + 1)

    case = await office.case_of(7)
    assert (submissions(office), case.fault, case.budget.tries) == (1, Fault.CODE_EXPIRED, ())


async def test_a_turn_that_came_too_late_is_somebody_elses(office: Office, database_url: str) -> None:
    """A replica that was frozen until its lease was over sends nothing: whoever has the row now settles it."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED]
    await office.put(office.message(7, text="123456"))
    await office.conversation.work()
    await office.dispatch.finish()
    await office.conversation.work()
    office.time.now += LEASE + 1  # frozen with the code's call in hand, which was recorded as leaving
    other = Office(database_url, now=office.time)
    other._leases = 100
    other.provider.outcomes = [VERIFIED]
    with capture_logs() as logged:
        await other.settle_down()
        await office.dispatch.finish()
        await office.settle_down()
    assert [entry["kind"] for entry in logged if entry["event"] == "lease lost"] == ["SubmitCode"]

    for _ in range(4):
        await later(other, LEASE)
    assert (submissions(office), submissions(other)) == (0, 0)
    assert (await other.case_of(7)).state is State.VERIFIED
    await other.close()


async def test_a_turn_that_came_too_late_may_be_ones_own(office: Office) -> None:
    """Nobody took the call over meanwhile, and it has certainly not left: so it goes, and costs no reads."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put(office.message(7, text="123456"))
    await office.conversation.work()
    await office.dispatch.finish()
    await office.conversation.work()
    office.time.now += LEASE + 1
    await office.settle_down()

    assert (submissions(office), (await office.case_of(7)).state) == (1, State.VERIFIED)


async def test_a_crowd_of_reads_keeps_no_code_from_its_turn(office: Office) -> None:
    """Each kind of call has a pace of its own: while hundreds are being read, a code goes as soon as it may."""
    clock = office.time()

    async def wait(_: float) -> None:
        await asyncio.Event().wait()

    reads = [
        ReadStatus(chat_id=number, case_id=CaseId(number), call=1, space="s", phone=f"628{number}")
        for number in range(1, 101)
    ]
    submit = SubmitCode(chat_id=7, case_id=CaseId(200), call=1, space="s", phone="6287", code="123456")
    office.caller._wait = wait
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await owe(office, *reads)
    await office.dispatch.work()
    await owe(office, submit)
    office.dispatch.look_everywhere()
    await office.dispatch.work()
    await asyncio.sleep(0)  # noqa: TID251 -- one turn of the loop, no time
    await office.dispatch.stop(0.01)

    assert office.time() == clock
    assert office.provider.calls == [reads[0], submit]


async def test_turns_that_were_rolled_back_leave_room_for_others(office: Office) -> None:
    """A transaction that fails after calls were claimed in it, however often, keeps no later call from its turn."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put(office.message(7, text="123456"))
    async with failing_commits(office) as fail:
        for _ in range(CALLS_AHEAD + 2):
            fail.append(1)
            with pytest.raises(OSError, match="disk full"):
                await office.conversation.work()
    await office.settle_down()

    assert (await office.case_of(7)).state is State.VERIFIED
    assert office.dispatch._caller.waiting(SubmitCode) == 0


async def test_what_was_carried_out_is_settled_once_the_database_works(office: Office) -> None:
    """A full disk between doing and writing down: nothing is done again for it."""
    await owe(office, screen(1), screen(2, chat=8))
    await office.dispatch.work()
    await office.dispatch.finish()
    async with failing_commits(office) as fail:
        for _ in range(3):
            fail.append(1)
            with pytest.raises(OSError, match="disk full"):
                await office.dispatch.work()
    await office.settle_down()

    assert (len(office.messenger.shown), await owed(office)) == (2, 0)


@asynccontextmanager
async def failing_commits(office: Office) -> AsyncGenerator[list[int]]:
    """Let a transaction fail at its end for each thing on the list."""
    fail: list[int] = []
    real = office.store.transaction

    @asynccontextmanager
    async def transaction() -> AsyncGenerator[Any]:
        async with real() as tx:
            yield tx
            if fail:
                fail.pop()
                raise OSError("disk full")

    office.store.transaction = transaction  # type: ignore[method-assign]  # -- a disk that fills up
    yield fail
    office.store.transaction = real  # type: ignore[method-assign]  # -- as it was


# --- Waking up after a freeze


async def test_what_was_claimed_before_a_freeze_is_left_to_others(office: Office, database_url: str) -> None:
    """Frozen right after a claim: on waking nothing of it is sent, whoever has it by now has sent it."""
    await owe(office, screen(1), DeleteMessage(chat_id=7, message_id=5), notice(Reason.FAULT, fault=Fault.CLOCK))
    async with office.store.transaction() as tx:
        rows = await office.dispatch.claim(tx, ["customers", "notices"], now=office.time())
    assert len(rows) == 3
    office.time.now += LEASE + 1
    other = Office(database_url, now=office.time)
    other._leases = 100
    await other.settle_down()
    office.dispatch.start(rows)
    await office.settle_down()

    said = [len(each) for each in (other.messenger.shown, other.messenger.deleted, other.messenger.staff)]
    await other.close()
    assert said == [1, 1, 1]
    assert (office.messenger.shown, office.messenger.deleted, office.messenger.staff) == ([], [], [])
    assert await owed(office) == 0


async def test_what_was_not_delivered_before_a_freeze_is_not_given_up(office: Office, database_url: str) -> None:
    """Telegram refused it, and by the time that we say so another replica has it: staff need not hear of that."""
    office.messenger.failures = [Undeliverable("BadRequest")]
    await owe(office, screen(1))
    await office.dispatch.work()
    await office.dispatch.finish()
    office.time.now += LEASE + 1
    other = Office(database_url, now=office.time)
    other._leases = 100
    await other.dispatch.work()
    await office.settle_down()
    await other.settle_down()

    shown = [show.at for show in other.messenger.shown]
    await other.close()
    assert (shown, office.messenger.staff, await owed(office)) == ([1], [], 0)


@pytest.mark.parametrize("how", ["delivered", "nobody knows"])
async def test_who_was_overtaken_shows_where_things_stand(office: Office, database_url: str, how: str) -> None:
    """It had left when we froze, or our clock was wrong: it came after what another replica said, and said last."""
    await office.invites()
    await office.says(7, "/start t")
    other = Office(database_url, now=office.time)
    other._leases, other._updates = 100, 100
    real = office.messenger.show

    async def overtaken(show: Show, *, card_id: int, leave: Leave) -> Delivery:
        leave()
        office.time.now += LEASE + 1
        await other.settle_down()
        await other.taps(7, Button.YES)
        office.messenger.show = real  # type: ignore[method-assign]  # -- as it was
        shown = await real(show, card_id=card_id, leave=lambda: None)
        return shown if how == "delivered" else Later("TimedOut")

    office.messenger.show = overtaken  # type: ignore[method-assign]  # -- frozen when it has left
    await office.says(7, "/status")
    by_other = other.messenger.screens
    await other.close()

    assert by_other == [Screen.CONFIRM_NUMBER, Screen.ASK_CODE]
    assert office.messenger.screens[1:] == [Screen.CONFIRM_NUMBER, Screen.ASK_CODE]
    assert office.messenger.shown[-1].place is Place.NEW
    assert await owed(office) == 0


async def test_a_message_whose_connection_comes_late_is_left_to_others(office: Office) -> None:
    """Frozen while it waited for one: it has not left, and goes out under a new lease, those behind it after it."""
    real = office.messenger.show
    waits = [LEASE - TO_SPARE + 1]

    async def late(show: Show, *, card_id: int, leave: Leave) -> Delivery:
        office.time.now += waits.pop() if waits else 0
        return await real(show, card_id=card_id, leave=leave)

    office.messenger.show = late  # type: ignore[method-assign]  # -- every connection is taken
    await owe(office, screen(1), screen(2))
    await office.dispatch.work()
    await office.dispatch.finish()
    shown = list(office.messenger.shown)
    await office.settle_down()

    assert (shown, [show.at for show in office.messenger.shown]) == ([], [1, 2])


async def test_a_clock_that_is_set_back_lengthens_no_lease(office: Office) -> None:
    """What others go by may be set back under our hands. We have lived as long, and send nothing."""
    lived = office.time.now
    office.leases._lived = lambda: lived
    await owe(office, screen(1))
    async with office.store.transaction() as tx:
        rows = await office.dispatch.claim(tx, ["customers"], now=office.time())
    office.time.now -= 2 * LEASE
    lived += LEASE
    office.dispatch.start(rows)
    await office.dispatch.finish()

    assert office.messenger.shown == []


# --- Stopping


async def test_stopping_hands_back_what_cannot_be_finished(office: Office, database_url: str) -> None:
    """A message that hangs is cancelled after the patience; the next process sends it, and those behind it."""
    hangs = asyncio.Event()

    async def show(_: Show, *, card_id: int, leave: Leave) -> Delivery:
        leave()
        assert card_id == 0
        hangs.set()
        await asyncio.Event().wait()
        raise AssertionError

    office.messenger.show = show  # type: ignore[method-assign,assignment]  # -- Telegram does not answer
    await owe(office, screen(1), screen(2))
    await office.dispatch.work()
    await hangs.wait()
    await office.dispatch.stop(0.01)

    after = Office(database_url, now=office.time)
    await after.settle_down()
    shown = [each.at for each in after.messenger.shown]
    await after.close()
    assert shown == [1, 2]


async def test_a_call_that_had_left_when_stopping_is_not_sent_again(office: Office, database_url: str) -> None:
    """It was cancelled on the way: what it did is found out by reading."""
    await office.to_code()
    left = asyncio.Event()

    async def carry_out(call: Any, leave: Callable[[], Awaitable[None]]) -> Any:
        await leave()
        office.provider.calls.append(call)
        if isinstance(call, SubmitCode):
            left.set()
            await asyncio.Event().wait()
        return NOT_VERIFIED

    office.provider.carry_out = carry_out  # type: ignore[method-assign]  # -- a provider that hangs
    await office.put(office.message(7, text="123456"))
    await office.conversation.work()
    await office.dispatch.finish()
    await office.conversation.work()
    await left.wait()
    await office.dispatch.stop(0.01)

    states = await _after(database_url, office, [VERIFIED] * 2)
    assert states == (0, State.VERIFIED)


async def test_a_call_that_had_not_left_when_stopping_is_sent_by_the_next(office: Office, database_url: str) -> None:
    """Its turn had not come: the record of its leaving is undone."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED]
    await office.put(office.message(7, text="123456"))
    await office.conversation.work()
    await office.dispatch.finish()
    async with office.store.transaction() as tx:
        await tx.slow_down("AK:ChatappMigrationVerified", until=office.time() + 9)

    async def wait(_: float) -> None:
        await asyncio.Event().wait()

    office.dispatch._caller._wait = wait
    await office.conversation.work()
    await asyncio.sleep(0)  # noqa: TID251 -- one turn of the loop, no time
    await office.dispatch.stop(0.01)

    office.time.now += 9
    assert await _after(database_url, office, [ACCEPTED]) == (1, State.VERIFIED)


async def _after(database_url: str, office: Office, outcomes: Sequence[Any]) -> tuple[int, State]:
    """What the next process does: how many codes it hands in, and where the case is then."""
    after = Office(database_url, now=office.time)
    after.provider.outcomes = list(outcomes)
    for _ in range(3):
        await later(after, 10)
    found = submissions(after), (await after.case_of(7)).state
    await after.close()
    return found


async def test_nothing_new_is_begun_when_stopping(office: Office) -> None:
    """What is owed stays owed."""
    await office.dispatch.stop(0)
    await owe(office, screen(1))
    await office.dispatch.work()

    assert (office.messenger.shown, await owed(office)) == ([], 1)


async def test_a_refused_code_of_unknown_shape_is_stored(office: Office) -> None:
    """Whatever the provider calls a request id: it stops nobody, and the case goes on."""
    odd = Refused(fault=Fault.WRONG_CODE, code="x" * 100, message="m" * 300, request_id="a-b " * 75, try_used=True)
    await handed_in(office, odd)

    case = await office.case_of(7)
    assert (case.state, case.fault) == (State.WAITING_CODE, Fault.WRONG_CODE)
