"""Who may do what, and where. Pure."""

from collections.abc import Collection
from enum import StrEnum

from bot.flow.staff import Member, Role

EVERYBODY = frozenset(Role)
ADMINS = frozenset({Role.ADMIN})


class Where(StrEnum):
    """The kind of chat that something is asked for in."""

    GROUP = "group"
    """The staff group. No other group is anything to us."""
    PRIVATE = "private"


IN_GROUP = frozenset({Where.GROUP})
"""Where the others see what is done. In private nothing is: whoever takes somebody's phone would be alone with it."""


def member_of(user_id: int, name: str, *, admins: Collection[int], stored: Member | None) -> Member | None:
    """Who somebody is. The settings' administrators need not be stored, and are what the settings say if they are."""
    if user_id in admins:
        return Member(user_id=user_id, role=Role.ADMIN, name=name)
    return stored if stored is not None and stored.ended_at is None else None


def may(member: Member | None, *, roles: Collection[Role], where: Where, places: Collection[Where]) -> bool:
    """Whether somebody may do what those roles may in those places. Who is only in the group is nobody."""
    return member is not None and member.role in roles and where in places
