"""Alibaba's own client judges the stand-in: every action, every fault, over a real connection.

What the SDK makes of an answer is the reference's list of observations; each row here was one of them.
"""

import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from alibabacloud_tea_openapi.exceptions import (  # type: ignore[import-untyped]  # the same
    ClientException,
    ServerException,
    ThrottlingException,
)
from darabonba.exceptions import UnretryableException  # type: ignore[import-untyped]  # the same

from sandbox.cams.actions import ALL_ACTIONS, Action
from sandbox.cams.app import CamsServer
from sandbox.cams.faults import OF_THE_MOVE, Fault
from sandbox.cams.options import DeniedDetail, Options, StatusWords
from sandbox.cams.world import CamsWorld
from sandbox.clock import SettableClock
from tests.sandbox.cams.caller import PHONE, SPACE, clock_of, wrong
from tests.sandbox.cams.sdk import CALLS, Sdk

# The SDK asks for the time in a way that Python 3.12 and newer warn about; it is not ours to mend.
pytestmark = pytest.mark.filterwarnings(r"ignore:datetime\.datetime\.utcnow:DeprecationWarning")


@pytest.fixture
def world() -> CamsWorld:
    """Make a world with a number on its way; the SDK reads the machine's clock, so the world follows it."""
    random = Random(7)
    world = CamsWorld(SettableClock(time.time), Options(hold=0.02, slow=0.02), random)
    world.add_account("key", "secret")
    world.add_space(SPACE)
    world.add_number(SPACE, PHONE)
    return world


@pytest.fixture
async def server(world: CamsWorld) -> AsyncGenerator[CamsServer]:
    """Run a server for one test, in the test's loop."""
    server = CamsServer(world)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def sdk(server: CamsServer) -> Sdk:
    """Point the official client at it."""
    return Sdk(server)


def test_every_action_is_judged() -> None:
    """No action is left out."""
    assert set(CALLS) == ALL_ACTIONS


@pytest.mark.parametrize("half", ["call", "call_sync"])
async def test_whole_migration(world: CamsWorld, sdk: Sdk, half: str) -> None:
    """From first step to last, both halves of the SDK read each answer's fields."""
    number = world.add_number(SPACE, PHONE, migrating=False)
    call = getattr(sdk, half)

    def data(response: Any) -> dict[str, Any]:
        body = response.body
        assert (response.status_code, body.code, body.message) == (200, "OK", "SUCCESS")
        assert (len(body.request_id), body.access_denied_detail) == (36, "None")
        assert response.headers["x-acs-request-id"] == body.request_id
        mapped: dict[str, Any] = body.to_map()
        return dict(mapped.get("Data", {}))

    begun = data(await call(Action.INITIATE))
    before = data(await call(Action.STATUS))
    asked = data(await call(Action.REQUEST_CODE))
    handed_in = data(await call(Action.SUBMIT_CODE, verify_code=number.codes[-1].digits))
    after = data(await call(Action.STATUS))
    registered = await call(Action.REGISTER)
    clock_of(world).advance(20)
    listed = await call(Action.LIST_NUMBERS)
    waba = await call(Action.SHOW_WABA)

    common = {"PhoneNumber": PHONE, "Id": number.id}
    assert begun == {**common, "Status": "MIGRATING"}
    assert before == {**common, "CodeVerificationStatus": "NOT_VERIFIED"}
    assert asked == handed_in == common
    assert after == {**common, "CodeVerificationStatus": "VERIFIED"}
    assert data(registered) == {}
    (shown,) = listed.body.phone_numbers
    assert (shown.phone_number, shown.status, shown.code_verification_status) == (PHONE, "CONNECTED", "VERIFIED")
    assert (listed.body.success, waba.body.success) == (True, True)
    assert (waba.body.data.account_review_status, waba.body.data.name) == ("APPROVED", "Toko Kopi")
    assert [(entry.action, entry.executed, entry.answer_code, entry.answered) for entry in world.books] == [
        (action, True, "OK", True)
        for action in (
            Action.INITIATE,
            Action.STATUS,
            Action.REQUEST_CODE,
            Action.SUBMIT_CODE,
            Action.STATUS,
            Action.REGISTER,
            Action.LIST_NUMBERS,
            Action.SHOW_WABA,
        )
    ]


@dataclass(frozen=True)
class Raised:
    """What the SDK raises."""

    kind: type[Exception]
    code: str | None = None
    status: int | None = None
    retry_after: int | None = None


def _cams(code: str) -> Raised:
    return Raised(ClientException, code, 400)


UNREADABLE = Raised(UnretryableException)
FAULTS = {
    Fault.PRODUCT_UNSUBSCRIPT: _cams("Product.Unsubscript"),
    Fault.RAM_PERMISSION_DENY: _cams("Ram.PermissionDeny"),
    Fault.SYSTEM_LIMIT_CONTROL: Raised(ThrottlingException, "System.LimitControl", 400, 1000),
    Fault.UNKNOWN_RESOURCE_OWNER_ID: _cams("Unknown.ResourceOwnerId"),
    Fault.THROTTLING_USER: Raised(ThrottlingException, "Throttling.User", 400, 1000),
    Fault.ACCESS_KEY_NOT_FOUND: Raised(ClientException, "InvalidAccessKeyId.NotFound", 404),
    Fault.SIGNATURE_DOES_NOT_MATCH: Raised(ClientException, "SignatureDoesNotMatch", 400),
    Fault.TIMESTAMP_EXPIRED: Raised(ClientException, "InvalidTimeStamp.Expired", 400),
    Fault.RISK_CONTROL: Raised(ClientException, "Forbidden.RiskControl", 403),
    Fault.INTERNAL_ERROR: Raised(ServerException, "InternalError", 500),
    Fault.SERVICE_UNAVAILABLE: Raised(ServerException, "ServiceUnavailable", 503),
    Fault.UNKNOWN_CODE: _cams("ERR-OPERATION-MAAP-0931"),
    Fault.TWO_STEP_ON: _cams("ERR-FB-001"),
    Fault.NOT_MIGRATING: _cams("ERR-FB-001"),
    Fault.TOO_MANY_TRIES: _cams("ERR-FB-001"),
    **dict.fromkeys(sorted(OF_THE_MOVE), _cams("ERR-FB-001")),
    Fault.TIMEOUT_WORKED: UNREADABLE,
    Fault.TIMEOUT_NOT_WORKED: UNREADABLE,
    Fault.RESET_WORKED: UNREADABLE,
    Fault.RESET_NOT_WORKED: UNREADABLE,
    Fault.HTML_PAGE: UNREADABLE,
    Fault.EMPTY_BODY: UNREADABLE,
    Fault.TRUNCATED_JSON: UNREADABLE,
}
RETURNS = {Fault.WRONG_TYPES, Fault.SLOW}
OF_THE_PRODUCT = {
    Fault.PRODUCT_UNSUBSCRIPT,
    Fault.RAM_PERMISSION_DENY,
    Fault.UNKNOWN_RESOURCE_OWNER_ID,
    Fault.UNKNOWN_CODE,
    Fault.TWO_STEP_ON,
    Fault.NOT_MIGRATING,
    Fault.TOO_MANY_TRIES,
    *OF_THE_MOVE,
}
"""Faults whose HTTP status the documents leave open."""


def test_every_fault_is_judged() -> None:
    """No fault is left out."""
    assert set(FAULTS) | RETURNS == set(Fault)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(("fault", "expected"), FAULTS.items())
async def test_sdk_raises(world: CamsWorld, sdk: Sdk, action: Action, fault: Fault, expected: Raised) -> None:
    """Every fault on every action raises what the reference lists, with code, status and wait."""
    world.switch_on(fault, ALL_ACTIONS)

    with pytest.raises(expected.kind) as caught:
        await sdk.call(action)

    assert raised(caught.value) == expected
    assert len(world.books) == 1


def raised(exception: Any) -> Raised:
    """Read an exception of the SDK; what it lacks is None."""
    if isinstance(exception, UnretryableException):
        return Raised(type(exception), exception.code)
    wait = exception.retry_after if isinstance(exception, ThrottlingException) else None
    return Raised(type(exception), exception.code, exception.status_code, wait)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("fault", sorted(OF_THE_PRODUCT))
async def test_failure_with_status_200_is_returned(world: CamsWorld, sdk: Sdk, action: Action, fault: Fault) -> None:
    """The SDK raises nothing then: only the body's code tells."""
    world.options = Options(failure_status=200)
    world.switch_on(fault, ALL_ACTIONS)

    response = await sdk.call(action)

    assert (response.status_code, response.body.code) == (200, FAULTS[fault].code)


@pytest.mark.parametrize("action", sorted(set(Action) - {Action.REGISTER, Action.SUBMIT_CODE, Action.INITIATE}))
async def test_sdk_waits_for_a_slow_answer(world: CamsWorld, sdk: Sdk, action: Action) -> None:
    """Slow is not broken."""
    world.switch_on(Fault.SLOW)

    assert (await sdk.call(action)).body.code == "OK"


async def test_sdk_swallows_wrong_types(world: CamsWorld, sdk: Sdk) -> None:
    """It returns without a body: a mapping error is hidden, and nothing says whether the call worked. It did."""
    world.switch_on(Fault.WRONG_TYPES)

    response = await sdk.call(Action.SUBMIT_CODE, verify_code=world.issue_code(SPACE, PHONE))

    assert (response.status_code, response.body) == (200, None)
    assert world.verified(SPACE, PHONE)


@pytest.mark.parametrize("fault", [Fault.SYSTEM_LIMIT_CONTROL, Fault.RISK_CONTROL, Fault.INTERNAL_ERROR])
async def test_blocking_half_raises_alike(world: CamsWorld, sdk: Sdk, fault: Fault) -> None:
    """The two halves of the SDK agree."""
    world.switch_on(fault, ALL_ACTIONS)

    with pytest.raises(FAULTS[fault].kind) as caught:
        await sdk.call_sync(Action.STATUS)

    assert raised(caught.value) == FAULTS[fault]


async def test_sdk_gives_up_on_a_withheld_answer(world: CamsWorld, sdk: Sdk) -> None:
    """The client's own time-out comes first; the code was accepted all the same."""
    world.options = Options(hold=60.0)
    world.switch_on(Fault.TIMEOUT_WORKED)
    sdk.read_timeout = 50

    with pytest.raises(UnretryableException):
        await sdk.call(Action.SUBMIT_CODE, verify_code=world.issue_code(SPACE, PHONE))

    assert [(entry.executed, entry.answered) for entry in world.submissions(PHONE)] == [(True, False)]
    assert world.verified(SPACE, PHONE)


async def test_server_that_is_down(server: CamsServer, sdk: Sdk) -> None:
    """A refused connection looks to the SDK like a time-out; afterwards the same client works."""
    await server.down()
    with pytest.raises(UnretryableException):
        await sdk.call(Action.STATUS)
    await server.up()

    assert (await sdk.call(Action.STATUS)).body.code == "OK"


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"access_key_id": "stranger"}, "InvalidAccessKeyId.NotFound"),
        ({"access_key_secret": "guess"}, "SignatureDoesNotMatch"),
        ({"security_token": "token"}, "InvalidSecurityToken.Malformed"),
    ],
)
async def test_wrong_keys(server: CamsServer, config: Mapping[str, str], code: str) -> None:
    """What a wrong setting meets."""
    with pytest.raises(ClientException) as caught:
        await Sdk(server, **config).call(Action.STATUS)

    assert caught.value.code == code


async def test_temporary_keys(server: CamsServer, world: CamsWorld) -> None:
    """The SDK's way of sending an STS token is accepted."""
    world.add_account("sts", "secret", token="token")

    response = await Sdk(server, access_key_id="sts", security_token="token").call(Action.STATUS)

    assert response.body.code == "OK"


@pytest.mark.parametrize("minutes", [20, -20])
async def test_clock_twenty_minutes_off(world: CamsWorld, sdk: Sdk, minutes: int) -> None:
    """Early or late."""
    clock_of(world).advance(minutes * 60)

    with pytest.raises(ClientException) as caught:
        await sdk.call(Action.STATUS)

    assert caught.value.code == "InvalidTimeStamp.Expired"


@pytest.mark.parametrize(("action", "name"), [(action, name) for action, call in CALLS.items() for name in call.given])
async def test_missing_parameter(sdk: Sdk, action: Action, name: str) -> None:
    """The SDK does not check what is required; the server does."""
    with pytest.raises(ClientException) as caught:
        await sdk.call(action, **{name: None})

    assert caught.value.code == "Missing" + "".join(part.capitalize() for part in name.split("_"))


@pytest.mark.parametrize("name", ["owner_id", "resource_owner_account", "resource_owner_id"])
async def test_parameters_of_the_platform_are_refused(sdk: Sdk, name: str) -> None:
    """They are in the SDK's models, and not for callers."""
    with pytest.raises(ClientException) as caught:
        await sdk.call(Action.STATUS, **{name: "1"})

    assert caught.value.code == "InvalidParameter"


async def test_eleventh_call_is_throttled(world: CamsWorld, sdk: Sdk) -> None:
    """And says when to come back."""
    world.clock = SettableClock.standing(time.time())  # else the ten calls may take longer than a second
    for _ in range(10):
        await sdk.call(Action.STATUS)

    with pytest.raises(ThrottlingException) as caught:
        await sdk.call(Action.STATUS)

    assert (caught.value.code, caught.value.retry_after) == ("System.LimitControl", 1000)
    assert world.calls_in_any_second(Action.STATUS) == 11


async def test_codes_that_do_not_work(world: CamsWorld, sdk: Sdk) -> None:
    """Wrong, expired and used codes look the same; after five the number is locked."""
    old = world.issue_code(SPACE, PHONE)

    async def message(code: str) -> str:
        with pytest.raises(ClientException) as caught:
            await sdk.call(Action.SUBMIT_CODE, verify_code=code)
        assert caught.value.code == "ERR-FB-001"
        return str(caught.value.data["Message"])

    world.options = Options(code_life=0.0)
    expired = await message(old)
    world.options = Options()
    code = world.issue_code(SPACE, PHONE)
    assert (await sdk.call(Action.SUBMIT_CODE, verify_code=code)).body.code == "OK"
    used = await message(code)
    mistyped = [await message(wrong(code)) for _ in range(3)]
    locked = await message(code)

    assert {expired, used, *mistyped} == {"(#136025) Verify code error"}
    assert locked == "(#136025) Verify code error: too many failed attempts, please try again later"
    assert [entry.answer_code for entry in world.submissions(PHONE)] == ["ERR-FB-001", "OK", *["ERR-FB-001"] * 5]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (Options(denied_detail=DeniedDetail.CHINESE_WORD, success_message="无"), ("无", "无", PHONE, "NOT_VERIFIED")),
        (Options(denied_detail=DeniedDetail.NULL), (None, "SUCCESS", PHONE, "NOT_VERIFIED")),
        (Options(denied_detail=DeniedDetail.ABSENT), (None, "SUCCESS", PHONE, "NOT_VERIFIED")),
        (Options(numbers_as_integers=True), ("None", "SUCCESS", int(PHONE), "NOT_VERIFIED")),
        (Options(status_words=StatusWords.PAGES), ("None", "SUCCESS", PHONE, "MORE_INFORMATION_REQUESTED")),
        (Options(status_words=StatusWords.META), ("None", "SUCCESS", PHONE, "UNVERIFIED")),
    ],
)
async def test_what_the_documents_leave_open(
    world: CamsWorld, sdk: Sdk, options: Options, expected: tuple[object, ...]
) -> None:
    """Under each option the SDK reads the answer."""
    world.options = options

    body = (await sdk.call(Action.STATUS)).body

    assert (
        body.access_denied_detail,
        body.message,
        body.data.phone_number,
        body.data.code_verification_status,
    ) == expected


async def test_denied_detail_is_an_object(world: CamsWorld, sdk: Sdk) -> None:
    """The SDK hands on what RAM says was missing."""
    world.add_account("key", "secret", allowed=frozenset({Action.STATUS}))

    with pytest.raises(ClientException) as caught:
        await sdk.call(Action.REGISTER)

    assert caught.value.code == "Ram.PermissionDeny"
    assert caught.value.access_denied_detail["AuthAction"] == "cams:ChatappMigrationRegister"
