"""Answers look like Alibaba's, byte for byte where it matters."""

import json

import pytest

from sandbox.cams.answers import Letterhead, Reply, failure, spoilt, success
from sandbox.cams.faults import Fault
from sandbox.cams.options import DeniedDetail, Options
from sandbox.cams.refusals import KEY_NOT_FOUND, permission_deny
from tests.sandbox.cams.caller import NOON, PHONE, SPACE, Caller, make_world

HEAD = Letterhead(
    action="ChatappMigrationVerified", host="cams.test", request_id="90E63D28-E31D", at=NOON, as_json=True
)
XML_HEAD = Letterhead(action="QueryX", host="cams.test", request_id="90E63D28-E31D", at=NOON, as_json=False)


def test_success_is_the_documented_envelope() -> None:
    """RequestId, Code, Message, the action's own, AccessDeniedDetail; with the headers of the gateway."""
    reply = success({"Data": {"Id": "7"}}, HEAD, Options(latency=0.5))

    assert reply == Reply(
        200,
        (
            ("date", "Fri, 02 Jan 2026 12:00:00 GMT"),
            ("content-type", "application/json;charset=utf-8"),
            ("x-acs-request-id", "90E63D28-E31D"),
        ),
        b'{"RequestId":"90E63D28-E31D","Code":"OK","Message":"SUCCESS","Data":{"Id":"7"},"AccessDeniedDetail":"None"}',
        0.5,
    )


@pytest.mark.parametrize(
    ("detail", "end"),
    [
        (DeniedDetail.WORD, ',"AccessDeniedDetail":"None"}'),
        (DeniedDetail.CHINESE_WORD, ',"AccessDeniedDetail":"无"}'),
        (DeniedDetail.NULL, ',"AccessDeniedDetail":null}'),
        (DeniedDetail.ABSENT, '"Message":"无"}'),
    ],
)
def test_nothing_denied_has_four_forms(detail: DeniedDetail, end: str) -> None:
    """The pages show two words, and the model allows null and nothing."""
    reply = success({}, HEAD, Options(denied_detail=detail, success_message="无"))

    assert reply.body.decode().endswith(end)


def test_gateway_error_has_its_five_fields() -> None:
    """The gateway's error names host and a page to look it up, and keeps its status under every option."""
    reply = failure(KEY_NOT_FOUND, HEAD, Options(failure_status=200))

    assert (reply.status, json.loads(reply.body)) == (
        404,
        {
            "RequestId": "90E63D28-E31D",
            "HostId": "cams.test",
            "Code": "InvalidAccessKeyId.NotFound",
            "Message": "Specified access key is not found.",
            "Recommend": "https://api.alibabacloud.com/troubleshoot"
            "?q=InvalidAccessKeyId.NotFound&product=cams&requestId=90E63D28-E31D",
        },
    )


def test_denied_detail_is_an_object_in_an_error_and_text_in_an_envelope() -> None:
    """The two places disagree in the documents; both hold the account's number, which no customer may see."""
    options, enveloped = Options(), Options(failure_status=200)

    error = json.loads(failure(permission_deny(options, "A", "511"), HEAD, options).body)
    envelope = json.loads(failure(permission_deny(enveloped, "A", "511"), HEAD, enveloped).body)

    assert error["AccessDeniedDetail"]["AuthPrincipalOwnerId"] == "511"
    assert json.loads(envelope["AccessDeniedDetail"]) == error["AccessDeniedDetail"]


def test_who_does_not_ask_for_json_gets_xml() -> None:
    """As under the older protocol: the root is named after the action, or Error."""
    reply = success({"Success": True, "PhoneNumbers": [{"A": "<"}, {"A": None}]}, XML_HEAD, Options())
    error = failure(KEY_NOT_FOUND, XML_HEAD, Options())

    assert dict(reply.headers)["content-type"] == "text/xml;charset=utf-8"
    assert reply.body.decode() == (
        "<?xml version='1.0' encoding='UTF-8'?><QueryXResponse><RequestId>90E63D28-E31D</RequestId><Code>OK</Code>"
        "<Message>SUCCESS</Message><Success>True</Success><PhoneNumbers><PhoneNumber><A>&lt;</A></PhoneNumber>"
        "<PhoneNumber><A></A></PhoneNumber></PhoneNumbers><AccessDeniedDetail>None</AccessDeniedDetail>"
        "</QueryXResponse>"
    )
    assert error.body.decode().startswith(
        "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>90E63D28-E31D</RequestId>"
        "<Code>InvalidAccessKeyId.NotFound</Code>"
    )


@pytest.mark.parametrize("accept", [None, "*/*", "text/xml"])
def test_accept_decides(accept: str | None) -> None:
    """Only `accept: application/json` gets JSON."""
    caller = Caller(make_world(), signed={"accept": accept})

    answer = caller.answer("GetPhoneNumberVerificationStatus", {"CustSpaceId": SPACE, "PhoneNumber": PHONE})

    assert isinstance(answer, Reply)
    assert answer.body.startswith(b"<?xml")


@pytest.mark.parametrize(
    ("fault", "body"),
    [
        (Fault.EMPTY_BODY, b""),
        (Fault.TRUNCATED_JSON, b'{"Code":"OK","D'),
        (Fault.WRONG_TYPES, b'{"Code": ["OK"], "Data": "{\'Id\': \'7\'}"}'),
        (Fault.RISK_CONTROL, b'{"Code":"OK","Data":{"Id":"7"}}'),
    ],
)
def test_spoiling(fault: Fault, body: bytes) -> None:
    """Each way of spoiling leaves the status 200 and its own kind of garbage; other faults leave all as it was."""
    reply = Reply(200, (), b'{"Code":"OK","Data":{"Id":"7"}}')

    assert spoilt(reply, fault, Options()) == Reply(200, (), body)


def test_wrong_types_leave_xml_alone() -> None:
    """There are no types in XML."""
    assert spoilt(Reply(200, (), b"<a/>"), Fault.WRONG_TYPES, Options()) == Reply(200, (), b"<a/>")


def test_request_ids_are_alibabas() -> None:
    """An upper-case UUID, another one in each answer, the same in header and body."""
    caller = Caller(make_world())
    answers = [caller.answer("QueryChatappBindWaba", {"CustSpaceId": SPACE}) for _ in range(2)]
    ids = set()
    for answer in answers:
        assert isinstance(answer, Reply)
        ids.add(json.loads(answer.body)["RequestId"])
        assert dict(answer.headers)["x-acs-request-id"] in ids

    assert len(ids) == 2
    assert all(len(one) == 36 and one == one.upper() and one.count("-") == 4 for one in ids)
