"""The whole journey over both databases, where the program does every step: from the link to «live»."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Note, Reason, RequestCode, Screen
from bot.flow.model import Accepted, Channel, Offers, Registering, Review, Standing, State, Unknown, Verification
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

APPROVED = Accepted(review=Review.APPROVED)
LIVE = Accepted(verification=Verification.VERIFIED, standing=Standing.LIVE)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url, offers=Offers(code_request=True, initiate=True, register=Registering.AUTO))
    yield made
    await made.close()


async def to_ready(office: Office) -> None:
    """Bring a chat to where the phone is asked for."""
    await office.invites()
    await office.says(7, "/start t")
    office.provider.outcomes = [APPROVED, ACCEPTED, NOT_VERIFIED]
    await office.taps(7, Button.YES)


async def test_the_good_path(office: Office) -> None:
    """Four acts of the customer: the link, the number, how the code is to come, the code. The rest comes by itself."""
    await to_ready(office)
    office.provider.outcomes = [ACCEPTED]
    await office.taps(7, Button.SEND_SMS)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED, ACCEPTED]
    await office.says(7, "Your WhatsApp code is 123-456")
    office.time.now += policy.SHORTEST_LOOK
    office.provider.outcomes = [LIVE]
    await office.settle_down()

    assert office.messenger.screens == [
        Screen.CONFIRM_NUMBER,
        Screen.PREPARING,
        Screen.READY,
        Screen.REQUESTING,
        Screen.ASK_CODE,
        Screen.CHECKING,
        Screen.VERIFIED,
        Screen.LIVE,
    ]
    assert [type(call).__name__ for call in office.provider.calls] == [
        "ReadWaba",
        "Initiate",
        "ReadStatus",
        "RequestCode",
        "ReadStatus",
        "SubmitCode",
        "Register",
        "ReadNumbers",
    ]
    assert [notice.reason for notice, _ in office.messenger.staff] == [Reason.VERIFIED, Reason.LIVE]
    assert (await office.case_of(7)).state is State.LIVE


async def test_the_channel_and_the_language_reach_the_call(office: Office) -> None:
    """A customer who reads Indonesian and wants a call is called in Indonesian."""
    await to_ready(office)
    await office.says(7, "/language id")
    office.provider.outcomes = [ACCEPTED]
    await office.says(7, "telepon")

    call = office.provider.calls[-1]
    assert isinstance(call, RequestCode)
    assert (call.channel, call.language) == (Channel.VOICE, "id")


@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_a_yes_that_lay_in_the_inbox_sends_no_code(office: Office, how: str) -> None:
    """An outage of ours between the press and the decision: the phone may be anywhere by now."""
    await to_ready(office)
    await office.put(await office.tap(7, Button.SEND_SMS) if how == "tapped" else office.message(7, text="sms"))
    office.time.now += policy.IN_HAND
    await office.settle_down()

    assert [show.note for show in office.messenger.shown][-1] is Note.IN_HAND_AGAIN
    assert not any(isinstance(call, RequestCode) for call in office.provider.calls)


async def test_two_presses_ask_for_one_code(office: Office) -> None:
    """Impatient fingers: the second press is an old button by then."""
    await to_ready(office)
    office.provider.outcomes = [ACCEPTED]
    first, second = await office.tap(7, Button.SEND_SMS), await office.tap(7, Button.SEND_SMS)
    await office.put(first, second)
    await office.settle_down()

    assert sum(isinstance(call, RequestCode) for call in office.provider.calls) == 1


async def test_no_sequence_of_requests_reaches_more_than_three_a_day(office: Office) -> None:
    """However often a customer presses, over stopping and going on too: three SMS in any 24 hours."""
    await to_ready(office)
    for _ in range(8):
        office.provider.outcomes = [ACCEPTED] * 2
        await office.taps(7, Button.SEND_SMS)
        office.time.now += 2 * policy.HOUR + 1
        await office.settle_down()
        office.provider.outcomes = [APPROVED, ACCEPTED, NOT_VERIFIED]
        await office.says(7, "/cancel")
        await office.taps(7, Button.RESUME)
        await office.taps(7, Button.YES)

    assert sum(isinstance(call, RequestCode) for call in office.provider.calls) == policy.REQUESTS_PER_DAY
    told = [notice.reason for notice, _ in office.messenger.staff]
    assert Reason.REQUESTS_USED_UP in told


async def test_a_request_that_nobody_answered_is_not_made_again(office: Office) -> None:
    """The customer is told to wait; the number's next request is theirs to make."""
    await to_ready(office)
    office.provider.outcomes = [Unknown(reason="no answer")]
    await office.taps(7, Button.SEND_SMS)
    office.time.now += policy.UNSURE_WAIT - 1
    await office.taps(7, Button.NO_CODE)
    assert office.messenger.screens[-2:] == [Screen.ASK_CODE, Screen.NEW_CODE]
    await office.taps(7, Button.SEND_SMS)

    assert sum(isinstance(call, RequestCode) for call in office.provider.calls) == 1


async def test_an_appointment_is_kept(office: Office) -> None:
    """Chosen in words, remembered over time, asked again before it: then a code may be sent."""
    await to_ready(office)
    await office.says(7, "later")
    await office.says(7, "in an hour")
    appointed = await office.case_of(7)
    assert appointed.deadline is not None
    office.time.now = appointed.deadline
    await office.settle_down()

    assert office.messenger.screens[-3:] == [Screen.APPOINTMENT, Screen.APPOINTED, Screen.READY]
    assert office.messenger.shown[-1].note is Note.APPOINTMENT_NEAR
    assert appointed.appointment_at - office.time.now == policy.REMINDED_BEFORE


async def test_a_number_is_taken_while_a_code_is_asked_for(office: Office) -> None:
    """Two chats with one number: only one of them may have codes sent to it."""
    await to_ready(office)
    await office.invites("u")
    await office.says(8, "/start u")
    await office.taps(8, Button.YES)

    assert office.messenger.shown[-1].note is Note.NUMBER_TAKEN
    assert (await office.case_of(8)).state is State.CONFIRMING_NUMBER
