"""A customer has everything erased: after a question, all of it or nothing, and without another try for it."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest

from bot.buttons import Button, data
from bot.desk import Desk
from bot.flow import policy
from bot.flow.effects import Ending, Note, ReadStatus, ReadWaba, Reason, Register, Screen
from bot.flow.events import CallAnswered, ForgetConfirmed
from bot.flow.machine import decide
from bot.flow.model import Accepted, Fault, Offers, Outcome, Refused, Registering, Review, State, Unknown
from bot.forgetting import forget
from tests.flow.cast import ACCEPTED, T, a_case, answer
from tests.support.everywhere import places_of
from tests.support.office import NOT_VERIFIED, NUMBER, VERIFIED, Office

OTHERS = "6289876543210"
CHAT = 700700700
"""A chat whose number is nowhere else in the database."""
LOST = Unknown(reason="no answer")
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases over an empty database, with a customer who is asked for a code."""
    opened = Office(database_url)
    await opened.to_code(7)
    yield opened
    await opened.close()


async def found(office: Office, *wanted: str) -> dict[str, set[str]]:
    """Where that stands in the database."""
    return await places_of(office.store._engine, office.store._cipher, *wanted)


def last_screen(office: Office) -> Screen:
    """What was shown last."""
    return office.messenger.screens[-1]


def reasons(office: Office) -> list[Reason]:
    """What staff were told."""
    return [notice.reason for notice, _ in office.messenger.staff]


async def test_nothing_of_them_is_left(office: Office) -> None:
    """Both their numbers, the label and the chat go from every column; they have a receipt, and staff know."""
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(7, "654321")
    await office.invites("other", phone=OTHERS, life=10**9)
    await office.says(7, "/start other")
    await office.says(7, "/forgetme")
    assert last_screen(office) is Screen.FORGET
    await office.taps(7, Button.ERASE)

    assert last_screen(office) is Screen.FORGOTTEN
    receipt = office.messenger.shown[-1].case
    assert (receipt.phone, receipt.label, receipt.chat_id) == ("", "", 7)
    assert reasons(office).count(Reason.FORGOTTEN) == 2
    assert {notice.case.phone + notice.case.label for notice, _ in office.messenger.staff[-2:]} == {""}
    assert await found(office, NUMBER, OTHERS, "Toko") == {}
    async with office.store.transaction() as tx:
        left = await tx.list_cases(state=None, limit=9)
    assert {(case.chat_id, case.phone, case.label) for case in left} == {(0, "", "")}
    await office.says(7, "/forgetme")
    assert last_screen(office) is Screen.NOTHING_KEPT


async def test_the_words_alone_erase_nothing(office: Office) -> None:
    """It takes the question, and not one that was asked long ago; who keeps it all has it."""
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGET
    office.time.now += policy.FORGET_ASKED + 1
    await office.taps(7, Button.ERASE)
    assert last_screen(office) is Screen.FORGET
    await office.taps(7, Button.STATUS)
    assert (await office.case_of(7)).phone == NUMBER
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGOTTEN


async def test_who_comes_back_has_no_other_try(office: Office) -> None:
    """The number's counters are as they were."""
    office.provider.outcomes = [NOT_VERIFIED, WRONG]
    await office.says(7, "654321")
    before = (await office.case_of(7)).budget
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    await office.to_code(7, token="again")
    after = (await office.case_of(7)).budget
    assert before.tries
    assert after.tries == before.tries


async def wishes_meanwhile(office: Office) -> None:
    """The answer to a code is lost, and the customer wants all erased while it is being found out what it did."""
    await office.says(7, "/forgetme")
    office.provider.outcomes = [NOT_VERIFIED, LOST]
    await office.says(7, "654321")
    assert (await office.case_of(7)).state is State.SETTLING
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGET_LATER


async def is_found_out(office: Office, *found_out: Outcome) -> None:
    """What settlement's reads find, one after the other."""
    office.provider.outcomes = list(found_out)
    while office.provider.outcomes:
        office.time.now += 60
        await office.settle_down()


async def test_what_is_under_way_is_finished_first(office: Office) -> None:
    """Nothing is erased before the truth is known; then all of it is, by itself, with what the truth is."""
    await wishes_meanwhile(office)
    assert (await office.case_of(7)).phone == NUMBER
    await is_found_out(office, VERIFIED)

    receipt = office.messenger.shown[-1]
    assert (receipt.screen, receipt.note) == (Screen.FORGOTTEN, Note.FORGOTTEN_VERIFIED)
    assert reasons(office) == [Reason.VERIFIED, Reason.FORGOTTEN]
    assert await found(office, NUMBER, "Toko") == {}


async def test_what_did_not_verify_is_told_too(office: Office) -> None:
    """The receipt says so, and the try stays counted."""
    await wishes_meanwhile(office)
    await is_found_out(office, *[NOT_VERIFIED] * len(policy.SETTLEMENT_WAITS), NOT_VERIFIED)

    receipt = office.messenger.shown[-1]
    assert (receipt.screen, receipt.note) == (Screen.FORGOTTEN, Note.FORGOTTEN_UNVERIFIED)
    assert office.messenger.screens.count(Screen.FORGOTTEN) == 1
    assert await found(office, NUMBER) == {}
    async with office.store.transaction() as tx:
        assert len((await tx.read_budgets({NUMBER}))[NUMBER].tries) == 1


async def test_meanwhile_it_does_not_go_on(office: Office) -> None:
    """A further code is deleted and not handed in; nothing goes on with the case, and a person can be had."""
    await wishes_meanwhile(office)
    calls = len(office.provider.calls)
    for said in ("112233", "/cancel", "/resend", "/forgetme", "/start t", "yes, erase everything"):
        await office.says(7, said)
        assert last_screen(office) is Screen.FORGET_LATER, said
    await office.says(7, "/human")
    assert last_screen(office) is Screen.PERSON_CALLED
    assert len(office.messenger.deleted) == 2
    assert len(office.provider.calls) == calls
    assert (await office.case_of(7)).state is State.SETTLING


async def test_the_wish_can_be_taken_back(office: Office) -> None:
    """Until then; what became of the code is told as ever, and nothing is erased."""
    await wishes_meanwhile(office)
    await office.taps(7, Button.KEEP)
    assert last_screen(office) is Screen.SETTLING
    await is_found_out(office, VERIFIED)
    assert last_screen(office) is Screen.VERIFIED
    assert (await office.case_of(7)).phone == NUMBER
    await office.says(7, "yes, erase everything")
    assert last_screen(office) is Screen.FORGET


async def test_numbers_that_wait_for_nothing_go_at_once(office: Office) -> None:
    """From the card of one that waits for nothing; the other follows, and a number that is new by then stays."""
    office.provider.outcomes = [NOT_VERIFIED, LOST]
    await office.says(7, "654321")
    await office.invites("other", phone=OTHERS)
    await office.says(7, "/start other")
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    assert last_screen(office) is Screen.FORGET_LATER
    assert (await office.case_of(7)).phone == NUMBER
    assert await found(office, OTHERS) == {}

    await office.invites("new", phone=OTHERS)
    await office.put(office.message(7, text="/start new"))
    await is_found_out(office, VERIFIED)
    assert office.messenger.screens[-2:] == [Screen.CONFIRM_NUMBER, Screen.FORGOTTEN]
    assert (await office.case_of(7)).phone == OTHERS
    assert await found(office, NUMBER) == {}


async def test_nothing_more_is_begun_for_who_waits(database_url: str) -> None:
    """Neither the next question nor the start of the move: the answer that is awaited is the last."""
    office = Office(database_url, offers=Offers(code_request=True, initiate=True, register=Registering.AUTO))
    office.provider.outcomes = [Accepted(review=Review.APPROVED)]
    await office.invites()
    await office.says(7, "/start t")
    await office.says(7, "/forgetme")
    await office.put(await office.tap(7, Button.YES), office.message(7, text="yes, erase everything"))
    await office.settle_down()
    assert [type(call) for call in office.provider.calls] == [ReadWaba]
    assert office.messenger.screens[-2:] == [Screen.FORGET_LATER, Screen.FORGOTTEN]
    assert await found(office, NUMBER) == {}
    await office.close()


def test_a_proof_that_comes_meanwhile_orders_no_move() -> None:
    """Staff, who hear of it, do: of a case that is erased nobody could follow the order."""
    waiting = replace(a_case(State.CHECKING), forget_wanted_at=T, offers=Offers(register=Registering.AUTO))
    step = decide(waiting, answer(T + 1, waiting.call, ACCEPTED, submitted=True, phone=waiting.phone))
    assert step.case.state is State.VERIFIED
    assert not any(isinstance(effect, Register) for effect in step.effects)


async def test_nobody_erases_anothers(office: Office) -> None:
    """Another chat presses the very button of the card: nothing of the first one goes."""
    await office.says(7, "/forgetme")
    case = await office.case_of(7)
    await office.invites("other", phone=OTHERS)
    await office.says(8, "/start other")
    await office.says(8, "/forgetme")
    await office.put(office.press(8, data(Button.ERASE, case)))
    await office.settle_down()
    assert (await office.case_of(7)).phone == NUMBER


async def test_no_chat_is_named_any_more(office: Office) -> None:
    """Not even where staff had been told of something: only the receipt, once it is sent, knew where to."""
    await office.to_code(CHAT, "long", phone=OTHERS)
    await office.says(CHAT, "/human")
    await office.says(CHAT, "/forgetme")
    await office.taps(CHAT, Button.ERASE)
    assert Reason.PERSON_WANTED in reasons(office)
    assert await found(office, str(CHAT)) == {}


async def test_a_second_press_finds_nothing_left(office: Office) -> None:
    """Both presses come together: one receipt, one notice to staff, and whoever goes on is answered as a stranger."""
    await office.says(7, "/forgetme")
    pressed = data(Button.ERASE, await office.case_of(7))
    await office.put(office.press(7, pressed), office.press(7, pressed), office.message(7, text="123456"))
    await office.settle_down()

    assert office.messenger.screens.count(Screen.FORGOTTEN) == 1
    assert reasons(office).count(Reason.FORGOTTEN) == 1
    assert last_screen(office) is Screen.NEED_INVITATION
    assert await found(office, NUMBER) == {}


async def test_a_flood_hides_no_receipt(office: Office) -> None:
    """Whatever else was written: that all is erased is seen."""
    await office.says(7, "/forgetme")
    many = [office.message(7, text=f"hello {number}") for number in range(40)]
    await office.put(*many, office.message(7, text="yes, erase everything"))
    await office.settle_down()
    assert Screen.FORGOTTEN in office.messenger.screens


async def test_a_colleague_of_another_number_hears_of_it(office: Office) -> None:
    """They were asked for a code that nobody wants any more."""
    await office.taps(7, Button.COLLEAGUE)
    token = office.messenger.shown[-1].link
    await office.says(8, f"/start {token}")
    await office.invites("other", phone=OTHERS)
    await office.says(7, "/start other")
    await office.says(7, "/forgetme")
    await office.taps(7, Button.ERASE)
    last = [show for show in office.messenger.shown if show.case.chat_id == 8][-1]
    assert (last.screen, last.helped.ending) == (Screen.COLLEAGUE_OVER, Ending.STOPPED)


async def test_what_was_found_out_in_the_same_round_is_told(office: Office) -> None:
    """One number is verified in the very transaction that erases both: staff know that it is."""
    office.provider.outcomes = [NOT_VERIFIED]
    await office.invites("other", phone=OTHERS)
    await office.says(7, "/start other")
    case = await office.case_of(7)
    async with office.store.transaction() as tx:
        cases = await tx.cases_of(7, now=office.time(), limit=9)
        first = await tx.lock_case_of(7, min(cases))
        assert first is not None
        desk = await Desk.open(tx, chats=[7], cases={}, now=office.time(), offers=Offers())
        known = await desk.case_of(7, first.id)
        assert known is not None
        answer = CallAnswered(at=int(office.time()), call=9, phone=NUMBER, kind=ReadStatus, outcome=VERIFIED)
        await desk.apply(replace(known, state=State.CHECKING, call=9), answer)
        asked = replace(await desk.case(case.id) or case, forget_asked_at=int(office.time()))
        await forget(desk, asked, ForgetConfirmed(at=int(office.time())), tap="")
        await desk.save()
    await office.settle_down()
    assert Reason.VERIFIED in reasons(office)


# --- Of somebody who helped

HELPER = 800800800


async def helped(office: Office, *, code: bool) -> str:
    """A colleague opens the customer's link, and enters a code or not; gives the link's token."""
    await office.taps(7, Button.COLLEAGUE)
    token = office.messenger.shown[-1].link
    await office.says(HELPER, f"/start {token}")
    if code:
        office.provider.outcomes = [NOT_VERIFIED, WRONG]
        await office.says(HELPER, "654321")
    return token


async def forgets_the_helper(office: Office) -> None:
    """They ask for it, have a receipt, and are in no column any more but that of chats, for a day."""
    await office.says(HELPER, "/forgetme")
    shown = office.messenger.shown
    receipt = [show for show in shown if show.case.chat_id == HELPER][-1]
    assert (receipt.screen, receipt.note) == (Screen.NOTHING_KEPT, Note.COLLEAGUE_FORGOTTEN)
    assert (await found(office, str(HELPER)))[str(HELPER)] == {"chats.chat_id"}


async def test_a_colleague_who_helped_is_forgotten(office: Office) -> None:
    """The link says no more who opened it; the customer's case goes on, and the link opens for nobody."""
    token = await helped(office, code=True)
    before = len(office.messenger.shown)
    await forgets_the_helper(office)
    assert {show.case.chat_id for show in office.messenger.shown[before:]} == {HELPER}
    assert (await office.case_of(7)).state is State.WAITING_CODE
    await office.says(HELPER, f"/start {token}")
    assert office.messenger.shown[-1].note is Note.COLLEAGUE_LINK_OVER
    await office.says(HELPER, "/forgetme")
    assert office.messenger.shown[-1].note is None


async def test_a_colleague_who_was_asked_is_forgotten(office: Office) -> None:
    """A code was awaited from them: the customer hears that they stopped, and digits of theirs are no code any more."""
    await helped(office, code=False)
    await forgets_the_helper(office)
    assert [show.note for show in office.messenger.shown if show.case.chat_id == 7][-1] is Note.COLLEAGUE_LEFT
    calls = len(office.provider.calls)
    await office.says(HELPER, "654321")
    assert last_screen(office) is Screen.NEED_INVITATION
    assert len(office.provider.calls) == calls


async def test_who_helped_has_it_erased_with_their_own(office: Office) -> None:
    """With the numbers of their own it goes, too, even if their chat has turned to these long since."""
    await helped(office, code=True)
    await office.invites("own", phone=OTHERS)
    await office.says(HELPER, "/start own")
    await office.taps(HELPER, Button.YES)
    await office.says(HELPER, "/forgetme")
    await office.taps(HELPER, Button.ERASE)
    assert last_screen(office) is Screen.FORGOTTEN
    assert await found(office, str(HELPER), OTHERS) == {}
