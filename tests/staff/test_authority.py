"""Who may do what: by role, by the kind of chat, and by being of the staff at all."""

from itertools import product

import pytest

from bot.flow.staff import Member, Role
from bot.staff.actions import ACTIONS
from bot.staff.authority import ADMINS, EVERYBODY, IN_GROUP, Where, may, member_of

AGENT = Member(user_id=7, role=Role.AGENT, name="Sari")
ADMIN = Member(user_id=8, role=Role.ADMIN, name="Budi")


@pytest.mark.parametrize(("member", "roles", "where"), list(product([None, AGENT, ADMIN], [EVERYBODY, ADMINS], Where)))
def test_role_and_place_both_have_to_fit(member: Member | None, roles: frozenset[Role], where: Where) -> None:
    """Nobody may anything, and nobody in the wrong place; an agent not what is for administrators."""
    is_allowed = where is Where.GROUP and (member is ADMIN or (member is AGENT and roles is EVERYBODY))

    assert may(member, roles=roles, where=where, places=IN_GROUP) is is_allowed


def test_the_settings_go_first() -> None:
    """Who is named there is an administrator, stored or not, ended or not; others are what is stored of them."""
    ended = Member(user_id=7, role=Role.ADMIN, ended_at=5.0)

    assert member_of(7, "Sari", admins={7}, stored=ended) == Member(user_id=7, role=Role.ADMIN, name="Sari")
    assert member_of(7, "Sari", admins={8}, stored=ended) is None
    assert member_of(7, "Sari", admins=(), stored=AGENT) is AGENT
    assert member_of(7, "Sari", admins=(), stored=None) is None


def test_only_administrators_decide_who_is_of_the_staff() -> None:
    """Or an agent could let anybody in."""
    assert ACTIONS["staff"].roles == {Role.ADMIN}
    assert {action.places for action in ACTIONS.values()} == {IN_GROUP}
