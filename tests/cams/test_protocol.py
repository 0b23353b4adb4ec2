"""Requests to CAMS as values: the action of each call, and the headers that a signature covers."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.cams.protocol import LOCALES, SignedRequest, asked, build, locale_of
from bot.cams.signature import EMPTY_BODY, Credentials
from bot.flow.effects import Call
from bot.flow.model import Channel
from bot.store import ACTIONS
from bot.telegram.words import LANGUAGES
from tests.cams.calls import (
    CALLS,
    CODE,
    PHONE,
    SPACE,
    initiate,
    numbers,
    register,
    request,
    status,
    submit,
    waba,
)
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
        (waba(), ("QueryChatappBindWaba", {"CustSpaceId": "cams-8c8 +"})),
        (
            initiate(),
            (
                "CreateChatappMigrationInitiate",
                {"CustSpaceId": "cams-8c8 +", "CountryCode": "86", "MobileNumber": "13800001234"},
            ),
        ),
        (
            request(Channel.VOICE, "id"),
            (
                "GetMigrationVerifyCode",
                {"CustSpaceId": "cams-8c8 +", "PhoneNumber": "8613800001234", "Locale": "id", "Method": "voice"},
            ),
        ),
        (
            register(),
            ("ChatappMigrationRegister", {"CustSpaceId": "cams-8c8 +", "PhoneNumber": "8613800001234"}),
        ),
    ],
    ids=["read-status", "read-numbers", "submit-code", "read-waba", "initiate", "request-code", "register"],
)
def test_each_call_is_one_action(call: Call, expected: tuple[str, dict[str, str]]) -> None:
    """Actions and parameters are spelled as the provider spells them; the code keeps its leading zero."""
    assert asked(call) == expected


def test_a_pace_is_kept_for_the_action_that_is_asked() -> None:
    """The limit holds for each action, and what it is counted by is the name that leaves."""
    assert {type(call): asked(call)[0] for call in CALLS.values()} == ACTIONS


@pytest.mark.parametrize(
    ("phone", "country", "rest"),
    [
        ("390612345678", "39", "0612345678"),
        ("393123456789", "39", "3123456789"),
        ("12025550123", "1", "2025550123"),
        ("18765550123", "1", "8765550123"),
        ("77012345678", "7", "7012345678"),
        ("447700900123", "44", "7700900123"),
        ("6281234567890", "62", "81234567890"),
        ("85291234567", "852", "91234567"),
        ("5491123456789", "54", "91123456789"),
        ("5215512345678", "52", "15512345678"),
        ("80012345678", "800", "12345678"),
        ("2250123456789", "225", "0123456789"),
    ],
    ids=[
        *("Italy, landline", "Italy, mobile", "US", "Jamaica", "Kazakhstan", "UK", "Indonesia", "Hong Kong"),
        *("Argentina", "Mexico", "freephone", "Ivory Coast"),
    ],
)
def test_a_start_gives_country_and_number_apart(phone: str, country: str, rest: str) -> None:
    """Put together they are the very number that the later steps name: zeros that belong to it stay."""
    assert asked(initiate(phone))[1] == {"CustSpaceId": SPACE, "CountryCode": country, "MobileNumber": rest}


@pytest.mark.parametrize("phone", ["", "0812345678", "999123456"], ids=["none", "zero", "nobody's"])
def test_a_number_of_no_country_is_not_guessed_at(phone: str) -> None:
    """Parted wrongly, another customer's number could be meant."""
    with pytest.raises(ValueError, match=r"^a number that begins with no country's code$"):
        asked(initiate(phone))


@pytest.mark.parametrize(
    ("language", "phone", "locale"),
    [
        ("en", PHONE, "en"),
        ("id", PHONE, "id"),
        ("zh-Hans", PHONE, "zh_CN"),
        ("zh-Hans", "85291234567", "zh_CN"),
        ("zh-Hant", PHONE, "zh_TW"),
        ("zh-Hant", "886912345678", "zh_TW"),
        ("zh-Hant", "85291234567", "zh_HK"),
        ("zh-Hant", "85366123456", "zh_HK"),
        ("zh-Hant", "999", "zh_TW"),
        ("eo", PHONE, "en"),
    ],
    ids=[str(n) for n in range(10)],
)
def test_a_code_comes_in_the_customers_language(language: str, phone: str, locale: str) -> None:
    """In Meta's names, with underscores; a call to Hong Kong or Macau in Cantonese."""
    assert locale_of(language, phone) == locale


def test_every_language_of_ours_has_a_locale() -> None:
    """A language that is added here is not forgotten there: its codes would come in English."""
    assert set(LANGUAGES) - set(LOCALES) == set()


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


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_official_client_would_sign_each_call_so(call: Call) -> None:
    """Whatever its parameters are."""
    action, parameters = asked(call)
    request = build(action, parameters, host=HOST, credentials=KEYS, now=NOW, nonce="nonce-1")
    headers = {name: value for name, value in request.headers.items() if name != "authorization"}

    assert request.headers["authorization"] == official_authorization(
        parameters, headers, EMPTY_BODY, key_id=KEYS.key_id, secret=KEYS.secret
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
