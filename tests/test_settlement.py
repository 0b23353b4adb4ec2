"""Settlement over the whole bot: what becomes of a code whose answer never came, and who hears of it, however late."""

from collections.abc import AsyncGenerator

import pytest

from bot.buttons import Button
from bot.claiming import Report
from bot.flow import policy
from bot.flow.effects import Note, Place, Reason, Screen, SubmitCode
from bot.flow.events import CallAnswered
from bot.flow.model import Accepted, Case, Fault, Refused, State, Unknown, Verification
from bot.store import Claimed
from tests.support.office import ACCEPTED, NOT_VERIFIED, NUMBER, VERIFIED, Office

SILENCE = Unknown(reason="ReadTimeout")
STRANGE = Refused(fault=Fault.UNRECOGNISED, code="Some.New.Code", request_id="R-STRANGE1", try_used=True)


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


async def later(office: Office, seconds: float) -> None:
    """Let time pass, then work off what is due."""
    office.time.now += seconds
    await office.settle_down()


async def until_unknown(office: Office) -> None:
    """A code was handed in and nothing tells what became of it: the ladder and the list are behind us."""
    office.provider.outcomes = [NOT_VERIFIED, SILENCE, *[SILENCE] * 12]
    await office.says(7, "123456")
    for wait in (2, 5, 10, 20, 40, 1):
        await later(office, wait)
    office.provider.outcomes = []


def handed_in(office: Office) -> list[str]:
    """The codes that reached the provider."""
    return [call.code for call in office.provider.calls if isinstance(call, SubmitCode)]


def reasons(office: Office) -> list[Reason]:
    """What staff were told."""
    return [notice.reason for notice, _ in office.messenger.staff]


async def late_yes(office: Office, case: Case) -> None:
    """The code's own answer arrives at last, from a replica that was frozen and whose lease is long gone."""
    row = Claimed(
        id=10**6,
        lane="",
        kind="SubmitCode",
        payload=b"",
        case_id=case.id,
        owed_at=0,
        attempts=0,
        lease="x",
        leased_until=1,
        card_id=0,
    )
    event = CallAnswered(at=int(office.time()), call=case.call, phone=case.phone, kind=SubmitCode, outcome=ACCEPTED)
    office.conversation.report(Report(row=row, chat_id=case.chat_id, case_id=case.id, event=event))
    await office.settle_down()


async def test_what_stays_unknown_is_told_to_both_and_looked_at_for_hours(office: Office) -> None:
    """Customer and staff hear of it once; then the reads go on, and the truth is a message of its own."""
    await office.to_code()
    await until_unknown(office)
    shown = [(show.screen, show.note) for show in office.messenger.shown]
    assert shown[-3:] == [(Screen.CHECKING, None), (Screen.SETTLING, None), (Screen.SETTLING, None)]
    assert reasons(office) == [Reason.UNKNOWN_OUTCOME]
    for _ in range(40):
        office.provider.outcomes = [SILENCE, SILENCE]
        await later(office, policy.SETTLEMENT_SLOW_WAIT)
    assert len(office.messenger.shown) == len(shown)
    office.provider.outcomes = [VERIFIED]
    await later(office, policy.SETTLEMENT_SLOW_WAIT)

    last = office.messenger.shown[-1]
    assert (last.screen, last.note, last.place) == (Screen.VERIFIED, Note.LATE, Place.NEW)
    assert reasons(office) == [Reason.UNKNOWN_OUTCOME, Reason.VERIFIED]
    assert handed_in(office) == ["123456"]


async def test_the_truth_comes_after_another_case_was_opened(office: Office) -> None:
    """The chat is about another number by then: it hears of the first one, and goes on with the second."""
    await office.to_code()
    first = await office.case_of(7)
    await until_unknown(office)
    await office.invites("u", phone="6289876543210")
    await office.says(7, "/start u")
    office.provider.outcomes = [VERIFIED]
    await later(office, policy.SETTLEMENT_SLOW_WAIT)
    news = office.messenger.shown[-1]
    await office.says(7, "yes")

    assert (news.screen, news.case.id, news.case.phone) == (Screen.VERIFIED, first.id, NUMBER)
    assert (await office.case_of(7)).state is State.WAITING_CODE
    assert Reason.VERIFIED in reasons(office)


async def test_the_truth_comes_after_the_customer_stopped(office: Office) -> None:
    """Settled as «not through», stopped, and verified after all: hours later it is told."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, SILENCE, *[NOT_VERIFIED] * 6]
    await office.says(7, "123456")
    case = await office.case_of(7)
    for wait in (2, 5, 10, 20, 40, 1):
        await later(office, wait)
    await office.says(7, "/cancel")
    assert office.messenger.screens[-2:] == [Screen.ASK_CODE, Screen.CANCELLED]
    office.time.now += 5 * policy.HOUR
    await late_yes(office, case)

    assert (await office.case_of(7)).state is State.VERIFIED
    assert office.messenger.shown[-1].note is Note.LATE
    assert reasons(office)[-1] is Reason.VERIFIED


async def test_the_truth_comes_after_the_number_was_exchanged(office: Office) -> None:
    """The case is about another number by then and stays where it is; customer and staff read which one is verified."""
    await office.invites("t", phone="")
    await office.says(7, "/start t")
    await office.says(7, f"+{NUMBER}")
    await office.says(7, "yes")
    office.provider.outcomes = [NOT_VERIFIED, SILENCE, *[NOT_VERIFIED] * 6]
    await office.says(7, "123456")
    case = await office.case_of(7)
    for wait in (2, 5, 10, 20, 40, 1):
        await later(office, wait)
    await office.taps(7, Button.CHANGE_NUMBER)
    await office.says(7, "+62 898 7654 3210")
    await late_yes(office, case)

    last = office.messenger.shown[-1]
    notice, _ = office.messenger.staff[-1]
    assert (last.screen, last.note, last.other_phone) == (Screen.CONFIRM_NUMBER, Note.OTHER_NUMBER_VERIFIED, NUMBER)
    assert (notice.reason, notice.case.phone) == (Reason.VERIFIED, NUMBER)
    assert (await office.case_of(7)).state is State.CONFIRMING_NUMBER


async def test_a_code_that_expired_meanwhile_is_not_sent_again(office: Office) -> None:
    """Settled long after as «not through»: the customer is asked for a new one, and the old one stays where it is."""
    await office.to_code()
    await until_unknown(office)
    office.provider.outcomes = [NOT_VERIFIED]
    await later(office, policy.CODE_LIFE)
    assert (office.messenger.shown[-1].screen, office.messenger.shown[-1].note) == (Screen.ASK_CODE, Note.NOT_THROUGH)
    await office.says(7, "123456")
    assert office.messenger.shown[-1].note is Note.CODE_SAME
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "654321")

    assert handed_in(office) == ["123456", "654321"]
    assert (await office.case_of(7)).state is State.VERIFIED


@pytest.mark.parametrize(
    ("verification", "screen", "reads"),
    [(Verification.VERIFIED, Screen.VERIFIED, 2), (Verification.NOT_VERIFIED, Screen.ASK_CODE, 2)],
)
async def test_a_refusal_nobody_knows_costs_one_read(
    office: Office, verification: Verification, screen: Screen, reads: int
) -> None:
    """At once, before anything is said; staff have the provider's code either way."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, STRANGE, Accepted(verification=verification)]
    await office.says(7, "123456")

    assert office.messenger.screens[-2:] == [Screen.CHECKING, screen]
    assert len(office.provider.calls) - len(handed_in(office)) == reads
    notice, _ = office.messenger.staff[0]
    assert (notice.reason, notice.code) == (Reason.FAULT, "Some.New.Code")


async def test_a_refusal_that_everybody_knows_costs_none(office: Office) -> None:
    """The customer reads «wrong code» as fast as ever."""
    await office.to_code()
    office.provider.outcomes = [NOT_VERIFIED, Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)]
    await office.says(7, "123456")

    assert office.messenger.shown[-1].note is Note.REFUSED
    assert len(office.provider.calls) == 2
