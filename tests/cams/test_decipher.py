"""Answers: what is plain is said, and everything else is unknown."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cams.decipher import decipher
from bot.cams.faults import CODES, NUMBERS
from bot.flow.effects import Call, ReadNumbers, ReadStatus, ReadWaba, SubmitCode
from bot.flow.model import (
    Accepted,
    Fault,
    NotSent,
    Outcome,
    Refused,
    Review,
    Standing,
    Unknown,
    Verification,
)
from tests.cams.calls import CALLS, CODE, PHONE, initiate, numbers, register, request, status, submit, waba

REQUEST_ID = "90E63D28-E31D-1EB2-8939-A94866410123"
OTHER = "6281234567890"
VERIFIED = Accepted(request_id=REQUEST_ID, verification=Verification.VERIFIED)
NOT_VERIFIED = Accepted(request_id=REQUEST_ID, verification=Verification.NOT_VERIFIED)
MISSING = object()
"""Marks a field that the answer does not have."""


def answer(call: Call, /, http: int = 200, headers: Mapping[str, str] | None = None, **fields: object) -> Outcome:
    """Decipher an answer in JSON with the usual envelope, or with other fields in it."""
    envelope = {"RequestId": REQUEST_ID, "Code": "OK", "Message": "SUCCESS", "AccessDeniedDetail": "None", **fields}
    body = {name: value for name, value in envelope.items() if value is not MISSING}
    return decipher(call, http, headers or {}, json.dumps(body).encode())


def doubt(reason: str, *, http: int = 200, code: str = "OK") -> Unknown:
    """Expect an unknown outcome of an answer with the usual envelope."""
    return Unknown(reason=f"HTTP {http}: {reason}", code=code, request_id=REQUEST_ID)


OTHERS_NUMBER = doubt("a success that is not this number's")
NO_DATA = doubt("no data on this number that could be understood")

# --- Successes ------------------------------------------------------------------------------------------------------


MAY_NAME_THE_NUMBER = {"initiate": initiate(), "request": request(), "submit": submit()}
"""Changes whose success may say which number it was for."""


@pytest.mark.parametrize("call", MAY_NAME_THE_NUMBER.values(), ids=MAY_NAME_THE_NUMBER)
@pytest.mark.parametrize(
    "data",
    [
        {"PhoneNumber": PHONE, "Id": "8282889"},
        {"PhoneNumber": int(PHONE), "Id": 8282889},
        {"PhoneNumber": f"+{PHONE}"},
        {"PhoneNumber": None, "Id": None},
        {"PhoneNumber": ""},
        {},
        None,
        MISSING,
    ],
    ids=["text", "integer", "plus", "null", "empty", "nothing in it", "no data", "missing"],
)
def test_a_change_is_accepted(data: object, call: Call) -> None:
    """`OK` is enough: no field beside it is promised."""
    assert answer(call, Data=data) == Accepted(request_id=REQUEST_ID)


@pytest.mark.parametrize("data", [{"PhoneNumber": OTHER}, "None", None, MISSING], ids=["other", "text", "null", "no"])
def test_a_registration_is_accepted(data: object) -> None:
    """Its success has no data by the documents, so that whatever is there says nothing."""
    assert answer(register(), Data=data) == Accepted(request_id=REQUEST_ID)


def test_a_start_may_name_the_number_without_its_country() -> None:
    """It is sent in two parts; which of them comes back is not documented."""
    data = {"PhoneNumber": "13800001234", "Id": "8282889", "Status": "MIGRATING"}

    assert answer(initiate(), Data=data) == Accepted(request_id=REQUEST_ID)
    assert answer(request(), Data=data) == OTHERS_NUMBER


@pytest.mark.parametrize("call", MAY_NAME_THE_NUMBER.values(), ids=MAY_NAME_THE_NUMBER)
@pytest.mark.parametrize(
    "data",
    [
        {"PhoneNumber": OTHER},
        {"PhoneNumber": [PHONE]},
        {"PhoneNumber": True},
        {"PhoneNumber": -int(PHONE)},
        "None",
        [],
        1,
    ],
    ids=["other", "list", "true", "negative", "text", "empty list", "integer"],
)
def test_a_success_that_may_be_another_numbers_is_not_believed(data: object, call: Call) -> None:
    """Nobody is told «verified» because somebody else was, or because of data that say nothing readable."""
    assert answer(call, Data=data) == OTHERS_NUMBER


@pytest.mark.parametrize("message", ["SUCCESS", "None", "无", "", None, 5, {"a": 1}, MISSING], ids=list("12345678"))
@pytest.mark.parametrize("detail", ["None", "无", {"AuthAction": "x"}, None, MISSING], ids=list("12345"))
def test_the_words_of_a_success_do_not_matter(message: object, detail: object) -> None:
    """`Message` and `AccessDeniedDetail` differ from page to page."""
    assert answer(submit(), Message=message, AccessDeniedDetail=detail) == Accepted(request_id=REQUEST_ID)


@pytest.mark.parametrize("http", [201, 204, 302, 400, 404, 429, 500, 502, 503])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_success_under_another_status_is_a_contradiction(call: Call, http: int) -> None:
    """An `OK` that an intermediary or the server itself calls an error is not told to anybody: a read decides."""
    data = {"PhoneNumber": PHONE, "CodeVerificationStatus": "VERIFIED"}

    assert answer(call, http, Data=data, PhoneNumbers=[data]) == doubt(
        "a success under a status that is none", http=http
    )


@pytest.mark.parametrize("flag", [False, "false"], ids=["boolean", "text"])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_success_that_denies_itself_is_not_believed(call: Call, flag: object) -> None:
    """Some actions carry a flag beside the code; the two must not disagree."""
    data = {"PhoneNumber": PHONE, "CodeVerificationStatus": "VERIFIED"}

    assert answer(call, Success=flag, Data=data, PhoneNumbers=[data]) == doubt("a success that says it is none")


def test_the_second_success_code_needs_the_number() -> None:
    """`0000` is on one page of the provider only: alone it proves nothing."""
    assert answer(submit(), Code="0000", Data={"PhoneNumber": PHONE}) == Accepted(request_id=REQUEST_ID)
    assert answer(submit(), Code="0000") == doubt("a success that is not this number's", code="0000")
    assert answer(initiate(), Code="0000", Data={"PhoneNumber": PHONE}) == Accepted(request_id=REQUEST_ID)
    assert answer(request(), Code="0000") == doubt("a success that is not this number's", code="0000")
    assert answer(register(), Code="0000") == doubt("a success that nothing bears out", code="0000")
    assert answer(status(), Code="0000", Data={"CodeVerificationStatus": "VERIFIED"}) == VERIFIED


@pytest.mark.parametrize(
    "code", ["ok", "Ok", " OK ", "SUCCESS", "success", "0", "00000", "200", 200], ids=list("123456789")
)
def test_what_only_looks_like_a_success_is_neither(code: object) -> None:
    """No list has these, and taking them for a refusal could be as wrong as believing them."""
    assert answer(submit(), Code=code) == doubt("SUCCESS", code=str(code).strip())


# --- The status of a number -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("VERIFIED", VERIFIED),
        *(
            (word, NOT_VERIFIED)
            for word in (
                *("NOT_VERIFIED", "EXPIRED", "REVOKED", "MORE_INFORMATION_REQUESTED", "REJECTED", "UNVERIFIED"),
                *("verified", " VERIFIED", "VERIFIED_SOON", "", None, MISSING),
            )
        ),
        *((word, NO_DATA) for word in (True, 1, ["VERIFIED"], {"a": "VERIFIED"})),
    ],
    ids=lambda value: "missing" if value is MISSING else str(value),
)
def test_only_one_word_is_a_yes(word: object, expected: Outcome) -> None:
    """Both published lists of words, new ones and a missing one are a no; what is no word is not an answer."""
    data = {"PhoneNumber": PHONE, "CodeVerificationStatus": word}

    assert answer(status(), Data={k: v for k, v in data.items() if v is not MISSING}) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"CodeVerificationStatus": "VERIFIED"}, VERIFIED),
        ({"CodeVerificationStatus": "EXPIRED"}, NOT_VERIFIED),
        ({"CodeVerificationStatus": "VERIFIED", "PhoneNumber": int(PHONE)}, VERIFIED),
        ({"CodeVerificationStatus": None}, NO_DATA),
        ({}, NO_DATA),
        ({"CodeVerificationStatus": "VERIFIED", "PhoneNumber": OTHER}, NO_DATA),
        ({"CodeVerificationStatus": "NOT_VERIFIED", "PhoneNumber": OTHER}, NO_DATA),
        ({"CodeVerificationStatus": "VERIFIED", "PhoneNumber": {}}, NO_DATA),
        ({"CodeVerificationStatus": "VERIFIED", "PhoneNumber": 8613800001234.0}, NO_DATA),
        (None, NO_DATA),
        (MISSING, NO_DATA),
        ([], NO_DATA),
        ("VERIFIED", NO_DATA),
    ],
    ids=[str(n) for n in range(13)],
)
def test_a_failed_read_is_not_a_no(data: object, expected: Outcome) -> None:
    """An answer without data, or about another number, leaves the question open."""
    assert answer(status(), Data=data) == expected


# --- The list of numbers --------------------------------------------------------------------------------------------

LISTED = replace(VERIFIED, standing=Standing.NOT_LIVE)
LIVE = replace(VERIFIED, standing=Standing.LIVE)
NOT_LISTED = replace(NOT_VERIFIED, standing=Standing.NOT_LIVE)
OTHER_ENTRY = {"PhoneNumber": OTHER, "Status": "CONNECTED", "CodeVerificationStatus": "VERIFIED"}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([OTHER_ENTRY, {"PhoneNumber": PHONE, "CodeVerificationStatus": "VERIFIED"}], LISTED),
        ([{"PhoneNumber": int(PHONE), "Status": "CONNECTED"}], LIVE),
        ([{"PhoneNumber": "+86 138-0000-1234", "Status": "CONNECTED"}], LIVE),
        ([None, {"PhoneNumber": PHONE, "Status": "CONNECTED"}], LIVE),
        ([{"PhoneNumber": PHONE}, {"PhoneNumber": PHONE, "Status": "CONNECTED"}], LIVE),
        ([{"PhoneNumber": PHONE, "Status": "MIGRATING", "CodeVerificationStatus": "NOT_VERIFIED"}], NOT_LISTED),
        ([{"PhoneNumber": PHONE, "Status": ["CONNECTED"], "CodeVerificationStatus": None}], NOT_LISTED),
        ([{"PhoneNumber": PHONE}, "x"], NOT_LISTED),
        ([OTHER_ENTRY], NOT_LISTED),
        ([], NOT_LISTED),
        ([OTHER_ENTRY, {"Status": "CONNECTED"}], NO_DATA),
        ([OTHER_ENTRY, {"PhoneNumber": "86138****1234"}], NO_DATA),
        ([OTHER_ENTRY, "x"], NO_DATA),
        ({"PhoneNumber": [OTHER_ENTRY]}, NO_DATA),
        ("[]", NO_DATA),
        (None, NO_DATA),
        (MISSING, NO_DATA),
    ],
    ids=[str(n) for n in range(17)],
)
def test_the_list_of_numbers_is_a_second_opinion(listed: object, expected: Outcome) -> None:
    """The entry with the same digits decides; without one the answer is no, unless something was unreadable."""
    assert answer(numbers(), PhoneNumbers=listed, Data="unexplained") == expected


@pytest.mark.parametrize(
    "word",
    [
        *("MIGRATED", "FLAGGED", "DISCONNECTED", "UNVERIFIED", "BANNED", "RATE_LIMITED", "PENDING", "UNKNOWN"),
        *("DELETED", "RESTRICTED", "MIGRATING", "connected", "", None, MISSING, ["CONNECTED"]),
    ],
    ids=lambda value: "missing" if value is MISSING else str(value),
)
def test_only_connected_is_live(word: object) -> None:
    """A number that is verified has not moved: nobody is told so before the one word is there."""
    entry = {"PhoneNumber": PHONE, "CodeVerificationStatus": "VERIFIED", "Status": word}

    assert answer(numbers(), PhoneNumbers=[{k: v for k, v in entry.items() if v is not MISSING}]) == LISTED


# --- The account of a space -----------------------------------------------------------------------------------------

NO_ACCOUNT = doubt("no data on this account that could be understood")


def reviewed(review: Review) -> Accepted:
    """Expect this review."""
    return Accepted(request_id=REQUEST_ID, review=review)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"AccountReviewStatus": "APPROVED", "Id": "19", "Name": "PT Maju"}, reviewed(Review.APPROVED)),
        ({"AccountReviewStatus": "APPROVED"}, reviewed(Review.APPROVED)),
        ({"AccountReviewStatus": "PENDING"}, reviewed(Review.PENDING)),
        *(
            ({"AccountReviewStatus": word, "Id": "19"}, reviewed(Review.NOT_APPROVED))
            for word in ("REJECTED", "DISABLED", "approved", " APPROVED", "APPROVED_SOON", "", None)
        ),
        ({"Id": 19}, reviewed(Review.NOT_APPROVED)),
        ({"AccountReviewStatus": None}, NO_ACCOUNT),
        ({"AccountReviewStatus": True}, NO_ACCOUNT),
        ({"AccountReviewStatus": ["APPROVED"], "Id": "19"}, NO_ACCOUNT),
        ({}, NO_ACCOUNT),
        (None, NO_ACCOUNT),
        (MISSING, NO_ACCOUNT),
        ([], NO_ACCOUNT),
        ("APPROVED", NO_ACCOUNT),
    ],
    ids=[str(n) for n in range(19)],
)
def test_only_one_word_is_an_approval(data: object, expected: Outcome) -> None:
    """New words and a missing one are a no; an answer without an account leaves the question open."""
    assert answer(waba(), Data=data) == expected


# --- Failures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("http", [200, 400, 403, 500, 503])
def test_a_refusal_is_told_by_its_code(http: int) -> None:
    """The pages disagree on the status of the same code, and 200 carries refusals too."""
    text = "The resource does not belong to the current user."

    assert answer(submit(), http, Code="Unknown.ResourceOwnerId", Message=text) == Refused(
        fault=Fault.NUMBER_NOT_IN_SPACE, code="Unknown.ResourceOwnerId", message=text, request_id=REQUEST_ID
    )


@pytest.mark.parametrize("http", [200, 400, 500])
@pytest.mark.parametrize("code", ["136025", 136025, "(#136025)"], ids=["text", "integer", "marked"])
def test_a_wrong_code_costs_a_try(http: int, code: object) -> None:
    """WhatsApp counted it, so we must; a number may come as an integer."""
    assert answer(submit(), http, Code=code, Message="Verify code error") == Refused(
        fault=Fault.CODE_REFUSED,
        code=str(code),
        message="Verify code error",
        request_id=REQUEST_ID,
        try_used=True,
    )


@pytest.mark.parametrize("call", [status(), numbers(), waba()], ids=["status", "numbers", "waba"])
def test_a_read_costs_no_try(call: Call) -> None:
    """Whatever a read is refused with, no code was handed in."""
    assert answer(call, 400, Code="Something.New", Message="x") == Refused(
        fault=Fault.UNRECOGNISED, code="Something.New", message="x", request_id=REQUEST_ID
    )


@pytest.mark.parametrize(
    ("http", "expected"),
    [
        *(
            (http, Refused(fault=Fault.UNRECOGNISED, code="New", message="x", request_id=REQUEST_ID, try_used=True))
            for http in (200, 400, 404, 499)
        ),
        *((http, doubt("x", http=http, code="New")) for http in (101, 201, 302, 500, 503, 599)),
    ],
    ids=str,
)
def test_an_unlisted_code_is_a_refusal_unless_the_server_broke_down(http: int, expected: Outcome) -> None:
    """Nobody is told «failed» on the word of a server that says it is out of order."""
    assert answer(submit(), http, Code="New", Message="x") == expected


@pytest.mark.parametrize("http", [200, 400, 500, 503])
@pytest.mark.parametrize("code", ["InternalError", "ServiceUnavailable", "999999", "CHAT.APIError", "ERR-COMMON-001"])
def test_a_breakdown_leaves_the_outcome_unknown(code: str, http: int) -> None:
    """The code is kept for staff, and nothing is concluded."""
    assert answer(submit(), http, Code=code, Message="Try later") == doubt("Try later", http=http, code=code)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("1500", 1.5),
        (" 1 ", 0.001),
        ("600001", 600.0),
        ("999999999", 600.0),
        *((nonsense, None) for nonsense in ("", "0", "-5", "1.5", "soon", "1e3", "٥", "9" * 5000)),
    ],
    ids=[str(n) for n in range(12)],
)
def test_a_throttled_call_was_not_sent_and_says_when_to_try_again(header: str, wait: float | None) -> None:
    """The header is in milliseconds; nonsense in it is no wait, and no wait is longer than a code lives."""
    assert answer(submit(), 503, {"x-acs-retry-after": header}, Code="Throttling.User", Message="Denied") == NotSent(
        fault=Fault.THROTTLED, code="Throttling.User", message="Denied", request_id=REQUEST_ID, retry_after=wait
    )


def test_what_the_gateway_turns_away_was_not_sent() -> None:
    """A refusal of the gateway is no outcome of the call."""
    detail = {"AuthAction": "cams:ChatappMigrationVerified", "AuthPrincipalOwnerId": "1234567890123456"}

    assert answer(submit(), 403, Code="Forbidden.RAM", Message="No.", AccessDeniedDetail=detail) == NotSent(
        fault=Fault.NOT_PERMITTED, code="Forbidden.RAM", message="No.", request_id=REQUEST_ID
    )


def test_our_own_code_is_not_mistaken_for_an_error_number() -> None:
    """A customer's code may be 133008, which is also WhatsApp's number for too many tries."""
    assert answer(submit("133008"), Code="New", Message="133008 is not right") == Refused(
        fault=Fault.UNRECOGNISED, code="New", message="••• is not right", request_id=REQUEST_ID, try_used=True
    )


# --- What is no answer at all ---------------------------------------------------------------------------------------

NOT_UNDERSTOOD = "HTTP {}, and nothing in it that could be understood"

GARBAGE: dict[str, bytes] = {
    "empty": b"",
    "null": b"null",
    "list": b'[{"Code":"OK"}]',
    "text": b'"OK"',
    "number": b"200",
    "no code": b'{"RequestId":"x","Message":"SUCCESS"}',
    "null code": b'{"Code":null}',
    "empty code": b'{"Code":""}',
    "zero code": b'{"Code":0}',
    "true code": b'{"Code":true}',
    "list code": b'{"Code":["OK"]}',
    "float code": b'{"Code":1.5}',
    "lower case": b'{"code":"OK"}',
    "truncated": b'{"Code":"OK","Data":{"PhoneNum',
    "followed by more": b'{"Code":"OK"}{"Code":"OK"}',
    "html": b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>",
    "no text": b"\xff\xfe\x00\xd8\x00",
    "zip": b"\x1f\x8b\x08\x00",
    "deep": b"[" * 100_000,
    "huge number": b'{"Code":' + b"9" * 5000 + b"}",
    "xml success": b"<Error><Code>OK</Code></Error>",
    "xml without code": b"<Error><Message>x</Message></Error>",
    "xml with more around": b"x<Error><Code>Throttling</Code></Error>",
    "xml entities": b'<!DOCTYPE a [<!ENTITY b "c">]><Error><Code>Throttling</Code></Error>',
    "xml section": b"<Error><![CDATA[<Code>Throttling</Code>]]></Error>",
    "xml cut": b"<Error><Code>Throttling</Code>",
}


@pytest.mark.parametrize("http", [200, 302, 400, 429, 500, 503])
@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_garbage_is_unknown(call: Call, body: bytes, http: int) -> None:
    """Under no status does an unreadable answer prove anything, not even that a busy gateway turned it away."""
    assert decipher(call, http, {"x-acs-request-id": REQUEST_ID}, body) == Unknown(
        reason=NOT_UNDERSTOOD.format(http), request_id=REQUEST_ID
    )


@pytest.mark.parametrize("declaration", ["", "<?xml version='1.0' encoding='UTF-8'?>\n"], ids=["bare", "declared"])
def test_an_error_in_xml_is_understood(declaration: str) -> None:
    """Older protocols of the provider answer in XML, and a gateway may fall back to them."""
    document = (
        f"{declaration}<Error><RequestId>{REQUEST_ID}</RequestId><HostId>cams.ap-southeast-1.aliyuncs.com</HostId>"
        "<Code>InvalidTimeStamp.Expired</Code><Message>Off &amp; out &lt;now&gt;</Message></Error>\n"
    )

    assert decipher(submit(), 400, {}, document.encode()) == NotSent(
        fault=Fault.CLOCK, code="InvalidTimeStamp.Expired", message="Off & out <now>", request_id=REQUEST_ID
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_encoding_of_json_is_read(encoding: str) -> None:
    """A byte order mark is no reason to doubt an answer."""
    assert decipher(submit(), 200, {}, '{"Code":"OK"}'.encode(encoding)) == Accepted()


# --- What must never happen -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["OK", "0000", "VERIFIED", "CONNECTED", PHONE, CODE, f"code {CODE}!", f"for +{PHONE}.", "SUCCESS", *CODES, *NUMBERS]
)
VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
FIELDS = st.dictionaries(
    st.sampled_from(["Code", "Message", "RequestId", "Data", "PhoneNumbers", "Success", "AccessDeniedDetail"]),
    VALUES
    | st.fixed_dictionaries({}, optional={"PhoneNumber": VALUES, "CodeVerificationStatus": VALUES, "Status": VALUES}),
)
BODIES = (
    st.binary() | VALUES.map(lambda value: json.dumps(value).encode()) | FIELDS.map(lambda f: json.dumps(f).encode())
)
HEADERS = st.dictionaries(
    st.sampled_from(["x-acs-retry-after", "x-acs-request-id", "retry-after", "content-type"]),
    st.text(max_size=20) | st.integers().map(str) | WORDS,
)
ANY_CALL = st.sampled_from(list(CALLS.values()))


@given(call=ANY_CALL, http=st.integers(), headers=HEADERS, body=BODIES)
def test_every_answer_is_one_of_four(call: Call, http: int, headers: dict[str, str], body: bytes) -> None:
    """However odd the answer: one of the four outcomes, the right one for the call, and none of our values in it."""
    outcome = decipher(call, http, headers, body)

    match outcome:
        case Accepted(verification=verification, standing=standing, review=review):
            assert http == 200
            assert (verification is not None) == isinstance(call, ReadStatus | ReadNumbers)
            assert (standing is not None) == isinstance(call, ReadNumbers)
            assert (review is not None) == isinstance(call, ReadWaba)
        case Refused(try_used=try_used):
            assert isinstance(call, SubmitCode) or not try_used
        case NotSent(retry_after=wait):
            assert wait is None or 0 < wait <= 600
        case Unknown(reason=reason):
            assert reason
    assert CODE not in repr(outcome)
    assert PHONE not in repr(outcome)
    assert PHONE.removeprefix("86") not in repr(outcome)


@given(http=st.integers(), headers=HEADERS, body=st.binary())
def test_garbage_never_says_anything_about_a_code(http: int, headers: dict[str, str], body: bytes) -> None:
    """Bytes at random are neither a success nor a failure nor a proof that nothing was sent."""
    assert isinstance(decipher(submit(), http, headers, body), Unknown)


@given(call=ANY_CALL, data=VALUES, listed=VALUES)
def test_only_the_word_itself_verifies(call: Call, data: object, listed: object) -> None:
    """Nothing that holds neither `VERIFIED` nor `CONNECTED` is read as a verified number."""
    outcome = answer(call, Data=data, PhoneNumbers=listed)

    if isinstance(call, ReadStatus | ReadNumbers) and "VERIFIED" not in repr(data) + repr(listed):
        assert "CONNECTED" in repr(listed) or getattr(outcome, "verification", None) is not Verification.VERIFIED
