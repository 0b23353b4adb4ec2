"""While something holds everybody up: nobody's code is handed in, everybody is told once, and one asks for all."""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.flow import policy
from bot.flow.effects import Note, ReadStatus, Reason, RequestCode, Screen, SubmitCode, TellStaff
from bot.flow.events import CallAnswered, CodeGiven, DeadlinePassed
from bot.flow.model import Case, CaseId, Fault, NotSent, Outcome, Refused, State
from bot.incidents import Incidents
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

MANY = range(100, 150)
"""Fifty customers."""

OUTAGES: dict[str, Outcome] = {
    "down": NotSent(fault=Fault.PROVIDER_DOWN),
    "not subscribed": Refused(fault=Fault.NOT_SUBSCRIBED, code="Product.Unsubscript"),
    "credentials": Refused(fault=Fault.CREDENTIALS, code="InvalidAccessKeyId.NotFound"),
    "clock": Refused(fault=Fault.CLOCK, code="InvalidTimeStamp.Expired"),
}
"""What reads meet as well as codes do."""

DENIED = Refused(fault=Fault.NOT_PERMITTED, code="Ram.PermissionDeny")


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


class Provider:
    """Answers reads and codes as it stands; remembers which calls were made."""

    def __init__(self, office: Office) -> None:
        self.reads: Outcome = NOT_VERIFIED
        self.codes: Outcome = ACCEPTED
        self.calls: Counter[str] = Counter()
        office.provider.carry_out = self.carry_out  # type: ignore[method-assign]  # -- one that stands in for a real one

    async def carry_out(self, call: object, leave: object) -> Outcome:
        await leave()  # type: ignore[operator]  # -- as the port has it
        self.calls[type(call).__name__] += 1
        return self.codes if isinstance(call, SubmitCode | RequestCode) else self.reads


async def all_have_codes(office: Office) -> None:
    """Fifty customers are asked for their codes."""
    for chat_id in MANY:
        await office.invites(f"t{chat_id}", phone=f"628123456{chat_id:04}")
        await office.put(office.message(chat_id, text=f"/start t{chat_id}"), office.message(chat_id, text="yes"))
    await office.settle_down()
    office.messenger.shown.clear()


async def seconds_pass(office: Office, seconds: int) -> None:
    """Look at all that is due, second by second where there is a probe."""
    for _ in range(seconds // policy.PROBE_EVERY):
        office.time.now += policy.PROBE_EVERY
        await office.settle_down()


def told(office: Office, screen: Screen) -> Counter[int]:
    """How often each was shown a screen."""
    return Counter(show.case.chat_id for show in office.messenger.shown if show.screen is screen)


@pytest.mark.parametrize("outage", OUTAGES)
async def test_an_outage_uses_no_try_and_tells_everybody_once_each_way(office: Office, outage: str) -> None:
    """Fifty codes come into it, one after the other and all at once; one read at a time asks for all of them."""
    provider = Provider(office)
    await all_have_codes(office)
    provider.reads = provider.codes = OUTAGES[outage]
    await office.says(MANY[0], "123456")
    await seconds_pass(office, 90)  # A call that certainly did not run is sent again five times before that is known.
    before = provider.calls["ReadStatus"]
    await office.put(*(office.message(chat_id, text="123456") for chat_id in MANY[1:]))
    await office.settle_down()
    assert provider.calls["ReadStatus"] - before <= 1
    await seconds_pass(office, 120)
    assert (provider.calls["SubmitCode"], told(office, Screen.HELD)) == (0, Counter(MANY))
    assert provider.calls["ReadStatus"] - before <= 1 + 120 // policy.PROBE_EVERY * 6

    office.messenger.shown.clear()
    provider.reads, provider.codes = NOT_VERIFIED, ACCEPTED
    await seconds_pass(office, 2 * policy.PROBE_EVERY)
    again = [show.case.chat_id for show in office.messenger.shown]
    assert {show.note for show in office.messenger.shown} == {Note.READY_WITH_CODE}
    assert (Counter(again), again[1:]) == (Counter(MANY), sorted(again[1:]))
    ends = [incident.cases for notice, incident in office.messenger.staff if notice.reason is Reason.FAULT_OVER]
    assert len(ends) == 1
    await office.put(*(office.message(chat_id, text="123456") for chat_id in MANY))
    await office.settle_down()
    assert provider.calls["SubmitCode"] == len(MANY)
    assert {(await office.case_of(chat_id)).state for chat_id in MANY} == {State.VERIFIED}


async def test_a_missing_permission_is_met_by_one_code(office: Office) -> None:
    """Only codes meet it, so one a minute is let through, and is refused at the door; the rest wait."""
    provider = Provider(office)
    await all_have_codes(office)
    provider.codes = DENIED
    for chat_id in MANY:
        await office.says(chat_id, "123456")
    assert provider.calls["SubmitCode"] == 1
    office.time.now += policy.INCIDENT_TRUSTED[False]
    await office.put(*(office.message(chat_id, text="654321") for chat_id in MANY[:3]))
    await office.settle_down()
    assert provider.calls["SubmitCode"] == 2
    assert {len((await office.case_of(chat_id)).budget.tries) for chat_id in MANY} == {0}

    provider.codes = ACCEPTED
    office.time.now += policy.INCIDENT_TRUSTED[False]
    office.messenger.shown.clear()
    await office.says(MANY[5], "654321")
    notes = Counter(show.case.chat_id for show in office.messenger.shown if show.note is not None)
    assert notes == Counter(set(MANY) - {MANY[5]})


async def test_who_comes_in_during_an_incident_is_told_before_a_code_is_wanted(office: Office) -> None:
    """Nobody has a code sent that nobody could hand in."""
    provider = Provider(office)
    provider.reads = OUTAGES["clock"]
    await office.to_code(7, "t")
    await office.says(7, "123456")
    await office.to_code(8, "u", phone="6281234560008")

    assert office.messenger.shown[-1].screen is Screen.HELD
    assert provider.calls == Counter(ReadStatus=1)


async def test_it_survives_the_process(office: Office, database_url: str) -> None:
    """Another one goes on where it was: nothing is handed in, and the end is noticed and told."""
    provider = Provider(office)
    provider.reads = OUTAGES["clock"]
    await office.to_code(7, "t")
    await office.says(7, "123456")
    after = Office(database_url, now=office.time)
    after._updates, after._leases = 1000, 1000
    other = Provider(after)
    other.reads = OUTAGES["clock"]
    await after.says(7, "123456")
    assert other.calls == Counter()
    other.reads = NOT_VERIFIED
    await seconds_pass(after, 2 * policy.PROBE_EVERY)
    notes = [show.note for show in after.messenger.shown]
    await after.close()

    assert notes == [None, Note.READY_WITH_CODE]


async def test_a_provider_that_comes_and_goes_burns_nothing(office: Office) -> None:
    """It answers one probe and fails again: only whose read that was is told, for each goes on by their own."""
    provider = Provider(office)
    await all_have_codes(office)
    provider.reads = OUTAGES["credentials"]
    for chat_id in MANY[:10]:
        await office.says(chat_id, "123456")
    real, answers = provider.carry_out, [NOT_VERIFIED]

    async def flickering(call: object, leave: object) -> Outcome:
        outcome = await real(call, leave)
        return answers.pop() if answers else outcome

    office.provider.carry_out = flickering  # type: ignore[method-assign]  # -- it answers once
    await seconds_pass(office, 4 * policy.PROBE_EVERY)

    ready = [show.case.chat_id for show in office.messenger.shown if show.note is not None]
    assert len(ready) == 1
    assert provider.calls["SubmitCode"] == 0
    async with office.store.transaction() as tx:
        assert set(await tx.open_incidents()) == {Fault.CREDENTIALS}


# --- What decisions show


def noticed(fault: Fault, state: State = State.HELD) -> TellStaff:
    """Word to staff of a fault."""
    return TellStaff(reason=Reason.FAULT, case=Case(chat_id=7, state=state), at=1, fault=fault)


def answered(outcome: Outcome) -> CallAnswered:
    """An answer to a code."""
    return CallAnswered(at=1, call=1, phone="1", kind=SubmitCode, outcome=outcome)


def test_only_what_was_met_is_evidence() -> None:
    """A case that an incident keeps waiting shows nothing, nor does a call that it kept from leaving."""
    case = Case(id=CaseId(3), chat_id=7, state=State.WAITING_CODE)
    held = replace(case, state=State.HELD, fault=Fault.CLOCK)
    code = CodeGiven(at=1, code="123456", fingerprint="x", message_id=1)
    for event in (code, answered(NotSent(fault=Fault.CLOCK, is_held_up=True))):
        incidents = Incidents()
        incidents.follow(case, held, event, [noticed(Fault.CLOCK)], at=1)
        assert incidents.seen == {}
    incidents = Incidents()
    incidents.follow(case, held, answered(Refused(fault=Fault.CLOCK, code="c")), [noticed(Fault.CLOCK)], at=5)
    assert incidents.in_the_way(5) == (Fault.CLOCK, None)
    assert incidents.in_the_way(5 + policy.INCIDENT_TRUSTED[True]) == (None, Fault.CLOCK)


def test_an_end_is_said_once() -> None:
    """Of several reads that show it, the first; none where nothing was the matter."""
    over = replace(noticed(Fault.CLOCK), reason=Reason.FAULT_OVER)
    case = Case(id=CaseId(3), chat_id=7, state=State.HELD, fault=Fault.CLOCK)
    incidents = Incidents({Fault.CLOCK: 1.0})

    assert incidents.follow(case, case, answered(ACCEPTED), [over], at=5) == (over,)
    assert incidents.follow(case, case, answered(ACCEPTED), [over], at=5) == ()


def test_in_doubt_only_a_code_takes_the_place_of_the_one_that_tries() -> None:
    """A look at a verified number, or whatever else is asked meanwhile, leaves the next code free to show it."""
    long_ago, now = 1, 1 + policy.INCIDENT_TRUSTED[False]
    case = Case(id=CaseId(3), chat_id=7, state=State.VERIFIED, trial=Fault.NOT_PERMITTED)
    read = ReadStatus(case_id=CaseId(3), call=1, chat_id=7, space="s", phone="1")
    incidents = Incidents({Fault.NOT_PERMITTED: long_ago})

    incidents.follow(case, case, DeadlinePassed(at=now), [read], at=now)
    assert incidents.in_the_way(now) == (None, Fault.NOT_PERMITTED)
    incidents.follow(case, case, CodeGiven(at=now, code="123456", fingerprint="x", message_id=1), [read], at=now)
    assert incidents.in_the_way(now) == (Fault.NOT_PERMITTED, None)
