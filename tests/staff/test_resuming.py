"""«Fixed, resume»: those whom it held up go on in order, and are told once; nothing that can be asked is believed."""

from collections.abc import AsyncGenerator

import pytest

from bot.flow.effects import Note, ReadStatus, Reason, SubmitCode
from bot.flow.model import Fault, Refused, State
from bot.staff.resuming import shared_fault_in
from tests.support.office import ACCEPTED, NOT_VERIFIED

from .desk import ADMIN, AGENT, StaffOffice, texts

DENIED = Refused(fault=Fault.NOT_PERMITTED, code="Ram.PermissionDeny")
LOCKED_OUT = Refused(fault=Fault.CREDENTIALS, code="InvalidAccessKeyId.Inactive")
ELSEWHERE = Refused(fault=Fault.NUMBER_NOT_IN_SPACE, code="PhoneNumberNotFound")
CHATS = (7, 8, 9)


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent, and three customers who are asked for their codes."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    for chat_id in CHATS:
        await opened.to_code(chat_id, f"t{chat_id}", phone=f"628123456{chat_id:04}")
    yield opened
    await opened.close()


async def all_held(office: StaffOffice, *outcomes: Refused | object) -> None:
    """Everybody's code runs into it; the last one's is the youngest."""
    office.provider.outcomes = list(outcomes)  # type: ignore[arg-type]  # -- outcomes
    for chat_id in CHATS:
        await office.says(chat_id, "123456")
        assert (await office.case_of(chat_id)).state is State.HELD
    office.messenger.shown.clear()


def told(office: StaffOffice) -> list[tuple[int, Note | None]]:
    """Who was told what, in order."""
    return [(show.case.chat_id, show.note) for show in office.messenger.shown]


async def test_what_only_a_code_could_show_is_said_by_staff(office: StaffOffice) -> None:
    """Everybody is told once, in order; the incident's message says that it is over, and no try was used."""
    await all_held(office, NOT_VERIFIED, DENIED)
    assert texts(await office.hears(AGENT, "/resume")) == [
        "staff-resume-title", "staff-resume-row", "staff-resume-usage"
    ]  # fmt: skip
    assert texts(await office.answered(office.pressed(AGENT, "staff:resume not-permitted"))) == [
        "staff-resume-done-unread"
    ]

    assert told(office) == [(chat_id, Note.READY_WITH_CODE) for chat_id in CHATS]
    notice, incident = office.messenger.staff[-1]
    assert (notice.reason, incident.message_id) == (Reason.FAULT_OVER, 5001)
    assert {len((await office.case_of(chat_id)).budget.tries) for chat_id in CHATS} == {0}
    assert texts(await office.hears(ADMIN, "/resume not-permitted")) == ["staff-resume-nothing"]
    assert texts(await office.hears(ADMIN, "/resume")) == [
        "staff-resume-title", "staff-cases-none", "staff-resume-usage"
    ]  # fmt: skip
    assert len(told(office)) == len(CHATS)
    assert [deed for deed in await office.deeds() if deed[1] == "resume"][1:3] == [
        (AGENT, "resume", "resumed not-permitted"), (ADMIN, "resume", "not: not-permitted")
    ]  # fmt: skip


async def test_who_may_have_a_living_code_is_called_back_first(office: StaffOffice) -> None:
    """The codes of the others are too old by then; they follow in the order of their numbers."""
    await all_held(office, NOT_VERIFIED, DENIED)
    office.time.now += 660
    office.provider.outcomes = [NOT_VERIFIED, DENIED]
    await office.says(9, "654321")
    office.messenger.shown.clear()
    await office.hears(AGENT, "/resume_not_permitted")

    assert told(office) == [(9, Note.READY_WITH_CODE), (7, Note.READY_AGAIN), (8, Note.READY_AGAIN)]


async def test_what_is_not_mended_is_found_out_by_one_code(office: StaffOffice) -> None:
    """The first code is refused at the door, and the others wait again: staff read so in a new message."""
    await all_held(office, NOT_VERIFIED, DENIED)
    await office.hears(AGENT, "/resume not-permitted")
    office.provider.outcomes = [NOT_VERIFIED, DENIED]
    for chat_id in CHATS:
        await office.says(chat_id, "654321")

    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 2
    assert {(await office.case_of(chat_id)).state for chat_id in CHATS} == {State.HELD}
    assert [notice.reason for notice, incident in office.messenger.staff if not incident.message_id][-1] is Reason.FAULT


async def test_what_a_read_can_tell_is_read_before_anybody_hears(office: StaffOffice) -> None:
    """Said too early, nobody is called back, and it is an incident again; said in time, each goes on by their read."""
    await all_held(office, LOCKED_OUT)
    office.provider.outcomes = [LOCKED_OUT] * 4
    assert texts(await office.hears(AGENT, "/resume credentials")) == ["staff-resume-done"]
    assert told(office) == []
    async with office.store.transaction() as tx:
        assert set(await tx.open_incidents()) == {Fault.CREDENTIALS}
    office.provider.outcomes = [NOT_VERIFIED] * 3
    await office.hears(AGENT, "/resume credentials")

    assert sorted(told(office)) == [(chat_id, Note.READY_WITH_CODE) for chat_id in CHATS]
    assert not any(isinstance(call, SubmitCode) for call in office.provider.calls)


async def test_one_case_goes_on_alone(office: StaffOffice) -> None:
    """What was in its way is its own: its customer is told, and nobody else; of the others it is said why not."""
    office.provider.outcomes = [ELSEWHERE]
    await office.says(7, "123456")
    office.messenger.shown.clear()
    assert texts(await office.hears(AGENT, "/resume 1")) == ["staff-resume-one"]
    assert told(office) == [(7, Note.READY_WITH_CODE)]
    assert texts(await office.hears(AGENT, "/resume 1")) == ["staff-resume-not-held"]
    assert texts(await office.hears(AGENT, "/resume 99")) == ["staff-case-unknown"]

    office.provider.outcomes = [LOCKED_OUT]
    await office.says(8, "123456")
    (answer,) = await office.hears(AGENT, "/resume 2")
    assert (texts([answer]), answer.keys[0][0].command) == (["staff-resume-all"], "resume credentials")
    assert [type(call) for call in office.provider.calls] == [ReadStatus, ReadStatus]
    assert ACCEPTED not in office.provider.outcomes


def test_faults_are_named_as_they_are_shown() -> None:
    """Or as Telegram lets a command be tapped; only those of many cases have a name here."""
    assert shared_fault_in(" Not_Permitted ") is Fault.NOT_PERMITTED
    assert shared_fault_in("provider-down") is Fault.PROVIDER_DOWN
    assert shared_fault_in("wrong-code") is None
