"""The levers of the world."""

import pytest

from sandbox.cams.options import Options
from tests.sandbox.cams.caller import PHONE, SPACE, Caller, clock_of, make_world


@pytest.mark.parametrize(("method", "kind"), [("sms", "sms"), ("voice", "call")])
def test_issued_code_arrives_on_the_phone(method: str, kind: str) -> None:
    """Staff press the button in the console; the customer's phone rings or buzzes, and the code verifies."""
    world = make_world()

    code = world.issue_code(SPACE, PHONE, "voice" if method == "voice" else "sms", "id")

    (message,) = world.phone.messages(PHONE)
    assert (message.kind, message.at) == (kind, world.clock())
    assert "".join(filter(str.isdigit, message.text)).startswith(code)
    assert Caller(world).submit(code)[1]["Code"] == "OK"


def test_codes_of_a_number_never_repeat() -> None:
    """Else an old code could be right by chance, and a test fail once in a million runs."""
    world = make_world()

    codes = [world.issue_code(SPACE, PHONE) for _ in range(2000)]

    assert len(set(codes)) == 2000
    assert all(len(code) == 6 for code in codes)
    assert any(code.startswith("0") for code in codes)


def test_code_for_an_unknown_number() -> None:
    """A mistake in a test shows at once."""
    with pytest.raises(KeyError):
        make_world().issue_code(SPACE, "620000000")


def test_verified_is_the_truth() -> None:
    """It knows no lag, and no number it was not told of."""
    world = make_world(Options(status_lag=60.0))
    caller = Caller(world)
    caller.submit(world.issue_code(SPACE, PHONE))

    assert caller.status() == "NOT_VERIFIED"
    assert world.verified(SPACE, PHONE)
    assert not world.verified(SPACE, "620000000")
    clock_of(world).advance(14 * 86400)
    assert not world.verified(SPACE, PHONE)


def test_submissions_are_those_that_reached_whatsapp() -> None:
    """A throttled or malformed one is in the books, and is no submission."""
    world = make_world(Options(qps=2))
    caller = Caller(world)
    caller.submit("000000", "6281234567899")
    caller.submit("000000")
    caller.submit("000000")

    assert len(world.books.entries("ChatappMigrationVerified", phone=PHONE)) == 2
    assert [entry.code for entry in world.submissions(PHONE)] == ["000000"]
    assert world.calls_in_any_second("ChatappMigrationVerified") == 3


def test_options_may_change_while_it_runs() -> None:
    """The demo page turns them."""
    world = make_world()
    caller = Caller(world)
    world.options = Options(success_message="无")

    assert caller.reply("QueryChatappBindWaba", {"CustSpaceId": SPACE})[1]["Message"] == "无"


def test_secrets_stay_out_of_reprs() -> None:
    """Neither the key's secret nor its token shows."""
    account = make_world().add_account("id", "s3cret", token="t0ken")

    assert "s3cret" not in repr(account)
    assert "t0ken" not in repr(account)
