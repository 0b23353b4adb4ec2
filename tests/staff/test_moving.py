"""The staff's group becomes a supergroup: staff are heard in the new chat, in every replica and after a restart."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from bot.flow.effects import Reason
from bot.staff import moving
from bot.store import Notice
from bot.whereabouts import Whereabouts

from .desk import ADMIN, GROUP, StaffOffice, texts

NEW = -1_001_234_500_777


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[StaffOffice]:
    """With an administrator, and a notice that staff have read."""
    opened = StaffOffice(database_url)
    async with opened.store.transaction() as tx:
        await tx.save_notice("fault:clock", Notice(message_id=5, cases=1, opened_at=1, updated_at=1))
    yield opened
    await opened.close()


def service(office: StaffOffice, chat_id: int, kind: str, **said: int) -> dict[str, Any]:
    """What Telegram itself says in a group, in nobody's name or in the group's."""
    update = office.posted(ADMIN, chat_id=chat_id, **said)
    update["message"]["chat"]["type"] = kind
    update["message"]["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    return update


def told(office: StaffOffice) -> list[Reason]:
    """What staff were told."""
    return [notice.reason for notice, _ in office.messenger.staff]


@pytest.mark.parametrize("where", ["old", "new", "both"])
async def test_the_group_is_followed(office: StaffOffice, where: str) -> None:
    """Whichever of the two messages comes; it is said once, and no message of before is written over any more."""
    old = service(office, GROUP, "group", migrate_to_chat_id=NEW)
    new = service(office, NEW, "supergroup", migrate_from_chat_id=GROUP)
    await office.put(*([old, new] if where == "both" else [old] if where == "old" else [new]))
    await office.settle_down()

    (answer,) = await office.answered(office.posted(ADMIN, chat_id=NEW, text="/cases"))
    assert (answer.chat_id, texts([answer])[0]) == (NEW, "staff-cases-title")
    assert texts(await office.hears(ADMIN, "/cases"))[0] == "staff-cases-title"  # It was written before.
    assert told(office) == [Reason.GROUP_MOVED]
    async with office.store.transaction() as tx:
        known = await tx.notice("fault:clock")
    assert known is not None
    assert known.message_id == 0


async def test_every_replica_hears_them(office: StaffOffice) -> None:
    """One that heard nothing of it finds out when the new chat speaks, or when it looks; a restart as well."""
    other = Whereabouts(GROUP)
    async with office.store.transaction() as tx:
        office.where.move(NEW)
        await moving.keep(tx, office.where, now=1.0)
        await moving.keep(tx, other, now=2.0)
        assert await tx.moved_group(GROUP) == NEW
    office.where.moved_to = 0

    assert (other.chat_id, other.is_kept) == (NEW, True)
    assert texts(await office.answered(office.posted(ADMIN, chat_id=NEW, text="/cases")))[0] == "staff-cases-title"
    assert told(office) == [Reason.GROUP_MOVED]


async def test_nobody_elses_group_is_followed(office: StaffOffice) -> None:
    """Nor a message that only says so: whoever writes in another group stays nobody."""
    await office.put(
        service(office, -7, "group", migrate_to_chat_id=NEW),
        service(office, NEW, "supergroup", migrate_from_chat_id=-7),
    )
    assert await office.answered(office.posted(ADMIN, chat_id=NEW, text="/cases")) == []
    assert told(office) == []
