"""Every switch does what its label says, as often as it was told, and the books tell what really happened."""

import json
from dataclasses import dataclass

import pytest

from sandbox.cams.actions import ALL_ACTIONS, Action
from sandbox.cams.answers import Cut, Reply
from sandbox.cams.books import Entry
from sandbox.cams.faults import FAULTS, OF_THE_MOVE, Fault
from sandbox.cams.numbers import Counts, Stage
from sandbox.cams.options import MetaSpelling, Options
from tests.sandbox.cams.caller import NOON, PHONE, SPACE, Caller, clock_of, make_world, wrong

SUBMIT = Action.SUBMIT_CODE
QUERY = {"CustSpaceId": SPACE, "PhoneNumber": PHONE}


@dataclass(frozen=True)
class Seen:
    """What a right code meets under a fault."""

    status: int | None
    """None: no answer."""
    code: str | None
    """The `Code` in the body; None if it cannot be read."""
    book_code: str
    executed: bool
    """Whether WhatsApp was reached."""
    verified: bool
    after: float = 0.0


def refused(status: int, code: str) -> Seen:
    """Refused before WhatsApp."""
    return Seen(status, code, code, executed=False, verified=False)


WHATSAPP = Seen(400, "ERR-FB-001", "ERR-FB-001", executed=True, verified=False)
TABLE = {
    Fault.PRODUCT_UNSUBSCRIPT: refused(400, "Product.Unsubscript"),
    Fault.RAM_PERMISSION_DENY: refused(400, "Ram.PermissionDeny"),
    Fault.SYSTEM_LIMIT_CONTROL: refused(400, "System.LimitControl"),
    Fault.UNKNOWN_RESOURCE_OWNER_ID: refused(400, "Unknown.ResourceOwnerId"),
    Fault.THROTTLING_USER: refused(400, "Throttling.User"),
    Fault.ACCESS_KEY_NOT_FOUND: refused(404, "InvalidAccessKeyId.NotFound"),
    Fault.SIGNATURE_DOES_NOT_MATCH: refused(400, "SignatureDoesNotMatch"),
    Fault.TIMESTAMP_EXPIRED: refused(400, "InvalidTimeStamp.Expired"),
    Fault.RISK_CONTROL: refused(403, "Forbidden.RiskControl"),
    Fault.INTERNAL_ERROR: refused(500, "InternalError"),
    Fault.SERVICE_UNAVAILABLE: refused(503, "ServiceUnavailable"),
    Fault.UNKNOWN_CODE: refused(400, "ERR-OPERATION-MAAP-0931"),
    Fault.TWO_STEP_ON: WHATSAPP,
    Fault.NOT_MIGRATING: WHATSAPP,
    Fault.TOO_MANY_TRIES: WHATSAPP,
    Fault.TIMEOUT_WORKED: Seen(None, None, "OK", executed=True, verified=True, after=40.0),
    Fault.TIMEOUT_NOT_WORKED: Seen(None, None, "", executed=False, verified=False, after=40.0),
    Fault.RESET_WORKED: Seen(None, None, "OK", executed=True, verified=True),
    Fault.RESET_NOT_WORKED: Seen(None, None, "", executed=False, verified=False),
    Fault.HTML_PAGE: Seen(502, None, "", executed=False, verified=False),
    Fault.EMPTY_BODY: Seen(200, None, "OK", executed=True, verified=True),
    Fault.TRUNCATED_JSON: Seen(200, None, "OK", executed=True, verified=True),
    Fault.WRONG_TYPES: Seen(200, None, "OK", executed=True, verified=True),
    Fault.SLOW: Seen(200, "OK", "OK", executed=True, verified=True, after=8.0),
    Fault.MAINTENANCE: WHATSAPP,
}
MOVE = {
    Fault.ALREADY_HERE: (
        Action.INITIATE,
        "(#2388012) The phone number already exists in this WhatsApp Business account",
    ),
    Fault.ADD_DIRECTLY: (Action.INITIATE, "(#2388103) Please add this phone number in your WhatsApp account"),
    Fault.NAME_NOT_APPROVED: (Action.INITIATE, "(#2388103) Registered name should be present and approved"),
    Fault.OTHER_BUSINESS: (Action.INITIATE, "(#2388103) The phone number belongs to a different Business Manager"),
    Fault.NO_PAYMENT: (Action.INITIATE, "(#2388103) The WhatsApp Business Account has no payment account"),
    Fault.CANNOT_MIGRATE: (Action.INITIATE, "(#2388103) Cannot migrate phone number"),
    Fault.ERROR_MIGRATING: (Action.INITIATE, "(#2388103) Error migrating phone number, please try again later"),
    Fault.MAINTENANCE: (Action.REQUEST_CODE, "(#2494100) The phone number is in maintenance mode"),
    Fault.TOO_MANY_TRIES: (
        Action.REQUEST_CODE,
        "(#136024) Request code error: a code was requested too many times, please wait 1 hour",
    ),
    Fault.TWO_STEP_ON: (Action.REGISTER, "(#133005) Two step verification PIN Mismatch"),
    Fault.NOT_VERIFIED: (Action.REGISTER, "(#133006) Phone number needs to be verified before registering"),
    Fault.TOO_MANY_REGISTRATIONS: (
        Action.REGISTER,
        "(#133016) Account register or deregister rate limit exceeded, please try again later",
    ),
    Fault.DEREGISTRATION_INCOMPLETE: (Action.REGISTER, "(#133000) Incomplete deregistration"),
    Fault.PIN_GUESSED: (Action.REGISTER, "(#133008) Too many two step verification PIN guesses"),
    Fault.JUST_DELETED: (
        Action.REGISTER,
        "(#133015) Please wait a few minutes before attempting to register this phone number",
    ),
    Fault.REGISTRATION_UNAVAILABLE: (Action.REGISTER, "(#133004) Server temporarily unavailable"),
}
"""What WhatsApp says of the steps before the code and after it."""

STEPS = {
    Action.INITIATE: {"CustSpaceId": SPACE, "CountryCode": PHONE[:2], "MobileNumber": PHONE[2:]},
    Action.REQUEST_CODE: {**QUERY, "Locale": "id", "Method": "voice"},
    Action.REGISTER: QUERY,
}


def test_every_fault_has_a_row_and_a_label() -> None:
    """The vocabulary, its table and this test's table are the same set; no two labels are alike."""
    assert set(TABLE) | set(MOVE) == set(FAULTS) == set(Fault)
    assert set(MOVE) - set(TABLE) | {Fault.MAINTENANCE} == OF_THE_MOVE
    assert len({manner.label for manner in FAULTS.values()}) == len(FAULTS)
    assert all(manner.actions <= ALL_ACTIONS for manner in FAULTS.values())


@pytest.mark.parametrize(("fault", "expected"), TABLE.items())
def test_each_switch(fault: Fault, expected: Seen) -> None:
    """A right code handed in meets what the label says, and the books have it exactly."""
    world = make_world()
    code = world.issue_code(SPACE, PHONE)
    world.switch_on(fault)
    caller = Caller(world)

    answer = caller.answer(SUBMIT, {**QUERY, "VerifyCode": code})

    assert answer.after == expected.after
    if isinstance(answer, Reply):
        assert (answer.status, read_code(answer.body)) == (expected.status, expected.code)
    else:
        assert (expected.status, expected.code) == (None, None)
    assert tuple(world.books) == (
        Entry(
            at=NOON,
            action=SUBMIT,
            space=SPACE,
            phone=PHONE,
            code=code,
            executed=expected.executed,
            answer_code=expected.book_code,
            nonce=caller.last_nonce,
            answered=expected.status is not None,
        ),
    )
    assert world.verified(SPACE, PHONE) is expected.verified
    assert len(world.submissions(PHONE)) == expected.executed


def read_code(body: bytes) -> str | None:
    """Read `Code` as a strict client does: a string in a JSON object, or nothing."""
    try:
        code = json.loads(body)["Code"]
    except ValueError:
        return None
    return code if isinstance(code, str) else None


@pytest.mark.parametrize("fault", Fault)
@pytest.mark.parametrize("executes", [True, False])
def test_whether_it_worked_can_be_chosen(fault: Fault, executes: bool) -> None:  # noqa: FBT001 -- pytest passes by name
    """An internal error may hide a success, an empty answer a call that never ran."""
    world = make_world()
    code = world.issue_code(SPACE, PHONE)
    world.switch_on(fault, ALL_ACTIONS, executes=executes)

    Caller(world).answer(SUBMIT, {**QUERY, "VerifyCode": code})

    assert world.verified(SPACE, PHONE) is executes


@pytest.mark.parametrize(("fault", "action", "message"), [(fault, *row) for fault, row in MOVE.items()], ids=MOVE)
def test_each_refusal_of_the_other_steps(fault: Fault, action: Action, message: str) -> None:
    """In WhatsApp's words, by its usual switch, and nothing is done; the books say how a code was to come."""
    world = make_world()
    number = world.add_number(SPACE, PHONE, migrating=action is not Action.INITIATE)
    world.switch_on(fault)

    status, body = Caller(world).reply(action, STEPS[action])

    assert (status, body["Code"], body["Message"]) == (400, "ERR-FB-001", message)
    assert (number.stage is Stage.ELSEWHERE) == (action is Action.INITIATE)
    assert (world.phone.messages(), world.counts(PHONE), number.registered_at) == ((), Counts(), None)
    (entry,) = world.executed(action, PHONE)
    assert (entry.answer_code, entry.counted) == ("ERR-FB-001", False)
    assert (entry.method, entry.locale) == (("voice", "id") if action is Action.REQUEST_CODE else ("", ""))


@pytest.mark.parametrize("action", STEPS)
@pytest.mark.parametrize("fault", [Fault.TIMEOUT_WORKED, Fault.RESET_WORKED, Fault.EMPTY_BODY, Fault.TRUNCATED_JSON])
def test_a_step_may_work_although_its_answer_is_lost(fault: Fault, action: Action) -> None:
    """The migration is begun, the code is on the phone, the number is registered."""
    assert _steps_done(action, fault) == {action}


@pytest.mark.parametrize("action", STEPS)
@pytest.mark.parametrize(
    "fault", [Fault.TIMEOUT_NOT_WORKED, Fault.RESET_NOT_WORKED, Fault.HTML_PAGE, Fault.INTERNAL_ERROR]
)
def test_a_step_may_not_work_although_it_left(fault: Fault, action: Action) -> None:
    """To the caller it looks the same."""
    assert _steps_done(action, fault) == set()


def _steps_done(action: Action, fault: Fault) -> set[Action]:
    world = make_world()
    number = world.add_number(SPACE, PHONE, migrating=action is not Action.INITIATE)
    if action is Action.REGISTER:
        number.verified_at = NOON
    world.switch_on(fault)
    Caller(world).answer(action, STEPS[action])
    done = {
        Action.INITIATE: number.stage is not Stage.ELSEWHERE,
        Action.REQUEST_CODE: bool(world.phone.messages(PHONE)),
        Action.REGISTER: number.registered_at is not None,
    }
    assert len(world.books) == 1
    return {step for step, is_done in done.items() if is_done and (step is action or action is Action.INITIATE)}


def test_spoilt_refusal_is_still_a_try() -> None:
    """A wrong code whose answer is lost was handed in all the same."""
    world = make_world()
    code = world.issue_code(SPACE, PHONE)
    world.switch_on(Fault.TIMEOUT_WORKED)

    assert Caller(world).answer(SUBMIT, {**QUERY, "VerifyCode": wrong(code)}) == Cut(40.0)
    assert [(entry.executed, entry.answer_code) for entry in world.submissions(PHONE)] == [(True, "ERR-FB-001")]


def test_spoilt_register_has_worked() -> None:
    """An answer without Data is an answer too."""
    world = make_world()
    caller = Caller(world)
    caller.submit(world.issue_code(SPACE, PHONE))
    world.switch_on(Fault.RESET_WORKED, ALL_ACTIONS)

    assert caller.answer(Action.REGISTER, QUERY) == Cut()
    assert world.books.entries(Action.REGISTER)[0].answer_code == "OK"


def test_switch_hits_so_many_calls() -> None:
    """Two times means two, and then it is gone."""
    world = make_world()
    world.switch_on(Fault.SYSTEM_LIMIT_CONTROL, times=2)
    caller = Caller(world)

    codes = [caller.code(Action.STATUS, QUERY) for _ in range(3)]

    assert codes == ["System.LimitControl", "System.LimitControl", "OK"]
    assert world.switches == ()


def test_switch_stays_until_taken_away() -> None:
    """Without a number of times it lasts; it can be taken away by itself or by its fault."""
    world = make_world()
    caller = Caller(world)
    first = world.switch_on(Fault.RISK_CONTROL)
    world.switch_on(Fault.THROTTLING_USER)
    world.switch_on(Fault.PRODUCT_UNSUBSCRIPT)
    codes = [caller.code(Action.STATUS, QUERY)]
    for which in (first, Fault.THROTTLING_USER):
        world.switch_off(which)
        codes.append(caller.code(Action.STATUS, QUERY))
    world.switch_off()
    codes.append(caller.code(Action.STATUS, QUERY))

    assert codes == ["Forbidden.RiskControl", "Throttling.User", "Product.Unsubscript", "OK"]


def test_switch_hits_only_its_actions() -> None:
    """By default those of the table, else those it was told."""
    world = make_world()
    caller = Caller(world)
    world.switch_on(Fault.INTERNAL_ERROR)
    assert caller.code(Action.STATUS, QUERY) == "OK"
    world.switch_on(Fault.INTERNAL_ERROR, frozenset({Action.STATUS}))

    assert caller.code(Action.STATUS, QUERY) == "InternalError"


def test_call_refused_by_the_gateway_does_not_use_up_a_switch() -> None:
    """A bad signature or a call over the limit meets its own refusal first."""
    world = make_world(Options(qps=1))
    caller = Caller(world)
    caller.code(Action.STATUS, QUERY)
    switch = world.switch_on(Fault.RISK_CONTROL, times=1)
    caller.secret = "guess"
    assert caller.code(Action.STATUS, QUERY) == "SignatureDoesNotMatch"
    caller.secret = "secret"
    assert caller.code(Action.STATUS, QUERY) == "System.LimitControl"

    assert switch.times == 1


def test_throttling_switches_tell_when_to_come_back() -> None:
    """Both say so in milliseconds, in the header that Alibaba uses."""
    for fault in (Fault.SYSTEM_LIMIT_CONTROL, Fault.THROTTLING_USER):
        world = make_world()
        world.switch_on(fault)
        answer = Caller(world).answer(Action.STATUS, QUERY)
        assert isinstance(answer, Reply)
        assert dict(answer.headers)["x-acs-retry-after"] == "1000"


def test_lock_out_end_to_end() -> None:
    """Five wrong codes, then the right one is refused for 72 hours, and each counts as handed in."""
    world = make_world()
    code = world.issue_code(SPACE, PHONE)
    caller = Caller(world)
    messages = [caller.submit(wrong(code))[1]["Message"] for _ in range(5)]
    messages.append(caller.submit(code)[1]["Message"])

    assert messages == [
        *["(#136025) Verify code error"] * 5,
        "(#136025) Verify code error: too many failed attempts, please try again later",
    ]
    assert len(world.submissions(PHONE)) == 6
    clock_of(world).advance(72 * 3600)
    assert caller.submit(world.issue_code(SPACE, PHONE))[1]["Code"] == "OK"


def test_lock_follows_the_number_into_another_space() -> None:
    """WhatsApp counts tries by phone number, whoever asks."""
    world = make_world()
    world.add_space("other")
    world.add_number("other", PHONE)
    caller = Caller(world)
    for _ in range(5):
        caller.submit(wrong(world.issue_code(SPACE, PHONE)))

    query = {"CustSpaceId": "other", "PhoneNumber": PHONE, "VerifyCode": world.issue_code("other", PHONE)}
    assert "too many" in caller.reply(SUBMIT, query)[1]["Message"]


@pytest.mark.parametrize(
    ("spelling", "wrong_code", "expired"),
    [
        (
            MetaSpelling.PASSED_THROUGH,
            ("ERR-FB-001", "(#136025) Verify code error"),
            ("ERR-FB-001", "(#136025) Verify code error"),
        ),
        (MetaSpelling.META_NUMBER, ("136025", "Verify code error"), ("136025", "Verify code error")),
        (
            MetaSpelling.OWN_CODE,
            ("VerifyCode.Invalid", "Verify code error"),
            ("VerifyCode.Expired", "Verify code error"),
        ),
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_refusal_by_whatsapp_has_three_spellings_and_two_statuses(
    spelling: MetaSpelling, wrong_code: tuple[str, str], expired: tuple[str, str], status: int
) -> None:
    """What the documents leave open can be had either way; with 200 the answer is the action's envelope."""
    options = Options(meta_spelling=spelling, failure_status=200 if status == 200 else 400)
    world = make_world(options)
    code = world.issue_code(SPACE, PHONE)
    caller = Caller(world)
    first_status, first = caller.submit(wrong(code))
    clock_of(world).advance(600)
    second_status, second = caller.submit(code)

    assert (first_status, second_status) == (status, status)
    assert [(body["Code"], body["Message"]) for body in (first, second)] == [wrong_code, expired]
    assert ("HostId" in first) is (status == 400)


def test_other_refusals_by_whatsapp_count_requests() -> None:
    """Too many tries, on the action that asks for a code, is worded as too many requests."""
    world = make_world()
    world.switch_on(Fault.TOO_MANY_TRIES)

    _, body = Caller(world).reply(Action.REQUEST_CODE, {**QUERY, "Locale": "en", "Method": "sms"})

    assert body["Message"] == "(#136024) Request code error: a code was requested too many times, please wait 1 hour"
