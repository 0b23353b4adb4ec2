"""What somebody of the staff meant: a command with what follows it, typed or carried by a button. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field

from bot.flow.staff import Role
from bot.ports import LARGEST_ID, Command, Posted, Tap

CARRIED = "staff:"
"""What staff's buttons begin with. Customers' begin with the number of their version."""

MOST_CARRIED = 64
"""Bytes that a button can carry (Bot API, InlineKeyboardButton.callback_data)."""

_CASE = re.compile(r"#?(?:case|kasus)?[ _#]*([0-9]{1,18})", re.IGNORECASE)

CUSTOMER = "\N{BUST IN SILHOUETTE}"
"""Stands before whatever a customer wrote, where staff read it."""

_HEADED = re.compile(rf"#case([0-9]{{1,18}}) {CUSTOMER}")

_ROLES = {
    "agent": Role.AGENT,
    "agents": Role.AGENT,
    "agen": Role.AGENT,
    "petugas": Role.AGENT,
    "admin": Role.ADMIN,
    "admins": Role.ADMIN,
    "administrator": Role.ADMIN,
    "pengelola": Role.ADMIN,
}
"""What people write for a role, in the staff's languages."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A command without its slash, and the rest. `tap` is the press of a button that carried it, if one did."""

    name: str
    argument: str = field(default="", repr=False)
    tap: str = ""


def meant(posted: Posted, *, bot_name: str) -> Meant | None:
    """What was meant; None where it is no command, or another bot's.

    Edited ones are none: what they said first was done. Nor is what somebody hands on: others wrote it.
    """
    if posted.is_edit or posted.is_passed_on:
        return None
    match posted.what:
        case Command(name=name, argument=argument, to=to) if to in {"", bot_name.lower()}:
            # Telegram lets `/case_12` be tapped, and `/case 12` not.
            name, _, first = name.partition("_")
            return Meant(name, f"{first} {argument}".strip())
        case Tap(data=data, tap_id=tap_id) if data.startswith(CARRIED):
            name, _, argument = data.removeprefix(CARRIED).partition(" ")
            return Meant(name, argument, tap_id)
        case _:
            return None


def may_carry(command: str) -> bool:
    """Whether a button can carry a command."""
    return len((CARRIED + command).encode()) <= MOST_CARRIED


def carried(command: str) -> str:
    """What a button carries for a command. Raises `ValueError` for one that is too long."""
    if not may_carry(command):
        raise ValueError("more than a button can carry")
    return CARRIED + command


def words_of(argument: str) -> list[str]:
    """The words of an argument, in the letters and digits that everybody's keyboard has."""
    return unicodedata.normalize("NFKC", argument).split()


def case_in(argument: str) -> int | None:
    """The case that an argument names and nothing else: `12`, `#12`, `#case12`, `case 12`."""
    found = _CASE.fullmatch(" ".join(words_of(argument)))
    number = int(found[1]) if found else 0
    return number if 0 < number < LARGEST_ID else None


def headed(case_id: int) -> str:
    """What stands before what a case's customer wrote, where others stand between."""
    return f"#case{case_id} {CUSTOMER}"


def case_headed(text: str) -> int | None:
    """The case whose customer wrote what stands in a text, as `headed` says it."""
    found = _HEADED.match(text)
    return case_in(found[1]) if found else None


def role_in(word: str) -> Role | None:
    """The role that a word names."""
    return _ROLES.get(word.casefold())


def account_in(word: str) -> int | None:
    """The Telegram account that a word names by its id."""
    number = int(word) if word.isascii() and word.isdigit() and len(word) < len(str(LARGEST_ID)) else 0
    return number or None
