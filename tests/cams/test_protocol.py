"""Requests to CAMS as values: the action of each call, and the headers that a signature covers."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.cams.protocol import SignedRequest, asked, build
from bot.cams.signature import EMPTY_BODY, Credentials
from bot.flow.effects import Call
from tests.cams.calls import CODE, PHONE, SPACE, numbers, status, submit
from tests.cams.official import official_authorization

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
HOST = "cams.ap-southeast-1.aliyuncs.com"
KEYS = Credentials("key", "secret")
PARAMETERS = {"VerifyCode": CODE, "CustSpaceId": SPACE, "PhoneNumber": PHONE}


def signed(now: datetime = NOW, credentials: Credentials = KEYS) -> SignedRequest:
    """Build the request for a code with a leading zero."""
    return build(
        "ChatappMigrationVerified",
        PARAMETERS,
        host=HOST,
        credentials=credentials,
        now=now,
        nonce="nonce-1",
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (status(), ("GetPhoneNumberVerificationStatus", {"CustSpaceId": "cams-8c8 +", "PhoneNumber": "8613800001234"})),
        (numbers(), ("QueryChatappPhoneNumbers", {"CustSpaceId": "cams-8c8 +"})),
        (
            submit(),
            (
                "ChatappMigrationVerified",
                {"CustSpaceId": "cams-8c8 +", "PhoneNumber": "8613800001234", "VerifyCode": "012345"},
            ),
        ),
    ],
    ids=["read-status", "read-numbers", "submit-code"],
)
def test_each_call_is_one_action(call: Call, expected: tuple[str, dict[str, str]]) -> None:
    """Actions and parameters are spelled as the provider spells them; the code keeps its leading zero."""
    assert asked(call) == expected


def test_a_request_says_all_that_it_must() -> None:
    """The target is the signed query itself, and no header is there that a request without body must not have."""
    request = signed()
    headers = dict(request.headers)
    proof = headers.pop("authorization")

    assert (request.method, request.target) == (
        "POST",
        "/?CustSpaceId=cams-8c8%20%2B&PhoneNumber=8613800001234&VerifyCode=012345",
    )
    assert headers == {
        "accept": "application/json",
        "host": HOST,
        "x-acs-action": "ChatappMigrationVerified",
        "x-acs-content-sha256": EMPTY_BODY,
        "x-acs-date": "2026-01-02T03:04:05Z",
        "x-acs-signature-nonce": "nonce-1",
        "x-acs-version": "2020-06-06",
    }
    assert proof.startswith(
        "ACS3-HMAC-SHA256 Credential=key,SignedHeaders=accept;host;x-acs-action;x-acs-content-sha256;x-acs-date;"
        "x-acs-signature-nonce;x-acs-version,Signature="
    )


@pytest.mark.parametrize("keys", [KEYS, Credentials("STS.key", "secret", "token")], ids=["key", "temporary-key"])
def test_the_official_client_would_send_the_same_proof(keys: Credentials) -> None:
    """The whole request as built, not only its parts, carries the header that the official SDK computes for it."""
    request = signed(credentials=keys)
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}

    assert request.headers["authorization"] == official_authorization(
        PARAMETERS, headers, EMPTY_BODY, key_id=keys.key_id, secret=keys.secret
    )


def test_a_temporary_key_brings_its_token() -> None:
    """Without the token, signed, the gateway does not know a temporary key."""
    request = signed(credentials=Credentials("STS.key", "secret", "token"))

    assert request.headers["x-acs-security-token"] == "token"
    assert ";x-acs-security-token;" in request.headers["authorization"]


def test_the_date_is_in_utc() -> None:
    """A clock in Jakarta's time says the same instant."""
    jakarta = timezone(timedelta(hours=7))

    assert signed(datetime(2026, 1, 2, 10, 4, 5, 999, tzinfo=jakarta)) == signed()


def test_a_clock_without_time_zone_is_refused() -> None:
    """Signing a local time would be refused by the gateway only where the zone is off by enough."""
    with pytest.raises(ValueError, match=r"^now needs a time zone$"):
        signed(NOW.replace(tzinfo=None))


def test_a_request_keeps_its_secrets() -> None:
    """Neither the code nor the signature is in a repr."""
    assert repr(signed()) == "SignedRequest(method='POST')"
