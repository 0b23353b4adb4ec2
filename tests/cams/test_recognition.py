"""Which of several hints counts: the code, a number in the message, or its words."""

import pytest

from bot.cams.faults import Verdict
from bot.cams.recognition import recognise
from bot.flow.model import Fault


@pytest.mark.parametrize(
    "code", ["SignatureDoesNotMatch", "Throttling.User", "Ram.PermissionDeny", "SignatureNonceUsed"]
)
def test_a_code_that_is_no_envelope_decides_alone(code: str) -> None:
    """A gateway's message quotes the request; an error number in it is a coincidence."""
    assert recognise(code, "(#136025) The verification code has expired") is recognise(code, "")


@pytest.mark.parametrize("code", ["InternalError", "999999", "ERR-COMMON-001", "CHAT.APIError", "ServiceUnavailable"])
@pytest.mark.parametrize("message", ["(#136025) Verify code error", "The verification code is incorrect or expired"])
def test_a_plain_refusal_is_heard_inside_a_system_exception(code: str, message: str) -> None:
    """A customer with a wrong code need not wait for reads to find out that nothing happened."""
    assert recognise(code, message).fault is Fault.CODE_REFUSED


@pytest.mark.parametrize("code", ["InternalError", "999999", "ERR-COMMON-001", "CHAT.APIError", "ServiceUnavailable"])
@pytest.mark.parametrize(
    "message",
    ["Please wait 5 minutes", "Too many requests", "Failed to verify code: error", "not authorized", "(#131000) x", ""],
)
def test_vague_words_do_not_settle_a_system_exception(code: str, message: str) -> None:
    """«Wait» and «limit» are what a breakdown says too; the call may have run all the same."""
    assert recognise(code, message).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("(#100) Invalid parameter, error_subcode 2388091", Fault.NOT_MIGRATING),
        ("(#136025) error_subcode 2388093", Fault.NOT_MIGRATING),
        ("(#100) 136025", Fault.CODE_REFUSED),
        ("(#999) 2388012", Fault.MAYBE_VERIFIED),
    ],
)
def test_the_longest_number_says_most(message: str, fault: Fault) -> None:
    """A subcode is more exact than the code it comes with."""
    assert recognise("ERR-FB-001", message).fault is fault


@pytest.mark.parametrize(
    "message", ["Only 100 of 190 done", "at 10:33", "1360257", "x 0136025", "id 213602512", "#2001"]
)
def test_numbers_that_are_no_error_numbers(message: str) -> None:
    """Short numbers count only where they are marked as errors, and no number inside a longer one."""
    assert recognise("Something.New", message).fault is Fault.UNRECOGNISED


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        ("The specified PhoneNumber is invalid.", Fault.NUMBER_INVALID),
        ("CustSpaceId is invalid.", Fault.NUMBER_NOT_IN_SPACE),
        ("The specified VerifyCode is invalid.", Fault.CODE_REFUSED),
        ("Locale is invalid.", Fault.PROGRAM),
    ],
)
def test_an_invalid_parameter_is_named_in_the_message(message: str, fault: Fault) -> None:
    """The customer can mend a number or a code, only we the rest."""
    assert recognise("InvalidParameter", message).fault is fault


def test_a_breakdown_under_an_unlisted_code_is_no_refusal() -> None:
    """Nobody is told that a code failed because a server was busy."""
    assert recognise("Biz.Fail", "system busy, try again later").verdict is Verdict.UNKNOWN


def test_an_expired_token_is_not_an_expired_code() -> None:
    """WhatsApp's access token can expire as well, and the customer can do nothing about that."""
    message = "(#190) Error validating access token: the session has expired"

    assert recognise("ERR-FB-001", message).fault is Fault.META_ACCESS
