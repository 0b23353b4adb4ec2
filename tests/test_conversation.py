"""The two use cases together, over both databases: what is promised to customers and staff."""

import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from bot.buttons import Button, data
from bot.flow.effects import Note, Reason, Screen, SubmitCode
from bot.flow.model import Fault, NotSent, Refused, State, Unknown
from bot.ports import Later, Posted, Said, Undeliverable
from bot.store import Arrival
from tests.support.office import ACCEPTED, NOT_VERIFIED, VERIFIED, Office


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


async def test_the_good_path(office: Office) -> None:
    """Link, yes, code: checked, handed in once, verified; the code's message goes, staff hear of it once."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "Your WhatsApp code is 123-456")

    assert office.messenger.screens == [Screen.CONFIRM_NUMBER, Screen.ASK_CODE, Screen.CHECKING, Screen.VERIFIED]
    assert [type(call).__name__ for call in office.provider.calls] == ["ReadStatus", "SubmitCode"]
    assert [deleted.message_id for deleted in office.messenger.deleted] == [3]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.VERIFIED]
    assert (await office.case_of(7)).state is State.VERIFIED


async def test_the_result_is_written_over_the_checking_card(office: Office) -> None:
    """The card that says «checking» becomes the result."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")

    assert office.messenger.cards[-1] == 1003


async def test_an_update_that_comes_twice_is_decided_once(office: Office) -> None:
    """Telegram repeats updates: a code must not be handed in again for it."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    update = office.message(7, text="123456")
    await office.put(update)
    await office.settle_down()
    await office.put(update)
    await office.settle_down()

    assert len(office.provider.calls) == 2
    assert office.messenger.screens.count(Screen.VERIFIED) == 1


async def test_an_uninvited_chat_is_asked_for_nothing(office: Office) -> None:
    """Without a link there is no question for a number or a code."""
    for text in ("/start", "hello", "123456", "+6281234567890", "/resend", "/human", "/status"):
        await office.says(9, text)

    assert set(office.messenger.screens) == {Screen.NEED_INVITATION}
    assert office.messenger.staff == []


async def test_a_link_is_one_persons(office: Office) -> None:
    """Whoever opens it first has it; somebody else is told that it was used; its owner may open it again."""
    await office.invites("t")
    await office.says(7, "/start t")
    await office.says(8, "/start t")
    await office.says(7, "/start t")

    assert [(show.case.chat_id, show.screen, show.note) for show in office.messenger.shown] == [
        (7, Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
        (8, Screen.NEED_INVITATION, Note.LINK_USED),
        (7, Screen.CONFIRM_NUMBER, None),
    ]


async def test_an_expired_or_unknown_link_says_so(office: Office) -> None:
    """A link that is too old, or nobody's, opens nothing."""
    await office.invites("old", life=-1)
    await office.says(7, "/start old")
    await office.says(7, "/start nobody-made-this")

    assert [show.note for show in office.messenger.shown] == [Note.LINK_EXPIRED, Note.LINK_UNKNOWN]


async def test_two_chats_cannot_have_one_number(office: Office) -> None:
    """The second case for a number in the same space is refused, and staff hear of it."""
    await office.to_code(7, "t")
    await office.to_code(8, "u")

    assert (await office.case_of(8)).state is State.CONFIRMING_NUMBER
    assert office.messenger.shown[-1].note is Note.NUMBER_TAKEN
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.NUMBER_TAKEN]


async def test_two_chats_agreeing_at_once_cannot_have_one_number(office: Office) -> None:
    """Even in one transaction: the database refuses, they are decided one by one, the later one is told."""
    for chat_id, token in ((7, "t"), (8, "u")):
        await office.invites(token)
        await office.says(chat_id, f"/start {token}")
    await office.put(office.message(7, text="yes"), office.message(8, text="ya"))
    await office.settle_down()

    states = {(await office.case_of(chat_id)).state for chat_id in (7, 8)}
    assert states == {State.WAITING_CODE, State.CONFIRMING_NUMBER}


async def test_the_budget_belongs_to_the_number(office: Office) -> None:
    """Tries spent in one space's case are gone for the same number in another space's."""
    await office.to_code(7, "t")
    refused = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)
    for code in ("111111", "222222", "333333"):
        office.provider.outcomes = [NOT_VERIFIED, refused]
        await office.says(7, code)
    assert (await office.case_of(7)).state is State.PAUSED

    await office.invites("u", space="cams-2")
    await office.says(8, "/start u")
    await office.says(8, "yes")

    assert (await office.case_of(8)).state is State.PAUSED
    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 3


async def test_who_waits_behind_many_is_told_their_place(office: Office) -> None:
    """On the card that says «checking», so that it costs no message; two seconds' worth of customers hear nothing."""
    chats = range(7, 7 + 23)
    for chat_id in chats:
        await office.invites(f"t{chat_id}", phone=f"628123456{chat_id:04}")
        await office.says(chat_id, f"/start t{chat_id}")
        await office.says(chat_id, "yes")
    office.messenger.shown.clear()
    office.provider.outcomes = [VERIFIED] * len(chats)
    await office.put(*[office.message(chat_id, text="123456") for chat_id in chats])
    await office.settle_down()
    cards = [show for show in office.messenger.shown if show.screen is Screen.CHECKING]

    assert sorted(show.place_in_line for show in cards) == [0] * 20 + [21, 22, 23]
    assert {show.wait for show in cards} == {0, 3}


async def test_two_spellings_of_a_number_are_one_budget(office: Office) -> None:
    """Argentine mobiles have a 9 or none: no second budget by writing it the other way, and no code twice."""
    await office.invites("t", phone="5491123456789")
    await office.invites("u", phone="541123456789", space="cams-2")
    refused = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)
    for chat_id, token, code in ((7, "t", "111111"), (8, "u", "222222"), (7, "", "333333")):
        if token:
            await office.says(chat_id, f"/start {token}")
            await office.says(chat_id, "yes")
        office.provider.outcomes = [NOT_VERIFIED, refused]
        await office.says(chat_id, code)
    await office.says(8, "111111")
    same = office.messenger.shown[-1].note
    await office.says(8, "444444")

    assert same is Note.CODE_SAME
    assert (await office.case_of(8)).state is State.PAUSED
    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 3


async def test_both_spellings_at_once_are_one_budget(office: Office) -> None:
    """Decided in the same transaction, both count."""
    for chat_id, token, phone in ((7, "t", "5491123456789"), (8, "u", "541123456789")):
        await office.invites(token, phone=phone, space=f"cams-{chat_id}")
        await office.says(chat_id, f"/start {token}")
        await office.says(chat_id, "yes")
    refused = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)
    office.provider.outcomes = [NOT_VERIFIED, NOT_VERIFIED, refused, refused]
    await office.put(office.message(7, text="111111"), office.message(8, text="222222"))
    await office.settle_down()

    assert len((await office.case_of(7)).budget.tries) == len((await office.case_of(8)).budget.tries) == 2


async def test_an_unknown_outcome_is_settled_before_anything_is_said(office: Office) -> None:
    """A time-out with the call having worked: the customer reads «we are checking», then the truth. One call only."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, Unknown(reason="ReadTimeout"), NOT_VERIFIED, VERIFIED]
    await office.says(7, "123456")
    assert office.messenger.screens[-1:] == [Screen.SETTLING]
    for _ in range(2):
        office.time.now += 10
        await office.settle_down()

    assert office.messenger.screens[-1:] == [Screen.VERIFIED]
    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 1


async def test_a_call_that_was_not_sent_is_sent_again(office: Office) -> None:
    """A connection that was never made costs no try and no new code."""
    await office.to_code()
    down = NotSent(fault=Fault.PROVIDER_DOWN)
    office.provider.outcomes = [NOT_VERIFIED, down, ACCEPTED]
    await office.says(7, "123456")
    office.time.now += 2
    await office.settle_down()

    assert (await office.case_of(7)).state is State.VERIFIED
    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 2


async def test_a_call_found_sent_after_a_crash_is_never_sent_again(office: Office, database_url: str) -> None:
    """The process ended between sending and hearing: the next one reads instead of sending."""
    await office.to_code()

    class Died(BaseException):
        """The process is gone."""

    office.provider.outcomes = [NOT_VERIFIED]
    office.provider.dies_of = (SubmitCode, Died())
    with pytest.raises(Died):
        await office.says(7, "123456")

    after = Office(database_url, now=office.time)
    after.provider.outcomes = [VERIFIED]
    office.time.now += 300  # longer than any lease
    await after.settle_down()
    office.time.now += 10
    await after.settle_down()
    state = (await after.case_of(7)).state
    await after.close()

    assert state is State.VERIFIED
    assert [type(call).__name__ for call in after.provider.calls] == ["ReadStatus"]


async def test_a_code_that_waited_too_long_is_not_handed_in(office: Office) -> None:
    """After ten minutes in our own queue the code has expired: no try is burnt on it."""
    await office.to_code()
    down = NotSent(fault=Fault.PROVIDER_DOWN)
    office.provider.outcomes = [NOT_VERIFIED, down]
    await office.says(7, "123456")
    office.time.now += 601
    await office.settle_down()

    case = await office.case_of(7)
    assert (case.state, case.fault, case.budget.tries) == (State.WAITING_CODE, Fault.CODE_EXPIRED, ())
    assert [type(call) for call in office.provider.calls].count(SubmitCode) == 1


async def test_a_message_that_failed_is_sent_again_in_order(office: Office) -> None:
    """A flood limit delays a chat's messages; it never turns them round or loses one."""
    await office.invites("t")
    office.messenger.failures = [Later("flood limit", after=3)]
    await office.says(7, "/start t")
    await office.says(7, "/help")
    assert office.messenger.shown == []
    office.time.now += 3
    await office.settle_down()

    assert office.messenger.screens == [Screen.CONFIRM_NUMBER, Screen.HELP]


async def test_a_customer_who_blocked_the_bot_is_reported_once(office: Office) -> None:
    """Staff hear once that the customer cannot be reached; writing again clears it, and once more it is news."""
    await office.to_code()
    office.messenger.failures = [Undeliverable("blocked", gone=True), Undeliverable("blocked", gone=True)]
    await office.says(7, "/status")
    office.time.now += 60
    await office.says(7, "/status")

    reasons = [notice.reason for notice, _ in office.messenger.staff]
    assert reasons == [Reason.UNREACHABLE, Reason.REACHABLE, Reason.UNREACHABLE]


async def test_poison_is_tried_again_then_buried_with_notice(office: Office) -> None:
    """An update that cannot be decided on delays its own chat only, under half a minute, and staff hear of it."""
    await office.to_code(7, "t")
    poison = office.message(7, text="x")
    poison["message"]["from"] = {"id": 7, "language_code": "en"}
    real = office.conversation._hearing._reader

    def reader(payload: bytes) -> Said | Posted | None:
        if b'"text": "x"' in payload:
            raise ZeroDivisionError
        return real(payload)

    office.conversation._hearing._reader = reader
    await office.put(poison, office.message(7, text="/help"), office.message(9, text="/help"))
    await office.settle_down()
    assert office.messenger.shown[-1].case.chat_id == 9
    started = office.time.now
    for wait in (1, 5, 15):
        office.time.now += wait
        await office.settle_down()

    assert office.time.now - started < 30
    assert [show.screen for show in office.messenger.shown if show.case.chat_id == 7][-2:] == [
        Screen.ASK_CODE,
        Screen.HELP,
    ]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.BURIED]


async def test_the_same_staff_fault_over_several_cases_is_one_incident(office: Office) -> None:
    """Three customers hit by one missing permission are one notice, written over with the count."""
    denied = Refused(fault=Fault.NOT_PERMITTED, code="Ram.PermissionDeny")
    for chat_id in (7, 8, 9):
        await office.invites(f"t{chat_id}", phone=f"62812345678{chat_id}0")
        await office.says(chat_id, f"/start t{chat_id}")
        await office.says(chat_id, "yes")
        office.provider.outcomes = [NOT_VERIFIED, denied]
        await office.says(chat_id, "123456")

    incidents = [(incident.cases, incident.message_id, incident.waiting) for _, incident in office.messenger.staff]
    assert incidents == [(1, 0, 1), (2, 5001, 2), (3, 5001, 3)]


async def test_a_deadline_is_met_after_a_restart(office: Office, database_url: str) -> None:
    """Deadlines are in the database: another process meets them."""
    await office.to_code()
    later = Office(database_url, now=office.time)
    office.time.now += 4 * 86400
    await later.settle_down()
    state, screens = (await later.case_of(7)).state, later.messenger.screens
    await later.close()

    assert (state, screens) == (State.WAITING_CODE, [Screen.NUDGE])


async def test_an_old_button_agrees_to_nothing(office: Office) -> None:
    """«Yes, that number» on an old card does not agree to the number that replaced it."""
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    await office.says(7, "+62 812 3456 7890")
    old = await office.case_of(7)
    await office.says(7, "+62 812 3456 7891")
    tap = {"id": "1", "from": {"id": 7}, "message": {"message_id": 1, "chat": {"id": 7, "type": "private"}}}
    await office.put({"update_id": 900, "callback_query": {**tap, "data": data(Button.YES, old)}})
    await office.settle_down()

    assert office.messenger.shown[-1].note is Note.OLD_BUTTON
    assert (await office.case_of(7)).state is State.CONFIRMING_NUMBER


async def test_open_access_needs_no_link(sqlite_url: str) -> None:
    """Where the operator chose open access, Start is enough, and a new number may follow a finished one."""
    office = Office(sqlite_url, space="cams-1")
    await office.says(7, "/start")
    await office.says(7, "+62 812 3456 7890")
    await office.says(7, "yes")
    office.provider.outcomes = [VERIFIED]
    await office.says(7, "123456")
    await office.says(7, "/start")
    screens = office.messenger.screens
    await office.close()

    assert screens == [
        Screen.ASK_NUMBER,
        Screen.CONFIRM_NUMBER,
        Screen.ASK_CODE,
        Screen.CHECKING,
        Screen.VERIFIED,
        Screen.ASK_NUMBER,
    ]


def arrival(update: dict[str, Any]) -> Arrival:
    """An update as the poller hands it over."""
    return Arrival(update["update_id"], update["message"]["chat"]["id"], json.dumps(update).encode())


async def test_what_arrives_is_stored_and_decided_on_at_once(office: Office) -> None:
    """One round, one commit: when the poller hears that it is stored, the reply is on its way."""
    await office.invites("t")
    stored = office.conversation.arrive([arrival(office.message(7, text="/start t"))])
    await office.conversation.work()

    assert stored.result() is None
    await office.settle_down()
    assert office.messenger.screens == [Screen.CONFIRM_NUMBER]


async def test_what_arrives_is_stored_even_if_it_cannot_be_decided_on_together(office: Office) -> None:
    """Two chats that want one number at once: both are stored, then decided one by one."""
    for chat_id, token in ((7, "t"), (8, "u")):
        await office.invites(token)
        await office.says(chat_id, f"/start {token}")
    both = [arrival(office.message(chat_id, text="yes")) for chat_id in (7, 8)]
    stored = office.conversation.arrive(both)
    await office.conversation.work()

    assert stored.result() is None
    await office.settle_down()
    states = {(await office.case_of(chat_id)).state for chat_id in (7, 8)}
    assert states == {State.WAITING_CODE, State.CONFIRMING_NUMBER}


async def test_what_cannot_be_stored_is_said_so(office: Office) -> None:
    """The poller must hear of it, or Telegram would forget the update."""
    async with office.store.transaction() as tx:
        await tx._connection.execute(sql("DROP TABLE inbox"))
    stored = office.conversation.arrive([arrival(office.message(7, text="hello"))])
    with pytest.raises(SQLAlchemyError):
        await office.conversation.work()

    assert isinstance(stored.exception(), SQLAlchemyError)


async def test_an_older_code_that_is_forwarded_costs_no_try(office: Office) -> None:
    """It was written where it comes from eleven minutes ago: not handed in, deleted, and the customer is told why."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED]
    origin = {"type": "hidden_user", "sender_user_name": "Sari", "date": int(office.time()) - 660}
    await office.put(office.message(7, text="Kode WhatsApp Anda: 123-456", forward_origin=origin))
    await office.settle_down()

    assert [type(call).__name__ for call in office.provider.calls] == ["ReadStatus"]
    assert office.messenger.shown[-1].note is Note.CODE_OLD
    assert len(office.messenger.deleted) == 1
    assert (await office.case_of(7)).budget.tries == ()
