"""Who is of the staff: added, changed, removed, gone; and that each of it is in the chain of deeds."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from bot.flow.effects import Note
from bot.flow.staff import AnswerStaff, DeepLink, Member, Role
from bot.staff import people
from bot.staff.reading import carried
from bot.telegram.answers import render_answer
from sandbox.telegram.markup import parse_html

from .desk import ADMIN, AGENT, BYSTANDER, GROUP, NAMES, StaffOffice, texts, user


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """What both databases do alike is asked of one; what they do is in `tests/db`."""
    opened = StaffOffice(sqlite_url)
    yield opened
    await opened.close()


async def may_list(office: StaffOffice, user_id: int) -> bool:
    """Whether somebody is answered as staff; agents hear that the list is for others."""
    return bool(await office.hears(user_id, "/staff"))


async def test_added_by_a_reply_and_removed_at_once(office: StaffOffice) -> None:
    """Who is added may use commands from then on, and who is removed not one more."""
    theirs = office.posted(AGENT, text="hello")
    assert await may_list(office, AGENT) is False

    assert texts(await office.hears(ADMIN, "/staff add", about=theirs)) == ["staff-people-added"]
    assert texts(await office.hears(AGENT, "/staff")) == ["staff-only-admins"]
    assert texts(await office.hears(ADMIN, "/staff@Sandbox_bot  REMOVE", about=theirs)) == ["staff-people-removed"]
    assert await may_list(office, AGENT) is False
    assert texts(await office.hears(ADMIN, f"/staff remove {AGENT}")) == ["staff-people-nobody"]
    assert await office.deeds() == [
        (ADMIN, "staff", f"added {AGENT} agent"),
        (ADMIN, "staff", f"removed {AGENT}"),
        (ADMIN, "staff", f"no member {AGENT}"),
    ]


async def test_roles_change(office: StaffOffice) -> None:
    """An agent who is made an administrator may do what administrators may, until that is taken back."""
    theirs = office.posted(AGENT, text="hello")
    await office.hears(ADMIN, "/staff add agent", about=theirs)

    assert texts(await office.hears(ADMIN, "/staff role admin", about=theirs)) == ["staff-people-changed"]
    assert "staff-people-title" in texts(await office.hears(AGENT, "/staff"))
    assert texts(await office.hears(AGENT, f"/staff role {AGENT} agent")) == ["staff-people-changed"]
    assert texts(await office.hears(AGENT, "/staff")) == ["staff-only-admins"]


async def test_the_list(office: StaffOffice) -> None:
    """The settings' administrators by their accounts, the others by their names and roles."""
    await office.adds(BYSTANDER, "admin")
    office.time.now += 1
    await office.adds(AGENT)
    (answer,) = await office.hears(ADMIN, "/staff")

    lines = [line for paragraph in answer.paragraphs for line in paragraph]
    assert [(line.text, line.values.get("name")) for line in lines] == [
        ("staff-people-title", None),
        ("staff-people-of-settings", None),
        ("staff-people-member", NAMES[BYSTANDER]),
        ("staff-people-member", NAMES[AGENT]),
        ("staff-people-usage", None),
    ]
    assert answer.reply_to > 0


async def test_administrators_of_the_settings_are_changed_there(office: StaffOffice) -> None:
    """Not in the group, where somebody might lock everybody out."""
    for text in (f"/staff remove {ADMIN}", f"/staff role {ADMIN} agent", "/staff remove"):
        about = office.posted(ADMIN, text="hello")
        assert texts(await office.hears(ADMIN, text, about=about)) == ["staff-people-by-settings"]
    assert "staff-people-title" in texts(await office.hears(ADMIN, "/staff"))


@pytest.mark.parametrize(
    "text", ["add boss", "add admin", "remove", "remove x", "role", "role admin", "hire", "add a b"]
)
async def test_what_is_not_understood_is_explained_and_changes_nothing(office: StaffOffice, text: str) -> None:
    """A link, which anybody in the group can open, makes nobody an administrator."""
    assert texts(await office.hears(ADMIN, f"/staff {text}")) == ["staff-people-usage"]
    async with office.store.transaction() as tx:
        assert await tx.members() == []


async def link_of(office: StaffOffice) -> str:
    """A fresh link's token."""
    (answer,) = await office.hears(ADMIN, "/staff add")
    copies = answer.keys[0][0].copies
    assert isinstance(copies, DeepLink)
    return copies.token


async def test_a_link_lets_one_person_in(office: StaffOffice) -> None:
    """Once; the group hears who it was, and the second one no more than any stranger does."""
    token = await link_of(office)
    before = len(office.messenger.shown)

    welcome, told = await office.answered(office.message(AGENT, text=f"/start {token}"))
    assert (welcome.chat_id, texts([welcome])) == (AGENT, ["staff-people-welcome"])
    assert (told.chat_id, texts([told])) == (GROUP, ["staff-people-added", "staff-people-by-link"])
    assert len(office.messenger.shown) == before
    other = await office.answered(office.message(BYSTANDER, text=f"/start {token}"))
    assert (other, office.messenger.shown[-1].note) == ([], Note.LINK_UNKNOWN)
    assert texts(await office.hears(AGENT, "/staff")) == ["staff-only-admins"]
    assert await may_list(office, BYSTANDER) is False
    assert (AGENT, "joined", f"by link of {ADMIN} agent") in await office.deeds()


async def test_a_link_ends(office: StaffOffice) -> None:
    """Within the hour; what leads nowhere else is told as to any stranger."""
    token = await link_of(office)
    office.time.now += people.LINK_LIFE

    for each in (token, "made-9"):
        assert await office.answered(office.message(AGENT, text=f"/start {each}")) == []
        assert office.messenger.shown[-1].note is Note.LINK_UNKNOWN
    assert await may_list(office, AGENT) is False


def left(by: int, who: int, status: str = "left", **more: Any) -> dict[str, Any]:
    """What Telegram says to an administrator of a group when somebody is gone."""
    chat = {"id": GROUP, "type": "supergroup"}
    member = {"status": status, "user": user(who), **more}
    return {"chat": chat, "from": user(by), "date": 1, "new_chat_member": member}


@pytest.mark.parametrize(
    "change",
    [left(AGENT, AGENT), left(ADMIN, AGENT, "kicked"), left(ADMIN, AGENT, "restricted", is_member=False), None],
    ids=["left", "banned", "restricted-and-gone", "as-a-message"],
)
async def test_leaving_the_group_ends_it(office: StaffOffice, change: dict[str, Any] | None) -> None:
    """However Telegram says it; who comes back is nobody until they are added anew."""
    await office.adds()
    update = {"update_id": 900, "chat_member": change}
    if change is None:
        update = office.posted(AGENT, left_chat_member=user(AGENT))

    assert texts(await office.answered(update)) == ["staff-people-left"]
    assert await may_list(office, AGENT) is False
    assert [deed[1:] for deed in await office.deeds()][-1] == ("left", f"ended {AGENT}")


@pytest.mark.parametrize("change", [left(ADMIN, AGENT, "member"), left(ADMIN, AGENT, "restricted", is_member=True)])
async def test_other_changes_of_membership_end_nothing(office: StaffOffice, change: dict[str, Any]) -> None:
    """Nor does leaving another group."""
    await office.adds()
    elsewhere = {**left(AGENT, AGENT), "chat": {"id": -5, "type": "supergroup"}}
    assert (
        await office.answered({"update_id": 900, "chat_member": change}, {"update_id": 901, "chat_member": elsewhere})
        == []
    )
    assert await may_list(office, AGENT) is True


@pytest.mark.parametrize("by", [BYSTANDER, AGENT])
async def test_buttons_are_commands_and_say_nothing_to_others(office: StaffOffice, by: int) -> None:
    """A stranger's press is let go of, without a word; one of the staff's does what the command does."""
    await office.adds(AGENT, "admin")
    answers = await office.answered(office.pressed(by, carried("staff")))

    assert [(answer.tap != "", bool(answer.paragraphs)) for answer in answers] == [(True, by == AGENT)]


async def test_what_is_no_action_is_let_go_of(office: StaffOffice) -> None:
    """A button of an older version, another bot's command, and what others wrote, whoever hands it on."""
    forwarded = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
    silent = await office.answered(
        office.posted(ADMIN, text="/weather"),
        office.posted(ADMIN, text="/staff@another_bot"),
        office.posted(ADMIN, text="/staff", forward_origin=forwarded),
        office.posted(ADMIN, text="/staff", sender_chat={"id": GROUP, "type": "supergroup"}),
        office.posted(ADMIN, -5, text="/staff"),
        office.posted(ADMIN, text="hello"),
    )
    let_go = await office.answered(office.pressed(ADMIN, carried("weather")), office.pressed(ADMIN, "1:1:yes:0"))

    assert silent == []
    assert [(type(each), each.paragraphs, each.tap != "") for each in let_go] == [(AnswerStaff, (), True)] * 2


async def test_who_is_of_the_staff_uses_up_no_link(office: StaffOffice) -> None:
    """They opened it to look; whom it is for can still join."""
    token = await link_of(office)

    assert texts(await office.answered(office.message(ADMIN, text=f"/start {token}"))) == ["staff-people-already-you"]
    assert texts(await office.answered(office.message(AGENT, text=f"/start {token}")))[0] == "staff-people-welcome"


async def test_a_long_list_fits_one_message(office: StaffOffice) -> None:
    """However many there are, and whatever they call themselves."""
    async with office.store.transaction() as tx:
        for number in range(people.LISTED + 3):
            await tx.save_member(Member(user_id=9_000_000_000 + number, role=Role.ADMIN, name="<" * 128, added_at=1.0))
    (answer,) = await office.hears(ADMIN, "/staff")
    text, _ = render_answer(answer, "id", "our_bot")

    assert texts([answer])[-2:] == ["staff-people-more", "staff-people-usage"]
    assert len(parse_html(text).text) < 4096
