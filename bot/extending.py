"""The command with which staff allow a number one more code and one more try."""

import os
import time
from collections.abc import Mapping
from typing import Annotated

import typer

from .desk import Desk
from .flow.events import Extended
from .flow.model import Case, Unextended
from .flow.rules.extending import why_not
from .store import Store
from .terminal import fail, out, read_settings, with_store

_WHY: Mapping[Unextended, str] = {
    Unextended.LEFT: "it still has codes and tries left.",
    Unextended.LOCKED: "WhatsApp has locked it and would take no code: trying earlier makes that longer.",
    Unextended.OFTEN: "that was done as often as is safe, once in an hour and twice in a day.",
    Unextended.STEP: "its customer is not at the code just now.",
}


def extend(case_id: Annotated[int, typer.Argument(metavar="ID", min=1)]) -> None:
    """Allow a number one more code and one more try, when it has used up a day's share. It is put on record."""
    settings = read_settings()

    async def inner(store: Store) -> Case | Unextended | str:
        now = time.time()
        async with store.passing_transaction() as tx:
            found = (await tx.lock_cases([case_id])).get(case_id)
        if found is None:
            return f"There is no case {case_id}."
        async with store.passing_transaction() as tx:
            desk = await Desk.open(tx, chats=(), cases={found.id: found.chat_id}, now=now, offers=settings.offers)
            if found.id not in desk.cases:
                return "The case is just being worked on: try again."
            case = await desk.whole(desk.cases[found.id])
            reason = why_not(case, int(now))
            if reason is not None:
                return reason
            await desk.apply(case, Extended(at=int(now), by=f"terminal, uid {os.getuid()}"))
            await desk.save()
        return case

    came_of_it = with_store(inner, settings)
    if isinstance(came_of_it, Unextended):
        raise fail(f"Nothing was changed for case {case_id}: {_WHY[came_of_it]}")
    if isinstance(came_of_it, str):
        raise fail(came_of_it)
    out.print(f"Case {case_id} has one more code and one more try. The customer and the group are told.", markup=False)
