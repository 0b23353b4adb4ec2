"""Everything that staff can do: the one table. A command's name, the work, and who may.

What is not here nobody can do, whatever they type or press. `LISTENERS` hear what else staff write in the group.
"""

from collections.abc import Awaitable, Callable, Mapping

from . import people
from .asking import Action, Asked
from .authority import ADMINS

ACTIONS: Mapping[str, Action] = {
    "staff": Action(people.staff, ADMINS),
}

Listener = Callable[[Asked], Awaitable[bool]]
"""Hears what somebody of the staff wrote, edited or sent in the group that is no command. True: it was for them."""

LISTENERS: tuple[Listener, ...] = ()
"""In the order in which they are asked; the first that takes something is the last that hears it."""
