"""Everything that staff can do: the one table. A command's name, the work, and who may.

What is not here nobody can do, whatever they type or press. `LISTENERS` hear what else staff write in the group.
"""

from collections.abc import Awaitable, Callable, Mapping

from . import (
    canning,
    changing,
    daily,
    filing,
    guiding,
    handing_over,
    looking,
    numbers,
    people,
    proving,
    resuming,
    revoking,
    steering,
)
from .asking import Action, Asked
from .authority import ADMINS, EVERYBODY

ACTIONS: Mapping[str, Action] = {
    "cases": Action(looking.cases, EVERYBODY),
    "case": Action(looking.case, EVERYBODY),
    "find": Action(looking.find, EVERYBODY),
    "invite": Action(guiding.invite, EVERYBODY),
    "revoke": Action(revoking.revoke, EVERYBODY),
    "qr": Action(filing.picture, EVERYBODY),
    "export": Action(filing.export, EVERYBODY),
    "extend": Action(changing.extend, EVERYBODY),
    "settle": Action(changing.settle, EVERYBODY),
    "register": Action(changing.register, EVERYBODY),
    "resume": Action(resuming.resume, EVERYBODY),
    "request": Action(steering.request, EVERYBODY),
    "unlock": Action(steering.unlock, EVERYBODY),
    "close": Action(steering.close, EVERYBODY),
    "reopen": Action(steering.reopen, EVERYBODY),
    "evidence": Action(proving.evidence, EVERYBODY),
    "staff": Action(people.staff, ADMINS),
    "take": Action(handing_over.take, EVERYBODY),
    "assign": Action(handing_over.assign, EVERYBODY),
    "release": Action(handing_over.release, EVERYBODY),
    "back": Action(handing_over.back, EVERYBODY),
    "canned": Action(canning.canned, EVERYBODY),
    "stats": Action(numbers.stats, EVERYBODY),
    "digest": Action(daily.digest, EVERYBODY),
    "relearn": Action(numbers.relearn, EVERYBODY),
}

Listener = Callable[[Asked], Awaitable[bool]]
"""Hears what somebody of the staff wrote, edited or sent in the group that is no command. True: it was for them."""

LISTENERS: tuple[Listener, ...] = (filing.take_list, guiding.hear, handing_over.write)
"""In the order in which they are asked; the first that takes something is the last that hears it."""
