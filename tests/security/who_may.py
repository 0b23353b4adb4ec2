"""Who may do what, and where: the one table, and the small oracle that reads it.

To add a staff command: name it in `sayings.STAFF_COMMANDS`, and give those who may use it `STAFF` in `MAY`. Every cell
that is not named here is `NOTHING`: no answer, no notice, no call, nothing changed.
"""

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
    STAFF = "member of the staff group"
    ADMIN = "administrator of the bot"
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


MAY: Mapping[tuple[Who, Where], Right] = {
    (Who.UNINVITED, Where.PRIVATE): Right.DOOR,
    (Who.STAFF, Where.PRIVATE): Right.DOOR,
    (Who.ADMIN, Where.PRIVATE): Right.DOOR,
    (Who.INVITED, Where.PRIVATE): Right.OWN_CASE,
    (Who.OTHER, Where.PRIVATE): Right.OWN_CASE,
    (Who.FORWARDING, Where.PRIVATE): Right.OWN_CASE,
    (Who.VIA_BOT, Where.PRIVATE): Right.OWN_CASE,
}


def expected(who: Who, where: Where, saying: str) -> Right:
    """What must come of it."""
    right = MAY.get((who, where), Right.NOTHING)
    is_command = saying.removeprefix("/").removesuffix("@bot") in STAFF_COMMANDS
    # To everybody else a staff command is a word like any other: nothing tells them that there is such a command.
    return Right.NOTHING if right is Right.STAFF and not is_command else right
