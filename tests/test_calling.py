"""Calls to the provider: when one may be made again, and that none leaves but at its turn."""

import pytest

from bot.calling import READS_AGAIN, RESEND_WAITS, resend_wait
from bot.flow.effects import Call, ReadNumbers, ReadStatus, SubmitCode
from bot.flow.model import Accepted, CaseId, Fault, NotSent, Outcome, Refused, Unknown

SUBMIT = SubmitCode(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281", code="123456")
STATUS = ReadStatus(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281")
NUMBERS = ReadNumbers(chat_id=7, case_id=CaseId(3), call=1, space="s", phone="6281")
LAST = len(RESEND_WAITS)


@pytest.mark.parametrize("call", [SUBMIT, STATUS, NUMBERS], ids=["submit", "status", "numbers"])
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
    assert [resend_wait(call, outcome, 0) for call in (SUBMIT, STATUS, NUMBERS)] == [None] * 3


def test_only_reads_are_repeated_when_nobody_knows() -> None:
    """At once, and once; what may have handed a code in is never made again."""
    unknown = Unknown(reason="ReadTimeout")

    assert resend_wait(SUBMIT, unknown, 0) is None
    for read in (STATUS, NUMBERS):
        assert [resend_wait(read, unknown, attempts) for attempts in range(READS_AGAIN + 1)] == [0] * READS_AGAIN + [
            None
        ]


def test_a_code_with_patience_left_is_not_too_old() -> None:
    """All waits together are far less than a code's life."""
    assert sum(RESEND_WAITS) < 60
