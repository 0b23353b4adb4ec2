"""Who may do what, and where: the one table, and the small oracle that reads it.

A staff command is in the matrix as soon as it is in `bot.staff.actions`; which of the staff may use it is said in
`ADMINS_ONLY`. Every cell that is not named here is `NOTHING`: no answer, no notice, no call, nothing changed.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from .sayings import STAFF_COMMANDS


class Who(StrEnum):
    """Who says it."""

    UNINVITED = "uninvited"
    INVITED = "invited customer"
    OTHER = "customer of another case"
    FORWARDING = "invited customer who forwards"
    VIA_BOT = "invited customer, by way of an inline bot"
    BYSTANDER = "member of the staff group who is none of the staff"
    AGENT = "agent of the staff"
    ADMIN = "administrator of the staff"
    ANONYMOUS = "anonymous administrator of a group"
    BOT = "another bot"


class Where(StrEnum):
    """The chat's type, as Telegram calls it."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
    STAFF_GROUP = "staff group"
    """The supergroup of `STAFF_CHAT_ID`."""


class Right(StrEnum):
    """What somebody may have done by saying something."""

    NOTHING = "nothing"
    DOOR = "door"
    """Read what a stranger may read: that a link is needed, help, privacy, the languages. Nothing else happens."""
    OWN_CASE = "own case"
    """Be answered about, and change, the case of the chat they say it in; no other."""
    STAFF = "staff"
    """Use the staff's commands, and nothing else."""
    REFUSED = "refused"
    """Read that a command of the staff's is for others of them. Nothing else happens."""


MAY: Mapping[tuple[Who, Where], Right] = {
    (Who.UNINVITED, Where.PRIVATE): Right.DOOR,
    (Who.BYSTANDER, Where.PRIVATE): Right.DOOR,
    (Who.AGENT, Where.PRIVATE): Right.DOOR,
    (Who.ADMIN, Where.PRIVATE): Right.DOOR,
    (Who.INVITED, Where.PRIVATE): Right.OWN_CASE,
    (Who.OTHER, Where.PRIVATE): Right.OWN_CASE,
    (Who.FORWARDING, Where.PRIVATE): Right.OWN_CASE,
    (Who.VIA_BOT, Where.PRIVATE): Right.OWN_CASE,
    (Who.AGENT, Where.STAFF_GROUP): Right.STAFF,
    (Who.ADMIN, Where.STAFF_GROUP): Right.STAFF,
}

ADMINS_ONLY = frozenset({"staff"})
"""Staff commands that agents may not use."""


def expected(who: Who, where: Where, saying: str) -> Right:
    """What must come of it."""
    right = MAY.get((who, where), Right.NOTHING)
    if right is not Right.STAFF:
        # To everybody else a staff command is a word like any other: nothing tells them that there is such a command.
        return right
    names = {saying.removeprefix("/").removesuffix("@bot"), *re.findall(r"^\[staff: (\w+)", saying)}
    command = next((name for name in names if name in STAFF_COMMANDS), None)
    if command is None:
        return Right.NOTHING
    return Right.REFUSED if who is Who.AGENT and command in ADMINS_ONLY else right
