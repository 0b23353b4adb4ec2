"""What an answer means depends on what was asked: the same words after a code, a start, a request, a registration."""

from typing import get_args

import pytest

from bot.cams.decipher import decipher
from bot.cams.faults import CODES, FAMILIES, NUMBERS, UNRECOGNISED
from bot.cams.meanings import MEANINGS, meant
from bot.cams.phrases import CLEAR, VAGUE
from bot.flow import policy
from bot.flow.effects import Call, Change, SubmitCode
from bot.flow.model import Fault, Outcome, Refused
from tests.cams.calls import CALLS, initiate, numbers, register, request, status, submit, waba

# Typed by hand from cams-api.md section 3.3. What was asked, what came, what is the matter.
EXPECTED = """
initiate | ERR-FB-001 | (#2388012) The phone number already exists                              | already-in-space
initiate | ERR-FB-001 | The phone number already exists in this account                         | already-in-space
initiate | ERR-FB-001 | (#2388103) Cannot migrate phone number                                  | waba-incomplete
initiate | ERR-FB-001 | (#2388103) Please add this phone number in your WhatsApp account        | add-instead
initiate | ERR-FB-001 | (#2388103) Registered name should be present and approved               | name-not-approved
initiate | ERR-FB-001 | (#2388103) The source WhatsApp Business Account is not set up           | waba-not-approved
initiate | ERR-FB-001 | (#2388103) The destination WhatsApp Business Account is not approved    | waba-not-approved
initiate | ERR-FB-001 | (#2388103) There is no payment account                                  | waba-incomplete
initiate | ERR-FB-001 | (#2388103) Error migrating                                              | provider-down
initiate | ERR-FB-001 | (#2388103) The number belongs to a different Business Manager           | customer-account
initiate | ERR-FB-001 | (#2388103) Something else                                               | customer-account
initiate | ERR-FB-001 | Two-step authentication must be disabled for this phone number          | two-step-on
initiate | ERR-FB-001 | (#368) Temporarily blocked                                              | customer-account
initiate | ERR-FB-001 | (#33) Object does not exist                                             | number-not-in-space
initiate | ERR-FB-001 | In words that nobody knows                                              | unexplained
initiate | ERR-FB-001 | (#200) Permissions error                                                | meta-access
initiate | New.Code   | Nobody knows                                                            | unexplained
initiate | New.Code   | The verification code is incorrect                                      | unexplained
initiate | InvalidParameter.PhoneNumberError | x                                                | number-invalid
initiate | ERR-OPERATION-MAAP-0060           | x                                                | space-not-bound
request  | ERR-FB-001 | (#136024) Request code error                                            | maybe-verified
request  | ERR-FB-001 | (#136025) Verify code error                                             | maybe-verified
request  | ERR-FB-001 | (#136024) Request code error. Please wait 1 hour                        | too-many-requests
request  | ERR-FB-001 | (#2388091) Please wait 1 hour before you try again                      | too-many-requests
request  | ERR-FB-001 | You have requested too many codes                                       | too-many-requests
request  | ERR-FB-001 | (#2388091) Not eligible                                                 | not-migrating
request  | ERR-FB-001 | (#2388093) Not eligible                                                 | not-migrating
request  | ERR-FB-001 | (#100) Invalid parameter                                                | program
request  | ERR-FB-001 | (#80007) Rate limit                                                     | throttled
request  | ERR-FB-001 | In words that nobody knows                                              | unexplained
request  | New.Code   | Nobody knows                                                            | unexplained
request  | InvalidParameter.LanguageNotSupport | x                                              | program
register | ERR-FB-001 | (#133000) Deregistration incomplete                                     | unexplained
register | ERR-FB-001 | (#133005) PIN mismatch                                                  | two-step-on
register | ERR-FB-001 | (#133006) Phone number needs to be verified before registering          | verify-again
register | ERR-FB-001 | The number needs to be verified before registering                      | verify-again
register | ERR-FB-001 | (#133008) Guessed the PIN wrong                                         | two-step-on
register | ERR-FB-001 | (#133009) Guessed the PIN too fast                                      | two-step-on
register | ERR-FB-001 | (#133010) Phone number not registered                                   | number-not-in-space
register | ERR-FB-001 | (#133015) Recently deleted                                              | number-busy
register | ERR-FB-001 | (#133016) Account register deregister rate limit exceeded               | register-limit
register | ERR-FB-001 | Too many attempts                                                       | register-limit
register | ERR-FB-001 | In words that nobody knows                                              | unexplained
register | New.Code   | Nobody knows                                                            | unexplained
waba     | ERR-OPERATION-MAAP-0060 | x                                                          | space-not-bound
waba     | Unknown.ResourceOwnerId | x                                                          | number-not-in-space
waba     | New.Code   | Nobody knows                                                            | unrecognised
submit   | ERR-FB-001 | (#133006) Phone number needs to be verified before registering          | code-refused
submit   | ERR-FB-001 | (#133016) Account register deregister rate limit exceeded               | too-many-tries
submit   | ERR-FB-001 | In words that nobody knows                                              | meta-access
submit   | New.Code   | Nobody knows                                                            | unrecognised
"""

ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in EXPECTED.strip().splitlines()]

ALL_ROWS = [
    *CODES.values(),
    *NUMBERS.values(),
    *(family.row for family in FAMILIES),
    *(phrase.row for phrase in (*CLEAR, *VAGUE)),
    UNRECOGNISED,
]


def answered(call: Call, code: str, message: str) -> Outcome:
    """Decipher a failure."""
    return decipher(call, 400, {}, f'{{"Code": "{code}", "Message": "{message}"}}'.encode())


@pytest.mark.parametrize(("asked", "code", "message", "fault"), ROWS, ids=[f"{a}: {c} {m}" for a, c, m, _ in ROWS])
def test_what_is_the_matter_depends_on_what_was_asked(asked: str, code: str, message: str, fault: str) -> None:
    """Each refusal that the documents know, as the answer to each call that may meet it."""
    outcome = answered(CALLS[asked], code, message)

    assert isinstance(outcome, Refused)
    assert (outcome.fault, outcome.try_used) == (Fault(fault), asked == "submit" and "133006" not in message)


@pytest.mark.parametrize("call", [initiate(), request(), register()], ids=["initiate", "request", "register"])
def test_who_hands_no_code_in_has_none_refused(call: Call) -> None:
    """Nobody reads «the code was wrong» about a step in which there was none."""
    codes = {Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.UNRECOGNISED, Fault.TOO_MANY_TRIES}

    assert codes & {meant(call, row) for row in ALL_ROWS} == set()


@pytest.mark.parametrize("call", [submit(), status(), numbers(), waba()], ids=["submit", "status", "numbers", "waba"])
def test_codes_and_reads_mean_what_the_catalogue_says(call: Call) -> None:
    """What was learnt about codes is not touched by what other calls make of the same words."""
    assert [row for row in ALL_ROWS if meant(call, row) is not row.fault] == []


def test_meanings_are_of_something_that_may_come() -> None:
    """A misspelt code would never be met, and nobody would notice."""
    known = {str(fault) for fault in Fault} | set(NUMBERS) | set(CODES)

    assert {kind for kind in MEANINGS if kind not in get_args(Change)} == set()
    assert {str(key) for meanings in MEANINGS.values() for key in meanings} - known == set()


def test_a_try_is_only_a_codes() -> None:
    """The budget counts codes that were handed in: no request, no registration."""
    for call in CALLS.values():
        outcome = answered(call, "ERR-FB-001", "(#136025) Verify code error")
        assert isinstance(outcome, Refused)
        assert outcome.try_used == isinstance(call, SubmitCode)


def test_each_fault_of_another_step_can_be_met() -> None:
    """A fault that no answer leads to would have words that nobody reads."""
    met = {meant(call, row) for call in CALLS.values() for row in ALL_ROWS}
    ours = {Fault.CLOCK, Fault.CREDENTIALS, Fault.MOMENT_PASSED}

    assert set(Fault) - met - ours == set()
    assert {fault for fault in policy.OF_OTHER_STEPS if fault in {row.fault for row in ALL_ROWS}} == set()
