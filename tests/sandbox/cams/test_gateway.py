"""The gateway lets in what the documents allow, and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from sandbox.cams.answers import Reply
from sandbox.cams.books import Entry
from sandbox.cams.options import Options
from tests.sandbox.cams.caller import HOST, NOON, PHONE, SPACE, Caller, clock_of, make_world

STATUS = "GetPhoneNumberVerificationStatus"
QUERY = {"CustSpaceId": SPACE, "PhoneNumber": PHONE}
SIGNED = ("host", *(f"x-acs-{name}" for name in ("action", "content-sha256", "date", "signature-nonce", "version")))


def signing(*headers: str) -> str:
    """Claim to have signed these headers."""
    return f"ACS3-HMAC-SHA256 Credential=key,SignedHeaders={';'.join(headers)},Signature=00"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"method": "GET"}, 400, "UnsupportedHTTPMethod"),
        ({"path": "/cams"}, 404, "InvalidAction.NotFound"),
        ({"key_id": "stranger"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"secret": "guess"}, 400, "SignatureDoesNotMatch"),
        ({"unsigned": {"authorization": "Bearer key"}}, 400, "IncompleteSignature"),
        (
            {"unsigned": {"authorization": "ACS3-HMAC-SM3 Credential=key,SignedHeaders=host,Signature=00"}},
            400,
            "InvalidSignatureMethod",
        ),
        ({"unsigned": {"authorization": ""}}, 400, "MissingAuthorization"),
        ({"unsigned": {"authorization": signing(*reversed(SIGNED))}}, 400, "IncompleteSignature"),
        ({"unsigned": {"authorization": signing(*SIGNED, "zzz")}}, 400, "IncompleteSignature"),
        ({"unsigned": {"authorization": signing(*SIGNED[1:])}}, 400, "IncompleteSignature"),
        ({"unsigned": {"authorization": signing(*SIGNED)}}, 400, "SignatureDoesNotMatch"),
        ({"signed": {"x-acs-version": None}}, 400, "MissingVersion"),
        ({"signed": {"x-acs-date": None}}, 400, "MissingTimestamp"),
        ({"signed": {"x-acs-signature-nonce": None}}, 400, "MissingSignatureNonce"),
        ({"signed": {"x-acs-content-sha256": None}}, 400, "MissingContentSha256"),
        ({"signed": {"x-acs-action": None}}, 400, "MissingAction"),
        ({"signed": {"host": None}}, 400, "MissingHost"),
        ({"signed": {"host": None}, "unsigned": {"host": HOST}}, 400, "IncompleteSignature"),
        ({"signed": {"x-acs-action": None}, "unsigned": {"x-acs-action": STATUS}}, 400, "IncompleteSignature"),
        ({"unsigned": {"x-acs-extra": "1"}}, 400, "IncompleteSignature"),
        ({"unsigned": {"x-acs-action": "ChatappMigrationRegister"}}, 400, "SignatureDoesNotMatch"),
        ({"unsigned": {"host": "elsewhere"}}, 400, "SignatureDoesNotMatch"),
        ({"signed": {"x-acs-content-sha256": "0" * 64}}, 400, "SignatureDoesNotMatch"),
        ({"signed": {"x-acs-version": "2019-01-01"}}, 400, "NoSuchVersion"),
        ({"signed": {"x-acs-action": "ChatappMigrationUndo"}}, 404, "InvalidAction.NotFound"),
        ({"signed": {"x-acs-date": "2026-01-02 12:00:00"}}, 400, "InvalidTimeStamp.Format"),
        ({"signed": {"x-acs-date": "2026-13-02T12:00:00Z"}}, 400, "InvalidTimeStamp.Format"),
        ({"signed": {"x-acs-date": "2026-01-02T11:44:59Z"}}, 400, "InvalidTimeStamp.Expired"),
        ({"signed": {"x-acs-date": "2026-01-02T12:15:01Z"}}, 400, "InvalidTimeStamp.Expired"),
        ({"signed": {"x-acs-security-token": "t"}}, 400, "InvalidSecurityToken.Malformed"),
    ],
)
def test_bad_request_is_refused_and_not_executed(changes: Mapping[str, object], status: int, code: str) -> None:
    """Each thing that a client can get wrong has its documented code, and the books say nothing was executed."""
    world = make_world()
    caller = replace(Caller(world), **changes)  # type: ignore[arg-type]  # the table is checked by being run

    answered_status, body = caller.reply(STATUS, QUERY)

    assert (answered_status, body["Code"]) == (status, code)
    assert {"RequestId", "HostId", "Code", "Message", "Recommend"} == body.keys()
    assert [(entry.executed, entry.answer_code, entry.answered) for entry in world.books] == [(False, code, True)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"signed": {"x-acs-date": "2026-01-02T11:45:00Z"}},
        {"signed": {"x-acs-date": "2026-01-02T12:15:00Z"}},
        {"signed": {"accept": None}, "unsigned": {"accept": "application/json"}},
        {"signed": {"user-agent": "me"}},
        {"unsigned": {"content-type": "application/octet-stream"}},
    ],
)
def test_good_request_is_let_in(changes: Mapping[str, object]) -> None:
    """Up to fifteen minutes are forgiven, so is what the official SDK leaves unsigned."""
    caller = replace(Caller(make_world()), **changes)  # type: ignore[arg-type]  # the table is checked by being run

    assert caller.code(STATUS, QUERY) == "OK"


def test_query_may_be_written_differently_than_signed() -> None:
    """The query is decoded and encoded anew: the official SDK sends `+` for a blank and leaves `*` alone."""
    world = make_world()
    world.add_space("a b*")
    world.add_number("a b*", PHONE)

    answer = Caller(world).answer(
        STATUS, {"CustSpaceId": "a b*", "PhoneNumber": PHONE}, f"PhoneNumber={PHONE}&CustSpaceId=a+b*".encode()
    )

    assert isinstance(answer, Reply)
    assert json.loads(answer.body)["Code"] == "OK"


def test_tampered_query_is_refused() -> None:
    """A parameter changed on the way breaks the signature, and the message quotes what was signed, code and all."""
    answer = Caller(make_world()).answer(
        "ChatappMigrationVerified",
        {**QUERY, "VerifyCode": "123456"},
        f"CustSpaceId={SPACE}&PhoneNumber={PHONE}&VerifyCode=654321".encode(),
    )

    assert isinstance(answer, Reply)
    body = json.loads(answer.body)
    assert body["Code"] == "SignatureDoesNotMatch"
    assert "VerifyCode=654321" in body["Message"]


@pytest.mark.parametrize("extra", ["host", "x-acs-action", "authorization"])
def test_repeated_header_is_refused(extra: str) -> None:
    """A header sent twice could be read two ways."""
    caller = Caller(make_world())
    headers = [*caller.headers(STATUS, QUERY), (extra.encode(), b"again")]

    answer = caller.service.handle("POST", "/", urlencode(QUERY).encode(), headers, b"")

    assert isinstance(answer, Reply)
    assert json.loads(answer.body)["Code"] == "IncompleteSignature"


def test_nonce_counts_once() -> None:
    """The same request sent again is refused, and executed once."""
    world = make_world()
    caller = replace(Caller(world), signed={"x-acs-signature-nonce": "again"})

    assert [caller.code(STATUS, QUERY), caller.code(STATUS, QUERY)] == ["OK", "SignatureNonceUsed"]
    assert [(entry.nonce, entry.executed) for entry in world.books] == [("again", True), ("again", False)]


def test_nonce_is_remembered_as_long_as_its_time_is_good() -> None:
    """A replay is refused while its date could still pass; afterwards the date refuses it."""
    world = make_world()
    caller = replace(Caller(world), signed={"x-acs-signature-nonce": "n", "x-acs-date": "2026-01-02T12:15:00Z"})
    codes = [caller.code(STATUS, QUERY)]
    for minutes in (15, 30, 31):
        clock_of(world).offset = minutes * 60
        codes.append(caller.code(STATUS, QUERY))

    assert codes == ["OK", "SignatureNonceUsed", "SignatureNonceUsed", "InvalidTimeStamp.Expired"]


def test_nonces_are_forgotten_in_the_end() -> None:
    """A long benchmark does not fill the memory with nonces."""
    world = make_world()
    caller = Caller(world)
    for _ in range(5):
        caller.code(STATUS, QUERY)
        clock_of(world).advance(1801)

    assert len(caller.service._gateway._nonces) == 1


def test_nonces_of_two_keys_are_apart() -> None:
    """Another key may use the same nonce."""
    world = make_world()
    world.add_account("other", "secret")
    caller = replace(Caller(world), signed={"x-acs-signature-nonce": "n"})
    caller.code(STATUS, QUERY)
    caller.key_id = "other"

    assert caller.code(STATUS, QUERY) == "OK"


@pytest.mark.parametrize(
    ("sent", "code"),
    [("token", "OK"), (None, "InvalidSecurityToken.Malformed"), ("other", "InvalidSecurityToken.Malformed")],
)
def test_temporary_key_needs_its_token(sent: str | None, code: str) -> None:
    """A key of STS works only together with its token."""
    world = make_world()
    world.add_account("key", "secret", token="token", token_expires=NOON + 3600)

    assert replace(Caller(world), signed={"x-acs-security-token": sent}).code(STATUS, QUERY) == code


def test_temporary_key_expires() -> None:
    """At its end a token is refused."""
    world = make_world()
    world.add_account("key", "secret", token="token", token_expires=NOON)

    caller = replace(Caller(world), signed={"x-acs-security-token": "token"})

    assert caller.code(STATUS, QUERY) == "InvalidSecurityToken.Expired"


def test_disabled_key_is_refused() -> None:
    """A key that staff switched off differs from one that never was."""
    world = make_world()
    world.add_account("key", "secret", active=False)

    assert Caller(world).code(STATUS, QUERY) == "InvalidAccessKeyId.Inactive"


def test_policy_is_least_privilege() -> None:
    """An action outside the key's RAM policy is refused with the documented detail."""
    world = make_world()
    world.add_account("key", "secret", allowed=frozenset({STATUS}))
    caller = Caller(world)

    assert caller.code(STATUS, QUERY) == "OK"
    status, body = caller.reply("ChatappMigrationRegister", QUERY)
    assert (status, body["Code"]) == (400, "Ram.PermissionDeny")
    assert body["AccessDeniedDetail"]["AuthAction"] == "cams:ChatappMigrationRegister"
    assert body["AccessDeniedDetail"]["NoPermissionType"] == "ImplicitDeny"


@pytest.mark.parametrize("gap", [0.0, 0.0625, 0.0999])
def test_eleventh_call_within_a_second_is_throttled(gap: float) -> None:
    """Ten calls pass however they lie within the second; the eleventh does not, and is not executed."""
    world = make_world()
    caller = Caller(world)
    codes = []
    for _ in range(11):
        codes.append(caller.code(STATUS, QUERY))
        clock_of(world).advance(gap)

    assert codes == ["OK"] * 10 + ["System.LimitControl"]
    assert [entry.executed for entry in world.books] == [True] * 10 + [False]
    assert world.calls_in_any_second(STATUS) == 11


def test_window_slides() -> None:
    """The limit looks at the last second, not at the second of the clock; exactly a second later a call fits in."""
    world = make_world(at=NOON + 0.5)
    caller = Caller(world)
    moments = [0.0] + [0.5] * 9 + [0.999, 1.0, 1.0, 1.499, 1.5]
    codes = []
    for moment in moments:
        clock_of(world).offset = moment
        codes.append(caller.code(STATUS, QUERY))

    assert codes == [*["OK"] * 10, "System.LimitControl", "OK", "System.LimitControl", "System.LimitControl", "OK"]


def test_throttled_calls_take_no_room() -> None:
    """A call that was refused does not count, so knocking does not lock oneself out."""
    world = make_world()
    caller = Caller(world)
    for _ in range(30):
        caller.code(STATUS, QUERY)
    clock_of(world).advance(1.0)

    assert [caller.code(STATUS, QUERY) for _ in range(11)] == ["OK"] * 10 + ["System.LimitControl"]


def test_each_action_has_its_own_limit() -> None:
    """The pages say «this API»: ten of one leave ten of another."""
    world = make_world()
    caller = Caller(world)
    for _ in range(10):
        caller.code(STATUS, QUERY)

    assert caller.code("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE}) == "OK"


def test_keys_of_one_account_share_the_limit() -> None:
    """Alibaba counts an account with all its users; another account is apart."""
    world = make_world()
    world.add_account("colleague", "secret")
    world.add_account("stranger", "secret", uid="5999999999999999")
    caller = Caller(world)
    for _ in range(10):
        caller.code(STATUS, QUERY)
    caller.key_id = "colleague"
    assert caller.code(STATUS, QUERY) == "System.LimitControl"
    caller.key_id = "stranger"

    assert caller.code(STATUS, QUERY) == "Unknown.ResourceOwnerId"


@pytest.mark.parametrize(
    ("options", "status", "code", "wait"),
    [
        (Options(qps=2), 400, "System.LimitControl", "750"),
        (Options(qps=2, failure_status=200), 200, "System.LimitControl", "750"),
        (Options(qps=2, throttling_code="Throttling.User", failure_status=200), 400, "Throttling.User", "750"),
        (Options(qps=2, throttling_code="Throttling.User", retry_after_header=False), 400, "Throttling.User", None),
    ],
)
def test_throttling_tells_when_to_come_back(options: Options, status: int, code: str, wait: str | None) -> None:
    """The wait is in milliseconds and exact; the gateway's own code keeps its status."""
    world = make_world(options)
    caller = Caller(world)
    caller.code(STATUS, QUERY)
    clock_of(world).advance(0.25)
    caller.code(STATUS, QUERY)

    answer = caller.answer(STATUS, QUERY)

    assert isinstance(answer, Reply)
    assert (answer.status, json.loads(answer.body)["Code"]) == (status, code)
    assert dict(answer.headers).get("x-acs-retry-after") == wait


def test_books_have_every_request() -> None:
    """An entry tells what was asked and what came of it, also for a request that named no action."""
    world = make_world()
    caller = Caller(world)
    caller.code(STATUS, QUERY)
    first_nonce = caller.last_nonce
    caller.method = "GET"
    caller.signed = {"x-acs-action": None}
    caller.code(STATUS)

    assert tuple(world.books) == (
        Entry(
            at=NOON,
            action=STATUS,
            space=SPACE,
            phone=PHONE,
            executed=True,
            answer_code="OK",
            nonce=first_nonce,
            answered=True,
        ),
        Entry(
            at=NOON,
            action="",
            executed=False,
            answer_code="UnsupportedHTTPMethod",
            nonce=caller.last_nonce,
            answered=True,
        ),
    )
