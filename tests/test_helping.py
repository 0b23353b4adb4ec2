"""A colleague helps with one code, over both databases: one link, one person, one code, and the truth for both."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Ending, Note, Reason, Screen, Show
from bot.flow.model import Fault, Refused, State, Unknown
from bot.ports import Undeliverable
from bot.telegram.screens import render
from db import tables
from db.engine import transaction
from tests.support.office import ACCEPTED, NOT_VERIFIED, NUMBER, VERIFIED, Office

CUSTOMER, COLLEAGUE, STRANGER = 7, 8, 9
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", request_id="R-1234567", try_used=True)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on a database in which a customer is asked for a code."""
    made = Office(database_url)
    await made.to_code(CUSTOMER)
    made.messenger.shown.clear()
    yield made
    await made.close()


async def link(office: Office) -> str:
    """The customer makes a link; gives its token."""
    await office.taps(CUSTOMER, Button.COLLEAGUE)
    token = office.messenger.shown[-1].link
    assert token
    return token


async def opened(office: Office) -> str:
    """The customer makes a link, and the colleague opens it."""
    token = await link(office)
    await office.says(COLLEAGUE, f"/start {token}")
    return token


def read_by(office: Office, chat_id: int) -> list[tuple[Screen, Note | None]]:
    """What somebody was shown, in order."""
    return [(show.screen, show.note) for show in office.messenger.shown if show.case.chat_id == chat_id]


def last(office: Office, chat_id: int) -> Show:
    """What somebody was shown last."""
    return [show for show in office.messenger.shown if show.case.chat_id == chat_id][-1]


async def test_a_colleague_enters_the_code(office: Office) -> None:
    """One question, one code, deleted from the colleague's chat, handed in once; both read «verified»."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "Your WhatsApp code is 123-456")

    assert read_by(office, COLLEAGUE) == [
        (Screen.COLLEAGUE_ASK, None),
        (Screen.COLLEAGUE_CHECKING, None),
        (Screen.COLLEAGUE_VERIFIED, None),
    ]
    assert read_by(office, CUSTOMER) == [
        (Screen.COLLEAGUE_LINK, None),
        (Screen.ASK_CODE, Note.COLLEAGUE_OPENED),
        (Screen.CHECKING, Note.COLLEAGUE_CODE),
        (Screen.VERIFIED, None),
    ]
    assert [type(call).__name__ for call in office.provider.calls] == ["ReadStatus", "SubmitCode"]
    assert [deleted.chat_id for deleted in office.messenger.deleted] == [COLLEAGUE]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.VERIFIED]


async def test_a_colleague_is_shown_four_digits_and_no_more(office: Office) -> None:
    """Neither the number, nor the label, nor the case itself is in anything that goes to the colleague's chat."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(COLLEAGUE, "123456")
    await office.says(COLLEAGUE, "/status")

    shown = [show for show in office.messenger.shown if show.case.chat_id == COLLEAGUE]
    assert len(shown) == 4
    assert {show.helped.last_digits for show in shown} == {NUMBER[-4:]}
    for show in shown:
        assert (show.case.id, show.case.phone, show.case.label, show.case.space) == (0, "", "", "")
        assert NUMBER not in repr(show)


async def test_a_refusal_is_read_by_both_and_ends_the_link(office: Office) -> None:
    """A wrong code costs the number's try; the next code of the colleague is not taken, but a new link is."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(COLLEAGUE, "123456")
    told = last(office, COLLEAGUE)
    await office.says(COLLEAGUE, "654321")

    assert (told.screen, told.helped.fault, told.helped.was_counted) == (
        Screen.COLLEAGUE_REFUSED,
        Fault.WRONG_CODE,
        True,
    )
    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_OVER
    assert len(office.provider.calls) == 2
    assert [deleted.chat_id for deleted in office.messenger.deleted] == [COLLEAGUE, COLLEAGUE]
    assert last(office, CUSTOMER).note is Note.REFUSED
    await opened(office)
    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_ASK


async def test_an_unknown_outcome_is_no_failure_to_either(office: Office) -> None:
    """Both read that the answer is late, and then the truth, however late: «not through», and «verified» after that."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, Unknown(reason="no answer")]
    await office.says(COLLEAGUE, "123456")

    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_LATE
    assert last(office, CUSTOMER).screen is Screen.SETTLING
    office.provider.outcomes = [NOT_VERIFIED, VERIFIED]
    for wait in policy.SETTLEMENT_WAITS[:2]:
        office.time.now += wait
        await office.settle_down()
    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_VERIFIED
    assert last(office, CUSTOMER).screen is Screen.VERIFIED
    assert Screen.COLLEAGUE_REFUSED not in {screen for screen, _ in read_by(office, COLLEAGUE)}


async def test_a_link_of_a_case_that_nobody_can_read_opens_nothing(office: Office) -> None:
    """Its customer hears of that in their own chat; the colleague is answered, and does not keep everybody waiting."""
    token = await link(office)
    async with transaction(office.store._engine) as connection:
        await connection.execute(update(tables.cases).values(body=b"of a key that is lost"))
    await office.says(COLLEAGUE, f"/start {token}")

    assert read_by(office, COLLEAGUE) == [(Screen.NEED_INVITATION, Note.LINK_UNKNOWN)]


async def test_a_link_is_one_persons(office: Office) -> None:
    """Who opens it second learns nothing; the customer who opens it themselves does not use it up."""
    token = await link(office)
    await office.says(CUSTOMER, f"/start {token}")
    await office.says(COLLEAGUE, f"/start {token}")
    await office.says(STRANGER, f"/start {token}")
    await office.says(STRANGER, "123456")
    await office.says(COLLEAGUE, f"/start {token}")

    assert (Screen.ASK_CODE, Note.COLLEAGUE_LINK_OWN) in read_by(office, CUSTOMER)
    assert read_by(office, STRANGER) == [
        (Screen.NEED_INVITATION, Note.LINK_USED),
        (Screen.NEED_INVITATION, Note.NOT_NOW),
    ]
    assert last(office, STRANGER).helped.last_digits == ""
    assert read_by(office, COLLEAGUE) == [(Screen.COLLEAGUE_ASK, None)] * 2
    assert office.provider.calls == []


async def test_a_new_link_ends_the_one_before(office: Office) -> None:
    """Opened or not: there is one at a time, and who has the old one reads so."""
    old = await link(office)
    newer = await opened(office)
    await office.says(STRANGER, f"/start {old}")
    newest = await link(office)

    assert newest != newer
    assert last(office, STRANGER).note is Note.COLLEAGUE_LINK_OVER
    told = last(office, COLLEAGUE)
    assert (told.screen, told.helped.ending) == (Screen.COLLEAGUE_OVER, Ending.REPLACED)
    await office.says(COLLEAGUE, "123456")
    assert office.provider.calls == []


async def test_links_are_few(office: Office) -> None:
    """Each costs a row and a message: who makes them without end is told to use the newest, which still works."""
    for _ in range(policy.LINKS_PER_HOUR):
        office.time.now += 20
        token = await link(office)
    await office.taps(CUSTOMER, Button.COLLEAGUE)

    assert (last(office, CUSTOMER).link, last(office, CUSTOMER).note) == ("", Note.COLLEAGUE_LINKS_MANY)
    await office.says(COLLEAGUE, f"/start {token}")
    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_ASK


async def test_a_link_that_is_over_is_opened_beside_one_that_changes(office: Office) -> None:
    """In one round: what became of the one is written, and the other is read."""
    old = await link(office)
    await opened(office)
    await office.put(office.message(COLLEAGUE, text="/language id"), office.message(STRANGER, text=f"/start {old}"))
    await office.settle_down()
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "123456")

    assert last(office, STRANGER).note is Note.COLLEAGUE_LINK_OVER
    assert last(office, COLLEAGUE).case.language == "id"


@pytest.mark.parametrize(
    ("act", "ending"),
    [("/cancel", Ending.STOPPED), ("123456", Ending.DONE_ALREADY), ("", Ending.EXPIRED)],
    ids=["stopped", "verified", "expired"],
)
async def test_a_link_dies_with_what_it_is_for(office: Office, act: str, ending: Ending) -> None:
    """Whatever ends the code step, the colleague's card says so, and a code of theirs is of no use any more."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    if act:
        await office.says(CUSTOMER, act)
    else:
        office.time.now += policy.LINK_LIFE
        await office.settle_down()
    calls = len(office.provider.calls)
    told = last(office, COLLEAGUE)
    await office.says(COLLEAGUE, "654321")

    assert (told.screen, told.helped.ending) == (Screen.COLLEAGUE_OVER, ending)
    assert len(office.provider.calls) == calls
    if not act:
        assert read_by(office, CUSTOMER)[-1] == (Screen.ASK_CODE, Note.COLLEAGUE_LINK_EXPIRED)


async def test_the_wrong_person_can_stop(office: Office) -> None:
    """They are out of it, and the customer, whose case is as it was, can ask somebody else."""
    await opened(office)
    await office.says(COLLEAGUE, "stop")

    assert last(office, COLLEAGUE).helped.ending is Ending.LEFT
    assert read_by(office, CUSTOMER)[-1] == (Screen.ASK_CODE, Note.COLLEAGUE_LEFT)
    assert (await office.case_of(CUSTOMER)).state is State.WAITING_CODE


@pytest.mark.parametrize("said", ["/human", "yes", "/mydata"])
async def test_nothing_but_the_code_works_in_the_colleagues_chat(office: Office, said: str) -> None:
    """Whatever else is said there is answered with the one question, and changes nothing."""
    await opened(office)
    before = await office.case_of(CUSTOMER)
    shown = len(read_by(office, CUSTOMER))
    await office.says(COLLEAGUE, said)

    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_ASK
    assert (office.provider.calls, office.messenger.staff) == ([], [])
    assert await office.case_of(CUSTOMER) == before
    assert len(read_by(office, CUSTOMER)) == shown


async def test_a_colleague_chooses_a_language(office: Office) -> None:
    """Of their own: the customer's stays, and so does the colleague's for what comes later."""
    await opened(office)
    await office.says(COLLEAGUE, "/language id")
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "123456")

    shown = [show for show in office.messenger.shown if show.case.chat_id == COLLEAGUE]
    assert [show.case.language for show in shown] == ["en", "id", "id", "id"]
    assert last(office, CUSTOMER).case.language == "en"


# --- Somebody who has a number of their own


async def test_a_colleagues_own_case_stays_theirs(office: Office) -> None:
    """Their own card's buttons are about their own number; what they write is about the link; afterwards as before."""
    await office.invites("own", phone="6289876543210")
    await office.says(COLLEAGUE, "/start own")
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(COLLEAGUE, "123456")
    await office.taps(COLLEAGUE, Button.YES)

    own = await office.case_of(COLLEAGUE)
    assert (own.phone, own.state, own.budget.tries) == ("6289876543210", State.WAITING_CODE, ())
    assert len((await office.case_of(CUSTOMER)).budget.tries) == 1
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "654321")
    assert (await office.case_of(COLLEAGUE)).state is State.VERIFIED
    assert (await office.case_of(CUSTOMER)).state is State.WAITING_CODE


@pytest.mark.parametrize("state", [State.CHECKING, State.SETTLING, State.PAUSED, State.HELD])
async def test_a_code_that_their_own_number_may_have_is_for_neither(office: Office, state: State) -> None:
    """Staff may have had one sent for a number on hold, and who pastes a code again means the number it was for."""
    token = await link(office)
    await office.to_code(COLLEAGUE, "own", phone="6289876543210")
    own = await office.case_of(COLLEAGUE)
    async with office.store.transaction() as tx:
        await tx.save_cases([replace(own, state=state, deadline=int(office.time()) + policy.DAY)], now=office.time())
    await office.says(COLLEAGUE, f"/start {token}")
    await office.says(COLLEAGUE, "123456")

    assert read_by(office, COLLEAGUE)[-1] == (Screen.COLLEAGUE_ASK, Note.COLLEAGUE_OWN_TOO)
    assert office.provider.calls == []


async def test_news_of_a_colleague_is_in_the_customers_language(office: Office) -> None:
    """They chose another one at another number meanwhile: the language is the chat's."""
    token = await link(office)
    await office.invites("other", phone="6289876543210")
    await office.says(CUSTOMER, "/start other")
    await office.says(CUSTOMER, "Bahasa Indonesia")
    await office.says(COLLEAGUE, f"/start {token}")

    news = last(office, CUSTOMER)
    assert (news.note, news.case.language) == (Note.COLLEAGUE_OPENED, "id")


async def test_who_has_helped_lets_go_of_that_case(office: Office) -> None:
    """Once it is over, what they write of their own number does not wait for whoever has the other's case in hand."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "123456")
    await office.to_code(COLLEAGUE, "own", phone="6289876543210")
    await office.says(COLLEAGUE, "hello")

    async with office.store.transaction() as tx:
        assert (await tx.lock_chats([COLLEAGUE]))[COLLEAGUE].link_id == 0


async def test_who_has_helped_can_begin_a_move_of_their_own(database_url: str) -> None:
    """Where nobody needs an invitation, a bare «start» begins it, as for everybody."""
    office = Office(database_url, space="cams-open")
    await office.says(CUSTOMER, "/start")
    await office.says(CUSTOMER, NUMBER)
    await office.says(CUSTOMER, "yes")
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(COLLEAGUE, "123456")
    await office.says(COLLEAGUE, "/start")

    assert last(office, COLLEAGUE).screen is Screen.ASK_NUMBER
    await office.close()


async def test_a_code_that_may_be_for_either_number_is_for_neither(office: Office) -> None:
    """While a number of their own waits for a code, one is taken for a colleague's only as a reply to its card."""
    token = await link(office)
    await office.to_code(COLLEAGUE, "own", phone="6289876543210")
    await office.says(COLLEAGUE, f"/start {token}")
    await office.says(COLLEAGUE, "123456")
    assert read_by(office, COLLEAGUE)[-1] == (Screen.COLLEAGUE_ASK, Note.COLLEAGUE_OWN_TOO)
    assert office.provider.calls == []

    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.put(office.message(COLLEAGUE, text="123456", reply_to_message=card_of(last(office, COLLEAGUE))))
    await office.settle_down()
    assert {call.phone for call in office.provider.calls} == {NUMBER}
    assert last(office, COLLEAGUE).screen is Screen.COLLEAGUE_REFUSED


def card_of(show: Show) -> dict[str, object]:
    """A message of ours, as Telegram quotes it in a reply."""
    view = render(show)
    rows = [[{"text": label, "callback_data": carried} for label, carried in row] for row in view.buttons]
    return {"from": {"id": 1, "is_bot": True}, "text": view.text, "reply_markup": {"inline_keyboard": rows}}


async def test_an_invitation_is_not_used_up_by_somebody_who_helps(office: Office) -> None:
    """One thing after the other: the question for the code stays, and the other link works afterwards."""
    await office.invites("own", phone="6289876543210")
    await opened(office)
    await office.says(COLLEAGUE, "/start own")
    assert read_by(office, COLLEAGUE)[-1] == (Screen.COLLEAGUE_ASK, Note.COLLEAGUE_THIS_FIRST)
    await office.says(COLLEAGUE, "stop")
    await office.says(COLLEAGUE, "/start own")
    assert last(office, COLLEAGUE).screen is Screen.CONFIRM_NUMBER


# --- Both at once


@pytest.mark.parametrize("theirs", ["123456", "654321"], ids=["the same code", "another code"])
async def test_both_enter_a_code_at_once(database_url: str, theirs: str) -> None:
    """In two replicas: one code is handed in, the other is not taken, and both read how it ended."""
    first, second = Office(database_url), Office(database_url)
    try:
        await first.to_code(CUSTOMER)
        await opened(first)
        for office in (first, second):
            office.provider.outcomes = [NOT_VERIFIED, ACCEPTED, NOT_VERIFIED, ACCEPTED]
        mine, others = first.message(CUSTOMER, text="123456"), first.message(COLLEAGUE, text=theirs)
        await asyncio.gather(first.put(mine), second.put(others))
        await asyncio.gather(first.settle_down(), second.settle_down())
        for office in (first, second):
            await office.settle_down()  # What the other had in hand when this one found nothing more to do.
        calls = [type(call).__name__ for office in (first, second) for call in office.provider.calls]
        case = await first.case_of(CUSTOMER)
        shown = [*first.messenger.shown, *second.messenger.shown]
    finally:
        await first.close()
        await second.close()

    assert calls.count("SubmitCode") == 1
    assert (case.state, len(case.budget.tries)) == (State.VERIFIED, 1)
    ends = {show.case.chat_id: show.screen for show in shown if show.screen in LAST}
    assert ends[CUSTOMER] is Screen.VERIFIED
    assert ends[COLLEAGUE] in {Screen.COLLEAGUE_VERIFIED, Screen.COLLEAGUE_OVER}


LAST = {Screen.VERIFIED, Screen.COLLEAGUE_VERIFIED, Screen.COLLEAGUE_OVER}
"""Screens after which nothing more comes."""


async def test_a_link_that_another_replica_has_in_hand_is_opened_in_a_moment(database_url: str) -> None:
    """Its case is not waited for while others wait for us; what the colleague wrote after it is read after it."""
    if database_url.startswith("sqlite"):
        pytest.skip("one process at a time on SQLite")
    office, other = Office(database_url), Office(database_url)
    try:
        await office.to_code(CUSTOMER)
        token = await link(office)
        case = await office.case_of(CUSTOMER)
        said = [office.message(COLLEAGUE, text=text) for text in (f"/start {token}", "/status")]
        await office.put(*said)
        async with other.store.transaction() as theirs:
            await theirs.lock_cases([case.id])
            assert await office.conversation.work()
            assert read_by(office, COLLEAGUE) == []
        await office.settle_down()
        shown = read_by(office, COLLEAGUE)
    finally:
        await office.close()
        await other.close()

    assert shown == [(Screen.COLLEAGUE_ASK, None)] * 2


async def test_a_colleague_who_blocks_the_bot_is_no_news_of_the_customer(office: Office) -> None:
    """The customer can be reached, and staff are not told otherwise."""
    await opened(office)
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    office.messenger.failures = [Undeliverable("blocked", gone=True)]
    await office.says(COLLEAGUE, "/status")
    await office.says(COLLEAGUE, "123456")

    case = await office.case_of(CUSTOMER)
    assert (case.unreachable, case.fault) == (False, Fault.WRONG_CODE)
    assert office.messenger.staff == []
