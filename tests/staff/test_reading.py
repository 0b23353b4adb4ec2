"""What somebody of the staff meant, however it was typed or pressed."""

from dataclasses import replace

import pytest

from bot.flow.staff import Role
from bot.ports import Command, Person, Posted, Tap, Text, Unsayable
from bot.staff.reading import MOST_CARRIED, Meant, account_in, carried, case_in, meant, role_in

SAID = Posted(chat_id=-1, by=Person(7, "Sari"), what=Text("hello", 5), message_id=5)


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        (Command("cases", "", 5), Meant("cases")),
        (Command("cases", "held", 5, "sandbox_bot"), Meant("cases", "held")),
        (Command("cases", "", 5, "another_bot"), None),
        (Command("case_12", "", 5), Meant("case", "12")),
        (Command("case_12", "now", 5), Meant("case", "12 now")),
        (Command("", "", 5), Meant("")),
        (Tap(carried("case 12"), "t"), Meant("case", "12", "t")),
        (Tap("1:12:yes:00000000", "t"), None),
        (Tap("", "t"), None),
        (Text("cases", 5), None),
        (Unsayable(), None),
    ],
)
def test_what_is_meant(what: Command | Tap | Text | Unsayable, wanted: Meant | None) -> None:
    """A command is one however it came; another bot's, a customer's button and chatter are none."""
    assert meant(replace(SAID, what=what), bot_name="Sandbox_bot") == wanted


@pytest.mark.parametrize("change", ["is_edit", "is_passed_on"])
def test_what_others_wrote_or_was_done_already_is_no_command(change: str) -> None:
    """Staff forward what customers and strangers write: a command in it is theirs. An edit is no second command."""
    posted = replace(SAID, what=Command("staff", "", 5))

    assert meant(posted, bot_name="") == Meant("staff")
    assert meant(replace(posted, **{change: True}), bot_name="") is None  # type: ignore[arg-type]  # -- both are bools


def test_a_button_carries_what_can_be_typed_and_no_more_than_fits() -> None:
    """Telegram refuses a message whose buttons carry more."""
    fits = "x" * (MOST_CARRIED - len(carried("")))

    assert len(carried(fits)) == MOST_CARRIED
    with pytest.raises(ValueError, match="more than a button can carry"):
        carried(fits + "é")


@pytest.mark.parametrize("text", ["12", "#12", "case 12", "#case12", "Case #12", "kasus 12", " 12 ", "１２", "case_12"])
def test_a_case_by_any_of_its_names(text: str) -> None:
    """As it stands in notices, as it is tapped, and as it is said."""
    assert case_in(text) == 12


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "12 13", "twelve", "9" * 19, "12a"])
def test_anything_else_names_no_case(text: str) -> None:
    """Not even half of it: a slip must not open another case."""
    assert case_in(text) is None


def test_roles_and_accounts() -> None:
    """Roles in the staff's languages; accounts by their numbers only."""
    assert [role_in(word) for word in ("Agent", "petugas", "ADMIN", "pengelola", "boss", "")] == [
        Role.AGENT, Role.AGENT, Role.ADMIN, Role.ADMIN, None, None
    ]  # fmt: skip
    assert [account_in(word) for word in ("7000000007", "0", "-7", "x", "", "9" * 30, "７")] == [
        7_000_000_007, None, None, None, None, None, None
    ]  # fmt: skip
