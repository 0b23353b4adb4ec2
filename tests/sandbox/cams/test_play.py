"""The actions demand the documented parameters and answer the documented fields."""

from collections.abc import Mapping

import pytest

from sandbox.cams.actions import Action
from sandbox.cams.options import Options
from sandbox.cams.play import play
from sandbox.cams.refusals import invalid
from sandbox.cams.world import Waba
from tests.sandbox.cams.caller import PHONE, SPACE, Caller, clock_of, make_world

QUERY = {"CustSpaceId": SPACE, "PhoneNumber": PHONE}
INITIATE = {"CustSpaceId": SPACE, "CountryCode": "62", "MobileNumber": PHONE[2:]}
SUBMIT = {**QUERY, "VerifyCode": "123456"}
REQUEST = {**QUERY, "Locale": "en", "Method": "sms"}

COMPLETE = {
    "CreateChatappMigrationInitiate": INITIATE,
    "GetPhoneNumberVerificationStatus": QUERY,
    "GetMigrationVerifyCode": REQUEST,
    "ChatappMigrationVerified": SUBMIT,
    "ChatappMigrationRegister": QUERY,
    "QueryChatappPhoneNumbers": {"CustSpaceId": SPACE},
    "QueryChatappBindWaba": {"CustSpaceId": SPACE},
}
EVERY_PARAMETER = [(action, name) for action, query in COMPLETE.items() for name in query]


@pytest.mark.parametrize(("action", "name"), EVERY_PARAMETER)
@pytest.mark.parametrize("empty", [True, False])
def test_each_parameter_is_required(action: str, name: str, empty: bool) -> None:  # noqa: FBT001 -- pytest passes by name
    """Left out or empty, each is missed by its name, and nothing is executed."""
    world = make_world()
    query = {**COMPLETE[action], name: ""} if empty else {k: v for k, v in COMPLETE[action].items() if k != name}

    status, body = Caller(world).reply(action, query)

    assert (status, body["Code"]) == (400, f"Missing{name}")
    assert [entry.executed for entry in world.books] == [False]


@pytest.mark.parametrize("action", COMPLETE)
@pytest.mark.parametrize("name", ["OwnerId", "ClientToken", "phoneNumber"])
def test_unknown_parameter_is_refused(action: str, name: str) -> None:
    """What no page documents must not be sent, nor a documented one in other letters."""
    assert Caller(make_world()).code(action, {**COMPLETE[action], name: "1"}) == "InvalidParameter"


def test_repeated_parameter_is_refused() -> None:
    """A parameter given twice could be read two ways."""
    world = make_world()
    twice = (("CustSpaceId", SPACE), ("PhoneNumber", PHONE), ("PhoneNumber", PHONE))

    refused = play(world, world.accounts["key"], Action.STATUS, twice, world.clock())

    assert refused == invalid("PhoneNumber was given more than once.")


@pytest.mark.parametrize(
    ("action", "changes", "code"),
    [
        ("ChatappMigrationVerified", {"PhoneNumber": "+6281234567890"}, "InvalidParameter.FromOnlyNumeric"),
        ("ChatappMigrationVerified", {"PhoneNumber": "62 81234567890"}, "InvalidParameter.FromOnlyNumeric"),
        ("ChatappMigrationVerified", {"PhoneNumber": "٦٢٨١٢٣٤٥٦٧٨"}, "InvalidParameter.FromOnlyNumeric"),
        ("ChatappMigrationVerified", {"PhoneNumber": "081234567890"}, "InvalidParameter.PhoneNumberError"),
        ("ChatappMigrationVerified", {"PhoneNumber": "628"}, "InvalidParameter.PhoneNumberError"),
        ("ChatappMigrationVerified", {"PhoneNumber": "6281234567891"}, "ERR-OPERATION-MAAP-0065"),
        ("ChatappMigrationVerified", {"CustSpaceId": "cams-other"}, "Unknown.ResourceOwnerId"),
        ("ChatappMigrationVerified", {"CustSpaceId": "cams-foreign"}, "Unknown.ResourceOwnerId"),
        ("ChatappMigrationVerified", {"CustSpaceId": "cams-empty"}, "ERR-OPERATION-MAAP-0060"),
        ("GetPhoneNumberVerificationStatus", {"PhoneNumber": "6281234567891"}, "ERR-OPERATION-MAAP-0065"),
        ("ChatappMigrationRegister", {"PhoneNumber": "6281234567891"}, "ERR-OPERATION-MAAP-0065"),
        ("GetMigrationVerifyCode", {"PhoneNumber": "6281234567891"}, "ERR-OPERATION-MAAP-0065"),
        ("GetMigrationVerifyCode", {"Method": "SMS"}, "InvalidParameter"),
        ("GetMigrationVerifyCode", {"Locale": "en-US"}, "InvalidParameter.LanguageNotSupport"),
        ("GetMigrationVerifyCode", {"Locale": "zh_cn"}, "InvalidParameter.LanguageNotSupport"),
        ("GetMigrationVerifyCode", {"Locale": "zh_MO"}, "InvalidParameter.LanguageNotSupport"),
        ("CreateChatappMigrationInitiate", {"CountryCode": "+62"}, "InvalidParameter.FromOnlyNumeric"),
        ("QueryChatappBindWaba", {"CustSpaceId": "cams-empty"}, "ERR-OPERATION-MAAP-0060"),
    ],
)
def test_bad_value_is_refused_before_whatsapp(action: str, changes: Mapping[str, str], code: str) -> None:
    """A wrong form or a foreign space or number never reaches WhatsApp."""
    world = make_world()
    world.add_space("cams-foreign", uid="5999999999999999")
    world.add_space("cams-empty", waba=None)

    assert Caller(world).code(action, {**COMPLETE[action], **changes}) == code
    assert [(entry.executed, entry.answer_code) for entry in world.books] == [(False, code)]


def test_whole_migration() -> None:
    """The five steps in order, each with exactly the documented fields, leave a live number."""
    world = make_world()
    number = world.add_number(SPACE, PHONE, migrating=False)
    caller = Caller(world)
    data = {"PhoneNumber": PHONE, "Id": number.id}
    envelope = {"Code": "OK", "Message": "SUCCESS", "AccessDeniedDetail": "None"}

    def call(action: str, query: Mapping[str, str]) -> dict[str, object]:
        status, body = caller.reply(action, query)
        assert status == 200
        assert len(body.pop("RequestId")) == 36
        return body

    assert call("CreateChatappMigrationInitiate", INITIATE) == {**envelope, "Data": {**data, "Status": "MIGRATING"}}
    not_yet = {**data, "CodeVerificationStatus": "NOT_VERIFIED"}
    assert call("GetPhoneNumberVerificationStatus", QUERY) == {**envelope, "Data": not_yet}
    assert call("GetMigrationVerifyCode", REQUEST) == {**envelope, "Data": data}
    code = number.codes[-1].digits
    assert call("ChatappMigrationVerified", {**QUERY, "VerifyCode": code}) == {**envelope, "Data": data}
    done = {**data, "CodeVerificationStatus": "VERIFIED"}
    assert call("GetPhoneNumberVerificationStatus", QUERY) == {**envelope, "Data": done}
    assert call("ChatappMigrationRegister", QUERY) == envelope
    clock_of(world).advance(20)
    listed = call("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE})
    assert listed["Success"] is True
    assert listed["PhoneNumbers"] == [
        {
            "PhoneNumber": PHONE,
            "Status": "CONNECTED",
            "CodeVerificationStatus": "VERIFIED",
            "VerifiedName": "Toko Kopi",
            "NameStatus": "APPROVED",
            "NewNameStatus": "NONE",
            "QualityRating": "GREEN",
            "MessagingLimitTier": "TIER_1K",
            "IsOfficial": "N",
            "UpQueue": "",
            "StatusQueue": "",
            "UpCallbackUrl": "",
            "StatusCallbackUrl": "",
        }
    ]
    assert [(entry.executed, entry.answer_code, entry.phone) for entry in world.books] == [
        *[(True, "OK", PHONE)] * 6,
        (True, "OK", ""),
    ]


@pytest.mark.parametrize(("method", "kind"), [("sms", "sms"), ("voice", "call")])
def test_requested_code_arrives_on_the_phone(method: str, kind: str) -> None:
    """By text message or call, in the language asked for, and it is the code that verifies."""
    world = make_world()
    caller = Caller(world)

    assert caller.code("GetMigrationVerifyCode", {**QUERY, "Method": method, "Locale": "id"}) == "OK"

    (message,) = world.phone.messages(PHONE)
    digits = "".join(filter(str.isdigit, message.text))[:6]
    assert message.kind == kind
    assert "Kode" in message.text
    assert caller.submit(digits)[1]["Code"] == "OK"


def test_verified_number_is_sent_no_code() -> None:
    """Meta refuses with the error it also gives for too many requests; the phone stays silent."""
    world = make_world()
    caller = Caller(world)
    caller.submit(world.issue_code(SPACE, PHONE))

    _, body = caller.reply("GetMigrationVerifyCode", REQUEST)

    assert (body["Code"], body["Message"]) == ("ERR-FB-001", "(#136024) Request code error")
    assert len(world.phone.messages()) == 1


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        ("nothing", "(#2388103) Please add this phone number in your WhatsApp account"),
        ("migrating", "(#2388012) The phone number already exists in this WhatsApp Business account"),
        ("pending", "(#2388103) The destination WhatsApp Business Account is not approved"),
        ("elsewhere", "SUCCESS"),
    ],
)
def test_initiate_needs_a_number_elsewhere_and_an_approved_account(prepare: str, message: str) -> None:
    """An unknown or already added number, or an account under review, cannot begin."""
    world = make_world()
    query = INITIATE
    if prepare == "nothing":
        query = {**INITIATE, "MobileNumber": "899999999"}
    elif prepare != "migrating":
        world.add_number(SPACE, PHONE, migrating=False)
        world.add_space(SPACE, waba=Waba(review="PENDING" if prepare == "pending" else "APPROVED"))

    assert Caller(world).reply("CreateChatappMigrationInitiate", query)[1]["Message"] == message


def test_a_registered_number_is_connected_after_a_while() -> None:
    """By the world's clock, and a list that is behind shows it later still; registering again changes nothing."""
    world = make_world(Options(connecting=20.0, list_lag=60.0))
    caller = Caller(world)
    caller.submit(world.issue_code(SPACE, PHONE))
    caller.code("ChatappMigrationRegister", QUERY)

    def shown(after: float) -> tuple[str, bool]:
        clock_of(world).advance(after)
        _, body = caller.reply("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE})
        return body["PhoneNumbers"][0]["Status"], world.live(SPACE, PHONE)

    assert [shown(0), shown(19.5), shown(0.5)] == [("MIGRATING", False), ("MIGRATING", False), ("MIGRATING", True)]
    assert caller.code("ChatappMigrationRegister", QUERY) == "OK"
    assert [shown(40), shown(19.5), shown(0.5)] == [("PENDING", True), ("PENDING", True), ("CONNECTED", True)]


def test_status_of_a_number_that_was_not_initiated() -> None:
    """The space does not know it yet."""
    world = make_world()
    world.add_number(SPACE, PHONE, migrating=False)

    assert Caller(world).code("GetPhoneNumberVerificationStatus", QUERY) == "ERR-OPERATION-MAAP-0065"


@pytest.mark.parametrize(("status", "count"), [(None, 1), ("MIGRATING", 1), ("CONNECTED", 0), ("VERIFIED", 0)])
def test_list_may_be_filtered(status: str | None, count: int) -> None:
    """By Status; the documented example VERIFIED is no Status and finds nothing."""
    query = {"CustSpaceId": SPACE} | ({"Status": status} if status else {})

    _, body = Caller(make_world()).reply("QueryChatappPhoneNumbers", query)

    assert len(body["PhoneNumbers"]) == count


def test_list_may_leave_out_what_is_not_live() -> None:
    """Whether a migrating number is listed is undocumented; one elsewhere never is."""
    hiding = make_world(Options(lists_migrating=False))
    elsewhere = make_world()
    elsewhere.add_number(SPACE, PHONE, migrating=False)

    for world in (hiding, elsewhere):
        assert Caller(world).reply("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE})[1]["PhoneNumbers"] == []


def test_status_and_list_may_lag_differently() -> None:
    """Each read has its own cache."""
    world = make_world(Options(status_lag=5.0, list_lag=60.0))
    caller = Caller(world)
    caller.submit(world.issue_code(SPACE, PHONE))

    def shown() -> tuple[str, str]:
        _, body = caller.reply("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE})
        return caller.status(), body["PhoneNumbers"][0]["CodeVerificationStatus"]

    assert shown() == ("NOT_VERIFIED", "NOT_VERIFIED")
    clock_of(world).advance(5)
    assert shown() == ("VERIFIED", "NOT_VERIFIED")
    clock_of(world).advance(55)
    assert shown() == ("VERIFIED", "VERIFIED")


def test_numbers_may_come_as_integers() -> None:
    """Ids and phone numbers in every answer, if so wanted."""
    world = make_world(Options(numbers_as_integers=True))
    caller = Caller(world)
    number = world.number(SPACE, PHONE)
    assert number is not None

    _, status = caller.reply("GetPhoneNumberVerificationStatus", QUERY)
    _, listed = caller.reply("QueryChatappPhoneNumbers", {"CustSpaceId": SPACE})
    _, waba = caller.reply("QueryChatappBindWaba", {"CustSpaceId": SPACE})

    assert (status["Data"]["PhoneNumber"], status["Data"]["Id"]) == (int(PHONE), int(number.id))
    assert listed["PhoneNumbers"][0]["PhoneNumber"] == int(PHONE)
    assert waba["Data"]["Id"] == int(Waba().id)


def test_a_review_is_of_every_account() -> None:
    """WhatsApp changes its mind, and a space without an account has none to be reviewed."""
    world = make_world()
    world.add_space("cams-empty", waba=None)
    world.review("REJECTED")

    _, body = Caller(world).reply("QueryChatappBindWaba", {"CustSpaceId": SPACE})
    assert body["Data"]["AccountReviewStatus"] == "REJECTED"
    assert Caller(world).code("QueryChatappBindWaba", {"CustSpaceId": "cams-empty"}) == "ERR-OPERATION-MAAP-0060"


def test_waba_is_shown() -> None:
    """The pre-check reads the review's state."""
    world = make_world()
    world.add_space(SPACE, waba=Waba(review="PENDING"))

    _, body = Caller(world).reply("QueryChatappBindWaba", {"CustSpaceId": SPACE})

    assert body["Data"] == {
        "Id": "104996122399160",
        "Name": "Toko Kopi",
        "AccountReviewStatus": "PENDING",
        "BusinessId": "2084996122399161",
        "BusinessName": "Toko Kopi",
        "Currency": "USD",
        "IsOnBizApp": "false",
    }
